"""What a told cause seems to name: an activity, a mechanism, something else. By words only: a proposal, a person decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from narratives.codebook import GAP, Part, Term, TermRefused, parse

__all__ = ["NAMES", "Named", "Proposal", "holds", "propose"]

NAMES = ("activiteit", "mechanisme", "andere", "weet_niet")
UNKNOWN = re.compile(r"^\W*(?:(?:ik )?weet (?:ik )?(?:het )?niet|geen idee|geen flauw idee|\?+|-+|onbekend|wist ik het maar)\W*$")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
DENIALS = frozenset({"niet", "geen", "nooit", "niets", "niks", "zonder"})
ENDINGS = ("etjes", "etje", "tjes", "tje", "jes", "je", "en", "er", "es", "e", "s", "t")  # longest first
SHORTEST = 4  # letters that must stay when an ending is taken off
TELLING = 6  # letters of a word of a name by which the name is known


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a cause may name: an activity by its name, a mechanism by its terms."""

    code: str
    name: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words seem to name, and by which word."""

    names: str  # one of NAMES
    activity: str | None = None
    mechanism: str | None = None
    reason: str = ""


def propose(cause: str, activities: Sequence[Named], mechanisms: Sequence[Named]) -> Proposal | None:
    """The proposal for a cause; None when there are no words."""
    words = [one.lower() for one in WORD.findall(cause)]
    if not cause.strip():
        return None
    if UNKNOWN.match(cause.strip().lower()):
        return Proposal("weet_niet")
    activity = next(((one, by) for one in activities if (by := _by_name(words, one))), None)
    mechanism = next(((one, by) for one in mechanisms if (by := _by_terms(words, one.terms))), None)
    if activity is not None:
        return Proposal("activiteit", activity[0].code, mechanism[0].code if mechanism else None, f"‘{activity[1]}’")
    if mechanism is not None:
        return Proposal("mechanisme", None, mechanism[0].code, f"‘{mechanism[1]}’")
    return Proposal("andere")


def holds(words: Sequence[str], term: Term) -> bool:
    """Whether these words hold a term of a codebook; compared by light stems, for the web process has no lemmas."""
    return any(
        (end := _from(words, start, term.parts)) is not None
        and (term.denied is None or term.denied == bool(DENIALS & {*words[max(0, start - 3) : start], *words[end : end + 2]}))
        for start in range(len(words))
    )


def _by_terms(words: Sequence[str], terms: Sequence[str]) -> str:
    strong: list[str] = []
    weak: list[str] = []
    for source in terms:
        try:
            term = parse(source)
        except TermRefused:
            continue
        if holds(words, term):
            (weak if term.weak else strong).append(source.lstrip("?!= "))
    return strong[0] if strong else weak[0] if len(weak) > 1 else ""


def _by_name(words: Sequence[str], one: Named) -> str:
    """The word by which an activity is named: one of its terms, or a long word of its name or code."""
    if found := _by_terms(words, one.terms):
        return found
    known = [word for word in (*WORD.findall(one.name.lower()), one.code.lower()) if len(word) >= TELLING]
    for word in words:
        if len(word) >= TELLING and any(_alike(word, name) or name.endswith(word) for name in known):
            return word
    return ""


def _from(words: Sequence[str], start: int, parts: Sequence[Part]) -> int | None:
    """Where the parts end when they stand here, one after the other; None when they do not."""
    at = start
    for number, part in enumerate(parts):
        reach = GAP if part.gap else 0
        places = [i for i in range(at, min(at + reach + 1, len(words))) if _same(words[i], part)]
        if not places or (number == 0 and places[0] != start):
            return None
        at = places[0] + 1
    return at


def _same(word: str, part: Part) -> bool:
    if part.how == "prefix":
        return word.startswith(part.text)
    if part.how == "suffix":
        return word.endswith(part.text)
    if part.how == "form":
        return word == part.text
    return word == part.text or _alike(word, part.text) or (len(part.text) >= 5 and word.endswith(part.text))


def _alike(one: str, other: str) -> bool:
    """Whether two words have a stem in common (maatjes, maatje; pieker, piekeren; loop, lopen)."""
    return bool(_stems(one) & _stems(other))


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    """A word as it is and without its ending; a doubled last letter made single, a lengthened vowel short."""
    short = next((word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST - 1), word)
    return frozenset(re.sub(r"([aeou])\1(?=[^aeiou]$)", r"\1", re.sub(r"([^aeiou])\1$", r"\1", one)) for one in (word, short))
