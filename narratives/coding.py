"""Themes on a story: what the reader proposes and what people decided, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from narratives.redaction import DecisionLike, SpanLike

__all__ = ["Coded", "codes_of", "effective_themes"]


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """A theme on a span of a story; a span from 0 to 0 is about the story as a whole."""

    start: int
    end: int
    code: str
    decided: bool = False  # a person accepted or added it


def _covers(decision: DecisionLike, start: int, end: int) -> bool:
    """Does this decision speak about the span? A decision on 0-0 speaks about the whole story."""
    return decision.start == decision.end or (decision.start < end and start < decision.end)


def effective_themes(annotations: Iterable[SpanLike], decisions: Iterable[DecisionLike]) -> tuple[Coded, ...]:
    """The themes that count now.

    What a person accepted or added counts. A proposal counts until a person rejects that theme on words it overlaps:
    offsets of a newer reading may differ a little, the decision holds all the same.
    """
    decided = [one for one in decisions if one.kind == "theme"]
    kept = {(one.label, one.start, one.end) for one in decided if one.verdict != "rejected"}
    rejected = [one for one in decided if one.verdict == "rejected"]
    found = {Coded(start, end, code, decided=True) for code, start, end in kept}
    for one in annotations:
        if one.kind != "theme" or (one.label, one.start, one.end) in kept:
            continue
        if any(no.label == one.label and _covers(no, one.start, one.end) for no in rejected):
            continue
        found.add(Coded(one.start, one.end, one.label))
    return tuple(sorted(found))


def codes_of(annotations: Iterable[SpanLike], decisions: Iterable[DecisionLike]) -> frozenset[str]:
    """The different codes on a story."""
    return frozenset(one.code for one in effective_themes(annotations, decisions))
