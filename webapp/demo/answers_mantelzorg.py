"""How the invented carers fill in the questionnaire `mantelzorg`."""

from __future__ import annotations

import random
from typing import Any

from webapp.demo.people import Design, Person, clamp, pick, skip, written

__all__ = ["DESIGN", "STORY_AGES", "answers"]

DESIGN = Design(
    linked=71, only=(78, 82), unfinished=(21, 14), withdrawn=(1, 0), invited=(430, 430),
    ages={"tot_35": 0.09, "35_54": 0.29, "55_74": 0.46, "75_plus": 0.16},
    apart={"tot_35": 0.25, "35_54": 0.35, "55_74": 0.45, "75_plus": 0.6},
    age_effect={"tot_35": 0.1, "35_54": 0.2, "55_74": 0.0, "75_plus": 0.1},
    move=-0.08, move_waterkant=0.5,
)  # fmt: skip
STORY_AGES = {
    "18-34": "tot_35", "35-44": "35_54", "45-54": "35_54", "55-64": "55_74", "65-74": "55_74", "75-84": "75_plus", "85+": "75_plus",
}  # fmt: skip

STEPS = ("helemaal_niet", "niet", "beetje", "goed", "helemaal")
STATEMENTS = {
    "hulp": (3.4, -0.4),
    "overnemen": (2.9, -0.6),
    "luisteren": (3.8, -0.5),
    "alleen": (2.9, 0.75),
    "eigen_tijd": (3.0, -0.7),
}
FOR_WHOM = {
    "tot_35": {"ouder": 0.6, "partner": 0.15, "ander": 0.25},
    "35_54": {"ouder": 0.55, "kind": 0.3, "partner": 0.1, "ander": 0.05},
    "55_74": {"ouder": 0.42, "partner": 0.34, "kind": 0.12, "ander": 0.12},
    "75_plus": {"partner": 0.78, "kind": 0.1, "ander": 0.12},
}

CAUSES = {
    "zwaarder": (
        "Hij gaat achteruit, dat is de ziekte.", "Minder uren van de gemeente.", "De dagopvang in Waterkant is weg.", "Ik word zelf ook ouder.",
        "Mijn zus is ermee gestopt.", "De nachten.", "Nieuwe wet, alles opnieuw aanvragen.", "Zij herkent mij niet meer altijd.",
        "geen vervanging als ik ziek ben", "Ik ben weer meer gaan werken, moest wel.", "Hij is gevallen in maart.",
    ),
    "lichter": (
        "De vrijwilliger op vrijdag.", "Mijn broer doet nu de zaterdag.", "Ma woont nu in een verpleeghuis, al voelt dat niet lichter.",
        "De makelaar heeft alles geregeld.", "Door de cursus durf ik nee te zeggen.", "Medicijnen zijn goed afgesteld.", "Meer thuiszorg",
        "Ik heb verlof van mijn werk.", "Eindelijk een traplift.",
    ),
}  # fmt: skip
WOULD_HELP = (
    "Eén telefoonnummer.", "Slapen.", "Iemand voor de nachten.", "Dat mijn broers ook iets doen.", "Dagopvang dichtbij.", "Minder formulieren",
    "Een weekend weg zonder bellen.", "Iemand die haar taal spreekt.", "Geld, ik werk minder.", "Dat iemand het dossier leest.", "Niks, het is zo.",
    "Een wasmachine die werkt en een man die werkt.",
)  # fmt: skip
LAST_WORDS = (
    "Ik heb dit om kwart over vier 's nachts ingevuld.", "Dank dat u het vraagt.", "Er was geen vraag over geld.", "Volgend jaar weer?",
    "Ik hoop dat ze het lezen.", "Sorry voor de spelfouten, haast.", "Zij is het waard.",
)  # fmt: skip


def answers(person: Person, rng: random.Random, told: tuple[int, int, int] | None, has_story: bool) -> dict[str, Any]:
    """The answers of one person; what is not on the path is taken off by the caller."""
    stopped = not has_story and rng.random() < 0.02 + 0.03 * person.wave
    relieved = rng.random() < 0.4 + 0.05 * person.wave - (0.2 if person.lost_places else 0)
    found: dict[str, Any] = {
        "toestemming": "ja",
        "voor_wie": ["niemand"] if stopped else _for_whom(person, rng),
        "leeftijd": person.age if has_story else skip(rng, person.age, "wil_niet"),
        "postcode": person.postcode if has_story else skip(rng, person.postcode, {"missing": "wil_niet"}),
        "uren": skip(rng, clamp(rng.lognormvariate(2.5 + 0.25 * person.strain, 0.7), 1, 168), {"missing": "weet_niet"}),
        "sinds": skip(rng, _since(person), {"missing": "weet_niet"}),
        "belasting": skip(rng, clamp(rng.gauss(6.1 + 1.35 * person.strain, 1.0), 0, 10), {"missing": "weet_niet"}),
        "gesprek": written(rng, person, WOULD_HELP, 0.25),
        "steun": _support(person, rng),
        "respijt": skip(rng, "ja" if relieved else "nee", "wil_niet"),
        "na_activiteit": _after(person, rng),
        **_before_and_now(person),
        "verandering": _change(person, rng),
        "tot_slot": written(rng, person, LAST_WORDS, 0.04),
    }
    if has_story:
        found["verhaal"] = {"told": True}
        found["duiding"] = {"missing": "nvt"} if told is None else dict(zip("abc", told, strict=True))
    return {code: value for code, value in found.items() if value is not None}


def _for_whom(person: Person, rng: random.Random) -> list[str]:
    chosen = {pick(rng, FOR_WHOM[person.age])}
    if rng.random() < 0.12:
        chosen.add(pick(rng, FOR_WHOM[person.age]))
    return [one for one in ("partner", "ouder", "kind", "ander") if one in chosen]


def _since(person: Person) -> str:
    """A month in the past that stays the same in both waves."""
    rng = random.Random(f"since/{person.number}/{person.postcode}")  # noqa: S311  invented people, not secrets
    day = f"-{rng.randint(1, 28):02}" if rng.random() < 0.2 else ""
    return f"{2024 - min(int(rng.expovariate(0.18)), 30)}-{rng.randint(1, 12):02}{day}"


def _support(person: Person, rng: random.Random) -> dict[str, str] | None:
    found = {}
    for item, (middle, pull) in STATEMENTS.items():
        found[item] = skip(rng, STEPS[clamp(rng.gauss(middle + pull * person.strain, 0.65), 1, 5) - 1], "weet_niet")
    return {item: value for item, value in found.items() if value is not None} or None


def _after(person: Person, rng: random.Random) -> dict[str, str]:
    weights = {"ja": max(0.5 - 0.1 * person.strain, 0.1), "beetje": 0.3, "nee": 0.2, "weet_niet": 0.04}
    return {item: pick(rng, weights) for item in ("rust", "nieuw", "minder_alleen", "volhouden")}


def _before_and_now(person: Person) -> dict[str, Any]:
    """How well somebody kept it up before and now; dice of their own, so that no other answer changes."""
    rng = random.Random(f"vol/{person.number}/{person.wave}/{person.postcode}")  # noqa: S311  invented people, not secrets
    then = clamp(rng.gauss(5.6 - 1.0 * person.strain, 1.2), 0, 10)
    now = clamp(then + rng.gauss(0.7 - 0.5 * person.lost_places, 1.4), 0, 10)
    return {"vol_toen": skip(rng, then, {"missing": "weet_niet"}), "vol_nu": skip(rng, now, {"missing": "weet_niet"})}


def _change(person: Person, rng: random.Random) -> dict[str, str] | None:
    heavier = 0.36 + 0.1 * max(person.strain, 0) + (0.15 if person.lost_places else 0)
    change = pick(rng, {"zwaarder": heavier, "lichter": 0.12 + 0.05 * person.wave, "gelijk": 0.45, "weet_niet": 0.03})
    cause = written(rng, person, CAUSES.get(change, ()), 0.22)
    return skip(rng, {"change": change, "cause": cause} if cause else {"change": change})  # type: ignore[no-any-return]
