"""Codes over stories: in how many, by whom, and which way they point. A story counts once per theme, however often it says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.disclosure import MINIMUM_STORIES, merged_counts, protect_counts, small_count
from analysis.statistics.intervals import wilson
from narratives.proposals import tone_class
from saying import mark, say

TELLERS = {
    "inwoner": mark("bewoners"),
    "naaste": mark("naasten"),
    "vrijwilliger": mark("vrijwilligers"),
    "professional": mark("professionals"),
}
GOOD, BAD, BOTH, NEITHER = "goed", "slecht", "beide", "geen"
Place = tuple[float, float, float]


class StoryRow(NamedTuple):
    """What counting needs to know of stories that are alike in all of this; never their words or ids."""

    themes: frozenset[str]  # effective: proposed and not rejected, or added by a person
    confirmed: frozenset[str] = frozenset()  # the themes a person accepted or added
    teller: str = "inwoner"
    leaning: str = NEITHER  # which way the tone leans, see `lean`
    wave: int | None = None  # number of the wave in which it was told
    read: bool = True
    triads: tuple[tuple[str, Place], ...] = ()  # code of a triangle, and three shares that add up to 1
    times: int = 1  # how many stories are like this

    def place(self, code: str) -> Place | None:
        """Where the story lies in a triangle; None = nowhere."""
        return next((place for one, place in self.triads if one == code), None)


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often one theme is told; every None is a count too small to show."""

    stories: int | None
    of_stories: int
    good: int | None
    bad: int | None
    confirmed: int | None  # about the work of the evaluator, so never too small by itself
    tellers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Which way the stories of a result point together: stories that only point one way, both, or neither."""

    good: int
    bad: int
    both: int
    neither: int
    verdict: str  # goed, slecht, verdeeld, stil

    @property
    def stories(self) -> int:
        """How many stories speak about the result."""
        return self.good + self.bad + self.both + self.neither


def lean(tone: float | None) -> str:
    """Which way the tone of a story leans."""
    return {"positief": GOOD, "negatief": BAD}.get(tone_class(tone), NEITHER)


def how_many(stories: Iterable[StoryRow]) -> int:
    """The number of stories in these rows."""
    return sum(story.times for story in stories)


def points_to(points: str, leaning: str) -> str:
    """Which way a story points when it tells of a theme; `points` "toon" leaves it to the tone of the story."""
    return points if points in (GOOD, BAD) else leaning


def count_theme(stories: Iterable[StoryRow], code: str, points: str, of: int, minimum: int = MINIMUM_STORIES) -> ThemeCount:
    """Counts of one theme over the stories, small ones hidden together with what would give them away."""
    told = [story for story in stories if code in story.themes]
    total, ways = how_many(told), Counter[str]()
    for story in told:
        ways[points_to(points, story.leaning)] += story.times
    if small_count(total, minimum) is None:
        return ThemeCount(None, of, None, None, None, ())
    good, bad, _ = protect_counts([ways[GOOD], ways[BAD], ways[NEITHER]], minimum)
    confirmed = how_many(story for story in told if code in story.confirmed)
    return ThemeCount(total, of, good, bad, confirmed, tellers(told, minimum))


def tellers(stories: Sequence[StoryRow], minimum: int = MINIMUM_STORIES) -> tuple[tuple[str, int], ...]:
    """How many stories each kind of teller told, in a fixed order; kinds with few are added up, kinds that told none left out."""
    counts = Counter[str]()
    for story in stories:
        counts[story.teller] += story.times
    kinds = [kind for kind in (*TELLERS, *sorted(set(counts) - set(TELLERS))) if counts[kind]]
    names = [say(TELLERS[kind]) if kind in TELLERS else kind for kind in kinds]
    return tuple(merged_counts(names, [counts[kind] for kind in kinds], minimum))


def way(told: frozenset[str], leaning: str, points: Mapping[str, str]) -> str | None:
    """Which way a story of these themes points on a result whose themes point as given {code: points}; None = not about it."""
    ways = {points_to(points[code], leaning) for code in told if code in points}
    if not ways:
        return None
    if {GOOD, BAD} <= ways:
        return BOTH
    return next((one for one in (GOOD, BAD) if one in ways), NEITHER)


def ways(points: Mapping[str, str]) -> Callable[[frozenset[str], str], str | None]:
    """`way` on one result, worked out once for all stories with the same themes and leaning."""
    return cache(lambda told, leaning: way(told, leaning, points))


def weighed(stories: Iterable[StoryRow], points: Mapping[str, str]) -> Counter[tuple[int | None, str | None]]:
    """How many stories of each wave point each way."""
    found, known = Counter[tuple[int | None, str | None]](), ways(points)
    for story in stories:
        found[story.wave, known(story.themes, story.leaning)] += story.times
    return found


def balance(stories: Iterable[StoryRow], points: Mapping[str, str], minimum: int) -> Balance:
    """The stories of a result weighed: a side wins when the 95% interval of its share lies on one side of a half.

    Below `minimum` stories that point somewhere, the stories are silent.
    """
    counts = Counter[str | None]()
    for (_, where), count in weighed(stories, points).items():
        counts[where] += count
    good, bad = counts[GOOD], counts[BAD]
    return Balance(good, bad, counts[BOTH], counts[NEITHER], _verdict(good, bad, counts[BOTH], minimum))


def _verdict(good: int, bad: int, both: int, minimum: int) -> str:
    if good + bad + both < minimum:
        return "stil"
    if good + bad == 0:
        return "verdeeld"
    share = wilson(good, good + bad)
    if share.low > 0.5:
        return "goed"
    return "slecht" if share.high < 0.5 else "verdeeld"
