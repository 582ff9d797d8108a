"""Tone: words with a feeling, turned around when they are denied, weighed per clause and for the whole story."""

from __future__ import annotations

from functools import cache

from narratives.codebook import parse
from narratives.dutch import lexicons
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.negation import NEGATORS
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal, tone_class

__all__ = ["Tone", "entries"]

TURNED_DOWN = -0.7  # "niet blij" is somber, but less than "verdrietig"
TURNED_UP = -0.35  # "niet slecht" is hardly a joy …
NO_LONGER = -0.8  # … but "niet meer eenzaam" tells of a change for the better
STRONGER, WEAKER = 1.3, 0.6
AFTER_BUT, BEFORE_BUT = 1.4, 0.7  # "de avonden zijn lang, maar het is gezellig"
UNREAL = 0.35  # "het zou fijn zijn", "vroeger was het gezellig"
NOW = 1.4  # "nu slaap ik weer"
ASKED = 0.5  # "waarom was ik bang?"
FIRST_WEIGHT, LAST_WEIGHT = 0.5, 2.0  # how a story ends says more than how it began
LIGHT = 0.4  # weaker words are left out where they are only the denial of another word
DAMPING = 1.2  # one word of feeling in a story says less than five
REACH = 4  # words from a feeling to "voorbij"
_NOW = frozenset({"nu", "sindsdien", "inmiddels", "tegenwoordig", "intussen", "eindelijk"})


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
        self._ends, self._unreal = lexicons.words("endings"), lexicons.words("unreal")
        self._breaks = lexicons.words("clause_breaks") | {"en"}

    def _score(self, sheet: Sheet, one: Found) -> float:
        score = self._weight[one.term.source]
        if one.term.source in NEGATORS:
            return score
        before = sheet.words[one.first - 1].lower if one.first else ""
        if before in self._strong:
            score *= STRONGER
        elif before in self._weak:
            score *= WEAKER
        if one.negator is not None and one.term.denied is None:
            score *= TURNED_DOWN if score > 0 else NO_LONGER if self._no_longer(sheet, one) else TURNED_UP
        elif self._is_over(sheet, one):
            score *= TURNED_DOWN if score > 0 else NO_LONGER
        return max(-1.0, min(1.0, score * self._place(sheet, one)))

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
                return n + 1 >= end or sheet.words[n + 1].lower in self._breaks
            if lower in self._breaks:
                return False
        return False

    def _place(self, sheet: Sheet, one: Found) -> float:
        """What the sentence around it does: "maar", a wish, long ago, a question."""
        first, end = sheet.sentence_of(one.first)
        lowers = [word.lower for word in sheet.words[first:end]]
        at, weight = one.first - first, 1.0
        if "maar" in lowers:
            but = lowers.index("maar")
            weight = AFTER_BUT if at > but or but == 0 else BEFORE_BUT
        if "?" in lowers[at:]:
            weight *= ASKED
        begin = next((n + 1 for n in range(at - 1, -1, -1) if lowers[n] in self._breaks), 0)
        stop = next((n for n in range(at, len(lowers)) if lowers[n] in self._breaks), len(lowers))
        clause = lowers[begin:stop]
        if not _NOW.isdisjoint(clause):
            return weight * NOW
        return weight if self._unreal.isdisjoint(clause) else weight * UNREAL

    def find(self, sheet: Sheet, denied: dict[int, int]) -> tuple[float | None, list[Proposal]]:
        """The tone of the whole (-1 to 1, None when no word says anything) and a proposal per sentence with feeling."""
        by_sentence: dict[tuple[int, int], list[tuple[float, Found]]] = {}
        for one in self._counting(self._matcher.find(sheet, denied) if sheet.others is None else sheet.others):
            by_sentence.setdefault(sheet.sentence_of(one.first), []).append((self._score(sheet, one), one))
        if not by_sentence:
            return None, []
        return _whole(sheet, by_sentence), [_proposal(sheet, *place, ones) for place, ones in by_sentence.items()]

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
    for (_, last), ones in by_sentence.items():
        weight = FIRST_WEIGHT + (LAST_WEIGHT - FIRST_WEIGHT) * last / len(sheet.words)
        good += weight * sum(score for score, _ in ones if score > 0)
        bad -= weight * sum(score for score, _ in ones if score < 0)
    return round((good - bad) / (good + bad + DAMPING), 4)


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
