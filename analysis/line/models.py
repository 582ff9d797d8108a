"""The tables of the reasoning line: challenge, words, macro goals, intermediate results, mechanisms, contributions, decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.line.evidence import EVIDENCE as EVIDENCE  # noqa: PLC0414  rules of the house, known from here too
from analysis.line.weights import WEIGHTS as WEIGHTS  # noqa: PLC0414
from analysis.models import Ambition, SocietalResult
from database import Base, JsonText, UtcDateTime, utcnow
from saying import mark
from surveys.parties import Account, Activity, Organisation, Programme

DECISIONS = (mark("versterken"), mark("doorgaan"), mark("aanpassen"), mark("stoppen"))
KINDS = ("activiteit", "tussenresultaat", "resultaat", "ambitie", "macrodoel")
PROMISES = ("", mark("preventie"), mark("substitutie"), mark("kosten"), mark("samenredzaamheid"))


class SharedChallenge(Base):
    """What the partners face together (gezamenlijke opgave); a new text is a new version, older ones stay."""

    __tablename__ = "shared_challenge"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[Any] = mapped_column(JsonText, default=list)  # [{"organisation": code, "who": str, "on": ISO day}]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (UniqueConstraint("programme_id", "version"),)


class GlossaryTerm(Base):
    """A word the partners use, with the meaning they agreed on (begrip); "" = not agreed yet."""

    __tablename__ = "glossary_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    term: Mapped[str] = mapped_column(String(100))
    agreed: Mapped[str] = mapped_column(Text, default="")

    readings: Mapped[list[TermReading]] = relationship(back_populates="term", order_by="TermReading.organisation_id")

    __table_args__ = (UniqueConstraint("programme_id", "term"),)


class TermReading(Base):
    """How one partner reads a word (eigen lezing)."""

    __tablename__ = "term_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey(GlossaryTerm.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    text: Mapped[str] = mapped_column(Text)

    term: Mapped[GlossaryTerm] = relationship(back_populates="readings")

    __table_args__ = (UniqueConstraint("term_id", "organisation_id"),)


class MacroGoal(Base):
    """A figure of a whole population that an ambition wants to move (macrodoel): from baseline to target in a year, with its source."""

    __tablename__ = "macro_goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    ambition_id: Mapped[int] = mapped_column(ForeignKey(Ambition.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    population: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(10), default="procent")  # procent, cijfer, aantal
    baseline: Mapped[float | None]
    baseline_year: Mapped[int | None]
    target: Mapped[float | None]
    target_year: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300))
    series: Mapped[Any] = mapped_column(
        JsonText, default=dict
    )  # {"dataset": code, "measure": name, "area": code} of analysis.sources
    promise: Mapped[str] = mapped_column(
        String(20), default=""
    )  # preventie, substitutie, kosten, samenredzaamheid (requirement 1)

    ambition: Mapped[Ambition] = relationship()

    __table_args__ = (UniqueConstraint("ambition_id", "code"),)


class IntermediateResult(Base):
    """What has to change first (tussenresultaat)."""

    __tablename__ = "intermediate_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int] = mapped_column(default=0)

    result: Mapped[SocietalResult] = relationship()

    __table_args__ = (UniqueConstraint("result_id", "code"),)


class Mechanism(Base):
    """Why an activity should work (werkzaam mechanisme): taken from the library, or an addition of the programme's own."""

    __tablename__ = "mechanism"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    for_whom: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    strength: Mapped[str] = mapped_column(String(20), default="verondersteld")  # one of EVIDENCE
    own: Mapped[bool] = mapped_column(default=False)  # added here, not from the library
    checklist: Mapped[Any] = mapped_column(JsonText, default=list)  # what doing it well asks: list of sentences
    terms: Mapped[Any] = mapped_column(JsonText, default=list)  # words by which a told cause names it (narratives.codebook terms)

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class ActivityMechanism(Base):
    """That an activity works through a mechanism."""

    __tablename__ = "activity_mechanism"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    mechanism_id: Mapped[int] = mapped_column(ForeignKey(Mechanism.id))

    activity: Mapped[Activity] = relationship()
    mechanism: Mapped[Mechanism] = relationship()

    __table_args__ = (UniqueConstraint("activity_id", "mechanism_id"),)


class Contribution(Base):
    """A link of the line (bijdrage): what is below should help what is above, with how sure we are and why.

    Ends are named by kind and code within the programme: activiteit, tussenresultaat, resultaat, ambitie, macrodoel.
    """

    __tablename__ = "contribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    from_kind: Mapped[str] = mapped_column(String(20))
    from_code: Mapped[str] = mapped_column(String(40))
    to_kind: Mapped[str] = mapped_column(String(20))
    to_code: Mapped[str] = mapped_column(String(40))
    evidence: Mapped[str] = mapped_column(String(20), default="verondersteld")
    argument: Mapped[str] = mapped_column(Text, default="")
    design: Mapped[str] = mapped_column(Text, default="")  # of the study; obligatory for "bewezen"
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey(Account.id)
    )  # who says it is "bewezen"; a second person must look
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))  # the second person; obligatory for "bewezen"
    far_enough: Mapped[bool] = mapped_column(default=False)  # the partners agreed that this is argued well enough
    agreed_weight: Mapped[str | None] = mapped_column(String(10))  # after talking it over
    unplanned: Mapped[bool] = mapped_column(default=False)  # only stories know it

    votes: Mapped[list[ContributionVote]] = relationship(back_populates="contribution")

    __table_args__ = (
        UniqueConstraint("programme_id", "from_kind", "from_code", "to_kind", "to_code"),
        CheckConstraint("evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd', 'bewezen')", name="evidence"),
        CheckConstraint("evidence <> 'bewezen' OR (design <> '' AND reviewer_id IS NOT NULL)", name="proof"),
        CheckConstraint("reviewer_id IS NULL OR reviewer_id <> proposed_by_id", name="second_person"),
    )


class ContributionVote(Base):
    """How heavy one partner finds a contribution, scored alone before the others are seen."""

    __tablename__ = "contribution_vote"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey(Contribution.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    weight: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    scored_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    contribution: Mapped[Contribution] = relationship(back_populates="votes")

    __table_args__ = (
        UniqueConstraint("contribution_id", "organisation_id"),
        CheckConstraint("weight IN ('geen', 'klein', 'middel', 'groot')", name="weight"),
    )


class ContributionEvidence(Base):
    """A figure, a theme of the stories or a study that says something about a link (onderbouwing)."""

    __tablename__ = "contribution_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey(Contribution.id))
    kind: Mapped[str] = mapped_column(String(10))  # cijfer, verhaal, studie
    reference: Mapped[str] = mapped_column(String(300))  # code of an indicator or theme, or where the study stands
    note: Mapped[str] = mapped_column(Text, default="")

    contribution: Mapped[Contribution] = relationship()

    __table_args__ = (CheckConstraint("kind IN ('cijfer', 'verhaal', 'studie')", name="kind"),)


class ActivityDecision(Base):
    """What was decided about an activity, and why (besluit); the newest counts, older ones stay."""

    __tablename__ = "activity_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    decision: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))

    activity: Mapped[Activity] = relationship()

    __table_args__ = (
        CheckConstraint("decision IN ('versterken', 'doorgaan', 'aanpassen', 'stoppen')", name="decision"),
        CheckConstraint("reason <> ''", name="reason"),
    )


class ActivityDelivery(Base):
    """Whether an activity was carried out as agreed in a period (volgens afspraak uitgevoerd)."""

    __tablename__ = "activity_delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    period: Mapped[str] = mapped_column(String(20))
    as_agreed: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")

    activity: Mapped[Activity] = relationship()

    __table_args__ = (
        UniqueConstraint("activity_id", "period"),
        CheckConstraint("as_agreed IN ('ja', 'deels', 'nee')", name="as_agreed"),
    )


class Interest(Base):
    """What a partner has at stake in a choice (belang), so that it lies on the table when options are compared."""

    __tablename__ = "interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    organisation: Mapped[Organisation] = relationship()
    activity: Mapped[Activity | None] = relationship()
