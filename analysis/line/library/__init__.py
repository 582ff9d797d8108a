"""The library of working mechanisms: a YAML file a theme beside this module, read by one reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from analysis.line.evidence import EVIDENCE
from saying import SOURCE, spoken

__all__ = ["LibraryBroken", "Working", "mechanisms", "read", "said"]

KEYS = {"code", "naam", "voor_wie", "voorwaarden", "bron", "sterkte", "lijst", "termen"}


class LibraryBroken(ValueError):
    """A file of the library that says something impossible; the message names file, entry and what to do."""


@dataclass(frozen=True, slots=True)
class Working:
    """A working mechanism (werkzaam mechanisme): why something helps, for whom, when, and who says so."""

    theme: str
    code: str
    name: str
    for_whom: str
    conditions: str
    source: str
    strength: str
    checklist: tuple[str, ...]
    terms: tuple[str, ...]
    english: tuple[
        tuple[str, str], ...
    ] = ()  # each of its texts in English; the terms find words in Dutch stories and stay Dutch


def said(text: str) -> str:
    """A text of the library in the language that is spoken; words that people wrote themselves stay as they are."""
    return text if spoken() == SOURCE else _english().get(text, text)


@cache
def _english() -> dict[str, str]:
    return {dutch: english for one in mechanisms().values() for dutch, english in one.english}


@cache
def mechanisms() -> dict[str, Working]:
    """Every mechanism of the library, as "thema/code", in the order of the files."""
    folder = resources.files("analysis.line.library")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".yml")), key=lambda one: one.name)
    found = [each for one in files for each in read(yaml.safe_load(one.read_text("utf-8")), one.name)]
    return {f"{one.theme}/{one.code}": one for one in found}


def read(content: Any, file: str) -> tuple[Working, ...]:
    """The mechanisms of one file; every field has to be there."""
    theme = str(content["thema"])
    found = tuple(_working(theme, one, file) for one in content["mechanismen"])
    if len({one.code for one in found}) < len(found):
        raise LibraryBroken(f"{file}: een code staat er twee keer in. Geef elk mechanisme een eigen code.")
    return found


def _working(theme: str, entry: dict[str, Any], file: str) -> Working:
    where = f"{file}, {entry.get('code', '?')}"
    if missing := sorted(KEYS - set(entry)):
        raise LibraryBroken(f"{where}: er ontbreekt {', '.join(missing)}. Vul dit in.")
    if not str(entry["bron"]).strip():
        raise LibraryBroken(f"{where}: er staat geen bron. Schrijf op wie dit zegt, of ‘eigen kennis, nog niet nagezocht’.")
    if entry["sterkte"] not in EVIDENCE or entry["sterkte"] == "bewezen":
        raise LibraryBroken(f"{where}: de sterkte kan hier verondersteld, aannemelijk of onderbouwd zijn.")
    return Working(
        theme=theme, code=entry["code"], name=entry["naam"], for_whom=entry["voor_wie"], conditions=entry["voorwaarden"],
        source=entry["bron"], strength=entry["sterkte"], checklist=tuple(entry["lijst"]), terms=tuple(entry["termen"]),
        english=tuple(_pairs(entry)),
    )  # fmt: skip


def _pairs(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    english = entry.get("en") or {}
    yield from ((str(entry[key]), str(english[key])) for key in ("naam", "voor_wie", "voorwaarden", "bron") if key in english)
    yield from zip(entry["lijst"], english.get("lijst", ()), strict=False)
