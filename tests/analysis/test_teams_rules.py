"""The plain rules of the teams: marks, references, hiding, three ways, money; against SciPy and by hand."""

from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import saying
from analysis.teams import ages, board, helped, marks, money
from analysis.teams.marks import Member
from analysis.teams.refusals import MoneyAlone

stats = pytest.importorskip("scipy.stats")
TEAMS = [Member(f"t{i}", "A" if i < 3 else "B", 10) for i in range(6)]


def made(
    sizes: list[int], seed: int = 1, teams: list[Member] = TEAMS, minimum: int = 5
) -> tuple[marks.Dimension, np.ndarray, np.ndarray]:
    dice = random.Random(seed)
    places = np.array([place for place, size in enumerate(sizes) for _ in range(size)], np.int64)
    values = np.array([dice.choice([3.0, 5.5, 6.0, 7.75, 9.0]) for _ in places])
    return marks.dimension("wijk", values, places, teams, minimum), values, places


def test_five_points_become_ten() -> None:
    assert list(marks.as_mark(np.array([1.0, 3.0, 5.0]), 1, 5)) == [1.0, 5.5, 10.0]
    assert np.isnan(marks.as_mark(np.array([np.nan]), 1, 5)[0])
    with pytest.raises(ValueError, match="lowest"):
        marks.as_mark(np.array([1.0]), 5, 5)


def test_each_team_counts_once_in_the_headline_and_each_person_in_the_second() -> None:
    found, values, places = made([5, 6, 7, 8, 9, 10])
    means = [values[places == place].mean() for place in range(6)]
    assert found.reference.value == pytest.approx(np.mean(means))
    assert found.respondents.value == pytest.approx(values.mean())
    assert (found.reference.n, found.respondents.n) == (45, 45)
    assert found.municipalities["A"].value == pytest.approx(np.mean(means[:3]))


def test_the_interval_of_a_team_is_students_with_the_finite_population_correction() -> None:
    found, values, places = made([5, 6, 7, 8, 9, 10])
    own = values[places == 1]
    low, high = stats.t.interval(0.95, 5, loc=own.mean(), scale=stats.sem(own) * np.sqrt((10 - 6) / (10 - 1)))
    team = found.teams["t1"]
    assert team.interval is not None
    assert (team.interval.low, team.interval.high) == (pytest.approx(max(low, 1)), pytest.approx(min(high, 10)))
    whole = found.teams["t5"]  # all ten answered: nothing was left out, so nothing is uncertain about these answers
    assert whole.interval is not None and whole.interval.low == whole.interval.high


def test_the_interval_of_the_mean_of_teams_is_the_stratified_one() -> None:
    teams = [Member(f"t{i}", "A") for i in range(4)]
    found, values, places = made([6, 8, 5, 9], teams=teams)
    groups = [values[places == place] for place in range(4)]
    parts = [group.var(ddof=1) / len(group) / 16 for group in groups]
    df = sum(parts) ** 2 / sum(part**2 / (len(group) - 1) for part, group in zip(parts, groups, strict=True))
    low, high = stats.t.interval(0.95, df, loc=found.reference.value, scale=np.sqrt(sum(parts)))
    assert found.reference.interval is not None
    assert found.reference.interval.low == pytest.approx(low) and found.reference.interval.high == pytest.approx(high)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    dice = np.random.default_rng(7)
    teams = [Member(f"t{i}", "A") for i in range(19)]
    places = np.repeat(np.arange(19), 8)
    centres = np.linspace(5, 8, 19)
    hits = 0
    for _ in range(300):
        values = np.clip(centres[places] + dice.normal(0, 0.8, len(places)), 1, 10)
        one = marks.dimension("x", values, places, teams, 5).reference.interval
        assert one is not None
        hits += one.low <= centres.mean() <= one.high
    assert 0.91 <= hits / 300 <= 0.985


def test_a_small_team_is_hidden_and_never_alone() -> None:
    found, _, _ = made([3, 6, 7, 8, 9, 10])
    hidden = {code for code, one in found.teams.items() if one.value is None}
    assert hidden == {"t0", "t1"}  # the second so that the first does not follow from all minus the rest
    assert all(one.n is None and one.interval is None and one.reason for code, one in found.teams.items() if code in hidden)
    assert found.municipalities["A"].value is None  # one shown team is no mean of teams
    assert found.municipalities["B"].value is None  # all four minus three of B would leave the one team of A
    assert len(found.spots) == 4


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.integers(0, 8))
def test_no_hidden_team_follows_from_what_is_shown(sizes: list[int], without: int) -> None:
    places = np.array([p for p, size in enumerate(sizes) for _ in range(size)] + [-1] * without, np.int64)
    values = np.linspace(2, 9, len(places))
    found = marks.dimension("x", values, places, TEAMS, 5)
    if found.respondents.reason == marks.FOLLOWS:  # with the means of teams it would give one team's mark
        return
    if found.respondents.n is None:
        assert all(one.value is None for one in found.teams.values())
        return
    shown = sum(one.n or 0 for one in found.teams.values())
    rest = found.respondents.n - shown
    hidden = [size for size, one in zip(sizes, found.teams.values(), strict=True) if one.value is None and size]
    if rest and (hidden or without):
        assert rest >= 5
        assert len(hidden) + (without > 0) >= 2 or not hidden
    for town, one in found.municipalities.items():
        own = [t for t in TEAMS if t.municipality == town and found.teams[t.code].value is not None]
        assert one.value is None or len(own) >= marks.TEAMS_AT_LEAST


def test_money_is_refused_alone() -> None:
    for asked in (["geld"], ["geld", "hulp"], ["geld", "klant"], ["wijk", "geld"]):
        with pytest.raises(MoneyAlone, match="nooit alleen"):
            marks.together(asked)
    assert marks.together(["geld", "hulp", "klant"]) == ("geld", "hulp", "klant")
    assert marks.together(["wijk"]) == ("wijk",)


def test_dimensions_are_ranked_and_a_team_has_a_strongest_and_a_weakest() -> None:
    def flat(code: str, value: float) -> marks.Dimension:
        return marks.Dimension(code, {}, {}, marks.Mark(value), marks.Mark(value))

    all_of = [flat("team", 7.5), flat("geld", 5.1), flat("wijk", 5.6)]
    assert marks.ranked(all_of) == ("geld", "wijk", "team")
    own = {"team": marks.Mark(7.6), "geld": marks.Mark(6.0), "wijk": marks.Mark(5.0), "hulp": marks.Mark(None)}
    assert marks.extremes(own, all_of) == ("geld", "wijk")
    assert marks.extremes({"team": marks.Mark(7.0)}, all_of) is None


def test_ages_are_classes_of_at_least_three_teams() -> None:
    known = {f"t{i}": age for i, age in enumerate([0, 0, 1, 1, 1, 2, 3, 5])}
    found = ages.classes(known, {code: 6.0 + i / 10 for i, code in enumerate(known)})
    assert [(one.low, one.high, len(one.marks)) for one in found] == [(0, 2, 5), (2, None, 3)]
    assert [one.label for one in found] == ["korter dan 2 jaar", "2 jaar of langer"]
    assert found[0].mean == pytest.approx(6.2)
    assert ages.classes({"t0": 1, "t1": 2}, {"t0": 5.0, "t1": 6.0}) == ()
    assert ages.years(date(2020, 6, 1), date(2026, 5, 31)) == 5
    assert ages.years(date(2020, 6, 1), date(2019, 5, 31)) == 0


@given(st.dictionaries(st.integers(0, 40), st.integers(0, 12), max_size=25))
def test_no_class_is_smaller_than_three_and_all_teams_are_in_one(known: dict[int, int]) -> None:
    codes = {str(code): age for code, age in known.items()}
    found = ages.classes(codes, dict.fromkeys(codes, 6.0))
    assert sum(len(one.marks) for one in found) == (len(codes) if len(codes) >= 3 else 0)
    assert all(len(one.marks) >= 3 for one in found)
    assert all(a.high == b.low for a, b in itertools.pairwise(found))


def test_reliable_change_is_the_golden_one() -> None:
    assert helped.by_change([6, 6, 2, np.nan], [2, 5, 6, 4], 1.9, 0.82) == ["achteruit", "gelijk", "beter"]
    assert helped.by_change([6], [2], 1.9, 0.82, higher_is_better=False) == ["beter"]


def test_beter_and_gelijk_are_the_goal_and_small_ways_are_hidden() -> None:
    found = helped.three_ways(["beter"] * 12 + ["gelijk"] * 20 + ["achteruit"] * 8, 10, helped.PAIRED)
    assert found.counts == (12, 20, 8)
    assert found.goal is not None and found.goal.value == pytest.approx(0.8)
    assert (found.goal.low, found.goal.high) == (pytest.approx(0.6524, abs=5e-4), pytest.approx(0.8950, abs=5e-4))
    few = helped.three_ways(["beter"] * 12 + ["gelijk"] * 20 + ["achteruit"] * 2, 10, helped.PAIRED)
    assert few.counts[2] is None and few.counts.count(None) >= 2 and few.goal is None
    assert helped.three_ways(["beter"] * 9, 10, helped.PAIRED).n is None


def test_money_adds_up_and_says_when_it_does_not_know() -> None:
    total = money.added([money.Sum(100.0, 110.0, 10), money.Sum(100.0, 80.0, 9)])
    assert (total.used, total.unit_cost) == (95.0, 10.0)
    unknown = money.added([money.Sum(100.0, None, 10), money.Sum(100.0, 80.0, 9)])
    assert (unknown.realised, unknown.used, unknown.unit_cost, unknown.budgeted) == (None, None, None, 200.0)
    assert money.added([]) == money.Sum(None, None, None)


@given(st.lists(st.integers(0, 10), min_size=6, max_size=6), st.integers(0, 2**30))
def test_what_hidden_teams_answer_changes_nothing_but_the_mean_of_all(sizes: list[int], seed: int) -> None:
    dice = np.random.default_rng(seed)
    places = np.array([p for p, size in enumerate(sizes) for _ in range(size)], np.int64)
    values = dice.uniform(1, 10, len(places))
    one = marks.dimension("x", values, places, TEAMS, 5)
    hidden = np.array([one.teams[TEAMS[p].code].value is None for p in places], bool)
    other = marks.dimension("x", np.where(hidden, dice.uniform(1, 10, len(places)), values), places, TEAMS, 5)
    assert (one.teams, one.municipalities, one.reference, one.spots) == (
        other.teams,
        other.municipalities,
        other.reference,
        other.spots,
    )


def test_the_order_of_the_rows_changes_no_bit() -> None:
    dice = np.random.default_rng(3)
    places = np.repeat(np.arange(6), 8)
    values = dice.uniform(1, 10, 48)
    order = dice.permutation(48)
    assert marks.dimension("x", values, places, TEAMS, 5) == marks.dimension("x", values[order], places[order], TEAMS, 5)


@pytest.mark.parametrize(
    ("groups", "everybody", "follows"),
    [
        (["abcd"], {}, False),
        (["abcd", "abc"], {}, True),  # leaves d
        (["abcdefgh", "abc"], {}, False),
        (["abcdefgh", "abc", "bcd"], {}, True),  # who knows d takes it away, and a follows
        (["abcdefgh", "abcd", "efgh"], {}, False),
        (["ab"], {}, True),  # each computes the other
        (["abc"], {"a": 5, "b": 6, "c": 7}, True),  # who knows a has two equations in two marks
        (["abc"], {"a": 5, "b": 6, "c": 7, "": 9}, False),  # what hidden teams answered is unknown
        (["abcd"], {"a": 5, "b": 5, "c": 5, "d": 6}, True),  # five times the one minus the other is d
        (["abcd"], {"a": 5, "b": 6, "c": 7, "d": 8}, False),
    ],
)
def test_no_team_follows_from_means_also_not_for_another_team(
    groups: list[str], everybody: dict[str, int], follows: bool
) -> None:
    from analysis.teams import apart

    assert apart.follows(tuple(map(frozenset, groups)), tuple(sorted(everybody.items()))) is follows


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=4), st.booleans())
def test_what_follows_is_what_exact_arithmetic_finds(groups: list[frozenset[str]], with_all: bool) -> None:
    """By ranks with fractions: a unit row lies in the space of the rows when it does not raise their rank."""
    from fractions import Fraction

    from analysis.teams import apart

    everybody = (("a", 5), ("b", 7), ("c", 6), ("d", 5), ("e", 8), ("f", 5)) if with_all else ()
    teams = sorted({one for group in groups for one in group} | {team for team, _ in everybody})

    def rank(rows: list[list[Fraction]]) -> int:
        rows, found = [list(one) for one in rows], 0
        for column in range(len(teams)):
            pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
            if pivot is None:
                continue
            rows[found], rows[pivot] = rows[pivot], rows[found]
            for i in range(found + 1, len(rows)):
                factor = rows[i][column] / rows[found][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
            found += 1
        return found

    told = [[Fraction(team in group) for team in teams] for group in groups] + [
        [Fraction(dict(everybody).get(t, 0)) for t in teams]
    ]

    def unit(team: str) -> list[Fraction]:
        return [Fraction(team == one) for one in teams]

    exact = any(
        rank([*told, *([unit(own)] if own else []), unit(team)]) == rank([*told, *([unit(own)] if own else [])])
        for own in ("", *teams) for team in teams if team != own
    )  # fmt: skip
    assert apart.follows(tuple(groups), everybody) is exact


def test_a_town_goes_when_all_teams_minus_the_others_leave_one() -> None:
    teams = [Member(f"t{i}", "A" if i < 4 else "B" if i < 8 else "C", 10) for i in range(9)]
    found, _, _ = made([6] * 9, teams=teams)
    assert [found.municipalities[one].value is None for one in "ABC"] == [False, True, True]
    assert len(found.spots) == 9


def test_few_or_equal_teams_are_no_dots() -> None:
    assert marks.anonymous([6.0, 7.0, 8.0]) == () == marks.anonymous([7.0] * 6) == marks.anonymous([])
    assert marks.anonymous([8.0, 6.0, 7.0], own=True) == (6.0, 7.0, 8.0)
    assert marks.anonymous([6.0, 7.0], own=True) == ()


def test_the_reason_does_not_tell_that_everybody_answered_the_same() -> None:
    places = np.array([place for place in range(6) for _ in range(6)], np.int64)
    values = np.array([5.5 if place == 2 else 5.0 + one % 3 for one, place in enumerate(places)])
    found = marks.dimension("wijk", values, places, TEAMS, 5)
    hidden = [board.figure(one) for one in found.teams.values() if one.value is None]
    assert len(hidden) == 2  # the team in which all are alike, and one beside it
    assert {one.reason for one in hidden} == {"anders is uit te rekenen wat enkele mensen antwoordden"}
    with saying.speaking("en"):
        assert "worked out" in board.figure(found.teams["t2"]).reason


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_groups_that_are_shown_by_name_do_not_hide_the_mean_of_all(groups: int) -> None:
    places = np.repeat(np.arange(groups), 12)
    values = np.array([5.0 + one % 5 for one in range(12 * groups)])
    asked = [Member(f"g{i}", "") for i in range(groups)]
    found = marks.dimension("klant", values, places, asked, 10, named=True)
    assert found.respondents.value == pytest.approx(values.mean())
    assert all(one.value is not None for one in found.teams.values())
    of_teams = marks.dimension("klant", values, places, asked, 10)  # teams are dots without a name: there it tells one
    assert (of_teams.respondents.value is None) == (groups < 3)
