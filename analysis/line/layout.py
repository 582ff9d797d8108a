"""Where everything of the line stands in its picture: five columns from what is wanted to what is done, open places included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Key, Line, Link
from saying import mark, say

COLUMNS = {
    "doel": (0.0, 152.0),
    "resultaat": (198.0, 164.0),
    "stap": (422.0, 164.0),
    "werking": (690.0, 150.0),
    "activiteit": (858.0, 142.0),
}
TOP, GAP, LINE, PADDING = 34.0, 12.0, 17.0, 8.0
LETTER, BOLD = 8.6, 9.7  # width of a letter of 14.5 units in the widest font that a reader may have
MOST_LINES = 6
BOLD_COLUMNS = ("doel", "resultaat")
HOLE, STORIES = "open", "verhalen"  # kinds of places that are no node
NO_STEP, NO_MECHANISM = mark("Wat moet er eerst veranderen?"), mark("Waardoor werkt dit?")
ONLY_STORIES = mark("Alleen verhalen kennen deze weg")


@dataclass(slots=True)
class Place:
    """A box in the picture; `key` names what it is."""

    key: Key
    column: str
    words: list[str]
    look: str  # kind of node, open, verhalen
    group: int = 0  # the result it belongs to, for the order
    y: float = 0.0
    arrivals: list[tuple[Key, float]] = field(default_factory=list)

    @property
    def x(self) -> float:
        """The left side."""
        return COLUMNS[self.column][0]

    @property
    def width(self) -> float:
        """How wide it is."""
        return COLUMNS[self.column][1]

    @property
    def height(self) -> float:
        """How high it is: as its words ask."""
        return LINE * len(self.words) + 2 * PADDING

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Run:
    """A line of the picture, from a place to the place left of it. `link`: what it stands for; None = only that it belongs there."""

    start: Key
    end: Key
    link: Link | None
    far: bool = False  # also the last stretch of a link that runs through an open place


@dataclass(frozen=True, slots=True)
class Layout:
    """Every place and every run, and how high the picture is."""

    places: dict[Key, Place]
    runs: tuple[Run, ...]
    height: float


def layout(line: Line) -> Layout:
    """Put the line in its columns."""
    places = {one.key: one for one in _places(line)}
    runs = tuple(_runs(line, places))
    height = max(_stacked([one for one in places.values() if one.column == column]) for column in COLUMNS)
    for column in ("doel", "resultaat", "stap"):
        _spread([one for one in places.values() if one.column == column], height)
    _rows(line, places, runs, height)
    return Layout(places, runs, TOP + height)


def _words(text: str, column: str) -> list[str]:
    from analysis.report.svg import wrap

    letter = BOLD if column in BOLD_COLUMNS else LETTER
    return wrap(text, int((COLUMNS[column][1] - 12) / letter), MOST_LINES)


def _places(line: Line) -> Iterable[Place]:
    order = {one.code: place for place, one in enumerate(line.of(RESULT))}
    for ambition in line.of(AMBITION):
        yield Place(ambition.key, "doel", _words(ambition.name, "doel"), AMBITION)
        for goal in line.of(MACRO):
            if goal.inside == ambition.code:
                yield Place(goal.key, "doel", _words(goal.name, "doel"), MACRO)
    for result in line.of(RESULT):
        yield Place(result.key, "resultaat", _words(result.name, "resultaat"), RESULT, order[result.code])
        for step in line.steps(result):
            yield Place(step.key, "stap", _words(step.name, "stap"), STEP, order[result.code])
        straight = [one for one in line.into(result.key, planned=False) if one.below[0] == ACTIVITY]
        if any(not one.unplanned for one in straight) or not line.steps(result):
            yield Place((HOLE, result.code), "stap", _words(say(NO_STEP), "stap"), HOLE, order[result.code])
        if any(one.unplanned for one in straight):
            yield Place((STORIES, result.code), "stap", _words(say(ONLY_STORIES), "stap"), STORIES, order[result.code])
    for one in line.of(ACTIVITY):
        why = " + ".join(one.mechanisms)
        look = "werking" if why else HOLE
        yield Place(("werking", one.code), "werking", _words(why or say(NO_MECHANISM), "werking"), look)
        yield Place(one.key, "activiteit", _words(one.name, "activiteit"), ACTIVITY)


def _runs(line: Line, places: dict[Key, Place]) -> Iterable[Run]:
    for link in line.links:
        start = ("werking", link.below[1]) if link.below[0] == ACTIVITY else link.below
        if link.below[0] == ACTIVITY and link.above[0] == RESULT:
            yield Run(start, (STORIES if link.unplanned else HOLE, link.above[1]), link)
        elif start in places and link.above in places and places[start].column != places[link.above].column:
            yield Run(start, link.above, link)
    for key, place in places.items():
        if place.look in (HOLE, STORIES) and place.column == "stap":
            yield Run(key, (RESULT, key[1]), None, far=True)
    for one in line.of(ACTIVITY):
        yield Run(one.key, ("werking", one.code), None)


def _stacked(column: Sequence[Place]) -> float:
    return sum(one.height + GAP for one in column) - GAP


def _spread(column: Sequence[Place], height: float) -> None:
    """One under the other over the whole height, with the room that is left evenly between them."""
    room = (height - _stacked(column)) / max(1, len(column)) if column else 0.0
    y = TOP + room / 2
    for one in column:
        one.y = y
        y += one.height + GAP + room


def _rows(line: Line, places: dict[Key, Place], runs: Sequence[Run], height: float) -> None:
    """Activities with what makes them work beside them, near what they help, so that few lines cross."""
    heights = {one.key: _pull(places, runs, ("werking", one.code)) for one in line.of(ACTIVITY)}
    rows = sorted(line.of(ACTIVITY), key=lambda one: (heights[one.key], one.name))
    pairs = [(places[one.key], places["werking", one.code]) for one in rows]
    needed = [max(a.height, b.height) for a, b in pairs]
    room = (height - sum(needed) - GAP * (len(pairs) - 1)) / max(1, len(pairs))
    y = TOP + max(0.0, room) / 2
    for pair, tall in zip(pairs, needed, strict=True):
        for one in pair:
            one.y = y + (tall - one.height) / 2
        y += tall + GAP + max(0.0, room)


def _pull(places: dict[Key, Place], runs: Sequence[Run], start: Key) -> float:
    ends = [places[one.end].middle for one in runs if one.start == start and one.end in places]
    return sum(ends) / len(ends) if ends else 1e6
