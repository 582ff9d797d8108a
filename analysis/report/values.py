"""The smallest values of a Report: a number that may be shown with its interval, or the reason why it may not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval in the unit of its figure; `method` names the formula ("Wilson", "t", ...)."""

    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that may be shown, or the reason why it may not (then value, n and interval are None)."""

    value: float | None
    n: int | None
    unit: str  # "procent" (0-100), "cijfer" (a mark or mean), "aantal"
    interval: Interval | None = None
    suppressed: bool = False
    reason: str = ""  # Dutch; only when suppressed or absent
