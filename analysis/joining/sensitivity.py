"""How a conclusion would move if the people who are missing were so many points different (Stem van de stilte)."""

from __future__ import annotations

import math
from dataclasses import dataclass

GOOD, BAD, UNCLEAR = "goede_kant", "verkeerde_kant", "onduidelijk"


@dataclass(frozen=True, slots=True)
class Moved:
    """The figure when the missing group is `points` different from those who took part, and the verdict it would then have."""

    points: float
    value: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Known:
    """A difference with its interval, the share of the population that is missing (0-1), and which way is desired."""

    value: float
    low: float
    high: float
    missing: float
    direction: str = "omhoog"

    def at(self, points: float) -> Moved:
        """With the missing group `points` higher (below 0: lower): value + share missing × points (pattern-mixture, Little 1993)."""
        shift = self.missing * points
        return Moved(
            points,
            self.value + shift,
            self.low + shift,
            self.high + shift,
            verdict(self.low + shift, self.high + shift, self.direction),
        )

    def turning(self) -> float | None:
        """The difference nearest to nought at which the verdict becomes another one; None when nobody is missing."""
        if self.missing <= 0:
            return None
        if self.low > 0:
            return -self.low / self.missing
        if self.high < 0:
            return -self.high / self.missing
        up, down = -self.low / self.missing, -self.high / self.missing
        return min((up, down), key=abs)


def verdict(low: float, high: float, direction: str) -> str:
    """Which way an interval points: unclear when it holds nought."""
    if low <= 0 <= high:
        return UNCLEAR
    return GOOD if (low > 0) == (direction == "omhoog") else BAD


def table(known: Known, steps: tuple[float, ...]) -> tuple[Moved, ...]:
    """The figure for each step, lowest first."""
    return tuple(known.at(one) for one in sorted(steps))


def missing_share(answered: int, asked: int | None) -> float | None:
    """The share of the people who were asked that did not answer; None when nobody knows how many were asked."""
    if not asked:
        return None
    return max(0.0, 1 - answered / asked)


def just_beyond(points: float, step: float) -> float:
    """The turning point rounded away from nought, so that at the printed number the verdict has turned."""
    return math.copysign(math.ceil(abs(points) / step - 1e-9) * step, points)
