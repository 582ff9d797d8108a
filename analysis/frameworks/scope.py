"""The demarcation of the sociale basis, and a digest of it: only equal digests may be compared."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from analysis.frameworks import catalogue, store
from analysis.frameworks.aggregate import newest
from analysis.frameworks.filled import sitting
from surveys.parties import Programme

SCOPE = "afbakening"


def counted(session: Session, programme: Programme) -> dict[str, tuple[str, ...]]:
    """The ready-made cards by state ("wel", "niet", "" = not said), as dimension.card, in order."""
    framework = catalogue.get(SCOPE)
    laid = {
        (one.dimension, one.subject): one.state
        for one in newest([sitting(held) for held in store.sessions(session, programme, SCOPE)])
    }
    found: dict[str, list[str]] = {"wel": [], "niet": [], "": []}
    for dimension in framework.dimensions:
        for item in dimension.items:
            found.setdefault(laid.get((dimension.code, item.code), ""), []).append(f"{dimension.code}.{item.code}")
    return {state: tuple(sorted(cards)) for state, cards in found.items()}


def digest(session: Session, programme: Programme) -> str:
    """The same for two programmes exactly when they count the same cards and leave out the same; "" when nothing was said."""
    found = counted(session, programme)
    if not found["wel"] and not found["niet"]:
        return ""
    words = "\n".join(f"{state}:{card}" for state in ("wel", "niet", "") for card in found[state])
    return hashlib.sha256(words.encode()).hexdigest()[:16]
