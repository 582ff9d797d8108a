"""The story form: nothing is stored without the first tick, one form is one story, and the card takes it back."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from narratives import intake, releasing
from narratives.models import Quote, Story
from tests.webapp.resident import Walker, hidden
from webapp import jobs

pytestmark = pytest.mark.store
WORDS = "Sinds de koffieochtend ken ik mijn buren."


def tell(walker: Walker, **fields: Any) -> Any:
    walker.get("/verhaal/proef")
    data = {name.replace("__", "."): value for name, value in fields.items()}
    return walker._follow(
        walker.client.post("/verhaal/proef", data={"token": hidden(walker.html, "token"), **data}), "/verhaal/proef"
    )


def stories(app: Flask) -> list[Story]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(Story)))


def test_a_story_is_received_with_its_layers_and_meaning(walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []
    monkeypatch.setattr(jobs, "announce", announced.append)
    tell(walker, verhaal=WORDS, verhaal__analyse="ja", verhaal__quote="ja", verhaal__teller="naaste", buurt="BU01",
         driehoek__a="0", driehoek__b="100", driehoek__c="0")  # fmt: skip
    assert walker.address.startswith("/verhaal/proef/dank-u") and len(walker.card().split()) == 4
    with walker.app.extensions["sessions"]() as session:
        story = session.scalars(select(Story)).one()
        assert intake.words(session, story) == WORDS and announced == [story.id]
        assert (story.teller, story.area_code, story.channel) == ("naaste", "BU01", "formulier")
        assert (story.consent.quote, story.consent.quote_first, story.consent.contact_again) == (True, False, False)
        assert [(one.a, one.b, one.c) for one in story.significations] == [(0, 1, 0)]


@pytest.mark.parametrize(("waited", "trap", "suspect"), [(60, "", False), (1, "", True), (60, "x", True)])
def test_what_a_programme_seems_to_have_sent_is_flagged(
    walker: Walker, monkeypatch: pytest.MonkeyPatch, waited: int, trap: str, suspect: bool
) -> None:
    walker.get("/verhaal/proef")
    token, now = hidden(walker.html, "token"), time.time()
    monkeypatch.setattr(time, "time", lambda: now + waited)
    walker.client.post("/verhaal/proef", data={"token": token, "verhaal": WORDS, "verhaal.analyse": "ja", "toelichting": trap})
    assert [one.suspect for one in stories(walker.app)] == [suspect]


@pytest.mark.parametrize("ticks", [{}, {"verhaal__quote": "ja", "verhaal__contact_again": "ja"}, {"verhaal__analyse": "nee"}])
def test_without_the_first_tick_nothing_is_stored_and_the_text_stays(walker: Walker, ticks: dict[str, str]) -> None:
    page = tell(walker, verhaal=WORDS, **ticks)
    assert page.page.title.startswith("Fout:") and WORDS in walker.html and stories(walker.app) == []


def test_an_empty_story_is_not_stored(walker: Walker) -> None:
    assert tell(walker, verhaal=" \n ", verhaal__analyse="ja").page.title.startswith("Fout:") and stories(walker.app) == []


def test_nothing_is_ticked_beforehand(walker: Walker) -> None:
    walker.get("/verhaal/proef")
    assert walker.html.count('type="checkbox"') == 5 and " checked" not in walker.html


def test_the_same_form_twice_is_one_story_with_one_card(walker: Walker) -> None:
    walker.get("/verhaal/proef")
    data = {"token": hidden(walker.html, "token"), "verhaal": WORDS, "verhaal.analyse": "ja"}
    for _ in range(2):
        walker._follow(walker.client.post("/verhaal/proef", data=data), "")
    card = walker.card()
    walker.get("/verhaal/proef/dank-u")
    assert len(stories(walker.app)) == 1 and walker.card() == card


def test_the_card_looks_back_and_takes_back(walker: Walker) -> None:
    tell(walker, verhaal=WORDS, verhaal__analyse="ja")
    card = walker.card()
    other = Walker(walker.app)
    other.get("/kaart")
    other._follow(other.client.post("/kaart", data={"token": hidden(other.html, "token"), "kaart": card}), "/kaart")
    assert other.address.startswith("/kaart/overzicht") and WORDS not in other.html
    data = {"token": hidden(other.html, "token")}
    sure = other._follow(other.client.post("/kaart/intrekken", data=data), "")
    assert sure.status_code == 200 and "zeker" in other.html and stories(walker.app)[0].state == "nieuw"
    other._follow(other.client.post("/kaart/intrekken", data={"token": hidden(sure.text, "token"), "zeker": "ja"}), "")
    (story,) = stories(walker.app)
    assert (story.state, story.words_sealed) == ("ingetrokken", None) and "gewist" in other.html


def propose(app: Flask) -> int:
    """The only story as read, with a quote about which its teller is asked."""
    with app.extensions["sessions"]() as session:
        story = session.scalars(select(Story)).one()
        story.state = "gelezen"
        quote = releasing.propose(session, story, 0, len(WORDS))
        releasing.ask(session, quote)
        session.commit()
        return quote.id


def answer(walker: Walker, number: int, said: str) -> Any:
    walker.get("/kaart/overzicht")
    data = {"token": hidden(walker.html, "token"), "citaat": str(number), "antwoord": said}
    return walker._follow(walker.client.post("/kaart/citaat", data=data), "/kaart/citaat")


@pytest.mark.parametrize(
    ("said", "state", "sentence"), [("ja", "gevraagd", "ja, dit mag."), ("nee", "afgekeurd", "nee, liever niet.")]
)
def test_who_wants_to_read_first_reads_and_answers_with_the_card(walker: Walker, said: str, state: str, sentence: str) -> None:
    tell(walker, verhaal=WORDS, verhaal__analyse="ja", verhaal__quote="ja", verhaal__quote_first="ja")
    card, number = walker.card(), propose(walker.app)
    assert walker.client.post("/kaart/citaat", data={"citaat": str(number), "antwoord": said}).location == "/kaart"
    walker.get("/kaart")
    walker._follow(walker.client.post("/kaart", data={"token": hidden(walker.html, "token"), "kaart": card}), "/kaart")
    assert WORDS in walker.html and "Zonder uw ja" in walker.html
    assert answer(walker, number, "misschien").status_code == 400
    assert answer(walker, number + 1, said).status_code == 400
    for _ in range(2):  # twice is once
        answer(walker, number, said)
        assert sentence in walker.html
    with walker.app.extensions["sessions"]() as session:
        quote = session.scalars(select(Quote)).one()
        assert (quote.teller_said, quote.state) == (said, state)
    answer(walker, number, "nee")
    assert "nee, liever niet." in walker.html and 'value="ja"' not in walker.html


def test_the_quote_of_another_is_not_mine_to_judge(walker: Walker) -> None:
    tell(walker, verhaal=WORDS, verhaal__analyse="ja", verhaal__quote="ja")
    number = propose(walker.app)
    other = Walker(walker.app)
    tell(other, verhaal="Een ander verhaal, lang genoeg.", verhaal__analyse="ja")
    card = other.card()
    other.get("/kaart")
    other._follow(other.client.post("/kaart", data={"token": hidden(other.html, "token"), "kaart": card}), "/kaart")
    assert answer(other, number, "nee").status_code == 400
    with walker.app.extensions["sessions"]() as session:
        assert session.get_one(Quote, number).teller_said is None


def test_the_card_of_a_response_takes_back_answers_and_stories(walker: Walker) -> None:
    walker.start()
    walker.walk()
    walker.press("verstuur")
    card, response_id = walker.card(), walker.response_id
    walker.get("/kaart")
    walker._follow(walker.client.post("/kaart", data={"token": hidden(walker.html, "token"), "kaart": card}), "/kaart")
    walker._follow(walker.client.post("/kaart/intrekken", data={"token": hidden(walker.html, "token"), "zeker": "ja"}), "")
    walker.get("/m/proef/nl/dank-u")
    stored = walker.stored()
    assert (stored.id, stored.state, stored.answers) == (response_id, "ingetrokken", {})
    assert stories(walker.app)[0].state == "ingetrokken"


def test_withdrawing_needs_the_card_and_its_own_form(walker: Walker) -> None:
    tell(walker, verhaal=WORDS, verhaal__analyse="ja")
    card = walker.card()
    walker.get("/kaart")
    strange = hidden(walker.html, "token")
    assert walker.client.post("/kaart/intrekken", data={"zeker": "ja"}).status_code == 303  # no card: back to the card page
    walker._follow(walker.client.post("/kaart", data={"token": strange, "kaart": card}), "/kaart")
    assert walker.client.post("/kaart/intrekken", data={"token": strange, "zeker": "ja"}).status_code == 400
    assert stories(walker.app)[0].state == "nieuw"


def test_guessing_cards_is_slowed_down(walker: Walker) -> None:
    walker.get("/kaart")
    data = {"token": hidden(walker.html, "token"), "kaart": "appel peer banaan druif"}
    answers = [walker.client.post("/kaart", data=data).status_code for _ in range(25)]
    assert answers[0] == 303 and answers[-1] == 429


def test_a_wrong_card_says_what_to_look_at(walker: Walker) -> None:
    walker.get("/kaart")
    sent = {"token": hidden(walker.html, "token"), "kaart": "appel peer qqqqqq druif"}
    page = walker._follow(walker.client.post("/kaart", data=sent), "/kaart")
    assert "qqqqqq" not in walker.address and "appel" not in str(walker.client.get_cookie("kaart-getypt", path="/kaart"))
    assert page.status_code == 200 and "qqqqqq" in page.text and page.page.title.startswith("Fout:")


def test_a_language_switch_keeps_the_words(walker: Walker) -> None:
    page = tell(walker, verhaal=WORDS, knop="taal-en")
    assert WORDS in page.text and '<html lang="en"' in page.text and stories(walker.app) == []


def test_an_unknown_programme_or_area(walker: Walker) -> None:
    assert walker.client.get("/verhaal/bestaat-niet").status_code == 404
    tell(walker, verhaal=WORDS, verhaal__analyse="ja", buurt="BU99")
    assert stories(walker.app)[0].area_code is None


def test_payloads_come_back_inert(walker: Walker) -> None:
    payload = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = tell(walker, verhaal=payload, driehoek__a=payload, buurt=payload)
    assert "<script>alert" not in page.text and "<img" not in page.text


def test_the_form_with_a_fault_is_a_page_of_its_own_and_nothing_is_kept_by_us(walker: Walker) -> None:
    tell(walker, verhaal=WORDS, driehoek__a="999", verhaal__teller="naaste", buurt="BU01")
    address, key = walker.address, hidden(walker.html, "token")
    assert address.startswith("/verhaal/proef?taal=nl&vorm=") and "koffie" not in address
    for _ in range(2):
        page = walker.get(address)
        assert page.page.title.startswith("Fout:") and f"{WORDS}</textarea>" in walker.html and 'value="999"' in walker.html
        assert 'value="naaste" checked' in walker.html and 'value="BU01" selected' in walker.html and stories(walker.app) == []
    walker.get("/verhaal/proef")
    assert WORDS not in walker.html, "who opens the form afresh finds it empty"
    data = {"verhaal": WORDS, "verhaal.analyse": "ja"}
    for token in (key, hidden(walker.get(address).text, "token")):
        assert walker.client.post("/verhaal/proef", data={"token": token, **data}).status_code == 303
    assert len(stories(walker.app)) == 1, "drawn again, it is still the same form"
    assert walker.client.get_cookie("verhaal-getypt", path="/verhaal/proef") is None


def test_a_second_window_does_not_take_the_words_of_the_first(walker: Walker) -> None:
    tell(walker, verhaal=WORDS)
    first = walker.address
    walker.get("/verhaal/proef")
    other = walker.client.post("/verhaal/proef", data={"token": hidden(walker.html, "token"), "verhaal": "Een ander verhaal"})
    assert other.status_code == 422 and "Een ander verhaal</textarea>" in other.text
    walker.get(first)
    assert f"{WORDS}</textarea>" in walker.html


def test_a_long_story_without_the_tick_stays_on_the_answer(walker: Walker) -> None:
    long = "".join(random.Random(1).choices("abcdefghij klmnop", k=12_000)).strip()
    page = tell(walker, verhaal=long)
    assert page.status_code == 422 and long in page.text
    page = tell(walker, verhaal=long, knop="taal-en")
    assert page.status_code == 200 and long in page.text and '<html lang="en"' in page.text
