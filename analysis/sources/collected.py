"""Whether an indicator has figures already: what the collection plan needs to know, without making a report."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from analysis.models import ActivityCount, Indicator
from analysis.sources import series
from narratives.models import Story
from surveys.models import Activity, Response, Wave
from surveys.parties import Programme


def has_figures(session: Session, programme: Programme, one: Indicator) -> bool:
    """Whether there is a response, a count, a story or a series that this indicator is made of."""
    rule = one.rule or {}
    if one.measure_kind == "import":
        return series.read(session, programme, rule) is not None
    if one.measure_kind == "story_verdict":
        return bool(session.scalar(select(exists().where(Story.programme_id == programme.id, Story.state == "gelezen"))))
    if "activities" in rule or "activity" in rule:
        codes = rule.get("activities") or [rule.get("activity")]
        query = select(ActivityCount.id).join(Activity).where(Activity.programme_id == programme.id, Activity.code.in_(codes))
        return session.scalars(query.limit(1)).first() is not None
    sent = (
        select(Response.id)
        .join(Wave, Response.wave_id == Wave.id)
        .where(Wave.programme_id == programme.id, Response.state == "verzonden")
    )
    return session.scalars(sent.limit(1)).first() is not None
