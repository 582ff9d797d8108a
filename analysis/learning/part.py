"""From the tables to the part of the Report about last cycle's actions, conversations, new actions, learning questions, burden."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.learning import LearningPart


def part(session: Session, context: Context) -> LearningPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
