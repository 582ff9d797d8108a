"""What a word may be where names are concerned: first name, surname, title, street …, as a sum of flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache

from narratives.dutch import lexicons
from narratives.dutch.sheet import Sheet, Word

__all__ = [
    "AMBIGUOUS", "COMMON", "FIRST", "INITIAL", "INTRO", "KIN", "KNOWN", "LISTED", "LONG_PARTICLES", "MARKS", "MAX_NAME",
    "ORG_CUE", "PARTICLE", "PROPER", "STOP", "STREET", "SURNAME", "TITLE", "WORTH", "Kinds", "Scene", "run",
]  # fmt: skip

FIRST, SURNAME, TITLE, KIN, INTRO, STOP, PARTICLE, ORG_CUE, STREET, INITIAL, COMMON, AMBIGUOUS, PROPER, KNOWN = (
    1 << n for n in range(14)
)
LISTED = FIRST | SURNAME | STREET | INITIAL
WORTH = LISTED | PROPER | TITLE
MARKS = ORG_CUE | KNOWN
MAX_NAME = 6
MOST_WORDS = 300_000  # distinct words to remember
_PARTICLES = lexicons.words("name_prefixes")
LONG_PARTICLES = _PARTICLES - {"te", "le", "la", "du", "von", "'t", "op", "in", "aan"}
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}|[A-Z]\.?")


@dataclass(slots=True)
class Scene:
    """One text in which names are sought: its words, what each may be, and the words that are spoken for."""

    sheet: Sheet
    kinds: list[int]
    taken: set[int] = field(default_factory=set)


def _with_doubt(name: str) -> dict[str, bool]:
    return {word.rstrip("?"): word.endswith("?") for word in sorted(lexicons.words(name), reverse=True)}


class Kinds:
    """The lists of names and cues, made ready once; distinct words are looked up once."""

    def __init__(self, is_common: Callable[[str], bool], is_known: Callable[[str], bool], known: Collection[str]) -> None:
        """`known` are the first words of names of places and organisations."""
        self._is_common, self.is_known, self._known = is_common, lru_cache(MOST_WORDS)(is_known), known
        self._first, self._sur = _with_doubt("first_names"), _with_doubt("surnames")
        cues: dict[str, set[str]] = {}
        for line in lexicons.lines("cues"):
            kind, _, words = line.partition(":")
            cues.setdefault(kind, set()).update(words.split())
        self._sets = {
            TITLE: frozenset(cues["title"]), KIN: frozenset(cues["kin"]), INTRO: frozenset(cues["intro"]),
            STOP: lexicons.words("not_names"), ORG_CUE: lexicons.words("organisation_cues"), PARTICLE: _PARTICLES,
        }  # fmt: skip
        sure, unsure = (line.split() for line in lexicons.lines("streets"))
        self.sure_streets, self.streets = tuple(sure), tuple(sure + unsure)
        self._seen: dict[Word, int] = {}

    def _kind(self, word: Word) -> int:
        """What a word may be, as a sum of flags; worked out once for each distinct word."""
        lower = word.lower.removesuffix("'s").removesuffix("’s")
        kind = sum(flag for flag, words in self._sets.items() if lower in words)
        for flag, names in ((FIRST, self._first), (SURNAME, self._sur)):
            if lower in names and not kind & (TITLE | KIN):
                kind |= flag | (AMBIGUOUS if names[lower] else 0)
        # A form like "bo" of a longer word is no name by itself, but a name of three letters and more in small letters may be.
        if word.capital and _INITIALS.fullmatch(word.text) and lower not in ("u", "ik"):
            kind |= INITIAL
        if word.is_word and len(lower) > 6 and lower.endswith(self.streets):
            kind |= STREET
        if word.lower in self._known:
            kind |= KNOWN
        if word.is_word and self._is_common(lower):
            kind |= COMMON
        if word.is_word and word.capital and not (word.text.isupper() and len(word.text) < 7):
            kind |= PROPER
        return kind

    def of(self, sheet: Sheet) -> list[int]:
        """The flags of each word of a text."""
        if len(self._seen) > MOST_WORDS:
            self._seen.clear()
        return sheet.known(self._seen, self._kind)


def run(scene: Scene, n: int) -> int:
    """Where a run of capitalised words that begins at n ends; small prefixes in between belong to it."""
    sheet, kinds, at = scene.sheet, scene.kinds, n
    _, end = sheet.sentence_of(n) if n < len(kinds) else (0, 0)
    while at < min(end, n + MAX_NAME):
        if sheet.words[at].capital and sheet.words[at].is_word and not kinds[at] & STOP:
            at += 1
            continue
        bridge = at
        while bridge < min(end, at + 3) and sheet.words[bridge].lower in LONG_PARTICLES and at > n:
            bridge += 1
        if bridge > at and bridge < end and sheet.words[bridge].capital and not kinds[bridge] & STOP:
            at = bridge + 1
            continue
        break
    return at
