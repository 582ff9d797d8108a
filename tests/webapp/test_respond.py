"""The questionnaire as a browser without script walks through it."""

from __future__ import annotations

import dataclasses
import gzip
import html
import re
import threading
import time
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from narratives import intake
from narratives.models import Story
from surveys import definition, inviting, responding
from surveys.models import Response, Wave
from surveys.questions import KINDS
from surveys.scoring import Scale, ScaleItem, score
from tests.factories import make_programme
from tests.webapp.resident import EVERY_KIND, STORED, Walker, hidden, make_site, rows
from webapp import jobs, qr
from webapp.respond import compiled, slowing
from webapp.respond.slots import Slots

pytestmark = pytest.mark.store


@pytest.fixture
def wave(sessions: sessionmaker[Session]) -> Wave:
    with sessions() as session:
        wave = make_site(session)
        session.commit()
        return wave


@pytest.fixture
def walker(app: Flask, wave: Wave) -> Walker:
    return Walker(app)


def test_every_kind_is_drawn() -> None:
    shown = {question.kind for question in EVERY_KIND.questions.values()}
    assert set(KINDS) - shown <= {"toestemming"}
    assert compiled.compile_all(EVERY_KIND) == len(EVERY_KIND.pages) * 3
    assert {path.stem for path in (compiled.TEMPLATES / "questions").glob("*.html")} == set(KINDS)


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_whole_way(walker: Walker, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []
    monkeypatch.setattr(jobs, "announce", announced.append)
    walker.start(language=language)
    walker.walk(story="Mijn geheime zin <b>.")
    assert walker.stored().answers == STORED and "Mijn geheime zin &lt;b&gt;." in walker.html
    assert f'lang="{language}"' in walker.html and ('dir="rtl"' in walker.html) == (language == "ar")
    walker.press("verstuur")
    assert walker.code == "dank-u" and len(walker.card().split()) == 4
    with walker.app.extensions["sessions"]() as session:
        row, story = session.scalars(select(Response)).one(), session.scalars(select(Story)).one()
        assert (row.state, row.area_code, row.language) == ("verzonden", "BU01", language)
        assert row.sent_on is not None and row.sent_on.weekday() == 0
        assert intake.words(session, story) == "Mijn geheime zin <b>."
        assert (story.response_id, story.card_hash, story.area_code) == (row.id, row.link_hash, "BU01")
        assert [(one.a, one.b, one.c) for one in story.significations] == [(0.25, 0.25, 0.5)]
        assert announced == [story.id]


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


def test_back_keeps_what_was_typed_and_next_shows_it(walker: Walker) -> None:
    walker.start()
    walker.walk(until="werk")
    walker.press("vorige", werk="Half af")
    assert walker.code == "pc" and 'value="1234"' in walker.html
    walker.press(pc="1234")
    assert 'value="Half af"' in walker.html


def test_the_language_changes_halfway_with_page_and_answers(walker: Walker) -> None:
    walker.start()
    walker.walk(until="cijfer")
    walker.press("taal-ar", cijfer="8")
    assert walker.address == "/m/proef/ar/cijfer" and re.search(r'value="8"[^>]* checked', walker.html)


def test_an_untranslated_text_is_dutch_and_says_so(sessions: sessionmaker[Session], app: Flask) -> None:
    one = definition.load(
        b"vragenlijst: half\ntalen: [nl]\ntitel: Half\ninleiding: {waarom: w, hoe_lang: h, wie_ziet_het: z, stoppen: s}\n"
        b"delen: [{id: een, titel: Een, paginas: [{vraag: aa, type: tekst, tekst: Hallo}]}]",
        "half.yml",
    )
    drawn = compiled.compile_page(one, one.pages[0], one.pages[0].questions, "ar", "").filled(Slots("t", 0, 1, 1))
    assert '<span lang="nl" dir="ltr">Hallo</span>' in drawn and '<html lang="ar" dir="rtl">' in drawn


def test_a_change_from_the_overview_goes_back_to_it(walker: Walker) -> None:
    walker.start()
    walker.walk()
    walker.get("/m/proef/nl/werk?terug=1")
    assert "terug naar het overzicht" in walker.html
    walker.press(werk="Anders")
    assert walker.code == "uw-antwoorden" and "Anders" in walker.html


def test_the_overview_says_what_is_allowed_and_asks_both_halves_of_a_pair(walker: Walker) -> None:
    walker.start()
    walker.walk(until="anders")
    walker.press(anders__change="beter", anders__cause="Door de koffie")
    walker.walk(until="verhaal")
    walker.press(verhaal="Een lang verhaal", verhaal__analyse="ja", verhaal__quote_first="ja")
    walker.walk()
    shown = " ".join("".join(walker.html).split())
    assert walker.code == "uw-antwoorden"
    assert "<dt>Hoe denkt u dat dit komt?</dt><dd>Door de koffie</dd>" in shown
    assert "</dt><dd>Het gaat beter</dd>" in shown
    assert "Dit mag van u:" in shown and "Ik wil dat stukje eerst zelf lezen." in shown
    assert "Ja, u mag een stukje van mijn verhaal" not in shown


def test_a_change_of_path_asks_what_is_new_and_then_returns(walker: Walker) -> None:
    walker.start()
    walker.press()
    walker.press(eenzaam="nooit")
    assert walker.code == "uitgaan"
    walker.walk()
    walker.get("/m/proef/nl/eenzaam?terug=1")
    walker.press(eenzaam="vaak")
    assert walker.code == "wie" and "terug=1" in walker.address and 'role="status"' in walker.html
    walker.press(wie=["buren"])
    assert walker.code == "uw-antwoorden"


def test_a_page_off_the_path_leads_to_the_first_open_one(walker: Walker) -> None:
    walker.start()
    walker.get("/m/proef/nl/wie")
    assert walker.code == "welkom" and "melding=pad" in walker.address


def test_a_soft_question_asks_once_and_then_lets_go(walker: Walker) -> None:
    walker.start()
    walker.press()
    asked = walker.press()
    assert asked.status_code == 200 and asked.page.title.startswith("Fout:") and 'href="#eenzaam"' in walker.html
    walker.press()
    assert walker.code == "uitgaan" and "eenzaam" not in walker.stored().answers


def test_what_is_wrong_stays_on_the_page_with_the_rest_saved(walker: Walker) -> None:
    walker.start()
    walker.walk(until="leven")
    walker.press(leeftijd="oud", sinds__month="5", sinds__year="1999")
    assert 'value="oud"' in walker.html and 'aria-invalid="true"' in walker.html
    assert walker.stored().answers["sinds"] == "1999-05" and "leeftijd" not in walker.stored().answers


def test_a_story_without_the_first_tick_stays_on_the_page_only(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    walker.press(verhaal="Alleen voor mij", verhaal__quote="ja")
    assert "Alleen voor mij" in walker.html and walker.stored().drafts_sealed is None
    walker.press(verhaal="Alleen voor mij")
    assert walker.code == "uw-antwoorden" and walker.stored().drafts_sealed is None and "Alleen voor mij" not in walker.html


def test_no_layer_is_ticked_beforehand(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    assert walker.html.count('value="ja"') == 4 and " checked" not in walker.html


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


def test_pages_are_private_small_and_have_no_third_party(walker: Walker) -> None:
    total = 0
    walker.start()
    client = FlaskClient(walker.app, walker.app.response_class)  # one that does not read pages, for these are compressed
    for address in ("/m/proef", "/kaart", "/verhaal/proef"):
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response.headers["Cache-Control"] == "no-store" and len(response.data) <= 12_000
        html = gzip.decompress(response.data).decode()
        assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", html)
        total = max(total, len(response.data))
    for asset in re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js)[^"]*)"', walker.html):
        with client.get(asset, headers={"Accept-Encoding": "gzip"}) as response:
            total += len(response.data)
    assert total <= 30_000


def test_an_empty_response_is_not_sent(walker: Walker) -> None:
    walker.start()
    token = hidden(walker.html, "token")
    response = walker.client.post("/m/proef/nl/uw-antwoorden", data={"token": token})
    assert response.location.startswith("/m/proef/nl/welkom?melding=leeg") and walker.stored().state == "bezig"


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


# the sheet after sending


@pytest.mark.parametrize(("language", "title"), [
    ("nl", "Uw antwoorden op één blad"), ("en", "Your answers on one sheet"), ("ar", "إجاباتك في ورقة واحدة"),
])  # fmt: skip
def test_who_sent_takes_the_own_answers_along_on_one_sheet(walker: Walker, language: str, title: str) -> None:
    walker.start(language=language)
    walker.walk(story="Ik ga op dinsdag eten <b>.")
    plain = re.findall(r"<dd[^>]*>(.*?)</dd>", walker.html, re.DOTALL)
    before = walker.client.get(f"/m/proef/{language}/op-een-blad")
    assert before.status_code == 303 and before.location.endswith("/uw-antwoorden"), "first send"
    walker.press("verstuur")
    assert f'href="/m/proef/{language}/op-een-blad"' in walker.html and title in walker.html
    page = walker.client.get(f"/m/proef/{language}/op-een-blad")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in page.headers
    said = re.findall(r"<dd[^>]*>(.*?)</dd>", page.text, re.DOTALL)
    assert "Ik ga op dinsdag eten &lt;b&gt;." in said
    assert len(said) > 5 and set(said) - {"Ik ga op dinsdag eten &lt;b&gt;."} <= {one.split("<span")[0] for one in plain}, (
        "the words of the overview"
    )
    assert (
        walker.response_id not in page.text and walker.card() not in page.text and "<script" not in page.text.split("</head>")[1]
    )


def test_the_sheet_is_only_for_who_holds_the_cookie(walker: Walker, app: Flask) -> None:
    walker.start()
    begun = walker.client.get_cookie("antwoord", path="/m/proef")
    assert begun is not None and begun.max_age is None, "while filling in, as long as the browser is open"
    walker.walk()
    walker.press("verstuur")
    cookie = walker.client.get_cookie("antwoord", path="/m/proef")
    assert cookie is not None and cookie.max_age == 30 * 60, "what was sent goes from a shared phone by itself"
    other = app.test_client().get("/m/proef/nl/op-een-blad")
    assert other.status_code == 303 and other.location == "/m/proef?taal=nl"
    walker.client.post("/m/proef/klaar", data={"token": hidden(walker.html, "token")})
    assert walker.client.get("/m/proef/nl/op-een-blad").status_code == 303, "the screen was wiped"


def test_after_taking_back_the_sheet_holds_nothing(walker: Walker, app: Flask) -> None:
    walker.start()
    walker.walk(story="Mijn verhaal over dinsdag.")
    walker.press("verstuur")
    with app.extensions["sessions"]() as session, session.begin():
        responding.withdraw(session, session.scalars(select(Response)).one())
        intake.withdraw(session, session.scalars(select(Story)).one())
    page = walker.client.get("/m/proef/nl/op-een-blad").text
    assert "Mijn verhaal" not in page and "Wij hebben geen antwoorden van u." in page


@pytest.mark.parametrize("shown", [True, False])
def test_a_score_is_on_the_sheet_only_where_the_list_says_so(app: Flask, sessions: sessionmaker[Session], shown: bool) -> None:
    points = {str(mark): float(mark) for mark in range(11)}
    scale = Scale(
        code="tevreden",
        title={"nl": "Tevreden", "en": "Content", "ar": "راض"},
        items=(ScaleItem("cijfer", None, points),),
        source="eigen",
        shown=shown,
    )
    one = dataclasses.replace(EVERY_KIND, scales={scale.code: scale})
    assert definition.Definition.from_canonical(one.canonical()).scales[scale.code].shown is shown
    assert ("toon_aan_invuller" in one.canonical()) is shown
    with sessions() as session, session.begin():
        make_site(session, one)
    walker = Walker(app)
    walker.start()
    walker.walk()
    walker.press("verstuur")
    page = walker.client.get("/m/proef/nl/op-een-blad").text
    own = score(scale, STORED)
    assert own is not None
    value = f"{own.value:g}".replace(".", ",")
    assert (f"<dd>{value}, van " in page) is shown and ("Uw score" in page) is shown
