"""Words typed at the desk come back when the session ended meanwhile, or when the form is of another session."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests.webapp.staff import PASSWORD, token_of
from tests.webapp.world import World, client_of, two_worlds
from tests.webapp.world_outcomes import furnish, named
from webapp.account_models import SignInSession

pytestmark = pytest.mark.store
WORDS = "Wij zagen dat <buren> elkaar weer groeten,\nen dat lag aan het koffie-uur op dinsdag."
SHOWN = "Wij zagen dat &lt;buren&gt; elkaar weer groeten,\nen dat lag aan het koffie-uur op dinsdag."
GONE = "U bent niet meer aangemeld. Uw woorden zijn niet bewaard, maar staan hieronder."


@pytest.fixture
def world(app: Flask) -> World:
    one = two_worlds(app)[0]
    furnish(app, one)
    return one


def ended(app: Flask) -> None:
    """Every session ends, as after a timeout."""
    with app.extensions["sessions"]() as session:
        session.execute(delete(SignInSession))
        session.commit()


def places(world: World) -> list[tuple[str, str, dict[str, str]]]:
    return [
        ("evaluator", f"/werk/samen/duiding/{named('resultaat', world)}", {"tekst": WORDS}),
        ("worker", "/werk/samen/vertellen", {"verhaal": WORDS, "teller": "inwoner"}),
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_words_come_back_when_the_session_timed_out(app: Flask, world: World, which: int) -> None:
    role, address, data = places(world)[which]
    client = client_of(app, world.staff[role])
    token = token_of(client, "/werk/account")
    ended(app)
    answer = client.post(address, data={**data, "csrf_token": token})
    assert answer.status_code == 401 and GONE in answer.text and SHOWN in answer.text
    assert "/werk/aanmelden?volgende=" in answer.text and answer.headers["Cache-Control"] == "no-store"


def test_words_come_back_after_signing_out_in_another_tab(app: Flask, world: World) -> None:
    _role, address, data = places(world)[0]
    client = client_of(app, world.staff["evaluator"])
    token = token_of(client, "/werk/account")
    client.post("/werk/afmelden", data={"csrf_token": token})
    answer = client.post(address, data={**data, "csrf_token": token})
    assert answer.status_code == 401 and GONE in answer.text and SHOWN in answer.text


def test_words_come_back_with_a_form_of_an_earlier_session(app: Flask, world: World) -> None:
    _role, address, data = places(world)[0]
    client = client_of(app, world.staff["evaluator"])
    answer = client.post(address, data={**data, "csrf_token": "van toen"})
    assert answer.status_code == 400 and SHOWN in answer.text
    assert "Dit formulier is van een eerdere aanmelding." in answer.text and GONE not in answer.text


def test_without_words_it_is_the_door_as_ever(app: Flask, world: World) -> None:
    client = app.test_client()
    answer = client.post("/werk/samen/vertellen", data={"teller": "inwoner", "csrf_token": token_of(client)})
    assert (answer.status_code, (answer.location or "").split("?")[0]) == (303, "/werk/aanmelden")


@pytest.mark.parametrize("field", ["wachtwoord", "oud", "nieuw", "code"])
def test_what_is_secret_is_never_shown(app: Flask, world: World, field: str) -> None:
    client: FlaskClient = app.test_client()
    for address in ("/werk/aanmelden", "/werk/samen/vertellen"):
        answer = client.post(address, data={field: PASSWORD, "verhaal": WORDS})
        assert PASSWORD not in answer.text


def test_the_door_shows_no_words(app: Flask, world: World) -> None:
    answer = app.test_client().post("/werk/aanmelden", data={"email": "een twee drie", "wachtwoord": PASSWORD})
    assert answer.status_code == 400 and "een twee drie" not in answer.text
