"""The written part of the demo: municipality, programmes and stories as they stand in the YAML files beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["AREA_ORDER", "PROGRAMMES", "ToldStory", "area_codes", "municipality", "programme", "stories"]

PROGRAMMES = {
    "samen_ouder": "verhalen_ouderen",
    "mantelzorg": "verhalen_mantelzorg",
}  # file of the programme: file of its stories
AREA_ORDER = ("oudstad", "dehoven", "waterkant", "molenveld", "nieuw-oost")
SECOND_WAVE = date(2025, 9, 1)  # what is told from here on belongs to the 1-meting


@dataclass(frozen=True, slots=True)
class ToldStory:
    """One invented story with all that is known of its invented teller."""

    key: str
    teller: str
    age: str  # a class such as "75-84"; "" for a professional
    area: str  # key of the neighbourhood
    told_on: date
    channel: str
    allowed: frozenset[str]  # citaat, eerst, vraag
    activity: str
    triad: tuple[int, int, int] | None
    words: str

    @property
    def wave(self) -> int:
        """The wave in which it was told."""
        return int(self.told_on >= SECOND_WAVE)


def _load(name: str) -> Any:
    return yaml.safe_load(resources.files("webapp.demo").joinpath(f"{name}.yml").read_text(encoding="utf-8"))


@cache
def municipality() -> dict[str, Any]:
    """Organisations, neighbourhoods and accounts."""
    found: dict[str, Any] = _load("gemeente")
    return found


@cache
def programme(name: str) -> dict[str, Any]:
    """A programme by the name of its file: results, indicators, themes, activities, quotes and duiding."""
    found: dict[str, Any] = _load(name)
    return found


@cache
def stories(name: str) -> tuple[ToldStory, ...]:
    """The stories of a programme by the name of its file."""
    return tuple(_story(one["kop"], one["woorden"]) for one in _load(PROGRAMMES[name]))


def _story(head: str, words: str) -> ToldStory:
    key, teller, age, area, told_on, channel, allowed, activity, triad = (part.strip() for part in head.split("|"))
    shares = None if triad == "-" else tuple(int(share) for share in triad.split("-"))
    if area not in AREA_ORDER or (shares is not None and (len(shares) != 3 or sum(shares) != 100)):
        raise ValueError(f"the head of story {key} is not right")
    return ToldStory(
        key=key, teller=teller, age="" if age == "-" else age, area=area, told_on=date.fromisoformat(told_on), channel=channel,
        allowed=frozenset(allowed.replace("-", "").split()), activity="" if activity == "-" else activity,
        triad=None if shares is None else (shares[0], shares[1], shares[2]), words=words.strip(),
    )  # fmt: skip


@cache
def area_codes() -> dict[str, str]:
    """Key of a neighbourhood to its code."""
    return {one["sleutel"]: one["code"] for one in municipality()["wijken"]}
