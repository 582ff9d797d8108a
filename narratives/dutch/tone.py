"""Tone: words with a feeling, turned around when they are denied, weighed per sentence and for the whole story."""

from __future__ import annotations

from functools import cache

from narratives.codebook import parse
from narratives.dutch import lexicons
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal

__all__ = ["Tone", "tone_class"]

TURNED_DOWN = -0.7  # "niet blij" is somber, but less than "verdrietig"
TURNED_UP = -0.35  # "niet slecht" is hardly a joy …
NO_LONGER = -0.7  # … but "niet meer eenzaam" tells of a change for the better
STRONGER, WEAKER = 1.3, 0.6
CLEAR = 0.12
DAMPING = 0.5  # one word of feeling in a story says less than five


def tone_class(tone: float | None) -> str:
    """A tone as one of three words, or `neutraal` when nothing was felt."""
    if tone is None or abs(tone) < CLEAR:
        return "neutraal"
    return "positief" if tone > 0 else "negatief"


@cache
def entries() -> tuple[Entry, ...]:
    """The terms of the lexicon, each with itself as payload."""
    return tuple((parse(term), term) for term, _ in lexicons.weighted("tone"))


class Tone:
    """The lexicon of tone, made ready once."""

    def __init__(self) -> None:
        weights = lexicons.weighted("tone")
        self._weight = dict(weights)
        self._matcher = Matcher(entries())
        self._strong = lexicons.words("stronger")
        self._weak = lexicons.words("weaker")

    def _score(self, sheet: Sheet, one: Found) -> float:
        score = self._weight[one.payload]
        before = sheet.words[one.first - 1].lower if one.first else ""
        if before in self._strong:
            score *= STRONGER
        elif before in self._weak:
            score *= WEAKER
        if one.negator is not None and one.term.denied is None:
            score *= TURNED_DOWN if score > 0 else NO_LONGER if self._no_longer(sheet, one) else TURNED_UP
        return max(-1.0, min(1.0, score))

    @staticmethod
    def _no_longer(sheet: Sheet, one: Found) -> bool:
        """Is there "meer" or "minder": "niet meer eenzaam", "geen schulden meer", "minder pijn"?"""
        assert one.negator is not None
        near = range(min(one.negator, one.first), min(max(one.negator, one.last) + 2, len(sheet.words)))
        return any(sheet.words[n].lower in ("meer", "minder", "langer") for n in near)

    def find(self, sheet: Sheet, denied: dict[int, int]) -> tuple[float | None, list[Proposal]]:
        """The tone of the whole (-1 to 1, None when no word says anything) and a proposal per sentence with feeling."""
        by_sentence: dict[tuple[int, int], list[tuple[float, Found]]] = {}
        for one in _without_overlap(self._matcher.find(sheet, denied) if sheet.others is None else sheet.others):
            by_sentence.setdefault(sheet.sentence_of(one.first), []).append((self._score(sheet, one), one))
        scores = [score for ones in by_sentence.values() for score, _ in ones]
        if not scores:
            return None, []
        whole = sum(scores) / (len(scores) + DAMPING)
        return round(whole, 4), [_proposal(sheet, *place, ones) for place, ones in by_sentence.items()]


def _without_overlap(found: list[Found]) -> list[Found]:
    """Longer terms first: "geen zin" counts once, not again as "zin"."""
    taken: set[int] = set()
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.first - f.last, f.first)):
        span = range(one.first, one.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(one)
    return sorted(kept, key=lambda f: f.first)


def _proposal(sheet: Sheet, first: int, last: int, ones: list[tuple[float, Found]]) -> Proposal:
    score = sum(score for score, _ in ones) / len(ones)
    signs = {score > 0 for score, _ in ones}
    label = "gemengd" if len(signs) == 2 and abs(score) < 2 * CLEAR else "positief" if score > 0 else "negatief"
    while last > first + 1 and not sheet.words[last - 1].text.strip():
        last -= 1
    return Proposal("tone", label, sheet.starts[first], sheet.end(last - 1), _reason(sheet, ones), round(score, 4))


def _reason(sheet: Sheet, ones: list[tuple[float, Found]]) -> str:
    parts = []
    for _, one in ones:
        words = one.words(sheet)
        parts.append(words if one.negator is None else f"{sheet.words[one.negator].text} … {words}")
    return "; ".join(parts)
