"""Two windows, a second press, many at the same moment: nothing is lost, doubled or overwritten by what is older."""

from __future__ import annotations

import html
import re
import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from narratives.models import Story
from tests.webapp.resident import Walker, hidden, rows

pytestmark = pytest.mark.store


def test_sending_twice_is_one_response_one_story_and_one_card(
    walker: Walker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    walker.start()
    walker.walk()
    form, address = walker.form("verstuur"), walker.address
    first = walker.press("verstuur")
    card = walker.card()
    again = walker.client.post(address, data=form)
    assert first.status_code == 200 and again.status_code == 303 and again.location.endswith("/dank-u")
    walker.get(again.location)
    walker.get(walker.address)
    assert walker.card() == card
    with sessions() as session:
        assert len(session.scalars(select(Story)).all()) == 1
    assert rows(app) == 1


def test_two_tabs_the_older_page_changes_nothing(walker: Walker) -> None:
    walker.start()
    walker.walk(until="werk")
    old_form, address = walker.form(werk="oud"), walker.address
    walker.press(werk="eerste")
    walker.get(address)
    walker.press(werk="nieuw")
    response = walker.client.post(address, data=old_form)
    assert response.status_code == 409 and walker.stored().answers["werk"] == "nieuw"
    walker.html = response.text
    assert 'value="nieuw"' in walker.html and "ander scherm" in walker.html
    assert '<dd dir="auto">oud</dd>' in walker.html, "what was typed in the older window is not shown"


@pytest.mark.parametrize("ticks", [{}, {"verhaal.analyse": "ja"}])
def test_a_story_from_an_older_window_can_still_be_kept(walker: Walker, ticks: dict[str, str]) -> None:
    walker.start()
    walker.walk(until="verhaal")
    address, typed = walker.address, "Mijn <b>lange</b> verhaal.\n\nMet een tweede stuk."
    old_form = {**walker.form(), "verhaal": typed, "verhaal.teller": "naaste", **ticks}
    walker.press(verhaal="eerste", verhaal__analyse="ja")
    walker.get(address)
    walker.press(verhaal="tweede", verhaal__analyse="ja")
    response = walker.client.post(address, data=old_form)
    assert response.status_code == 409 and "tweede</textarea>" in response.text
    assert "Mijn &lt;b&gt;lange" in response.text and "Met een tweede stuk." in response.text
    walker.html = response.text.split('id="niet-bewaard"')[1].split("</form>")[0]
    again = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', walker.html)
    }
    assert again["verhaal"] == typed and again["verhaal.teller"] == "naaste"
    after = walker.client.post(address, data={**again, "knop": "verder"})
    if ticks:
        assert after.status_code == 303
        walker.get(address)
        assert "Met een tweede stuk." in walker.html and 'value="naaste" checked' in walker.html
    else:  # without the first tick nothing is stored, and the words stay on the page
        assert after.status_code == 303
        walker.get(after.location)
        assert walker.html.count("Met een tweede stuk.") == 1 and walker.stored().drafts_sealed is None


def test_what_is_typed_after_sending_elsewhere_is_shown_once_more(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    story_form, address = walker.form(), walker.address
    walker.walk(story="Ik ging naar het buurthuis.")
    walker.press("verstuur")
    same = {**story_form, "verhaal": " Ik ging naar het buurthuis.\r\n", "verhaal.teller": "inwoner", "verhaal.analyse": "ja"}
    assert walker.client.post(address, data=same).location == "/m/proef/nl/dank-u"
    assert (
        walker.client.post("/m/proef/nl/werk", data={**story_form, "werk": "Lezen & wandelen"}).location == "/m/proef/nl/dank-u"
    )
    late = walker.client.post(address, data={**same, "verhaal": "Wat ik nog <i>vergat</i>."})
    assert late.status_code == 409 and "Wat ik nog &lt;i&gt;vergat&lt;/i&gt;." in late.text and "/m/proef/nl/dank-u" in late.text
    late = walker.client.post("/m/proef/nl/werk", data={**story_form, "werk": "Zingen"})
    assert late.status_code == 409 and "Zingen" in late.text and walker.stored().answers["werk"] == "Lezen & wandelen"


def test_an_older_window_with_the_same_answer_loses_nothing(walker: Walker) -> None:
    walker.start()
    walker.walk(until="stel")
    old_form, address = {**walker.form(), "stel.mensen": "ja", "stel.leeg": "min"}, walker.address
    walker.press(stel__mensen="nee", stel__leeg="min")
    walker.get(address)
    walker.press(stel__mensen="ja", stel__leeg="min")
    response = walker._follow(walker.client.post(address, data=old_form), address)
    assert response.status_code == 200 and "niet-bewaard" not in response.text and "ander scherm" in response.text


def test_every_kind_comes_back_from_an_older_window(walker: Walker) -> None:
    walker.start()
    walker.walk(until="leven")
    old_form, address = walker.form(leeftijd="oud", sinds__month="5", sinds__year="1999"), walker.address
    for age in ("70", "71"):
        walker.get(address)
        walker.press(leeftijd=age, sinds__month="6", sinds__year="2001")
    response = walker.client.post(address, data=old_form)
    lines = re.findall(r'<dd dir="auto">([^<]*)</dd>', response.text)
    assert response.status_code == 409 and len(lines) == 2 and lines[0] == "oud" and "1999" in lines[1]


def test_pages_saved_at_the_same_moment_all_stay(walker: Walker, app: Flask) -> None:
    walker.start()
    token, codes = hidden(walker.html, "token"), ["uitgaan", "cijfer", "pc", "werk", "anders"]
    values = {"uitgaan": "ja", "cijfer": "7", "pc": "1234", "werk": "lezen", "anders.change": "beter"}
    barrier = threading.Barrier(len(codes))

    def save(code: str) -> None:
        client = FlaskClient(app, app.response_class)
        barrier.wait(20)
        client.post(f"/m/proef/nl/{code}", data={"token": token, "volgnummer": "0", **values})

    threads = [threading.Thread(target=save, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = walker.stored()
    assert set(stored.answers) == set(codes) and stored.sequence == len(codes)


def test_a_double_click_at_the_same_moment_starts_and_sends_once(walker: Walker, app: Flask) -> None:
    walker.get("/m/proef")
    data = {"token": hidden(walker.html, "token"), "toestemming": "ja"}
    answers = _at_once(app, "/m/proef", data)
    assert {one.status_code for one in answers} == {303} and len({one.location for one in answers}) == 1 and rows(app) == 1
    walker.start()
    walker.walk()
    assert {one.status_code for one in _at_once(app, walker.address, walker.form("verstuur"))} == {303}
    with app.extensions["sessions"]() as session:
        assert len(session.scalars(select(Story)).all()) == 1


def _at_once(app: Flask, address: str, data: dict[str, Any]) -> list[Any]:
    barrier, answers = threading.Barrier(4), []

    def send() -> None:
        client = FlaskClient(app, app.response_class)
        barrier.wait(20)
        answers.append(client.post(address, data=data))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
