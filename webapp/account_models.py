"""What signing in leaves behind: sessions that can be ended one by one, limiter buckets, choices and the log of actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import UNSEEN, Base, JsonText, UtcDateTime, utcnow
from surveys.parties import Account, Programme


class SignInSession(Base):
    """One browser in which an account signed in. The cookie holds a random id; here stands only its sha256."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    stage: Mapped[str] = mapped_column(String(12), default="volledig")  # tweede_stap: the code of the app is still to come
    device: Mapped[str] = mapped_column(String(60), default="")  # "Firefox op Windows", never the whole user agent
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    fresh_until: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)  # the password was given a moment ago
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pending_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # secret of an authenticator that is being set up

    account: Mapped[Account] = relationship()

    __table_args__ = (CheckConstraint("stage IN ('volledig', 'tweede_stap')", name="stage"), {"info": {UNSEEN: True}})


class LimiterBucket(Base):
    """How many attempts are left under one key; the key is an HMAC with the salt of the day, so it names nobody tomorrow."""

    __tablename__ = "limiter_bucket"
    __table_args__ = {"info": {UNSEEN: True}}  # noqa: RUF012  as SQLAlchemy wants it

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tokens: Mapped[float] = mapped_column(Float)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DeskPreference(Base):
    """What the desk remembers for an account: whether it wants reminders by mail, in which language, and the last choices of the story form."""

    __tablename__ = "desk_preference"
    __table_args__ = {"info": {UNSEEN: True}}  # noqa: RUF012  as SQLAlchemy wants it

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), default="nl")
    reminders: Mapped[str] = mapped_column(String(8), default="", server_default="")  # "", week, dag
    choices: Mapped[Any] = mapped_column(JsonText, default=dict)  # {programme code: {"teller": ..., "gebied": ...}}


class AuditEvent(Base):
    """Who did what and when; ids and fixed words only, never a name, an address or words of a story."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey(Programme.id))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")

    account: Mapped[Account | None] = relationship()

    __table_args__ = (Index("ix_audit_event_programme_at", "programme_id", "at"), {"info": {UNSEEN: True}})
