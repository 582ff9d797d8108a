"""From the tables to the part of the Report about comparison with other municipalities of equal scope."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.benchmark import BenchmarkPart


def part(session: Session, context: Context) -> BenchmarkPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
