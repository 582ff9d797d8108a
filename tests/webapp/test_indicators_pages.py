"""Indicators at the desk: adding by choices, the target said back, versions, evaluation, the mix, and nothing lost with a fault."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from analysis.models import Indicator
from analysis.report.build import build
from analysis.sources.models import IndicatorDefinition, IndicatorEvaluation
from surveys import definition
from surveys.models import Survey, SurveyVersion
from tests.analysis import world as worlds
from tests.webapp.staff import token_of
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
BASE = "/werk/samen"
FORM = {
    "naam": "Deel dat zich alleen voelt", "uitleg": "Wie soms of vaak antwoordt.", "meet_niet": "Hoe zwaar het is.", "niveau": "outcome",
    "maat": "prevalence", "antwoorden": ["soms", "vaak"], "richting": "omlaag", "beter": "omlaag", "doel": "30", "nul": "40", "doel_op": "2028-12-31",
    "horizon": "2027-06-01", "bron": "nieuw", "stand": "proef", "wie": "De Brug", "anders": "Meer tijd aan huis.", "sturen": "ja", "vroeg": "De subsidie vraagt erom.",
}  # fmt: skip


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


@pytest.fixture
def desk(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


def send(client: FlaskClient, address: str, data: dict[str, Any]) -> Any:
    return client.post(f"{BASE}{address}", data={"csrf_token": token_of(client, "/werk/account"), **data})


def rows(app: Flask, model: Any) -> list[Any]:
    with app.extensions["sessions"]() as session:
        found = list(session.scalars(select(model)))
        session.expunge_all()
        return found


def survey(app: Flask, world: World) -> str:
    with app.extensions["sessions"]() as session:
        return str(session.scalars(select(Survey.code).where(Survey.programme_id == world.programme.id)).one())


@pytest.fixture
def place(app: Flask, world: World) -> str:
    return f"/indicatoren/nieuw?resultaat={world.result.code}&over=q|{survey(app, world)}|eenzaam"


ONE = "/indicatoren/minder-alleen/deel-dat-zich-alleen-voelt"


def test_an_indicator_is_made_of_choices_and_can_be_reported(app: Flask, world: World, desk: FlaskClient, place: str) -> None:
    first = desk.get(f"{BASE}/indicatoren/nieuw").get_data(as_text=True)
    assert "Voelt u zich wel eens alleen?" in first and "Deelnemers aan activiteiten" in first
    form = desk.get(f"{BASE}{place}").get_data(as_text=True)
    assert 'value="vaak"' in form and "resultaat voor het individu" in form
    answer = send(desk, place, FORM)
    assert answer.location.endswith(ONE)
    row = rows(app, Indicator)[0]
    assert row.rule["values"] == ["soms", "vaak"]
    assert (row.steering, row.owner, row.target, row.status) == (True, "De Brug", 30, "proef")
    page = desk.get(answer.location).get_data(as_text=True)
    assert "gedaald van 40 naar 30 procent" in page
    assert "ongeveer 356 antwoorden" in page
    with app.extensions["sessions"]() as session:
        report = build(session, session.merge(world.programme))
    assert report.results[0].indicators[0].name == FORM["naam"]
    listed = desk.get(f"{BASE}/indicatoren").get_data(as_text=True)
    assert "te vroeg om te oordelen tot" in listed and "hier sturen we op" in listed
    assert "Hier is geen indicator" in desk.get(f"{BASE}/indicatoren?niveau=impact").get_data(as_text=True)


def test_a_sentence_fills_in_the_target(desk: FlaskClient, place: str) -> None:
    page = desk.get(f"{BASE}{place}&zin=Over drie jaar voelt 30 procent van de 75-plussers zich minder eenzaam").get_data(
        as_text=True
    )
    assert 'value="share_improved" selected' in page
    assert "gemeten bij dezelfde mensen" in page and "twee keer meedoen" in page


def test_a_ready_indicator_fills_in_the_form(desk: FlaskClient, place: str) -> None:
    page = desk.get(f"{BASE}{place}&klaar=deel-eenzaam").get_data(as_text=True)
    assert "Deel van de inwoners dat zich eenzaam voelt" in page
    assert "Wie de vragenlijst niet invult, telt niet mee" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"meet_niet": ""}, "wat dit cijfer niet meet"), ({"naam": ""}, "een naam"), ({"doel": "veel"}, "getal"), ({"doel_op": "ooit"}, "bijvoorbeeld 3-5-2027"),
     ({"doel": "140"}, "0 en 100"), ({"antwoorden": []}, "welke antwoorden"), ({"maat": "mean", "antwoorden": []}, "")],
)  # fmt: skip
def test_a_fault_is_a_sentence_and_keeps_what_was_typed(
    app: Flask, desk: FlaskClient, place: str, wrong: dict[str, Any], words: str
) -> None:
    answer = send(desk, place, {**FORM, **wrong})
    if not words:
        assert answer.status_code == 303  # a mean of answers with a value needs no choice of answers
        return
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in text
    assert "Meer tijd aan huis." in text
    assert rows(app, Indicator) == []


def test_too_early_asks_for_a_reason_that_is_kept(app: Flask, desk: FlaskClient, place: str) -> None:
    refused = send(desk, place, {**FORM, "vroeg": ""})
    assert refused.status_code == 422 and "waarom u nu al" in refused.get_data(as_text=True)
    send(desk, place, FORM)
    assert rows(app, Indicator)[0].early_reason == "De subsidie vraagt erom."


def test_another_way_of_counting_is_a_version_and_a_break(app: Flask, desk: FlaskClient, place: str) -> None:
    send(desk, place, FORM)
    same = send(desk, ONE, {**FORM, "wie": "De gemeente"})
    assert same.status_code == 303
    assert (rows(app, Indicator)[0].owner, rows(app, IndicatorDefinition)) == ("De gemeente", [])
    changed = {**FORM, "antwoorden": ["vaak"]}
    refused = send(desk, ONE, changed)
    assert refused.status_code == 422 and "Schrijf op waarom" in refused.get_data(as_text=True)
    assert send(desk, ONE, {**changed, "reden": "Soms is te ruim.", "breuk": "1"}).status_code == 303
    row = rows(app, Indicator)[0]
    assert (row.definition_version, row.rule["break_at"], row.rule["before"]["rule"]["values"]) == (2, 1, ["soms", "vaak"])
    page = desk.get(f"{BASE}{ONE}").get_data(as_text=True)
    assert "Eerdere definities" in page and "Soms is te ruim." in page


def test_an_outcome_worded_as_output_raises_a_question(desk: FlaskClient, place: str) -> None:
    send(desk, place, {**FORM, "uitleg": "Het aantal bezoekers van de inloop."})
    assert "Dit lijkt te zeggen wat u doet" in desk.get(f"{BASE}{ONE}").get_data(as_text=True)


def test_an_evaluation_retires_or_keeps(app: Flask, world: World, desk: FlaskClient, place: str) -> None:
    send(desk, place, FORM)
    empty = send(desk, f"{ONE}/evaluatie", {"oordeel": "schrappen", "meting": world.wave.slug, "evaluatie": ""})
    assert empty.status_code == 422
    assert (
        send(
            desk, f"{ONE}/evaluatie", {"oordeel": "schrappen", "meting": world.wave.slug, "evaluatie": "Niemand gebruikte het."}
        ).status_code
        == 303
    )
    assert rows(app, Indicator)[0].status == "vervallen"
    assert rows(app, IndicatorEvaluation)[0].text == "Niemand gebruikte het."
    assert "Niemand gebruikte het." in desk.get(f"{BASE}{ONE}").get_data(as_text=True)


def test_addresses_that_are_not_there(desk: FlaskClient, place: str) -> None:
    assert desk.get(f"{BASE}/indicatoren/minder-alleen/weg").status_code == 404
    assert desk.get(f"{BASE}/indicatoren/weg/weg").status_code == 404
    assert send(desk, "/indicatoren/nieuw?resultaat=weg&over=v", FORM).status_code == 404
    assert desk.get(f"{BASE}/indicatoren?niveau=onzin").status_code == 400


def test_in_english_too(desk: FlaskClient, place: str) -> None:
    send(desk, place, FORM)
    page = desk.get(f"{BASE}{ONE}?taal=en").get_data(as_text=True)
    assert "What this figure does not measure" in page


def test_a_form_with_a_fault_goes_to_its_own_address_again(app: Flask, desk: FlaskClient, place: str) -> None:
    refused = send(desk, place, {**FORM, "naam": ""})
    main = refused.get_data(as_text=True).split("<main")[1]
    assert f'action="{BASE}/indicatoren/nieuw?' in main and "taal=" not in main
    assert send(desk, place, FORM).status_code == 303


LOOKING_BACK = """      - vraag: eenzaam_toen
        type: keuze
        achteraf: ja
        tekst: Voelde u zich een jaar geleden alleen?
        antwoorden: [{code: nooit, waarde: 0, label: Nooit}, {code: soms, waarde: 1, label: Soms}, {code: vaak, waarde: 2, label: Vaak}]
      - vraag: eenzaam_nu
        type: keuze
        tekst: En nu?
        antwoorden: [{code: nooit, waarde: 0, label: Nooit}, {code: soms, waarde: 1, label: Soms}, {code: vaak, waarde: 2, label: Vaak}]
      - vraag: cijfer_toen
        type: schaal
        achteraf: ja
        tekst: Welk cijfer gaf u toen?
"""


@pytest.fixture
def looked_back(app: Flask, world: World) -> str:
    """The address to add an indicator, with two questions that look back in the questionnaire."""
    text = worlds.QUESTIONNAIRE.replace("      - vraag: hulp\n", f"{LOOKING_BACK}      - vraag: hulp\n")
    with app.extensions["sessions"]() as session, session.begin():
        found, one = definition.load(text.encode(), "welzijn.yml"), Survey.programme_id == world.programme.id
        number = session.scalars(select(Survey.id).where(one)).one()
        session.add(SurveyVersion(survey_id=number, number=9, content=found.canonical(), sha256=found.sha256))
    return f"/indicatoren/nieuw?resultaat={world.result.code}&over=q|{survey(app, world)}|eenzaam_nu"


def test_then_and_now_is_chosen_by_its_two_questions_and_stays_so(app: Flask, desk: FlaskClient, looked_back: str) -> None:
    form = desk.get(f"{BASE}{looked_back}").get_data(as_text=True)
    assert "toen en nu, in één meting (zwakker)" in form and "Voelde u zich een jaar geleden alleen?" in form
    answer = send(desk, looked_back, {**FORM, "maat": "then_now", "toen": "eenzaam_toen"})
    assert answer.status_code == 303
    row = rows(app, Indicator)[0]
    assert (row.measure_kind, row.rule["then"], row.rule["values"]) == (
        "then_now",
        {"question": "eenzaam_toen"},
        ["soms", "vaak"],
    )
    page = desk.get(answer.location).get_data(as_text=True)
    assert '<option value="eenzaam_toen" selected>' in page and '<option value="then_now" selected>' in page
    assert send(desk, ONE, {**FORM, "maat": "then_now", "toen": "eenzaam_toen"}).status_code == 303
    assert rows(app, IndicatorDefinition) == []  # nothing counts otherwise


@pytest.mark.parametrize(
    ("then", "said"),
    [("", "Kies de vraag over toen."), ("cijfer_toen", "niet dezelfde antwoorden"), ("eenzaam_nu", "Kies de vraag over toen.")],
)
def test_then_and_now_that_cannot_be_compared_is_refused_in_words(
    app: Flask, desk: FlaskClient, looked_back: str, then: str, said: str
) -> None:
    answer = send(desk, looked_back, {**FORM, "maat": "then_now", "toen": then})
    assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    assert "Meer tijd aan huis." in answer.get_data(as_text=True) and rows(app, Indicator) == []


def test_then_and_now_is_not_offered_where_nobody_looks_back(desk: FlaskClient, place: str) -> None:
    assert "then_now" not in desk.get(f"{BASE}{place}").get_data(as_text=True)
    answer = send(desk, place, {**FORM, "maat": "then_now", "toen": "eenzaam_toen"})
    assert answer.status_code == 422 and "Deze maat past niet" in answer.get_data(as_text=True)
