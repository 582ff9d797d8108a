"""When a layer of the account is filled, thin or empty (gevuld, dun, leeg), and why, in words.

A state says how much is made visible, never whether something works: empty is "nog niet zichtbaar gemaakt".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "EMPTY",
    "FILLED",
    "THIN",
    "TITLES",
    "ActivityFacts",
    "GoalFacts",
    "Layer",
    "MechanismFacts",
    "cells",
    "conclusion",
    "goal_layer",
    "together",
]  # fmt: skip

FILLED, THIN, EMPTY = "gevuld", "dun", "leeg"
NOT_VISIBLE = "nog niet zichtbaar gemaakt"
TITLES = {
    "macrodoel": "Macrodoel",
    "mechanisme": "Werkzaam mechanisme",
    "activiteit": "Activiteit",
    "uitvoering": "Goede uitvoering",
    "bereik": "Bereik in de doelgroep",
    "uitvraag": "Wat deelnemers zeggen",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer with its state and the reason of it."""

    code: str
    state: str
    reason: str

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.code]


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is known of a macro goal; `current` says that its series gave a figure newer than the baseline."""

    population: str
    baseline: bool
    target: bool
    source: str
    current: bool


@dataclass(frozen=True, slots=True)
class MechanismFacts:
    """A mechanism of an activity with its checklist: how many sentences, how many judged, how many of those with evidence."""

    name: str
    strength: str
    source: str
    items: int = 0
    judged: int = 0
    evidenced: int = 0


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is known of an activity; numbers too small to show come as "hidden"."""

    mechanisms: tuple[MechanismFacts, ...] = ()
    counted: str = ""  # newest period in which it was counted, "" = never
    newest: str = ""  # newest period in which anything of the programme was counted
    ended: bool = False
    reach: str = ""  # "" = not recorded, "klein" = hidden, "omvang" = size unknown, "bekend"
    asked: bool = False  # participants were asked what changed and why
    coded: str = ""  # "" = no cause was judged, "klein" = too few, "bekend"


def goal_layer(facts: GoalFacts) -> Layer:
    """The macro goal itself: does it say for whom, from where to where, by which source, and where it stands now?"""
    missing = [
        word
        for word, there in (
            ("de doelgroep", facts.population), ("de beginstand", facts.baseline), ("de streefwaarde", facts.target),
            ("de bron", facts.source), ("een nieuw cijfer na de beginstand", facts.current),
        )
        if not there
    ]  # fmt: skip
    if not facts.baseline and not facts.target:
        return Layer("macrodoel", EMPTY, f"Het doel in cijfers is {NOT_VISIBLE}.")
    if missing:
        return Layer("macrodoel", THIN, f"Er ontbreekt: {_listed(missing)}.")
    return Layer("macrodoel", FILLED, "Doelgroep, beginstand, streefwaarde, bron en een nieuw cijfer zijn bekend.")


def cells(facts: ActivityFacts) -> tuple[Layer, ...]:
    """The layers of one activity, in their order."""
    return _mechanism(facts), _done(facts), _fidelity(facts), _reach(facts), _told(facts)


def together(code: str, parts: Sequence[Layer]) -> Layer:
    """A layer over all activities of a goal: filled when it is for each, empty when it is for none, else thin with how many."""
    if not parts:
        return Layer(code, EMPTY, f"Er is nog geen activiteit aan dit doel gekoppeld: {NOT_VISIBLE}.")
    if len({(one.state, one.reason) for one in parts}) == 1:
        return parts[0]
    filled = sum(one.state == FILLED for one in parts)
    empty = sum(one.state == EMPTY for one in parts)
    if filled == len(parts):
        return Layer(code, FILLED, f"Bij alle {len(parts)} activiteiten zichtbaar gemaakt.")
    if empty == len(parts):
        return Layer(code, EMPTY, f"Bij geen van de {len(parts)} activiteiten zichtbaar gemaakt.")
    rest = f"bij {empty} {NOT_VISIBLE}" if empty else "bij de andere voor een deel"
    return Layer(code, THIN, f"Bij {filled} van de {len(parts)} activiteiten zichtbaar gemaakt, {rest}.")


def conclusion(layers: Sequence[Layer]) -> str:
    """What the layers allow to say: plausible at most, and what to make visible next."""
    filled = sum(one.state == FILLED for one in layers)
    holes = [one.title.lower() for one in layers if one.state == EMPTY]
    start = f"{filled} van de {len(layers)} lagen zijn gevuld." if filled != 1 else f"1 van de {len(layers)} lagen is gevuld."
    if filled == len(layers):
        return f"{start} Het is aannemelijk dat de activiteiten bijdragen aan dit doel. Bewezen is het daarmee niet."
    if holes:
        return f"{start} {NOT_VISIBLE.capitalize()}: {_listed(holes)}. Dat zegt niet dat het niet werkt."
    thin = [one.title.lower() for one in layers if one.state == THIN]
    return f"{start} Voor een deel zichtbaar: {_listed(thin)}. Dat zegt niet dat het niet werkt."


def _mechanism(facts: ActivityFacts) -> Layer:
    if not facts.mechanisms:
        return Layer("mechanisme", EMPTY, f"Waarom dit zou werken is {NOT_VISIBLE}.")
    if any(one.strength != "verondersteld" and one.source for one in facts.mechanisms):
        return Layer("mechanisme", FILLED, "Er is kennis met een bron.")
    return Layer("mechanisme", THIN, "Het mechanisme is nog een aanname, zonder bron.")


def _done(facts: ActivityFacts) -> Layer:
    if not facts.counted:
        return Layer("activiteit", EMPTY, f"Wat er is gedaan is {NOT_VISIBLE}.")
    if facts.counted < facts.newest and not facts.ended:
        return Layer("activiteit", THIN, f"De laatste telling is van {facts.counted}.")
    return Layer("activiteit", FILLED, f"Geteld tot en met {facts.counted}.")


def _fidelity(facts: ActivityFacts) -> Layer:
    items = sum(one.items for one in facts.mechanisms)
    judged = sum(one.judged for one in facts.mechanisms)
    evidenced = sum(one.evidenced for one in facts.mechanisms)
    if not judged:
        why = f"Of het goed gebeurt is {NOT_VISIBLE}." if items else "Er is nog geen checklist: die hoort bij een mechanisme."
        return Layer("uitvoering", EMPTY, why)
    if judged < items:
        return Layer("uitvoering", THIN, f"{judged} van de {items} punten van de checklist zijn beoordeeld.")
    if evidenced < judged:
        return Layer("uitvoering", THIN, f"Bij {judged - evidenced} van de {items} punten ontbreekt waaruit het blijkt.")
    return Layer("uitvoering", FILLED, "De hele checklist is beoordeeld, met bewijs.")


def _reach(facts: ActivityFacts) -> Layer:
    found = {
        "": (EMPTY, f"Wie van de doelgroep meedoet is {NOT_VISIBLE}."),
        "klein": (THIN, "Geteld, maar de groep is te klein om te tonen."),
        "omvang": (THIN, "De deelnemers zijn geteld; hoe groot de doelgroep is, is niet bekend."),
        "bekend": (FILLED, "Deelnemers en doelgroep zijn geteld."),
    }[facts.reach]
    return Layer("bereik", *found)


def _told(facts: ActivityFacts) -> Layer:
    if facts.coded == "bekend":
        return Layer("uitvraag", FILLED, "Deelnemers is gevraagd wat er veranderde en waardoor.")
    if facts.coded == "klein":
        return Layer("uitvraag", THIN, "Gevraagd, maar er zijn te weinig beoordeelde antwoorden om te tonen.")
    if facts.asked:
        return Layer("uitvraag", THIN, "Gevraagd, maar de antwoorden zijn nog niet beoordeeld.")
    return Layer("uitvraag", EMPTY, f"Wat deelnemers zelf merken is {NOT_VISIBLE}.")


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} en {last}" if most else last
