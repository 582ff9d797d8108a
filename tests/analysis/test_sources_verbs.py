"""Expectations, context factors, delivery requests, indicators and their definitions, rules from choices, CBS with a fake client."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from analysis import measures
from analysis.gather import gather
from analysis.measures import Request
from analysis.sources import bounds, cbs, expecting, factors, indicating, library, recognising, requests, rules, store
from analysis.sources.expecting import ExpectationRefused, Said
from analysis.sources.indicating import Changed, Draft, IndicatorRefused
from analysis.sources.rows import Check, Imported, Meta, SourceRow
from narratives import intake
from narratives.models import Story
from surveys import definition
from tests import factories
from tests.analysis.world import QUESTIONNAIRE, make_world

BEFORE, AFTER = date(2026, 3, 1), date(2026, 5, 1)  # the second wave opens on 1 April 2026
DEFINITION = definition.load(QUESTIONNAIRE.encode(), "welzijn.yml")


@pytest.fixture
def world(session):
    made = make_world(session, people=40, stories=8)
    town = factories.make_account(session, organisation=made.programme.organisation)
    partner = factories.make_account(session, organisation=factories.make_organisation(session, name="Welzijn"))
    return SimpleNamespace(made=made, town=town, partner=partner, lonely=made.result.indicators[0], wave=made.waves[1])


def test_a_locked_expectation_cannot_change_by_any_way(session, world):
    row = expecting.enter(session, world.lonely, world.wave, world.town, Said("omlaag", 30, 40, "Door de maatjes."), today=BEFORE)
    changed = expecting.enter(session, world.lonely, world.wave, world.town, Said("omlaag", 25, 35), today=BEFORE)
    assert (changed is row, row.low) == (True, 25)
    expecting.lock(session, row)
    with pytest.raises(ExpectationRefused, match="vastgezet"):
        expecting.enter(session, world.lonely, world.wave, world.town, Said("omhoog"), today=BEFORE)
    session.commit()
    row.low = 1  # round the verb
    with pytest.raises(ExpectationRefused, match="vastgezet"):
        session.flush()
    session.rollback()
    session.delete(row)
    with pytest.raises(ExpectationRefused, match="vastgezet"):
        session.flush()


def test_an_expectation_after_the_wave_opened_is_refused_and_older_ones_lock(session, world):
    expecting.enter(session, world.lonely, world.wave, world.town, Said("omlaag"), today=BEFORE)
    assert expecting.expectations(session, world.made.programme) == ()
    with pytest.raises(ExpectationRefused, match="al open"):
        expecting.enter(session, world.lonely, world.wave, world.town, Said("omhoog"), today=AFTER)
    assert expecting.lock_opened(session, world.made.programme, today=BEFORE) == 0
    assert expecting.lock_opened(session, world.made.programme, today=AFTER) == 1
    assert [one.way for one in expecting.expectations(session, world.made.programme)] == ["omlaag"]
    with pytest.raises(ExpectationRefused, match="Draai"):
        expecting.enter(session, world.lonely, None, world.town, Said("omhoog", 9, 3), today=AFTER)


def test_partners_are_blind_until_both_are_locked_or_the_wave_is_open(session, world):
    own = expecting.enter(session, world.lonely, world.wave, world.town, Said("omlaag"), today=BEFORE)
    theirs = expecting.enter(session, world.lonely, world.wave, world.partner, Said("omhoog"), today=BEFORE)

    def seen(account, day=BEFORE):
        return expecting.visible(session, world.made.programme, account.organisation_id, today=day)

    assert seen(world.town) == ([own], 1)
    expecting.lock(session, theirs)
    assert seen(world.town) == ([own], 1)  # theirs is locked, ours not yet: reading it first would steer us
    expecting.lock(session, own)
    assert seen(world.town) == ([own, theirs], 0)
    assert seen(world.partner) == ([own, theirs], 0)
    assert [one.organisation for one in expecting.expectations(session, world.made.programme)] == sorted(
        [world.made.programme.organisation.name, "Welzijn"]
    )


@pytest.mark.parametrize(
    ("given", "found"),
    [(("omlaag", 30, 40, 50, 35), "binnen"), (("omlaag", 30, 40, 50, 45), "boven"), (("omlaag", 30, None, 50, 20), "onder"),
     (("omlaag", None, None, 50, 45), "zo"), (("omhoog", None, None, 50, 45), "anders"), (("omlaag", 1, 2, None, None), "")],
)  # fmt: skip
def test_how_an_expectation_came_out(given, found):
    assert expecting.met(*given) == found


def draft(**values):
    base = {
        "name": "Deel dat vaak alleen is", "definition": "Wie vaak antwoordt.", "level": "outcome", "measure_kind": "prevalence",
        "direction": "omlaag", "not_measured": "Hoe zwaar het is.", "rule": {"question": "eenzaam", "values": ["vaak"]},
    }  # fmt: skip
    return Draft(**{**base, **values})


def test_what_a_figure_does_not_measure_is_obligatory(session, world):
    with pytest.raises(IndicatorRefused, match="niet meet") as caught:
        indicating.add(session, world.made.result, draft(not_measured=""))
    assert caught.value.field == "meet_niet"
    with pytest.raises(IndicatorRefused, match="0 en 100"):
        indicating.add(session, world.made.result, draft(target=140.0))
    row = indicating.add(session, world.made.result, draft(), early_reason="De subsidie vraagt erom.")
    assert (row.code, row.early_reason, row.definition_version) == ("deel-dat-vaak-alleen-is", "De subsidie vraagt erom.", 1)


def test_a_changed_definition_is_a_version_and_can_be_a_break(session, world):
    row = indicating.add(session, world.made.result, draft())
    assert indicating.change(session, row, draft(owner="De Brug"), changed=Changed(), today=AFTER) is False
    other = draft(rule={"question": "eenzaam", "values": ["soms", "vaak"]})
    with pytest.raises(IndicatorRefused, match="waarom"):
        indicating.change(session, row, other, changed=Changed(), today=AFTER)
    assert indicating.change(session, row, other, changed=Changed("Soms telt ook.", 1), today=AFTER) is True
    assert row.definition_version == 2
    assert row.rule["before"] == {"kind": "prevalence", "rule": {"question": "eenzaam", "values": ["vaak"]}, "version": 1}
    assert [(one.number, one.reason) for one in indicating.older(session, row)] == [(1, "Soms telt ook.")]
    assert indicating.change(session, row, other, changed=Changed(), today=AFTER) is False
    assert row.rule["break_at"] == 1  # the break stays when nothing of the definition changes


def test_an_evaluation_after_a_wave_can_retire_an_indicator(session, world):
    row = indicating.add(session, world.made.result, draft())
    with pytest.raises(IndicatorRefused, match="waarom"):
        indicating.evaluate(session, row, world.wave, world.town, verdict="behouden", text="")
    indicating.evaluate(session, row, world.wave, world.town, verdict="schrappen", text="Niemand deed er iets mee.")
    assert (row.status, row.evaluation) == ("vervallen", "Niemand deed er iets mee.")
    assert len(indicating.evaluations(session, row)) == 1


def choices():
    return {one.key: one for one in rules.of_questionnaires([("welzijn", DEFINITION)])}


@pytest.mark.parametrize(
    ("key", "kind", "given", "rule"),
    [
        ("q|welzijn|eenzaam", "prevalence", {"values": ["vaak"]}, {"survey": "welzijn", "question": "eenzaam", "values": ["vaak"]}),
        ("q|welzijn|cijfer", "prevalence", {"values": [], "low": 8.0}, {"survey": "welzijn", "question": "cijfer", "from": 8.0}),
        ("i|welzijn|steun|s1", "prevalence", {"values": ["eens"]}, {"survey": "welzijn", "question": "steun", "item": "s1", "values": ["eens"]}),
        ("s|welzijn|steun_som", "share_improved", {"values": [], "better": "omhoog"}, {"survey": "welzijn", "scale": "steun_som", "better": "omhoog"}),
        ("q|welzijn|hulp", "count", {"values": ["ja"]}, {"survey": "welzijn", "question": "hulp", "values": ["ja"]}),
    ],
)  # fmt: skip
def test_a_rule_of_choices_is_one_that_can_be_measured(session, world, key, kind, given, rule):
    choice = choices()[key]
    assert rules.built(choice, kind, **given) == rule
    assert rules.key_of(rule, kind, {"welzijn": DEFINITION}) == key
    found = measures.measure(Request(kind, rule, "omlaag", gather(session, world.made.programme)))
    assert len(found.waves) == 2


def test_a_rule_needs_answers_that_count_and_a_measure_that_fits():
    with pytest.raises(rules.RuleMissing, match="welke antwoorden"):
        rules.built(choices()["q|welzijn|eenzaam"], "prevalence", values=[])
    with pytest.raises(rules.RuleMissing, match="past niet"):
        rules.built(choices()["q|welzijn|hulp"], "mean", values=["ja"])
    activities = rules.of_activities([("wandelen", "Wandelclub")])[0]
    assert rules.built(activities, "count", values=["wandelen"]) == {"activities": ["wandelen"], "what": "participants"}


def test_context_factors_with_a_series_and_a_story(session, world):
    programme = world.made.programme
    found = Imported(Meta("csv"), (SourceRow("WW", "GM9999", "2025", 3.0),), Check(1, 1, 0))
    store.keep(session, programme, found, b"x", store.Asked("ww"), today=AFTER)
    where = {"dataset": "ww", "measure": "WW", "group": "", "area": "GM9999"}
    assert factors.save(session, programme, factors.Draft("Werk", where=where)).series == where
    row = factors.save(
        session, programme, factors.Draft("Sluiting van De Schakel", starts_on=date(2025, 10, 1), influence={"eenzaam": "+"})
    )
    assert row.code == "sluiting-van-de-schakel"
    assert factors.save(session, programme, factors.Draft("Sluiting van De Schakel")).code == "sluiting-van-de-schakel-2"
    for wrong in (
        factors.Draft(""),
        factors.Draft("x", influence={"bestaat-niet": "+"}),
        factors.Draft("x", where={"dataset": "weg"}),
    ):
        with pytest.raises(factors.FactorRefused):
            factors.save(session, programme, wrong)
    story = session.query(Story).first()
    factors.link(session, row, story, world.town)
    factors.link(session, row, story, world.town)
    assert factors.stories(session, row) == [story]
    factors.unlink(session, row, story)
    factors.link(session, row, story, None)
    intake.withdraw(session, story)
    assert factors.stories(session, row) == []
    with pytest.raises(factors.FactorRefused, match="ingetrokken"):
        factors.link(session, row, story, None)


def test_a_delivery_goes_from_asked_to_approved(session, world):
    programme = world.made.programme
    row = requests.ask(session, programme, world.partner.organisation, what="Bezoekers per wijk in 2025", due_on=date(2026, 4, 1))
    assert (requests.late(row, date(2026, 4, 2)), requests.late(row, date(2026, 4, 1))) == (True, False)
    with pytest.raises(requests.RequestRefused, match="Kies het bestand"):
        requests.move(session, row, "geleverd")
    text = requests.template(session, programme, "=Bezoekers", 2025)
    lines = text.splitlines()
    assert lines[0].startswith("gebiedscode;") and len(lines) == 2 + len(world.made.areas)
    assert ";Bezoekers;" in lines[1]
    filled = text.replace("Bezoekers;;;", "Bezoekers;12;;").encode()
    read = recognising.recognise(filled)
    assert read.columns.complete()
    dataset = store.keep(session, programme, recognising.read(read), filled, store.Asked("bezoek"), today=AFTER)
    requests.move(session, row, "geleverd", dataset=dataset)
    with pytest.raises(requests.RequestRefused, match="niet goed"):
        requests.move(session, row, "afgekeurd")
    requests.move(session, row, "goedgekeurd")
    with pytest.raises(requests.RequestRefused, match="kan niet"):
        requests.move(session, row, "geleverd", dataset=dataset)
    assert requests.late(row, date(2030, 1, 1)) is False


ANSWERS = {
    "DataProperties": [{"Key": "WijkenEnBuurten", "Type": "GeoDimension", "Title": "Wijken en buurten"}, {"Key": "AantalInwoners_5", "Type": "Topic", "Title": "Aantal inwoners", "Unit": "aantal"}],
    "TypedDataSet": [{"WijkenEnBuurten": "GM9999    ", "AantalInwoners_5": 61240}, {"WijkenEnBuurten": "GM99991   ", "AantalInwoners_5": 1}],
    "TableInfos": [{"Title": "Kerncijfers wijken en buurten 2025"}],
}  # fmt: skip


def test_a_table_of_cbs_with_a_client_of_our_own():
    asked = []

    def fake(address):
        asked.append(address)
        return json.dumps({"value": next(value for name, value in ANSWERS.items() if f"/{name}?" in address)}).encode()

    data = cbs.fetch("86165NED", ("GM9999",), fake)
    assert data == cbs.fetch("86165NED", ("GM9999",), fake)
    assert all(one.startswith("https://opendata.cbs.nl/ODataFeed/odata/86165NED/") for one in asked)
    read = recognising.read(recognising.recognise(data))
    assert [(one.measure, one.area, one.period, one.value) for one in read.rows] == [("Aantal inwoners", "GM9999", "2025", 61240)]
    cbs.fetch("50150NED", ("GM9999",), fake)
    assert asked[-1].startswith("https://dataderden.cbs.nl/")


@pytest.mark.parametrize(
    "address",
    [
        "http://opendata.cbs.nl/x",
        "https://example.org/",
        "https://opendata.cbs.nl.example.org/",
        "file:///etc/passwd",
        "https://opendata.cbs.nl:8080/",
    ],
)
def test_only_hosts_of_cbs(address):
    with pytest.raises(cbs.FetchFailed, match="niet van het CBS"):
        cbs.get(address)


@pytest.mark.parametrize("given", [("../etc", ("GM9999",)), ("86165NED", ()), ("86165NED", ("GM9999') or 1 eq 1",))])
def test_what_is_asked_of_cbs_is_checked(given):
    with pytest.raises(cbs.FetchFailed):
        cbs.fetch(*given, lambda address: b"")


@pytest.mark.parametrize("answer", [b"<html>", b"{}", b"[1]", b'{"value": 3}'])
def test_a_strange_answer_of_cbs_is_a_sentence(answer):
    with pytest.raises(Exception, match="kunnen lezen"):
        cbs.fetch("86165NED", ("GM9999",), lambda address: answer)


def test_the_library_fits_together():
    held = library.library()
    assert {"eenzaamheid", "mantelzorg", "acceptatie", "meedoen"} <= held.themes.keys()
    known = {one.code for one in held.instruments}
    for one in held.indicators:
        assert one.not_measured and set(one.themes) <= held.themes.keys()
        assert one.level in indicating.LEVELS and one.kind in indicating.KINDS
        assert not one.instrument or one.instrument in known
    for theme in held.themes:
        assert held.fitting(theme), theme
        assert any(theme in one.themes for one in held.indicators), theme
    assert {one.code for one in held.fitting("welbevinden", change=True)} == {"swemwbs"}  # a conversation tool measures no change
    assert all(one.minutes <= 2 for one in held.fitting(minutes=2))
    assert [one.code for one in held.for_theme("mantelzorg")][-1] == "verwijzen"


def test_the_library_has_its_own_english():
    """Every text in both languages, and nothing else differs: codes, limits and what may be used freely are the same."""
    dutch, english = library.library(), library.library("en")
    for kind, texts in (
        ("indicators", ("name", "definition", "not_measured")),
        ("instruments", ("name", "measures", "conversation", "licence", "caution")),
    ):
        for one, other in zip(getattr(dutch, kind), getattr(english, kind), strict=True):
            for field in dataclasses.fields(one):
                ours, theirs = getattr(one, field.name), getattr(other, field.name)
                if field.name in texts:
                    assert bool(ours) == bool(theirs) and (ours != theirs or not ours), (one.code, field.name)
                    assert not re.search(r"\b(het|een|mensen|vragen|niet|wordt|voor)\b", theirs), theirs
                elif field.name != "source":
                    assert ours == theirs, (one.code, field.name)
    assert dutch.themes.keys() == english.themes.keys() and not set(dutch.themes.values()) & set(english.themes.values())
    assert (
        {one.code for one in english.fitting(free=True)} == {one.code for one in dutch.fitting(free=True)} >= {"djg6", "cohesie"}
    )


@pytest.mark.parametrize(
    ("kind", "rule", "between"),
    [
        ("prevalence", {"question": "eenzaam"}, (0, 100)), ("import", {}, None), ("mean", {"question": "weg"}, None),
        *[("mean", {"question": code}, (one.low, one.high)) for code, one in DEFINITION.questions.items() if one.kind == "schaal"],
    ],
)  # fmt: skip
def test_between_what_a_figure_can_lie(kind, rule, between):
    assert bounds.of(kind, rule, {DEFINITION.code: DEFINITION}) == between


def test_a_target_outside_the_scale_is_refused():
    with pytest.raises(IndicatorRefused, match="niet zo laag of zo hoog"):
        indicating.check_scale(draft(measure_kind="mean", target=12.0), (1, 10))
    indicating.check_scale(draft(measure_kind="mean", target=10.0), (1, 10))
    with pytest.raises(IndicatorRefused, match="tussen 0 en 100"):
        indicating.check_scale(draft(baseline=120.0), (0, 100))
