"""From the tables to the part of the Report about the layered account, and what investing returns."""

from __future__ import annotations

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.parts.accounting import AccountingPart


def part(session: Session, context: Context) -> AccountingPart | None:
    """The part, or None when the programme has nothing to say here."""
    return None
