"""The questionnaire as a browser without script walks through it."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from narratives import intake
from narratives.models import Story
from surveys import definition
from surveys.models import Response
from surveys.questions import KINDS
from tests.webapp.resident import ANSWERS, EVERY_KIND, STORED, Walker, hidden
from webapp import jobs
from webapp.respond import compiled
from webapp.respond.slots import Slots

pytestmark = pytest.mark.store


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


def test_the_number_of_questions_never_grows_on_the_way(walker: Walker) -> None:
    walker.start()
    seen = []
    for _ in range(12):
        if found := re.search(r"Vraag (\d+) van (hoogstens )?(\d+)<", walker.html):
            seen.append((int(found[1]), bool(found[2]), int(found[3])))
        walker.press(**_answer(walker.code))
    assert [number for number, _, _ in seen] == list(range(1, 12))
    assert {total for _, _, total in seen} == {11}
    assert [at_most for _, at_most, _ in seen] == [True] * 10 + [False], "the triangle only comes with a story"


def _answer(code: str) -> dict[str, Any]:
    return {"verhaal": "Ik ging.", "verhaal__analyse": "ja"} if code == "verhaal" else dict(ANSWERS.get(code, {}))
