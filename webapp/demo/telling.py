"""The invented stories: received like any other, with the consent their invented tellers gave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from narratives import intake
from narratives.models import Story
from surveys import responding
from surveys.models import Account, Activity, Programme, Response, Wave
from surveys.questions import CORNERS, StoryQuestion, Triad, text_of
from webapp.demo import content, responses
from webapp.demo.content import ToldStory

__all__ = ["fill_stories", "story_key"]

MEDIA = {"gelogd": "mondeling", "papier": "papier"}
CHANNELS = {"papier": "formulier"}


def story_key(made: Programme, key: str) -> str:
    """What makes a story of the demo findable and the same in every run."""
    return f"demo:{made.code}:{key}"


def fill_stories(session: Session, made: Programme, name: str, seed: str) -> int:
    """All stories of a programme; 0 when they are there already."""
    wanted = content.stories(name)
    keys = [story_key(made, one.key) for one in wanted]
    if len(session.scalars(select(Story.id).where(Story.idempotency_key.in_(keys))).all()) == len(keys):
        return 0
    known = _Known(session, made, name, seed)
    for place, one in enumerate(wanted):
        story = intake.receive(session, programme=made, **known.values(one))
        # Told at a moment that does not depend on when the demo was filled, and in the order of the file.
        story.created_at = datetime.combine(one.told_on, time(9), UTC) + timedelta(minutes=place)
    session.flush()
    return len(wanted)


class _Known:
    """What stories point at: waves, activities, the worker who logs, the responses they came with."""

    def __init__(self, session: Session, made: Programme, name: str, seed: str) -> None:
        self.session, self.made = session, made
        self.waves = {one.number: one for one in session.scalars(select(Wave).where(Wave.programme_id == made.id))}
        self.activities = {one.code: one for one in session.scalars(select(Activity).where(Activity.programme_id == made.id))}
        self.worker = _worker(session, made)
        self.areas = content.area_codes()
        self.responses = _responses(name, seed)
        version = self.waves[0].version
        questions = responding.definition_of(session, version.id, version.sha256).questions.values()
        self.prompt = next(text_of(one.text, "nl")[0] for one in questions if isinstance(one, StoryQuestion))
        self.triad = next(one for one in questions if isinstance(one, Triad))

    def values(self, one: ToldStory) -> dict[str, Any]:
        """What intake.receive asks for this story."""
        logged = one.channel == "gelogd"
        response = self.session.get(Response, self.responses[one.key]) if one.key in self.responses else None
        return {
            "words": one.words, "consent": _consent(one), "told_on": one.told_on, "teller": one.teller,
            "channel": CHANNELS.get(one.channel, one.channel), "prompt": "" if logged else self.prompt,
            "traits": {"leeftijd": one.age} if one.age else {}, "area_code": self.areas[one.area], "wave": self.waves[one.wave],
            "response": response, "card_hash": response.link_hash if response else None,
            "activity": self.activities[one.activity] if one.activity else None,
            "logged_by": self.worker if logged else None, "idempotency_key": story_key(self.made, one.key),
            "significations": self._signs(one),
        }  # fmt: skip

    def _signs(self, one: ToldStory) -> tuple[intake.TriadPoint, ...]:
        if one.triad is None:
            return ()
        labels = {corner: text_of(self.triad.corners[corner], "nl")[0] for corner in CORNERS}
        a, b, c = (share / 100 for share in one.triad)
        return (intake.TriadPoint(self.triad.code, labels, a, b, c),)


def _responses(name: str, seed: str) -> Mapping[str, str]:
    design = responses.design_of(name)
    return {
        one.key: responses.response_id(seed, wave, number)
        for wave in (0, 1)
        for number, one in zip(design.own(wave), responses.tellers(name, wave), strict=False)
    }


def _worker(session: Session, made: Programme) -> Account:
    emails = [one["email"] for one in content.municipality()["medewerkers"] if made.code in one.get("programmas", [])]
    return session.scalars(select(Account).where(Account.email == emails[0])).one()


def _consent(one: ToldStory) -> intake.ConsentGiven:
    quote = "citaat" in one.allowed
    return intake.ConsentGiven(
        analyse=True, quote=quote, quote_first=quote and "eerst" in one.allowed, contact_again="vraag" in one.allowed,
        medium=MEDIA.get(one.channel, "digitaal"), given_on=one.told_on,
    )  # fmt: skip
