"""Themes: the terms of a programme's codebook in a story, without what its exclusions cover."""

from __future__ import annotations

from collections.abc import Iterable

from narratives.codebook import CodeTerms, parse
from narratives.dutch.matching import Entry, Found, Matcher
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal

__all__ = ["Themes"]

_EXCLUDED = "\1"
_OTHER = "\0"  # no code begins with one of these
_DENIED_SCORE, _SCORE = 0.6, 0.8


class Themes:
    """A codebook made ready for matching; TermRefused when a term cannot be understood."""

    def __init__(self, codes: Iterable[CodeTerms], others: Iterable[Entry] = ()) -> None:
        """Terms of these codes; `others` are matched in the same pass over the words, which is cheaper, and left on the sheet."""
        codes = tuple(codes)
        terms = [(parse(source), code.code) for code in codes for source in code.terms]
        excluded = [(parse(source), _EXCLUDED + code.code) for code in codes for source in code.exclusions]
        self._matcher = Matcher([*terms, *excluded, *((term, _OTHER + payload) for term, payload in others)])

    def find(self, sheet: Sheet, denied: dict[int, int]) -> list[Proposal]:
        """One proposal for each place where a code has a term; of overlapping terms of a code the longest."""
        everything = self._matcher.find(sheet, denied)
        found = [one for one in everything if not one.payload.startswith(_OTHER)]
        sheet.others = [one._replace(payload=one.payload[1:]) for one in everything if one.payload.startswith(_OTHER)]
        excluded: dict[str, list[Found]] = {}
        for one in found:
            if one.payload.startswith(_EXCLUDED):
                excluded.setdefault(one.payload[len(_EXCLUDED) :], []).append(one)
        kept: dict[str, list[Found]] = {}
        for one in sorted(found, key=lambda f: f.first - f.last):
            rivals = [*excluded.get(one.payload, ()), *kept.get(one.payload, ())]
            if one.payload.startswith(_EXCLUDED) or any(r.first < one.last and one.first < r.last for r in rivals):
                continue
            kept.setdefault(one.payload, []).append(one)
        return [_proposal(sheet, one) for ones in kept.values() for one in ones]


def _proposal(sheet: Sheet, one: Found) -> Proposal:
    reason = f"‘{one.words(sheet)}’ past bij ‘{one.term.source}’"
    if one.negator is not None:
        reason += f", ontkend door ‘{sheet.words[one.negator].text}’"
    score = _SCORE if one.negator is None or one.term.denied else _DENIED_SCORE
    return Proposal("theme", one.payload, sheet.starts[one.first], sheet.end(one.last - 1), reason, score)
