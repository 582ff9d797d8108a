"""What measuring costs for each questionnaire or story: minutes of who answers, and minutes of who works with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.learning import burden, store
from narratives.models import Story
from surveys.models import Programme, Response, Wave

YEAR = timedelta(days=365)  # what is asked is written down for a year


@dataclass(frozen=True, slots=True)
class Each:
    """Minutes for each questionnaire that was sent or story that was told; None where it was not written down."""

    filled: int | None  # in the past year; None when they are too few to name
    residents: float | None
    professionals: float | None


def each(session: Session, programme: Programme, today: date) -> Each:
    """All minutes that were written down for a year, shared out over what was filled in during the past year."""
    filled = _filled(session, programme, today - YEAR)
    if filled < max(programme.min_residents, 1):
        return Each(None, None, None)
    loads = store.loads(session, programme)
    shares = [
        round(burden.hours(loads, who) * 60 / filled, 1) if any(one.who == who for one in loads) else None
        for who in ("inwoner", "professional")
    ]
    return Each(filled, shares[0], shares[1])


def _filled(session: Session, programme: Programme, since: date) -> int:
    """Questionnaires that were sent, and stories that came without one."""
    sent = select(func.count()).select_from(Response).join(Wave, Response.wave_id == Wave.id)
    sent = sent.where(Wave.programme_id == programme.id, Response.state == "verzonden", Response.sent_on >= since)
    told = select(func.count()).select_from(Story)
    told = told.where(
        Story.programme_id == programme.id, Story.state != "ingetrokken", Story.response_id.is_(None), Story.told_on >= since
    )
    return (session.scalar(sent) or 0) + (session.scalar(told) or 0)
