"""The soft gate before indicators: it never locks, it asks for a reason, and the report says so."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.frameworks import facts, store
from analysis.frameworks.compass import COMPASS, too_early
from analysis.models import Ambition, Indicator, SocietalResult
from surveys.parties import Programme

__all__ = ["early", "made_early"]

TALKED = frozenset({"besproken", "klaar"})


def early(session: Session, programme: Programme) -> str:
    """The sentence why an indicator now is a jump; "" when it is not."""
    laid = {
        card.dimension: card.state for held in store.sessions(session, programme, COMPASS) for card in held.cards if card.state
    }
    return too_early(facts.gather(session, programme), laid.get("monitoring") in TALKED)


def made_early(session: Session, programme: Programme) -> tuple[str, ...]:
    """The indicators that were made before their conversation, each with the reason that was given; by name."""
    rows = session.execute(
        select(Indicator.name, Indicator.early_reason)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id, Indicator.early_reason != "")
        .order_by(Indicator.name, Indicator.code)
    )
    return tuple(f"{name}: {reason}" for name, reason in rows)
