"""The learning cycle at the desk: a whole round by forms, refusals that keep what was typed, and no entry for others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from analysis.learning.models import Burden, LearningCycle
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
