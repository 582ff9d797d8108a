"""The tallies of a programme, summed per activity and month: what the measure kind `tally` reads."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.accounting import tallying  # noqa: F401  registers the measure kind
from analysis.accounting.models import Tally
from analysis.material import Material
from surveys.models import Activity, Programme

__all__ = ["added", "tallied", "tallied_periods"]

Tallies = dict[str, tuple[tuple[str, int, int], ...]]


def added(session: Session, programme: Programme, material: Material) -> Material:
    """The material with the tallies in it."""
    found = tallied(session, programme)
    return replace(material, tallies=found) if found else material


def tallied(session: Session, programme: Programme) -> Tallies:
    """Per activity (month "2026-03", heads counted, days on which there was counting), oldest first."""
    rows = session.execute(
        select(Activity.code, Tally.counted_on, func.sum(Tally.people), func.count())
        .join(Activity, Activity.id == Tally.activity_id)
        .where(Tally.programme_id == programme.id)
        .group_by(Activity.code, Tally.counted_on)
        .order_by(Activity.code, Tally.counted_on)
    ).all()
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for code, day, people, _ in rows:
        months = found.setdefault(code, {})
        heads, days = months.get(f"{day:%Y-%m}", (0, 0))
        months[f"{day:%Y-%m}"] = heads + int(people), days + 1
    return {code: tuple((month, *one) for month, one in months.items()) for code, months in found.items()}


def tallied_periods(session: Session, programme: Programme) -> dict[str, str]:
    """The newest year in which each activity was tallied."""
    rows = session.execute(
        select(Activity.code, func.max(Tally.counted_on))
        .join(Activity, Activity.id == Tally.activity_id)
        .where(Tally.programme_id == programme.id)
        .group_by(Activity.code)
    )
    return {code: str(day.year) for code, day in rows}
