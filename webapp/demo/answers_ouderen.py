"""How the invented older residents fill in the questionnaire `ouderen`."""

from __future__ import annotations

import random
from typing import Any

from webapp.demo.people import Design, Person, clamp, pick, skip, written

__all__ = ["DESIGN", "STORY_AGES", "answers"]

DESIGN = Design(
    linked=207, only=(202, 210), unfinished=(46, 33), withdrawn=(2, 1), invited=(1100, 1100),
    ages={"55_64": 0.27, "65_74": 0.36, "75_84": 0.27, "85_plus": 0.10},
    apart={"55_64": 0.22, "65_74": 0.3, "75_84": 0.44, "85_plus": 0.64},
    age_effect={"55_64": 0.0, "65_74": -0.05, "75_84": 0.1, "85_plus": 0.3},
    move=-0.37, move_waterkant=0.62,
)  # fmt: skip
STORY_AGES = {"55-64": "55_64", "65-74": "65_74", "75-84": "75_84", "85+": "85_plus"}

STEPS = ("helemaal_niet", "niet", "beetje", "goed", "helemaal")
STATEMENTS = {
    "terecht": (4.0, -0.62),
    "buren": (3.7, -0.62),
    "erbij": (3.6, -0.62),
    "gemis": (2.3, 0.75),
    "plannen": (3.4, -0.62),
}
TAKING_PART = {"koffie": 0.24, "eten": 0.12, "bewegen": 0.19, "maatje": 0.05, "anders": 0.22}

CAUSES_MORE = (
    "Ik ben gaan wandelen op woensdag.", "Door mijn kleindochter die hier is komen wonen.", "hond", "Nieuwe buren, hele aardige mensen.",
    "Ik kan weer lopen na de operatie.", "Mijn maatje van De Brug.", "Ik heb leren beeldbellen.", "Verhuisd naar een flat met een gezellige hal.",
    "Omdat ik zelf vrijwilliger ben geworden.", "De bankjes in het park.", "Ik ging naar de eettafel, eerst met tegenzin.",
    "Ben met pensioen en heb eindelijk tijd.", "Mijn dochter zei dat ik niet zo koppig moest zijn.", "Kerk", "Taalles bij mij thuis.",
    "Ik durf meer sinds ik weduwe ben, gek genoeg.",
)  # fmt: skip
CAUSES_LESS = (
    "Mijn man is overleden.", "Geen bus meer.", "De Schakel is gesloten.", "ik hoor niet goed meer", "Vrienden gaan dood, zo is het.",
    "Mijn rijbewijs kwijt.", "Door de trap, ik kom het huis niet meer uit.", "Iedereen zit op de telefoon.", "Te duur om ergens heen te gaan.",
    "Verhuisd en hier ken ik niemand.", "Alles is dicht in het weekend.", "Mijn beste vriendin is naar een verzorgingshuis.",
    "Ik zorg voor mijn vrouw en kan niet weg.", "Na corona nooit meer begonnen.", "Mijn benen", "Halte opgeheven!!!",
)  # fmt: skip
WHAT_WOULD_HELP = (
    "Iemand die de eerste keer met mij mee gaat.", "Een bus.", "Als het in het weekend was.", "Niet zo ver.", "Gratis zijn.",
    "Dat er een wc is.", "iets voor mannen", "In mijn eigen taal", "Ik wil niet, ik vind het zo goed.", "Een plek in Waterkant.",
    "Overdag en niet te lang.", "Minder lawaai, ik hoor slecht.", "Als ze mij zouden vragen.", "Betere knieën", "Een lift",
    "Eten zonder varkensvlees.", "Weten wie er komen.", "Iets nuttigs doen in plaats van koffie drinken.",
)  # fmt: skip
LAST_WORDS = (
    "Mooie vragen, kleine letters.", "Doe er iets mee.", "Bedankt voor de kans om iets te zeggen.", "Zet de bus terug.",
    "Ik vond het best moeilijk om in te vullen, ik moest er een dag over doen.", "Nee", "Groetjes van nummer 12.",
    "Hoor ik hier nog wat van?", "U vergeet te vragen naar geld.", "Ik heb hulp gehad van mijn zoon bij het invullen.",
    "De burgemeester mag ook wel eens komen koffie drinken.", "Het gaat goed met mij, echt.",
)  # fmt: skip


def answers(person: Person, rng: random.Random, told: tuple[int, int, int] | None, has_story: bool) -> dict[str, Any]:
    """The answers of one person; what is not on the path is taken off by the caller."""
    wants_more = rng.random() < 0.18 + 0.22 * max(person.strain, 0)
    found: dict[str, Any] = {
        "toestemming": "ja",
        "leeftijd": person.age if has_story else skip(rng, person.age, "wil_niet"),
        "wonen": skip(rng, "alleen" if person.apart else pick(rng, {"samen": 0.93, "anders": 0.07}), "wil_niet"),
        "postcode": person.postcode if has_story else skip(rng, person.postcode, {"missing": "wil_niet"}),
        "eenzaam": skip(rng, _alone(person.strain), "weet_niet"),
        "verbonden": _connected(person, rng),
        "tevreden": skip(rng, clamp(rng.gauss(7.3 - person.strain, 0.65), 0, 10), {"missing": "weet_niet"}),
        "verandering": _change(person, rng),
        "activiteiten": skip(rng, _activities(person, rng)),
        "na_activiteit": _after(person, rng),
        "drempel": written(rng, person, WHAT_WOULD_HELP, 0.09),
        "hulp": skip(rng, "ja" if wants_more else "nee", "wil_niet"),
        "tot_slot": written(rng, person, LAST_WORDS, 0.03),
    }
    if has_story:
        found["verhaal"] = {"told": True}
        found["duiding"] = {"missing": "nvt"} if told is None else dict(zip("abc", told, strict=True))
    return {code: value for code, value in found.items() if value is not None}


def _alone(strain: float) -> str:
    if strain > 1.05:
        return "vaak"
    return "soms" if strain > -0.12 else "nooit"


def _connected(person: Person, rng: random.Random) -> dict[str, str] | None:
    found = {}
    for item, (middle, pull) in STATEMENTS.items():
        found[item] = skip(rng, STEPS[clamp(rng.gauss(middle + pull * person.strain, 0.6), 1, 5) - 1], "weet_niet")
    return {item: value for item, value in found.items() if value is not None} or None


def _change(person: Person, rng: random.Random) -> dict[str, str] | None:
    less = 0.47 if person.lost_places else 0.16 + 0.08 * max(person.strain, 0)
    more = 0.05 if person.lost_places else 0.15 + 0.05 * person.wave
    change = pick(rng, {"minder": less, "meer": more, "gelijk": 0.62, "weet_niet": 0.03})
    cause = written(rng, person, {"minder": CAUSES_LESS, "meer": CAUSES_MORE}.get(change, ()), 0.2)
    return skip(rng, {"change": change, "cause": cause} if cause else {"change": change})  # type: ignore[no-any-return]


def _activities(person: Person, rng: random.Random) -> list[str]:
    lean = (0.65 if person.age == "85_plus" else 1.0) * (1.38 if person.wave and not person.lost_places else 1.0)
    lasting = random.Random(f"habits/{person.number}/{person.postcode}")  # noqa: S311  who goes somewhere mostly goes again
    reach = {one: share * lean * (0.25 if person.lost_places and one != "anders" else 1.0) for one, share in TAKING_PART.items()}
    luck = {one: (lasting.random(), rng.random(), rng.random()) for one in reach}
    return [one for one, share in reach.items() if (luck[one][0] if luck[one][2] < 0.75 else luck[one][1]) < share] or ["geen"]


def _after(person: Person, rng: random.Random) -> dict[str, str]:
    weights = {"ja": max(0.5 - 0.08 * person.strain, 0.1), "beetje": 0.3, "nee": 0.25, "weet_niet": 0.04}
    return {item: pick(rng, weights) for item in ("nieuw", "netwerk", "minder_alleen", "verbonden")}
