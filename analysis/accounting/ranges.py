"""Ranges from low to high, and how they multiply and shrink (interval arithmetic; Moore, Kearfott & Cloud 2009, ch. 2)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Range", "RangeRefused", "fewer", "times", "total"]


class RangeRefused(ValueError):
    """A range that is none; the sentence says in Dutch what to do."""


@dataclass(frozen=True, slots=True)
class Range:
    """What something is at least and at most; never below nought, for here things are counted."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise RangeRefused("Vul eerst het laagste en dan het hoogste getal in. Beide zijn nul of meer.")


def times(*ranges: Range) -> Range:
    """The product: for what is never below nought, low times low and high times high."""
    low = high = 1.0
    for one in ranges:
        low, high = low * one.low, high * one.high
    return Range(low, high)


def total(ranges: list[Range]) -> Range:
    """The sum: all lows together, and all highs."""
    return Range(sum(one.low for one in ranges), sum(one.high for one in ranges))


def fewer(of: Range, percent: Range) -> Range:
    """What is left when so many percent goes: the lowest with the largest loss, the highest with the smallest."""
    if percent.high > 100:
        raise RangeRefused("Minder dan niets kan niet. Vul hoogstens 100 procent in.")
    return Range(of.low * (1 - percent.high / 100), of.high * (1 - percent.low / 100))
