"""Names in a story: people (to hide), streets (to hide), places and organisations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from narratives.codebook import Gazetteer
from narratives.dutch import lexicons
from narratives.dutch.sheet import Sheet, Word
from narratives.proposals import Proposal

__all__ = ["KnownNames", "Names"]

FIRST, SURNAME, TITLE, KIN, INTRO, STOP, PARTICLE, ORG_CUE, STREET, INITIAL, COMMON, AMBIGUOUS, PROPER, KNOWN = (
    1 << n for n in range(14)
)
_LISTED = FIRST | SURNAME | STREET | INITIAL
_WORTH = _LISTED | PROPER | TITLE
_BEGINS = FIRST | STREET | INITIAL | PROPER  # a name or a street may begin here
_MARKS = ORG_CUE | KNOWN
_PARTICLES = lexicons.words("name_prefixes")
_LONG_PARTICLES = _PARTICLES - {"te", "le", "la", "du", "von", "'t", "op", "in", "aan"}
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}|[A-Z]\.?")
_LIVING = lexicons.words("living")
_ARTICLES = frozenset({"de", "het", "een"})
_TOWARDS = lexicons.words("towards")
_HOUSE_NUMBER = re.compile(r"\d{1,4}-?[a-zA-Z]{0,2}(?:-\d{1,3})?")
MAX_NAME = 6
SURE = 0.75
NEAR = 20  # words around a street name in which somebody lives there
MOST_WORDS = 300_000  # distinct words to remember


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


def _with_doubt(name: str) -> dict[str, bool]:
    return {word.rstrip("?"): word.endswith("?") for word in sorted(lexicons.words(name), reverse=True)}


class Names:
    """The lists of names and cues, made ready once; distinct words are looked up once."""

    def __init__(self, is_common: Callable[[str], bool], is_known: Callable[[str], bool]) -> None:
        self._is_common, self._is_known = is_common, is_known
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
        self._sure_streets, self._streets = tuple(sure), tuple(sure + unsure)
        general = [(name, "place", "plaats of land uit de lijst") for name in lexicons.phrases("places")]
        general += [(name, "organisation", "landelijk bekende organisatie") for name in lexicons.phrases("organisations")]
        self._known = KnownNames(general)
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
        if word.is_word and len(lower) > 6 and lower.endswith(self._streets):
            kind |= STREET
        if word.lower in self._known.firsts:
            kind |= KNOWN
        if word.is_word and self._is_common(lower):
            kind |= COMMON
        if word.is_word and word.capital and not (word.text.isupper() and len(word.text) < 7):
            kind |= PROPER
        return kind

    def find(self, sheet: Sheet, local: KnownNames) -> list[Proposal]:
        """Places, organisations and persons; a person and a street is proposed for hiding."""
        kinds = self._kinds(sheet)
        marks = self._marks(sheet, kinds, local)
        taken = {m for mark in marks for m in range(mark.first, mark.last)}
        found: list[Proposal] = []
        done = 0
        named: dict[str, int] = {}
        openings = {first for first, _ in sheet.sentences}
        worth = [n for n, kind in enumerate(kinds) if kind & _WORTH]
        after_title = {n + 1 for n in worth if kinds[n] & TITLE and n + 1 < len(kinds)}
        for n in sorted({n for n in worth if self._may_begin(kinds[n], n in openings)} | after_title):
            if n < done or n in taken:
                continue
            step = (
                self._street(sheet, kinds, n)
                or self._establishment(sheet, kinds, n)
                or self._person(sheet, kinds, n, taken)
                or self._unknown(sheet, kinds, n, taken)
            )
            if step is None:
                continue
            proposals, done = step
            found += proposals
            taken.update(range(n, done))
            if any(one.kind == "person" and one.score > SURE for one in proposals):
                named.update((sheet.words[m].lower, kinds[m]) for m in range(n, done) if kinds[m] & _BEGINS)
        return found + self._again(sheet, kinds, taken, named) + [_plain(sheet, mark) for mark in marks]

    @staticmethod
    def _may_begin(kind: int, opens: bool) -> bool:
        """May a name or a street begin at this word? A capital says nothing on an ordinary word that opens a sentence."""
        return bool(kind & _LISTED) or (bool(kind & PROPER) and not kind & STOP and not (kind & COMMON and opens))

    @staticmethod
    def _again(sheet: Sheet, kinds: list[int], taken: set[int], named: dict[str, int]) -> list[Proposal]:
        """The same name elsewhere in the story: with a capital, or in small letters when it is no ordinary word."""
        if not named:
            return []
        places = [n for n, word in enumerate(sheet.words) if word.lower in named and n not in taken]
        sure = [n for n in places if sheet.words[n].capital or not kinds[n] & (COMMON | AMBIGUOUS | PARTICLE | STOP)]
        return [p for n in sure for p in _people(sheet, n, n + 1, "dezelfde naam als elders in het verhaal", 0.8)]

    def _kinds(self, sheet: Sheet) -> list[int]:
        if len(self._seen) > MOST_WORDS:
            self._seen.clear()
        return sheet.known(self._seen, self._kind)

    # Places and organisations

    def _marks(self, sheet: Sheet, kinds: list[int], local: KnownNames) -> list[Mark]:
        marks: list[Mark] = [
            Mark({"PER": "person"}.get(label, label), first, last, "herkend door het taalmodel", 0.8)
            for first, last, label in sheet.entities
            if label != "PER"
        ]
        known, words = self._known, sheet.words
        nearby = {n for n, word in enumerate(words) if word.lower in local.firsts} if local.firsts else set()
        for n in [n for n, kind in enumerate(kinds) if kind & _MARKS or n in nearby]:
            if marks and n < marks[-1].last:
                continue
            lower = words[n].lower
            mark = (local.at(sheet, n) if n in nearby else None) or (known.at(sheet, n) if lower in known.firsts else None)
            if mark is not None and not self._after_person_cue(sheet, kinds, n):
                marks.append(mark)
            elif kinds[n] & ORG_CUE:
                run = self._run(sheet, kinds, n + 1)
                if run > n + 1 and not kinds[n + 1] & FIRST:
                    marks.append(Mark("organisation", n, run, f"naam na ‘{lower}’", 0.75))
        return marks

    def _after_person_cue(self, sheet: Sheet, kinds: list[int], n: int) -> bool:
        return n > 0 and bool(kinds[n - 1] & (TITLE | KIN)) and sheet.words[n].capital

    @staticmethod
    def _run(sheet: Sheet, kinds: list[int], n: int) -> int:
        """Where a run of capitalised words that begins at n ends; small prefixes in between belong to it."""
        at = n
        _, end = sheet.sentence_of(n) if n < len(kinds) else (0, 0)
        while at < min(end, n + MAX_NAME):
            if sheet.words[at].capital and sheet.words[at].is_word and not kinds[at] & STOP:
                at += 1
                continue
            bridge = at
            while bridge < min(end, at + 3) and sheet.words[bridge].lower in _LONG_PARTICLES and at > n:
                bridge += 1
            if bridge > at and bridge < end and sheet.words[bridge].capital and not kinds[bridge] & STOP:
                at = bridge + 1
                continue
            break
        return at

    # Streets

    def _street(self, sheet: Sheet, kinds: list[int], n: int) -> tuple[list[Proposal], int] | None:
        if not kinds[n] & (STREET | PROPER):
            return None
        run = self._run(sheet, kinds, n) if sheet.words[n].capital else n + 1
        at = next((m for m in range(n, run) if kinds[m] & STREET or sheet.words[m].lower in self._streets), None)
        if at is None and run > n and self._numbered(sheet, run) and self._lives(sheet, n):
            at = run - 1
        if at is None or (sheet.words[n].lower in self._streets and run == n + 1):
            return None
        last = at + 1
        numbered = self._numbered(sheet, last)
        if not numbered and not self._is_home(sheet, kinds, n, at):
            return None
        while numbered and self._numbered(sheet, last):
            last += 1
        end = self._street_end(sheet.words[at].lower)
        reason = (f"straatnaam op ‘{end}’" if end else "naam") + (" met een huisnummer" if numbered else "")
        return [_span(sheet, ("hide", "adres"), n, last, (reason, 0.95 if numbered else 0.6))], last

    def _is_home(self, sheet: Sheet, kinds: list[int], n: int, at: int) -> bool:
        """Without a number a street is personal only when somebody is said to live there."""
        lower = sheet.words[at].lower
        if not sheet.words[at].capital or sheet.opens(at) or not lower.endswith(self._sure_streets):
            return False
        return self._lives(sheet, n)

    @staticmethod
    def _lives(sheet: Sheet, n: int) -> bool:
        first, last = sheet.sentence_of(n)
        return any(sheet.words[m].lemma in _LIVING for m in range(max(first, n - NEAR), min(last, n + NEAR)))

    @staticmethod
    def _numbered(sheet: Sheet, n: int) -> bool:
        return n < len(sheet.words) and _HOUSE_NUMBER.fullmatch(sheet.words[n].text) is not None

    def _street_end(self, lower: str) -> str:
        return next((end for end in self._streets if lower.endswith(end)), "")

    # People

    @staticmethod
    def _establishment(sheet: Sheet, kinds: list[int], n: int) -> tuple[list[Proposal], int] | None:
        """De Linde, achter de Molen: an article makes it no person, unless a title or a name stands before it."""
        article = sheet.words[n - 1].text if n else ""
        if article not in ("De", "Het", "de", "het") or not kinds[n] & PROPER or kinds[n] & (STOP | STREET):
            return None
        if n > 1 and (kinds[n - 2] & (TITLE | KIN | FIRST | INITIAL) or sheet.words[n - 2].lower in _LONG_PARTICLES):
            return None
        if kinds[n] & (FIRST | SURNAME) and (article in ("de", "het") or sheet.opens(n - 1)):
            return None
        last = Names._run(sheet, kinds, n)
        if last <= n:
            return None
        return [_span(sheet, _ORGANISATION, n - 1, last, ("naam met een lidwoord ervoor", 0.6))], last

    def _person(self, sheet: Sheet, kinds: list[int], n: int, taken: set[int]) -> tuple[list[Proposal], int] | None:
        """A name by a list or by the cue before it."""
        kind, word = kinds[n], sheet.words[n]
        cue = self._cue(sheet, kinds, n)
        reason = None
        if kind & FIRST and not kind & STOP:
            reason = self._first_name(sheet, kind, n, cue)
        if reason is None and cue is not None:
            reason = self._by_cue(sheet, kinds, n, cue)
        if reason is None and kind & INITIAL and "." in word.text and n + 1 < len(kinds):
            surname = self._surname_end(sheet, kinds, n + 1, taken)
            reason = ("voorletters voor een achternaam", 0.9) if surname > n + 1 else None
        if reason is None:
            return None
        last = self._surname_end(sheet, kinds, n + 1, taken)
        first = cue + 1 if cue is not None and self._prefixed(sheet, cue, n) else n
        return _people(sheet, first, last, *reason), last

    @staticmethod
    def _prefixed(sheet: Sheet, cue: int, n: int) -> bool:
        """Are there only small prefixes between the cue and word n ("meneer de Vries"), or nothing?"""
        return all(sheet.words[m].lower in _LONG_PARTICLES for m in range(cue + 1, n))

    @staticmethod
    def _cue(sheet: Sheet, kinds: list[int], n: int) -> int | None:
        """The number of the word before n that announces a name ("mijn buurvrouw, Fatma", "een zekere")."""
        for m in range(n - 1, max(-1, n - 4), -1):
            if kinds[m] & (TITLE | KIN | INTRO):
                return m
            if (
                sheet.words[m].lower not in (",", "(", ".", ":", "is", "was", "die", "een", "van", "der", "de", "den")
                or m < n - 2
            ):
                return None
        return None

    def _first_name(self, sheet: Sheet, kind: int, n: int, cue: int | None) -> tuple[str, float] | None:
        word = sheet.words[n]
        unsure = bool(kind & (AMBIGUOUS | COMMON))
        if word.capital:
            if cue is not None:
                return f"voornaam na ‘{sheet.words[cue].lower}’", 0.95
            if not unsure or not sheet.opens(n):
                return "voornaam uit de lijst", 0.9
            return None
        if cue == n - 1 and (not unsure or word.pos == "PROPN"):
            return f"voornaam na ‘{sheet.words[n - 1].lower}’", 0.85
        if not unsure and len(word.lower) > 2:
            return "voornaam uit de lijst, zonder hoofdletter", 0.6
        return None

    def _by_cue(self, sheet: Sheet, kinds: list[int], n: int, cue: int) -> tuple[str, float] | None:
        word, kind = sheet.words[n], kinds[n]
        if kind & (STOP | TITLE | KIN | INTRO | PARTICLE) or not word.is_word or len(word.text) < 2:
            return None
        reason = f"naam na ‘{sheet.words[cue].lower}’"
        if kind & PROPER:
            return reason, 0.9 if cue == n - 1 else 0.7
        small = bool(kinds[cue] & TITLE) and self._prefixed(sheet, cue, n) and not word.capital
        surname = kind & SURNAME and not kind & COMMON
        unknown = cue == n - 1 and not kind & (COMMON | ORG_CUE) and word.pos in ("PROPN", "NOUN", "X")
        if small and (surname or unknown):
            return reason, 0.6
        return None

    def _surname_end(self, sheet: Sheet, kinds: list[int], n: int, taken: set[int]) -> int:
        """Where the name ends that may go on at word n: initials, prefixes, capitals, known surnames in small letters."""
        first_capital = sheet.words[n - 1].capital
        _, end = sheet.sentence_of(n - 1)
        last = at = n
        while at < min(end, n + MAX_NAME) and at not in taken:
            word, kind = sheet.words[at], kinds[at]
            if kind & STOP and not kind & PARTICLE:
                break
            if (
                (word.is_word and word.capital and not word.text.isupper())
                or (kind & INITIAL and word.capital)
                or (
                    kind & SURNAME
                    and not (kind & AMBIGUOUS and at == n and not first_capital)
                    and not kind & COMMON
                    and word.is_word
                )
                or (kind & SURNAME and at > last and not first_capital)
            ):
                last = at + 1
            elif word.lower not in _LONG_PARTICLES:
                break
            at += 1
        return last

    def _acts(self, sheet: Sheet, kinds: list[int], n: int) -> bool:
        """Is this unknown word at the start of a sentence somebody who does something ("Danylo rent")?"""
        words = sheet.words
        if kinds[n] & COMMON:
            return words[n].pos == "PROPN" and not sheet.opens(n)
        after = n + 1
        while after < len(words) and kinds[after] & PROPER and not kinds[after] & STOP:
            after += 1
        acts = after < len(words) and words[after].pos in ("VERB", "AUX")
        return acts and words[n].pos in ("PROPN", "NOUN", "X", "") and not self._is_known(words[n].lower)

    def _unknown(self, sheet: Sheet, kinds: list[int], n: int, taken: set[int]) -> tuple[list[Proposal], int] | None:
        """A run of capitals that no list knows: the tagger calls it a proper noun."""
        kind, word = kinds[n], sheet.words[n]
        named = any(first <= n < last for first, last, label in sheet.entities if label == "PER")
        if not named and (not kind & PROPER or kind & (STOP | TITLE | KIN)):
            return None
        if not named and word.pos not in ("PROPN", "X", "") and not sheet.opens(n):
            return None
        if not named and (sheet.opens(n) or kind & COMMON) and not self._acts(sheet, kinds, n):
            return None
        last = self._run(sheet, kinds, n)
        last = next((m for m in range(n + 1, last) if m in taken), max(last, n + 1))
        before = sheet.words[n - 1].lower if n else ""
        if n > 1 and before in ("de", "het"):
            before = sheet.words[n - 2].lower
        if (before in _TOWARDS and last - n < 3 and not kind & (FIRST | SURNAME)) or kind & STREET:
            return [_span(sheet, _PLACE, n, last, (f"eigennaam na ‘{before}’", 0.5))], last
        if any(kinds[m] & ORG_CUE for m in range(n, last)):
            return [_span(sheet, _ORGANISATION, n, last, ("eigennaam met een woord voor een organisatie", 0.6))], last
        return _people(sheet, n, last, "eigennaam die geen bekende plek of organisatie is", 0.5), last


def _span(sheet: Sheet, what: tuple[str, str], first: int, last: int, why: tuple[str, float]) -> Proposal:
    (kind, label), (reason, score) = what, why
    end = sheet.end(last - 1)
    text = sheet.words[last - 1].text
    if kind == "hide" and (text.endswith(("'s", "’s"))):
        end -= 2
    return Proposal(kind, label, sheet.starts[first], end, reason, score)


_PLACE, _ORGANISATION = ("place", "plaats"), ("organisation", "organisatie")


def _people(sheet: Sheet, first: int, last: int, reason: str, score: float) -> list[Proposal]:
    hide = _span(sheet, ("hide", "naam"), first, last, (reason, score))
    return [hide, Proposal("person", "persoon", hide.start, hide.end, reason, score)]


def _plain(sheet: Sheet, mark: Mark) -> Proposal:
    return _span(sheet, _PLACE if mark.kind == "place" else _ORGANISATION, mark.first, mark.last, (mark.reason, mark.score))
