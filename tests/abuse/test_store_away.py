"""A locked store and a full disk: a Dutch 503 that keeps every word, and after it the same form goes through."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from tests.webapp.conftest import app, settings  # noqa: F401  the same application
from tests.webapp.resident import Walker, hidden, make_site

pytestmark = pytest.mark.sqlite_only  # a lock on the whole file, and pages that run out


@pytest.fixture
def walker(app: Flask, sessions: sessionmaker[Session]) -> Walker:  # noqa: F811
    engine = app.extensions["sessions"].kw["bind"]
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=20"))
    with sessions() as session:
        make_site(session)
        session.commit()
    walker = Walker(app)
    walker.start()
    walker.walk(until="verhaal")
    return walker


def kept_form(page: str) -> dict[str, Any]:
    """The fields of the page that asks to try again."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields.update(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    return {name: html.unescape(value) for name, value in fields.items()}


STORY = "Dit mag niet verloren gaan: <b>koffie</b> & thee, elke week weer met de buren van nummer zes."


def test_a_locked_store_keeps_the_words_and_then_takes_them(walker: Walker, sessions: sessionmaker[Session]) -> None:
    with sessions() as other:
        other.connection()  # BEGIN IMMEDIATE: nobody else may write
        answer = walker.client.post(walker.address, data=walker.form(verhaal=STORY, verhaal__analyse="ja"))
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0 and "staat nog op deze pagina" in answer.text
    fields = kept_form(answer.text)
    assert fields["verhaal"] == STORY and fields["knop"] == "verder"
    assert walker.client.post(walker.address, data=fields).status_code == 303
    walker.get("/m/proef/nl/verhaal")
    assert html.escape(STORY) in walker.html.replace("&#39;", "'")


def test_a_full_disk_keeps_the_words(walker: Walker, app: Flask) -> None:  # noqa: F811
    engine = app.extensions["sessions"].kw["bind"]
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}"))
    long = STORY + " En toen. " * 750
    answer = walker.client.post(walker.address, data=walker.form(verhaal=long, verhaal__analyse="ja"))
    assert answer.status_code == 503 and kept_form(answer.text)["verhaal"] == long
    assert walker.stored().drafts_sealed is None


def test_the_story_form_keeps_its_words_too(walker: Walker, sessions: sessionmaker[Session]) -> None:
    walker.get("/verhaal/proef")
    data = {"token": hidden(walker.html, "token"), "verhaal": STORY, "verhaal.analyse": "ja", "knop": "verstuur"}
    with sessions() as other:
        other.connection()
        answer = walker.client.post("/verhaal/proef", data=data)
    assert answer.status_code == 503 and kept_form(answer.text) == data
    assert walker.client.post("/verhaal/proef", data=kept_form(answer.text)).status_code == 303


def test_reading_goes_on_while_the_store_is_locked(walker: Walker, sessions: sessionmaker[Session]) -> None:
    with sessions() as other:
        other.connection()
        assert walker.client.get("/m/proef/nl/werk").status_code == 200
        assert walker.client.get("/m/proef").status_code == 200
