"""Files of the report at the desk: asked for once, made by the worker, safe against dead workers and withdrawn words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

import database
from analysis.ledger.models import Publication
from analysis.models import ReportFile, ReportSnapshot, ResultTheme
from analysis.report import rendering
from analysis.report.files import address, make, store
from analysis.report.pdf import PdfFailed
from narratives import intake, releasing
from narratives.models import Quote, Story
from surveys.models import Account
from tests.webapp.world import World, client_of, two_worlds
from webapp import file_room, jobs
from webapp.account_models import AuditEvent

pytestmark = pytest.mark.store
WORDS = "[naam] haalt me op voor de koffie"


@pytest.fixture
def world(app: Flask) -> World:
    one, _ = two_worlds(app)
    with app.extensions["sessions"]() as session, session.begin():
        session.add(ResultTheme(result_id=one.result.id, code_id=one.code.id, points="slecht"))
        releasing.release(session, session.get_one(Quote, one.quote.id), session.get_one(Account, one.staff["evaluator"].id))
    return one


@pytest.fixture
def evaluator(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


@pytest.fixture
def room(app: Flask) -> Iterator[jobs.Work]:
    yield jobs.Work(app.extensions["sessions"], app.extensions["settings"])


def ask(client: FlaskClient, kind: str = "opendata", **more: str) -> str:
    """Ask for a file; the id that stands in the address it leads to."""
    token = client.get("/werk/samen/rapport-ophalen").page.hidden["csrf_token"]  # type: ignore[attr-defined]
    answer = client.post("/werk/samen/bestanden", data={"csrf_token": token, "soort": kind, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.location).rsplit("/", 1)[1]


def row(app: Flask, file_id: str) -> ReportFile:
    with app.extensions["sessions"]() as session:
        return session.get_one(ReportFile, file_id)


def age(app: Flask, file_id: str, **values: Any) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        one = session.get_one(ReportFile, file_id)
        for name, value in values.items():
            setattr(one, name, value)


def test_a_file_is_asked_for_made_and_taken(app: Flask, evaluator: FlaskClient, room: jobs.Work) -> None:
    file_id = ask(evaluator)
    page = evaluator.get(f"/werk/samen/bestanden/{file_id}")
    assert page.headers["Refresh"] == "3" and "wacht op zijn beurt" in page.text and "<progress" in page.text
    assert evaluator.get(f"/werk/samen/bestanden/{file_id}/ophalen").status_code == 303, "not before it is ready"
    file_room.make_one(room, file_id)
    page = evaluator.get(f"/werk/samen/bestanden/{file_id}")
    assert "Refresh" not in page.headers and "Het bestand is klaar" in page.text
    answer = evaluator.get(f"/werk/samen/bestanden/{file_id}/ophalen")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="open-data-samen.zip"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "gegevens.csv" in archive.namelist()
    with app.extensions["sessions"]() as session:
        assert [one.subject for one in session.scalars(select(AuditEvent))] == ["bestand:opendata"]
    assert "Open data" in evaluator.get("/werk/samen/rapport-ophalen").text


def test_a_second_click_gives_the_same_file(app: Flask, evaluator: FlaskClient, room: jobs.Work) -> None:
    first = ask(evaluator)
    assert ask(evaluator) == first
    file_room.make_one(room, first)
    assert ask(evaluator) == first
    assert ask(evaluator, "bewijs") != first
    file_room.make_one(room, first)  # a message may come twice
    assert row(app, first).tries == 1


def test_the_old_address_of_the_pdf_leads_to_the_worker(app: Flask, evaluator: FlaskClient) -> None:
    answer = evaluator.get("/werk/samen/rapport.pdf")
    assert answer.status_code == 303
    one = row(app, answer.location.rsplit("/", 1)[1])
    assert (one.kind, one.state) == ("pdf", "wacht")
    assert evaluator.get("/werk/samen/rapport.pdf").location == answer.location


def test_a_dead_worker_leaves_a_file_that_is_taken_up_again(app: Flask, evaluator: FlaskClient, room: jobs.Work) -> None:
    file_id = ask(evaluator, "bewijs")
    with app.extensions["sessions"]() as session, session.begin():
        assert store.take(session, file_id, database.utcnow()) is not None
    assert file_room.make_waiting(room) == 0, "its worker still lives"
    age(app, file_id, touched_at=database.utcnow() - store.LOST - timedelta(seconds=1))
    assert file_room.make_waiting(room) == 1
    assert row(app, file_id).state == store.READY


def test_a_file_that_keeps_killing_the_worker_is_given_up(app: Flask, evaluator: FlaskClient, room: jobs.Work) -> None:
    file_id = ask(evaluator, "bewijs")
    age(app, file_id, state="bezig", tries=store.TRIES, touched_at=database.utcnow() - 2 * store.LOST)
    file_room.make_waiting(room)
    assert (row(app, file_id).state, row(app, file_id).sentence) == (store.FAILED, store.GIVEN_UP)
    assert store.GIVEN_UP in evaluator.get(f"/werk/samen/bestanden/{file_id}").text
    assert ask(evaluator, "bewijs") == file_id, "asked again, it gets a new chance"
    file_room.make_one(room, file_id)
    assert row(app, file_id).state == store.READY


def test_a_worker_that_must_stop_puts_the_file_back(
    app: Flask, evaluator: FlaskClient, room: jobs.Work, monkeypatch: Any
) -> None:
    def stop(*_: Any, **__: Any) -> bytes:
        raise SystemExit

    file_id = ask(evaluator, "pdf")
    monkeypatch.setattr(rendering, "pdf", stop)
    with pytest.raises(SystemExit):
        file_room.make_one(room, file_id)
    assert (row(app, file_id).state, row(app, file_id).tries) == (store.WAITS, 0)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(PdfFailed("De PDF werd niet op tijd klaar."), "niet op tijd klaar"), (ValueError(WORDS), "kon niet worden gemaakt")],
)
def test_a_failure_says_so_in_a_sentence(
    app: Flask, evaluator: FlaskClient, room: jobs.Work, monkeypatch: Any, caplog: Any, fault: Exception, said: str
) -> None:
    def fail(*_: Any, **__: Any) -> bytes:
        raise fault

    monkeypatch.setattr(rendering, "pdf", fail)
    file_id = ask(evaluator, "pdf")
    file_room.make_one(room, file_id)
    page = evaluator.get(f"/werk/samen/bestanden/{file_id}")
    assert said in page.text and "Nog eens proberen" in page.text and "Refresh" not in page.headers
    assert WORDS not in page.text + caplog.text


def test_progress_is_shown(app: Flask, evaluator: FlaskClient, room: jobs.Work, monkeypatch: Any) -> None:
    seen = []

    def slow(report: Any, *, progress: Any, **_: Any) -> bytes:
        progress(34, "Bladzijde 12 opmaken")
        seen.append(evaluator.get(f"/werk/samen/bestanden/{file_id}").text)
        return b"%PDF"

    monkeypatch.setattr(rendering, "pdf", slow)
    file_id = ask(evaluator, "pdf")
    file_room.make_one(room, file_id)
    assert 'value="34"' in seen[0] and "Bladzijde 12 opmaken" in seen[0]


def test_withdrawn_words_are_in_no_file_that_can_be_taken(
    app: Flask, world: World, evaluator: FlaskClient, room: jobs.Work
) -> None:
    waits, made = ask(evaluator, "docx"), ask(evaluator, "html")
    file_room.make_one(room, made)
    assert WORDS in evaluator.get(f"/werk/samen/bestanden/{made}/ophalen").text
    mark = row(app, made).snapshot_id
    with app.extensions["sessions"]() as session, session.begin():
        sha = session.get_one(ReportSnapshot, mark).sha256[: address.LONG]
        intake.withdraw(session, session.get_one(Story, world.story.id))
    refused = evaluator.get(f"/werk/samen/bestanden/{made}/ophalen", follow_redirects=True)
    assert "teruggetrokken" in refused.text and WORDS not in refused.text
    file_room.make_one(room, waits)
    assert row(app, waits).state == store.FAILED
    again = ask(evaluator, "html", momentopname=sha)
    assert again != made
    file_room.make_one(room, again)
    assert WORDS not in evaluator.get(f"/werk/samen/bestanden/{again}/ophalen").text


def test_old_files_are_thrown_away(app: Flask, evaluator: FlaskClient, room: jobs.Work) -> None:
    old, new = ask(evaluator, "bewijs"), ask(evaluator, "opendata")
    age(app, old, asked_at=database.utcnow() - store.KEPT - timedelta(hours=1))
    assert file_room.throw_away_old(room) == 1
    assert evaluator.get(f"/werk/samen/bestanden/{old}").status_code == 404
    assert evaluator.get(f"/werk/samen/bestanden/{new}").status_code == 200
    file_room.make_one(room, old)  # a message for a file that is gone does nothing
    with app.extensions["sessions"]() as session:
        assert session.scalar(select(func.count()).select_from(ReportFile)) == 1


def test_files_of_others_do_not_exist(app: Flask, evaluator: FlaskClient) -> None:
    file_id = ask(evaluator)
    with app.extensions["sessions"]() as session:
        other = session.scalars(
            select(Account).where(Account.email.contains("elders") | Account.name.contains("evaluator elders"))
        ).first()
        assert other is not None
        session.expunge(other)
    stranger = client_of(app, other)
    assert stranger.get(f"/werk/elders/bestanden/{file_id}").status_code == 404
    assert stranger.get(f"/werk/elders/bestanden/{file_id}/ophalen").status_code == 404
    assert stranger.get("/werk/elders/bestanden/..%2f..").status_code == 404


def test_unknown_kinds_and_snapshots_are_refused(app: Flask, evaluator: FlaskClient) -> None:
    token = evaluator.get("/werk/samen/rapport-ophalen").page.hidden["csrf_token"]  # type: ignore[attr-defined]
    assert evaluator.post("/werk/samen/bestanden", data={"csrf_token": token, "soort": "exe"}).status_code == 400
    for mark in ("0123456789abcdef", "%", "0"):
        answer = evaluator.post("/werk/samen/bestanden", data={"csrf_token": token, "soort": "pdf", "momentopname": mark})
        assert answer.status_code == 404


def published(app: Flask, world: World, audience: str) -> str:
    """The newest snapshot as something that went out; its mark."""
    with app.extensions["sessions"]() as session, session.begin():
        kept = session.scalars(select(ReportSnapshot).order_by(ReportSnapshot.id.desc())).first()
        assert kept is not None
        session.add(
            Publication(
                programme_id=world.programme.id,
                kind="rapport",
                title="Rapport",
                audience=audience,
                snapshot_id=kept.id,
                sha256=kept.sha256,
            )
        )
        return kept.sha256[: address.LONG]


@pytest.mark.parametrize("audience", ["", "team", "intern", "alle"])
def test_cards_are_for_everybody_only_after_publication(app: Flask, world: World, evaluator: FlaskClient, audience: str) -> None:
    assert evaluator.get("/werk/samen/rapport").status_code == 200
    with app.extensions["sessions"]() as session:
        kept = session.scalars(select(ReportSnapshot)).one()
        mark = kept.sha256[: address.LONG]
    card = f"/bewijs/{mark}/{address.quote_code(_quote(kept))}"
    visitor = app.test_client()
    assert card in evaluator.get("/werk/samen/rapport").text
    for where in (card, f"/bewijs/{mark}", f"/verslag/{mark}"):
        assert visitor.get(where).status_code == 404
        assert evaluator.get(where).status_code == 200
        assert client_of(app, world.staff["worker"]).get(where).status_code == 404
    if audience:
        published(app, world, audience)
        wanted = 200 if audience == "alle" else 404
        assert visitor.get(card).status_code == visitor.get(f"/verslag/{mark}").status_code == wanted
        assert ("Gepubliceerd op" in visitor.get(card).text) is (wanted == 200)
    assert "Momentopname" in evaluator.get(card).text and WORDS in evaluator.get(card).text


def _quote(kept: ReportSnapshot) -> str:
    from analysis.report.snapshot import thaw

    return next(quote.text for result in thaw(kept.content).results for quote in result.quotes)


def test_a_withdrawn_quote_has_no_card_any_more(app: Flask, world: World, evaluator: FlaskClient) -> None:
    evaluator.get("/werk/samen/rapport")
    mark = published(app, world, "alle")
    with app.extensions["sessions"]() as session:
        words = _quote(session.scalars(select(ReportSnapshot)).one())
    card = f"/bewijs/{mark}/{address.quote_code(words)}"
    assert app.test_client().get(card).status_code == 200
    with app.extensions["sessions"]() as session, session.begin():
        intake.withdraw(session, session.get_one(Story, world.story.id))
    assert app.test_client().get(card).status_code == 404
    assert WORDS not in app.test_client().get(f"/bewijs/{mark}").text + app.test_client().get(f"/verslag/{mark}").text


def test_strange_marks_and_codes_are_missing_pages(app: Flask, evaluator: FlaskClient) -> None:
    for where in (
        "/bewijs/%25%25",
        "/bewijs/0123456789abcdeF",
        "/bewijs/" + "0" * 64,
        "/verslag/x",
        "/bewijs/0123456789abcdef/" + "a" * 90,
    ):
        assert evaluator.get(where).status_code == 404


def test_every_kind_can_be_asked_for(evaluator: FlaskClient) -> None:
    page = evaluator.get("/werk/samen/rapport-ophalen").text
    assert all(f'value="{kind}"' in page for kind in make.KINDS)
