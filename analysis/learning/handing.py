"""Notes for who takes over (overdracht): written for a wave or for the whole programme, newest first, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from analysis.learning.models import HandOver
from surveys.models import Wave
from surveys.parties import Account, Programme

__all__ = ["NoteRefused", "hand_over", "notes", "take_away"]


class NoteRefused(ValueError):
    """A note cannot be kept or taken away; the sentence says why."""


def hand_over(session: Session, programme: Programme, wave: Wave | None, text: str, account: Account) -> HandOver:
    """Write a note; the same note of the same person twice is one note."""
    if not text.strip():
        raise NoteRefused("Schrijf op wat iemand moet weten die dit overneemt.")
    if wave is not None and wave.programme_id != programme.id:
        raise NoteRefused("Deze meting hoort bij een ander programma.")
    of = wave.id if wave is not None else None
    same = (row for row in notes(session, programme) if (row.text, row.wave_id, row.account_id) == (text, of, account.id))
    if (known := next(same, None)) is not None:
        return known
    row = HandOver(programme_id=programme.id, wave_id=of, text=text, account_id=account.id)
    session.add(row)
    session.flush()
    return row


def notes(session: Session, programme: Programme) -> Sequence[HandOver]:
    """Every note with its wave and who wrote it, newest first."""
    mine = select(HandOver).where(HandOver.programme_id == programme.id)
    return session.scalars(
        mine.options(joinedload(HandOver.wave), joinedload(HandOver.account)).order_by(
            HandOver.written_at.desc(), HandOver.id.desc()
        )
    ).all()


def take_away(session: Session, row: HandOver, account: Account, *, others: bool) -> None:
    """Take a note away: one's own, or any note when this person may take away those of others too."""
    if row.account_id != account.id and not others:
        raise NoteRefused("Dit schreef iemand anders. Vraag de onderzoeker om het weg te halen.")
    session.delete(row)
    session.flush()
