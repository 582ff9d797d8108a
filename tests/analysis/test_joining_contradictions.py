"""A planted contradiction is found; where none was planted, no more is found than the stated rate; nothing small is looked at."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import saying
from analysis.figures import Asked, figure
from analysis.joining import agenda, attribution, contradictions, evidence, searching, sensitivity
from analysis.joining.contradictions import DIRECTION, LEVEL, RATE, WHOLE, Look
from analysis.joining.evidence import Leaning
from analysis.joining.grouped import Told, Trait
from analysis.material import Material
from analysis.report.model import (
    Breakdown,
    BreakdownRow,
    Change,
    Figure,
    IndicatorPart,
    Interval,
    Joint,
    ResultPart,
    ThemePart,
    WaveFigure,
)
from analysis.statistics import change
from analysis.statistics.intervals import Summary

np = pytest.importorskip("numpy")
stats = pytest.importorskip("scipy.stats")
ASKED = Asked("procent", "omlaag", 10)
BY = "Naar wijk"


def share(x, n):
    return figure(np.array([n, x, x], float), ASKED)


def waves(*figures):
    return tuple(
        WaveFigure(i, name, name, one) for i, (name, one) in enumerate(zip(("Nulmeting", "1-meting"), figures, strict=True))
    )


def indicator(rows, whole, p=0.5, difference=-1.0, verdict="onduidelijk"):
    split = Breakdown(BY, tuple(BreakdownRow(label, waves(*pair)) for label, pair in rows.items()))
    move = Change(
        False, Figure(difference, None, "procent", Interval(-9, 9, "x")), whole[0].n, whole[1].n, p, "z", None, "", verdict, ""
    )
    return IndicatorPart(
        code="eenzaam", name="Eenzaam", definition="", level="outcome", measure_kind="prevalence", direction="omlaag", unit="procent",
        target=None, target_on=None, horizon=None, not_measured="x", source="", message="", verdict=verdict, waves=waves(*whole),
        changes=(move,), breakdowns=(split,),
    )  # fmt: skip


def result(part):
    themes = tuple(ThemePart(code, code, "", way, 9, 99, Figure(None, None, "procent"), None, None, None, ()) for code, way in
                   (("contact", "goed"), ("gemis", "slecht")))  # fmt: skip
    joint = Joint("vult_aan", "vult_aan", "", "", "", "", "")
    return ResultPart("minder", "Minder eenzaam", "", "", "", None, "", (part,), themes, (), joint, ())


def told(group, good, bad, **more):
    made = {"leaning": "geen", "teller": "inwoner", "wave": 1, "groups": ((BY, group),) if group else ()} | more
    return [Told(frozenset({"contact"}), **made)] * good + [Told(frozenset({"gemis"}), **made)] * bad


def world(dice, groups=8, planted=False, people=60, stories=14):
    """A figure and stories per group, nothing to find; or a first group in which both are clear and opposite."""
    rows, spoken, totals = {}, [], [[0, 0], [0, 0]]
    for i in range(groups):
        name, pair = f"Wijk {i}", []
        for wave in (0, 1):
            chance = (0.75, 0.2)[wave] if planted and i == 0 else 0.4
            x = sum(dice.random() < chance for _ in range(people))
            totals[wave][0] += x
            totals[wave][1] += people
            pair.append(share(x, people))
        rows[name] = pair
        good = sum(dice.random() < (0.02 if planted and i == 0 else 0.5) for _ in range(stories))
        spoken += told(name, good, stories - good)
    whole = [share(x, n) for x, n in totals]
    p = change.two_proportions(*totals[0], *totals[1]).p
    return [result(indicator(rows, whole, p=p, difference=whole[1].value - whole[0].value))], spoken


@pytest.mark.parametrize("seed", range(12))
def test_a_planted_contradiction_is_found(seed):
    results, spoken = world(random.Random(seed), planted=True, stories=24)
    looks = searching.looks(results, spoken, Material(()))
    found = contradictions.seek(looks)
    assert any(one.look.group == "Wijk 0" for one in found)
    first = next(one for one in found if one.look.group == "Wijk 0")
    assert (first.look.figure.way, first.look.stories.way) == (1, -1)
    assert len([one for one in found if one.look.group == "Wijk 0"]) == 1  # of one group the sharpest
    text = agenda.points(found, results)[0].text
    assert "Wijk 0" in " ".join(one.text for one in agenda.points(found, results)) and "juist" in text


def test_nothing_planted_is_found_no_oftener_than_stated():
    hits = 0
    for seed in range(300):
        results, spoken = world(random.Random(1000 + seed), groups=6, people=40, stories=10)
        hits += bool(contradictions.seek(searching.looks(results, spoken, Material(()))))
    assert hits <= 300 * RATE


def test_the_bare_rule_keeps_its_rate_when_figures_are_clear_and_stories_are_noise():
    """The hardest null: every figure is certain, so only the stories can be wrong, and they are coin flips."""
    dice, hits = random.Random(5), 0
    for _ in range(400):
        looks = []
        for group in range(20):
            good = sum(dice.random() < 0.5 for _ in range(30))
            stories = evidence.of_stories(good, 30 - good)
            looks.append(Look("r", "i", BY, str(group), DIRECTION, Leaning(dice.choice([1, -1]), 0.0, 99), stories))
        hits += bool(contradictions.seek(looks))
    assert hits <= 400 * RATE


def test_places_with_too_few_stories_to_be_found_are_not_corrected_for():
    few = [Look("r", "i", BY, str(i), WHOLE, Leaning(1, 0.01, 90), Leaning(1, 1.0, 5)) for i in range(40)]
    clear = Look("r", "i", BY, "a", WHOLE, Leaning(1, 0.01, 90), evidence.of_stories(1, 12))
    assert clear.p == pytest.approx(stats.binomtest(1, 13, alternative="less").pvalue)
    assert contradictions.within_reach([*few, clear], RATE) == [clear]
    assert [one.look.group for one in contradictions.seek([*few, clear])] == ["a"]
    many = [Look("r", "i", BY, f"b{i}", WHOLE, Leaning(1, 0.01, 90), Leaning(1, 1.0, 30)) for i in range(80)]
    assert contradictions.seek([*many, clear]) == ()


def test_agreement_is_never_a_contradiction_and_order_is_by_certainty():
    clear, weak, same = Leaning(-1, 1e-6, 40), Leaning(-1, 1e-3, 20), Leaning(1, 1e-9, 40)
    figure_ = Leaning(1, 1e-8, 90)
    looks = [Look("r", "i", BY, "a", DIRECTION, figure_, weak), Look("r", "i", BY, "b", DIRECTION, figure_, clear),
             Look("r", "i", BY, "c", DIRECTION, figure_, same)]  # fmt: skip
    assert [one.look.group for one in contradictions.seek(looks)] == ["b", "a"]
    both = [*looks, Look("r", "i", BY, "b", WHOLE, figure_, Leaning(-1, 1e-12, 40))]
    assert [(one.look.group, one.look.kind) for one in contradictions.seek(both)] == [("b", DIRECTION), ("a", DIRECTION)]
    many = [*looks, *[Look("r", "i", BY, str(i), LEVEL, figure_, same) for i in range(500)]]
    assert [one.look.group for one in contradictions.seek(many)] == ["b"]  # a weak one does not hold among so many places


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6), st.integers(0, 4))
def test_no_group_of_stories_follows_from_what_is_named(groups, unknown):
    pointing = [(f"g{i}", way, 1) for i, (good, bad) in enumerate(groups) for way in ["goed"] * good + ["slecht"] * bad]
    pointing += [(None, "goed", 1)] * unknown
    shown = searching.shown_groups(pointing, Material(()))
    assert all(one.total() >= 5 for one in shown.values())
    rest = len(pointing) - sum(one.total() for one in shown.values())
    hidden = [sum(pair) for i, pair in enumerate(groups) if f"g{i}" not in shown and sum(pair)]
    if shown and any(one < 3 for one in hidden):
        assert rest == 0 or rest >= 3


def test_hidden_figures_are_never_compared():
    small = Figure(None, None, "procent", suppressed=True, reason="Verborgen")
    part = indicator(
        {"Wijk 0": [share(20, 40), small], "Wijk 1": [share(20, 40), share(10, 40)]}, [share(90, 200), share(60, 200)]
    )
    looks = searching.looks([result(part)], told("Wijk 0", 0, 20) + told("Wijk 1", 0, 20), Material(()))
    assert {(one.group, one.kind) for one in looks if one.kind != WHOLE} == {("Wijk 1", DIRECTION), ("Wijk 1", LEVEL)}
    assert evidence.apart(small, share(60, 200), "omlaag") is None
    early = indicator({"Wijk 1": [share(30, 40), share(10, 40)]}, [share(90, 200), share(60, 200)], verdict="te_vroeg")
    assert {one.kind for one in searching.looks([result(early)], told("Wijk 1", 0, 20) + told("Wijk 2", 9, 0), Material(()))} <= {
        LEVEL
    }


def test_stories_of_tellers_and_waves_are_looked_at_too():
    part = indicator({}, [share(90, 200), share(40, 200)], p=1e-7, difference=-25.0, verdict="goede_kant")
    spoken = told(None, 0, 27, teller="naaste", wave=0) + told(None, 0, 25) + told(None, 20, 10, wave=0)
    found = contradictions.seek(searching.looks([result(part)], spoken, Material(())))
    assert [(one.look.trait, one.look.group) for one in found] == [("verteller", "naasten"), ("meting", "1-meting")]
    text = agenda.points(found, [result(part)])[0].text
    assert (
        "Het cijfer van de hele gemeente: bij iedereen samen ging het van 45% naar 20% bij “Eenzaam” (200 mensen): de gewenste kant op."
        in text
    )
    assert "27 verhalen van naasten" in text and "bijna alle juist de andere kant op" in text


def test_stories_of_a_group_are_laid_beside_its_own_figure_and_only_without_one_beside_that_of_all():
    whole = [share(90, 200), share(40, 200)]
    worse = [share(10, 40), share(30, 40)]  # the town goes the desired way, this neighbourhood does not, and its stories say so
    part = indicator({"Wijk 0": worse}, whole, p=1e-7, difference=-25.0, verdict="goede_kant")
    spoken = told("Wijk 0", 0, 20) + told("Wijk 1", 0, 20) + told(None, 30, 0)
    looks = searching.looks([result(part)], spoken, Material(()))
    assert {one.kind for one in looks if one.group == "Wijk 0"} == {DIRECTION, LEVEL}
    assert {one.kind for one in looks if one.group == "Wijk 1"} == {WHOLE}
    found = contradictions.seek(looks)
    assert [(one.look.group, one.look.kind) for one in found] == [("Wijk 1", WHOLE)]
    text = agenda.points(found, [result(part)])[0].text
    assert text.startswith(
        "In Wijk 1 is er geen eigen cijfer. Het cijfer van de hele gemeente: bij iedereen samen ging het van 45% naar"
    )


def test_evidence_is_that_of_the_formulas():
    move = evidence.between(share(60, 100), share(30, 100), "omlaag")
    assert (move.way, move.p) == (1, pytest.approx(change.two_proportions(60, 100, 30, 100).p))
    rest = evidence.apart(share(10, 50), share(100, 200), "omlaag")
    assert rest.p == pytest.approx(change.two_proportions(90, 150, 10, 50).p)
    mark = Asked("cijfer", "omhoog", 10)
    one, two = np.random.default_rng(1).normal(6, 2, 80), np.random.default_rng(2).normal(7, 1.5, 90)
    figures = [figure(np.array([len(x), x.sum(), (x * x).sum()]), mark) for x in (one, two)]
    found = evidence.between(*figures, "omhoog")
    assert found.p == pytest.approx(stats.ttest_ind(two, one, equal_var=False).pvalue, rel=0.1)
    assert evidence.summary(figures[0]).sd == pytest.approx(one.std(ddof=1), rel=0.02)
    for good, bad in ((0, 9), (3, 9), (7, 7), (1, 0)):
        assert evidence.of_stories(good, bad).p == pytest.approx(stats.binomtest(good, good + bad).pvalue)
    assert isinstance(evidence.summary(figures[1]), Summary)


def test_the_same_contradiction_has_the_same_key_and_long_ones_fit():
    assert agenda.key("a", "b") == "a|b"
    long = agenda.key("x" * 100, "y" * 100)
    assert len(long) <= agenda.KEY and long == agenda.key("x" * 100, "y" * 100) != agenda.key("x" * 100, "z" * 100)


def test_where_the_conclusion_turns():
    known = sensitivity.Known(6.0, 2.0, 10.0, 0.4)
    assert known.turning() == pytest.approx(-5.0)
    assert known.at(-5.1).verdict == "onduidelijk" and known.at(-4.9).verdict == "goede_kant"
    assert known.at(-26).verdict == "verkeerde_kant"
    assert known.at(-10).value == pytest.approx(2.0)
    down = sensitivity.Known(-6.0, -10.0, -2.0, 0.5, "omlaag")
    assert (down.at(0).verdict, down.turning()) == ("goede_kant", pytest.approx(4.0))
    unclear = sensitivity.Known(1.0, -3.0, 5.0, 0.5)
    assert unclear.turning() == pytest.approx(6.0)
    assert unclear.at(6.1).verdict == "goede_kant"
    assert sensitivity.Known(1, 0.5, 2, 0.0).turning() is None
    assert sensitivity.missing_share(300, 1000) == pytest.approx(0.7) and sensitivity.missing_share(3, None) is None
    assert [one.points for one in sensitivity.table(known, (10, -10))] == [-10, 10]
    assert sensitivity.just_beyond(-3.2, 1) == -4 and sensitivity.just_beyond(3.0, 1) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dankzij de maatjes is het beter.", ("dankzij",)),
        ("De sluiting heeft geleid tot minder contact.", ("heeft geleid tot",)),
        ("Wij denken dat het komt door de bus.", ()),
        ("Het cijfer zegt niet waardoor het komt.", ()),
        ("Dit draagt aannemelijk bij aan meer contact.", ()),
    ],
)
def test_a_claim_of_cause_is_heard(text, found):
    assert attribution.claims(text) == found
    assert bool(attribution.advice(text)) == bool(found)
    assert attribution.claims(attribution.CAUTION) == ()


def test_a_class_is_known_by_code_label_or_numbers():
    age = Trait("leeftijd", "Naar leeftijd", {"75_84": "75 tot en met 84 jaar", "85_plus": "85 jaar of ouder"})
    assert {age.label(one) for one in ("75_84", "75-84", "75 tot en met 84 jaar")} == {"75 tot en met 84 jaar"}
    assert age.label("85+") == "85 jaar of ouder" and age.label("onbekend") is None


def test_a_wave_is_named_in_the_language_that_is_spoken():
    assert agenda.group_name("meting", "Nulmeting") == "verhalen rond de nulmeting"
    with saying.speaking("en"):
        assert "meting" not in agenda.group_name("meting", "Nulmeting") + agenda.group_name("meting", "1-meting")
