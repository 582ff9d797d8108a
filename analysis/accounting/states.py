"""What is known of each activity: done well, whom it reached, and whether participants confirm its mechanism."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.report.context import Context
from analysis.report.model import Figure


@dataclass(frozen=True, slots=True)
class ActivityState:
    """The states of one activity; None where nothing was recorded."""

    code: str
    fidelity: Figure | None = None  # procent of the checklist that is "ja" ("deels" counts half), n = items
    reach: Figure | None = None  # procent of the target group, n = people reached
    confirmed: Figure | None = None  # procent of coded causes that name the activity or its mechanism, n = coded causes


def activity_states(session: Session, context: Context) -> dict[str, ActivityState]:
    """The state of every activity that has one, by its code; small cells are hidden already."""
    from analysis.accounting.facts import known

    found = {}
    for code, one in known(session, context.programme, context.material, asked=True).items():
        state = ActivityState(code, one.fidelity, one.reach.figure if one.reach else None, one.confirmed)
        if state != ActivityState(code):
            found[code] = state
    return found
