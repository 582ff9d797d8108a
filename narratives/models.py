"""Stories, what their tellers allowed, how they were read, and what people decided about that."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base, JsonText, UtcDateTime, utcnow
from surveys.models import Response, Wave
from surveys.parties import Account, Activity, Organisation, Programme


class Story(Base):
    """What somebody told (verhaal). The words are sealed; only narratives.intake opens them."""

    __tablename__ = "story"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid.uuid4().hex)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))  # whose worker logged it
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey(Wave.id))
    response_id: Mapped[str | None] = mapped_column(ForeignKey(Response.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    area_code: Mapped[str | None] = mapped_column(String(20))
    teller: Mapped[str] = mapped_column(String(20), default="inwoner")  # inwoner, naaste, vrijwilliger, professional
    traits: Mapped[Any] = mapped_column(JsonText, default=dict)  # classes only, e.g. {"leeftijd": "75+"}
    channel: Mapped[str] = mapped_column(String(12), default="vragenlijst")  # vragenlijst, formulier, gelogd
    language: Mapped[str] = mapped_column(String(5), default="nl")
    prompt: Mapped[str] = mapped_column(Text, default="")
    told_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # NULL once withdrawn
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # the same form sent twice is one story
    card_hash: Mapped[str | None] = mapped_column(String(64), index=True)  # of the card that opens and withdraws it
    state: Mapped[str] = mapped_column(String(12), default="nieuw")
    suspect: Mapped[bool] = mapped_column(default=False, server_default=false())  # a programme seems to have sent it; it counts

    programme: Mapped[Programme] = relationship()
    activity: Mapped[Activity | None] = relationship()
    consent: Mapped[Consent] = relationship(back_populates="story", uselist=False)
    reading: Mapped[StoryReading | None] = relationship(back_populates="story", uselist=False)
    annotations: Mapped[list[Annotation]] = relationship(back_populates="story", order_by="Annotation.start")
    decisions: Mapped[list[Decision]] = relationship(back_populates="story", order_by="Decision.id")
    significations: Mapped[list[Signification]] = relationship(back_populates="story")
    quotes: Mapped[list[Quote]] = relationship(back_populates="story")

    __table_args__ = (
        CheckConstraint("state IN ('nieuw', 'gelezen', 'kon_niet', 'ingetrokken')", name="state"),
        CheckConstraint("(state = 'ingetrokken') = (words_sealed IS NULL)", name="withdrawn"),
        Index("ix_story_programme_state", "programme_id", "state"),
    )


class Consent(Base):
    """What the teller allows, layer by layer (domain.md section 7); without `analyse` there is no story."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id), unique=True)
    analyse: Mapped[bool]
    quote: Mapped[bool] = mapped_column(default=False)
    quote_first: Mapped[bool] = mapped_column(default=False)  # the teller wants to see the quote first
    contact_again: Mapped[bool] = mapped_column(default=False)
    version: Mapped[str] = mapped_column(String(20), default="1")
    medium: Mapped[str] = mapped_column(String(10), default="digitaal")  # digitaal, papier, mondeling
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]

    story: Mapped[Story] = relationship(back_populates="consent")

    __table_args__ = (CheckConstraint('"analyse"', name="analyse"),)


class Signification(Base):
    """The meaning the teller gives: a point in a triangle, three shares that add up to 1 (zelfduiding)."""

    __tablename__ = "signification"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id))
    code: Mapped[str] = mapped_column(String(24))
    labels: Mapped[Any] = mapped_column(JsonText)  # {"a": text, "b": text, "c": text}
    a: Mapped[float | None]
    b: Mapped[float | None]
    c: Mapped[float | None]

    story: Mapped[Story] = relationship(back_populates="significations")

    __table_args__ = (UniqueConstraint("story_id", "code"),)


class StoryReading(Base):
    """What the software made of the whole story, and which version of it did."""

    __tablename__ = "story_reading"

    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id), primary_key=True)
    reader_version: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[str] = mapped_column(String(12))  # gelezen or kon_niet
    reason: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[int] = mapped_column(default=0)
    tone: Mapped[float | None]  # -1 (somber) to 1 (positief)
    lemmas: Mapped[Any] = mapped_column(JsonText, default=dict)  # {lemma: times}, nouns, verbs and adjectives, nothing hidden
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    story: Mapped[Story] = relationship(back_populates="reading")


class Annotation(Base):
    """A proposal of the reader: a span, what it might be, and the words that made it think so."""

    __tablename__ = "annotation"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id))
    kind: Mapped[str] = mapped_column(String(12))  # theme, hide, place, organisation, person, tone, keyphrase
    label: Mapped[str] = mapped_column(String(120))
    start: Mapped[int]  # code points from the beginning, half-open
    end: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    score: Mapped[float | None]
    reader_version: Mapped[str] = mapped_column(String(80))

    story: Mapped[Story] = relationship(back_populates="annotations")

    __table_args__ = (Index("ix_annotation_story_kind", "story_id", "kind", "label"),)


class Decision(Base):
    """What a person decided about a span; no later reading overwrites it (codering)."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id))
    kind: Mapped[str] = mapped_column(String(12))  # theme, hide
    label: Mapped[str] = mapped_column(String(120))
    start: Mapped[int]
    end: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(10))  # accepted, rejected, added
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    story: Mapped[Story] = relationship(back_populates="decisions")

    __table_args__ = (
        UniqueConstraint("story_id", "kind", "label", "start", "end"),
        CheckConstraint("verdict IN ('accepted', 'rejected', 'added')", name="verdict"),
    )


class Code(Base):
    """A theme of the programme's codebook: definition, when it applies, and the words that point at it."""

    __tablename__ = "code"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    definition: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[Any] = mapped_column(JsonText, default=list)  # lemmas and phrases, see narratives.codebook
    exclusions: Mapped[Any] = mapped_column(JsonText, default=list)  # phrases that look like it but are not

    programme: Mapped[Programme] = relationship()

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class Quote(Base):
    """Words of a story that may be shown, in the form in which they may be shown (citaat)."""

    __tablename__ = "quote"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id))
    code_id: Mapped[int | None] = mapped_column(ForeignKey(Code.id))
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)  # names already replaced
    attribution: Mapped[str] = mapped_column(String(120), default="")  # "inwoner, 75 jaar of ouder"
    stance: Mapped[str] = mapped_column(String(14), default="steunt")  # steunt, spreekt_tegen: beside the figure
    state: Mapped[str] = mapped_column(String(14), default="voorgesteld")
    reason: Mapped[str] = mapped_column(Text, default="")
    teller_said: Mapped[str | None] = mapped_column(String(3))  # ja, nee: what the teller thinks of exactly these words
    teller_said_on: Mapped[date | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    story: Mapped[Story] = relationship(back_populates="quotes")
    code: Mapped[Code | None] = relationship()

    __table_args__ = (
        CheckConstraint("state IN ('voorgesteld', 'gevraagd', 'toegestaan', 'afgekeurd', 'ingetrokken')", name="state"),
        CheckConstraint("(state = 'toegestaan') = (released_by_id IS NOT NULL)", name="released_by"),
        CheckConstraint("teller_said IN ('ja', 'nee')", name="teller_said"),
        CheckConstraint("(teller_said IS NULL) = (teller_said_on IS NULL)", name="teller_said_on"),
        CheckConstraint("state <> 'toegestaan' OR teller_said IS NULL OR teller_said = 'ja'", name="teller_agrees"),
    )
