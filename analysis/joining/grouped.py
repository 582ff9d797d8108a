"""Stories by group: which themes and tone each has, and in which area, age and other classes its teller is. Never words or ids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.breakdowns import BY_AREA
from analysis.gather_stories import Said
from analysis.material import Material
from narratives.models import Annotation, Decision, Story
from surveys.definition import text_of
from surveys.parties import Area, Programme

NUMBERS = re.compile(r"\d+")


class Told(NamedTuple):
    """Read stories that are alike in all of this; `groups`: the title of a split ("Naar wijk") and the label of their group in it."""

    themes: frozenset[str]
    leaning: str
    teller: str
    wave: int | None
    groups: tuple[tuple[str, str], ...]
    times: int = 1  # how many stories are like this

    def group(self, title: str) -> str | None:
        """The label of this story in a split; None = not known."""
        return next((label for one, label in self.groups if one == title), None)


@dataclass(frozen=True, slots=True)
class Trait:
    """A question by which people are divided: its code, title, and the label of each option."""

    code: str
    title: str
    labels: Mapping[str, str]

    def label(self, value: str) -> str | None:
        """The group of a value as a story has it: the code of an option, its label, or the same numbers ("75-84", "85+")."""
        if value in self.labels:
            return self.labels[value]
        plain, numbers = value.strip().casefold(), NUMBERS.findall(value)
        for code, label in self.labels.items():
            if plain == label.casefold() or (numbers and numbers == NUMBERS.findall(code)):
                return label
        return None


def traits(material: Material) -> tuple[Trait, ...]:
    """The questions by which the programme splits its figures."""
    found = []
    for code, title in material.traits:
        for one in material.questionnaires:
            labels: dict[str, str] = {}
            for version in (*one.older, one.definition):
                options = getattr(version.questions.get(code), "options", ())
                labels |= {option.code: text_of(option.label, "nl")[0] for option in options if not option.missing}
            if labels:
                found.append(Trait(code, title, labels))
                break
    return tuple(found)


Decided = tuple[dict[str, list[Annotation]], dict[str, list[Decision]]]


def told(session: Session, programme: Programme, material: Material) -> tuple[Told, ...]:
    """The stories that were read and are held with consent, in an order that ids do not decide."""
    place = _Places(_areas(session, programme), traits(material))
    alike = Counter[tuple[Any, ...]]()
    for (row, where), times in material.story_places.items():
        if row.read and (material.scope.wave is None or row.wave is not None):
            alike[row.themes, row.leaning, row.teller, row.wave, place.groups(*where)] += times
    found = [Told(*one)._replace(times=times) for one, times in alike.items()]
    return tuple(sorted(found, key=lambda one: (sorted(one.themes), one[1:3], str(one.wave), one.groups)))


def of_members(session: Session, programme: Programme, material: Material) -> tuple[tuple[str, Told], ...]:
    """The same stories one by one, with their id; only when the material was gathered with members."""
    place = _Places(_areas(session, programme), traits(material))
    return tuple(
        (identity, Told(row.themes, row.leaning, row.teller, row.wave, place.groups(*material.story_where[identity])))
        for identity, row in material.story_members
        if row.read and (material.scope.wave is None or row.wave is not None)
    )


class _Places:
    """Where stories belong, each way of writing it worked out once."""

    def __init__(self, names: Mapping[str, str], known: Sequence[Trait]) -> None:
        self.names, self.traits, self.groups = names, known, cache(self._groups)

    def _groups(self, area: str | None, written: str | None, said: Said) -> tuple[tuple[str, str], ...]:
        """The groups of a story, from where it was told, its classes and the answers of its teller."""
        own = orjson.loads(written or "{}") | dict(said)
        found = [(BY_AREA, self.names[area])] if area is not None and area in self.names else []
        return tuple(
            found + [(one.title, label) for one in self.traits if one.code in own and (label := one.label(str(own[one.code])))]
        )


def _areas(session: Session, programme: Programme) -> dict[str, str]:
    query = select(Area.code, Area.name).where(Area.organisation_id == programme.organisation_id)
    return {one.code: one.name for one in session.execute(query)}


def by_story(session: Session, programme: Programme) -> Decided:
    """The proposals and the decisions about themes of the stories in which a person decided something."""
    decisions: dict[str, list[Decision]] = defaultdict(list)
    held = select(Decision).join(Story, Story.id == Decision.story_id).where(Story.programme_id == programme.id)
    for one in session.scalars(held.where(Decision.kind == "theme", Story.state != "ingetrokken").order_by(Decision.id)):
        decisions[one.story_id].append(one)
    spans: dict[str, list[Annotation]] = defaultdict(list)
    identities = sorted(decisions)
    for start in range(0, len(identities), 500):
        block = identities[start : start + 500]
        for span in session.scalars(select(Annotation).where(Annotation.story_id.in_(block), Annotation.kind == "theme")):
            spans[span.story_id].append(span)
    return spans, decisions
