"""Everything a report is made from, as plain values: rounds with their columns, stories, activities, and the minimums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Sheet
from analysis.disclosure import MINIMUM_STORIES
from analysis.scope import EVERYTHING, Scope
from analysis.themes import StoryRow
from saying import mark
from surveys.definition import Definition

Places = NDArray[np.int64]
Held = tuple[str, ...]  # what a figure is over: subject, population, split, group; see analysis.ledger.cuts
TRAITS = (("leeftijd", mark("Naar leeftijd")),)


@dataclass(frozen=True, slots=True)
class Round:
    """One wave of a questionnaire with the responses that were sent."""

    number: int
    name: str
    period: str  # "voorjaar 2025"
    opens_on: date
    closes_on: date
    sheet: Sheet
    invited: int | None = None
    started: int = 0

    @property
    def year(self) -> str:
        """The year in which it opened."""
        return str(self.opens_on.year)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One survey over its waves, oldest first; `definition` is its newest version, `versions` says number, sha256 and waves.

    `rounds` are the waves that figures are made of; `others` those in which too few people answered (yet) to be compared.
    """

    code: str
    definition: Definition
    rounds: tuple[Round, ...]
    pairs: tuple[Places, Places]  # rows of the same people in the first and in the last round
    versions: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    others: tuple[Round, ...] = ()
    older: tuple[Definition, ...] = ()  # earlier versions, for the words of options that are no longer offered


@dataclass(frozen=True, slots=True)
class Participation:
    """An activity with what is counted of it: (period, meetings, participants), oldest first."""

    code: str
    name: str
    provider: str = ""
    mechanism: str = ""
    counts: tuple[tuple[str, int | None, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """The material of one programme."""

    questionnaires: tuple[Questionnaire, ...]
    stories: tuple[StoryRow, ...] = ()
    activities: tuple[Participation, ...] = ()
    areas: tuple[str, ...] = ()  # names, in the order of the places in a sheet
    traits: tuple[tuple[str, str], ...] = TRAITS  # questions by which figures are split, and the title
    minimum_residents: int = 10
    minimum_professionals: int = 5
    minimum_stories: int = MINIMUM_STORIES
    lemmas: Mapping[str, int] = field(default_factory=dict)  # in how many stories each stands
    stories_total: int = 0
    stories_unread: int = 0
    data_date: date = date(1970, 1, 1)
    sha256: str = ""
    imports: Mapping[tuple[str, str, str, str], Any] = field(
        default_factory=dict
    )  # series of other sources (analysis.sources.imported)
    tallies: Mapping[str, tuple[tuple[str, int, int], ...]] = field(default_factory=dict)  # heads (analysis.accounting.gathering)
    scope: Scope = EVERYTHING
    held: frozenset[Held] = frozenset()  # what may not be shown beside what was published before (analysis.ledger)
    story_places: Mapping[tuple[StoryRow, Any], int] = field(
        default_factory=dict
    )  # how many are so, by where (gather_stories.Where)
    story_members: tuple[tuple[str, StoryRow], ...] = ()  # id and row of every story; only read for the publication ledger
    story_where: Mapping[str, Any] = field(default_factory=dict)  # by id: where it was told (gather_stories.Where); for the same

    def holds(self, *what: str) -> bool:
        """Whether this may not be shown beside what was published before."""
        return what in self.held

    def holds_any(self, *start: str) -> bool:
        """Whether anything of which the place begins like this may not be shown."""
        return any(one[: len(start)] == start for one in self.held)


def comparable(rounds: tuple[Round, ...], minimum: int) -> tuple[Round, ...]:
    """The waves that can be set beside each other: the first, and later ones with at least the minimum of people and a tenth
    of the largest wave.

    A wave that has just opened can show nothing yet, and must not become "the newest figure" by its first few answers.
    """
    least = max(minimum, max((len(one.sheet) for one in rounds), default=0) / 10)
    return tuple(one for place, one in enumerate(rounds) if place == 0 or len(one.sheet) >= least)


def period(day: date) -> str:
    """The season and year of a day: "voorjaar 2025"; December belongs to the winter of its own year."""
    season = ("winter", "voorjaar", "zomer", "najaar")[day.month % 12 // 3]
    return f"{season} {day.year}"
