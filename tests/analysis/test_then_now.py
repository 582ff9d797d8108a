"""Then and now within one round: the figure of people who looked back, where there is no baseline (domain 25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from sqlalchemy import select

from analysis import disclosure, gather, sentences, tallies, then_now
from analysis.columns import Sheet
from analysis.ledger import preparing
from analysis.material import Material, Questionnaire, Round
from analysis.measures import Request, RuleRefused, measure
from analysis.report import rendering, snapshot
from analysis.report.build import build
from analysis.report.files import evidence, rows
from analysis.report.indicators import leading
from analysis.scope import Scope
from surveys import definition
from surveys.models import Response
from tests.analysis import world as worlds

stats = pytest.importorskip("scipy.stats")
tables = pytest.importorskip("statsmodels.stats.contingency_tables")
assert gather  # registers the measure kind
FEELING = "antwoorden: [{code: nooit, waarde: 0, label: Nooit}, {code: soms, waarde: 1, label: Soms}, {code: vaak, waarde: 2, label: Vaak}]"
PAGES = f"""      - vraag: eenzaam_toen
        type: keuze
        achteraf: ja
        tekst: Een jaar geleden. Voelde u zich toen eenzaam?
        {FEELING}
      - vraag: cijfer_toen
        type: schaal
        achteraf: ja
        tekst: Welk cijfer gaf u uw leven een jaar geleden?
        geen_antwoord: [weet_niet]
      - vraag: kort_toen
        type: schaal
        achteraf: ja
        tekst: En als u moet kiezen van 1 tot 5?
        van: 1
        tot: 5
      - vraag: hulp
"""
QUESTIONNAIRE = worlds.QUESTIONNAIRE.replace("      - vraag: hulp\n", PAGES)
DEFINITION = definition.load(QUESTIONNAIRE.encode(), "welzijn.yml")
SHARE = {"question": "eenzaam", "then": {"question": "eenzaam_toen"}, "values": ["soms", "vaak"]}
MEAN = {"question": "cijfer", "then": {"question": "cijfer_toen"}}


def material(rows, later=None, **more):
    sheets = [_sheet(one) for one in (rows, later) if one is not None]
    rounds = tuple(
        Round(i, name, f"voorjaar {2025 + i}", date(2025 + i, 4, 1), date(2025 + i, 6, 1), one)
        for i, (name, one) in enumerate(zip(("Nulmeting", "1-meting"), sheets, strict=False))
    )
    pairs = tallies.pairs(sheets[0], sheets[-1])
    return Material(questionnaires=(Questionnaire("welzijn", DEFINITION, rounds, pairs),), **more)


def _sheet(rows):
    raw = {code: [one.get(code) for one in rows] for code in DEFINITION.questions}
    columns = tallies.write(tallies.layouts([DEFINITION.questions]), raw, len(rows), {})
    return Sheet(columns, np.full(len(rows), -1, np.int16), (None,) * len(rows))


def lonely(both, lost, gained, neither):
    """People by whether they were lonely then and are now."""
    yes, no = "vaak", "nooit"
    pairs = [(yes, yes)] * both + [(yes, no)] * lost + [(no, yes)] * gained + [(no, no)] * neither
    return [{"eenzaam_toen": then, "eenzaam": now} for then, now in pairs]


def marks(then, now):
    return [
        {name: value for name, value in (("cijfer_toen", a), ("cijfer", b)) if value is not None}
        for a, b in zip(then, now, strict=True)
    ]


def found(rule, of, direction="omlaag"):
    return measure(Request("then_now", rule, direction, of))


def test_a_share_then_and_now_with_the_exact_test_of_mcnemar():
    one = found(SHARE, material(lonely(12, 15, 4, 9)))
    then, now = one.waves
    assert (then.name, then.figure.value, then.figure.n) == ("Toen", 67.5, 40)
    assert (now.name, now.figure.value, now.figure.n) == ("Nulmeting", 40.0, 40)
    change = one.changes[0]
    theirs = tables.mcnemar([[12, 15], [4, 9]], exact=True)
    assert (change.paired, change.difference.value, change.method) == (True, -27.5, "McNemar (exact)")
    assert change.p == round(theirs.pvalue, 4) == 0.0192
    assert (change.turned.better, change.turned.same, change.turned.worse) == (15, 21, 4)
    assert "40 mensen die over toen en over nu antwoordden ging het van 68% naar 40%" in change.sentence
    assert "15 gingen de gewenste kant op, 21 bleven gelijk en 4 gingen de andere kant op" in change.sentence
    assert one.verdict == sentences.GOOD
    assert found(SHARE, material(lonely(12, 15, 4, 9)), "omhoog").changes[0].turned.better == 4


def test_a_mean_then_and_now_as_scipy_has_it():
    dice = np.random.default_rng(7)
    then = dice.integers(2, 9, 60)
    now = np.clip(then + dice.integers(-2, 4, 60), 0, 10)
    one = found(MEAN, material(marks(then.tolist(), now.tolist())), "omhoog")
    change, d = one.changes[0], now - then
    assert [wave.figure.value for wave in one.waves] == pytest.approx([then.mean(), now.mean()], abs=0.005)
    assert change.difference.value == pytest.approx(d.mean(), abs=0.005)
    low, high = stats.t.interval(0.95, 59, d.mean(), stats.sem(d))
    assert [change.difference.interval.low, change.difference.interval.high] == pytest.approx([low, high], abs=0.005)
    theirs = stats.wilcoxon(then, now, zero_method="wilcox", correction=False, method="asymptotic")
    assert change.method == "Wilcoxon" and change.p == pytest.approx(theirs.pvalue, abs=0.00006)
    assert (change.turned.better, change.turned.same, change.turned.worse) == ((d > 0).sum(), (d == 0).sum(), (d < 0).sum())
    larger = found({**MEAN, "minimum": 2}, material(marks(then.tolist(), now.tolist())), "omhoog").changes[0].turned
    assert (larger.better, larger.worse) == ((d >= 2).sum(), (d <= -2).sum())


def test_who_answered_one_of_the_two_does_not_count():
    rows = lonely(12, 15, 4, 9) + [{"eenzaam": "vaak"}] * 15 + [{"eenzaam": "nooit"}] * 12 + [{"eenzaam_toen": "vaak"}] * 14
    rows += [{"eenzaam_toen": "nooit"}] * 11
    assert [wave.figure for wave in found(SHARE, material(rows)).waves] == [
        wave.figure for wave in found(SHARE, material(lonely(12, 15, 4, 9))).waves
    ]


def test_the_newest_round_with_both_questions_counts():
    first, second = lonely(5, 20, 5, 10), lonely(12, 15, 4, 9)
    one = found(SHARE, material(first, second))
    assert [(wave.number, wave.name, wave.period) for wave in one.waves] == [
        (-1, "Toen", "Toen"),
        (1, "1-meting", "voorjaar 2026"),
    ]
    assert one.waves[1].figure.value == 40
    assert found(SHARE, material(second, [{"cijfer": 3}] * 40)).waves[1].name == "Nulmeting"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(lonely(2, 3, 2, 2), id="nine people"),
        pytest.param(lonely(1, 1, 20, 10), id="two were lonely then"),
        pytest.param(lonely(20, 10, 1, 1), id="two were not lonely then"),
    ],
)
def test_what_would_tell_of_a_few_is_not_shown_at_all(rows):
    one = found(SHARE, material(rows))
    assert all(wave.figure.suppressed and wave.figure.value is None for wave in one.waves)
    change = one.changes[0]
    assert change.difference.suppressed and change.turned is None and change.p is None
    assert one.verdict == sentences.SMALL and not any(letter.isdigit() and letter not in "10" for letter in change.sentence)


@pytest.mark.parametrize("cells", [(12, 15, 2, 11), (12, 2, 15, 11), (12, 15, 0, 13), (1, 24, 14, 1)])
def test_counts_that_stand_for_one_or_two_take_the_margin_and_the_test_with_them(cells):
    """Of then, now and the test of McNemar together, the two who went the other way would follow."""
    change = found(SHARE, material(lonely(*cells))).changes[0]
    assert change.difference.value is not None and change.turned is None
    assert change.difference.interval is None and change.p is None and change.method == ""
    assert "wat enkele mensen antwoordden" in change.sentence and "zekerheid" not in change.sentence
    shown = found({**SHARE, "sensitive": False}, material(lonely(*cells))).changes[0]
    assert shown.turned is not None and shown.p is not None


def test_everybody_one_step_up_is_not_told():
    change = found(MEAN, material(marks(list(range(1, 9)) * 3, list(range(2, 10)) * 3)), "omhoog").changes[0]
    assert (change.difference.value, change.turned, change.difference.interval) == (1.0, None, None)
    same = found(MEAN, material(marks([6] * 30, list(range(1, 7)) * 5)), "omhoog")
    assert all(wave.figure.suppressed for wave in same.waves) and same.changes[0].difference.suppressed


def test_nobody_answered_both():
    one = found(MEAN, material([{"cijfer": 6}] * 20 + [{"cijfer_toen": 5}] * 20), "omhoog")
    assert [wave.figure.reason for wave in one.waves] == ["Er zijn geen antwoorden."] * 2
    assert one.verdict == sentences.SMALL


def test_what_the_ledger_holds_is_held_whole():
    of = material(lonely(12, 15, 4, 9))
    request = Request("then_now", SHARE, "omlaag", of)
    held = replace(request, material=replace(of, held=frozenset({(request.what, "welzijn", "paren", "", "")})))
    one = measure(held)
    assert all(wave.figure.suppressed for wave in one.waves) and one.changes[0].difference.suppressed
    assert "eerder rapport" in one.waves[0].figure.reason


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"question": "cijfer", "then": {"question": "kort_toen"}}, "niet dezelfde antwoorden"),
        ({"question": "cijfer", "then": {"question": "eenzaam_toen"}}, "niet dezelfde antwoorden"),
        ({"question": "cijfer", "then": {"question": "eenzaam"}}, "achteraf: ja"),
        ({"question": "cijfer_toen", "then": {"question": "cijfer_toen"}}, "achteraf: ja"),
        ({"question": "cijfer"}, "Kies de vraag over toen"),
        ({"question": "cijfer", "then": {"question": "bestaat_niet"}}, "Kies de vraag over toen"),
        ({"question": "bestaat_niet", "then": {"question": "cijfer_toen"}}, "bestaat in geen vragenlijst"),
    ],
)
def test_questions_that_cannot_be_compared_are_refused_in_words(rule, said):
    with pytest.raises(RuleRefused, match=said):
        found(rule, material(lonely(12, 15, 4, 9)))


def test_it_says_why_it_is_weaker_and_never_what_caused_it():
    one = found(SHARE, material(lonely(12, 15, 4, 9)))
    assert "Howard 1980" in one.source and "geen groep om mee te vergelijken" in one.source
    assert "Toen: Vraag “Een jaar geleden. Voelde u zich toen eenzaam?”" in one.source
    assert not any(word in one.changes[0].sentence.lower() for word in ("door ", "dankzij", "effect", "leidde"))


def test_the_rule_about_then_keeps_everything_else():
    rule = {
        "question": "steun",
        "item": "s1",
        "then": {"question": "toen", "item": "s3"},
        "values": ["eens"],
        "among": {"question": "x"},
    }
    assert then_now.then_rule(rule) == {"question": "toen", "item": "s3", "values": ["eens"], "among": {"question": "x"}}
    assert disclosure.FEWEST == 3  # what the cells above are chosen by


def _asked(session, monkeypatch, skipped=0):
    """The small world with the two questions, and everybody's mark of then; `skipped`: so many answered only about now."""
    monkeypatch.setattr(worlds, "QUESTIONNAIRE", QUESTIONNAIRE)
    world = worlds.make_world(session)
    rows = session.scalars(
        select(Response).where(Response.wave_id == world.waves[1].id).order_by(Response.link_hash, Response.area_code)
    ).all()
    for place, one in enumerate(rows[skipped:]):
        one.answers = {**one.answers, "cijfer_toen": 3 + (place * 7) % 5}
    indicator = next(one for one in world.result.indicators if one.code == "vooruit")
    indicator.measure_kind, indicator.rule, indicator.direction = "then_now", MEAN, "omhoog"
    session.flush()
    return world


@pytest.mark.store
def test_the_ledger_knows_who_stands_behind_then_now_and_the_difference(session, monkeypatch):
    world = _asked(session, monkeypatch)
    prepared = preparing.prepare(session, world.programme)
    part = next(one for one in prepared.report.results[0].indicators if one.code == "vooruit")
    assert part.waves[0].figure.n == part.waves[1].figure.n and part.waves[1].figure.n > 100
    mine = {cut.words.rpartition(", ")[2]: cut for cut in prepared.cuts if cut.words.startswith(part.name)}
    assert set(mine) == {"toen", "nu", "verschil"} and {cut.n for cut in mine.values()} == {part.waves[1].figure.n}
    assert mine["toen"].subject == "vraag:cijfer_toen" and mine["nu"].subject == "vraag:cijfer"
    assert not any(one.cut.words.startswith(part.name) for one in prepared.refusals)


@pytest.mark.store
def test_the_few_who_answered_only_about_now_do_not_follow_from_the_mean_of_all(session, monkeypatch):
    """The mean of all stands in the same report: all minus who answered both would be four people."""
    world = _asked(session, monkeypatch, skipped=4)
    prepared = preparing.prepare(session, world.programme)
    parts = {one.code: one for one in prepared.report.results[0].indicators}
    assert parts["cijfer"].waves[1].figure.value is not None
    assert all(wave.figure.suppressed for wave in parts["vooruit"].waves)
    assert parts["vooruit"].changes[0].difference.suppressed and parts["vooruit"].changes[0].turned is None


@pytest.mark.store
def test_it_is_the_same_figure_everywhere_and_weaker_everywhere(session, monkeypatch):
    world = _asked(session, monkeypatch)
    report = build(session, world.programme)
    part = next(one for one in report.results[0].indicators if one.code == "vooruit")
    assert part.name == "Indicator vooruit (zwakker: achteraf gevraagd)" and part.message.startswith(part.name)
    assert leading(report.results[0].indicators).code != "vooruit"  # a measurement at the time itself speaks first
    assert snapshot.thaw(snapshot.as_json(report).decode()) == report
    then, now = (sentences.amount(wave.figure.value, "cijfer") for wave in part.waves)
    page = rendering.html(report)
    assert page.count("Indicator vooruit") == page.count(part.name) > 3
    assert f"van {then} (toen) naar {now} (voorjaar 2026)" in page and part.changes[0].sentence in page
    mine = [one for one in rows.rows(report) if one.naam == part.name]
    assert [one.waarde for one in mine[:2]] == [wave.figure.value for wave in part.waves]
    turned = part.changes[0].turned
    assert [one.waarde for one in mine if one.maat.startswith(("ging", "bleef"))] == [turned.better, turned.same, turned.worse]
    card = next(one for one in evidence.cards(report, "x") if one.title == part.name)
    assert card.tables[0].rows[0][:3] == ("Toen", "toen", then) and "over toen en over nu" in card.tables[1].rows[0][1]
    english = build(session, world.programme, scope=Scope(language="en"))
    other = next(one for one in english.results[0].indicators if one.code == "vooruit")
    assert [wave.figure for wave in other.waves] == [wave.figure for wave in part.waves] and "(then)" in other.message
