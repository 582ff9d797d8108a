"""A page with a fault is a page of its own: what was typed is there after Back, reload and a killed server."""

from __future__ import annotations

import random
import re

import pytest
from flask import Flask

from tests.webapp.resident import Walker

pytestmark = pytest.mark.store


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


def test_what_was_typed_is_there_again_on_every_visit(walker: Walker, app: Flask) -> None:
    walker.start()
    walker.walk(until="leven")
    sent = walker.client.post(walker.address, data=walker.form(leeftijd="oud <b>", sinds__month="13", sinds__year="1999"))
    assert sent.status_code == 303 and sent.location == "/m/proef/nl/leven", "nothing of a person in the address"
    assert b"oud" not in (walker.stored().drafts_sealed or b"oud"), "kept, and sealed"
    for _ in range(2):  # as often as somebody presses Back or reload
        page = walker.get(sent.location)
        assert page.page.title.startswith("Fout:") and 'id="fouten"' in walker.html and 'name="nogmaals"' in walker.html
        assert 'value="oud &lt;b&gt;"' in walker.html and 'value="13"' in walker.html and 'href="#sinds"' in walker.html
    walker.press("taal-en", leeftijd="older", sinds__month="13", sinds__year="1999")
    assert walker.address == "/m/proef/en/leven" and 'value="older"' in walker.html and walker.html.count("Error:") == 1
    walker.press(leeftijd="71", sinds__month="5", sinds__year="1999")
    assert walker.code == "pc" and walker.stored().drafts_sealed is None
    walker.get("/m/proef/en/leven")
    assert 'value="71"' in walker.html and 'id="fouten"' not in walker.html


def test_leaving_by_another_button_loses_nothing_and_asks_nothing(walker: Walker) -> None:
    walker.start()
    walker.walk(until="leven")
    walker.press("vorige", leeftijd="oud")
    assert walker.code == "stel" and 'id="fouten"' not in walker.html
    walker.press(stel__mensen="ja", stel__leeg="min")
    assert walker.code == "leven" and 'value="oud"' in walker.html and 'id="fouten"' in walker.html
    walker.press("later", leeftijd="heel oud")
    elsewhere = Walker(walker.app)
    elsewhere.start(kaart=walker.card(), toestemming="")
    assert elsewhere.code == "leven" and 'value="heel oud"' in elsewhere.html, "the page that is still to be mended comes first"
    elsewhere.press(leeftijd="heel oud")
    assert elsewhere.code == "pc" and elsewhere.stored().drafts_sealed is None, "a second press lets go"


def test_an_open_soft_question_is_not_a_fault_for_who_goes_back(walker: Walker) -> None:
    walker.start()
    walker.press()
    walker.press("vorige")
    walker.press()
    assert walker.code == "eenzaam" and 'id="fouten"' not in walker.html


def test_a_story_beside_a_page_with_a_fault_stays_whole(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    walker.press(verhaal="Een verhaal", verhaal__analyse="ja")
    walker.get("/m/proef/nl/leven")
    walker.press(leeftijd="oud")
    walker.get("/m/proef/nl/verhaal")
    assert "Een verhaal</textarea>" in walker.html
    walker.press(verhaal="x" * 9_000, verhaal__analyse="ja")
    assert "x" * 9_000 in walker.html and "te lang" in walker.html
    walker.get("/m/proef/nl/leven")
    assert 'value="oud"' in walker.html


def test_words_without_the_first_tick_travel_with_the_browser_only(walker: Walker, app: Flask) -> None:
    walker.start()
    walker.walk(until="verhaal")
    sent = walker.client.post(walker.address, data=walker.form(verhaal="Alleen voor mij", verhaal__quote="ja"))
    cookie = walker.client.get_cookie("getypt", path="/m/proef")
    assert sent.status_code == 303 and cookie is not None and "Alleen" not in cookie.value
    assert cookie.http_only and cookie.max_age == 30 * 60 and walker.stored().drafts_sealed is None
    for _ in range(2):
        walker.get(sent.location)
        assert "Alleen voor mij</textarea>" in walker.html and 'href="#verhaal"' in walker.html
    walker.press("taal-en", verhaal="Only for me")
    assert walker.address == "/m/proef/en/verhaal" and "Only for me</textarea>" in walker.html
    walker.press(verhaal="Only for me", verhaal__analyse="ja")
    assert walker.client.get_cookie("getypt", path="/m/proef") is None and walker.stored().drafts_sealed is not None


def test_a_story_that_fits_in_no_cookie_stays_on_the_answer(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    long = "".join(random.Random(1).choices("abcdefghij klmnop", k=7_900)).strip()
    for button in ("verder", "taal-en"):
        page = walker.client.post(walker.address, data=walker.form(button, verhaal=long))
        assert page.status_code == 422 and long in page.text and 'id="fouten"' in page.text
    walker.html = page.text
    assert walker.client.post(walker.address, data=walker.form(verhaal=long)).location.endswith("/uw-antwoorden"), "let go"


def test_what_another_window_saved_later_goes_before_what_the_browser_carries(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    walker.press(verhaal="Zonder vinkje")
    other = Walker(walker.app)
    other.client.set_cookie("antwoord", walker.client.get_cookie("antwoord", path="/m/proef").value, path="/m/proef")  # type: ignore[union-attr]
    other.get(walker.address)
    other.press(verhaal="Met vinkje", verhaal__analyse="ja")
    walker.get(walker.address)
    assert "Met vinkje</textarea>" in walker.html and "Zonder vinkje" not in walker.html


@pytest.mark.parametrize("text", ["", "AAAA", "é", "A" * 3_000, "A" * 200])
def test_a_cookie_that_is_not_ours_says_nothing(walker: Walker, text: str) -> None:
    walker.start()
    walker.walk(until="verhaal")
    for name in ("getypt", "begin-getypt"):
        walker.client.set_cookie(name, text, path="/m/proef")
    walker.get(walker.address)
    assert 'id="fouten"' not in walker.html
    assert walker.get("/m/proef?vorm=").status_code == 200


def test_the_start_page_and_the_card_keep_what_was_typed(walker: Walker) -> None:
    walker.start(toestemming="", kaart="appel peer qqqqqq")
    address = walker.address
    assert re.fullmatch(r"/m/proef\?taal=nl&vorm=[0-9a-f]{10}", address) and 'value="appel peer qqqqqq"' in walker.html
    walker.get(address)
    assert 'value="appel peer qqqqqq"' in walker.html and 'id="fouten"' in walker.html
    walker.get("/m/proef")
    assert "qqqqqq" not in walker.html, "only at the address of that form"
    walker.start()
    assert walker.code == "welkom" and walker.client.get_cookie("begin-getypt", path="/m/proef") is None


def test_a_fault_on_a_page_off_the_path_does_not_come_back_later(walker: Walker) -> None:
    walker.start()
    walker.walk(until="leven")
    walker.press(leeftijd="oud")
    walker.get("/m/proef/nl/uw-antwoorden")
    walker.press("verstuur")
    assert walker.code == "dank-u" and walker.stored().drafts_sealed is None


@pytest.mark.parametrize(
    "typed",
    ["x" * 200_000, "\x00" * 50 + "oud", "\u202egnorts", "👩‍👩‍👧‍👦" * 40, "a" + "\u0301" * 500],
    ids=["long", "nul", "rtl", "emoji", "marks"],
)
def test_strange_text_in_a_faulty_field_comes_back_harmless(walker: Walker, typed: str) -> None:
    walker.start()
    walker.walk(until="leven")
    answer = walker.press(leeftijd=typed)
    assert answer.status_code == 200 and walker.code == "leven" and 'id="fouten"' in walker.html
    assert "\x00" not in walker.html and "\u202e" not in walker.html and len(walker.html) < 60_000
    walker.press(leeftijd="70")
    assert walker.code == "pc" and walker.stored().answers["leeftijd"] == 70
