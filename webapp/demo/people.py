"""The invented residents: who they are, how heavy life is on them, and how that moves between two waves."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.demo import content

__all__ = ["Design", "Person", "Wish", "clamp", "people_of", "pick", "skip", "written"]

# Not everyone answers as often, and neighbourhoods differ.
ANSWERING = {"oudstad": 1.0, "dehoven": 1.05, "waterkant": 1.1, "molenveld": 1.15, "nieuw-oost": 0.72}
HEAVINESS = {"oudstad": 0.05, "dehoven": -0.1, "waterkant": -0.1, "molenveld": -0.15, "nieuw-oost": 0.25}


@dataclass(frozen=True, slots=True)
class Wish:
    """What must be true of a person because a story says so."""

    area: str
    age: str


@dataclass(frozen=True, slots=True)
class Design:
    """How many people answer in the nulmeting and the 1-meting; `linked` of them in both, with the same return card."""

    linked: int
    only: tuple[int, int]
    unfinished: tuple[int, int]
    withdrawn: tuple[int, int]
    invited: tuple[int, int]
    ages: Mapping[str, float]  # code of the age class: share
    apart: Mapping[str, float]  # chance of living alone (or of caring alone), by age class
    age_effect: Mapping[str, float]
    move: float  # how much heavier a year later (below 0: lighter) ...
    move_waterkant: float  # ... and in the neighbourhood where the bus and the room went

    def own(self, wave: int) -> range:
        """The numbers of the people who take part in this wave alone."""
        first = self.linked + (self.only[0] if wave else 0)
        return range(first, first + self.only[wave])

    def other(self, wave: int) -> range:
        """The numbers of the people who stop half-way or take their answers back in this wave."""
        first = 10_000 * (wave + 1)
        return range(first, first + self.unfinished[wave] + self.withdrawn[wave])


@dataclass(frozen=True, slots=True)
class Person:
    """One invented resident in one wave; `strain` runs from about -2 (light) to 3 (heavy: alone, burdened)."""

    number: int
    area: str
    postcode: str
    age: str
    apart: bool
    strain: float
    wave: int
    keeps_card: bool

    @property
    def lost_places(self) -> bool:
        """Whether the bus and the room are gone where this person lives, by now."""
        return self.area == "waterkant" and self.wave == 1


def pick(rng: random.Random, weights: Mapping[str, float]) -> str:
    """One of the keys, by weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def clamp(value: float, low: int, high: int) -> int:
    """The nearest whole number within bounds."""
    return max(low, min(high, round(value)))


def skip(rng: random.Random, value: Any, unsure: Any = None) -> Any:
    """The answer; now and then nothing, or (when it may be said) the kind of missing `unsure`."""
    luck = rng.random()
    if luck < 0.012:
        return None
    return unsure if unsure is not None and luck < 0.037 else value


def written(rng: random.Random, person: Person, texts: tuple[str, ...], chance: float) -> str | None:
    """A text of their own for some people; each writes another one as long as there are any."""
    if not texts or rng.random() > chance:
        return None
    return texts[(person.number * 7 + person.wave * 5) % len(texts)]


def people_of(design: Design, seed: str, wave: int, wishes: tuple[Wish, ...]) -> tuple[Person, ...]:
    """Everybody who sent answers in a wave; the first who take part in this wave alone are those whose story is known."""
    known = dict(zip(design.own(wave), wishes, strict=False))
    return tuple(person(design, seed, number, wave, known.get(number)) for number in [*range(design.linked), *design.own(wave)])


def person(design: Design, seed: str, number: int, wave: int, wish: Wish | None = None) -> Person:
    """One person; the same number is the same person in both waves."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311  invented people, not secrets
    areas = {one["sleutel"]: one for one in content.municipality()["wijken"]}
    area = pick(rng, {key: one["bewoners"] * ANSWERING[key] for key, one in areas.items()})
    age = pick(rng, design.ages)
    if wish is not None:
        area, age = wish.area, wish.age if wish.age in design.ages else age
    apart = rng.random() < design.apart[age]
    lasting = rng.gauss(0, 0.8) + 0.55 * apart + design.age_effect[age] + HEAVINESS[area] - 0.25
    moments = rng.gauss(0, 0.35), rng.gauss(0, 0.35)
    moved = wave * (rng.gauss(0, 0.2) + (design.move_waterkant if area == "waterkant" else design.move))
    postcode = rng.choice(areas[area]["postcodes"])
    keeps = number < design.linked or rng.random() < 0.9
    return Person(number, area, postcode, age, apart, lasting + moments[wave] + moved, wave, keeps)
