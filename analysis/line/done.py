"""What was done as agreed, and what was decided about each activity: one table, and no more than that (requirement 97)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.line.models import ActivityDecision, ActivityDelivery
from analysis.material import Material
from analysis.report.parts.line import DonePart
from saying import mark
from surveys.parties import Activity, Organisation, Programme

AS_AGREED = (mark("ja"), mark("deels"), mark("nee"))


def table(session: Session, programme: Programme, material: Material | None) -> tuple[DonePart, ...]:
    """A row for every activity, in the order of their names."""
    rows = session.execute(
        select(Activity, Organisation.name)
        .join(Organisation, Organisation.id == Activity.organisation_id)
        .where(Activity.programme_id == programme.id)
        .order_by(Activity.name, Activity.code)
    ).all()
    counts = {one.code: one.counts[-1] for one in material.activities if one.counts} if material else {}
    decided, delivered = newest_decisions(session, programme), _delivered(session, programme)
    return tuple(_row(one, who, counts.get(one.code), decided.get(one.id), delivered.get(one.id)) for one, who in rows)


def _row(
    activity: Activity,
    provider: str,
    count: tuple[str, int | None, int | None] | None,
    decision: ActivityDecision | None,
    delivery: ActivityDelivery | None,
) -> DonePart:
    period, meetings, participants = count or ("", None, None)
    return DonePart(
        activity=activity.name, provider=provider, period=period, meetings=meetings, participants=participants,
        as_agreed=delivery.as_agreed if delivery else "", note=delivery.note if delivery else "",
        decision=decision.decision if decision else "", reason=decision.reason if decision else "",
        decided_on=decision.decided_on.isoformat() if decision else "",
    )  # fmt: skip


def newest_decisions(session: Session, programme: Programme) -> dict[int, ActivityDecision]:
    """The newest decision about each activity, by the activity's id."""
    query = select(ActivityDecision).join(Activity).where(Activity.programme_id == programme.id)
    ordered = session.scalars(query.order_by(ActivityDecision.decided_on, ActivityDecision.id))
    return {one.activity_id: one for one in ordered}


def _delivered(session: Session, programme: Programme) -> dict[int, ActivityDelivery]:
    query = select(ActivityDelivery).join(Activity).where(Activity.programme_id == programme.id)
    return {one.activity_id: one for one in session.scalars(query.order_by(ActivityDelivery.period))}
