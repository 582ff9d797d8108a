"""The reasoning line as a picture: how thick and how drawn says how heavy and how sure, in words and signs too, never by colour alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analysis import sentences
from analysis.line.layout import (
    COLUMNS,
    HOLE,
    LINE,
    ONLY_STORIES,
    PADDING,
    STORIES,
    Layout,
    Place,
    Run,
    layout,
)
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Key, Line, Link
from analysis.report import svg
from saying import mark, say

WIDTH, SIZE = 1000.0, 14.5
HEADS = {
    "doel": mark("Ambitie en macrodoel"),
    "resultaat": mark("Resultaat"),
    "stap": mark("Tussenresultaat"),
    "werking": mark("Waardoor het werkt"),
    "activiteit": mark("Activiteit"),
}
THICK = {"groot": 7.0, "middel": 4.0, "klein": 2.0, "geen": 1.0, None: 1.5}
SIGNS = {"goede_kant": "+", "verkeerde_kant": "–", "onduidelijk": "?", "te_vroeg": "…", "te_klein": "…"}
DASHED, DOTTED = "9 6", "1 8"


def draw(line: Line) -> str:
    """The whole picture with its message as title."""
    found = layout(line)
    ports = _ports(found)
    parts = [*_heads(), *_lines(found, ports), *_boxes(found), *_marks(found, ports), *_questions(line, found)]
    bottom = found.height + 16
    return svg.drawing(WIDTH, bottom + 44, message(line), description(line), [*parts, *_legend(bottom)], kind="line")


def message(line: Line) -> str:
    """What the picture says."""
    holes = len([one for one in layout(line).places.values() if one.look == HOLE])
    routes = len([one for one in line.links if one.unplanned])
    doing, wanted = len(line.of(ACTIVITY)), len(line.of(RESULT))
    ends = {
        "activities": _count(doing, mark("{n} activiteit") if doing == 1 else mark("{n} activiteiten")),
        "results": _count(wanted, mark("{n} resultaat") if wanted == 1 else mark("{n} resultaten")),
        "holes": _count(holes, mark("{n} open plek") if holes == 1 else mark("{n} open plekken")),
        "routes": _count(routes, mark("{n} weg") if routes == 1 else mark("{n} wegen")),
    }
    return say(_MESSAGES[bool(holes), bool(routes)], **ends)


_MESSAGES = {  # with open places, with routes that only stories know
    (False, False): mark("Van {activities} naar {results}"),
    (True, False): mark("Van {activities} naar {results}, met {holes} in de redenering"),
    (False, True): mark("Van {activities} naar {results} en {routes} die alleen verhalen kennen"),
    (True, True): mark("Van {activities} naar {results}, met {holes} in de redenering en {routes} die alleen verhalen kennen"),
}


def _count(number: int, words: str) -> str:
    return say(words, n=sentences.number(number))


def description(line: Line) -> str:
    """The links in words, for who cannot see the picture; the list beside it says more."""
    said = [
        say("{below} naar {above}: {how}", below=line.name(one.below), above=line.name(one.above), how=_how(one))
        for one in line.links
    ]
    return ". ".join(said) + "."


def _how(link: Link) -> str:
    if link.unplanned:
        return say(ONLY_STORIES)
    return f"{say(link.weight) if link.weight else say('nog niet gewogen')}, {say(link.evidence)}"


def _heads() -> Iterator[str]:
    for column, words in HEADS.items():
        x, width = COLUMNS[column]
        yield svg.text(x, 14, say(words), size=14.5, fill=svg.PETROL, bold=True)
        yield svg.line(x, 21, x + width, 21, stroke=svg.PETROL, width=1.5)


def _boxes(found: Layout) -> Iterator[str]:
    for one in found.places.values():
        yield svg.tag(
            "rect",
            x=one.x + 0.75,
            y=one.y,
            width=one.width - 1.5,
            height=one.height,
            rx=2.0 if one.look == MACRO else 6.0,
            **_look(one),
        )
        fill = {AMBITION: svg.PAPER, HOLE: svg.OCHRE, STORIES: svg.OCHRE}.get(one.look, svg.INK)
        for place, row in enumerate(one.words):
            y = one.y + PADDING + LINE * place + 12.5
            yield svg.text(one.x + 7, y, row, size=SIZE, fill=fill, bold=one.look in (RESULT, AMBITION))


def _look(place: Place) -> dict[str, object]:
    fills = {AMBITION: svg.PETROL, RESULT: svg.PALE}
    if place.look in (HOLE, STORIES):
        return {
            "fill": svg.PAPER,
            "stroke": svg.OCHRE,
            "stroke_width": 1.5,
            "stroke_dasharray": "5 4" if place.look == HOLE else "1 4",
        }
    heavy = 2.0 if place.look in (MACRO, STEP) else 1.0
    return {
        "fill": fills.get(place.look, svg.PAPER),
        "stroke": svg.PETROL if place.look != ACTIVITY else svg.SOFT,
        "stroke_width": heavy,
    }


Ports = dict[int, tuple[float, float]]  # place of the run -> height where it starts and where it ends


def _ports(found: Layout) -> Ports:
    """Where each run leaves and arrives: in the order of the other end, so that lines of one box do not cross."""
    leaving, arriving = defaultdict[Key, list[int]](list), defaultdict[Key, list[int]](list)
    for place, run in enumerate(found.runs):
        leaving[run.start].append(place)
        arriving[run.end].append(place)
    starts, ends = {}, {}
    for key, runs in leaving.items():
        ordered = sorted(runs, key=lambda place: found.places[found.runs[place].end].middle)
        starts.update({place: _port(found.places[key], nr, len(runs)) for nr, place in enumerate(ordered)})
    for key, runs in arriving.items():
        ordered = sorted(runs, key=lambda place: starts[place])
        ends.update({place: _port(found.places[key], nr, len(runs)) for nr, place in enumerate(ordered)})
    return {place: (starts[place], ends[place]) for place in range(len(found.runs))}


def _port(place: Place, number: int, count: int) -> float:
    return place.y + place.height * (number + 1) / (count + 1)


def _lines(found: Layout, ports: Ports) -> Iterator[str]:
    for place, run in enumerate(found.runs):
        start, end = found.places[run.start], found.places[run.end]
        (y1, y2), x1, x2 = ports[place], start.x, end.x + end.width
        bend = (x1 - x2) / 2
        path = f"M{x1:.1f} {y1:.1f}C{x1 - bend:.1f} {y1:.1f} {x2 + bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        yield svg.tag("path", d=path, fill="none", **_stroke(run, end))


def _stroke(run: Run, end: Place) -> dict[str, object]:
    link = run.link
    if link is None:
        dash = {"stroke_dasharray": DASHED} if run.far else {}
        return {"stroke": svg.OCHRE if run.far else svg.SOFT, "stroke_width": 1.5, **dash}
    if link.unplanned:
        return {"stroke": svg.OCHRE, "stroke_width": 3.0, "stroke_dasharray": DOTTED, "stroke_linecap": "round"}
    dash = {"stroke_dasharray": DASHED} if link.evidence == "verondersteld" else {}
    return {"stroke": svg.SOFT if link.weight is None else svg.PETROL, "stroke_width": THICK[link.weight], **dash}


def _marks(found: Layout, ports: Ports) -> Iterator[str]:
    """The weight in a word where a line leaves, and what the figure above says in a sign where it arrives."""
    for place, run in enumerate(found.runs):
        start, end, (y1, y2) = found.places[run.start], found.places[run.end], ports[place]
        if run.link is not None and run.link.weight:
            yield from _pill(start.x - 31, y1 + (y2 - y1) * 0.04, say(run.link.weight))
        if run.link is not None and run.link.verdict and not run.link.unplanned and end.look != HOLE:
            x = end.x + end.width + 8
            yield svg.dot(x, y2, radius=7.5, hollow=True, colour=svg.PETROL)
            yield svg.text(x, y2 + 4.5, SIGNS[run.link.verdict], size=13, anchor="middle", bold=True)


def _pill(x: float, y: float, words: str) -> Iterator[str]:
    width = len(words) * 8.4 + 8
    yield svg.tag("rect", x=x - width / 2, y=y - 9, width=width, height=18.0, rx=4.0, fill=svg.PAPER, stroke=svg.RULE)
    yield svg.text(x, y + 5, words, size=14.5, anchor="middle")


def _questions(line: Line, found: Layout) -> Iterator[str]:
    """A question mark beside what nothing helps."""
    for one in line.of(STEP):
        if not line.into(one.key):
            place = found.places[one.key]
            x = place.x + place.width + 12
            yield svg.dot(x, place.middle, radius=10, hollow=True, colour=svg.OCHRE)
            yield svg.text(x, place.middle + 5, "?", size=15, fill=svg.OCHRE, anchor="middle", bold=True)


def _legend(y: float) -> Iterator[str]:
    samples: tuple[tuple[str, dict[str, object]], ...] = (
        (mark("dikte: hoe belangrijk"), {"stroke": svg.PETROL, "stroke_width": 7.0}),
        (mark("streepjes: verondersteld"), {"stroke": svg.PETROL, "stroke_width": 3.0, "stroke_dasharray": DASHED}),
        (
            mark("punten: alleen in verhalen"),
            {"stroke": svg.OCHRE, "stroke_width": 3.0, "stroke_dasharray": DOTTED, "stroke_linecap": "round"},
        ),
        (mark("open plek in de redenering"), {"stroke": svg.OCHRE, "stroke_width": 1.5, "stroke_dasharray": "5 4"}),
    )
    for place, (words, look) in enumerate(samples):
        x = 250.0 * place
        yield svg.tag("line", x1=x, y1=y + 6, x2=x + 40, y2=y + 6, **look)
        yield svg.text(x + 48, y + 10.5, say(words), size=14.5, fill=svg.SOFT)
    words = mark(
        "teken bij de pijl: + goede kant, – verkeerde kant, ? nog niet duidelijk, … te vroeg of te weinig om te oordelen"
    )
    yield svg.text(0, y + 36, say(words), size=14.5, fill=svg.SOFT)
