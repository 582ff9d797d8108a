"""The theme library: ready indicators and instruments for the goals that come back everywhere. Data files, read by one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from saying import SOURCE


@dataclass(frozen=True, slots=True)
class ReadyIndicator:
    """An indicator that many programmes can use; `instrument` says with which list it is measured."""

    code: str
    name: str
    definition: str
    level: str
    kind: str
    direction: str
    not_measured: str
    instrument: str = ""
    source_kind: str = "nieuw"
    where: Mapping[str, str] = field(default_factory=dict)  # table and measure of an open source
    themes: tuple[str, ...] = ()  # () = fits every theme (generiek)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A list of questions, what it adds to the conversation itself, how long it takes and whether it may be used."""

    code: str
    name: str
    measures: str
    themes: tuple[str, ...]
    questions: int
    minutes: int
    free: bool  # anybody may use it as it is
    conversation: str  # what it adds to the conversation with the resident
    change: str  # ja, voorzichtig, nee: whether it may say that something changed
    licence: str
    source: str
    caution: str = ""
    level: str = "outcome"
    shipped: str = ""  # our questionnaire that has it


@dataclass(frozen=True, slots=True)
class Library:
    """Themes with their words, indicators and instruments."""

    themes: Mapping[str, str]
    indicators: tuple[ReadyIndicator, ...]
    instruments: tuple[Instrument, ...]

    def for_theme(self, theme: str) -> tuple[ReadyIndicator, ...]:
        """The indicators of a theme, the generic ones last."""
        own = [one for one in self.indicators if theme in one.themes]
        return (*own, *(one for one in self.indicators if not one.themes))

    def fitting(
        self, theme: str = "", minutes: int | None = None, *, change: bool = False, free: bool = False
    ) -> tuple[Instrument, ...]:
        """The instruments that fit an aim, the shortest first."""
        found = [
            one for one in self.instruments
            if (not theme or theme in one.themes) and (minutes is None or one.minutes <= minutes)
            and (not change or one.change == "ja") and (not free or one.free)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.minutes, one.name)))


@cache
def library(language: str = SOURCE) -> Library:
    """The whole library in a language; what it has no words for there stays Dutch."""
    found: dict[str, Any] = {name: _load(name) for name in ("themas", "indicatoren", "instrumenten")}
    return Library(
        {one["code"]: _words(one["naam"], language) for one in found["themas"]},
        tuple(_indicator(one, language) for one in found["indicatoren"]),
        tuple(_instrument(one, language) for one in found["instrumenten"]),
    )


def _load(name: str) -> Any:
    return yaml.safe_load(resources.files("analysis.sources").joinpath("ready", f"{name}.yml").read_text(encoding="utf-8"))


def _words(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts[SOURCE]


def _indicator(one: dict[str, Any], language: str) -> ReadyIndicator:
    name, definition, not_measured = (_words(one[key], language) for key in ("naam", "uitleg", "meet_niet"))
    return ReadyIndicator(
        one["code"], name, definition, one["niveau"], one["soort"], one["richting"], not_measured, one.get("instrument", ""),
        one.get("bron", "nieuw"), one.get("waar", {}), tuple(one.get("themas", ())),
    )  # fmt: skip


def _instrument(one: dict[str, Any], language: str) -> Instrument:
    def said(key: str) -> str:
        return _words(one[key], language) if key in one else ""

    return Instrument(
        one["code"], said("naam"), said("meet"), tuple(one["themas"]), one["vragen"], one["minuten"],
        one["gebruik"][SOURCE].startswith("vrij"), said("gesprek"), one["verandering"], said("gebruik"), said("bron"), said("let_op"),
        one.get("niveau", "outcome"), one.get("meegeleverd", ""),
    )  # fmt: skip
