"""The worker's desk: an interview that was written out becomes a story of the resident alone, with the same consent."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from narratives import intake
from narratives.models import Consent, Story
from tests.webapp.staff import send
from tests.webapp.world import World, client_of
from webapp.desk import interviewing

pytestmark = pytest.mark.store
PAGE = "/werk/samen/vertellen/interview"
TALK = "I: Hoe gaat het met u?\nR: Ik ga weer naar de soos.\nDat doet mij goed."
FORM = {
    "verhaal": TALK, "interviewer": "I", "gehouden": "3-5-2026", "teller": "inwoner", "gebied": "WK-samen", "activiteit": "koffie",
    "hoe": "papier", "analyse": "ja", "citeren": "ja", "sleutel": "abc123", "knop": "bewaar",
}  # fmt: skip


def stories(app: Flask) -> list[Story]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(Story).where(Story.idempotency_key.is_not(None))))


def keep(client: FlaskClient, **changes: Any) -> Any:
    return send(client, PAGE, {key: value for key, value in {**FORM, **changes}.items() if value is not None})


def file_of(text: str) -> io.BytesIO:
    made, into = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(into)
    into.seek(0)
    return into


def test_an_interview_is_a_story_in_the_words_of_the_resident(app: Flask, worker: FlaskClient) -> None:
    answer = keep(worker)
    assert answer.status_code == 303
    with app.extensions["sessions"]() as session:
        story = session.scalars(select(Story).where(Story.idempotency_key.is_not(None))).one()
        assert intake.words(session, story) == "Ik ga weer naar de soos.\nDat doet mij goed."
        assert (story.channel, story.told_on.isoformat(), story.area_code) == ("interview", "2026-05-03", "WK-samen")
        consent = session.scalars(select(Consent).where(Consent.story_id == story.id)).one()
        assert (consent.analyse, consent.quote, consent.medium) == (True, True, "papier")
    assert keep(worker).status_code == 303
    assert len(stories(app)) == 1  # a second press makes nothing twice


@pytest.mark.parametrize("button", ["lees", "bewaar"])
def test_a_file_is_shown_first_and_nothing_is_kept(app: Flask, worker: FlaskClient, button: str) -> None:
    answer = keep(worker, verhaal="", knop=button, bestand=(file_of(TALK), "gesprek.docx"))
    assert answer.status_code == 200 and stories(app) == []
    assert "Ik ga weer naar de soos." in answer.text and "1 keer gevraagd" in answer.text and "nog niets bewaard" in answer.text
    assert 'value="3-5-2026"' in answer.text and 'value="abc123"' in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"analyse": None}, "Zonder toestemming"), ({"hoe": ""}, "Kies hoe u toestemming kreeg"), ({"verhaal": ""}, "Schrijf op wat u hoorde"),
        ({"gehouden": "gisteren"}, "bijvoorbeeld 3-5-2027"), ({"gehouden": "2199-01-01"}, "moet nog komen"), ({"interviewer": "I, R"}, "niets over"),
        ({"verhaal": "R: " + "x" * 5_000}, "woord van meer dan 200"), ({"verhaal": "R: " + "woord " * 7_000}, "40.000 tekens"),
        ({"knop": "lees", "bestand": (io.BytesIO(b"%PDF-1.7"), "x.pdf")}, "geen tekst"), ({"knop": "lees"}, "nog niets in"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_sentence_and_the_words_stay(
    app: Flask, worker: FlaskClient, changes: dict[str, Any], sentence: str
) -> None:
    answer = keep(worker, **changes)
    assert answer.status_code == 422 and sentence in answer.text and stories(app) == []
    typed = str(changes.get("verhaal", TALK))
    assert typed[:2_000] in answer.text


@pytest.mark.parametrize("button", ["lees", "bewaar"])
def test_a_file_beside_other_words_is_asked_about(app: Flask, worker: FlaskClient, button: str) -> None:
    other = "I: En nu?\nR: Wat in het bestand staat."
    answer = keep(worker, knop=button, bestand=(file_of(other), "gesprek.docx"))
    assert answer.status_code == 422 and "staat al een andere tekst" in answer.text and stories(app) == []
    assert TALK in answer.text and "Wat in het bestand staat" not in answer.text
    assert keep(worker).status_code == 303 and len(stories(app)) == 1, "pressed once more, without the file"


def test_a_file_with_the_same_words_is_just_read(app: Flask, worker: FlaskClient) -> None:
    answer = keep(worker, knop="lees", bestand=(file_of(TALK), "gesprek.docx"))
    assert answer.status_code == 200 and "1 keer gevraagd" in answer.text


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-01T22:30:00+00:00", "2026-07-02"),
        ("2026-01-01T22:30:00+00:00", "2026-01-01"),
        ("2026-01-01T23:30:00+00:00", "2026-01-02"),
    ],
)
def test_today_is_the_day_in_the_netherlands(worker: FlaskClient, monkeypatch: pytest.MonkeyPatch, moment: str, day: str) -> None:
    monkeypatch.setattr(interviewing, "utcnow", lambda: datetime.fromisoformat(moment))
    assert f'name="gehouden" value="{day}"' in worker.get(PAGE).text
    assert keep(worker, gehouden=day).status_code == 303
    later = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    assert "moet nog komen" in keep(worker, gehouden=later, sleutel="later").text


def test_a_name_of_a_page_element_cannot_come_in(app: Flask, worker: FlaskClient) -> None:
    answer = keep(worker, verhaal="R: <script>alert(1)</script>", analyse=None)
    assert "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_who_may_not_log_stories_may_not_log_interviews(app: Flask, world: World) -> None:
    assert app.test_client().get(PAGE).status_code in (302, 303, 401)
    other = client_of(app, world.staff["administrator"])
    assert other.get(PAGE).status_code == other.get("/werk/samen/vertellen").status_code
