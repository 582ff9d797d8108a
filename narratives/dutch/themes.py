"""Themes: the terms of a programme's codebook in a story, without what its exclusions cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from narratives.codebook import PARTS_OF_SPEECH, CodeTerms, Part, Term, parse
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal

__all__ = ["Themes"]

_EXCLUDED = "\1"
_OTHER = "\0"  # no code begins with one of these
_DENIED_SCORE, _WEAK_SCORE, _SCORE = 0.6, 0.7, 0.8
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
        terms = [(_with_heads(one), code.code) for code in codes for source in code.terms for one in _orders(parse(source))]
        excluded = [
            (one, _EXCLUDED + code.code)
            for code in codes
            for source in code.exclusions
            for one in _orders(parse(source), loose=True)
        ]
        self._matcher = Matcher([*terms, *excluded, *((term, _OTHER + payload) for term, payload in others)])

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
        kept: dict[str, list[Found]] = {}
        for one in sorted(found, key=lambda f: f.first - f.last):
            rivals = kept.setdefault(one.payload, [])
            excluded = one.payload in covered and not covered[one.payload].isdisjoint(one.places)
            if not excluded and not any(r.first < one.last and one.first < r.last for r in rivals):
                rivals.append(one)
        return [_proposal(sheet, one) for ones in kept.values() for one in _strong_enough(ones)]


def _strong_enough(ones: list[Found]) -> list[Found]:
    """Weak terms only beside another, different term."""
    if not any(one.term.weak for one in ones) or len({one.term.source for one in ones}) > 1:
        return ones
    return []


def _proposal(sheet: Sheet, one: Found) -> Proposal:
    reason = f"‘{one.words(sheet)}’ past bij ‘{one.term.source}’"
    if one.negator is not None:
        reason += f", ontkend door ‘{sheet.words[one.negator].text}’"
    score = _WEAK_SCORE if one.term.weak else _SCORE
    if one.negator is not None and not one.term.denied:
        score = _DENIED_SCORE
    return Proposal("theme", one.payload, sheet.starts[one.first], sheet.end(one.last - 1), reason, score)
