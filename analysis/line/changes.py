"""What activities change for their participants: outcomes of an activity, apart from those of society (requirement 45)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.report.model import ResultPart
from analysis.report.parts.line import ChangePart
from surveys.parties import Activity, Organisation, Programme


def read(session: Session, programme: Programme, results: tuple[ResultPart, ...]) -> tuple[ChangePart, ...]:
    """A row for every indicator that hangs on an activity, by activity."""
    found = []
    known = _providers(session, programme)
    for result in results:
        for one in result.indicators:
            if one.activity:
                newest = one.waves[-1].figure if one.waves else None
                count = newest.n if newest is not None and newest.value is not None else None
                provider = known.get(one.activity, "")
                found.append(ChangePart(one.activity, provider, one.name, one.message, one.verdict, count, one.not_measured))
    return tuple(sorted(found, key=lambda one: (one.activity, one.name)))


def _providers(session: Session, programme: Programme) -> dict[str, str]:
    rows = session.execute(
        select(Activity.name, Organisation.name)
        .join(Organisation, Organisation.id == Activity.organisation_id)
        .where(Activity.programme_id == programme.id)
    )
    return dict(rows.all())
