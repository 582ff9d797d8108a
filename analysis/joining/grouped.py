"""Stories by group: which themes and tone each has, and in which area, age and other classes its teller is. Never words or ids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from analysis import themes
from analysis.breakdowns import BY_AREA
from analysis.gather_stories import AFTERWARDS
from analysis.material import Material
from analysis.raw_rows import blocks
from narratives import coding
from narratives.models import Annotation, Consent, Decision, Story, StoryReading
from surveys.definition import text_of
from surveys.models import Response, Wave
from surveys.parties import Area, Programme

NUMBERS = re.compile(r"\d+")
NONE: frozenset[str] = frozenset()


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


def told(session: Session, programme: Programme, material: Material, decided: Decided | None = None) -> tuple[Told, ...]:
    """The stories that were read and are held with consent, in an order that ids do not decide; `decided` from `by_story`."""
    place = _Places(session, programme, material)
    coded = _themes(session, programme, decided or by_story(session, programme))
    alike = Counter[tuple[Any, ...]]()
    for block in _rows(session, programme):
        for identity, teller, told_on, wave, tone, area, written in block:
            number = place.wave(str(told_on)) if wave is None else wave
            if _within(material, place.names.get(area), number):
                alike[coded.get(identity, NONE), themes.lean(tone), teller, number, place.groups(identity, area, written)] += 1
    found = [Told(*one)._replace(times=times) for one, times in alike.items()]
    return tuple(sorted(found, key=lambda one: (sorted(one.themes), one[1:3], str(one.wave), one.groups)))


class _Places:
    """Where and when stories belong, each way of writing it worked out once."""

    def __init__(self, session: Session, programme: Programme, material: Material) -> None:
        self.names, self.traits = _areas(session, programme), traits(material)
        self.answers = _answers(session, programme, self.traits)
        rounds = max((one.rounds for one in material.questionnaires), key=len, default=())
        self.spans = [(one.number, str(one.opens_on), str(one.closes_on + AFTERWARDS)) for one in rounds]
        self.wave, self.plain = cache(self._wave), cache(self._plain)

    def groups(self, identity: str, area: str | None, written: str | None) -> tuple[tuple[str, str], ...]:
        """The groups of a story, from where it was told, its classes and the answers of its teller."""
        return self.plain(area, written, self.answers.get(identity, ()))

    def _plain(self, area: str | None, written: str | None, said: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        own = orjson.loads(written or "{}") | dict(said)
        found = [(BY_AREA, self.names[area])] if area in self.names else []
        return tuple(
            found + [(one.title, label) for one in self.traits if one.code in own and (label := one.label(str(own[one.code])))]
        )

    def _wave(self, day: str) -> int | None:
        return max((number for number, first, last in self.spans if first <= day <= last), default=None)


def _within(material: Material, area: str | None, wave: int | None) -> bool:
    """Whether a story belongs to what the report goes over."""
    scope = material.scope
    if scope.areas and area not in scope.areas:
        return False
    return scope.wave is None or (wave is not None and wave <= scope.wave)


def _rows(session: Session, programme: Programme) -> Iterator[Sequence[Any]]:
    query = (
        select(
            Story.id,
            Story.teller,
            Story.told_on,
            Wave.number,
            StoryReading.tone,
            Story.area_code,
            type_coerce(Story.traits, Text),
        )
        .join(Consent, Consent.story_id == Story.id)
        .join(StoryReading, StoryReading.story_id == Story.id)
        .outerjoin(Wave, Wave.id == Story.wave_id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken", Consent.withdrawn_on.is_(None))
        .where(StoryReading.state == "gelezen")
    )
    return blocks(session, query)


def _areas(session: Session, programme: Programme) -> dict[str, str]:
    query = select(Area.code, Area.name).where(Area.organisation_id == programme.organisation_id)
    return {one.code: one.name for one in session.execute(query)}


def _answers(session: Session, programme: Programme, known: Sequence[Trait]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What tellers answered to the questions of the splits, where the story came with a questionnaire."""
    query = (
        select(Story.id, type_coerce(Response.answers, Text))
        .join(Response, Response.id == Story.response_id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken", Response.state == "verzonden")
    )
    found = {}
    for block in blocks(session, query):
        for identity, text in block:
            answers = orjson.loads(text)
            found[identity] = tuple((one.code, answers[one.code]) for one in known if isinstance(answers.get(one.code), str))
    return found


def _themes(session: Session, programme: Programme, decided: Decided) -> dict[str, frozenset[str]]:
    """The effective themes per story: read fast, and slowly only where a person decided something."""
    query = (
        select(Annotation.story_id, func.aggregate_strings(Annotation.label, "\x1f"))
        .join(Story, Story.id == Annotation.story_id)
        .where(Story.programme_id == programme.id, Annotation.kind == "theme")
        .group_by(Annotation.story_id)
    )
    codes = cache(lambda labels: frozenset(labels.split("\x1f")))  # few different ones: each is taken apart once
    found = {identity: codes(labels) for block in blocks(session, query) for identity, labels in block}
    spans, decisions = decided
    for identity, made in decisions.items():
        found[identity] = coding.codes_of(spans.get(identity, ()), made)
    return found


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
