"""Tone: words with a feeling, turned around when they are denied, weighed per clause and for the whole story."""

from __future__ import annotations

import re
from functools import cache

from narratives.codebook import Term, parse
from narratives.dutch import lexicons
from narratives.dutch.around import BREAKS, NOW, around
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.negation import NEGATORS
from narratives.dutch.sheet import Sheet
from narratives.proposals import TONE_CLEAR, Proposal, tone_class

__all__ = ["Tone", "entries"]

TURNED_DOWN = -0.7  # "niet blij" is somber, but less than "verdrietig"
TURNED_UP = -0.35  # "niet slecht" is hardly a joy …
NO_LONGER = -0.8  # … but "niet meer eenzaam" tells of a change for the better
STRONGER, WEAKER = 1.3, 0.6
BEFORE_TURN, AFTER_TURN = 0.6, 1.3  # a story that tells how it was, and then how it is "nu"
FIRST_WEIGHT, LAST_WEIGHT = 0.5, 2.0  # how a story ends says more than how it began
LIGHT = 0.4  # weaker words are left out where they are only the denial of another word
DAMPING = 0.6  # one word of feeling in a story says less than five
DOUBT = 0.35  # a story that leans less than this stays "gemengd": rather silent than wrong
NOT_OVER = 0.8  # "ik kom niet van mijn schulden af"
REACH = 5  # words from a feeling to "voorbij"
_TYPED = re.compile(r"[:;<]['-]?[)(D/3]")  # a face of ordinary signs


@cache
def entries() -> tuple[Entry, ...]:
    """The terms of the lexicon, each with itself as payload."""
    return tuple((parse(term), term) for term, _ in lexicons.weighted("tone"))


class Tone:
    """The lexicon of tone, made ready once."""

    def __init__(self) -> None:
        self._weight = dict(lexicons.weighted("tone"))
        self._matcher = Matcher(entries())
        self._strong, self._weak = lexicons.words("stronger"), lexicons.words("weaker")
        self._ends = lexicons.words("endings")
        self._pictures = {sign: float(weight) for weight, signs in lexicons.kinds("emoji").items() for sign in signs}
        self._weight |= self._pictures

    def _score(self, sheet: Sheet, one: Found) -> float:
        score = self._weight[one.term.source]
        if one.term.source in NEGATORS:
            return score
        before = sheet.words[one.first - 1].lower if one.first else ""
        if before in self._strong:
            score *= STRONGER
        elif before in self._weak:
            score *= WEAKER
        over = self._is_over(sheet, one)
        if one.negator is not None and one.term.denied is None and over:
            score *= NOT_OVER
        elif one.negator is not None and one.term.denied is None:
            score *= TURNED_DOWN if score > 0 else NO_LONGER if self._no_longer(sheet, one) else TURNED_UP
        elif over:
            score *= TURNED_DOWN if score > 0 else NO_LONGER
        return max(-1.0, min(1.0, around(sheet, one.first, score)))

    @staticmethod
    def _no_longer(sheet: Sheet, one: Found) -> bool:
        """Is there "meer" or "minder": "niet meer eenzaam", "geen schulden meer", "minder pijn"?"""
        assert one.negator is not None
        near = range(min(one.negator, one.first), min(max(one.negator, one.last) + 2, len(sheet.words)))
        return any(sheet.words[n].lower in ("meer", "minder", "langer") for n in near)

    def _is_over(self, sheet: Sheet, one: Found) -> bool:
        """Does its clause end with "voorbij" or the like?"""
        _, end = sheet.sentence_of(one.first)
        for n in range(one.last, min(end, one.last + REACH)):
            lower = sheet.words[n].lower
            if lower in self._ends:
                return n + 1 >= end or sheet.words[n + 1].lower in BREAKS
            if lower in BREAKS:
                return False
        return False

    def find(self, sheet: Sheet, denied: dict[int, int]) -> tuple[float | None, list[Proposal]]:
        """The tone of the whole (-1 to 1, None when no word says anything) and a proposal per sentence with feeling."""
        by_sentence: dict[tuple[int, int], list[tuple[float, Found]]] = {}
        found = self._matcher.find(sheet, denied) if sheet.others is None else sheet.others
        for one in self._counting([*found, *self._faces(sheet)]):
            by_sentence.setdefault(sheet.sentence_of(one.first), []).append((self._score(sheet, one), one))
        if not by_sentence:
            return None, []
        return _whole(sheet, by_sentence), [_proposal(sheet, *place, ones) for place, ones in by_sentence.items()]

    def _faces(self, sheet: Sheet) -> list[Found]:
        """The small pictures with a feeling."""
        if sheet.text.isascii() and not _TYPED.search(sheet.text):
            return []
        found = []
        for n, word in enumerate(sheet.words):
            sign = "" if word.is_word else next((one for one in (word.text, word.text[:1]) if one in self._pictures), "")
            if sign:
                found.append(Found(sign, Term(sign, ()), n, n + 1, None, (n,)))
        return found

    def _counting(self, found: list[Found]) -> list[Found]:
        """Longer terms first ("geen zin" is not again "zin"); no word that only denies or strengthens the next."""
        taken: set[int] = set()
        kept: list[Found] = []
        for one in sorted(found, key=lambda f: (-len(f.places), f.first)):
            if taken.isdisjoint(one.places):
                taken.update(one.places)
                kept.append(one)
        deniers = {one.negator for one in kept}
        firsts = {one.first for one in kept}
        return sorted((one for one in kept if not self._helps(one, deniers, firsts)), key=lambda f: f.first)

    def _helps(self, one: Found, deniers: set[int | None], firsts: set[int]) -> bool:
        if len(one.places) == 1 and one.term.source in self._strong and one.last in firsts:
            return True  # "verschrikkelijk gezellig"
        return abs(self._weight[one.term.source]) <= LIGHT and not deniers.isdisjoint(one.places)


def _whole(sheet: Sheet, by_sentence: dict[tuple[int, int], list[tuple[float, Found]]]) -> float:
    """Good against bad: near nought when a story tells of both, or of little; the end counts for more."""
    good = bad = 0.0
    turn = _turn(sheet)
    for (first, last), ones in by_sentence.items():
        weight = 1.0 if turn is None else BEFORE_TURN if first < turn else AFTER_TURN
        weight *= FIRST_WEIGHT + (LAST_WEIGHT - FIRST_WEIGHT) * last / len(sheet.words)
        total = sum(score for score, _ in ones)
        good += weight * max(total, 0.0)
        bad += weight * max(-total, 0.0)
    return _carefully((good - bad) / (good + bad + DAMPING))


def _carefully(leaning: float) -> float:
    """The leaning of a story on the scale of `tone_class`, where it is clear only beyond `DOUBT`."""
    size = abs(leaning)
    scaled = size * TONE_CLEAR / DOUBT if size < DOUBT else TONE_CLEAR + (size - DOUBT) * (1 - TONE_CLEAR) / (1 - DOUBT)
    return round(scaled if leaning > 0 else -scaled, 4)


def _turn(sheet: Sheet) -> int | None:
    """The first word of the sentence in which the story comes to now, when it told of an earlier time first."""
    for first, last in sheet.sentences[1:]:
        if any(word.lower in NOW for word in sheet.words[first : min(last, first + 3)]):
            return first
    return None


def _proposal(sheet: Sheet, first: int, last: int, ones: list[tuple[float, Found]]) -> Proposal:
    score = sum(score for score, _ in ones) / len(ones)
    both = len({score > 0 for score, _ in ones}) == 2
    label = "gemengd" if both and tone_class(score) == "gemengd" else "positief" if score > 0 else "negatief"
    while last > first + 1 and not sheet.words[last - 1].text.strip():
        last -= 1
    return Proposal("tone", label, sheet.starts[first], sheet.end(last - 1), _reason(sheet, ones), round(score, 4))


def _reason(sheet: Sheet, ones: list[tuple[float, Found]]) -> str:
    parts = []
    for _, one in ones:
        words = one.words(sheet)
        parts.append(words if one.negator is None else f"{sheet.words[one.negator].text} … {words}")
    return "; ".join(parts)
