"""Find the terms of a codebook (narratives.codebook) in a sheet of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from narratives.codebook import GAP, Part, Term
from narratives.dutch.sheet import Sheet, Word

__all__ = ["Found", "Matcher"]


@dataclass(frozen=True, slots=True)
class Found:
    """A term on the words first to last (exclusive); `negator` is the number of the word that denies it."""

    payload: str
    term: Term
    first: int
    last: int
    negator: int | None


def _fits(part: Part, word: Word, joined: str | None = None) -> bool:
    if part.pos and word.pos and word.pos not in part.pos:
        return False
    if part.how == "any":
        return part.text in (word.lower, word.lemma, word.other, joined)
    if part.how == "form":
        return word.lower == part.text
    if part.how == "prefix":
        return word.lower.startswith(part.text) or word.lemma.startswith(part.text)
    return word.lower.endswith(part.text) or word.lemma.endswith(part.text)


class Matcher:
    """Terms with a payload each; a distinct word is compared with their first parts only once."""

    def __init__(self, terms: Iterable[tuple[Term, str]]) -> None:
        self._plain: dict[str, list[tuple[Term, str]]] = {}
        self._affixes: list[tuple[Term, str]] = []
        self._seen: dict[Word, tuple[tuple[Term, str], ...]] = {}
        for term, payload in terms:
            first = term.parts[0]
            if first.how in ("any", "form"):
                self._plain.setdefault(first.text, []).append((term, payload))
            else:
                self._affixes.append((term, payload))

    def _candidates(self, word: Word) -> tuple[tuple[Term, str], ...]:
        found = self._seen.get(word)
        if found is None:
            keys = {word.lower, word.lemma, word.other}
            possible = [one for key in keys for one in self._plain.get(key, ())] + self._affixes
            found = self._seen[word] = tuple(one for one in possible if word.is_word and _fits(one[0].parts[0], word))
        return found

    def find(self, sheet: Sheet, denied: dict[int, int]) -> list[Found]:
        """Every place where a term fits, in the order of the text; a term that needs denial only where it is denied."""
        found: list[Found] = []
        seen, words = self._seen, sheet.words
        for n, word in enumerate(words):
            candidates = seen.get(word)
            if candidates is None:
                candidates = self._candidates(word)
            if candidates:
                found += self._at(sheet, n, candidates, denied)
        for n, lemma in sheet.joined.items():
            candidates = tuple(one for one in self._plain.get(lemma, ()) if one[0].parts[0].how == "any")
            found += self._at(sheet, n, candidates, denied)
        return found

    def _at(
        self, sheet: Sheet, n: int, candidates: tuple[tuple[Term, str], ...], denied: dict[int, int]
    ) -> Iterator[Found]:
        for term, payload in candidates:
            last = self._rest(sheet, n, term.parts) if len(term.parts) > 1 else n + 1
            if last is None:
                continue
            negator = next((denied[m] for m in range(n, last) if m in denied and not n <= denied[m] < last), None)
            if term.denied is None or term.denied == (negator is not None):
                yield Found(payload, term, n, last, negator)

    @staticmethod
    def _rest(sheet: Sheet, n: int, parts: tuple[Part, ...]) -> int | None:
        """Where the match ends when the other parts follow from word n on; None when they do not."""
        _, end = sheet.sentence_of(n)
        at = n + 1
        for part in parts[1:]:
            reach = min(end, at + (GAP + 1 if part.gap else 1))
            place = next((m for m in range(at, reach) if _fits(part, sheet.words[m], sheet.joined.get(m))), None)
            if place is None:
                return None
            at = place + 1
        return at
