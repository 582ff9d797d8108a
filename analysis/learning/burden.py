"""What measuring costs people: minutes a year, and what they may do differently because they are measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """One thing that is asked: of whom, how many minutes each time, how often a year by all together."""

    name: str
    who: str  # inwoner, professional
    minutes: float
    times: int
    behaviour: str = ""

    @property
    def hours(self) -> float:
        """Hours a year of all people together."""
        return self.minutes * self.times / 60


def hours(loads: Sequence[Load], who: str) -> float:
    """Hours a year that measuring asks of residents or of professionals."""
    return sum(one.hours for one in loads if one.who == who)


def unasked(loads: Sequence[Load]) -> tuple[str, ...]:
    """Names of what is measured without the question what people will do differently because of it (requirement 85)."""
    return tuple(one.name for one in loads if not one.behaviour.strip())
