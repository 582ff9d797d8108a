"""Frameworks at the desk: compass, boards, line of sight, KPI library and registers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from analysis.accounting.models import Place, Provision
from analysis.frameworks.models import Card, Certificate, FrameworkSession, KpiDefinition, StorySphere
from analysis.models import ActivityCount, Indicator, ResultActivity
from analysis.report.build import build
from surveys.parties import Programme
from tests.webapp.staff import send
from tests.webapp.world import World, client_of, two_worlds
from webapp.account_models import AuditEvent

pytestmark = pytest.mark.store
NEW = {"naam": "Startbijeenkomst", "op": "2026-02-03", "aanwezig": ["gemeente", "aanbieder"], "notitie": ""}


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


@pytest.fixture
def staff(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


def rows(app: Flask, kind: Any) -> list[Any]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def hold(staff: FlaskClient, code: str, **changes: Any) -> Any:
    return send(staff, f"/werk/samen/kaders/{code}/bijeenkomst", {**NEW, **changes})


@pytest.mark.parametrize(
    "address",
    [
        "kompas", "kompas/dekking", "kompas/begin", "kompas/raad", "kaders", "kaders/kompas", "kaders/sferen", "kaders/kwadranten",
        "kaders/piramide", "kaders/kernvragen", "kaders/afbakening", "kaders/beleidskaders", "kaders/bollen", "zichtlijn",
        "zichtlijn/ambitie/erbij", "zichtlijn/resultaat/minder-alleen", "zichtlijn/activiteit/koffie", "kpi", "kaders/plekken", "kaders/keurmerken",
        "kaders/partners", "kaders/beleidskaders/doelen",
    ],
)  # fmt: skip
def test_every_page_opens_empty(staff: FlaskClient, address: str) -> None:
    for language in ("nl", "en"):
        page = staff.get(f"/werk/samen/{address}?taal={language}")
        assert page.status_code == 200
        assert "style=" not in page.text.split("<svg")[0]


@pytest.mark.parametrize(
    "address", ["kaders/onzin", "zichtlijn/ambitie/onzin", "zichtlijn/onzin/erbij", "kaders/partners/elders"]
)
def test_what_is_not_there_is_missing(staff: FlaskClient, address: str) -> None:
    assert staff.get(f"/werk/samen/{address}").status_code == 404


def test_a_session_of_another_programme_stays_closed(app: Flask, world: World, staff: FlaskClient) -> None:
    hold(staff, "sferen")
    other = client_of(app, two_worlds_staff(app))
    number = rows(app, FrameworkSession)[0].id
    assert other.get(f"/werk/elders/kaders/sferen/bijeenkomst/{number}").status_code == 404


def two_worlds_staff(app: Flask) -> Any:
    from surveys.models import Account

    with app.extensions["sessions"]() as session:
        return session.scalars(select(Account).where(Account.name == "evaluator elders")).one()


def test_a_session_is_kept_and_the_board_opens(app: Flask, staff: FlaskClient) -> None:
    answer = hold(staff, "sferen")
    assert answer.status_code == 303
    held = rows(app, FrameworkSession)[0]
    assert (held.framework, held.name, held.present, held.held_on.isoformat()) == (
        "sferen", "Startbijeenkomst", ["gemeente", "aanbieder"], "2026-02-03",
    )  # fmt: skip
    assert "Koffie in het buurthuis" in staff.get(answer.location).text
    assert [one.action for one in rows(app, AuditEvent) if one.action == "kader_besproken"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"op": "morgen"}, "Vul een dag in"),
        ({"op": ""}, "Vul de dag in"),
        ({"aanwezig": []}, "Kruis aan wie er bij waren"),
        ({"naam": " "}, "Geef de bijeenkomst een naam"),
    ],
)
def test_what_misses_at_a_session_is_asked(app: Flask, staff: FlaskClient, changes: dict[str, Any], sentence: str) -> None:
    answer = hold(staff, "sferen", notitie="Wij bleven lang", **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Wij bleven lang" in answer.text
    assert rows(app, FrameworkSession) == []


def test_cards_are_sorted_and_sorted_again(app: Flask, staff: FlaskClient) -> None:
    board = hold(staff, "sferen").location
    key = "|activiteit|koffie"
    fields = {
        f"vak.{key}": ["gemeenschappelijk", "institutioneel"],
        f"stand.{key}": "twijfel",
        "eigen.naam": "De moskee",
        "eigen.vak": "gemeenschappelijk",
        "eigen.stand": "wel",
    }
    assert send(staff, board, fields).status_code == 303
    laid = {(one.dimension, one.subject, one.state) for one in rows(app, Card)}
    assert laid == {
        ("gemeenschappelijk", "koffie", "twijfel"),
        ("institutioneel", "koffie", "twijfel"),
        ("gemeenschappelijk", "De moskee", "wel"),
    }
    page = staff.get(board).text
    assert 'name="vak.|onderwerp|De moskee"' in page
    send(staff, board, {f"vak.{key}": "persoonlijk", f"stand.{key}": "wel"})
    assert {(one.dimension, one.subject, one.state) for one in rows(app, Card)} == {("persoonlijk", "koffie", "wel")}
    assert "hoort erbij 1" in staff.get("/werk/samen/kaders/sferen").text


def test_a_card_without_a_place_is_refused_and_nothing_is_lost(app: Flask, staff: FlaskClient) -> None:
    board = hold(staff, "sferen").location
    answer = send(staff, board, {"stand.|activiteit|koffie": "wel", "eigen.naam": "De bakker"})
    assert answer.status_code == 422
    assert "Kies een vak bij ‘Koffie in het buurthuis’" in answer.text
    assert 'value="De bakker"' in answer.text
    assert rows(app, Card) == []
    assert send(staff, board, {"vak.|activiteit|koffie": "persoonlijk", "stand.|activiteit|koffie": "<b>"}).status_code == 422


def test_two_sessions_stand_beside_each_other(staff: FlaskClient) -> None:
    first, second = hold(staff, "sferen").location, hold(staff, "sferen", naam="Later", op="2026-05-01").location
    send(staff, first, {"vak.|activiteit|koffie": "persoonlijk", "stand.|activiteit|koffie": "twijfel"})
    send(staff, second, {"vak.|activiteit|koffie": "gemeenschappelijk", "stand.|activiteit|koffie": "wel"})
    page = staff.get("/werk/samen/kaders/sferen").text
    assert "Persoonlijke sfeer: twijfel" in page
    assert "Gemeenschappelijke sfeer: hoort erbij" in page
    assert "anders</span>" in page


def test_the_compass_says_who_was_missing(staff: FlaskClient) -> None:
    board = hold(staff, "kompas").location
    key = "monitoring|onderwerp|monitoring"
    send(staff, board, {f"stand.{key}": "besproken", f"woord.{key}": "Wij keken naar de cijfers."})
    page = staff.get("/werk/samen/kompas").text
    assert "Wij keken naar de cijfers." in page
    assert "zonder inwoners" in page
    assert "Inwoners ontbraken." in staff.get("/werk/samen/kompas/raad").text


def test_who_fills_in_a_step_is_agreed_and_kept_to(app: Flask, world: World, staff: FlaskClient) -> None:
    boss = client_of(app, world.staff["administrator"])
    board, key = hold(staff, "kompas").location, "outcome|onderwerp|outcome"
    assert staff.get("/werk/samen/kompas/wie-vult-in").status_code == 403
    assert (
        send(boss, "/werk/samen/kompas/wie-vult-in", {"rol.outcome": ["administrator"], "rol.onzin": "worker"}).status_code == 303
    )
    assert "Dit vullen in: beheerders." in staff.get("/werk/samen/kompas").text
    fields = {f"stand.{key}": "besproken", f"woord.{key}": "Wij keken samen."}
    refused = send(staff, board, fields)
    assert refused.status_code == 422
    assert "Bij ‘Outcome’ is afgesproken dat dit invullen: beheerders." in refused.text
    assert "Wij keken samen." in refused.text
    assert send(staff, board, {**fields, "buiten_afspraak": "Zij is op reis."}).status_code == 303
    assert "Zij is op reis." in staff.get("/werk/samen/kompas").text
    worker = client_of(app, world.staff["worker"])
    assert "Bord bewaren" not in worker.get(board).text
    assert send(worker, board, {f"stand.{key}": "klaar"}).status_code == 422
    send(boss, "/werk/samen/kompas/wie-vult-in", {"rol.outcome": ["worker"]})
    assert "Bord bewaren" in worker.get(board).text
    assert send(worker, board, {f"stand.{key}": "klaar", f"woord.{key}": "Af."}).status_code == 303


def test_a_story_gets_its_sphere_at_the_story(app: Flask, world: World, staff: FlaskClient) -> None:
    address = f"/werk/samen/verhalen/{world.story.id}"
    assert "In welke sfeer speelt dit verhaal?" in staff.get(address).text
    assert send(staff, f"{address}/sferen", {"sfeer": ["persoonlijk", "onzin"]}).status_code == 303
    assert [(one.story_id, one.sphere) for one in rows(app, StorySphere)] == [(world.story.id, "persoonlijk")]
    assert 'value="persoonlijk" checked' in staff.get(address).text
    assert send(client_of(app, world.staff["worker"]), f"{address}/sferen", {"sfeer": "persoonlijk"}).status_code == 403
    assert "verhalen</p>" not in staff.get("/werk/samen/kaders/sferen").text  # one story is too few


def test_scores_become_a_place(app: Flask, staff: FlaskClient) -> None:
    board = hold(staff, "kwadranten").location
    subject = f"organisatie:{rows(app, Card) or ''}"
    page = staff.get(board).text
    subject = page.split('<option value="organisatie:')[1].split('"')[0]
    fields = {"kaart": f"organisatie:{subject}"}
    for code, dimension, score in (
        ("procedures", "werelden", 0),
        ("partners", "werelden", 4),
        ("doelen", "sturing", 4),
        ("gelijk", "sturing", 0),
    ):
        fields[f"waarde.{code}.{dimension}|organisatie|{subject}"] = str(score)
    draait = f"waarde.draait.werelden|organisatie|{subject}"
    assert send(staff, board, {**fields, draait: "elf"}).status_code == 422
    assert send(staff, board, {**fields, draait: "7,5"}).status_code == 303
    page = staff.get("/werk/samen/kaders/kwadranten").text
    assert ">1,0</td>" in page and ">7,5</td>" in page


def test_kpis_become_indicators_with_a_reason_when_it_is_early(app: Flask, world: World, staff: FlaskClient) -> None:
    fields = {"kpi": ["md-contact", "md-nieuw"], "resultaat": "minder-alleen"}
    assert send(staff, "/werk/samen/kpi", {"kpi": "md-contact"}).status_code == 422
    refused = send(staff, "/werk/samen/kpi", fields)
    assert refused.status_code == 422
    assert "Schrijf op waarom u nu al indicatoren kiest" in refused.text
    assert send(staff, "/werk/samen/kpi", {**fields, "reden": "De raad vroeg erom."}).status_code == 303
    made = rows(app, Indicator)
    assert [(one.kpi, one.level, one.status, one.early_reason) for one in made] == [
        ("md-nieuw", "output", "proef", "De raad vroeg erom."), ("md-contact", "outcome", "proef", "De raad vroeg erom."),
    ]  # fmt: skip
    send(staff, "/werk/samen/kpi", {**fields, "reden": "Nog eens."})
    assert len(rows(app, Indicator)) == 2
    assert "De raad vroeg erom." in staff.get("/werk/samen/kompas").text
    assert staff.get("/werk/samen/rapport").status_code == 200


def test_no_reason_is_asked_when_the_conversation_came_first(app: Flask, world: World, staff: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        session.add(ResultActivity(result_id=world.result.id, activity_id=world.activity.id))
        session.commit()
    assert send(staff, "/werk/samen/kpi", {"kpi": "md-contact", "resultaat": "minder-alleen"}).status_code == 303
    assert rows(app, Indicator)[0].early_reason == ""


def chosen_kpi(app: Flask, world: World, staff: FlaskClient) -> str:
    """The address of a chosen KPI that waits for its rule."""
    with app.extensions["sessions"]() as session:
        session.add(ResultActivity(result_id=world.result.id, activity_id=world.activity.id))
        session.add(ActivityCount(activity_id=world.activity.id, period="2026", participants=42, meetings=9))
        session.commit()
    send(staff, "/werk/samen/kpi?taal=en", {"kpi": "md-bijeenkomsten", "resultaat": "minder-alleen"})
    staff.get("/werk/samen/kpi?taal=nl")
    return f"/werk/samen/kpi/minder-alleen/{rows(app, Indicator)[0].code}"


def test_a_chosen_kpi_is_kept_in_the_source_language_and_waits(app: Flask, world: World, staff: FlaskClient) -> None:
    address = chosen_kpi(app, world, staff)
    made = rows(app, Indicator)[0]
    assert (made.name, made.definition[:10]) == ("Bijeenkomsten", "Het aantal")
    page = staff.get("/werk/samen/kpi").text
    assert "Deze KPI’s tellen nog niet" in page
    assert address in page


def test_a_kpi_is_coupled_and_counts(app: Flask, world: World, staff: FlaskClient) -> None:
    address = chosen_kpi(app, world, staff)
    page = staff.get(f"{address}?over=a%7Cmeetings").text
    assert "Bijeenkomsten van activiteiten" in page and "Koffie in het buurthuis" in page
    assert send(staff, address, {"maat": "count"}).status_code == 422
    refused = send(staff, f"{address}?over=a%7Cmeetings", {"maat": "count"})
    assert (refused.status_code, "Kies welke activiteiten meetellen" in refused.text) == (422, True)
    assert rows(app, Indicator)[0].rule == {}
    assert send(staff, f"{address}?over=a%7Cmeetings", {"maat": "count", "antwoorden": "koffie"}).status_code == 303
    made = rows(app, Indicator)[0]
    assert (made.measure_kind, made.rule) == ("count", {"activities": ["koffie"], "what": "meetings"})
    assert (made.kpi, made.definition_version) == ("md-bijeenkomsten", 1)
    assert "Deze KPI’s tellen nog niet" not in staff.get("/werk/samen/kpi").text
    with app.extensions["sessions"]() as session:
        report = build(session, session.get_one(Programme, world.programme.id))
    assert report.results[0].indicators[0].waves[-1].figure.value == 9
    again = send(staff, f"{address}?over=t%7C", {"maat": "tally", "antwoorden": "koffie"})
    assert (again.status_code, "telt al" in again.text) == (422, True)


def test_a_kpi_can_be_counted_by_a_question_or_by_tallies(app: Flask, world: World, staff: FlaskClient) -> None:
    address = chosen_kpi(app, world, staff)
    assert send(staff, f"{address}?over=t%7C", {"maat": "count", "antwoorden": "koffie"}).status_code == 422
    assert send(staff, f"{address}?over=t%7C", {"maat": "tally", "antwoorden": "koffie"}).status_code == 303
    assert (rows(app, Indicator)[0].measure_kind, rows(app, Indicator)[0].rule) == ("tally", {"activities": ["koffie"]})
    changed = staff.get(f"/werk/samen/indicatoren/minder-alleen/{rows(app, Indicator)[0].code}")
    assert changed.status_code == 200 and "Turven" in changed.text


CSV = "code;doel;niveau;naam;definitie;meet_niet;richting;minuten\nswn-1;Meedoen;output;Nieuw contact;Wie iemand leerde kennen.;Of het blijft.;omhoog;10\n"


def read(staff: FlaskClient, text: str, source: str = "Sociaal Werk Nederland") -> Any:
    return send(staff, "/werk/samen/kpi/inlezen", {"bestand": (io.BytesIO(text.encode()), "kpi.csv"), "bron": source})


def test_definitions_of_others_are_read(app: Flask, staff: FlaskClient) -> None:
    assert read(staff, CSV).status_code == 303
    assert [(one.code, one.source) for one in rows(app, KpiDefinition)] == [("swn-1", "Sociaal Werk Nederland")]
    assert read(staff, CSV.replace("Nieuw contact", "Nieuwe contacten")).status_code == 303
    assert [one.name for one in rows(app, KpiDefinition)] == ["Nieuwe contacten"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a;b\n1;2\n", "Op regel 1 ontbreekt"),
        (CSV.replace("output", "ranglijst"), "Regel 2"),
        (CSV.replace("Of het blijft.", ""), "meet_niet"),
        (CSV.replace("swn-1", "md-contact"), "al van onze bibliotheek"),
        (CSV.split("\n", maxsplit=1)[0], "geen KPI"),
        ("\0", "NUL-teken"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(app: Flask, staff: FlaskClient, text: str, sentence: str) -> None:
    answer = read(staff, text)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows(app, KpiDefinition) == []


def test_places_and_labels_are_kept(app: Flask, world: World, staff: FlaskClient) -> None:
    code = world.programme.organisation_id
    with app.extensions["sessions"]() as session:
        from surveys.models import Organisation

        organisation = session.get_one(Organisation, code).code
    place = {
        "naam": "Buurthuis",
        "periode": "2026",
        "gebied": "WK-samen",
        "organisatie": organisation,
        "fte": "1,5",
        "vrijwilligers": "12",
    }
    assert send(staff, "/werk/samen/kaders/plekken", {**place, "fte": "veel"}).status_code == 422
    assert send(staff, "/werk/samen/kaders/plekken", {**place, "periode": "toen"}).status_code == 422
    assert send(staff, "/werk/samen/kaders/plekken", place).status_code == 303
    assert send(staff, "/werk/samen/kaders/plekken", {**place, "vrijwilligers": "14"}).status_code == 303
    assert [(one.name, one.fte, one.volunteers, one.area_code) for one in rows(app, Place)] == [
        ("Buurthuis", 1.5, 14, "WK-samen")
    ]
    label = {
        "organisatie": organisation,
        "naam": "Keurmerk",
        "vanaf": "2025-01-01",
        "tot": "2024-01-01",
        "bevinding": "Goed",
        "bron": "",
    }
    assert send(staff, "/werk/samen/kaders/keurmerken", label).status_code == 422
    assert send(staff, "/werk/samen/kaders/keurmerken", {**label, "tot": "2025-06-01"}).status_code == 303
    assert [one.name for one in rows(app, Certificate)] == ["Keurmerk"]
    assert "verlopen op 1 juni 2025" in staff.get("/werk/samen/kaders/keurmerken").text
    page = staff.get(f"/werk/samen/kaders/partners/{organisation}").text
    assert "Buurthuis" in page and "Koffie in het buurthuis" in page
    pack = staff.get(f"/werk/samen/kaders/partners/{organisation}/gegevens.csv")
    assert pack.status_code == 200
    assert "plek;Buurthuis;2026;;;1,5;14;" in pack.text
    assert ">1,5</td>" in staff.get("/werk/samen/kaders/plekken").text


def test_a_provision_on_the_board_says_whether_the_law_asks_for_it(app: Flask, world: World, staff: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        for code, name, law in (("wmo", "Begeleiding", True), ("inloop", "Inloop", False)):
            session.add(Provision(programme_id=world.programme.id, code=code, name=name, layer="maatwerk", statutory=law))
        session.commit()
    board = hold(staff, "sferen").headers["Location"]
    page = staff.get(board).text
    assert "Begeleiding (wettelijk verplicht)" in page and "Inloop (vrij: niet wettelijk verplicht)" in page
    put = {"vak.|voorziening|wmo": "institutioneel", "stand.|voorziening|wmo": "twijfel"}
    assert send(staff, board, put).status_code == 303
    assert "Begeleiding (wettelijk verplicht): twijfel" in staff.get("/werk/samen/kaders/sferen").text
    assert "Begeleiding (required by law)" in staff.get("/werk/samen/kaders/sferen?taal=en").text


def test_the_line_goes_down_to_the_stories_and_back(app: Flask, world: World, staff: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        session.add(ResultActivity(result_id=world.result.id, activity_id=world.activity.id))
        session.commit()
    top = staff.get("/werk/samen/zichtlijn").text
    assert "/werk/samen/zichtlijn/ambitie/erbij" in top
    assert "Een samenredzame samenleving" in top
    assert "/werk/samen/zichtlijn/resultaat/minder-alleen" in staff.get("/werk/samen/zichtlijn/ambitie/erbij").text
    below = staff.get("/werk/samen/zichtlijn/activiteit/koffie").text
    assert "/werk/samen/zichtlijn/resultaat/minder-alleen" in below
    assert "/werk/samen/zichtlijn/ambitie/erbij" in below


def test_a_worker_reads_but_does_not_write(app: Flask, world: World) -> None:
    worker = client_of(app, world.staff["worker"])
    assert worker.get("/werk/samen/kompas").status_code == 200
    assert hold(worker, "sferen").status_code == 403
    assert worker.get("/werk/samen/kpi").status_code == 403
