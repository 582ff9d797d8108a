"""Two programmes of two organisations with something of everything in them, and somebody in each role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.models import Ambition, SocietalResult
from narratives import intake, releasing
from narratives.models import Annotation, Code, Quote, Story, StoryReading
from surveys import definition
from surveys.models import Account, Activity, Area, Programme, Wave
from tests import factories
from tests.webapp.staff import make_staff, quick_sign_in

WORDS = (
    "Mijn buurvrouw Truus Bakker komt elke week langs. Sinds mijn man dood is voel ik me vaak alleen.\n"
    "Maar Truus Bakker haalt me op voor de koffie in het buurthuis, en dan lach ik weer."
)

QUESTIONNAIRE = definition.load_file(Path(definition.__file__).parent / "library" / "ouderen.yml").canonical()


@dataclass
class World:
    """What a test needs to know of one programme."""

    programme: Programme
    area: Area
    activity: Activity
    wave: Wave
    code: Code
    result: SocietalResult
    story: Story  # of a resident, read, with consent to quote
    logged: Story  # logged by the worker
    unread: Story
    failed: Story
    unquotable: Story
    quote: Quote
    staff: dict[str, Account] = field(default_factory=dict)


def span(words: str, part: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = words.index(part, start + 1)
    return start, start + len(part)


def make_story(session: Session, programme: Programme, words: str = WORDS, *, state: str = "gelezen", **values: Any) -> Story:
    """A story as the reader leaves it: names to hide and a theme proposed."""
    consent = intake.ConsentGiven(analyse=True, quote=values.pop("quote", True), quote_first=values.pop("quote_first", False))
    story = intake.receive(session, programme=programme, words=words, consent=consent, told_on=date(2026, 5, 3), **values)
    story.state = state
    if state == "gelezen" and "Truus Bakker" in words:
        found = [("hide", "naam", *span(words, "Truus Bakker", n), "naam na ‘buurvrouw’") for n in (0, 1)]
        found.append(("theme", "alleen", *span(words, "voel ik me vaak alleen"), "alleen"))
        for kind, label, start, end, reason in found:
            row = Annotation(kind=kind, label=label, start=start, end=end, reason=reason, reader_version="toets-1")
            story.annotations.append(row)
        story.reading = StoryReading(reader_version="toets-1", state="gelezen", words=34, tone=0.1)
    session.flush()
    return story


def make_world(session: Session, code: str) -> World:
    """One programme with everything."""
    programme = factories.make_programme(session, code=code, name=f"Programma {code}", vision="Niemand hoeft alleen te zijn.")
    area = factories.make_area(session, programme.organisation, code=f"WK-{code}", name="De Linden")
    activity = factories.make_activity(session, programme, code="koffie", name="Koffie in het buurthuis")
    theme = Code(programme_id=programme.id, code="alleen", name="Alleen zijn", terms=["alleen"])
    ambition = Ambition(programme_id=programme.id, code="erbij", name="Erbij horen")
    session.add_all([theme, ambition])
    session.flush()
    result = SocietalResult(ambition_id=ambition.id, code="minder-alleen", title="Minder ouderen zijn eenzaam")
    session.add(result)
    staff = {
        role: make_staff(session, programme, role, name=f"{role} {code}") for role in ("worker", "evaluator", "administrator")
    }
    logged = make_story(session, programme, logged_by=staff["worker"], channel="gelogd", activity=activity, area_code=area.code)
    story = make_story(session, programme, traits={"leeftijd": "75 jaar of ouder"}, area_code=area.code)
    start, end = span(WORDS, "Truus Bakker haalt me op voor de koffie")
    quote = releasing.propose(session, story, start, end, code=theme, attribution="inwoner")
    world = World(
        programme=programme, area=area, activity=activity, code=theme, result=result, story=story, logged=logged, quote=quote,
        wave=factories.make_wave(session, programme=programme, content=QUESTIONNAIRE), staff=staff,
        unread=make_story(session, programme, state="nieuw"), failed=make_story(session, programme, state="kon_niet"),
        unquotable=make_story(session, programme, quote=False),
    )  # fmt: skip
    session.flush()
    return world


def two_worlds(app: Flask) -> tuple[World, World]:
    """Ours and that of another organisation."""
    with app.extensions["sessions"]() as session:
        both = make_world(session, "samen"), make_world(session, "elders")
        session.commit()
        session.expunge_all()
    return both


def client_of(app: Flask, account: Account) -> FlaskClient:
    """A client in which this account is signed in."""
    client = app.test_client()
    quick_sign_in(app, client, account)
    return client
