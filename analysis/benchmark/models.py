"""Packages of other municipalities that were read in, and what may be compared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime, utcnow
from surveys.parties import Account, Programme


class BenchmarkPackage(Base):
    """A signed package that was read (sociale-basis-pakket); a municipality's newest of a year counts."""

    __tablename__ = "benchmark_package"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    municipality: Mapped[str] = mapped_column(String(20))  # CBS code, GM0599
    name: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    scope: Mapped[str] = mapped_column(String(64))  # digest of what is counted as sociale basis: only equal scopes compare
    residents: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(64))  # fingerprint of the key that signed it
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)  # the package as it came
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    __table_args__ = (UniqueConstraint("programme_id", "municipality", "year", "sha256"),)
