"""Words with marks in them: a text cut where marks begin and end, for a page that shows each mark and its number."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narratives.redaction import Redacted


@dataclass(frozen=True)
class Mark:
    """A span of the text (code points, half-open), the number that the page gives it, and what it says."""

    start: int
    end: int
    number: int
    title: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of text with the marks that cover it; `last` are the numbers of the marks that end here."""

    text: str
    marks: tuple[Mark, ...]
    last: tuple[int, ...]


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text in pieces; joined together they are the text again, whatever the marks are."""
    kept = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in kept), *(m.end for m in kept)})
    return [
        Segment(
            text[a:b],
            tuple(m for m in kept if m.start <= a and b <= m.end),
            tuple(m.number for m in kept if m.end == b),
        )
        for a, b in itertools.pairwise(cuts)
    ]


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    """Every place where words stand, in any capitals, and not as a part of a longer word."""
    low, find = _folded(text), _folded(wanted.strip())
    found: list[tuple[int, int]] = []
    at = low.find(find) if find else -1
    while at >= 0:
        end = at + len(find)
        if not _joins(low, at) and not _joins(low, end):
            found.append((at, end))
            at = low.find(find, end)
        else:
            at = low.find(find, at + 1)
    return found


def _folded(text: str) -> str:
    """Small letters, one for one, so that offsets stay what they were."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def original(redacted: Redacted, start: int, end: int) -> tuple[int, int]:
    """A span of a redacted text as a span of the original; a stand-in that is touched is taken whole."""
    return _back(redacted, start, False), _back(redacted, end, True)


def _back(redacted: Redacted, offset: int, at_end: bool) -> int:
    shift = redacted.start
    for one in redacted.replaced:
        if offset < one.new_start or (at_end and offset == one.new_start):
            break
        if offset < one.new_end:
            return one.end if at_end else one.start
        shift = one.end - one.new_end
    return offset + shift


def numbered(spans: Sequence[tuple[int, int, str]]) -> list[Mark]:
    """Marks numbered from 1 in the order of the text."""
    return [Mark(start, end, n, title) for n, (start, end, title) in enumerate(sorted(spans), start=1)]
