"""What a framework is: dimensions with their questions, states, which cards it takes, and how it is drawn. Plain values of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import saying

Texts = Mapping[str, str]

PICTURES = ("stappen", "ringen", "lagen", "assen", "lijst", "bollen")
LAYOUTS = (
    "sorteren",
    "per_dimensie",
    "per_onderwerp",
)  # how cards are put down: over dimensions, a row each, or one subject at a time
SOURCES = ("kaarten", "voorzieningen")  # where the cards come from: put down by people, or rows of analysis.accounting
KINDS: dict[str, dict[str, str]] = {  # what may be a card, and how people call it
    "activiteit": {"nl": "activiteit", "en": "activity"},
    "plek": {"nl": "plek", "en": "place"},
    "organisatie": {"nl": "organisatie", "en": "organisation"},
    "voorziening": {"nl": "voorziening", "en": "provision"},
    "indicator": {"nl": "indicator", "en": "indicator"},
    "resultaat": {"nl": "maatschappelijk resultaat", "en": "societal result"},
    "ambitie": {"nl": "ambitie", "en": "ambition"},
    "macrodoel": {"nl": "macrodoel", "en": "macro goal"},
    "team": {"nl": "team", "en": "team"},
    "thema": {"nl": "thema in de verhalen", "en": "theme in the stories"},
    "onderwerp": {"nl": "onderwerp", "en": "subject"},
}
PRESENT: dict[str, dict[str, str]] = {
    "gemeente": {"nl": "gemeente", "en": "municipality"},
    "aanbieder": {"nl": "aanbieder", "en": "provider"},
    "inwoner": {"nl": "inwoner", "en": "resident"},
}
UNITS = ("aantal", "euro", "cijfer", "tekst")


@dataclass(frozen=True, slots=True)
class Item:
    """A ready-made card, or a sentence to score."""

    code: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an axis, with the sentences that point to it."""

    name: Texts
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How a card stands."""

    code: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Value:
    """What a card may carry beside its state: a number or a sentence."""

    code: str
    name: Texts
    unit: str


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody in a role has to do here."""

    role: Texts
    text: Texts


@dataclass(frozen=True, slots=True)
class Dimension:
    """A step, ring, layer, axis, question or frame."""

    code: str
    name: Texts
    text: Texts
    questions: tuple[Texts, ...] = ()
    level: tuple[str, ...] = ()  # who is in the lead: beleid, uitvoering
    items: tuple[Item, ...] = ()
    sides: tuple[Side, ...] = ()  # two, for an axis
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework as its file says it."""

    code: str
    title: Texts
    source: Texts
    text: Texts
    when: Texts  # "U wilt …": for whom this is the place to begin; {} = it is not offered as a beginning
    caution: Texts
    picture: str
    layout: str
    cards_from: str
    subjects: tuple[str, ...]
    judged: bool  # each dimension itself gets a state
    noted: bool  # each card may carry words
    states: tuple[State, ...]
    values: tuple[Value, ...]
    questions: tuple[Texts, ...]
    dimensions: tuple[Dimension, ...]
    rank: float = 99  # its place in lists
    quadrants: tuple[Texts, ...] = ()  # of two axes: left above, right above, left below, right below

    def dimension(self, code: str) -> Dimension | None:
        """The dimension with this code."""
        return next((one for one in self.dimensions if one.code == code), None)

    def state_names(self) -> dict[str, str]:
        """Code and name of each state."""
        return {one.code: text_of(one.name) for one in self.states}


def text_of(texts: Texts) -> str:
    """A text of a file in the language that is spoken, in Dutch where it is not there."""
    return texts.get(saying.spoken()) or texts.get(saying.SOURCE, "")


say = text_of  # by its old name
