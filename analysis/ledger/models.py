"""The publication ledger (publicatiegrootboek): what was published, and over exactly whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.models import ReportSnapshot
from database import UNSEEN, Base, JsonText, UtcDateTime, utcnow
from surveys.parties import Account, Programme


class Publication(Base):
    """Something that went out (publicatie): a report, an export, an open-data package, a benchmark package."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    kind: Mapped[str] = mapped_column(String(20))  # rapport, export, opendata, benchmark, blad
    title: Mapped[str] = mapped_column(String(300))
    audience: Mapped[str] = mapped_column(String(40), default="")
    scope: Mapped[Any] = mapped_column(JsonText, default=dict)
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey(ReportSnapshot.id))
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    cuts: Mapped[list[PublishedCut]] = relationship(back_populates="publication")


class PublishedCut(Base):
    """One group over which something was published (snede): its definition, and by its digest the set of its members."""

    __tablename__ = "published_cut"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey(Publication.id), index=True)
    population: Mapped[str] = mapped_column(String(80))  # "antwoorden:<survey>:<wave>", "verhalen"
    subject: Mapped[str] = mapped_column(String(120))  # what was published of the group: "vraag:eenzaam", "thema:…", "citaat"
    definition: Mapped[Any] = mapped_column(JsonText, default=dict)  # {"area": code, "leeftijd": "v75"}
    n: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), default="")  # of the members, see MemberSet; "" = only n is known
    told: Mapped[Any] = mapped_column(JsonText, default=dict, server_default="{}")  # {side: the number that was published of it}

    publication: Mapped[Publication] = relationship(back_populates="cuts")


class MemberSet(Base):
    """The members of a cut (ledenlijst): bits over the roster of its population, packed; kept once however often it is published.

    It holds no answer and no name; it is what makes a later difference computable before that is published.
    """

    __tablename__ = "member_set"

    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    members: Mapped[bytes] = mapped_column(LargeBinary)


class Roster(Base):
    """Which place in the sets each row of a population has (rooster): keyed fingerprints of row ids, only ever added to."""

    __tablename__ = "ledger_roster"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    population: Mapped[str] = mapped_column(String(80))
    start: Mapped[int] = mapped_column(default=0)  # the place of the first; two that publish at once cannot take the same
    marks: Mapped[bytes] = mapped_column(LargeBinary)  # so many bytes per row, see analysis.ledger.rosters

    __table_args__ = (UniqueConstraint("programme_id", "population", "start"),)


class QuoteRisk(Base):
    """Traits that were published beside a quote (herleidbaarheid): small area × rare traits."""

    __tablename__ = "quote_risk"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey(Publication.id))
    quote_sha256: Mapped[str] = mapped_column(String(64))
    story_mark: Mapped[str] = mapped_column(String(64), default="")  # keyed fingerprint: other quotes of the same story add up
    traits: Mapped[Any] = mapped_column(JsonText, default=dict)
    others: Mapped[int | None]  # how many stories share these traits


class ExploredFilter(Base):
    """What an account looked at today while exploring (verkenning), so that two looks cannot be subtracted; gone the next day."""

    __tablename__ = "explored_filter"
    __table_args__ = {"info": {UNSEEN: True}}  # noqa: RUF012  as SQLAlchemy wants it

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    day: Mapped[date]
    state: Mapped[str] = mapped_column(String(64))  # of the data: places of areas and labels are those of this state
    look: Mapped[Any] = mapped_column(JsonText, default=dict)
