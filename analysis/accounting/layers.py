"""When a layer of the account is filled, thin or empty (gevuld, dun, leeg), and why, in words.

A state says how much is made visible, never whether something works: empty is "nog niet zichtbaar gemaakt".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis import sentences
from saying import mark, say

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

FILLED, THIN, EMPTY = mark("gevuld"), mark("dun"), mark("leeg")
TITLES = {
    "macrodoel": mark("Macrodoel"),
    "mechanisme": mark("Werkzaam mechanisme"),
    "activiteit": mark("Activiteit"),
    "uitvoering": mark("Goede uitvoering"),
    "bereik": mark("Bereik in de doelgroep"),
    "uitvraag": mark("Wat deelnemers zeggen"),
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
        return say(TITLES[self.code])


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
            (say("de doelgroep"), facts.population),
            (say("de beginstand"), facts.baseline),
            (say("de streefwaarde"), facts.target),
            (say("de bron"), facts.source),
            (say("een nieuw cijfer na de beginstand"), facts.current),
        )
        if not there
    ]
    if not facts.baseline and not facts.target:
        return Layer("macrodoel", EMPTY, say("Het doel in cijfers is nog niet zichtbaar gemaakt."))
    if missing:
        return Layer("macrodoel", THIN, say("Er ontbreekt: {what}.", what=sentences.listed(missing)))
    return Layer("macrodoel", FILLED, say("Doelgroep, beginstand, streefwaarde, bron en een nieuw cijfer zijn bekend."))


def cells(facts: ActivityFacts) -> tuple[Layer, ...]:
    """The layers of one activity, in their order."""
    return _mechanism(facts), _done(facts), _fidelity(facts), _reach(facts), _told(facts)


def together(code: str, parts: Sequence[Layer]) -> Layer:
    """A layer over all activities of a goal: filled when it is for each, empty when it is for none, else thin with how many."""
    if not parts:
        return Layer(code, EMPTY, say("Er is nog geen activiteit aan dit doel gekoppeld: nog niet zichtbaar gemaakt."))
    if len({(one.state, one.reason) for one in parts}) == 1:
        return parts[0]
    filled = sum(one.state == FILLED for one in parts)
    empty = sum(one.state == EMPTY for one in parts)
    if filled == len(parts):
        return Layer(code, FILLED, say("Bij alle {n} activiteiten zichtbaar gemaakt.", n=len(parts)))
    if empty == len(parts):
        return Layer(code, EMPTY, say("Bij geen van de {n} activiteiten zichtbaar gemaakt.", n=len(parts)))
    some = {"filled": filled, "n": len(parts)}
    if empty:
        words = say(
            "Bij {filled} van de {n} activiteiten zichtbaar gemaakt, bij {empty} nog niet zichtbaar gemaakt.", empty=empty, **some
        )
    else:
        words = say("Bij {filled} van de {n} activiteiten zichtbaar gemaakt, bij de andere voor een deel.", **some)
    return Layer(code, THIN, words)


def conclusion(layers: Sequence[Layer]) -> str:
    """What the layers allow to say: plausible at most, and what to make visible next."""
    filled, n = sum(one.state == FILLED for one in layers), len(layers)
    some = say("{filled} van de {n} lagen zijn gevuld.", filled=filled, n=n)
    start = say("1 van de {n} lagen is gevuld.", n=n) if filled == 1 else some
    return f"{start} {_left(layers)}"


def _left(layers: Sequence[Layer]) -> str:
    """What follows from the layers that are not filled."""
    holes = [one.title.lower() for one in layers if one.state == EMPTY]
    thin = [one.title.lower() for one in layers if one.state == THIN]
    if holes:
        return say("Nog niet zichtbaar gemaakt: {what}. Dat zegt niet dat het niet werkt.", what=sentences.listed(holes))
    if thin:
        return say("Voor een deel zichtbaar: {what}. Dat zegt niet dat het niet werkt.", what=sentences.listed(thin))
    return say("Het is aannemelijk dat de activiteiten bijdragen aan dit doel. Bewezen is het daarmee niet.")


def _mechanism(facts: ActivityFacts) -> Layer:
    if not facts.mechanisms:
        return Layer("mechanisme", EMPTY, say("Waarom dit zou werken is nog niet zichtbaar gemaakt."))
    if any(one.strength != "verondersteld" and one.source for one in facts.mechanisms):
        return Layer("mechanisme", FILLED, say("Er is kennis met een bron."))
    return Layer("mechanisme", THIN, say("Het mechanisme is nog een aanname, zonder bron."))


def _done(facts: ActivityFacts) -> Layer:
    if not facts.counted:
        return Layer("activiteit", EMPTY, say("Wat er is gedaan is nog niet zichtbaar gemaakt."))
    if facts.counted < facts.newest and not facts.ended:
        return Layer("activiteit", THIN, say("De laatste telling is van {period}.", period=facts.counted))
    return Layer("activiteit", FILLED, say("Geteld tot en met {period}.", period=facts.counted))


def _fidelity(facts: ActivityFacts) -> Layer:
    items = sum(one.items for one in facts.mechanisms)
    judged = sum(one.judged for one in facts.mechanisms)
    evidenced = sum(one.evidenced for one in facts.mechanisms)
    if not judged:
        hidden = say("Of het goed gebeurt is nog niet zichtbaar gemaakt.")
        return Layer("uitvoering", EMPTY, hidden if items else say("Er is nog geen checklist: die hoort bij een mechanisme."))
    if judged < items:
        some = say("{n} van de {items} punten van de checklist zijn beoordeeld.", n=judged, items=items)
        return Layer("uitvoering", THIN, some)
    if evidenced < judged:
        bare = say("Bij {n} van de {items} punten ontbreekt waaruit het blijkt.", n=judged - evidenced, items=items)
        return Layer("uitvoering", THIN, bare)
    return Layer("uitvoering", FILLED, say("De hele checklist is beoordeeld, met bewijs."))


def _reach(facts: ActivityFacts) -> Layer:
    found = {
        "": (EMPTY, say("Wie van de doelgroep meedoet is nog niet zichtbaar gemaakt.")),
        "klein": (THIN, say("Geteld, maar de groep is te klein om te tonen.")),
        "omvang": (THIN, say("De deelnemers zijn geteld; hoe groot de doelgroep is, is niet bekend.")),
        "bekend": (FILLED, say("Deelnemers en doelgroep zijn geteld.")),
    }[facts.reach]
    return Layer("bereik", *found)


def _told(facts: ActivityFacts) -> Layer:
    if facts.coded == "bekend":
        return Layer("uitvraag", FILLED, say("Deelnemers is gevraagd wat er veranderde en waardoor."))
    if facts.coded == "klein":
        return Layer("uitvraag", THIN, say("Gevraagd, maar er zijn te weinig beoordeelde antwoorden om te tonen."))
    if facts.asked:
        return Layer("uitvraag", THIN, say("Gevraagd, maar de antwoorden zijn nog niet beoordeeld."))
    return Layer("uitvraag", EMPTY, say("Wat deelnemers zelf merken is nog niet zichtbaar gemaakt."))
