"""How the invented employees, clients and partners of the neighbourhood teams answer."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.demo.people import clamp, pick

__all__ = ["TeamMood", "client", "employee", "partner"]

STEPS = ("helemaal_oneens", "oneens", "neutraal", "eens", "helemaal_eens")
ITEMS: Mapping[str, tuple[str, ...]] = {
    "team": (
        "kwaliteit_kennis", "kwaliteit_feedback", "samenstelling_mix", "samenstelling_ruimte", "werkwijze_afspraken", "werkwijze_ruimte",
    ),
    "hulp": ("generalist", "heel_gezin", "doel", "resultaat", "netwerk"),
    "geld": ("kosten_kennen", "afwegen", "budget", "genoeg"),
    "klant": ("vindbaar", "snel", "meebeslissen", "horen"),
    "wijk": ("kennen", "bekend", "lijnen", "reistijd", "maatwerk"),
}  # fmt: skip
# Team and client score highest, help lags behind, neighbourhood and money are the biggest challenges (as in the article, invented here).
LEVELS = {"team": 7.2, "klant": 7.0, "hulp": 6.4, "wijk": 5.6, "geld": 5.2}
HARDER = {"generalist": -0.45, "samenstelling_ruimte": -0.5, "budget": -0.3, "genoeg": 0.6, "lijnen": -0.1}
PER_YEAR = 0.2  # a year older, so much higher
OPEN: Mapping[str, tuple[str, ...]] = {
    "team": (
        "Iemand erbij met kennis van schulden.", "Vaker samen een zaak nabespreken, nu gaat het alleen over de planning.", "Een vaste plek in de wijk.",
        "Wij hebben drie leidinggevenden gehad in een jaar.", "Rust.", "Minder systemen waarin wij hetzelfde invullen.",
        "Dat jeugd en volwassenen echt één team worden.", "Intervisie op een vast moment.",
    ),
    "hulp": (
        "Ik was twintig jaar schuldhulpverlener en moet nu alles kunnen. Dat is zoeken.", "Een specialist die ik even kan bellen.",
        "Ik weet nog niet goed wanneer ik iets zelf doe en wanneer ik doorverwijs.", "Tijd om na drie maanden terug te gaan en te vragen hoe het is.",
        "Generalist zijn voelt soms als van alles een beetje.", "Meedraaien met een collega die iets anders kan.",
        "Minder wachtlijst bij de tweede lijn.", "Samen met Fatima van jeugd op huisbezoek, dat leert het meest.",
    ),
    "geld": (
        "Niemand vertelt ons wat iets kost.", "Wij zien de cijfers pas een half jaar later.", "Ik ben hulpverlener, geen boekhouder. Maar ik wil het wel leren.",
        "Bang dat het op een dag ‘wel wat minder kan’.", "Een lijstje met wat een traject ongeveer kost.", "Goedkoop nu is vaak duur later.",
        "Dat wij per jaar afrekenen en niet per gezin.", "Niets, bij ons gaat dat goed.",
    ),
    "klant": (
        "Inwoners eerder bellen, ook als er nog niets te melden is.", "Een inloop op zaterdag.", "Brieven in gewone taal.",
        "Mensen die wij niet zien: daar moeten wij naartoe.", "Dezelfde hulpverlener houden.", "Zelf vragen wat zij van ons vonden.",
    ),
    "wijk": (
        "Een ochtend per week zonder afspraken, om de wijk in te gaan.", "Kennismaken met de huisartsen, dat is er nooit van gekomen.",
        "Wij zitten op een bedrijventerrein, niemand loopt er binnen.", "Samen koken in het buurthuis leverde meer op dan tien overleggen.",
        "De wijkagent zei: ik wist niet dat jullie bestonden.", "Een kaart met wie wat doet.", "Langer in dezelfde wijk mogen blijven.",
        "Met meneer Jansen van de bewonersvereniging mee op ronde.",
    ),
}  # fmt: skip
DIFFERENT = (
    "Vaker opschrijven wat iets kost.", "Niets.", "Ik let op dat ik niet ga werken voor het cijfer.", "De wijk in, want dat werd gevraagd.",
    "Ik hoop dat wij niet de makkelijke gezinnen gaan kiezen.",
)  # fmt: skip
CAUSES = {
    "beter": (
        "Mijn schulden zijn geregeld.",
        "De man van het team kwam echt langs.",
        "Ik slaap weer.",
        "Mijn dochter woont weer thuis.",
        "Tijd.",
    ),
    "gelijk": ("Er verandert weinig.", "Het was al goed.", "Wachten op de woning."),
    "achteruit": ("Mijn gezondheid.", "Ik ben mijn baan kwijt.", "Telkens iemand anders."),
}
PARTNER_KINDS = {"huisarts": 0.24, "school": 0.26, "politie": 0.14, "welzijn": 0.2, "wonen": 0.12, "anders": 0.04}
PARTNER_LEVELS = {"huisarts": 5.4, "school": 6.2, "politie": 6.0, "welzijn": 7.0, "wonen": 6.4, "anders": 6.2}


class TeamMood:
    """What the people of one team have in common: it differs per dimension, and older teams score a little higher."""

    def __init__(self, seed: str, code: str, years: float) -> None:
        rng = random.Random(f"{seed}/team/{code}")  # noqa: S311  invented people, not secrets
        older = PER_YEAR * (years - 3)
        self.levels = {one: level + older + rng.gauss(0, 0.4) for one, level in LEVELS.items()}


def employee(rng: random.Random, team: str, mood: TeamMood, number: int) -> dict[str, Any]:
    """The quickscan of one employee."""
    own = rng.gauss(0, 0.7)
    found: dict[str, Any] = {"toestemming": "ja", "team": team}
    for dimension, items in ITEMS.items():
        found[f"d_{dimension}"] = _statements(rng, mood.levels[dimension] + own, items)
        if rng.random() < 0.34:
            texts = OPEN[dimension]  # colleagues do not write the same
            found[f"open_{dimension}"] = texts[(len(team) * 3 + number) % len(texts)]
    if rng.random() < 0.15:
        found["anders_doen"] = rng.choice(DIFFERENT)
    return found


def client(rng: random.Random, team: str, strength: float, wave: int) -> dict[str, Any]:
    """What one client finds, and how things go; `strength` is lasting, and the same person is asked again a year later."""
    way = pick(rng, {"beter": 0.46, "gelijk": 0.4, "achteruit": 0.14})
    moved = wave * {"beter": 2.6, "gelijk": 0.1, "achteruit": -2.4}[way]
    found: dict[str, Any] = {
        "toestemming": "ja", "team": team if rng.random() > 0.04 else "weet_niet",
        "d_klant": _statements(rng, 7.1 + 0.25 * wave + 0.3 * strength + rng.gauss(0, 0.8), ("snel", "geluisterd", "samen", "passend", "een_persoon")),
        "hulp_verandering": {"change": way, "cause": rng.choice(CAUSES[way])} if rng.random() < 0.4 else {"change": way},
        "redt": _statements(rng, 5.4 + 1.5 * strength + moved, ("dag", "geldzaken", "mensen", "gezond", "grip"), spread=0.45),
    }  # fmt: skip
    if rng.random() < 0.7:
        found["regeling"] = pick(rng, {"wmo": 0.45, "jeugd": 0.2, "werk": 0.1, "weet_niet": 0.25})
    return found


def partner(rng: random.Random, teams: Sequence[str]) -> dict[str, Any]:
    """What one partner finds of working together."""
    kind = pick(rng, PARTNER_KINDS)
    found: dict[str, Any] = {
        "toestemming": "ja", "soort": kind, "team": rng.choice(teams),
        "d_wijk": _statements(rng, PARTNER_LEVELS[kind] + rng.gauss(0, 0.8), ("tevreden", "lijnen", "reistijd", "maatwerk", "terug")),
    }  # fmt: skip
    if rng.random() < 0.3:
        found["open_wijk"] = rng.choice(OPEN["wijk"][1:6])
    return found


def _statements(rng: random.Random, mark: float, items: Sequence[str], spread: float = 0.75) -> dict[str, str]:
    """An answer to each statement around a mark from 1 to 10; now and then somebody does not know."""
    middle = 1 + (mark - 1) * 4 / 9
    found = {}
    for item in items:
        step = clamp(rng.gauss(middle + HARDER.get(item, 0.0), spread), 1, 5)
        found[item] = "weet_niet" if rng.random() < 0.015 else STEPS[step - 1]
    return found
