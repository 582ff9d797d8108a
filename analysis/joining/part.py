"""From the tables to the part of the Report about contradictions, rival explanations, who did not tell, calibration, representativeness."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.joining import JoiningPart


def part(session: Session, context: Context) -> JoiningPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
