"""The card and the cookie: going on elsewhere, joining waves, wiping the screen; forged forms."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from surveys.models import Response, Wave
from tests.webapp.resident import Walker, hidden, make_site
from webapp import qr

pytestmark = pytest.mark.store


def test_a_form_sent_without_cookie_is_kept_and_the_cookie_returns(walker: Walker, app: Flask) -> None:
    walker.start()
    walker.walk(until="werk")
    stranger = Walker(app)
    response = stranger.client.post(walker.address, data=walker.form(werk="uren later"))
    assert response.status_code == 303 and walker.stored().answers["werk"] == "uren later"
    stranger.get(response.location)
    assert stranger.code == "anders" and stranger.response_id == walker.response_id


def test_without_cookie_a_page_leads_to_the_start(walker: Walker, app: Flask) -> None:
    stranger = Walker(app)
    stranger.get("/m/proef/nl/werk")
    assert stranger.address.startswith("/m/proef?") and "Wij weten niet meer" in stranger.html


@pytest.mark.parametrize("token", ["", "AAAA", "A" * 96, "é" * 96, "x" * 10_000], ids=["none", "short", "zero", "odd", "long"])
def test_a_forged_form_is_refused(walker: Walker, token: str) -> None:
    walker.start()
    data = {**walker.form(), "token": token}
    for address in ("/m/proef", "/m/proef/nl/welkom", "/m/proef/nl/uw-antwoorden", "/m/proef/klaar", "/kaart", "/verhaal/proef"):
        assert walker.client.post(address, data=data).status_code == 400


def test_a_token_for_one_purpose_does_not_serve_another(walker: Walker) -> None:
    walker.get("/m/proef")
    start_token = hidden(walker.html, "token")
    walker.start()
    assert walker.client.post("/m/proef/nl/welkom", data={"token": start_token, "volgnummer": "0"}).status_code == 400


def test_a_form_from_another_site_is_refused(walker: Walker) -> None:
    walker.start()
    answer = walker.client.post(walker.address, data=walker.form(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400


def test_the_token_differs_on_every_drawing(walker: Walker) -> None:
    walker.start()
    one = hidden(walker.html, "token")
    walker.get(walker.address)
    assert hidden(walker.html, "token") != one


def test_stop_gives_a_card_and_the_card_goes_on_elsewhere(walker: Walker, app: Flask) -> None:
    walker.start()
    walker.walk(until="werk")
    walker.press("later", werk="tot hier")
    card = walker.card()
    assert walker.code == "later-verder" and len(card.split()) == 4
    elsewhere = Walker(app)
    elsewhere.start(kaart=card.upper(), toestemming="")
    assert elsewhere.code == "anders" and elsewhere.response_id == walker.response_id
    elsewhere.walk()
    elsewhere.press("verstuur")
    assert elsewhere.card() == card


def test_a_card_of_the_first_wave_joins_the_second(
    walker: Walker, app: Flask, sessions: sessionmaker[Session], wave: Wave
) -> None:
    walker.start()
    walker.walk()
    walker.press("verstuur")
    card = walker.card()
    with sessions() as session:
        programme = session.merge(wave.programme)
        later = make_site(session, programme=programme, slug="later", number=1)
        session.commit()
    second = Walker(app)
    second.start("later", kaart=card)
    second.walk()
    second.press("verstuur")
    assert second.card() == "" and "Bewaar de kaart die u al had" in second.html
    with sessions() as session:
        assert len({row.link_hash for row in session.scalars(select(Response))}) == 1
        assert {row.wave_id for row in session.scalars(select(Response))} == {wave.id, later.id}


def test_the_qr_code_of_the_card_holds_no_words(walker: Walker) -> None:
    walker.start()
    walker.walk(until="werk")
    walker.press("later")
    _has_qr(walker, "/m/proef")
    walker.get("/m/proef/nl/werk")
    walker.walk()
    walker.press("verstuur")
    _has_qr(walker, "/kaart")


def _has_qr(walker: Walker, path: str) -> None:
    pictures = re.findall(r'<img src="(data:image/svg[^"]*)"', walker.html)
    assert pictures == [qr.picture(f"http://127.0.0.1:8000{path}")] and f">127.0.0.1:8000{path}<" in walker.html


def test_a_card_never_stands_in_an_address_or_cookie(walker: Walker) -> None:
    walker.start()
    walker.walk()
    walker.press("verstuur")
    words = walker.card().split()
    cookies = " ".join(cookie.value for cookie in walker.client._cookies.values())
    assert not [word for word in words if word in walker.address or word in cookies]


def test_wiping_the_screen_forgets_the_response(walker: Walker) -> None:
    walker.start()
    walker.walk()
    walker.press("verstuur")
    response = walker.client.post("/m/proef/klaar", data={"token": hidden(walker.html, "token")})
    assert response.status_code == 303
    walker.get("/m/proef/nl/dank-u")
    assert walker.address.startswith("/m/proef?")
