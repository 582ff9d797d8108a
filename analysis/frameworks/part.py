"""From the tables to the part of the Report about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.frameworks import FrameworksPart


def part(session: Session, context: Context) -> FrameworksPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
