"""The own answers on one sheet, after sending."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from narratives import intake
from narratives.models import Story
from surveys import definition, responding
from surveys.models import Response
from surveys.scoring import Scale, ScaleItem, score
from tests.webapp.resident import EVERY_KIND, STORED, Walker, hidden, make_site

pytestmark = pytest.mark.store


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
