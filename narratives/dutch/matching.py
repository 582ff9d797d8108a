"""Find the terms of a codebook (narratives.codebook) in a sheet of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from narratives.codebook import GAP, Part, Term
from narratives.dutch.sheet import Sheet, Word

__all__ = ["Entry", "Found", "Matcher"]

MOST_WORDS = 300_000  # distinct words to remember


class Found(NamedTuple):
    """A term on the words first to last (exclusive); `negator` is the number of the word that denies it."""

    payload: str
    term: Term
    first: int
    last: int
    negator: int | None
    places: tuple[int, ...]  # the words on which the parts of the term fell

    def words(self, sheet: Sheet) -> str:
        """The words themselves; what a gap skipped is left out, for it may be a name."""
        text = sheet.words[self.places[0]].text
        for before, n in zip(self.places, self.places[1:], strict=False):
            text += (" " if n == before + 1 else " … ") + sheet.words[n].text
        return text


def _fits(part: Part, word: Word, joined: str | None = None) -> bool:
    if part.pos and word.pos and word.pos not in part.pos:
        return False
    if part.how == "any":
        return part.text in word.keys or part.text == joined
    if part.how == "form":
        return word.lower == part.text
    if part.how == "prefix":
        return word.lower.startswith(part.text) or word.lemma.startswith(part.text)
    return word.lower.endswith(part.text) or word.lemma.endswith(part.text)


Entry = tuple[Term, str]


@dataclass(frozen=True, slots=True)
class _Start:
    """What may begin at one word: terms that are complete with it, phrases by their second word, and the rest."""

    single: tuple[Entry, ...]
    paired: Mapping[str, tuple[Entry, ...]]
    longer: tuple[Entry, ...]
    alone: bool  # is there anything but phrases?


class Matcher:
    """Terms with a payload each; a distinct word is compared with their first parts only once."""

    def __init__(self, terms: Iterable[Entry]) -> None:
        self._plain: dict[str, list[Entry]] = {}
        self._affixes: list[Entry] = []
        self._seen: dict[Word, _Start | bool] = {}
        for term, payload in terms:
            first = term.parts[0]
            if first.how in ("any", "form"):
                self._plain.setdefault(first.text, []).append((term, payload))
            else:
                self._affixes.append((term, payload))

    def _start(self, word: Word) -> _Start | bool:
        possible = [one for key in word.keys for one in self._plain.get(key, ())] + self._affixes
        return _sorted_out(one for one in possible if word.is_word and _fits(one[0].parts[0], word)) or False

    def find(self, sheet: Sheet, denied: dict[int, int]) -> list[Found]:
        """Every place where a term fits, in the order of the text; a term that needs denial only where it is denied."""
        found: list[Found] = []
        if len(self._seen) > MOST_WORDS:
            self._seen.clear()
        words, last = sheet.words, len(sheet.words) - 1
        starts = sheet.known(self._seen, self._start)
        for n in [n for n, start in enumerate(starts) if start]:
            start = cast(_Start, starts[n])
            # Many phrases begin with a common word ("in de put"): the next word tells whether to look any further.
            if start.alone or (n < last and not start.paired.keys().isdisjoint(words[n + 1].keys)):
                found += self._at(sheet, n, start, denied)
        for n, lemma in sheet.joined.items():
            joined = _sorted_out(one for one in self._plain.get(lemma, ()) if one[0].parts[0].how == "any")
            if joined is not None:
                found += self._at(sheet, n, joined, denied)
        return found

    def _at(self, sheet: Sheet, n: int, start: _Start, denied: dict[int, int]) -> list[Found]:
        follows = start.longer
        if start.paired and n + 1 < len(sheet.words):
            for key in sheet.words[n + 1].keys:
                if key in start.paired:
                    follows += start.paired[key]
        found = [one for entry in start.single if (one := _found(entry, [n], denied))]
        for entry in follows:
            places = self._rest(sheet, n, entry[0].parts)
            if places is not None and (one := _found(entry, places, denied)):
                found.append(one)
        return found

    @staticmethod
    def _rest(sheet: Sheet, n: int, parts: tuple[Part, ...]) -> list[int] | None:
        """The numbers of the words on which the parts fall when the first is word n; None when they do not follow."""
        _, end = sheet.sentence_of(n)
        places = [n]
        for part in parts[1:]:
            at = places[-1] + 1
            reach = min(end, at + (GAP + 1 if part.gap else 1))
            place = next((m for m in range(at, reach) if _fits(part, sheet.words[m], sheet.joined.get(m))), None)
            if place is None:
                return None
            places.append(place)
        return places


def _sorted_out(entries: Iterable[Entry]) -> _Start | None:
    single, longer = [], []
    paired: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        parts = entry[0].parts
        if len(parts) == 1:
            single.append(entry)
        elif parts[1].how in ("any", "form") and not parts[1].gap:
            paired[parts[1].text] = (*paired.get(parts[1].text, ()), entry)
        else:
            longer.append(entry)
    if not (single or paired or longer):
        return None
    return _Start(tuple(single), paired, tuple(longer), bool(single or longer))


def _found(entry: Entry, places: list[int], denied: dict[int, int]) -> Found | None:
    term, payload = entry
    first, last = places[0], places[-1] + 1
    negator = None
    if denied:
        negator = next((denied[m] for m in range(first, last) if m in denied and not first <= denied[m] < last), None)
    if term.denied is None or term.denied == (negator is not None):
        return Found(payload, term, first, last, negator, tuple(places))
    return None
