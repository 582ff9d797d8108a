"""The pictures of the teams: the balls, a strip of teams without names per dimension, and teams by age. Each has its table in the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from analysis.report import svg
from analysis.report.parts.teams import TeamAge, TeamDimension, TeamsPart
from analysis.report.values import Figure
from analysis.report.wording import TOO_FEW, number
from analysis.sentences import listed
from analysis.teams import tables
from saying import say

WIDTH = 360.0
RADIUS = 40.0
ROOM = 120.0  # letters × their size that fit in a ball
RESULTS = ("hulp", "geld", "klant", "wijk")  # in this order between the team and society
LOW, HIGH = 1.0, 10.0


def balls(part: TeamsPart) -> Markup:
    """The council's view: the mean of all teams in each ball."""
    return balls_of([(one.code, one.name, one.reference) for one in part.dimensions])


def balls_of(figures: Sequence[tuple[str, str, Figure]], whose: str = "") -> Markup:
    """Team → hulp, geld, klant, wijk → samenleving, with a mark in each ball. `figures`: (code, name, figure)."""
    shown = {code: (label, one) for code, label, one in figures}
    centres = {code: (180.0, 46.0 + 92 * place) for place, code in enumerate(RESULTS)}
    middle = 46.0 + 92 * 1.5
    centres |= {"team": (44.0, middle), "samenleving": (308.0, middle)}
    parts = [_arrow(centres["team"], centres[code]) for code in RESULTS]
    parts += [_arrow(centres[code], centres["samenleving"]) for code in RESULTS]
    for code, (label, one) in shown.items():
        parts.extend(_ball(centres[code], label, one))
    parts.extend(_end(centres["samenleving"]))
    said = "; ".join(f"{label} {_mark(one)}" for label, one in shown.values())
    title = (
        say("Het bollen-model van {whose}: team, dan hulp, geld, klant en wijk, dan de samenleving", whose=whose) if whose
        else say("Het bollen-model: team, dan hulp, geld, klant en wijk, dan de samenleving")
    )  # fmt: skip
    words = say("{said}. De samenleving krijgt geen cijfer van teams.", said=said)
    return Markup(svg.drawing(WIDTH, 368, title, words, parts, kind="balls"))  # noqa: S704


def _mark(one: Figure) -> str:
    return number(one.value, 1) if one.value is not None else say(TOO_FEW)


def _ball(at: tuple[float, float], label: str, one: Figure) -> Iterator[str]:
    x, y = at
    yield svg.tag("circle", cx=x, cy=y, r=RADIUS, fill=svg.PALE, stroke=svg.PETROL, stroke_width=2.0)
    yield svg.text(x, y - 10, label, size=min(13.0, ROOM / max(len(label), 1)), anchor="middle", bold=True)
    if one.value is None:
        for row, words in enumerate((say("te weinig"), say("antwoorden"))):
            yield svg.text(x, y + 8 + 13 * row, words, size=11, anchor="middle", fill=svg.SOFT)
        return
    yield svg.text(x, y + 16, number(one.value, 1), size=23, anchor="middle", bold=True, fill=svg.PETROL)
    if one.n is not None:
        yield svg.text(x, y + 30, f"n = {one.n}", size=11, anchor="middle", fill=svg.SOFT)


def _end(at: tuple[float, float]) -> Iterator[str]:
    x, y = at
    yield svg.tag("circle", cx=x, cy=y, r=RADIUS + 9, fill=svg.PAPER, stroke=svg.SOFT, stroke_width=2.0, stroke_dasharray="5 4")
    yield svg.text(x, y - 6, say("Samenleving"), size=11.5, anchor="middle", bold=True)
    for row, words in enumerate((say("geen cijfer"), say("van teams"))):
        yield svg.text(x, y + 11 + 13 * row, words, size=11, anchor="middle", fill=svg.SOFT)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line from the edge of one ball to that of another, with a head."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    away = RADIUS + (13 if x2 > 300 else 4)
    tip = (x2 - ux * away, y2 - uy * away)
    head = [tip] + [(tip[0] - ux * 8 + sign * uy * 4.5, tip[1] - uy * 8 - sign * ux * 4.5) for sign in (1, -1)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in head)
    line = svg.line(x1 + ux * (RADIUS + 2), y1 + uy * (RADIUS + 2), tip[0] - ux * 6, tip[1] - uy * 6, stroke=svg.SOFT, width=1.5)
    return line + svg.tag("polygon", points=points, fill=svg.SOFT)


def strips(dimensions: Sequence[TeamDimension], title: str, own: dict[str, Figure] | None = None) -> Markup:
    """Per dimension a strip with a dot for each shown team, and a line at the mean of all teams; `own` is set off as a diamond."""
    left, right, row = max(62.0, 8.0 * max((len(one.name) for one in dimensions), default=0)), WIDTH - 44, 46.0
    known = [value for one in dimensions for value in one.spots] + [
        one.value for one in (own or {}).values() if one.value is not None
    ]
    axis = svg.Axis(known, left, right, floor=LOW, ceiling=HIGH)
    bottom = 20 + row * len(dimensions)
    parts = [svg.line(axis.at(value), 16, axis.at(value), bottom, width=0.75) for value in axis.ticks()]
    parts += [
        svg.text(axis.at(value), bottom + 15, number(value, 0 if axis.step >= 1 else 1), size=11, fill=svg.SOFT, anchor="middle")
        for value in axis.ticks()
    ]
    parts.append(svg.text(WIDTH - 3, 12, say("gemiddeld"), size=11, fill=svg.SOFT, anchor="end"))
    for place, one in enumerate(dimensions):
        parts.extend(_strip(one, axis, 20 + row * (place + 0.5), (own or {}).get(one.code)))
    said = ". ".join(_said(one, (own or {}).get(one.code)) for one in dimensions)
    return Markup(svg.drawing(WIDTH, bottom + 22, title, f"{said}.", parts, kind="strips"))  # noqa: S704


def _said(one: TeamDimension, own: Figure | None) -> str:
    parts = [say("{name}: gemiddelde van de teams {mark}", name=one.name, mark=_mark(one.reference))]
    if one.spots:
        ends = number(one.spots[0], 1), number(one.spots[-1], 1)
        parts.append(say("{teams} teams van {low} tot {high}", teams=len(one.spots), low=ends[0], high=ends[1]))
    return ", ".join([*parts, *([say("dit team {mark}", mark=_mark(own))] if own else [])])


def _strip(one: TeamDimension, axis: svg.Axis, y: float, own: Figure | None) -> Iterator[str]:
    yield svg.text(0, y + 4, one.name, bold=True)
    yield svg.line(axis.start, y, axis.end, y, width=1)
    if one.reference.value is not None:
        x = axis.at(one.reference.value)
        yield svg.line(x, y - 15, x, y + 15, stroke=svg.OCHRE, width=2.5)
        yield svg.text(WIDTH - 3, y + 4, number(one.reference.value, 1), anchor="end", bold=True, fill=svg.OCHRE)
    yield from _heaped(one.spots, axis, y)
    if own is not None and own.value is not None:
        x = axis.at(own.value)
        points = f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"
        yield svg.tag("polygon", points=points, fill=svg.PETROL, stroke=svg.PAPER, stroke_width=1.5)
        yield svg.tag("rect", x=x - 11, y=y - 23, width=22.0, height=12.0, fill=svg.PAPER, opacity=0.9)
        yield svg.text(x, y - 13, number(own.value, 1), size=11, anchor="middle", bold=True, fill=svg.PETROL)


def _heaped(spots: Sequence[float], axis: svg.Axis, y: float) -> Iterator[str]:
    """Dots of equal marks lie above and below each other, so that each can be counted."""
    for value in sorted(set(spots)):
        times = spots.count(value)
        for number_of in range(times):
            yield svg.dot(axis.at(value), y + (number_of - (times - 1) / 2) * 7, radius=3.6, hollow=True)


def by_age(part: TeamsPart) -> Markup:
    """Teams by how long they exist: a column of dots for each class, with its mean as a line."""
    top, bottom, left, right = 12.0, 150.0, 34.0, WIDTH - 22
    axis = svg.Axis([value for one in part.ages for value in (*one.spots, one.mean)], bottom, top, floor=LOW, ceiling=HIGH)
    parts = [svg.line(left, axis.at(value), right, axis.at(value), width=0.75) for value in axis.ticks()]
    parts += [
        svg.text(left - 6, axis.at(value) + 4, number(value, 0 if axis.step >= 1 else 1), size=11, fill=svg.SOFT, anchor="end")
        for value in axis.ticks()
    ]
    step = (right - left) / max(len(part.ages), 1)
    for place, one in enumerate(part.ages):
        parts.extend(_age(one, axis, left + step * (place + 0.5), bottom))
    said = ". ".join(
        say("{label}: {teams} teams, gemiddeld {mean}", label=one.label, teams=one.teams, mean=number(one.mean, 1))
        for one in part.ages
    )
    return Markup(svg.drawing(WIDTH, bottom + 52, part.age_message, f"{said}.", parts, kind="ages"))  # noqa: S704


def _age(one: TeamAge, axis: svg.Axis, x: float, bottom: float) -> Iterator[str]:
    y = axis.at(one.mean)
    yield svg.line(x - 26, y, x + 26, y, stroke=svg.OCHRE, width=2.5)
    for value in sorted(set(one.spots)):
        times = one.spots.count(value)
        for number_of in range(times):
            yield svg.dot(x + (number_of - (times - 1) / 2) * 9, axis.at(value), radius=3.6, hollow=True)
    yield svg.text(x + 30, y + 4, number(one.mean, 1), size=12, bold=True, fill=svg.OCHRE)
    rows = svg.wrap(one.label, 12)
    for place, words in enumerate(rows):
        yield svg.text(x, bottom + 18 + 13 * place, words, size=11, anchor="middle")
    yield svg.text(
        x, bottom + 18 + 13 * len(rows), say("{teams} teams", teams=one.teams), size=11, anchor="middle", fill=svg.SOFT
    )


class TeamCharts:
    """What the templates draw with."""

    balls = staticmethod(balls)
    balls_of = staticmethod(balls_of)
    strips = staticmethod(strips)
    by_age = staticmethod(by_age)
    listed = staticmethod(listed)


GLOBALS = {"team_charts": TeamCharts, "team_tables": tables}
