"""Names in a story: people (to hide), streets (to hide), places and organisations."""

from __future__ import annotations

from collections.abc import Callable

from narratives.dutch import lexicons
from narratives.dutch.known_names import KnownNames, Mark
from narratives.dutch.name_kinds import (
    AMBIGUOUS,
    COMMON,
    FIRST,
    INITIAL,
    KIN,
    LISTED,
    LONG_PARTICLES,
    MARKS,
    ORG_CUE,
    PARTICLE,
    PROPER,
    STOP,
    STREET,
    SURNAME,
    TITLE,
    WORTH,
    Kinds,
    Scene,
    run,
)
from narratives.dutch.name_spans import ORGANISATION, PLACE, Step, marked, people, span
from narratives.dutch.people import person
from narratives.dutch.sheet import Sheet
from narratives.dutch.streets import street
from narratives.proposals import Proposal

__all__ = ["KnownNames", "Names"]

_BEGINS = FIRST | STREET | INITIAL | PROPER  # a name or a street may begin here
_TOWARDS = lexicons.words("towards")
SURE = 0.45


class Names:
    """The lists of names and cues, made ready once."""

    def __init__(self, is_common: Callable[[str], bool], is_known: Callable[[str], bool]) -> None:
        """`is_common`: a noun, verb or adjective of the dictionary; `is_known`: any Dutch word."""
        general = [(name, "place", "plaats of land uit de lijst") for name in lexicons.phrases("places")]
        general += [(name, "organisation", "landelijk bekende organisatie") for name in lexicons.phrases("organisations")]
        self._known = KnownNames(general)
        self._lists = Kinds(is_common, is_known, self._known.firsts)

    def find(self, sheet: Sheet, local: KnownNames) -> list[Proposal]:
        """Places, organisations and persons; a person and a street is proposed for hiding."""
        scene = Scene(sheet, self._lists.of(sheet))
        kinds, taken = scene.kinds, scene.taken
        marks = self._marks(scene, local)
        taken.update(m for mark in marks for m in range(mark.first, mark.last))
        found: list[Proposal] = []
        named: set[str] = set()
        done = 0
        for n in self._beginnings(scene):
            if n < done or n in taken:
                continue
            step = street(self._lists, scene, n) or _establishment(scene, n) or person(scene, n) or self._unknown(scene, n)
            if step is None:
                continue
            proposals, done = step
            found += proposals
            taken.update(range(n, done))
            if any(one.kind == "person" and one.score > SURE for one in proposals):
                named.update(sheet.words[m].lower for m in range(n, done) if kinds[m] & _BEGINS and not kinds[m] & PARTICLE)
        return found + _again(scene, named) + [marked(sheet, mark) for mark in marks]

    @staticmethod
    def _beginnings(scene: Scene) -> list[int]:
        """The words at which a name or a street may begin; a capital says nothing on an ordinary word that opens a sentence."""
        kinds, words = scene.kinds, scene.sheet.words
        openings = {first for first, _ in scene.sheet.sentences}
        found: set[int] = set()
        for n in [n for n, kind in enumerate(kinds) if kind & WORTH]:
            kind = kinds[n]
            if kind & LISTED or (kind & PROPER and not kind & STOP and not (kind & COMMON and n in openings)):
                found.add(n)
            if kind & TITLE:
                after = n + 1
                while after + 1 < len(kinds) and after < n + 3 and words[after].lower in LONG_PARTICLES:
                    after += 1
                found.update(range(n + 1, min(after + 1, len(kinds))))
        return sorted(found)

    # Places and organisations

    def _marks(self, scene: Scene, local: KnownNames) -> list[Mark]:
        sheet, kinds = scene.sheet, scene.kinds
        marks: list[Mark] = [
            Mark({"PER": "person"}.get(label, label), first, last, "herkend door het taalmodel", 0.8)
            for first, last, label in sheet.entities
            if label != "PER"
        ]
        known, words = self._known, sheet.words
        nearby = {n for n, word in enumerate(words) if word.lower in local.firsts} if local.firsts else set()
        cued = [n for n, kind in enumerate(kinds) if kind & MARKS]
        for n in sorted(nearby.union(cued)) if nearby else cued:
            if marks and n < marks[-1].last:
                continue
            lower = words[n].lower
            mark = (local.at(sheet, n) if n in nearby else None) or (known.at(sheet, n) if lower in known.firsts else None)
            after_cue = n > 0 and kinds[n - 1] & (TITLE | KIN) and words[n].capital
            if mark is not None and not after_cue:
                marks.append(mark)
            elif kinds[n] & ORG_CUE:
                last = run(scene, n + 1)
                if last > n + 1 and not kinds[n + 1] & FIRST:
                    marks.append(Mark("organisation", n, last, f"naam na ‘{lower}’", 0.75))
        return marks

    # What no list knows

    def _acts(self, scene: Scene, n: int) -> bool:
        """Is this unknown word at the start of a sentence somebody who does something ("Danylo rent")?"""
        sheet, kinds, words = scene.sheet, scene.kinds, scene.sheet.words
        if kinds[n] & COMMON:
            return words[n].pos == "PROPN" and not sheet.opens(n)
        after = n + 1
        while after < len(words) and kinds[after] & PROPER and not kinds[after] & STOP:
            after += 1
        acts = after < len(words) and words[after].pos in ("VERB", "AUX")
        called = after < len(words) and words[after].text in (",", "!")  # "Ach, …" of a dialect looks the same
        sure = words[n].pos == "PROPN" and len(words[n].text) > 2 and not words[n].text.isupper() and not called
        return (sure or (acts and words[n].pos in ("NOUN", "X", ""))) and not self._lists.is_known(words[n].lower)

    def _is_name(self, scene: Scene, n: int) -> bool:
        """May an unknown word with a capital be a name: by the tagger, or because a second such word follows?"""
        sheet, kind, word = scene.sheet, scene.kinds[n], scene.sheet.words[n]
        if not kind & PROPER or kind & (STOP | TITLE | KIN):
            return False
        opens = sheet.opens(n)
        if not opens and n + 1 < len(scene.kinds):
            after = scene.kinds[n + 1]
            if after & PROPER and not (after | kind) & (STOP | ORG_CUE | COMMON) and n + 1 not in scene.taken:
                return True
        if word.pos not in ("PROPN", "X", "") and not opens:
            return False
        return not (opens or kind & COMMON) or self._acts(scene, n)

    def _unknown(self, scene: Scene, n: int) -> Step | None:
        """A run of capitals that no list knows: the tagger calls it a proper noun."""
        sheet, kind, kinds = scene.sheet, scene.kinds[n], scene.kinds
        if not any(first <= n < last for first, last, label in sheet.entities if label == "PER") and not self._is_name(scene, n):
            return None
        last = run(scene, n)
        last = next((m for m in range(n + 1, last) if m in scene.taken), max(last, n + 1))
        before = sheet.words[n - 1].lower if n else ""
        if n > 1 and before in ("de", "het"):
            before = sheet.words[n - 2].lower
        if (before in _TOWARDS and last - n < 3 and not kind & (FIRST | SURNAME)) or kind & STREET:
            return [span(sheet, PLACE, n, last, (f"eigennaam na ‘{before}’", 0.5))], last
        if last == n + 1 and self._is_compound(sheet.words[n].lower):
            return [span(sheet, PLACE, n, last, ("eigennaam met een gewoon woord erin", 0.5))], last
        if any(kinds[m] & ORG_CUE for m in range(n, last)):
            return [span(sheet, ORGANISATION, n, last, ("eigennaam met een woord voor een organisatie", 0.6))], last
        return people(sheet, n, last, "eigennaam die geen bekende plek of organisatie is", 0.5), last

    def _is_compound(self, lower: str) -> bool:
        """Is it made of ordinary words with a hyphen ("Marktplein-Zuid"), as a place is and a person is not?"""
        parts = lower.split("-")
        return len(parts) > 1 and all(len(part) > 2 and self._lists.is_known(part) for part in parts)


def _establishment(scene: Scene, n: int) -> Step | None:
    """De Linde, achter de Molen: an article makes it no person, unless a title or a name stands before it."""
    sheet, kinds = scene.sheet, scene.kinds
    article = sheet.words[n - 1].text if n else ""
    if article not in ("De", "Het", "de", "het") or not kinds[n] & PROPER or kinds[n] & (STOP | STREET):
        return None
    if n > 1 and (kinds[n - 2] & (TITLE | KIN | FIRST | INITIAL) or sheet.words[n - 2].lower in LONG_PARTICLES):
        return None
    if kinds[n] & (FIRST | SURNAME) and (article in ("de", "het") or sheet.opens(n - 1)):
        return None
    last = run(scene, n)
    if last <= n:
        return None
    return [span(sheet, ORGANISATION, n - 1, last, ("naam met een lidwoord ervoor", 0.6))], last


def _again(scene: Scene, named: set[str]) -> list[Proposal]:
    """The same name elsewhere in the story: with a capital, or in small letters when it is no ordinary word."""
    if not named:
        return []
    sheet, kinds = scene.sheet, scene.kinds
    forms = named | {name + end for name in named for end in ("'s", "’s")}
    places = [n for n, word in enumerate(sheet.words) if word.lower in forms and n not in scene.taken]
    sure = [n for n in places if sheet.words[n].capital or not kinds[n] & (COMMON | AMBIGUOUS | PARTICLE | STOP)]
    return [p for n in sure for p in people(sheet, n, n + 1, "dezelfde naam als elders in het verhaal", 0.8)]
