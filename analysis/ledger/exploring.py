"""What an account looked at today while exploring: kept, so that the next look is weighed beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.cube import Filter
from analysis.cube_figures import Look
from analysis.ledger.models import ExploredFilter
from database import today
from surveys.parties import Account, Programme

MOST = 40  # looks of a day that are weighed; after those the oldest are forgotten


def earlier(session: Session, programme: Programme, account: Account) -> list[Look]:
    """The looks of this account today, oldest first; also those before an answer was sent or withdrawn, with their numbers."""
    query = select(ExploredFilter.look).where(
        ExploredFilter.programme_id == programme.id, ExploredFilter.account_id == account.id,
        ExploredFilter.day == today(),
    )  # fmt: skip
    return [_look(one) for one in session.scalars(query.order_by(ExploredFilter.id.desc()).limit(MOST))][::-1]


def remember(session: Session, programme: Programme, account: Account, state: str, look: Look) -> None:
    """Keep this look when it is new; those of other days go. Flushes."""
    mine = ExploredFilter.account_id == account.id
    session.execute(delete(ExploredFilter).where(mine, ExploredFilter.day < today()))
    if look not in earlier(session, programme, account):
        session.add(ExploredFilter(programme_id=programme.id, account_id=account.id, day=today(), state=state, look=_json(look)))
    session.flush()


def _json(look: Look) -> dict[str, Any]:
    return {
        "variable": look.variable,
        "areas": list(look.keep.areas),
        "labels": [list(one) for one in look.keep.labels],
        "split": look.split,
        "shown": [list(one) for one in look.shown],
        "sizes": [list(one) for one in look.sizes],
    }


def _look(kept: dict[str, Any]) -> Look:
    labels = tuple((one[0], one[1]) for one in kept["labels"])
    seen = (tuple(map(tuple, kept.get(name, ()))) for name in ("shown", "sizes"))
    return Look(kept["variable"], Filter(tuple(kept["areas"]), labels), kept["split"], *seen)
