"""Budgeted and realised of teams per period, and what a client costs on average. Never shown without hulp and klant (`marks.together`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sum:
    """What teams were given and spent in a period; None = not known for every team."""

    budgeted: float | None
    realised: float | None
    clients: int | None

    @property
    def used(self) -> float | None:
        """Realised as a share of budgeted, in per cent."""
        return None if not self.budgeted or self.realised is None else 100 * self.realised / self.budgeted

    @property
    def unit_cost(self) -> float | None:
        """Euro per client (realised divided by clients); a mean, not what a person should cost."""
        return None if not self.clients or self.realised is None else self.realised / self.clients


def added(parts: Sequence[Sum]) -> Sum:
    """All together; what is unknown for one team is unknown for the sum."""
    return Sum(_total([one.budgeted for one in parts]), _total([one.realised for one in parts]), _count(parts))


def _total(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) if values and len(known) == len(values) else None


def _count(parts: Sequence[Sum]) -> int | None:
    total = _total([one.clients for one in parts])
    return None if total is None else int(total)
