"""Hulp in three ways: beter, gelijk, achteruit; from two measurements of the same people, or from what they say looking back.

Two measurements: the reliable change index (Jacobson & Truax 1991), |RCI| > 1,96 counts as a change. The goal of the bollen model
is that people get better or at least do not go backwards: beter + gelijk. It says what changed, not what it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis import disclosure
from analysis.statistics.change import rci
from analysis.statistics.intervals import Estimate, wilson
from analysis.teams.marks import NO_ANSWERS
from saying import mark

WAYS = ("beter", "gelijk", "achteruit")
RELIABLE = 1.96
PAIRED, LOOKING_BACK = mark("twee metingen"), mark("terugkijken")


@dataclass(frozen=True, slots=True)
class Helped:
    """How many people got better, stayed the same or went backwards; counts are None where too small to show."""

    n: int | None
    counts: tuple[int | None, int | None, int | None]
    goal: Estimate | None  # share of beter + gelijk, 0-1
    method: str
    reason: str = ""


def by_change(before: ArrayLike, after: ArrayLike, sd: float, reliability: float, *, higher_is_better: bool = True) -> list[str]:
    """The way of each person, from a score before and after; pairs with a missing score do not count."""
    first, second = np.asarray(before, float), np.asarray(after, float)
    known = ~(np.isnan(first) | np.isnan(second))
    index = rci(first[known], second[known], sd, reliability) * (1 if higher_is_better else -1)
    return ["beter" if one > RELIABLE else "achteruit" if one < -RELIABLE else "gelijk" for one in index]


def three_ways(ways: Sequence[str], minimum: int, method: str, *, held: bool = False) -> Helped:
    """The counts of the ways with the goal's interval (Wilson); hidden below the minimum, and a small way with another one.

    `held`: the publication ledger says that these people may not be counted beside those of an earlier report.
    """
    n = len(ways)
    if held:
        return Helped(None, (None, None, None), None, method, disclosure.PUBLISHED)
    if n < minimum:
        return Helped(None, (None, None, None), None, method, disclosure.TOO_SMALL if n else NO_ANSWERS)
    counts = [ways.count(one) for one in WAYS]
    safe = disclosure.protect_counts(counts)
    good = counts[0] + counts[1]
    # The goal is the other side of "achteruit": it may be known only when that count may.
    goal = wilson(good, n) if safe[2] is not None and 0 < good < n else None
    return Helped(n, (safe[0], safe[1], safe[2]), goal, method)
