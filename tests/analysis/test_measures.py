"""Measure kinds, changes and verdicts on small made-up columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis import changing, figures, measures, sentences, tallies
from analysis.breakdowns import split
from analysis.columns import Sheet
from analysis.figures import Asked
from analysis.material import Material, Participation, Questionnaire, Round, period
from analysis.measures import Request, RuleRefused, measure
from analysis.statistics import change, intervals
from analysis.themes import StoryRow
from surveys import definition
from tests.analysis.world import QUESTIONNAIRE

DEFINITION = definition.load(QUESTIONNAIRE.encode(), "welzijn.yml")
SHARE = Asked("procent", "omlaag", 10)
MARK = Asked("cijfer", "omhoog", 10)


def sheet(rows, areas=None, links=None):
    """A wave from answer documents."""
    raw = {code: [one.get(code) for one in rows] for code in DEFINITION.questions}
    columns = tallies.write(tallies.layouts([DEFINITION.questions]), raw, len(rows), {})
    return Sheet(columns, np.array(areas or [-1] * len(rows), np.int16), tuple(links or [None] * len(rows)))


def material(first, second, **more):
    rounds = tuple(
        Round(i, name, f"voorjaar {2025 + i}", date(2025 + i, 4, 1), date(2025 + i, 6, 1), one)
        for i, (name, one) in enumerate((("Nulmeting", first), ("1-meting", second)))
    )
    found = Questionnaire("welzijn", DEFINITION, rounds, tallies.pairs(first, second))
    return Material(questionnaires=(found,), **more)


def lonely(yes, no, links=None, areas=None):
    return sheet([{"eenzaam": "vaak"}] * yes + [{"eenzaam": "nooit"}] * no, areas, links)


def request(kind, rule, of, **more):
    return Request(kind, rule, more.pop("direction", "omlaag"), of, **more)


LONELY = {"question": "eenzaam", "values": ["soms", "vaak"]}


def test_prevalence_and_its_verdict():
    found = measure(request("prevalence", LONELY, material(lonely(60, 40), lonely(40, 60))))
    assert [one.figure.value for one in found.waves] == [60, 40]
    unpaired = found.changes[1]
    theirs = intervals.newcombe(60, 100, 40, 100)
    assert unpaired.difference.value == -20
    assert (unpaired.difference.interval.low, unpaired.difference.interval.high) == (
        round(100 * theirs.low, 1),
        round(100 * theirs.high, 1),
    )
    assert (unpaired.p, unpaired.method) == (round(change.two_proportions(60, 100, 40, 100).p, 4), "twee proporties (z)")
    assert found.verdict == sentences.GOOD
    other_way = measure(request("prevalence", LONELY, material(lonely(60, 40), lonely(40, 60)), direction="omhoog"))
    assert other_way.verdict == sentences.BAD
    same = measure(request("prevalence", LONELY, material(lonely(50, 50), lonely(48, 52))))
    assert same.verdict == sentences.UNCLEAR


def test_paired_change_is_of_the_same_people():
    links = [f"p{i}" for i in range(40)]
    first = lonely(30, 10, [*links[:30], *links[30:]])
    second = lonely(14, 26, [*links[:10], *links[30:34], *links[10:30], *links[34:]])
    found = measure(request("prevalence", LONELY, material(first, second))).changes[0]
    # p0-p9 stay lonely, p10-p29 no longer are, p30-p33 have become so, p34-p39 never were.
    assert (found.paired, found.n_first, found.difference.value) == (True, 40, -40)
    assert found.p == round(change.mcnemar(20, 4).p, 4)
    assert found.method == "McNemar (exact)"
    assert "40 mensen die twee keer meededen ging het van 75% naar 35%" in found.sentence


@pytest.mark.parametrize("became", [0, 1, 2])
def test_one_or_two_who_went_the_other_way_do_not_follow_from_margin_and_test(became):
    """The shares of 40 people and an exact p have one solution, so what tells of the two is left out; the difference is not."""
    links = [f"p{i}" for i in range(40)]
    second = lonely(10 + became, 30 - became, [*links[:10], *links[30 : 30 + became], *links[10:30], *links[30 + became :]])
    rows = material(lonely(30, 10, links), second)
    found = measure(request("prevalence", LONELY, rows)).changes[0]
    assert found.difference.value == -50 + 2.5 * became
    assert (found.difference.interval, found.p, found.method) == (None, None, "")
    assert "wat enkele mensen antwoordden" in found.sentence and "zekerheid" not in found.sentence
    plain = measure(request("prevalence", {**LONELY, "sensitive": False}, rows)).changes[0]
    assert plain.difference.interval is not None and plain.p == round(change.mcnemar(20, became).p, 4)


def test_few_pairs_are_not_shown():
    links = [f"p{i}" for i in range(9)]
    first, second = lonely(30, 30, [*links, *[None] * 51]), lonely(30, 30, [*links, *[None] * 51])
    found = measure(request("prevalence", LONELY, material(first, second)))
    assert found.changes[0].difference.suppressed
    assert found.changes[0].n_first is None
    assert not found.changes[1].difference.suppressed


def test_pairs_that_would_give_away_the_few_others():
    """57 of 60 are linked: all minus pairs would be three people."""
    links = [f"p{i}" for i in range(57)] + [None] * 3
    found = measure(request("prevalence", LONELY, material(lonely(30, 30, links), lonely(20, 40, links))))
    assert found.changes[0].difference.suppressed
    assert "kleine groep" in found.changes[0].sentence


def test_everybody_the_same_is_hidden_unless_it_is_not_sensitive():
    of = material(lonely(0, 30), lonely(12, 30))
    assert measure(request("prevalence", LONELY, of)).waves[0].figure.suppressed
    open_rule = {**LONELY, "sensitive": False}
    assert measure(request("prevalence", open_rule, of)).waves[0].figure.value == 0


def test_mean_with_interval_and_effect():
    random = np.random.default_rng(1)
    marks = [random.integers(3, 9, 80).tolist(), random.integers(5, 11, 60).tolist()]
    first, second = (sheet([{"cijfer": one} for one in wave]) for wave in marks)
    found = measure(request("mean", {"question": "cijfer"}, material(first, second), direction="omhoog"))
    assert found.waves[0].figure.value == pytest.approx(np.mean(marks[0]), abs=0.005)
    assert found.changes[1].method == "Welch"
    assert found.changes[1].effect_name == "Cohens d"
    assert found.verdict == sentences.GOOD
    assert found.source == "Vraag “Welk cijfer geeft u uw leven?”"


def test_mean_of_a_scale_names_its_source():
    rows = [{"steun": {"s1": "eens", "s2": "oneens", "s3": "neutraal"}}] * 6 + [
        {"steun": {"s1": "oneens", "s2": "eens", "s3": "eens"}}
    ] * 6
    found = measure(request("mean", {"scale": "steun_som"}, material(sheet(rows), sheet(rows)), direction="omhoog"))
    assert found.waves[0].figure.value == 6.5  # 3+3+2 and 1+1+3
    assert "Verzonnen voor de test" in found.source


def test_share_improved_counts_steps_the_better_way():
    links = [f"p{i}" for i in range(20)]
    before = sheet([{"eenzaam": "vaak"}] * 15 + [{"eenzaam": "soms"}] * 5, links=links)
    after = sheet([{"eenzaam": "soms"}] * 6 + [{"eenzaam": "vaak"}] * 9 + [{"eenzaam": "vaak"}] * 5, links=links)
    rule = {"question": "eenzaam", "better": "omlaag"}
    found = measure(request("share_improved", rule, material(before, after), direction="omhoog"))
    assert found.waves[1].figure.value == 30
    assert found.waves[0].figure.value is None
    assert found.changes[0].difference.value == 5  # 6 better, 5 worse
    assert "30% vooruit en 25% achteruit" in found.changes[0].sentence
    larger = measure(request("share_improved", {**rule, "minimum": 2}, material(before, after)))
    assert larger.waves[1].figure.suppressed  # 0%: nobody improved by two steps


def test_a_step_of_two_tenths_counts_wherever_it_begins():
    """The score of a scale goes by tenths, and 3,4 − 3,2 is a hair less than 0,2 in binary: who went up by 0,2 went up by 0,2."""
    text = QUESTIONNAIRE.replace("functie: som", "functie: gemiddelde, afronding: 2").replace("waarde: 3", "waarde: 2.2")
    text = text.replace("waarde: 2, label: Neutraal", "waarde: 2.0, label: Neutraal").replace(
        "waarde: 1, label: Oneens", "waarde: 1.8, label: Oneens"
    )
    other = definition.load(text.encode(), "welzijn.yml")
    steps, links = ("oneens", "neutraal", "eens"), [f"p{i}" for i in range(40)]
    rows = [[{"steun": {"s1": steps[i % 2 + up], "s3": steps[i % 2 + up]}} for i in range(40)] for up in (0, 1)]
    of = material(*(sheet(one, links=links) for one in rows))
    of = replace(of, questionnaires=(replace(of.questionnaires[0], definition=other),))
    rule = {"scale": "steun_som", "better": "omhoog", "minimum": 0.2, "sensitive": False}
    assert 2.2 - 2.0 != 0.2 and measure(request("share_improved", rule, of)).waves[1].figure.value == 100
    assert measure(request("share_improved", {**rule, "minimum": 0.21}, of)).waves[1].figure.value == 0


def test_share_improved_needs_two_waves():
    one = material(lonely(20, 20), lonely(20, 20))
    alone = replace(one, questionnaires=(replace(one.questionnaires[0], rounds=one.questionnaires[0].rounds[:1]),))
    found = measure(request("share_improved", {"question": "eenzaam"}, alone))
    assert found.changes == ()
    assert "twee metingen" in found.waves[0].figure.reason


def test_counts_have_no_interval_and_no_test():
    walking = Participation("wandelen", "Wandelclub", counts=(("2025", 10, 40), ("2026", 12, 55)))
    eating = Participation("eten", "Eettafel", counts=(("2025", 5, 30),))
    of = material(lonely(20, 20), lonely(20, 20), activities=(eating, walking))
    found = measure(request("count", {"activity": "wandelen"}, of, direction="omhoog"))
    assert [one.figure.value for one in found.waves] == [40, 55]
    assert (found.changes[0].p, found.changes[0].difference.value, found.verdict) == (None, 15, sentences.GOOD)
    both = measure(request("count", {"activities": ["wandelen", "eten"], "what": "meetings"}, of))
    assert [one.figure.value for one in both.waves] == [15, 12]
    people = measure(request("count", {"question": "eenzaam", "values": ["vaak"]}, material(lonely(4, 40), lonely(14, 40))))
    assert [one.figure.suppressed for one in people.waves] == [True, False]


def stories(good, bad, wave):
    return [StoryRow(frozenset({"contact"}), wave=wave)] * good + [StoryRow(frozenset({"gemis"}), wave=wave)] * bad


def test_story_verdict_is_a_share_of_stories_that_point_a_way():
    points = {"contact": "goed", "gemis": "slecht"}
    rows = (*stories(5, 20, 0), *stories(20, 5, 1), StoryRow(frozenset({"iets"}), wave=1))
    of = material(lonely(20, 20), lonely(20, 20), stories=rows)
    found = measure(request("story_verdict", {}, of, points=points))
    assert [(one.figure.value, one.figure.n) for one in found.waves] == [(20, 25), (80, 25)]
    assert found.verdict == sentences.GOOD
    few = measure(
        request("story_verdict", {}, material(lonely(20, 20), lonely(20, 20), stories=tuple(stories(3, 4, 0))), points=points)
    )
    assert few.waves[0].figure.reason == "Verborgen: minder dan 10 verhalen."


def test_story_verdict_by_triangle():
    rows = tuple(
        StoryRow(frozenset(), wave=i % 2, triads=(("zeg", (0.6, 0.2, 0.2) if i < 24 else (0.1, 0.8, 0.1)),)) for i in range(40)
    )
    found = measure(request("story_verdict", {"triad": "zeg", "corner": "a"}, material(lonely(9, 9), lonely(9, 9), stories=rows)))
    assert [one.figure.value for one in found.waves] == [60, 60]


def test_too_early_hides_no_figure():
    found = measure(
        request("prevalence", LONELY, material(lonely(60, 40), lonely(40, 60)), horizon=date(2029, 1, 1), today=date(2026, 6, 1))
    )
    assert found.verdict == sentences.EARLY
    assert found.waves[1].figure.value == 40


def test_among_leaves_others_out_and_guards_the_few():
    rows = (
        [{"leeftijd": "v75", "eenzaam": "vaak"}] * 12
        + [{"leeftijd": "v75", "eenzaam": "nooit"}] * 8
        + [{"leeftijd": "tot65", "eenzaam": "vaak"}] * 4
        + [{"leeftijd": "tot65", "eenzaam": "nooit"}] * 16
    )
    rule = {**LONELY, "among": {"question": "leeftijd", "values": ["v75"]}}
    found = measure(request("prevalence", rule, material(sheet(rows), sheet(rows))))
    assert (found.waves[0].figure.value, found.waves[0].figure.n) == (60, 20)
    guarded = measure(request("prevalence", rule, material(sheet(rows[:24]), sheet(rows))))
    assert guarded.waves[0].figure.suppressed  # the four others would be all minus these
    assert guarded.changes == ()


def test_scale_range_and_bands():
    rows = [{"cijfer": one} for one in [3, 5, 7, 8, 9] * 4]
    found = measure(request("prevalence", {"question": "cijfer", "from": 7}, material(sheet(rows), sheet(rows))))
    assert found.waves[0].figure.value == 60


@pytest.mark.parametrize(
    ("kind", "rule", "words"),
    [
        ("gemiddelde", {}, "bestaat niet"),
        ("mean", {"question": "weg"}, "vraag 'weg'"),
        ("mean", {"scale": "weg"}, "schaal 'weg'"),
        ("prevalence", {"question": "cijfer"}, "'values'"),
        ("count", {"activity": "weg"}, "activiteit 'weg'"),
    ],
)
def test_rules_that_ask_for_what_is_not_there(kind, rule, words):
    with pytest.raises(RuleRefused, match=words):
        measure(request(kind, rule, material(lonely(20, 20), lonely(20, 20))))


def test_every_measure_kind_is_registered():
    assert set(measures.KINDS) >= {"prevalence", "mean", "share_improved", "count", "story_verdict"}


def moments(values):
    return tallies.moments(np.array(values, float), np.zeros(len(values), np.int16), 1)[0]


def test_the_same_people_decide_when_there_are_enough_of_them():
    better = changing.unpaired(moments([1] * 60 + [0] * 40), moments([1] * 30 + [0] * 70), SHARE)
    same = replace(better, paired=True, verdict=sentences.UNCLEAR, n_first=50)
    assert changing.deciding((same, better)) == sentences.UNCLEAR
    assert changing.deciding((replace(same, n_first=12), better)) == sentences.GOOD
    assert changing.deciding((replace(same, verdict=sentences.BAD), better)) == sentences.UNCLEAR
    assert changing.deciding(()) == sentences.SMALL


def test_paired_ranks_for_marks_and_t_for_scores():
    random = np.random.default_rng(4)
    marks = random.integers(3, 9, 40).astype(float)
    ordinal = changing.paired(marks, marks + random.integers(0, 2, 40), MARK)
    assert (ordinal.method, ordinal.effect_name) == ("Wilcoxon", "d_z")
    scores = random.normal(50, 9, 40)
    assert changing.paired(scores, scores + random.normal(1, 1, 40), MARK).method == "gepaarde t"


def test_a_mean_of_equal_marks_is_hidden():
    assert figures.figure(moments([7] * 20), MARK).suppressed
    assert figures.figure(moments([7] * 19 + [8]), MARK).value == 7.05
    assert figures.figure(moments([]), MARK).reason == figures.NO_ANSWERS


def test_rounding_is_half_up():
    assert (figures.rounded(41.25, 1), figures.rounded(-41.25, 1), figures.rounded(-0.0001, 1)) == (41.3, -41.3, 0)


def test_areas_of_two_waves():
    first = lonely(30, 30, areas=[0] * 20 + [1] * 4 + [2] * 6 + [0] * 10 + [1] * 20)
    of = material(first, first, areas=("Noord", "Oost", "Zuid"))
    values = [tallies.chosen(first.columns["eenzaam"], ["vaak"])] * 2
    found = split(of.questionnaires[0], of, values, SHARE)[0]
    assert [row.label for row in found.rows] == ["Noord", "Oost", "Zuid"]
    hidden = [[wave.figure.suppressed for wave in row.waves] for row in found.rows]
    assert hidden == [[False, False], [True, True], [True, True]]  # Zuid is small, Oost would give it away


def test_periods_and_numbers_in_words():
    assert [period(date(2025, month, 1)) for month in (1, 4, 7, 10, 12)] == [
        "winter 2025", "voorjaar 2025", "zomer 2025", "najaar 2025", "winter 2025",
    ]  # fmt: skip
    assert sentences.number(1234.56, 1) == "1.234,6"
    assert sentences.number(-0.04, 1) == "0,0"
    assert sentences.amount(6.84, "cijfer") == "6,8"
    assert sentences.listed(["a", "b", "c"]) == "a, b en c"


def test_no_sentence_claims_a_cause():
    found = measure(request("prevalence", LONELY, material(lonely(60, 40), lonely(40, 60))))
    text = " ".join([*(one.sentence for one in found.changes), *sentences.VERDICTS.values()]).lower()
    assert not any(word in text for word in ("dankzij", "door ", "veroorzaakt", "vanwege", "effect", "succes"))
