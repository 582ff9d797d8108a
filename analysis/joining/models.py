"""What people hold against a conclusion, and what they put on the agenda."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.models import SocietalResult
from database import Base, JsonText, UtcDateTime, utcnow
from saying import spoken
from surveys.parties import Account, Programme


class RivalExplanation(Base):
    """Another explanation for what was found (rivaliserende verklaring), with what speaks for and against it."""

    __tablename__ = "rival_explanation"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    text: Mapped[str] = mapped_column(Text)
    pleads_for: Mapped[Any] = mapped_column(JsonText, default=list)  # [{"kind": "cijfer|verhaal|bron", "text": …}]
    pleads_against: Mapped[Any] = mapped_column(JsonText, default=list)
    state: Mapped[str] = mapped_column(String(12), default="open")  # open, houdbaar, verworpen
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    result: Mapped[SocietalResult] = relationship()

    __table_args__ = (CheckConstraint("state IN ('open', 'houdbaar', 'verworpen')", name="state"),)


class AgendaItem(Base):
    """A contradiction that has to be talked about (agendapunt). It can be answered; it cannot be removed."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    key: Mapped[str] = mapped_column(String(120))  # result, group and wave: found again, it is the same item
    text: Mapped[str] = mapped_column(Text)
    told: Mapped[Any] = mapped_column(
        JsonText, default=dict, server_default="{}"
    )  # the same words in other languages, by language
    found_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(300), default="")
    answered_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    @property
    def words(self) -> str:
        """What was found, in the language that is spoken; in Dutch where it was kept in no other."""
        return str((self.told or {}).get(spoken()) or self.text)
