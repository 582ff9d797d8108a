"""What a reader hands over: plain proposals about a text, and the reading of a whole story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["COULD_NOT", "READ", "TONE_CLEAR", "Proposal", "Reading", "from_plain", "to_plain", "tone_class"]

TONE_CLEAR = 0.2  # from here on a story leans to one side; desk, report and bench all use this one

READ = "gelezen"
COULD_NOT = "kon_niet"


class Proposal(NamedTuple):
    """A span of the original text (code points, half-open), what it might be, and the words that made the reader think so."""

    kind: str  # theme, hide, person, place, organisation, tone, keyphrase
    label: str
    start: int
    end: int
    reason: str
    score: float


def tone_class(tone: float | None) -> str:
    """Positief, negatief, or gemengd when a story leans to neither side (or no word says anything)."""
    if tone is None or abs(tone) < TONE_CLEAR:
        return "gemengd"
    return "positief" if tone > 0 else "negatief"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the software made of one story; `lemmas` holds content words only, without hidden names."""

    state: str  # READ or COULD_NOT
    version: str
    reason: str = ""
    words: int = 0
    tone: float | None = None  # -1 (somber) to 1 (positief)
    lemmas: Mapping[str, int] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()

    def of(self, kind: str) -> tuple[Proposal, ...]:
        """The proposals of one kind, in the order of the text."""
        return tuple(one for one in self.proposals if one.kind == kind)


def to_plain(reading: Reading) -> dict[str, Any]:
    """A reading as plain values, to travel between processes."""
    rows = [[p.kind, p.label, p.start, p.end, p.reason, p.score] for p in reading.proposals]
    return {
        "state": reading.state,
        "version": reading.version,
        "reason": reading.reason,
        "words": reading.words,
        "tone": reading.tone,
        "lemmas": dict(reading.lemmas),
        "proposals": rows,
    }


def from_plain(plain: Mapping[str, Any]) -> Reading:
    """The opposite of `to_plain`."""
    return Reading(**{**plain, "proposals": tuple(Proposal(*row) for row in plain["proposals"])})
