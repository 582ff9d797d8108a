"""The library of outcome concepts (requirement 109): what a word means, by which questions it shows, and who wrote about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from saying import SOURCE, spoken

__all__ = ["Asked", "Concept", "ConceptBroken", "Instrument", "concepts", "read"]

KEYS = {"code", "naam", "omschrijving", "delen", "vragen", "instrumenten", "bron", "let_op", "en"}


class ConceptBroken(ValueError):
    """A concept that lacks something; the message names which and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that could show it, in our own words. `answers`: the Dutch options between semicolons, or "verhaal"."""

    text: str
    answers: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire of somebody else that measures it; named, never copied."""

    name: str
    who: str
    mind: str


@dataclass(frozen=True, slots=True)
class Concept:
    """An outcome as a word: its meaning, its sides, how it could be asked and what to be careful about."""

    code: str
    name: str
    meaning: str
    sides: tuple[str, ...]
    questions: tuple[Asked, ...]
    instruments: tuple[Instrument, ...]
    source: str
    mind: str


def concepts(language: str = "") -> dict[str, Concept]:
    """Every concept by its code, in a language (that which is spoken when none is named)."""
    return _concepts(language or spoken())


@cache
def _concepts(language: str) -> dict[str, Concept]:
    file = resources.files("analysis.line.concepts").joinpath("uitkomsten.yml")
    return {one.code: one for one in read(yaml.safe_load(file.read_text("utf-8")), language)}


def read(content: Any, language: str = SOURCE) -> tuple[Concept, ...]:
    """The concepts of a file; every field has to be there, and every source has to be named."""
    return tuple(_concept(one, language) for one in content["begrippen"])


def _concept(entry: dict[str, Any], language: str) -> Concept:
    if missing := sorted(KEYS - set(entry)):
        raise ConceptBroken(f"{entry.get('code', '?')}: er ontbreekt {', '.join(missing)}. Vul dit in.")
    if not str(entry["bron"]).strip():
        raise ConceptBroken(f"{entry['code']}: er staat geen bron. Schrijf op wie hierover schreef.")
    words = {**entry, **(entry["en"] if language != SOURCE else {})}
    asked = [one["vraag"] for one in entry["vragen"]] if language == SOURCE else words["vragen"]
    minds = [one["let_op"] for one in entry["instrumenten"]] if language == SOURCE else words["instrumenten"]
    return Concept(
        code=entry["code"], name=words["naam"], meaning=words["omschrijving"], sides=tuple(words["delen"]),
        questions=tuple(Asked(text, one["antwoorden"]) for text, one in zip(asked, entry["vragen"], strict=True)),
        instruments=tuple(Instrument(one["naam"], one["wie"], mind) for one, mind in zip(entry["instrumenten"], minds, strict=True)),
        source=words["bron"], mind=words["let_op"],
    )  # fmt: skip
