"""Themes: the terms of a programme's codebook in a story, and of the family of words they belong to, without what exclusions cover.

A code of a family weighs what it finds: an expression that says it all is enough, an ordinary word ("bus", "kamer") needs
something beside it. A code without a family takes every term of its codebook at its word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from narratives.codebook import PARTS_OF_SPEECH, CodeTerms, Part, Term, parse
from narratives.dutch.families import family_of
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal

__all__ = ["Themes"]

_EXCLUDED = "\1"
_OTHER = "\0"  # no code begins with one of these
_DENIED_SCORE, _WEAK_SCORE, _SCORE = 0.6, 0.7, 0.8
_FULL, _HALF, _AGAIN = 1.0, 0.5, 0.5  # evidence of a strong term and a weak one; a weak one said again counts for half of it
_ENOUGH, _SPREAD = 1.0, 1.5  # evidence needed in two sentences that follow each other, or in the whole story
_Weighed = tuple[float, Found]
_VERB, _NOUN = PARTS_OF_SPEECH["ww"], PARTS_OF_SPEECH["znw"]


def _with_heads(term: Term) -> Term:
    """The same term, that also finds compounds ending in its words."""
    parts = tuple(replace(one, how="head") if one.how == "any" and one.pos in ((), _NOUN) else one for one in term.parts)
    return replace(term, parts=parts)


def _is_plain(term: Term) -> bool:
    """A phrase without a gap or exact words, of which the last word may turn out to be a verb."""
    last = term.parts[-1]
    return len(term.parts) > 1 and last.how == "any" and last.pos in ((), _VERB) and not any(one.gap for one in term.parts)


def _orders(term: Term, *, loose: bool = False) -> Iterator[Term]:
    """The term as it is, and with its verb in front ("staat rood"); `loose`: words may stand before a verb at the end too."""
    yield term
    if not _is_plain(term):
        return
    *rest, last = term.parts
    verb = replace(last, pos=_VERB)
    yield replace(term, parts=(verb, _after_gap(rest[0]), *rest[1:]))
    if loose:
        yield replace(term, parts=(*rest, _after_gap(verb)))


def _after_gap(part: Part) -> Part:
    return replace(part, gap=True)


class Themes:
    """A codebook made ready for matching; TermRefused when a term cannot be understood."""

    def __init__(self, codes: Iterable[CodeTerms], others: Iterable[Entry] = ()) -> None:
        """Terms of these codes; `others` are matched in the same pass over the words, which is cheaper, and left on the sheet."""
        codes = tuple(codes)
        self._evidence: dict[str, Mapping[str, float]] = {}  # of codes with a family: what a term counts for
        self._related: dict[str, frozenset[str]] = {}  # … and what the codebook itself does not have
        terms = [entry for code in codes for entry in self._entries(code)]
        excluded = [
            (one, _EXCLUDED + code.code)
            for code in codes
            for source in code.exclusions
            for one in _orders(parse(source), loose=True)
        ]
        self._matcher = Matcher([*terms, *excluded, *((term, _OTHER + payload) for term, payload in others)])

    def _entries(self, code: CodeTerms) -> list[Entry]:
        """The terms of a code with their orders, and those of its family."""
        own = [parse(source) for source in code.terms]
        found = [(_with_heads(one), code.code) for term in own for one in _orders(term)]
        family = family_of(code)
        if family is None:
            return found
        sources = {term.source for term in own}
        related = [term for term in family.expressions if term.source not in sources]
        said = {term.source: _HALF if term.weak or term.source in family.passing else _FULL for term in own}
        self._evidence[code.code] = {**family.evidence, **said}
        self._related[code.code] = frozenset(term.source for term in related)
        return found + [(_with_heads(one), code.code) for term in related for one in _orders(term)]

    def find(self, sheet: Sheet, denied: dict[int, int]) -> list[Proposal]:
        """One proposal for each place where a code has a term; of overlapping terms of a code the longest."""
        found: list[Found] = []
        sheet.others = []
        covered: dict[str, set[int]] = {}
        for one in self._matcher.find(sheet, denied):
            if one.payload[0] == _OTHER:
                sheet.others.append(one)
            elif one.payload[0] == _EXCLUDED:
                covered.setdefault(one.payload[1:], set()).update(one.places)
            else:
                found.append(one)
        kept: dict[str, list[_Weighed]] = {}
        weighed = [(self._weight(one), one) for one in found]
        strong = {one.payload for weight, one in weighed if weight >= _HALF}
        for weight, one in sorted(weighed, key=lambda pair: (-pair[0], pair[1].first - pair[1].last)):
            if one.payload not in strong:
                continue  # nothing but faint words
            rivals = kept.setdefault(one.payload, [])
            excluded = one.payload in covered and not covered[one.payload].isdisjoint(one.places)
            if not excluded and not any(r.first < one.last and one.first < r.last for _, r in rivals):
                rivals.append((weight, one))
        return [self._proposal(sheet, *pair) for pairs in kept.values() if self._enough(sheet, pairs) for pair in pairs]

    def _weight(self, one: Found) -> float:
        own = self._evidence.get(one.payload)
        return (_HALF if one.term.weak else _FULL) if own is None else own[one.term.source]

    def _enough(self, sheet: Sheet, pairs: list[_Weighed]) -> bool:
        """Is what was found of a code enough to propose it?"""
        if not pairs or pairs[0][1].payload not in self._evidence:
            return _strong_enough([one for _, one in pairs])
        if pairs[0][0] < _HALF:
            return False
        if pairs[0][0] >= _ENOUGH:
            return True
        per_sentence: dict[int, float] = {}
        said: Counter[str] = Counter()
        for weight, one in pairs:
            root, number = _root(sheet, one), sheet.sentence_number(one.first)
            per_sentence[number] = per_sentence.get(number, 0.0) + weight * (_AGAIN if said[root] else 1.0)
            said[root] += 1
        near = max(here + per_sentence.get(number + 1, 0.0) for number, here in per_sentence.items())
        return near >= _ENOUGH or sum(per_sentence.values()) >= _SPREAD

    def _proposal(self, sheet: Sheet, weight: float, one: Found) -> Proposal:
        said = one.words(sheet)
        if one.term.source in self._related.get(one.payload, ()):
            reason = f"‘{said}’ zeggen mensen vaak als het hierover gaat"
        else:
            reason = f"‘{said}’ past bij ‘{one.term.source}’"
        if one.negator is not None:
            reason += f", ontkend door ‘{sheet.words[one.negator].text}’"
        score = _WEAK_SCORE if weight < _FULL else _SCORE
        if one.negator is not None and not one.term.denied:
            score = _DENIED_SCORE
        return Proposal("theme", one.payload, sheet.starts[one.first], sheet.end(one.last - 1), reason, score)


def _root(sheet: Sheet, one: Found) -> str:
    """What makes two weak finds the same: the first word ("bus" and "bussen", "fiets" and "fietsen")."""
    return sheet.words[one.first].lemma.lower().removesuffix("en")


def _strong_enough(ones: list[Found]) -> bool:
    """Weak terms only beside another, different term."""
    return not any(one.term.weak for one in ones) or len({one.term.source for one in ones}) > 1
