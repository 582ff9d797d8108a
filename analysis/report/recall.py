"""Quotes that were withdrawn since a snapshot was kept: its figures stay, the words go."""

from __future__ import annotations

import dataclasses

from sqlalchemy.orm import Session

from analysis.report.model import Report
from analysis.report.telling import released
from surveys.parties import Programme


def without_withdrawn(session: Session, programme: Programme, report: Report) -> Report:
    """The report without quotes that may not be shown any more."""
    allowed = {one.part.text for one in released(session, programme)}
    results = tuple(
        dataclasses.replace(one, quotes=tuple(quote for quote in one.quotes if quote.text in allowed)) for one in report.results
    )
    council = report.council_quote if report.council_quote and report.council_quote.text in allowed else None
    return dataclasses.replace(report, results=results, council_quote=council)
