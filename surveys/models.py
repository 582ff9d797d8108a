"""Questionnaires, their published versions, the waves in which they are asked, and the responses."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import UNSEEN, Base, JsonText, UtcDateTime, today, utcnow
from surveys.parties import Account, Activity, Area, Membership, Organisation, Programme

__all__ = [
    "Account", "Activity", "Area", "Contact", "Invitation", "Membership", "Organisation", "Programme",
    "Response", "Survey", "SurveyVersion", "Wave",
]  # fmt: skip


class Survey(Base):
    """A questionnaire of a programme (vragenlijst); what it asks stands in its versions."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))

    programme: Mapped[Programme] = relationship()
    versions: Mapped[list[SurveyVersion]] = relationship(back_populates="survey", order_by="SurveyVersion.number")

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class SurveyVersion(Base):
    """A published questionnaire: canonical JSON that never changes, known by its sha256."""

    __tablename__ = "survey_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey(Survey.id))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    change: Mapped[str] = mapped_column(String(20), default="eerste")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    survey: Mapped[Survey] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        CheckConstraint("change IN ('eerste', 'tekst', 'uitbreiding')", name="change"),
    )


class Wave(Base):
    """One round of asking (meetronde): 0 is the nulmeting, 1 the 1-meting."""

    __tablename__ = "wave"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(SurveyVersion.id))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    slug: Mapped[str] = mapped_column(String(40), unique=True)  # the public link: /m/<slug>
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    open_link: Mapped[bool] = mapped_column(default=True)  # False: only with a personal code
    invited: Mapped[int | None]  # how many people were asked; None when nobody knows

    programme: Mapped[Programme] = relationship()
    version: Mapped[SurveyVersion] = relationship()

    __table_args__ = (UniqueConstraint("programme_id", "version_id", "number"),)


class Invitation(Base):
    """A personal code for one wave (uitnodiging). It is marked used; it never leads to the answers."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey(Wave.id))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)  # sha256 of the code, hex
    channel: Mapped[str] = mapped_column(String(10), default="brief")
    used_on: Mapped[date | None]

    wave: Mapped[Wave] = relationship()


class Contact(Base):
    """How to reach an invited person. Sealed, apart, and with no column that points at a response."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), unique=True)
    details_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Response(Base):
    """The answers of one person in one wave (inzending), as one document; see surveys.responding for the verbs."""

    __tablename__ = "response"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid.uuid4().hex)
    wave_id: Mapped[int] = mapped_column(ForeignKey(Wave.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(SurveyVersion.id))
    state: Mapped[str] = mapped_column(String(12), default="bezig")
    language: Mapped[str] = mapped_column(String(5), default="nl")
    channel: Mapped[str] = mapped_column(String(10), default="zelf")
    started_on: Mapped[date] = mapped_column(default=today)
    sent_on: Mapped[date | None]  # the Monday of the week, so that a day cannot point at a person
    area_code: Mapped[str | None] = mapped_column(String(20))
    link_hash: Mapped[str | None] = mapped_column(String(64))  # of the return card; joins waves, names nobody
    sequence: Mapped[int] = mapped_column(default=0)
    answers: Mapped[Any] = mapped_column(JsonText, default=dict)  # {question code: value}, see surveys.questions
    page_sequences: Mapped[Any] = mapped_column(JsonText, default=dict)  # {page code: sequence of its last save}
    suspect: Mapped[bool] = mapped_column(default=False, server_default=false())  # a programme seems to have sent it; it counts
    drafts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # stories being written, until they are sent

    wave: Mapped[Wave] = relationship()
    version: Mapped[SurveyVersion] = relationship()

    __table_args__ = (
        CheckConstraint("state IN ('bezig', 'verzonden', 'ingetrokken')", name="state"),
        CheckConstraint("(state = 'bezig') = (sent_on IS NULL)", name="sent_on"),
        UniqueConstraint("wave_id", "link_hash"),
        Index("ix_response_wave_state", "wave_id", "state"),
        # A page that somebody saves shows nowhere: what is sent writes the state too, and nothing changes after that.
        {"info": {UNSEEN: {"sequence", "answers", "page_sequences", "drafts_sealed"}}},
    )
