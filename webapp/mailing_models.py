"""What is kept of a reminder by mail: for whom, of which day, and how far it came; never what stood in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import UNSEEN, Base, UtcDateTime, utcnow
from surveys.parties import Account


class ReminderMail(Base):
    """One reminder to one account. There is one of a day (of the Monday, for a week), so it is sent once."""

    __tablename__ = "reminder_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    day: Mapped[date]  # the Monday of the week, or the day itself
    kind: Mapped[str] = mapped_column(String(8))  # week, dag
    state: Mapped[str] = mapped_column(String(12), default="wacht")
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(80), default="")  # the kind of the last error and its number, never its words
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()

    __table_args__ = (
        UniqueConstraint("account_id", "day"),
        CheckConstraint("kind IN ('week', 'dag')", name="kind"),
        # onderweg: the words are going to the server; who dies there may have sent it, so it is never sent again (onzeker)
        CheckConstraint("state IN ('wacht', 'bezig', 'onderweg', 'verstuurd', 'onzeker', 'mislukt')", name="state"),
        {"info": {UNSEEN: True}},
    )
