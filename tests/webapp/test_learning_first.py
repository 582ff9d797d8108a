"""Whom a report is about reads it at the desk and answers first; and a round that people press on twice, or from two tabs."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning.models import Dialogue, LearningCycle, TeamReply
from analysis.models import ReportSnapshot
from surveys.parties import Organisation, Programme
from tests.webapp.staff import make_staff, send
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
AT = "/werk/samen/leren"
TALK = {"titel": "Avond", "gehouden": "2026-01-05", "aantal_inwoner": "4", "gezegd": "x", "besloten": "y"}


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


def the_round(session: Session) -> LearningCycle:
    return session.scalars(select(LearningCycle)).one()


def set_state(app: Flask, state: str) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        the_round(session).state = state


def test_a_worker_reads_the_kept_report_once_it_lies_there(app: Flask, world: World) -> None:
    boss, worker = client_of(app, world.staff["evaluator"]), client_of(app, world.staff["worker"])
    assert worker.get(f"{AT}/rapport").status_code == 303  # no round, so no report
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    send(boss, f"{AT}/rapport", {})
    assert worker.get(f"{AT}/rapport").status_code == 303 and f'href="{AT}/rapport"' not in worker.get(AT).text
    send(boss, f"{AT}/stap", {"stap": "verder", "van": "rapportage"})
    assert f'href="{AT}/rapport"' in worker.get(AT).text
    page = worker.get(f"{AT}/rapport")
    assert page.status_code == 200 and world.programme.name in page.text and "/bewijs/" not in page.text
    with app.extensions["sessions"]() as session, session.begin():
        one = session.get_one(ReportSnapshot, the_round(session).snapshot_id)
        one.content = one.content.replace(world.programme.name, "Zoals het toen was")
    assert "Zoals het toen was" in worker.get(f"{AT}/rapport").text  # the kept one, not the figures of this moment
    assert worker.get("/werk/elders/leren/rapport").status_code == 404


def test_who_answered_and_of_whom_nothing_was_heard(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["evaluator"])
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    with app.extensions["sessions"]() as session, session.begin():
        programme = session.get_one(Programme, world.programme.id)
        two = [
            Organisation(code=code, name=name, kind="partner")
            for code, name in (("brug", "Welzijn De Brug (verzonnen)"), ("raad", "De Raad"))
        ]
        session.add_all(two)
        programme.settings = {**(programme.settings or {}), "partners": {"brug": "uitvoerder", "raad": "inwoners"}}
        theirs = make_staff(session, programme, "worker", organisation=two[0])
    set_state(app, "eerst_het_team")
    assert "Nog niets gehoord van: De Raad, Welzijn De Brug (verzonnen)." in " ".join(boss.get(AT).text.split())
    send(client_of(app, theirs), f"{AT}/antwoord", {"afzender": "Wij van de Brug", "tekst": "Dit klopt."})
    page = boss.get(AT).text
    assert "Nog niets gehoord van: De Raad." in page and "Opgeschreven door" not in page
    send(boss, f"{AT}/antwoord", {"afzender": "De Raad", "tekst": "Geen opmerkingen."})
    page = boss.get(AT).text
    assert "Nog niets gehoord" not in page and page.count("Opgeschreven door") == 1


def test_the_same_words_twice_are_kept_once(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["evaluator"])
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    set_state(app, "gesprek")
    for _ in range(2):
        assert send(boss, f"{AT}/antwoord", {"afzender": "Team", "tekst": "Goed"}).status_code == 303
        assert send(boss, f"{AT}/gesprek", TALK).status_code == 303
    send(boss, f"{AT}/gesprek", {**TALK, "gehouden": "2026-01-06"})
    with app.extensions["sessions"]() as session:
        assert len(session.scalars(select(TeamReply)).all()) == 1
        assert sorted(one.held_on for one in session.scalars(select(Dialogue))) == [date(2026, 1, 5), date(2026, 1, 6)]


def test_a_second_press_does_not_take_a_second_step(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["evaluator"])
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    set_state(app, "gesprek")
    send(boss, f"{AT}/gesprek", TALK)
    send(boss, f"{AT}/geen-actie", {"waarom": "Alles gaat goed."})
    assert 'name="van" value="gesprek"' in boss.get(AT).text
    assert send(boss, f"{AT}/stap", {"stap": "verder", "van": "gesprek"}).status_code == 303
    again = send(boss, f"{AT}/stap", {"stap": "verder", "van": "gesprek", "zeker": "ja"})
    assert again.status_code == 422 and "stond intussen al op een andere stap" in again.text
    with app.extensions["sessions"]() as session:
        assert the_round(session).state == "verbeteractie"


def test_a_closed_round_keeps_its_reason_and_its_report(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["evaluator"])
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    early = send(boss, f"{AT}/geen-actie", {"waarom": "Nog voor het gesprek"})
    assert early.status_code == 422 and "Nog voor het gesprek" in early.text
    set_state(app, "gesloten")
    late = send(boss, f"{AT}/geen-actie", {"waarom": "Achteraf bedacht"})
    assert late.status_code == 422 and "Achteraf bedacht" in late.text
    with app.extensions["sessions"]() as session:
        assert the_round(session).no_action_because == ""


def test_after_an_answer_the_report_of_a_round_is_not_changed_for_another(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["evaluator"])
    send(boss, f"{AT}/ronde", {"naam": "Rapport"})
    send(boss, f"{AT}/rapport", {})
    for step, where in (("verder", "rapportage"), ("terug", "eerst_het_team")):
        assert send(boss, f"{AT}/stap", {"stap": step, "van": where}).status_code == 303
    with app.extensions["sessions"]() as session, session.begin():
        before = the_round(session).snapshot_id
        session.get_one(Programme, world.programme.id).name = "Een andere naam"  # so that the report is another one
        session.get_one(ReportSnapshot, before)
    assert send(boss, f"{AT}/rapport", {}).status_code == 303  # nobody answered yet
    with app.extensions["sessions"]() as session, session.begin():
        assert the_round(session).snapshot_id != before
        session.get_one(Programme, world.programme.id).name = "Weer een andere"
    send(boss, f"{AT}/antwoord", {"afzender": "Team", "tekst": "Goed"})
    refused = send(boss, f"{AT}/rapport", {})
    assert refused.status_code == 422 and "al geantwoord op het rapport" in refused.text
