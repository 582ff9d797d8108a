"""Who takes part, and where: organisations, accounts and their roles, programmes, areas, activities."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base, JsonText, UtcDateTime, utcnow

ROLES = ("worker", "evaluator", "administrator")


class Organisation(Base):
    """A municipality or a partner that works with it (organisatie)."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="gemeente")


class Account(Base):
    """Somebody of an organisation who can sign in (medewerker). The rules of signing in live in webapp.accounts."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    organisation: Mapped[Organisation] = relationship()
    memberships: Mapped[list[Membership]] = relationship(back_populates="account")


class Programme(Base):
    """What an organisation wants to reach together with its partners (programma): the frame of every measurement."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    vision: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")  # where residents can ask a person
    anonymity: Mapped[str] = mapped_column(String(10), default="anoniem")
    min_residents: Mapped[int] = mapped_column(default=10)
    min_professionals: Mapped[int] = mapped_column(default=5)
    retention_months: Mapped[int] = mapped_column(default=12)
    link_pepper: Mapped[str | None] = mapped_column(String(64))  # gone = waves can never be joined again
    languages: Mapped[Any] = mapped_column(JsonText, default=lambda: ["nl", "en"])
    settings: Mapped[Any] = mapped_column(JsonText, default=dict)  # e.g. {"synthetic": true}

    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (
        CheckConstraint("anonymity IN ('anoniem', 'code', 'bekend')", name="anonymity"),
        CheckConstraint("min_residents >= 3 AND min_professionals >= 3", name="minimum_cell"),
    )


class Membership(Base):
    """The role of an account in one programme; no membership, no entry."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    role: Mapped[str] = mapped_column(String(20))

    account: Mapped[Account] = relationship(back_populates="memberships")
    programme: Mapped[Programme] = relationship()

    __table_args__ = (
        UniqueConstraint("account_id", "programme_id", "role"),
        CheckConstraint("role IN ('worker', 'evaluator', 'administrator')", name="role"),
    )


class Area(Base):
    """A neighbourhood of the municipality (gebied) with its CBS code and year, for codes change over the years."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    code: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    postcodes: Mapped[Any] = mapped_column(JsonText, default=list)  # list of four-digit strings
    residents: Mapped[int | None]

    __table_args__ = (UniqueConstraint("organisation_id", "code", "year"),)


class Activity(Base):
    """Something that is done with or for residents within a programme (activiteit)."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))  # who carries it out
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    mechanism: Mapped[str] = mapped_column(Text, default="")  # why it should work
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship()

    __table_args__ = (UniqueConstraint("programme_id", "code"),)
