"""Publishing and exploring at the desk, and every road on which figures leave."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

import webapp
from analysis import cube_store
from analysis.ledger.models import Publication
from surveys.models import Response
from tests.analysis.world import make_world
from tests.webapp.staff import make_staff, send
from tests.webapp.world import client_of
from webapp.desk import publishing
from webapp.language import catalog

ROOT = Path(webapp.__file__).parent


@pytest.fixture
def desk(app: Flask) -> Any:
    """An evaluator in a programme with answers."""
    with app.extensions["sessions"]() as session:
        world = make_world(session)
        account = make_staff(session, world.programme, "evaluator", name="Onderzoeker")
        wave = world.waves[1].id
        session.commit()
        session.expunge_all()
    return SimpleNamespace(client=client_of(app, account), wave=wave)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    found = client.get(f"/werk/ouderen/{address}")
    assert found.status_code == status
    return found.get_data(as_text=True)


def test_publishing_and_the_ledger(app: Flask, desk: Any) -> None:
    assert "nog niets gepubliceerd" in page(desk.client, "publiceren")
    assert "Er hoeft niets te worden weggelaten" in page(desk.client, "publiceren?bekijk=ja")
    empty = send(desk.client, "/werk/ouderen/publiceren", {"voor": "raad", "titel": " "})
    assert empty.status_code == 422
    assert "Geef het rapport een naam" in empty.get_data(as_text=True)
    done = send(desk.client, "/werk/ouderen/publiceren", {"voor": "raad", "titel": "Najaarsrapport", "meting": ""})
    assert done.status_code == 303
    one = desk.client.get(done.location).get_data(as_text=True)
    assert "Indicator eenzaam, 1-meting, naar wijk: Noord" in one
    assert "Najaarsrapport" in page(desk.client, "publiceren")
    with app.extensions["sessions"]() as session, session.begin():
        gone = session.scalars(select(Response).where(Response.wave_id == desk.wave)).first()
        assert gone is not None
        gone.state, gone.answers = "ingetrokken", {}
    ready = page(desk.client, "publiceren?bekijk=ja")
    assert "Uit het verschil met “Najaarsrapport” is af te leiden wat enkele mensen antwoordden." in ready
    for address in ("cijfers", "rapport", "rapport.json"):  # the same guard on every road
        assert "verschil met een eerder rapport" in page(desk.client, address)


def test_a_scope_that_is_too_small_says_what_to_do(app: Flask, desk: Any) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        few = select(Response).where(Response.area_code == "WK0")
        for one in session.scalars(few).all():
            one.area_code = "WK1"
    assert "Kies meer wijken" in page(desk.client, "publiceren?bekijk=ja&wijk=Noord", 422)
    assert "Alleen: Oost" in page(desk.client, "publiceren?bekijk=ja&wijk=Oost")
    refused = send(desk.client, "/werk/ouderen/publiceren", {"voor": "raad", "titel": "Noord", "wijk": "Noord"})
    assert refused.status_code == 422
    assert "Kies meer wijken" in refused.get_data(as_text=True)
    page(desk.client, "publiceren?wijk=Nergens", 400)
    page(desk.client, "publiceren/99", 404)


def test_exports_of_rows_are_recorded(app: Flask, desk: Any) -> None:
    assert desk.client.get("/werk/ouderen/uitvoer/csv").status_code == 200
    assert desk.client.get("/werk/ouderen/uitvoer/codeboek").status_code == 200
    with app.extensions["sessions"]() as session:
        assert [(one.kind, one.audience) for one in session.scalars(select(Publication))] == [("export", "intern")]


def test_exploring_shows_a_figure_with_chart_and_table(desk: Any) -> None:
    plain = page(desk.client, "verkennen")
    assert "Indicator eenzaam" in plain
    assert "<svg" in plain
    split = page(desk.client, "verkennen?naar=0&wijk=0&wijk=1&k1=2")
    assert "75 of ouder" in split
    assert "Noord" in split
    for wrong in ("verkennen?wijk=99", "verkennen?naar=x", "verkennen?wat=nee", "verkennen?k1=9", "verkennen?vreemd=1"):
        page(desk.client, wrong, 400)
    assert "Verkennen" in page(desk.client, "cijfers")


def test_two_looks_in_a_row_do_not_give_a_few_people_away(app: Flask, desk: Any) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        west = session.scalars(select(Response).where(Response.area_code == "WK2")).all()
        for one in sorted(west, key=lambda one: one.wave_id != desk.wave)[4:]:  # four of the newest wave stay
            one.area_code = "WK1"
    assert "n = " in page(desk.client, "verkennen?wijk=0&wijk=1")
    assert "n = " in page(desk.client, "verkennen?wijk=0&wijk=1&wijk=3")
    last = page(desk.client, "verkennen?wijk=0&wijk=1&wijk=3&wijk=4")
    assert "omdat anders is uit te rekenen wat enkele mensen antwoordden" in last


# Every place in the outer layer where figures are made of answers, and why it is safe. A new road must be added here,
# and this list is the answer to "does it pass the ledger?".
ROADS = {
    ("desk/interpreting.py", "_page"): "guarded",
    ("desk/line.py", "line_part"): "guarded",
    ("desk/learning.py", "keep_report"): "guarded",
    ("desk/learning_sheets.py", "conversation_sheet"): "guarded",
    ("desk/benchmarking.py", "_page"): "guarded results; the package itself is published by analysis.benchmark",
    ("desk/reporting.py", "live"): "guarded: figures page, report page, PDF and JSON are all of this report",
    ("desk/reporting.py", "export_file"): "rows for an evaluator: recorded as an internal delivery",
    ("desk/publishing.py", "_prepared"): "prepared: shows what may go out, and is checked again when it is recorded",
    ("desk/exploring.py", "exploring"): "the cube: weighed beside the report and the looks of the day",
    ("commands/report.py", "_kept"): "guarded",
    ("desk/sources_expecting.py", "_first"): "guarded",
    ("commands/export.py", "run"): "rows for an evaluator: recorded as an internal delivery",
}
# Internal pages on the gathered material: they show a part of the report with its own minimum, and send nothing out.
ROADS |= {
    (
        "desk/accounting.py",
        "context",
    ): "reach and causes beside the minimum; goes out in the report, where its figures are walked",
    ("desk/teams_marks.py", "team_marks"): "guarded",
    ("desk/teams_sheet.py", "_ready"): "weighed beside what went out; shown when nothing on it is new, else recorded as a sheet",
    ("commands/team.py", "run_sheet"): "weighed beside what went out, and recorded as a sheet",
    ("desk/teams_words.py", "_page"): "answers to the open question, for who marks them",
}
DEMO = {("commands/demo.py", "run"), ("commands/demo.py", "write_reports")}  # invented people
MAKERS = {
    "build", "gather", "guarded", "prepare", "explorer", "export", "export_codebook", "_maker", "record_export",
}  # fmt: skip


def _makers_in(file: Path) -> set[tuple[str, str]]:
    name = str(file.relative_to(ROOT))
    found = set()
    for function in ast.walk(ast.parse(file.read_text())):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                called = getattr(node, "func", None)
                if isinstance(node, ast.Call) and (getattr(called, "id", None) or getattr(called, "attr", "")) in MAKERS:
                    found.add((name, function.name))
    return found


def test_no_road_on_which_figures_leave_forgets_the_guard() -> None:
    files = [file for folder in ("desk", "commands", "respond", "tell") for file in (ROOT / folder).glob("*.py")]
    files += [file for file in ROOT.glob("*.py") if file.name != "cli.py"]
    roads = {road for file in files for road in _makers_in(file)}
    assert roads - DEMO == set(ROADS)


def test_the_words_of_the_lists_are_there_in_english() -> None:
    english = catalog("en")
    words = {
        *publishing.READERS.values(),
        *publishing.KIND_NAMES.values(),
        cube_store.INDICATORS,
        cube_store.MARKS,
        cube_store.ANSWERS,
    }
    assert not [one for one in words if not english.get(one)]


def test_the_plain_report_is_never_built_at_the_desk() -> None:
    for file in (ROOT / "desk").glob("*.py"):
        assert "analysis.report.build" not in file.read_text(), f"{file.name}: use analysis.ledger.preparing.guarded"


def test_pressing_twice_publishes_once(app: Flask, desk: Any) -> None:
    form = {"voor": "raad", "titel": "Najaarsrapport", "meting": ""}
    first, second = (send(desk.client, "/werk/ouderen/publiceren", form) for _ in range(2))
    assert first.status_code == second.status_code == 303 and first.location == second.location
    other = send(desk.client, "/werk/ouderen/publiceren", {**form, "titel": "Nog een naam"})
    assert other.status_code == 303 and other.location != first.location


def _while_preparing(app: Flask, monkeypatch: pytest.MonkeyPatch, meanwhile: Any) -> list[int]:
    """Let something else be written in the middle of every report that is made; gives a list that grows with each."""
    from analysis.ledger import preparing

    made: list[int] = []
    plain = preparing.prepare

    def prepare(*wanted: Any) -> Any:
        found = plain(*wanted)
        made.append(1)
        with app.extensions["sessions"]() as session, session.begin():
            meanwhile(session, len(made))
        return found

    monkeypatch.setattr(preparing, "prepare", prepare)
    return made


def _save(session: Any, _: int) -> None:
    session.execute(Response.__table__.update().values(area_code=Response.area_code))


def test_a_resident_saves_while_a_report_is_made_to_be_published(app: Flask, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _while_preparing(app, monkeypatch, _save)  # on SQLite this would wait five seconds and fail when the lock was held
    done = send(desk.client, "/werk/ouderen/publiceren", {"voor": "raad", "titel": "Rapport", "meting": ""})
    assert done.status_code == 303
    assert len(made) == 1  # a new answer is no reason to make it again


def _withdraw(session: Any, _: int) -> None:
    one = session.scalars(select(Response).where(Response.state == "verzonden").order_by(Response.id)).first()
    one.state, one.answers = "ingetrokken", {}


def test_who_withdraws_while_a_report_is_made_is_not_in_it(app: Flask, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _while_preparing(app, monkeypatch, lambda session, number: _withdraw(session, number) if number == 1 else None)
    assert send(desk.client, "/werk/ouderen/publiceren", {"voor": "raad", "titel": "Rapport", "meting": ""}).status_code == 303
    assert len(made) == 2
    with app.extensions["sessions"]() as session:
        one = session.scalars(select(Publication)).one()
        taken = [cut.n for cut in one.cuts if cut.population == "antwoorden:welzijn:0" and cut.subject == "respons"]
        others = [cut.n for cut in one.cuts if cut.population == "antwoorden:welzijn:1" and cut.subject == "respons"]
        assert taken[0] + others[0] == 319  # of 320


def test_keeping_a_report_keeps_nobody_waiting(app: Flask, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.ledger import preparing

    plain = preparing.guarded

    def guarded(*wanted: Any) -> Any:
        with app.extensions["sessions"]() as session, session.begin():
            _save(session, 1)
        return plain(*wanted)

    monkeypatch.setattr(preparing, "guarded", guarded)
    assert send(desk.client, "/werk/ouderen/bestanden", {"soort": "pdf"}).status_code == 303
    assert send(desk.client, "/werk/ouderen/leren/ronde", {"naam": "Najaar"}).status_code == 303
    assert send(desk.client, "/werk/ouderen/leren/rapport", {}).status_code == 303
