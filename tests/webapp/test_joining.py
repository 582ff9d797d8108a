"""The pages that join figures and stories: agenda, other explanations, voice of silence, response and weighting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.joining.models import AgendaItem, RivalExplanation
from analysis.models import Interpretation
from analysis.sources.models import PopulationMargin
from surveys.parties import Programme
from tests.analysis.world import make_world as make_figures
from tests.webapp.staff import make_staff
from tests.webapp.world import client_of, two_worlds
from webapp.account_models import AuditEvent

BASE = "/werk/ouderen"


@pytest.fixture
def desk(app: Flask) -> Iterator[Any]:
    """A client of an evaluator in a programme with figures, stories, and a result of which people said: these contradict."""
    with app.extensions["sessions"]() as session:
        world = make_figures(session, people=60, stories=40)
        session.add(
            Interpretation(
                result_id=world.result.id, text="Dankzij de bus ging het beter.", relation="spreekt_tegen", account_id=1
            )
        )
        account = make_staff(session, world.programme, "evaluator", name="Evi")
        session.commit()
        session.expunge_all()
    return client_of(app, account)


def post(client: Any, address: str, **fields: str) -> Any:
    token = client.get(f"{BASE}/verklaringen").page.hidden["csrf_token"]
    return client.post(address, data={"csrf_token": token, **fields})


def test_a_contradiction_is_put_on_the_agenda_once_and_stays(desk: Any, sessions: sessionmaker[Session]) -> None:
    page = desk.get(f"{BASE}/tegenspraak")
    assert page.status_code == 200 and "nieuw gevonden" in page.text and "iedereen samen" in page.text
    for _ in range(2):
        token = page.page.hidden["csrf_token"]
        assert desk.post(f"{BASE}/tegenspraak", data={"csrf_token": token}).status_code == 303
    with sessions() as session:
        (item,) = session.scalars(select(AgendaItem))
        key = item.key
    token = desk.get(f"{BASE}/tegenspraak").page.hidden["csrf_token"]
    empty = desk.post(
        f"{BASE}/tegenspraak/antwoord", data={"csrf_token": token, "sleutel": key, "tekst": " ", "met": "wijktafel"}
    )
    assert empty.status_code == 422 and "kan niet leeg worden afgedaan" in empty.text and 'value="wijktafel"' in empty.text
    wrong = desk.post(f"{BASE}/tegenspraak/antwoord", data={"csrf_token": token, "sleutel": key, "tekst": "x", "op": "gisteren"})
    assert wrong.status_code == 422
    fields = {"csrf_token": token, "sleutel": key, "tekst": "Wij gaan langs.", "met": "wijktafel", "op": "2026-11-05"}
    ahead = desk.post(f"{BASE}/tegenspraak/antwoord", data={**fields, "op": "2199-01-01"})
    assert ahead.status_code == 422 and "moet nog komen" in ahead.text
    assert desk.post(f"{BASE}/tegenspraak/antwoord", data=fields).status_code == 303
    again = desk.get(f"{BASE}/tegenspraak")
    assert "Wij gaan langs." in again.text and "besproken" in again.text
    with sessions() as session:
        (item,) = session.scalars(select(AgendaItem))
        assert (item.answer, item.answered_by, str(item.answered_on)) == ("Wij gaan langs.", "wijktafel", "2026-11-05")
        said = [one.subject for one in session.scalars(select(AuditEvent).where(AuditEvent.action == "tegenspraak_besproken"))]
        assert said == [f"agendapunt:{item.id}"]
    assert desk.post(f"{BASE}/tegenspraak/antwoord", data={**fields, "sleutel": "bestaat niet"}).status_code == 404
    assert "Waar cijfer en verhaal elkaar tegenspreken" in desk.get(f"{BASE}/rapport").text


def test_another_explanation_with_what_speaks_for_and_against(desk: Any, sessions: sessionmaker[Session]) -> None:
    page = desk.get(f"{BASE}/verklaringen")
    assert "Dat klinkt als een oorzaak" in page.text  # the duiding says "dankzij"
    short = post(desk, f"{BASE}/verklaringen", resultaat="minder_eenzaam", tekst="kort")
    assert short.status_code == 422 and ">kort</textarea>" in short.text
    assert post(desk, f"{BASE}/verklaringen", resultaat="weg", tekst="Een hele zin hier.").status_code == 400
    assert post(desk, f"{BASE}/verklaringen", resultaat="minder_eenzaam", tekst="Het was een zachte winter.").status_code == 303
    with sessions() as session:
        number = session.scalars(select(RivalExplanation.id)).one()
    refused = post(desk, f"{BASE}/verklaringen/{number}/stand", stand="verworpen")
    assert refused.status_code == 422 and "Schrijf eerst op wat er tegen" in refused.text
    assert post(desk, f"{BASE}/verklaringen/{number}/bewijs", kant="tegen", soort="bron", tekst="").status_code == 422
    assert (
        post(desk, f"{BASE}/verklaringen/{number}/bewijs", kant="tegen", soort="bron", tekst="Het KNMI mat kou.").status_code
        == 303
    )
    assert (
        post(desk, f"{BASE}/verklaringen/{number}/bewijs", kant="voor", soort="verhaal", tekst="Men liep meer.").status_code
        == 303
    )
    assert post(desk, f"{BASE}/verklaringen/{number}/stand", stand="verworpen").status_code == 303
    with sessions() as session:
        row = session.scalars(select(RivalExplanation)).one()
        assert row.state == "verworpen" and row.pleads_against == [{"kind": "bron", "text": "Het KNMI mat kou."}]
    report = desk.get(f"{BASE}/rapport").text
    assert "Wat kan het ook zijn?" in report and "Het KNMI mat kou." in report and "Verworpen" in report
    assert post(desk, f"{BASE}/verklaringen/{number}/stand", stand="weg").status_code == 400
    assert post(desk, f"{BASE}/verklaringen/{number + 1}/stand", stand="open").status_code == 404


def test_the_population_is_filled_in_and_comes_back_as_shares_and_weights(desk: Any, sessions: sessionmaker[Session]) -> None:
    assert "Wijk" in desk.get(f"{BASE}/respons").text
    fields = {"n-0": "1.000", "n-1": "2000", "n-2": "1500", "jaar": "2025", "bron": "CBS (verzonnen)"}
    lacking = post(desk, f"{BASE}/respons/kenmerk/leeftijd", **{**fields, "bron": ""})
    assert lacking.status_code == 422 and "waar de aantallen vandaan komen" in lacking.text and 'value="1.000"' in lacking.text
    assert post(desk, f"{BASE}/respons/kenmerk/leeftijd", **{**fields, "n-1": "veel"}).status_code == 422
    assert post(desk, f"{BASE}/respons/kenmerk/leeftijd", **{**fields, "jaar": "25"}).status_code == 422
    assert post(desk, f"{BASE}/respons/kenmerk/weg", **fields).status_code == 404
    assert post(desk, f"{BASE}/respons/kenmerk/leeftijd", **fields).status_code == 303
    lines = "kenmerk;groep;aantal\ngebied;Noord;1000\ngebied;Oost;1200\ngebied;Zuid;900\ngebied;West;800\ngebied;Centrum;1.100\n"
    half = post(desk, f"{BASE}/respons/bestand", regels="gebied;Noord", jaar="2025", bron="x")
    assert half.status_code == 422 and "drie delen" in half.text and "gebied;Noord</textarea>" in half.text
    foreign = post(desk, f"{BASE}/respons/bestand", regels="gebied;Elders;3\ngebied;Noord;4", jaar="2025", bron="x")
    assert foreign.status_code == 422 and "Elders" in foreign.text
    assert post(desk, f"{BASE}/respons/bestand", regels="weg;a;1", jaar="2025", bron="x").status_code == 422
    assert post(desk, f"{BASE}/respons/bestand", regels=lines, jaar="2025", bron="CBS (verzonnen)").status_code == 303
    with sessions() as session:
        rows = {(one.trait, one.option): one.people for one in session.scalars(select(PopulationMargin))}
        assert rows["leeftijd", "tot65"] == 1000 and rows["gebied", "Centrum"] == 1100 and len(rows) == 8
    page = desk.get(f"{BASE}/respons")
    assert "Zelfselectie kan niet worden weggewogen" in page.text and "Ontwerpeffect" in page.text
    choices = {"steekproef": "steekproef", "wegen": "ja", "bereikt-0": "110", "bereikt-1": ""}
    assert post(desk, f"{BASE}/respons/keuzes", **{**choices, "bereikt-1": "elf"}).status_code == 422
    assert post(desk, f"{BASE}/respons/keuzes", **choices).status_code == 303
    with sessions() as session:
        kept = session.scalars(select(Programme)).one().settings
        assert (kept["sample"], kept["weighting"], kept["reached"], kept["synthetic"]) == ("steekproef", True, {"0": 110}, True)
    report = desk.get(f"{BASE}/rapport").text
    assert "Gewogen naar de bevolking" in report and "± " in report and "110" in report


def test_a_difference_of_ones_own_choice_moves_the_conclusion(desk: Any) -> None:
    page = desk.get(f"{BASE}/stilte")
    assert page.status_code == 200 and "nog niet ingevuld" in page.text and "Stel dat het met hen anders gaat" in page.text
    far = desk.get(f"{BASE}/stilte?verschil=30&punt=3").text
    assert "De conclusie kantelt." in far or "De conclusie kantelt." in desk.get(f"{BASE}/stilte?verschil=-30&punt=-3").text
    for wrong in ("verschil=31", "verschil=nan", "verschil=x", "weg=1"):
        assert desk.get(f"{BASE}/stilte?{wrong}").status_code == 400


def test_the_pages_speak_english(desk: Any) -> None:
    assert "Where figure and story contradict each other" in desk.get(f"{BASE}/tegenspraak?taal=en").text
    for page in ("verklaringen", "stilte", "respons"):
        assert desk.get(f"{BASE}/{page}").status_code == 200
    assert "Response and weighting" in desk.get(f"{BASE}/respons").text


def test_an_empty_programme_has_pages_too_and_a_worker_may_not_see_them(app: Flask) -> None:
    ours, theirs = two_worlds(app)
    client = client_of(app, ours.staff["evaluator"])
    for page in ("tegenspraak", "verklaringen", "stilte", "respons"):
        assert client.get(f"/werk/samen/{page}").status_code == 200
        assert client.get(f"/werk/elders/{page}").status_code == 404
        assert client_of(app, ours.staff["worker"]).get(f"/werk/samen/{page}").status_code == 403
    assert theirs.programme.code == "elders"
