"""The part of the Report about comparison with other municipalities of equal scope: where we stand, never who is best."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One figure among those of others. `others` are sorted and without names."""

    name: str
    unit: str  # procent, cijfer, aantal, euro
    direction: str  # the desired way; "" when there is none
    value: float
    low: float | None
    high: float | None
    period: str
    others: tuple[float, ...]
    quartiles: tuple[float, float, float]
    rank: float
    words: str
    alike: tuple[float, ...]  # values of the look-alikes; empty when too few
    alike_middle: float | None


@dataclass(frozen=True, slots=True)
class BenchmarkPart:
    """The comparison; `too_few`: why there is none, "" otherwise."""

    municipalities: int
    year: int
    scope_words: tuple[str, ...]
    traits: tuple[str, ...]  # on which look-alikes were chosen
    alike: int
    lines: tuple[StandingLine, ...]
    too_few: str
