"""Beginning: once, with a tick or a code, when it is open; and what a programme seems to have sent."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from narratives.models import Story
from surveys import definition, inviting
from surveys.models import Response
from tests.factories import make_programme
from tests.webapp.resident import Walker, hidden, make_site, rows
from webapp.respond import slowing

pytestmark = pytest.mark.store


def test_a_double_click_on_begin_starts_one_response(walker: Walker, app: Flask) -> None:
    walker.get("/m/proef")
    data = {"token": hidden(walker.html, "token"), "toestemming": "ja"}
    one, two = (walker.client.post("/m/proef", data=data) for _ in range(2))
    assert one.location == two.location and rows(app) == 1


@pytest.mark.parametrize(("waited", "trap", "suspect"), [(30, "", False), (0, "", True), (30, "http://koop.example", True)])
def test_what_a_programme_seems_to_have_sent_is_flagged_and_counts(
    walker: Walker, monkeypatch: pytest.MonkeyPatch, waited: int, trap: str, suspect: bool
) -> None:
    walker.get("/m/proef")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + waited)
    walker._follow(walker.client.post("/m/proef", data={**walker.form(), "toestemming": "ja", "toelichting": trap}), "/m/proef")
    walker.walk()
    walker.press("verstuur")
    with walker.app.extensions["sessions"]() as session:
        (row,) = session.scalars(select(Response))
        assert (row.state, row.suspect) == ("verzonden", suspect)
        assert session.scalars(select(Story.suspect)).all() == [suspect]


def test_a_full_hall_begins_at_once_and_a_programme_is_slowed(
    walker: Walker, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(address: str) -> int:
        there = {"REMOTE_ADDR": address}
        page = walker.client.get("/m/proef", environ_base=there).text
        data = {"token": hidden(page, "token"), "toestemming": "ja"}
        return int(walker.client.post("/m/proef", data=data, environ_base=there).status_code)

    monkeypatch.setattr(slowing, "STARTS", slowing.Limit("beginnen", 4, 5))
    assert [begin("145.0.2.1") for _ in range(5)] == [303] * 4 + [429]
    assert begin("145.0.2.2") == 303 and begin("2a00:1:2:3::1") == 303
    assert [begin("10.0.0.7") for _ in range(5)] == [303] * 5, "behind a proxy everybody has this address"
    assert rows(app) == 11


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("145.0.2.1", "145.0.2.1"),
        ("2a00:1:2:3:4::5", "2a00:1:2:3::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("192.168.1.2", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_whose_address_it_is(address: str, network: str) -> None:
    assert slowing.network_of(address) == network


def test_without_the_tick_nothing_begins(walker: Walker, app: Flask) -> None:
    page = walker.start(toestemming="")
    assert page.page.title.startswith("Fout:") and "autofocus" in walker.html and rows(app) == 0


def test_a_closed_wave_and_a_wave_to_come_say_so(app: Flask, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        programme = make_programme(session)
        make_site(session, programme=programme, slug="dicht", closes_on=date(2020, 2, 1))
        make_site(session, programme=programme, slug="vroeg", opens_on=date(2099, 1, 1), number=1)
        session.commit()
    client = app.test_client()
    assert "gesloten" in client.get("/m/dicht").text and "nog niet open" in client.get("/m/vroeg").text
    assert client.get("/m/bestaat-niet").status_code == 404


def test_a_wave_with_codes_asks_one_and_takes_it_once(app: Flask, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        wave = make_site(session, open_link=False)
        code = inviting.new_code(session, wave)
        session.commit()
    walker = Walker(app)
    assert walker.start().page.title.startswith("Fout:") and walker.start(code="verzonnen").page.title.startswith("Fout:")
    walker.start(code=code)
    assert code not in walker.address
    walker.walk()
    walker.press("verstuur")
    assert walker.code == "dank-u"
    assert Walker(app).start(code=code).page.title.startswith("Fout:")


def test_a_code_in_the_link_is_filled_in(app: Flask, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        make_site(session, open_link=False)
        session.commit()
    assert 'value="abc&#34;def"' in app.test_client().get('/m/proef?c=abc"def').text


def test_taking_part_is_never_assumed(app: Flask, sessions: sessionmaker[Session]) -> None:
    one = definition.load(
        b"vragenlijst: ja\ntitel: Ja\ninleiding: {waarom: w, hoe_lang: h, wie_ziet_het: z, stoppen: s}\n"
        b"delen: [{id: een, titel: Een, paginas: [{vraag: mee, type: toestemming, tekst: Doet u mee?}, {vraag: aa, type: tekst, tekst: Hallo}]}]".replace(
            b"lijst: ja", b"lijst: meedoen"
        ),
        "ja.yml",
    )
    with sessions() as session:
        make_site(session, one)
        session.commit()
    walker = Walker(app)
    walker.start(toestemming="")
    walker.press()
    walker.press()
    assert walker.code == "mee"
    response: Any = walker.client.post("/m/proef/nl/uw-antwoorden", data={"token": hidden(walker.html, "token")})
    assert "/nl/mee?" in response.location
    walker.press(mee="ja")
    assert walker.code == "aa"
