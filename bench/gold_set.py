"""The gold set: invented stories with what a person saw in them, written by hand in tests/data/gold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from narratives.codebook import CodeTerms

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "gold"
TONES = ("positief", "gemengd", "negatief")
KINDS = ("naam", "adres", "telefoon", "e-mail", "bsn", "geboortedatum", "iban", "postcode")
TITLES = {
    *("mevrouw", "mevr", "mw", "meneer", "mijnheer", "dhr", "heer", "oma", "opa", "tante", "oom", "zuster", "broer", "juf"),
    *("meester", "dokter", "dr", "de", "van", "geb"),
}  # words beside a name: hidden or not, they count for nothing

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked substring: personal data of a kind, at its nth places (all one of them when nth is empty)."""

    text: str
    kind: str
    nth: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose tone is clear to a reader."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story with what a person saw in it."""

    id: str
    text: str
    themes: tuple[str, ...]
    tone: str
    sentences: tuple[Sentence, ...]
    hide: tuple[Mark, ...]
    either: tuple[str, ...]


def files() -> list[Path]:
    return sorted(FOLDER.glob("stories-*.yml"))


def stories() -> list[Story]:
    return [_story(row) for path in files() for row in yaml.safe_load(path.read_text("utf-8"))["stories"]]


def _story(row: dict[str, Any]) -> Story:
    hide = tuple(Mark(one["text"], one["kind"], tuple(one.get("nth", ()))) for one in row.get("hide", ()))
    sentences = tuple(Sentence(one["text"], one["tone"]) for one in row.get("sentences", ()))
    return Story(row["id"], row["text"], tuple(row["themes"]), row["tone"], sentences, hide, tuple(row.get("either", ())))


def codebook() -> list[CodeTerms]:
    rows = yaml.safe_load((FOLDER / "codebook.yml").read_text("utf-8"))["codes"]
    return [CodeTerms(row["code"], tuple(row["terms"]), tuple(row["exclusions"])) for row in rows]


def word_list(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def words(text: str) -> set[str]:
    return set(word_list(text))


def places(text: str, part: str) -> list[Span]:
    """Where a substring stands as whole words."""
    pattern = rf"(?<!\w){re.escape(part)}(?!\w)"
    return [found.span() for found in re.finditer(pattern, text)]


def hide_spans(story: Story) -> list[tuple[str, Span]]:
    """Every marked span with its kind."""
    found = []
    for mark in story.hide:
        spots = places(story.text, mark.text)
        found += [(mark.kind, spots[nth - 1]) for nth in (mark.nth or (1,))]
    return found


def letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def neutral(story: Story) -> set[int]:
    titles = [found.span() for found in re.finditer(r"[^\W_]+", story.text) if found.group().lower() in TITLES]
    either = [span for word in story.either for span in places(story.text, word)]
    return letters(story.text, titles + either)
