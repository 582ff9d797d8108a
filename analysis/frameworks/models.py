"""What people put in a framework: sessions with who sat at the table, cards, and certificates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base, JsonText, UtcDateTime, utcnow
from narratives.models import Story
from surveys.parties import Account, Organisation, Programme


class FrameworkSession(Base):
    """A time that people sat together over a framework (sessie), with who was there."""

    __tablename__ = "framework_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    framework: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    present: Mapped[Any] = mapped_column(JsonText, default=list)  # of gemeente, aanbieder, inwoner
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    cards: Mapped[list[Card]] = relationship(back_populates="session", order_by="Card.id")


class Card(Base):
    """A card in a framework (kaart): a subject, in a dimension, in a state, with values where the framework asks them.

    `subject_kind`: activiteit, plek, organisatie, voorziening, indicator, resultaat, ambitie, macrodoel, team, verhaal, onderwerp.
    """

    __tablename__ = "framework_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    framework: Mapped[str] = mapped_column(String(40))
    session_id: Mapped[int | None] = mapped_column(ForeignKey(FrameworkSession.id))
    dimension: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))  # a code within the programme, or for plek and onderwerp its name
    state: Mapped[str] = mapped_column(String(20), default="")  # one of the states of the framework
    period: Mapped[str] = mapped_column(String(20), default="")
    values: Mapped[Any] = mapped_column("card_values", JsonText, default=dict)  # {"gebruikers": 120, "euro": 9000}
    note: Mapped[str] = mapped_column(Text, default="")
    exception: Mapped[str] = mapped_column(Text, default="", server_default="")  # why somebody else filled it than was agreed
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    session: Mapped[FrameworkSession | None] = relationship(back_populates="cards")


class StepAgreement(Base):
    """Who fills in a step of a framework (afspraak): these roles, and whoever works at these organisations. No row: every evaluator."""

    __tablename__ = "framework_step_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    framework: Mapped[str] = mapped_column(String(40))
    dimension: Mapped[str] = mapped_column(String(40))
    roles: Mapped[Any] = mapped_column(JsonText, default=list)  # of surveys.parties.ROLES
    organisations: Mapped[Any] = mapped_column(JsonText, default=list)  # codes

    __table_args__ = (UniqueConstraint("programme_id", "framework", "dimension"),)


class StorySphere(Base):
    """The sphere of the sociale basis that a person gave a story of its own (sfeer); a story may have more than one."""

    __tablename__ = "story_sphere"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.id), index=True)
    sphere: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (UniqueConstraint("story_id", "sphere"),)


class Certificate(Base):
    """A quality label of an organisation (keurmerk), for instance Kwaliteitslabel Sterk Sociaal Werk."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    findings: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")

    organisation: Mapped[Organisation] = relationship()


class KpiDefinition(Base):
    """A KPI that others defined and this programme read in (kpi): kept with its source, beside our own library file."""

    __tablename__ = "kpi_definition"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(60))
    goal: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(300))
    level: Mapped[str] = mapped_column(String(20))  # input, activiteit, output, outcome
    definition: Mapped[str] = mapped_column(Text)
    not_measured: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(String(10), default="omhoog")
    minutes: Mapped[int] = mapped_column(default=5)  # a month, to keep it up
    source: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (UniqueConstraint("programme_id", "code"),)
