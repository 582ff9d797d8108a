"""Spans that may point at a person, and the stand-ins that take their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["STAND_INS", "Hide", "Redacted", "Replaced", "effective_hides", "redact", "redact_part"]

STAND_INS: Mapping[str, str] = {
    "naam": "[naam]",
    "adres": "[adres]",
    "postcode": "[postcode]",
    "telefoon": "[telefoonnummer]",
    "e-mail": "[e-mailadres]",
    "bsn": "[bsn]",
    "geboortedatum": "[geboortedatum]",
    "iban": "[rekeningnummer]",
    "kenteken": "[kenteken]",
    "account": "[account]",
    "nummer": "[nummer]",
    "plaats": "[plaats]",
    "organisatie": "[organisatie]",
}
OTHER = "[weggelaten]"


class SpanLike(Protocol):
    """Anything with a span and a label: an Annotation, a Proposal, a Hide."""

    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class DecisionLike(SpanLike, Protocol):
    """A span on which a person decided."""

    @property
    def verdict(self) -> str: ...


@dataclass(frozen=True, slots=True, order=True)
class Hide:
    """A span to hide (code points, half-open); `decided` when a person said so."""

    start: int
    end: int
    label: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """Where a stand-in stands: the span in the original and in the new text."""

    start: int
    end: int
    new_start: int
    new_end: int
    label: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with stand-ins, and how its offsets relate to the original."""

    text: str
    replaced: tuple[Replaced, ...]
    start: int = 0  # where this part begins in the original

    def position(self, offset: int) -> int:
        """An offset of the original as an offset here; inside a hidden span it is the start of the stand-in."""
        shift = -self.start
        for one in self.replaced:
            if offset < one.start:
                break
            if offset < one.end:
                return one.new_start
            shift = one.new_end - one.end
        return max(0, min(len(self.text), offset + shift))


def effective_hides(annotations: Iterable[SpanLike], decisions: Iterable[DecisionLike]) -> tuple[Hide, ...]:
    """What is hidden now: proposals of kind hide, without what a person rejected, with what a person added or confirmed."""
    decided = [one for one in decisions if one.kind == "hide"]
    kept = [one for one in decided if one.verdict != "rejected"]
    rejected = [one for one in decided if one.verdict == "rejected"]
    hides = {(one.start, one.end): Hide(one.start, one.end, one.label, decided=True) for one in kept}
    for one in annotations:
        if one.kind != "hide" or (one.start, one.end) in hides:
            continue
        # A person said "this is nobody": that also holds for a later, smaller proposal within the same words.
        if any(no.start <= one.start and one.end <= no.end for no in rejected):
            continue
        hides[one.start, one.end] = Hide(one.start, one.end, one.label)
    return tuple(sorted(hides.values()))


def _merged(spans: Sequence[Hide], limit: int) -> list[Hide]:
    """Spans in order without overlap and within the text; where two overlap the label of the longer one stays."""
    merged: list[Hide] = []
    for one in sorted(spans):
        start, end = max(0, one.start), min(limit, one.end)
        if start >= end:
            continue
        if merged and start < merged[-1].end:
            last = merged[-1]
            label = last.label if last.end - last.start >= end - start else one.label
            merged[-1] = Hide(last.start, max(last.end, end), label)
        else:
            merged.append(Hide(start, end, one.label))
    return merged


def redact(text: str, spans: Iterable[Hide | SpanLike]) -> Redacted:
    """The text with a stand-in for each span ("mijn buurvrouw [naam]"); overlapping spans get one stand-in."""
    return redact_part(text, spans, 0, len(text))


def redact_part(text: str, spans: Iterable[Hide | SpanLike], start: int, end: int) -> Redacted:
    """A part of the text, redacted; a span that crosses an edge of the part is hidden whole."""
    hides = _merged([Hide(s.start, s.end, s.label) for s in spans], len(text))
    pieces: list[str] = []
    replaced: list[Replaced] = []
    at, length = start, 0
    for hide in hides:
        if hide.end <= start or hide.start >= end:
            continue
        stand_in = STAND_INS.get(hide.label, OTHER)
        before = text[at : max(at, hide.start)]
        length += len(before)
        pieces += [before, stand_in]
        replaced.append(Replaced(hide.start, hide.end, length, length + len(stand_in), hide.label))
        length += len(stand_in)
        at = hide.end
    pieces.append(text[at:end] if at < end else "")
    return Redacted("".join(pieces), tuple(replaced), start)
