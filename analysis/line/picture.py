"""The reasoning line as a picture: how thick and how drawn says how heavy and how sure, in words and signs too, never by colour alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from analysis.line.layout import (
    COLUMNS,
    HOLE,
    LETTER,
    LINE,
    MOST_LINES,
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

Say = Callable[[str], str]
WIDTH, SIZE = 1000.0, 14.5
HEADS = {
    "doel": "Ambitie en macrodoel",
    "resultaat": "Resultaat",
    "stap": "Tussenresultaat",
    "werking": "Waardoor het werkt",
    "activiteit": "Activiteit",
}
THICK = {"groot": 7.0, "middel": 4.0, "klein": 2.0, "geen": 1.0, None: 1.5}
SIGNS = {"goede_kant": "+", "verkeerde_kant": "–", "onduidelijk": "?", "te_vroeg": "…", "te_klein": "…"}
DASHED, DOTTED = "9 6", "1 8"


def draw(line: Line, say: Say = str) -> str:
    """The whole picture with its message as title. `say` gives fixed words in another language."""
    found = layout(line)
    ports = _ports(found)
    parts = [*_heads(say), *_lines(found, ports), *_boxes(found, say), *_marks(found, ports, say), *_questions(line, found)]
    bottom = found.height + 16
    return svg.drawing(
        WIDTH, bottom + 44, message(line, say), description(line, say), [*parts, *_legend(bottom, say)], kind="line"
    )


def message(line: Line, say: Say = str) -> str:
    """What the picture says."""
    holes = len([one for one in layout(line).places.values() if one.look == HOLE])
    routes = len([one for one in line.links if one.unplanned])
    ends = {
        "activities": _count(len(line.of(ACTIVITY)), "%s activiteit", "%s activiteiten", say),
        "results": _count(len(line.of(RESULT)), "%s resultaat", "%s resultaten", say),
    }
    text = say("Van %(activities)s naar %(results)s") % ends
    if holes:
        text += say(", met %s in de redenering") % _count(holes, "%s open plek", "%s open plekken", say)
    return text + (say(" en %s die alleen verhalen kennen") % _count(routes, "%s weg", "%s wegen", say) if routes else "")


def description(line: Line, say: Say = str) -> str:
    """The links in words, for who cannot see the picture; the list beside it says more."""
    said = [f"{line.name(one.below)} {say('naar')} {line.name(one.above)}: {_how(one, say)}" for one in line.links]
    return ". ".join(said) + "."


def _how(link: Link, say: Say) -> str:
    if link.unplanned:
        return say(ONLY_STORIES)
    return f"{say(link.weight) if link.weight else say('nog niet gewogen')}, {say(link.evidence)}"


def _count(number: int, one: str, many: str, say: Say) -> str:
    return say(one if number == 1 else many) % number


def _heads(say: Say) -> Iterator[str]:
    for column, words in HEADS.items():
        x, width = COLUMNS[column]
        yield svg.text(x, 14, say(words), size=14.5, fill=svg.PETROL, bold=True)
        yield svg.line(x, 21, x + width, 21, stroke=svg.PETROL, width=1.5)


def _boxes(found: Layout, say: Say) -> Iterator[str]:
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
        fixed = one.look in (HOLE, STORIES)
        fill = {AMBITION: svg.PAPER, HOLE: svg.OCHRE, STORIES: svg.OCHRE}.get(one.look, svg.INK)
        words = svg.wrap(say(" ".join(one.words)), int((one.width - 12) / LETTER), MOST_LINES) if fixed else one.words
        for place, row in enumerate(words):
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


def _marks(found: Layout, ports: Ports, say: Say) -> Iterator[str]:
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
    width = len(words) * 8.0 + 6
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


def _legend(y: float, say: Say) -> Iterator[str]:
    samples: tuple[tuple[str, dict[str, object]], ...] = (
        ("dikte: hoe belangrijk", {"stroke": svg.PETROL, "stroke_width": 7.0}),
        ("streepjes: verondersteld", {"stroke": svg.PETROL, "stroke_width": 3.0, "stroke_dasharray": DASHED}),
        (
            "punten: alleen in verhalen",
            {"stroke": svg.OCHRE, "stroke_width": 3.0, "stroke_dasharray": DOTTED, "stroke_linecap": "round"},
        ),
        ("open plek in de redenering", {"stroke": svg.OCHRE, "stroke_width": 1.5, "stroke_dasharray": "5 4"}),
    )
    for place, (words, look) in enumerate(samples):
        x = 250.0 * place
        yield svg.tag("line", x1=x, y1=y + 6, x2=x + 40, y2=y + 6, **look)
        yield svg.text(x + 48, y + 10.5, say(words), size=14.5, fill=svg.SOFT)
    words = "teken bij de pijl: + goede kant, – verkeerde kant, ? nog niet duidelijk, … te vroeg of te weinig om te oordelen"
    yield svg.text(0, y + 36, say(words), size=14.5, fill=svg.SOFT)
