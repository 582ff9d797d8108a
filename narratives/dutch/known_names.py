"""Names that are known beforehand: places and organisations of the country, and those of where a programme runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from narratives.codebook import Gazetteer
from narratives.dutch.sheet import Sheet

__all__ = ["KnownNames", "Mark"]

_ARTICLES = frozenset({"de", "het", "een"})


class Mark(NamedTuple):
    """A range of words that was recognised."""

    kind: str  # place or organisation
    first: int
    last: int
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Known:
    """A known name: its words, how many of them are an article, and whether it is also an ordinary word."""

    words: tuple[str, ...]
    skip: int
    kind: str
    reason: str
    unsure: bool


class KnownNames:
    """Names known beforehand, as sequences of small-letter words, found by their first word that is not an article."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Names as (name, kind, reason); a name that ends in ? is also an ordinary word and needs a capital."""
        self._by_word: dict[str, list[_Known]] = {}
        for name, kind, reason in names:
            words = tuple(name.lower().rstrip("?").split())
            skip = int(len(words) > 1 and words[0] in _ARTICLES)
            if words:
                self._by_word.setdefault(words[skip], []).append(_Known(words, skip, kind, reason, name.endswith("?")))
        for options in self._by_word.values():
            options.sort(key=lambda option: -len(option.words))
        self.firsts = frozenset(self._by_word)

    def at(self, sheet: Sheet, n: int) -> Mark | None:
        """The longest known name of which word n is the first that is not an article."""
        for option in self._by_word.get(sheet.words[n].lower, ()):
            first = n - option.skip
            last = first + len(option.words)
            if first < 0 or last > len(sheet.words):
                continue
            if len(option.words) > 1 and tuple(word.lower for word in sheet.words[first:last]) != option.words:
                continue
            capital = any(word.capital for word in sheet.words[first:last])
            if not capital and (len(option.words) - option.skip == 1 or option.unsure):
                continue
            if option.unsure and (sheet.words[n].pos != "PROPN" or sheet.opens(n)):
                continue
            return Mark(option.kind, first, last, option.reason, 0.9)
        return None

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> KnownNames:
        """The names that are known where a programme runs."""
        places = [(name, "place", "bekende plek in deze gemeente") for name in gazetteer.places]
        return cls(places + [(name, "organisation", "bekende organisatie of activiteit") for name in gazetteer.organisations])
