"""Receive a story with its layers of consent, open its words, and take it back when the teller asks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from database import Base, today
from narratives.models import Consent, Quote, Signification, Story
from sealing import Keyring
from surveys.models import Response, Wave
from surveys.parties import Account, Activity, Organisation, Programme

__all__ = [
    "ConsentGiven",
    "ConsentMissing",
    "KeyTaken",
    "NothingTold",
    "StoryWithdrawn",
    "TriadPoint",
    "bound_to",
    "receive",
    "withdraw",
    "words",
]


class ConsentMissing(Exception):
    """Without consent to keep and analyse the words nothing is stored."""

    def __init__(self) -> None:
        super().__init__(
            "Zonder toestemming om het verhaal te bewaren en te lezen, slaan we niets op. Vink dat vakje aan of stop hier."
        )


class NothingTold(Exception):
    """There are no words in the story."""

    def __init__(self) -> None:
        super().__init__("Er staat nog niets in uw verhaal. Schrijf eerst iets op.")


class StoryWithdrawn(Exception):
    """The teller took the story back; its words are gone."""

    def __init__(self) -> None:
        super().__init__("Dit verhaal is ingetrokken. De woorden zijn gewist.")


class KeyTaken(Exception):
    """The key of this form was used for another programme."""

    def __init__(self) -> None:
        super().__init__("Dit formulier is al eens verstuurd. Open het formulier opnieuw.")


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What the teller ticked, layer by layer, and how."""

    analyse: bool
    quote: bool = False
    quote_first: bool = False
    contact_again: bool = False
    version: str = "1"
    medium: str = "digitaal"  # digitaal, papier, mondeling
    given_on: date = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class TriadPoint:
    """The meaning the teller gave: shares from 0 to 1 that add up to 1, or all None when it does not apply."""

    code: str
    labels: Mapping[str, str]
    a: float | None
    b: float | None
    c: float | None


def bound_to(story_id: str) -> str:
    """What the sealed words of a story are tied to, so that they cannot be moved to another row."""
    return f"story:{story_id}"


def _keyring(session: Session) -> Keyring:
    keyring = session.info.get("keyring")
    if not isinstance(keyring, Keyring):
        raise LookupError("this session has no keyring; connect with database.connect(url, keyring)")
    return keyring


def _storable(text: str) -> str:
    """Without NULs and lone surrogates, which no database keeps; the edge cleans more (webapp.cleaning)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _sent_before(session: Session, key: str | None, programme: Programme) -> Story | None:
    if key is None:
        return None
    story = session.scalars(select(Story).where(Story.idempotency_key == key)).one_or_none()
    if story is not None and story.programme_id != programme.id:
        raise KeyTaken
    return story


def receive(
    session: Session,
    *,
    programme: Programme,
    words: str,
    consent: ConsentGiven,
    told_on: date | None = None,
    teller: str = "inwoner",
    channel: str = "formulier",
    language: str = "nl",
    prompt: str = "",
    traits: Mapping[str, Any] | None = None,
    area_code: str | None = None,
    wave: Wave | None = None,
    response: Response | None = None,
    activity: Activity | None = None,
    organisation: Organisation | None = None,
    logged_by: Account | None = None,
    card_hash: str | None = None,
    idempotency_key: str | None = None,
    significations: Iterable[TriadPoint] = (),
    suspect: bool = False,
) -> Story:
    """Store a story with its consent; the same `idempotency_key` gives the story of the first time.

    Raises ConsentMissing, NothingTold or KeyTaken, and then nothing is stored.
    """
    if not consent.analyse:
        raise ConsentMissing
    clean = _storable(words)
    if not clean.strip():
        raise NothingTold
    before = _sent_before(session, idempotency_key, programme)
    if before is not None:
        return before
    story = Story(
        programme_id=programme.id, told_on=told_on or today(), teller=teller, channel=channel, language=language, prompt=prompt,
        traits=dict(traits or {}), area_code=area_code, card_hash=card_hash, idempotency_key=idempotency_key, suspect=suspect,
        wave_id=wave.id if wave else None, response_id=response.id if response else None,
        activity_id=activity.id if activity else None, logged_by_id=logged_by.id if logged_by else None,
        organisation_id=organisation.id if organisation else (logged_by.organisation_id if logged_by else None),
    )  # fmt: skip
    return _store(session, story, clean, given=consent, points=significations, programme=programme)


def _store(
    session: Session, story: Story, words: str, *, given: ConsentGiven, points: Iterable[TriadPoint], programme: Programme
) -> Story:
    story.id = uuid.uuid4().hex
    story.words_sealed = _keyring(session).seal(words, bound_to(story.id))
    try:
        with session.begin_nested():
            session.add(story)
            session.flush()
    except IntegrityError:
        # Another process stored the same form in between.
        before = _sent_before(session, story.idempotency_key, programme)
        if before is None:
            raise
        return before
    consent = Consent(story=story, analyse=True, version=given.version, medium=given.medium, given_on=given.given_on)
    consent.quote, consent.quote_first, consent.contact_again = (
        given.quote,
        given.quote_first,  # without `quote` it means: ask me, my yes is the permission
        given.contact_again,
    )
    session.add(consent)
    for point in points:
        session.add(Signification(story=story, code=point.code, labels=dict(point.labels), a=point.a, b=point.b, c=point.c))
    session.flush()
    return story


def words(session: Session, story: Story) -> str:
    """The words as they were told; StoryWithdrawn when the teller took them back."""
    if story.words_sealed is None:
        raise StoryWithdrawn
    return _keyring(session).open(story.words_sealed, bound_to(story.id))


def _made_of_stories() -> list[Table]:
    """The tables with what software and people made of a story, those of packages above this one too; quotes keep that they were."""
    kept = {Consent.__tablename__, Quote.__tablename__}
    hang = (one for one in Base.metadata.sorted_tables if "story_id" in one.c and one.name not in kept)
    return [one for one in hang if any(key.column.table is Story.__table__ for key in one.c.story_id.foreign_keys)]


def withdraw(session: Session, story: Story) -> None:
    """Wipe the words and all that was made of them; that there was a story stays, so that counts can be explained."""
    if story.state == "ingetrokken":
        return
    for table in _made_of_stories():
        session.execute(delete(table).where(table.c.story_id == story.id))
    for quote in session.scalars(select(Quote).where(Quote.story_id == story.id)):
        quote.state, quote.text, quote.reason, quote.attribution = "ingetrokken", "", "", ""
        quote.start = quote.end = 0
        quote.teller_said = quote.teller_said_on = None
        quote.released_by_id = quote.released_at = None
    story.words_sealed, story.state, story.traits, story.prompt = None, "ingetrokken", {}, ""
    story.consent.withdrawn_on = today()
    session.flush()
    session.expire(story)
