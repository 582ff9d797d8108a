"""The codebook of a programme: themes, and the small language in which their words are written.

A **term** is one line of text:

- `eenzaam`            this word, in any form (it is compared with the lemma and with the word as written); a noun of five
                       letters and more also at the end of a compound ("woning": "huurwoning"), and any word beside a hyphen;
- `in de put`          these words after each other, each in any form; with a verb at the end also the verb first ("rood staan": "staat rood");
- `wachten ... lang`   the second within four words after the first, in the same sentence;
- `eenzaam*`  `*zorg`  words that begin or end like this ("eenzaamheid", "thuiszorg");
- `"Zij aan Zij"`      exactly this word as written, capitals aside, and no other form of it (each word within the quotes);
- `zorg/znw`           only as this part of speech: znw (noun), ww (verb), bnw (adjective), naam (proper noun);
- `!eenzaam`           only when it is denied ("niet meer eenzaam"); without a sign a theme is found denied or not;
- `=eenzaam`           only when it is not denied;
- `?auto`              weak: counts only when the story has another, different term of the same theme too.

An **exclusion** is written the same way: what it covers does not count ("lekker alleen" for `alleen`). Its verb may stand
on either side and up to four words away ("de bus missen": "ik mis steeds de bus").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from saying import say

__all__ = ["GAP", "CodeTerms", "Gazetteer", "Part", "Term", "TermRefused", "check", "digest", "parse"]

GAP = 4  # words that "..." may skip
PARTS_OF_SPEECH: Mapping[str, tuple[str, ...]] = {
    "znw": ("NOUN",),
    "ww": ("VERB", "AUX"),
    "bnw": ("ADJ", "ADV"),  # Dutch uses the same form for both ("hij slaapt slecht")
    "naam": ("PROPN",),
}
MAX_PARTS = 8


class TermRefused(ValueError):
    """A term that cannot be understood; the message says in Dutch what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a term: text in small letters, how it is compared, and whether words may be skipped before it."""

    text: str
    how: str = "any"  # any (lemma or form), head (any, or the end of a compound), form, prefix, suffix
    pos: tuple[str, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A term taken apart; `denied` is None when it does not matter whether it is denied; a weak one needs another beside it."""

    source: str
    parts: tuple[Part, ...]
    denied: bool | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """A code of the codebook with the words that point at it and the phrases that only look like it."""

    code: str
    terms: tuple[str, ...]
    exclusions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", tuple(self.terms))
        object.__setattr__(self, "exclusions", tuple(self.exclusions))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names that are known where the programme runs: neighbourhoods and streets, and organisations and activities."""

    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def _split_pos(word: str, source: str) -> tuple[str, tuple[str, ...]]:
    text, slash, pos = word.rpartition("/")
    if not slash:
        return word, ()
    if pos not in PARTS_OF_SPEECH or not text:
        known = ", ".join(PARTS_OF_SPEECH)
        raise TermRefused(say("‘{source}’: ‘/{pos}’ is geen woordsoort. Kies uit: {known}.", source=source, pos=pos, known=known))
    return text, PARTS_OF_SPEECH[pos]


def _part(word: str, gap: bool, exact: bool, source: str) -> Part:
    text, pos = _split_pos(word, source)
    how = "form" if exact else "any"
    if text.count("*") > 1 or "*" in text[1:-1]:
        raise TermRefused(say("‘{source}’: een * mag één keer, aan het begin of aan het eind van een woord.", source=source))
    if text.startswith("*"):
        text, how = text[1:], "suffix"
    elif text.endswith("*"):
        text, how = text[:-1], "prefix"
    if how in ("prefix", "suffix") and len(text) < 3:
        raise TermRefused(say("‘{source}’: zet minstens drie letters bij een *, anders telt bijna elk woord mee.", source=source))
    if not any(letter.isalnum() for letter in text):
        raise TermRefused(say("‘{source}’: hier staat geen woord. Schrijf een woord of een korte zin.", source=source))
    return Part(text, how, pos, gap)


def parse(source: str) -> Term:
    """A term taken apart; TermRefused with a Dutch sentence when it is not one."""
    text = " ".join(source.split()).lower()
    weak = text.startswith("?")
    text = text[weak:].lstrip()
    denied = {"!": True, "=": False}.get(text[:1])
    if denied is not None:
        text = text[1:].lstrip()
    exact = len(text) > 1 and text[0] == text[-1] == '"'
    words = (text[1:-1] if exact else text).replace("…", " ... ").split()
    parts: list[Part] = []
    gap = False
    for word in words:
        if word == "...":
            gap = True
            continue
        parts.append(_part(word, gap and bool(parts), exact, source))
        gap = False
    if not parts:
        raise TermRefused(say("Een term is leeg. Schrijf een woord of een korte zin."))
    if len(parts) > MAX_PARTS:
        raise TermRefused(say("‘{source}’: een term heeft hoogstens {max_parts} woorden.", source=source, max_parts=MAX_PARTS))
    return Term(source, tuple(parts), denied, weak)


def check(codes: Iterable[CodeTerms]) -> list[str]:
    """Every fault in a codebook as a Dutch sentence; an empty list means that it can be used."""
    faults: list[str] = []
    seen: set[str] = set()
    for code in codes:
        if code.code in seen:
            faults.append(say("Code ‘{code}’ staat er twee keer in. Geef een van de twee een andere naam.", code=code.code))
        seen.add(code.code)
        for source in (*code.terms, *code.exclusions):
            try:
                parse(source)
            except TermRefused as refused:
                faults.append(say("Code ‘{code}’: {refused}", code=code.code, refused=refused))
    return faults


def digest(codes: Iterable[CodeTerms], gazetteer: Gazetteer) -> str:
    """Eight hex digits that change when a code, a term or a known name changes; the order of codes does not matter."""
    plain = [
        sorted([c.code, list(c.terms), list(c.exclusions)] for c in codes),
        sorted(gazetteer.places),
        sorted(gazetteer.organisations),
    ]
    return sha256(json.dumps(plain, ensure_ascii=True).encode()).hexdigest()[:8]
