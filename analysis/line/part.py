"""From the tables to the part of the Report about the reasoning line: what we wanted, through what, and what each link rests on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.line import LinePart


def part(session: Session, context: Context) -> LinePart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
