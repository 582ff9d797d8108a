"""What was done well, whom it reached, what participants say caused their change, and what investing returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.line.models import MacroGoal, Mechanism
from database import Base, JsonText, UtcDateTime, utcnow
from surveys.models import Response as Filled
from surveys.parties import Account, Activity, Organisation, Programme


class FidelityCheck(Base):
    """Whether an activity is carried out as its mechanism asks (uitvoeringskwaliteit): one sentence of the checklist, judged."""

    __tablename__ = "fidelity_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    mechanism_id: Mapped[int] = mapped_column(ForeignKey(Mechanism.id))
    item: Mapped[int]  # place in Mechanism.checklist
    answer: Mapped[str] = mapped_column(String(10))  # ja, deels, nee
    evidence: Mapped[str] = mapped_column(Text, default="")
    checked_on: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))

    activity: Mapped[Activity] = relationship()
    mechanism: Mapped[Mechanism] = relationship()

    __table_args__ = (CheckConstraint("answer IN ('ja', 'deels', 'nee')", name="answer"),)


class Reach(Base):
    """How many different people of the target group took part in a period (bereik), and how large that group is."""

    __tablename__ = "reach"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    period: Mapped[str] = mapped_column(String(20))
    target_group: Mapped[str] = mapped_column(String(200))
    inside: Mapped[int]  # different people of the target group
    outside: Mapped[int | None]  # different people who are not
    size: Mapped[int | None]  # of the target group, typed in
    series: Mapped[Any] = mapped_column(JsonText, default=dict)  # or where it was imported: analysis.sources.series.read
    size_source: Mapped[str] = mapped_column(String(300), default="")

    activity: Mapped[Activity] = relationship()

    __table_args__ = (UniqueConstraint("activity_id", "period", "target_group"),)


class CauseCoding(Base):
    """What a participant named as cause of a change (oorzaak), as a person judged it; the machine's proposal is computed, not kept."""

    __tablename__ = "cause_coding"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[Any] = mapped_column(ForeignKey(Filled.id))
    question: Mapped[str] = mapped_column(String(60))
    names: Mapped[str] = mapped_column(String(20))  # activiteit, mechanisme, andere, weet_niet
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    mechanism_id: Mapped[int | None] = mapped_column(ForeignKey(Mechanism.id))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    coded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (
        UniqueConstraint("response_id", "question"),
        CheckConstraint("names IN ('activiteit', 'mechanisme', 'andere', 'weet_niet')", name="names"),
    )


class Provision(Base):
    """Something residents can use (voorziening), with its layer of the pyramid.

    `layer`: eigen_kracht, sociale_basis, lichte_ondersteuning, maatwerk.
    """

    __tablename__ = "provision"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    layer: Mapped[str] = mapped_column(String(20))
    statutory: Mapped[bool] = mapped_column(default=False)  # wettelijk verplicht
    material: Mapped[bool] = mapped_column(default=False)  # a place or thing, not a service
    law: Mapped[str] = mapped_column(String(40), default="")  # an optional label, never a split

    volumes: Mapped[list[ProvisionVolume]] = relationship(back_populates="provision", order_by="ProvisionVolume.period")

    __table_args__ = (
        UniqueConstraint("programme_id", "code"),
        CheckConstraint("layer IN ('eigen_kracht', 'sociale_basis', 'lichte_ondersteuning', 'maatwerk')", name="layer"),
    )


class ProvisionVolume(Base):
    """How much a provision was used in a period: volume in its own unit, different users, euro."""

    __tablename__ = "provision_volume"

    id: Mapped[int] = mapped_column(primary_key=True)
    provision_id: Mapped[int] = mapped_column(ForeignKey(Provision.id))
    period: Mapped[str] = mapped_column(String(20))
    volume: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(40), default="")
    users: Mapped[int | None]
    euro: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(300), default="")

    provision: Mapped[Provision] = relationship(back_populates="volumes")

    __table_args__ = (UniqueConstraint("provision_id", "period"),)


class Counterfactual(Base):
    """What would happen without it (nulalternatief), in words and, where there is a number, with its range."""

    __tablename__ = "counterfactual"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey(MacroGoal.id))
    text: Mapped[str] = mapped_column(Text)
    low: Mapped[float | None]
    high: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(40), default="")


class Substitution(Base):
    """Light support that postpones or replaces heavy (substitutie): persons × months × price, always a range, never "bewezen" alone."""

    __tablename__ = "substitution"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    provision_id: Mapped[int] = mapped_column(ForeignKey(Provision.id))
    persons_low: Mapped[float]
    persons_high: Mapped[float]
    months_low: Mapped[float]
    months_high: Mapped[float]
    price_low: Mapped[float | None]  # euro a month of the heavy provision, from and to
    price_high: Mapped[float | None]
    price_source: Mapped[str] = mapped_column(String(300), default="")
    payer: Mapped[str] = mapped_column(String(200))
    gainer: Mapped[str] = mapped_column(String(200))
    societal_gain: Mapped[str] = mapped_column(Text)  # what it means for people; comes before any euro
    evidence: Mapped[str] = mapped_column(String(20), default="aannemelijk")
    argument: Mapped[str] = mapped_column(Text, default="")
    prevention: Mapped[bool] = mapped_column(default=False)  # a claim that something is prevented: printed with its caution

    activity: Mapped[Activity] = relationship()
    provision: Mapped[Provision] = relationship()

    __table_args__ = (
        CheckConstraint("evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd')", name="evidence"),
        CheckConstraint("persons_low <= persons_high AND months_low <= months_high AND price_low <= price_high", name="ranges"),
    )


class PreventionClaim(Base):
    """That something is prevented (preventieclaim): with its assumption and mechanism; "bewezen" needs a design and a second reader."""

    __tablename__ = "prevention_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    mechanism_id: Mapped[int | None] = mapped_column(ForeignKey(Mechanism.id))
    claim: Mapped[str] = mapped_column(Text)
    assumption: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(String(20), default="verondersteld")
    design: Mapped[str] = mapped_column(Text, default="")  # of the study; obligatory for "bewezen"
    author_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))  # somebody else; obligatory for "bewezen"

    activity: Mapped[Activity | None] = relationship()
    mechanism: Mapped[Mechanism | None] = relationship()

    __table_args__ = (
        CheckConstraint("evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd', 'bewezen')", name="evidence"),
        CheckConstraint(
            "evidence <> 'bewezen' OR (design <> '' AND reviewer_id IS NOT NULL AND reviewer_id <> author_id)", name="proof"
        ),
    )


class Risk(Base):
    """What can go wrong, and what is done about it (risico)."""

    __tablename__ = "risk"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id))
    text: Mapped[str] = mapped_column(Text)
    signal: Mapped[str] = mapped_column(Text, default="")  # by which we would see it coming
    response: Mapped[str] = mapped_column(Text, default="")  # what we do
    owner: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(12), default="open")
    noted_on: Mapped[date]

    activity: Mapped[Activity | None] = relationship()

    __table_args__ = (CheckConstraint("state IN ('open', 'treedt_op', 'voorbij')", name="state"),)


class Investment(Base):
    """What is spent on the sociale basis in a year, and how much of it is meant (begroot) or spent (besteed), in euro."""

    __tablename__ = "investment"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    year: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(200))
    euro: Mapped[float]
    budgeted: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (UniqueConstraint("programme_id", "year", "purpose", "budgeted"),)


class Tally(Base):
    """A moment of counting heads (turfmoment), by phone or on paper; kept as sent once (`mark` is the form's own number)."""

    __tablename__ = "tally"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    counted_on: Mapped[date]
    people: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10), default="telefoon")  # telefoon, papier
    note: Mapped[str] = mapped_column(String(300), default="")
    mark: Mapped[str] = mapped_column(String(40), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    activity: Mapped[Activity] = relationship()

    __table_args__ = (CheckConstraint("people >= 0", name="people"),)


class Place(Base):
    """A place where residents meet or are helped (plek), with professionals' hours and volunteers."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    name: Mapped[str] = mapped_column(String(200))
    area_code: Mapped[str] = mapped_column(String(20), default="")
    period: Mapped[str] = mapped_column(String(20), default="")
    fte: Mapped[float | None]
    volunteers: Mapped[int | None]

    __table_args__ = (UniqueConstraint("programme_id", "name", "period"),)
