"""Many tests in one report: how the chance of a false alarm grows, and two ways to keep it down."""

from __future__ import annotations

from collections.abc import Sequence

MANY = 5  # from so many tests on a report says that it tested many


def holm(ps: Sequence[float]) -> list[float]:
    """Adjusted p values that keep the chance of one false alarm or more at the level (Holm 1979), in the order given."""
    order = sorted(range(len(ps)), key=lambda i: ps[i])
    found, highest = [0.0] * len(ps), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        found[place] = highest
    return found


def benjamini_hochberg(ps: Sequence[float], *, looked: int | None = None) -> list[float]:
    """Adjusted p values that keep the expected share of false alarms among the finds at the level (Benjamini & Hochberg 1995).

    `looked`: in how many places was looked, when the places that cannot be found (p = 1) are left out of `ps`.
    """
    total = max(looked or 0, len(ps))
    order = sorted(range(len(ps)), key=lambda i: -ps[i])
    found, lowest = [0.0] * len(ps), 1.0
    for back, place in enumerate(order):
        lowest = min(lowest, ps[place] * total / (len(ps) - back))
        found[place] = lowest
    return found


def expected_by_chance(tests: int, level: float = 0.05) -> float:
    """How many of so many tests come out below the level when there is nothing to find."""
    return tests * level
