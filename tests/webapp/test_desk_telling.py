"""The worker's desk: a story logged once, own stories only, and names to hide set right."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from narratives import intake
from narratives.models import Consent, Decision, Quote, Story
from tests.webapp.staff import send
from tests.webapp.world import WORDS, World, client_of, span
from webapp.account_models import AuditEvent

pytestmark = pytest.mark.store
FORM = {
    "verhaal": "Meneer vertelde dat hij weer naar de soos gaat.", "teller": "inwoner", "gebied": "WK-samen", "activiteit": "koffie",
    "hoe": "mondeling", "analyse": "ja", "citeren": "ja", "sleutel": "abc123",
}  # fmt: skip


def logged(app: Flask) -> list[Story]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(Story).where(Story.idempotency_key.is_not(None))))


def log(client: FlaskClient, **changes: Any) -> Any:
    fields = {key: value for key, value in {**FORM, **changes}.items() if value is not None}
    return send(client, "/werk/samen/vertellen", fields)


def test_a_story_is_kept_with_all_that_was_said_about_it(app: Flask, world: World, worker: FlaskClient) -> None:
    answer = log(worker)
    assert answer.status_code == 303
    with app.extensions["sessions"]() as session:
        story = session.scalars(select(Story).where(Story.idempotency_key.is_not(None))).one()
        assert intake.words(session, story) == FORM["verhaal"]
        kept = (
            story.logged_by_id,
            story.channel,
            story.teller,
            story.area_code,
            story.activity_id,
            story.organisation_id,
            story.state,
        )
        worker_account = world.staff["worker"]
        assert kept == (
            worker_account.id, "gelogd", "inwoner", "WK-samen", world.activity.id, worker_account.organisation_id, "nieuw",
        )  # fmt: skip
        consent = session.scalars(select(Consent).where(Consent.story_id == story.id)).one()
        given = (consent.analyse, consent.quote, consent.quote_first, consent.contact_again, consent.medium)
        assert given == (True, True, False, False, "mondeling")
    page = worker.get(answer.location)
    assert "Het verhaal is bewaard" in page.text
    assert "Nog een verhaal" in page.text


def test_nothing_is_ticked_before_the_worker_ticks_it(worker: FlaskClient) -> None:
    page: Any = worker.get("/werk/samen/vertellen").page  # type: ignore[attr-defined]
    layers = [one for one in page.controls if one.get("name") in {"analyse", "citeren", "eerst_zien", "opnieuw"}]
    assert len(layers) == 4
    assert not any("checked" in one for one in layers)


def test_pressing_twice_makes_one_story(app: Flask, worker: FlaskClient) -> None:
    first, second = log(worker), log(worker)
    assert first.location == second.location
    assert len(logged(app)) == 1
    third = log(worker, sleutel="def456")
    assert third.location != first.location
    assert len(logged(app)) == 2


def test_the_key_of_somebody_else_opens_nothing(app: Flask, world: World, worker: FlaskClient) -> None:
    first = log(worker)
    other = client_of(app, world.staff["evaluator"])
    second = send(other, "/werk/samen/vertellen", FORM)
    assert second.location != first.location
    assert len(logged(app)) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"verhaal": " \n"}, "Schrijf op wat u hoorde"),
        ({"analyse": None}, "Zonder toestemming"),
        ({"hoe": ""}, "hoe u toestemming kreeg"),
    ],
)
def test_what_misses_is_asked_for_and_no_word_is_lost(
    app: Flask, worker: FlaskClient, changes: dict[str, Any], sentence: str
) -> None:
    answer = log(worker, **{"verhaal": "Een lang & <b>verhaal</b>", **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.page.title.startswith("Fout:")
    if "verhaal" not in changes:
        assert "Een lang &amp; &lt;b&gt;verhaal&lt;/b&gt;</textarea>" in answer.text
    assert logged(app) == []


@pytest.mark.parametrize(
    "changes", [{"teller": "burgemeester"}, {"gebied": "WK-elders"}, {"activiteit": "x"}, {"hoe": "x"}, {"sleutel": "../"}]
)
def test_choices_that_are_not_on_the_form_are_refused(app: Flask, worker: FlaskClient, changes: dict[str, str]) -> None:
    assert log(worker, **changes).status_code == 400
    assert logged(app) == []


def test_fields_that_nobody_asked_for_change_nothing(app: Flask, world: World, worker: FlaskClient) -> None:
    extra = {
        "logged_by_id": "1", "organisation_id": "99", "programme_id": "2", "state": "gelezen", "id": "x" * 32, "role": "administrator",
        "created_at": "2000-01-01", "card_hash": "y", "is_admin": "1", "channel": "vragenlijst",
    }  # fmt: skip
    log(worker, **extra)
    story = logged(app)[0]
    assert (story.logged_by_id, story.programme_id, story.state, story.channel) == (
        world.staff["worker"].id, world.programme.id, "nieuw", "gelogd",
    )  # fmt: skip
    assert story.card_hash is None
    assert story.id != "x" * 32


def test_the_last_choices_are_there_the_next_time_and_no_consent_is(app: Flask, worker: FlaskClient) -> None:
    log(worker, teller="naaste")
    page: Any = worker.get("/werk/samen/vertellen")
    assert 'value="naaste" checked' in page.text
    assert 'value="WK-samen" selected' not in page.text
    assert 'value="koffie" selected' in page.text
    assert not any("checked" in one for one in page.page.controls if one.get("type") == "checkbox" or one.get("name") == "hoe")


def test_one_sees_own_stories_and_no_others(app: Flask, world: World, worker: FlaskClient) -> None:
    assert worker.get(f"/werk/samen/mijn-verhalen/{world.logged.id}").status_code == 200
    assert worker.get(f"/werk/samen/mijn-verhalen/{world.story.id}").status_code == 404
    assert worker.get(f"/werk/samen/verhalen/{world.logged.id}").status_code == 403
    evaluator = client_of(app, world.staff["evaluator"])
    assert evaluator.get(f"/werk/samen/mijn-verhalen/{world.logged.id}").status_code == 404
    listing = worker.get("/werk/samen/mijn-verhalen").text
    assert world.logged.id in listing
    assert world.story.id not in listing
    assert "Truus" not in listing


def test_opening_a_story_in_its_own_words_is_written_down(app: Flask, world: World, worker: FlaskClient) -> None:
    page = worker.get(f"/werk/samen/mijn-verhalen/{world.logged.id}").text
    assert page.count("Truus Bakker</mark>") + page.count("Truus Bakker<sup>") == 2
    with app.extensions["sessions"]() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "verhaal_geopend")).one()
        assert (event.account_id, event.programme_id, event.subject) == (
            world.staff["worker"].id, world.programme.id, f"verhaal:{world.logged.id}",
        )  # fmt: skip


def seen_by_evaluator(app: Flask, world: World) -> str:
    return str(client_of(app, world.staff["evaluator"]).get(f"/werk/samen/verhalen/{world.logged.id}").text)


def test_more_words_can_be_hidden_wherever_they_stand(app: Flask, world: World, worker: FlaskClient) -> None:
    assert "buurthuis" in seen_by_evaluator(app, world)
    here = f"/werk/samen/mijn-verhalen/{world.logged.id}"
    assert send(worker, f"{here}/verbergen", {"woorden": "BUURTHUIS", "soort": "plaats"}).status_code == 303
    assert "koffie in het [plaats]" in seen_by_evaluator(app, world)
    send(worker, f"{here}/verbergen", {"woorden": "staat er niet", "soort": "plaats"})
    assert "staan niet in het verhaal" in worker.get(here).text
    assert send(worker, f"{here}/verbergen", {"woorden": "koffie", "soort": "onzin"}).status_code == 400


def test_a_proposal_that_is_nobody_can_be_shown_and_stays_so(app: Flask, world: World, worker: FlaskClient) -> None:
    start, end = span(WORDS, "Truus Bakker")
    here = f"/werk/samen/mijn-verhalen/{world.logged.id}"
    assert send(worker, f"{here}/tonen", {"van": start, "tot": end}).status_code == 303
    with app.extensions["sessions"]() as session:
        rows = [(one.kind, one.label, one.start, one.end, one.verdict) for one in session.scalars(select(Decision))]
    assert rows == [("hide", "naam", *span(WORDS, "Truus Bakker", n), "rejected") for n in (0, 1)]
    page = seen_by_evaluator(app, world)
    assert page.count("Truus Bakker") == 2
    assert "[naam]" not in page
    send(worker, f"{here}/verbergen", {"woorden": "Truus Bakker", "soort": "naam"})
    assert "Truus" not in seen_by_evaluator(app, world)


@pytest.mark.parametrize(
    "fields", [{"van": "0", "tot": "5"}, {"van": "-1", "tot": "5"}, {"van": "", "tot": ""}, {"van": "9" * 30, "tot": "1"}]
)
def test_only_what_is_hidden_can_be_shown(world: World, worker: FlaskClient, fields: dict[str, str]) -> None:
    assert send(worker, f"/werk/samen/mijn-verhalen/{world.logged.id}/tonen", fields).status_code in {400, 404}


def test_a_name_hidden_later_leaves_the_quote_too(app: Flask, world: World, worker: FlaskClient) -> None:
    from narratives import releasing

    with app.extensions["sessions"]() as session:
        story = session.get_one(Story, world.logged.id)
        quote = releasing.propose(session, story, *span(WORDS, "koffie in het buurthuis"))
        releasing.release(session, quote, world.staff["evaluator"])
        session.commit()
        number = quote.id
    send(worker, f"/werk/samen/mijn-verhalen/{world.logged.id}/verbergen", {"woorden": "buurthuis", "soort": "plaats"})
    with app.extensions["sessions"]() as session:
        assert session.get_one(Quote, number).text == "koffie in het [plaats]"


@pytest.mark.parametrize(("said", "state"), [("ja", "gevraagd"), ("nee", "afgekeurd")])
def test_the_worker_asks_the_teller_about_a_quote(app: Flask, world: World, worker: FlaskClient, said: str, state: str) -> None:
    from narratives import releasing

    here, page = f"/werk/samen/mijn-verhalen/{world.logged.id}", "/werk/samen/mijn-verhalen"
    assert "Vraag het" not in worker.get(page).text
    with app.extensions["sessions"]() as session:
        quote = releasing.propose(session, session.get_one(Story, world.logged.id), *span(WORDS, "koffie in het buurthuis"))
        releasing.ask(session, quote)
        session.commit()
        number = quote.id
    assert "Vraag het" in worker.get(page).text and "De verteller zegt ja" in worker.get(here).text
    assert send(worker, f"{here}/citaat", {"citaat": str(world.quote.id), "antwoord": said}).status_code == 404
    assert send(worker, f"{here}/citaat", {"citaat": str(number), "antwoord": "wie weet"}).status_code == 400
    assert send(worker, f"{here}/citaat", {"citaat": str(number), "antwoord": said}).status_code == 303
    with app.extensions["sessions"]() as session:
        one = session.get_one(Quote, number)
        assert (one.teller_said, one.state) == (said, state)
    assert "Vraag het" not in worker.get(page).text


def test_a_worker_takes_a_story_back_for_its_teller(app: Flask, world: World, worker: FlaskClient) -> None:
    here = f"/werk/samen/mijn-verhalen/{world.logged.id}"
    send(worker, f"{here}/intrekken")
    assert "zeker weet" in worker.get(here).text
    assert "buurvrouw" in worker.get(here).text
    send(worker, f"{here}/intrekken", {"zeker": "ja"})
    assert "buurvrouw" not in worker.get(here).text
    assert send(worker, f"/werk/samen/mijn-verhalen/{world.story.id}/intrekken", {"zeker": "ja"}).status_code == 404
    with app.extensions["sessions"]() as session:
        assert session.get_one(Story, world.logged.id).words_sealed is None
        assert session.get_one(Story, world.story.id).words_sealed is not None


def test_what_is_withdrawn_is_gone(app: Flask, world: World, worker: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        intake.withdraw(session, session.get_one(Story, world.logged.id))
        session.commit()
    here = f"/werk/samen/mijn-verhalen/{world.logged.id}"
    page = worker.get(here)
    assert page.status_code == 200
    assert "ingetrokken" in page.text
    assert "koffie in" not in page.text
    assert send(worker, f"{here}/verbergen", {"woorden": "koffie", "soort": "naam"}).status_code == 303
    evaluator = client_of(app, world.staff["evaluator"])
    assert evaluator.get(f"/werk/samen/verhalen/{world.logged.id}").status_code == 404


def test_a_worker_without_stories_sees_an_empty_list(app: Flask, world: World) -> None:
    boss = client_of(app, world.staff["administrator"])
    assert "Aantal verhalen: 0" in boss.get("/werk/samen/mijn-verhalen").text
    assert boss.get("/werk/samen/mijn-verhalen?bladzijde=0").status_code == 400
    assert boss.get("/werk/samen/mijn-verhalen?bladzijde=x").status_code == 400
    assert boss.get("/werk/samen/mijn-verhalen?bladzijde=99999999999").status_code == 400
