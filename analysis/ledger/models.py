"""The publication ledger (publicatiegrootboek): what was published, and over exactly whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.models import ReportSnapshot
from database import Base, JsonText, UtcDateTime, utcnow
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
    """One group over which something was published (snede): its definition, and its members as a packed set of row numbers.

    `members` holds no answer and no name; it is what makes a later difference computable before it is published.
    """

    __tablename__ = "published_cut"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey(Publication.id), index=True)
    population: Mapped[str] = mapped_column(String(80))  # "antwoorden:<survey>:<wave>", "verhalen"
    subject: Mapped[str] = mapped_column(String(120))  # what was published of the group: "vraag:eenzaam", "thema:…", "citaat"
    definition: Mapped[Any] = mapped_column(JsonText, default=dict)  # {"area": code, "leeftijd": "v75"}
    n: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))  # of the members: equal sets are equal cuts
    members: Mapped[bytes] = mapped_column(LargeBinary)

    publication: Mapped[Publication] = relationship(back_populates="cuts")


class QuoteRisk(Base):
    """Traits that were published beside a quote (herleidbaarheid): small area × rare traits."""

    __tablename__ = "quote_risk"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey(Publication.id))
    quote_sha256: Mapped[str] = mapped_column(String(64))
    traits: Mapped[Any] = mapped_column(JsonText, default=dict)
    others: Mapped[int | None]  # how many stories share these traits
