"""People: names by a list, or by the word before them ("mevrouw", "mijn buurvrouw", "ik ben")."""

from __future__ import annotations

from narratives.dutch.name_kinds import (
    AMBIGUOUS,
    COMMON,
    FIRST,
    INITIAL,
    INTRO,
    KIN,
    LONG_PARTICLES,
    MAX_NAME,
    ORG_CUE,
    PARTICLE,
    PROPER,
    STOP,
    SURNAME,
    TITLE,
    Scene,
)
from narratives.dutch.name_spans import Step, people
from narratives.dutch.sheet import Sheet

__all__ = ["person"]

_BETWEEN = frozenset({",", "(", ".", ":", "is", "was", "die", "een", *LONG_PARTICLES})
_OWNERS = frozenset({"mijn", "m'n", "mn", "onze", "ons", "haar", "zijn", "hun", "jullie", "uw", "je"})
_THIRD = (
    "t",
    "is",
    "was",
    "had",
    "kwam",
    "zei",
    "ging",
    "deed",
    "gaf",
    "zat",
    "stond",
    "kon",
    "wilde",
    "wil",
    "kan",
    "zal",
    "mag",
    "belde",
    "hielp",
)
_NEVER_FIRST = frozenset(
    {"elke", "lieve", "dik", "door", "else", "lot", "job", "engel", "mei", "linde", "adem"}
)  # "Door is" is no start of a name
_ABBREVIATION = 4  # letters of a title that is written with a full stop: "mevr."


def person(scene: Scene, n: int) -> Step | None:
    """A name that begins at word n."""
    sheet, kind = scene.sheet, scene.kinds[n]
    cue = _cue(scene, n)
    reason = None
    if kind & FIRST and (not kind & STOP or (cue is not None and sheet.words[n].capital)):
        reason = _first_name(scene, n, cue)
    if reason is None and cue is not None:
        reason = _by_cue(scene, n, cue)
    if reason is None and kind & INITIAL and "." in sheet.words[n].text and n + 1 < len(scene.kinds):
        reason = ("voorletters voor een achternaam", 0.9) if _surname_end(scene, n + 1) > n + 1 else None
    if reason is None:
        return None
    last = _surname_end(scene, n + 1)
    with_prefix = cue is not None and scene.kinds[cue] & TITLE and _prefixed(sheet, cue, n)
    if cue is not None and with_prefix:
        n = cue + 2 if sheet.words[cue + 1].text == "." else cue + 1
    return people(sheet, n, last, *reason), last


def _prefixed(sheet: Sheet, cue: int, n: int) -> bool:
    """Are there only small prefixes between the cue and word n ("meneer de Vries", "mw. de Vries"), or nothing?"""
    return all(sheet.words[m].lower in LONG_PARTICLES or (m == cue + 1 and sheet.words[m].text == ".") for m in range(cue + 1, n))


def _cue(scene: Scene, n: int) -> int | None:
    """The number of the word before n that announces a name ("mijn buurvrouw, Fatma", "mevr. van der Wal", "ik ben")."""
    words, kinds = scene.sheet.words, scene.kinds
    for m in range(n - 1, max(-1, n - 4), -1):
        if kinds[m] & (TITLE | KIN | INTRO) or (words[m].lower == "ben" and m and words[m - 1].lower == "ik" and m == n - 1):
            return m
        if words[m].lower not in _BETWEEN or m < n - 2:
            return None
        if words[m].lower == "." and not (m and kinds[m - 1] & TITLE and len(words[m - 1].lower) <= _ABBREVIATION):
            return None  # a cue does not reach beyond its sentence
    return None


def _first_name(scene: Scene, n: int, cue: int | None) -> tuple[str, float] | None:
    sheet, kind = scene.sheet, scene.kinds[n]
    word, unsure = sheet.words[n], bool(kind & AMBIGUOUS)
    if word.capital:
        if cue is not None:
            return f"voornaam na ‘{sheet.words[cue].lower}’", 0.95
        if not unsure or not sheet.opens(n):
            return "voornaam uit de lijst", 0.9
        return ("voornaam aan het begin van een zin", 0.7) if _begins_as_name(scene, n) else None
    unsure = unsure or bool(kind & COMMON and word.pos not in ("NOUN", "PROPN", "X"))
    if cue == n - 1 and (not unsure or word.pos == "PROPN" or _owned(scene, n)):
        return f"voornaam na ‘{sheet.words[n - 1].lower}’", 0.85
    if not unsure and len(word.lower) > 2:
        return "voornaam uit de lijst, zonder hoofdletter", 0.6
    return None


def _begins_as_name(scene: Scene, n: int) -> bool:
    """Is an ordinary word that opens a sentence a name here: "Wil is …", "Mark van Dijk", "Mark en Sander", but not "Wil je"?"""
    words, kinds = scene.sheet.words, scene.kinds
    _, end = scene.sheet.sentence_of(n)
    if n + 1 >= end:
        return False
    after = n + 1
    while after < end - 1 and words[after].lower in LONG_PARTICLES:
        after += 1
    if after > n + 1 or kinds[after] & SURNAME:
        return bool(words[after].capital and kinds[after] & SURNAME)
    if words[after].lower == "en" and after + 1 < end:
        return bool(words[after + 1].capital and kinds[after + 1] & FIRST)
    return words[after].pos in ("VERB", "AUX") and words[after].lower.endswith(_THIRD) and words[n].lower not in _NEVER_FIRST


def _owned(scene: Scene, n: int) -> bool:
    """Is word n in small letters between "mijn vriendin" and a verb: "mijn vriendin roos kookt"?"""
    words = scene.sheet.words
    _, end = scene.sheet.sentence_of(n)
    mine = n > 1 and words[n - 2].lower in _OWNERS and bool(scene.kinds[n - 1] & KIN)
    return mine and words[n].pos == "NOUN" and n + 1 < end and words[n + 1].pos in ("VERB", "AUX")


def _by_cue(scene: Scene, n: int, cue: int) -> tuple[str, float] | None:
    sheet, kinds = scene.sheet, scene.kinds
    word, kind = sheet.words[n], kinds[n]
    if kind & (STOP | TITLE | KIN | INTRO | PARTICLE) or not word.is_word or len(word.text) < 2:
        return None
    reason = f"naam na ‘{sheet.words[cue].lower}’"
    if kind & PROPER:
        return reason, 0.9 if cue == n - 1 else 0.7
    small = bool(kinds[cue] & TITLE) and _prefixed(sheet, cue, n) and not word.capital
    surname = kind & SURNAME and (not kind & COMMON or cue < n - 1)  # "meneer de boer", but not "meneer boer"
    unknown = not kind & (COMMON | ORG_CUE) and word.pos in ("PROPN", "NOUN", "X")
    if small and (surname or unknown):
        return reason, 0.6
    return None


def _surname_end(scene: Scene, n: int) -> int:
    """Where the name ends that may go on at word n: initials, prefixes, capitals, known surnames in small letters."""
    sheet, kinds = scene.sheet, scene.kinds
    first_capital = sheet.words[n - 1].capital
    _, end = sheet.sentence_of(n - 1)
    last = at = n
    while at < min(end, n + MAX_NAME) and at not in scene.taken:
        kind = kinds[at]
        if kind & STOP and not kind & PARTICLE:
            break
        if _goes_on(sheet, kind, at, (n, last), first_capital):
            last = at + 1
        elif sheet.words[at].lower not in LONG_PARTICLES:
            break
        at += 1
    return last


def _goes_on(sheet: Sheet, kind: int, at: int, so_far: tuple[int, int], first_capital: bool) -> bool:
    """Does a name go on with word `at`?"""
    word, (begin, last) = sheet.words[at], so_far
    if word.capital and ((word.is_word and not word.text.isupper()) or kind & INITIAL):
        return True
    if word.text.isupper() and word.is_word and at > last and sheet.words[at - 1].text.isupper():
        return True  # "JAN DE VRIES"
    if not kind & SURNAME:
        return False
    doubtful = kind & AMBIGUOUS and at == begin and not first_capital
    return (word.is_word and not doubtful and not kind & COMMON) or (at > last and not first_capital)
