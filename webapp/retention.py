"""What has been kept long enough goes: unfinished responses after 30 days, stories after the term of their programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.sources.models import SourceUpload
from database import utcnow
from narratives import intake
from narratives.models import Story
from surveys.models import Programme, Response

UNFINISHED_DAYS = 30


@dataclass(frozen=True)
class Erased:
    """How many rows were (or would be) removed."""

    unfinished: int
    stories: int


def erase(session: Session, today: date, *, dry_run: bool = False) -> Erased:
    """Remove what is past its term. Stories lose their words, readings and quotes; that there was one remains."""
    old = select(Response.id).where(Response.state == "bezig", Response.started_on < today - timedelta(days=UNFINISHED_DAYS))
    unfinished = list(session.scalars(old))
    stories = [s for p in session.scalars(select(Programme)) for s in _past_term(session, p, today)]
    if not dry_run:
        session.execute(delete(SourceUpload).where(SourceUpload.sent_at < utcnow() - timedelta(days=1)))
        session.execute(delete(Response).where(Response.id.in_(unfinished), Response.state == "bezig"))
        for story in stories:
            intake.withdraw(session, story)
    return Erased(len(unfinished), len(stories))


def _past_term(session: Session, programme: Programme, today: date) -> list[Story]:
    edge = _months_before(today, programme.retention_months)
    chosen = select(Story).where(Story.programme_id == programme.id, Story.state != "ingetrokken", Story.told_on < edge)
    return list(session.scalars(chosen))


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
