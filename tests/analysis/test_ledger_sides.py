"""An attacker who knows every published number: no group that follows from them has (nearly) nobody on a side of a sensitive figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from analysis.disclosure import FEWEST
from analysis.ledger import preparing
from analysis.ledger.models import PublishedCut
from analysis.ledger.opposing import Group, accepted
from surveys.models import Response
from tests.analysis.test_ledger import lonely, publish
from tests.analysis.test_ledger_attack import group
from tests.analysis.world import make_world


def solved(published, wanted):
    """The factors with which the published groups add up to these people, exactly; None when they cannot. Its own arithmetic."""
    rows = [[Fraction(int(one[person])) for one in published] + [Fraction(int(wanted[person]))] for person in range(len(wanted))]
    at, pivots = 0, []
    for column in range(len(published)):
        pivot = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [one / rows[at][column] for one in rows[at]]
        for i in range(len(rows)):
            if i != at and rows[i][column]:
                rows[i] = [a - rows[i][column] * b for a, b in zip(rows[i], rows[at], strict=True)]
        at, pivots = at + 1, [*pivots, column]
    if any(row[-1] for row in rows[at:]):
        return None
    found = [Fraction(0)] * len(published)
    for place, column in enumerate(pivots):
        found[column] = rows[place][-1]
    return found


def exposed(published, on):
    """The groups that follow from the published ones and have fewer than three on the side; by trying every set of kinds of people."""
    kinds = {}
    for person in range(len(on)):
        kinds.setdefault(tuple(bool(one[person]) for one in published), []).append(person)
    kinds.pop((False,) * len(published), None)
    few = [people for people in kinds.values() if on[people].sum() < FEWEST]
    for many in range(1, len(few) + 1):
        for chosen in combinations(few, many):
            people = [person for one in chosen for person in one]
            if on[people].sum() < FEWEST:
                wanted = np.isin(np.arange(len(on)), people)
                factors = solved(published, wanted)
                if factors is not None:
                    yield wanted, sum(factor * int(on[one].sum()) for factor, one in zip(factors, published, strict=True))


@st.composite
def publications(draw):
    """Reports over random neighbourhoods while people come and go; who answered "often" is drawn too."""
    size = draw(st.integers(10, 30))
    area = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    on = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    here, found = np.ones(size, bool), []
    for _ in range(draw(st.integers(1, 3))):
        scope = draw(st.sampled_from([(0, 1, 2), (0, 1), (1, 2)]))
        inside = here & np.isin(area, scope)
        found.append([inside, *(inside & (area == one) for one in scope)])
        here = here.copy()
        for person in draw(st.lists(st.integers(0, size - 1), max_size=9)):
            here[person] = not here[person]
    return found, on


@settings(max_examples=120, deadline=None, derandomize=True)
@given(publications(), st.booleans())
def test_whatever_goes_out_in_whatever_order_three_stand_on_each_side(history, everybody_at_hand):
    """Also when those who are not in the new report are not at hand, for then the published numbers decide."""
    reports, on = history
    published = []
    for report in reports:
        groups = report
        for side in (on, ~on):
            if not groups:
                break
            known = np.ones(len(on), bool) if everybody_at_hand else np.logical_or.reduce(groups)
            old = [Group(one, float((one & side).sum())) for one in published]
            new = [Group(one, float((one & side).sum())) for one in groups]
            fine = accepted(old, new, side & known, known)
            groups = [one for one, good in zip(groups, fine, strict=True) if good]
        published += groups
    for side in (on, ~on):
        for _, number in exposed(published, side) if published else ():
            raise AssertionError(f"{number} people stand on this side")


def test_twelve_new_people_who_all_answered_the_same():
    """The town grows by twelve, none of whom is lonely: who has both numbers knows the answer of each of the twelve."""
    town, grown = group(*range(30), size=60), group(*range(42), size=60)
    on = group(*range(12), size=60)
    known = np.ones(60, bool)
    before = [Group(town, 12.0)]
    assert accepted(before, [Group(grown, 12.0)], on, known) == [False]
    assert accepted([Group(grown, 12.0)], [Group(town, 12.0)], on, known) == [False]
    assert accepted(before, [Group(grown, 15.0)], on | group(31, 32, 33, size=60), known) == [True]
    assert accepted(before, [Group(grown, 14.0)], on | group(31, 32, size=60), known) == [False]  # the two know each other


def test_people_who_withdrew_are_judged_by_what_was_published():
    town, left = group(*range(42), size=60), group(*range(30), size=60)
    on, known = group(*range(12), size=60), left
    assert accepted([Group(town, 13.0)], [Group(left, 12.0)], on, known) == [False]
    assert accepted([Group(town, 20.0)], [Group(left, 12.0)], on, known) == [True]


def test_a_difference_of_differences():
    """Thirty people more in town, of whom fifteen in the north: of the other fifteen nobody is lonely."""
    town, north = group(*range(60), size=120), group(*range(25), size=120)
    later, there = town | group(*range(60, 90), size=120), north | group(*range(60, 75), size=120)
    on = group(*range(10), *range(30, 40), *range(60, 65), size=120)
    known = np.ones(120, bool)

    def groups(*sets):
        return [Group(one, float((one & on).sum())) for one in sets]

    assert accepted(groups(town, north), groups(later, there), on, known) == [True, False]


def more(session, world, people):
    """New answers in the newest wave: (lonely, mark) each, from the first neighbourhood."""
    for often, mark in people:
        answers = {"leeftijd": "v75", "eenzaam": "vaak" if often else "nooit", "cijfer": mark}
        session.add(
            Response(wave_id=world.waves[1].id, version_id=world.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                     answers=answers, area_code=world.areas[0].code)
        )  # fmt: skip
    session.flush()


def test_fourteen_late_answers_that_all_say_the_same_hide_the_share_that_would_tell(session):
    world = make_world(session)
    publish(session, world.programme, title="Rapport 1")
    more(session, world, [(True, 3 + number % 6) for number in range(14)])
    prepared = preparing.prepare(session, world.programme)
    share, mean = prepared.report.results[0].indicators[:2]
    assert share.waves[1].figure.value is None
    assert "eerder rapport" in share.waves[1].figure.reason
    assert mean.waves[1].figure.value is not None  # their marks differ
    said = {one.sentence for one in prepared.refusals if one.cut.told}
    assert "Uit het verschil met “Rapport 1” is af te leiden wat enkele mensen antwoordden." in said
    assert not any("minder dan" in one for one in said)  # nor by being said of the others
    preparing.publish_report(session, world.programme, prepared, title="Rapport 2", audience="raad", account=None)


def test_fourteen_late_answers_of_both_kinds_may_be_shown(session):
    world = make_world(session)
    publish(session, world.programme, title="Rapport 1")
    more(session, world, [(number % 2 == 0, 3 + number % 6) for number in range(14)])
    assert lonely(preparing.prepare(session, world.programme).report).waves[1].figure.value is not None


def test_fourteen_late_marks_at_the_end_of_the_scale_hide_the_mean(session):
    world = make_world(session)
    publish(session, world.programme, title="Rapport 1")
    more(session, world, [(number % 2 == 0, 10) for number in range(14)])
    share, mean = preparing.prepare(session, world.programme).report.results[0].indicators[:2]
    assert mean.waves[1].figure.value is None
    assert share.waves[1].figure.value is not None


def test_what_the_ledger_keeps_is_the_number_that_was_published(session):
    world = make_world(session)
    report = publish(session, world.programme).report
    wave = lonely(report).waves[1]
    rows = session.scalars(
        select(PublishedCut).where(PublishedCut.n == wave.figure.n, PublishedCut.population == "antwoorden:welzijn:1")
    )
    told = [one.told for one in rows if one.subject == "vraag:eenzaam" and len(one.told) == 2]
    assert told
    counts = round(wave.figure.value * wave.figure.n / 100)
    assert sorted(told[0].values()) == sorted([counts, wave.figure.n - counts])
