"""From the tables to the part of the Report about where figures come from: imports, expectations, context."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.sources import SourcesPart


def part(session: Session, context: Context) -> SourcesPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
