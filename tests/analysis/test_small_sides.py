"""A share that stands for one or two people tells those two about all the others: it is shown nowhere, in whatever shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import changing, disclosure, figures, tallies
from analysis.breakdowns import split
from analysis.disclosure import FEWEST, MINIMUM_STORIES, Cell
from analysis.figures import Asked
from analysis.measures import measure
from tests.analysis.test_measures import LONELY, lonely, material, request, sheet, stories

SHARE = Asked("procent", "omlaag", 10)


@pytest.mark.parametrize(("hits", "shown"), [(0, False), (1, False), (2, False), (3, True), (17, True), (18, False), (19, False), (20, False)])  # fmt: skip
def test_at_least_three_on_each_side(hits, shown):
    assert (disclosure.primary(Cell(20, hits), 10) == "") is shown
    assert disclosure.primary(Cell(20, hits, guarded=False), 10) == ""
    assert (figures.figure(np.array([20, hits, hits], float), SHARE).value is not None) is shown


def test_the_words_do_not_tell_which_group_answered_nearly_the_same():
    assert figures.hidden(SHARE, disclosure.ONE_SIDED) == figures.hidden(SHARE, disclosure.ALONGSIDE)
    of = material(
        lonely(60, 60, areas=([0] * 1 + [1] * 20 + [2] * 39 + [0] * 19 + [1] * 20 + [2] * 21)),
        lonely(40, 40),
        areas=("A", "B", "C"),
    )
    table = measure(request("prevalence", LONELY, of)).breakdowns[0]
    first = {row.label: row.waves[0].figure for row in table.rows}
    assert first["A"] == first["B"] and first["A"].suppressed and first["C"].value is not None
    assert "zelfde" not in table.note and "iedereen" not in table.note


def test_a_count_beside_how_many_answered_is_a_share():
    rule = {"question": "eenzaam", "values": ["vaak"]}
    values = [one.figure.value for one in measure(request("count", rule, material(lonely(40, 2), lonely(20, 20)))).waves]
    assert values == [None, 20]
    assert measure(request("count", rule, material(lonely(0, 40), lonely(20, 20)))).waves[0].figure.value is None


def test_who_took_part_once_is_not_told_by_all_minus_the_same_people():
    links = [f"p{i}" for i in range(40)]
    first = lonely(31, 29, [*links[:30], None, *links[30:], *[None] * 19])  # outside the pairs 1 of 20 is lonely
    found = measure(request("prevalence", LONELY, material(first, lonely(20, 20, links))))
    assert found.waves[0].figure.value is not None
    assert [one.difference.value is None for one in found.changes] == [True, False]
    more = lonely(40, 20, [*links[:30], *[None] * 10, *links[30:], *[None] * 10])
    assert measure(request("prevalence", LONELY, material(more, lonely(20, 20, links)))).changes[0].difference.value is not None


def test_one_or_two_stories_are_no_share_of_stories():
    points = {"contact": "goed", "gemis": "slecht"}
    found = measure(request("story_verdict", {}, _told(20, 2, 12, 8), points=points))
    assert [one.figure.value for one in found.waves] == [None, 60]
    assert not found.changes
    assert measure(request("story_verdict", {}, _told(20, 0, 12, 8), points=points)).waves[0].figure.value == 100


def _told(*counts):
    rows = (*stories(*counts[:2], 0), *stories(*counts[2:], 1))
    return material(lonely(20, 20), lonely(20, 20), stories=tuple(rows))


def test_who_got_worse_is_not_told_when_they_are_two():
    assert changing.net_improved(12, 2, 10, SHARE).difference.value is None
    assert changing.net_improved(12, 3, 10, SHARE).difference.value is not None


GROUPS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=2, max_size=6)


@settings(max_examples=150, deadline=None)
@given(GROUPS, st.tuples(st.integers(0, 12), st.integers(0, 12)))
def test_no_row_no_total_and_no_rest_stands_for_one_or_two(groups, rest):
    """The attacker knows n and share of the town and of every row that is shown, so also what is left of both."""
    areas = [i for i, (yes, _) in enumerate(groups) for _ in range(yes)] + [-1] * rest[0]
    areas += [i for i, (_, no) in enumerate(groups) for _ in range(no)] + [-1] * rest[1]
    people = lonely(sum(yes for yes, _ in groups) + rest[0], sum(no for _, no in groups) + rest[1], areas=areas)
    of = material(people, people, areas=tuple(f"Wijk {i}" for i in range(len(groups))))
    values = tallies.chosen(people.columns["eenzaam"], ["vaak"])
    total = tallies.moments(values, np.zeros(len(values), np.int16), 1)[0]
    figure = figures.figure(total, SHARE)
    for table in split(of.questionnaires[0], of, [values, values], SHARE):
        shown = [row.waves[0].figure for row in table.rows if row.waves[0].figure.value is not None]
        assert figure.value is not None or not shown
        left, hits = (figure.n or 0), round((figure.value or 0) * (figure.n or 0) / 100)
        for one in shown:
            yes = round(one.value * one.n / 100)
            assert one.n >= 10 and min(yes, one.n - yes) >= FEWEST
            left, hits = left - one.n, hits - yes
        assert figure.value is None or left == 0 or (left >= 10 and min(hits, left - hits) >= FEWEST)


def test_people_and_stories_have_the_same_least():
    assert FEWEST == MINIMUM_STORIES


def test_who_was_not_asked_for_is_not_told_by_everybody_minus_who_was():
    """A figure of who has help beside that of everybody: of the twelve others one is lonely."""

    def wave(lonely_with, lonely_without):
        rows = [{"eenzaam": "vaak", "hulp": "ja"}] * lonely_with + [{"eenzaam": "vaak", "hulp": "nee"}] * lonely_without
        rows += [{"eenzaam": "nooit", "hulp": "ja"}] * (28 - lonely_with) + [{"eenzaam": "nooit", "hulp": "nee"}] * (
            12 - lonely_without
        )
        return sheet(rows)

    among = {**LONELY, "among": {"question": "hulp", "values": ["ja"]}}
    figures_of = [one.figure.value for one in measure(request("prevalence", among, material(wave(9, 1), wave(9, 4)))).waves]
    assert figures_of[0] is None and figures_of[1] is not None
