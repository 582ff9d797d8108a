"""From the tables to the part of the Report about the teams: marks per dimension against the mean of all teams."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.teams import TeamsPart


def part(session: Session, context: Context) -> TeamsPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
