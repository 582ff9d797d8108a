"""The learning cycle at the desk: a whole round by forms, refusals that keep what was typed, and no entry for others."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from analysis.learning import store
from analysis.learning.models import Burden, HandOver, ImprovementAction, LearningCycle
from database import today
from surveys.models import Wave
from surveys.parties import Programme
from tests.webapp.staff import send
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
AT = "/werk/samen/leren"


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


def test_a_whole_round(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    assert send(client, f"{AT}/ronde", {"naam": "Rapport 2026"}).status_code == 303
    refused = send(client, f"{AT}/stap", {"stap": "verder"})
    assert refused.status_code == 422 and "Bewaar eerst een rapport" in refused.text
    steps: list[tuple[str, dict[str, str]]] = [
        ("rapport", {}),
        ("stap", {"stap": "verder"}),
        ("antwoord", {"afzender": "Team", "tekst": "Goed"}),
        ("stap", {"stap": "verder"}),
        ("gesprek", {"titel": "Avond", "gehouden": "2026-01-05", "aantal_inwoner": "4", "gezegd": "x", "besloten": "y"}),
        ("stap", {"stap": "verder"}),
        ("actie", {"wat": "Doen", "wie": "Team", "voor": "2027-01-01", "doel": "aanbod", "resultaat": ""}),
    ]
    for where, fields in steps:
        assert send(client, f"{AT}/{where}", fields).status_code == 303, where
    assert send(client, f"{AT}/actie", steps[-1][1]).status_code == 303
    asked = send(client, f"{AT}/stap", {"stap": "verder"})
    assert asked.status_code == 200 and "Dit kan niet worden teruggedraaid" in asked.text and "niet begonnen" in asked.text
    with app.extensions["sessions"]() as session:
        one = session.scalars(select(LearningCycle)).one()
        assert one.state == "verbeteractie" and [row.text for row in one.actions] == ["Doen"]
    past = send(client, f"{AT}/actie", {**steps[-1][1], "voor": "2020-01-01"})
    assert past.status_code == 422 and "al voorbij" in past.text
    long = send(client, f"{AT}/antwoord", {"afzender": "Team", "tekst": "lang " * 40_000})
    assert long.status_code == 422 and "er passen 4.000 tekens in" in long.text and "lang " * 39_000 in long.text
    assert send(client, f"{AT}/stap", {"stap": "verder", "zeker": "ja"}).status_code == 303
    assert "Gesloten" in client.get(AT).text and "Doen" in client.get(AT).text
    assert client.get(f"{AT}/gespreksblad").status_code == 200


def test_a_refused_conversation_keeps_its_words(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    send(client, f"{AT}/ronde", {"naam": "Rapport"})
    tomorrow = (date.today() + timedelta(days=400)).isoformat()  # noqa: DTZ011
    page = send(client, f"{AT}/gesprek", {"titel": "Later", "gehouden": tomorrow, "gezegd": "mijn lange aantekening"})
    assert page.status_code == 422 and "mijn lange aantekening" in page.text and "nog niet geweest" in page.text


def test_a_worker_replies_and_an_evaluator_decides(app: Flask, world: World) -> None:
    send(client_of(app, world.staff["evaluator"]), f"{AT}/ronde", {"naam": "Rapport"})
    worker = client_of(app, world.staff["worker"])
    assert send(worker, f"{AT}/antwoord", {"afzender": "Wij", "tekst": "Ja"}).status_code == 303
    assert send(worker, f"{AT}/stap", {"stap": "verder"}).status_code == 403


def test_questions_and_burden(app: Flask, world: World) -> None:
    client, code = client_of(app, world.staff["evaluator"]), "samen"
    assert send(client, f"/werk/{code}/leervragen", {"tekst": "Voor wie werkt dit?"}).status_code == 303
    send(client, f"/werk/{code}/leervragen/1", {"tekst": "Voor wie niet?", "stand": "open", "geleerd": ""})
    page = client.get(f"/werk/{code}/leervragen").text
    assert "Voor wie niet?" in page and "Voor wie werkt dit?" in page
    bad = send(client, f"/werk/{code}/meetlast", {"naam": "Turven", "wie": "professional", "minuten": "twee", "keer": "6"})
    assert bad.status_code == 422 and "Turven" in bad.text
    send(
        client, f"/werk/{code}/meetlast", {"naam": "Turven", "wie": "professional", "minuten": "2,5", "keer": "600", "gedrag": ""}
    )
    assert "25 uur" in client.get(f"/werk/{code}/meetlast").text
    with app.extensions["sessions"]() as session:
        assert session.scalars(select(Burden)).one().minutes == 2.5


def test_another_programme_is_not_there(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    assert client.get("/werk/elders/leren").status_code == 404
    assert send(client, "/werk/elders/leren/ronde", {"naam": "x"}).status_code == 404
    with app.extensions["sessions"]() as session:
        assert session.scalars(select(LearningCycle)).all() == []


def test_the_same_action_from_two_sessions_at_once_is_one_action(app: Flask, world: World) -> None:
    """Both looked before either wrote, as two presses at the same moment do; the store refuses the second."""
    values = {"text": "Doen", "owner": "Team", "due_on": date(2027, 1, 1), "aim": "aanbod", "result_id": None}
    with app.extensions["sessions"]() as first, app.extensions["sessions"]() as second:
        programme = first.get_one(Programme, world.programme.id)
        first.add(LearningCycle(programme_id=programme.id, number=1, name="Ronde", state="gesprek", opened_on=date(2026, 1, 1)))
        first.commit()
        theirs = second.scalars(select(LearningCycle)).one()
        assert theirs.actions == []
        second.commit()  # gives SQLite its lock back; what was looked at is kept below
        set_committed_value(theirs, "actions", [])
        one = store.act(first, first.scalars(select(LearningCycle)).one(), **values)
        first.commit()
        same = store.act(second, theirs, **values)
        second.commit()
        assert same.id == one.id and [row.id for row in theirs.actions] == [one.id]
        other = store.act(second, theirs, **{**values, "owner": "Iemand anders"})
        second.commit()
        assert other.id != one.id


def test_what_people_stood_still_by_is_kept_and_shown(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    send(client, f"{AT}/ronde", {"naam": "Rapport"})
    assert "Zijn dit nog de goede doelen?" in client.get(AT).text
    assert send(client, f"{AT}/stilstaan", {"stil_doelen": "Nog steeds goed.", "stil_aanpak": ""}).status_code == 303
    assert client.get(AT).text.count("Nog steeds goed.") == 2  # to read, and in the form to change
    assert "What surprised us in the figures" in client.get(f"{AT}?taal=en").text
    assert "Samen stilstaan" in client.get(f"{AT}/gespreksblad?taal=nl").text
    assert send(client_of(app, world.staff["worker"]), f"{AT}/stilstaan", {"stil_doelen": "Nee"}).status_code == 403
    with app.extensions["sessions"]() as session:
        session.scalars(select(LearningCycle)).one().state = "gesloten"
        session.commit()
    late = send(client, f"{AT}/stilstaan", {"stil_doelen": "Mijn nieuwe woorden"})
    assert late.status_code == 422 and "Deze ronde is gesloten" in late.text and "Mijn nieuwe woorden" in late.text


def test_the_week_stands_on_the_start_page_and_the_calendar_in_a_file(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    send(client, f"{AT}/ronde", {"naam": "Rapport"})
    now = today()
    with app.extensions["sessions"]() as session:
        one = session.scalars(select(LearningCycle)).one()
        for text, day in (
            ("Te late actie", now - timedelta(days=1)),
            ("Actie van vandaag", now),
            ("Actie van later", now + timedelta(days=40)),
        ):
            session.add(ImprovementAction(cycle_id=one.id, aim="aanbod", text=text, owner="Jan Jansen", due_on=day))
        session.commit()
    start = client.get("/werk/samen").text
    assert "Te late actie" in start and "Actie van vandaag" in start and "Actie van later" not in start and "Jan Jansen" in start
    page = client.get("/werk/samen/kalender").text
    assert page.index("Te late actie") < page.index("Actie van vandaag") < page.index("Actie van later")
    file = client.get("/werk/samen/kalender.ics")
    assert file.mimetype == "text/calendar" and b"Te late actie" in file.data and b"Jansen" not in file.data
    assert app.test_client().get("/werk/samen/kalender.ics").status_code == 303


def test_a_secret_address_gives_the_calendar_without_signing_in(app: Flask, world: World) -> None:
    client, at = client_of(app, world.staff["evaluator"]), "/werk/samen/kalender/abonnement"
    assert send(client_of(app, world.staff["worker"]), at, {"wat": "nieuw"}).status_code == 403
    assert send(client, at, {"wat": "nieuw"}).status_code == 303
    found = re.search(r"/werk/kalender-abonnement/[0-9a-f]{40}\.ics", client.get("/werk/samen/kalender").text)
    assert found is not None
    stranger = app.test_client()
    assert stranger.get(found[0]).status_code == 200 and stranger.get(found[0]).data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert stranger.get(found[0].replace("/werk/kalender-abonnement/", "/werk/kalender-abonnement/0")).status_code == 404
    send(client, at, {"wat": "weg"})
    assert stranger.get(found[0]).status_code == 404


def test_notes_for_who_takes_over(app: Flask, world: World) -> None:
    worker, evaluator, at = (
        client_of(app, world.staff["worker"]),
        client_of(app, world.staff["evaluator"]),
        "/werk/samen/kalender/overdracht",
    )
    with app.extensions["sessions"]() as session:
        wave = session.scalars(select(Wave).where(Wave.programme_id == world.programme.id)).first()
    assert wave is not None
    assert send(evaluator, at, {"tekst": "Vraag het een week eerder.", "meting": str(wave.id)}).status_code == 303
    assert send(worker, at, {"tekst": ""}).status_code == 422
    assert send(worker, at, {"tekst": "x", "meting": "999999"}).status_code == 400
    page = worker.get("/werk/samen/kalender").text
    assert "Vraag het een week eerder." in page and wave.name in page and world.staff["evaluator"].name in page
    with app.extensions["sessions"]() as session:
        number = session.scalars(select(HandOver.id)).one()
    assert send(worker, f"{at}/{number}/weg", {}).status_code == 422
    assert send(evaluator, f"{at}/{number}/weg", {}).status_code == 303
    assert "Vraag het een week eerder." not in worker.get("/werk/samen/kalender").text
