"""Rules of the layered account: states with reasons, causes by words, rates that hide what is small, ranges."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.accounting import causes, confirming, layers
from analysis.accounting.causes import Named
from analysis.accounting.confirming import JudgedCause
from analysis.accounting.layers import ActivityFacts, GoalFacts, MechanismFacts
from analysis.accounting.ranges import Range, RangeRefused, fewer, times, total

ACTIVITIES = (
    Named("aanschuiftafel", "Aanschuiftafel"),
    Named("schakel", "De Schakel"),
    Named("maatje", "Maatje aan huis"),
    Named("gesprek", "Mantelzorgmakelaar"),
    Named("respijt", "Vrijwillige respijtzorg"),
)
MECHANISMS = (
    Named("digitaal", "Leren omgaan met computer en internet", ("beeldbellen", "computer", "leren ... bellen")),
    Named("gedachten", "Negatieve gedachten verminderen", ("!piekeren", "nee zeggen")),
)


@pytest.mark.parametrize(
    ("cause", "names", "activity", "mechanism"),
    [
        ("Mijn maatje van De Brug.", "activiteit", "maatje", None),
        ("De makelaar heeft alles geregeld.", "activiteit", "gesprek", None),
        ("De vrijwilliger op vrijdag.", "activiteit", "respijt", None),
        ("Ik heb leren beeldbellen.", "mechanisme", None, "digitaal"),
        ("Mijn maatje leerde mij beeldbellen", "activiteit", "maatje", "digitaal"),
        ("Door de cursus durf ik nee te zeggen.", "andere", None, None),
        ("Ik pieker niet meer", "mechanisme", None, "gedachten"),
        ("Ik pieker elke nacht", "andere", None, None),
        ("hond", "andere", None, None),
        ("Geen idee", "weet_niet", None, None),
        ("???", "weet_niet", None, None),
    ],
)
def test_a_cause_is_proposed_by_its_words(cause: str, names: str, activity: str | None, mechanism: str | None) -> None:
    found = causes.propose(cause, ACTIVITIES, MECHANISMS)
    assert found is not None
    assert (found.names, found.activity, found.mechanism) == (names, activity, mechanism)


def test_no_words_no_proposal() -> None:
    assert causes.propose("  ", ACTIVITIES, MECHANISMS) is None


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    found = causes.propose(text, ACTIVITIES, MECHANISMS)
    assert found is None or found.names in causes.NAMES


def judged(**numbers: int) -> list[JudgedCause]:
    return [JudgedCause(name) for name, number in numbers.items() for _ in range(number)]


def test_the_rate_has_wilsons_interval() -> None:
    from statsmodels.stats.proportion import proportion_confint

    found = confirming.rate(judged(activiteit=12, mechanisme=6, andere=20, weet_niet=3), 10)
    low, high = proportion_confint(18, 41, method="wilson")
    assert (found.value, found.n) == (43.9, 41)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((100 * low, 100 * high), abs=0.05)


def test_a_change_for_the_worse_does_not_confirm() -> None:
    worse = [JudgedCause("activiteit", better=False)] * 30
    assert confirming.rate([*worse, *judged(activiteit=10, andere=10)], 10).n == 20


def test_too_few_causes_show_nothing() -> None:
    found = confirming.rate(judged(activiteit=5, andere=4), 10)
    assert found.suppressed
    assert found.value is None
    assert found.n is None
    assert set(confirming.counts(judged(activiteit=5, andere=4), 10).values()) == {None}


def test_no_count_below_the_least_can_be_computed() -> None:
    for numbers in itertools.product(range(0, 9, 2), repeat=4):
        causes_ = judged(**dict(zip(causes.NAMES, numbers, strict=True)))
        shown = confirming.counts(causes_, 10, 3)
        share = confirming.rate(causes_, 10, 3)
        known = {name: one for name, one in shown.items() if one is not None}
        assert all(one == 0 or one >= 3 for one in known.values())
        if share.value is None:
            continue
        ours = round(share.value * (share.n or 0) / 100)
        for half, sum_ in ((("activiteit", "mechanisme"), ours), (("andere", "weet_niet"), (share.n or 0) - ours)):
            hidden = [name for name in half if shown[name] is None]
            left = sum_ - sum(known.get(name, 0) for name in half)
            assert not hidden or len(hidden) == 2 or left == 0
            assert left == 0 or left >= 3


def test_an_activity_is_confirmed_by_its_own_participants() -> None:
    took = [JudgedCause("activiteit", "koffie", took_part=frozenset({"koffie"}))] * 8
    took += [JudgedCause("mechanisme", None, "gezien", took_part=frozenset({"koffie"}))] * 4
    took += [JudgedCause("andere", took_part=frozenset({"koffie"}))] * 8
    others = [JudgedCause("andere", took_part=frozenset({"lopen"}))] * 15
    found = confirming.of_activity([*took, *others], "koffie", {"gezien"}, 10)
    assert found is not None
    assert (found.value, found.n) == (60.0, 20)
    assert confirming.of_activity([*took, *others], "maatje", {"gezien"}, 10) is None


def test_the_few_who_did_not_take_part_cannot_be_computed() -> None:
    took = [JudgedCause("activiteit", "koffie", took_part=frozenset({"koffie"}))] * 10 + [
        JudgedCause("andere", took_part=frozenset({"koffie"}))
    ] * 10
    others = [JudgedCause("andere", took_part=frozenset())] * 3
    found = confirming.of_activity([*took, *others], "koffie", set(), 10)
    assert found is not None
    assert found.suppressed


@pytest.mark.parametrize(
    ("values", "better"),
    [
        ({"minder": 1, "gelijk": 2, "meer": 3, "weet_niet": None}, {"meer"}),
        ({"zwaarder": 1, "gelijk": 2, "lichter": 3}, {"lichter"}),
        ({"ja": 2, "beetje": 1, "nee": 0}, {"ja", "beetje"}),
        ({"slechter": 1, "beter": 5}, {"beter"}),
        ({"a": None}, set()),
    ],
)
def test_which_answers_are_better(values: dict[str, float | None], better: set[str]) -> None:
    assert confirming.better_options(values) == better


WELL = MechanismFacts("Vast gezicht", "aannemelijk", "Bron", 4, 4, 4)


def test_an_activity_of_which_everything_is_known_is_filled() -> None:
    facts = ActivityFacts((WELL,), "2026", "2026", reach="bekend", asked=True, coded="bekend")
    assert {one.state for one in layers.cells(facts)} == {layers.FILLED}


@pytest.mark.parametrize(
    ("facts", "place", "state", "words"),
    [
        (ActivityFacts(), 0, "leeg", "nog niet zichtbaar gemaakt"),
        (ActivityFacts((MechanismFacts("x", "verondersteld", ""),)), 0, "dun", "aanname"),
        (ActivityFacts(counted="2025", newest="2026"), 1, "dun", "2025"),
        (ActivityFacts(counted="2025", newest="2026", ended=True), 1, "gevuld", "2025"),
        (ActivityFacts((MechanismFacts("x", "aannemelijk", "b", 4, 3, 3),)), 2, "dun", "3 van de 4"),
        (ActivityFacts((MechanismFacts("x", "aannemelijk", "b", 4, 4, 3),)), 2, "dun", "waaruit het blijkt"),
        (ActivityFacts(reach="klein"), 3, "dun", "te klein"),
        (ActivityFacts(reach="omvang"), 3, "dun", "niet bekend"),
        (ActivityFacts(asked=True), 4, "dun", "nog niet beoordeeld"),
        (ActivityFacts(), 4, "leeg", "nog niet zichtbaar gemaakt"),
    ],
)
def test_a_layer_says_why(facts: ActivityFacts, place: int, state: str, words: str) -> None:
    found = layers.cells(facts)[place]
    assert found.state == state
    assert words in found.reason


def test_layers_of_all_activities_together() -> None:
    full = layers.cells(ActivityFacts((WELL,)))[0]
    empty = layers.cells(ActivityFacts())[0]
    assert layers.together("mechanisme", [full, full]).state == layers.FILLED
    assert layers.together("mechanisme", [empty]).state == layers.EMPTY
    mixed = layers.together("mechanisme", [full, empty, empty])
    assert (mixed.state, mixed.reason) == (
        "dun",
        "Bij 1 van de 3 activiteiten zichtbaar gemaakt, bij 2 nog niet zichtbaar gemaakt.",
    )
    assert layers.together("mechanisme", []).state == layers.EMPTY


def test_the_macro_goal_says_what_is_missing() -> None:
    assert layers.goal_layer(GoalFacts("75-plussers", True, True, "GGD", True)).state == "gevuld"
    thin = layers.goal_layer(GoalFacts("75-plussers", True, True, "", False))
    assert thin.state == "dun"
    assert thin.reason == "Er ontbreekt: de bron en een nieuw cijfer na de beginstand."
    assert layers.goal_layer(GoalFacts("", False, False, "", False)).state == "leeg"


def test_no_words_ever_say_that_it_works_or_not() -> None:
    parts = [layers.Layer(code, state, "x") for code in layers.TITLES for state in ("gevuld", "dun", "leeg")]
    dice = random.Random(1)
    for _ in range(50):
        text = layers.conclusion(dice.sample(parts, 6)).lower()
        assert "bewezen" not in text or "bewezen is het daarmee niet" in text
        assert "werkt niet" not in text


def test_ranges_multiply_and_shrink_and_never_become_a_point() -> None:
    assert times(Range(5, 12), Range(3, 9), Range(1000, 1250)) == Range(15_000, 135_000)
    assert fewer(Range(10, 20), Range(10, 30)) == Range(7, 18)
    assert total([Range(1, 2), Range(3, 5)]) == Range(4, 7)
    for low, high in ((3, 2), (-1, 2)):
        with pytest.raises(RangeRefused):
            Range(low, high)
    with pytest.raises(RangeRefused):
        fewer(Range(1, 2), Range(0, 120))


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=4))
def test_a_product_holds_every_product_of_its_parts(rows: list[tuple[float, float, float]]) -> None:
    parts = [Range(low, low * (1 + width)) for low, width, _ in rows]
    made, point = times(*parts), 1.0
    for part, (_, _, share) in zip(parts, rows, strict=True):
        point *= part.low + share * (part.high - part.low)
    assert made.low * (1 - 1e-9) <= point <= made.high * (1 + 1e-9) or point == pytest.approx(0)
