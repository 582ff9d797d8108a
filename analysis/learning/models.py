"""Report, conversation, improvement: a cycle that closes only when people spoke and decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.models import Ambition, ReportSnapshot, SocietalResult
from database import Base, JsonText, UtcDateTime, utcnow
from surveys.models import Wave
from surveys.parties import Account, Programme

STATES = ("rapportage", "eerst_het_team", "gesprek", "verbeteractie", "gesloten")


class LearningCycle(Base):
    """One round of report, conversation and action (leercyclus)."""

    __tablename__ = "learning_cycle"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey(ReportSnapshot.id))
    state: Mapped[str] = mapped_column(String(20), default="rapportage")
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    no_action_because: Mapped[str] = mapped_column(Text, default="")
    talk_on: Mapped[date | None]  # when the conversation is planned
    talk_where: Mapped[str] = mapped_column(String(200), default="")

    dialogues: Mapped[list[Dialogue]] = relationship(back_populates="cycle", order_by="Dialogue.held_on")
    actions: Mapped[list[ImprovementAction]] = relationship(back_populates="cycle", order_by="ImprovementAction.id")
    reflections: Mapped[list[Reflection]] = relationship(order_by="Reflection.id")

    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("state IN ('rapportage', 'eerst_het_team', 'gesprek', 'verbeteractie', 'gesloten')", name="state"),
    )


class Dialogue(Base):
    """A conversation about a report (gesprek): who, what was asked, what was decided."""

    __tablename__ = "dialogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey(LearningCycle.id))
    held_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(200))
    participants: Mapped[Any] = mapped_column(
        JsonText, default=list
    )  # [{"role": "inwoner|gemeente|aanbieder|raad|team", "people": 4}]
    questions: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[str] = mapped_column(Text, default="")
    decisions: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))

    cycle: Mapped[LearningCycle] = relationship(back_populates="dialogues")


class Reflection(Base):
    """What people at the table say when they stop and think (stilstaan): of the goals, the approach or the results."""

    __tablename__ = "reflection"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey(LearningCycle.id))
    prompt: Mapped[str] = mapped_column(String(12))  # one of analysis.learning.reflecting.PROMPTS
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (
        UniqueConstraint("cycle_id", "prompt"),
        CheckConstraint("prompt IN ('doelen', 'aanpak', 'resultaten')", name="prompt"),
    )


class TeamReply(Base):
    """What the team or partner that a report is about says of it, before others see it (wederwoord)."""

    __tablename__ = "team_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey(LearningCycle.id))
    who: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class ImprovementAction(Base):
    """What is going to be done differently (verbeteractie), aimed at the provision or at the ambition itself."""

    __tablename__ = "improvement_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey(LearningCycle.id))
    result_id: Mapped[int | None] = mapped_column(ForeignKey(SocietalResult.id))
    aim: Mapped[str] = mapped_column(String(10))  # aanbod, ambitie
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, bezig, gedaan, vervallen
    effect: Mapped[str] = mapped_column(Text, default="")  # what came of it
    from_residents: Mapped[bool] = mapped_column(default=False)  # residents asked for it
    mark: Mapped[str | None] = mapped_column(String(64), unique=True)  # digest of what it is: the store refuses the same twice

    cycle: Mapped[LearningCycle] = relationship(back_populates="actions")
    result: Mapped[SocietalResult | None] = relationship()

    __table_args__ = (
        CheckConstraint("aim IN ('aanbod', 'ambitie')", name="aim"),
        CheckConstraint("state IN ('open', 'bezig', 'gedaan', 'vervallen')", name="state"),
    )


class AmbitionVersion(Base):
    """An ambition as it was before it was changed, and why it was changed."""

    __tablename__ = "ambition_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    ambition_id: Mapped[int] = mapped_column(ForeignKey(Ambition.id))
    action_id: Mapped[int | None] = mapped_column(ForeignKey(ImprovementAction.id))
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class LearningQuestion(Base):
    """A numbered question people want to learn about (leervraag); a new wording is a new version, older ones stay."""

    __tablename__ = "learning_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="open")  # open, beantwoord, losgelaten
    learned: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (UniqueConstraint("programme_id", "number", "version"),)


class Burden(Base):
    """What measuring itself asks of people (last): minutes each time, how often, and what people may do differently because of it."""

    __tablename__ = "burden"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    name: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(String(20))  # inwoner, professional
    minutes: Mapped[float]
    times: Mapped[int]  # a year, all people together
    behaviour: Mapped[str] = mapped_column(Text, default="")  # "wat gaan mensen anders doen omdat we dit meten?"

    __table_args__ = (UniqueConstraint("programme_id", "name"), CheckConstraint("who IN ('inwoner', 'professional')", name="who"))


class HandOver(Base):
    """What somebody who takes over should know (overdracht), of a wave or of the whole programme: kept with who wrote it and when."""

    __tablename__ = "hand_over"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey(Wave.id))
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    wave: Mapped[Wave | None] = relationship()
    account: Mapped[Account] = relationship()
