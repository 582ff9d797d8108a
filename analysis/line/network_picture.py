"""The network as a drawing: actors, what they do and the results it should help. Everything in it also stands in a list beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.line.layout import BOLD, GAP, LETTER, LINE, PADDING, TOP
from analysis.line.network import Actor, Network
from analysis.report import svg
from saying import mark, say

WIDTH, SIZE, MOST = 1000.0, 14.5, 4
COLUMNS = {"actor": (0.0, 250.0), "does": (370.0, 250.0), "result": (740.0, 260.0)}
HEADS = {"actor": mark("Wie"), "does": mark("Wat zij doen"), "result": mark("Waar het bij helpt")}
NOTHING = mark("geen eigen activiteit")
DOTTED = "1 8"
Place = tuple[str, str]  # column and code
Row = tuple[str, tuple[str, ...], int, bool]  # code, words, how many lines are bold, loose


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the drawing."""

    column: str
    words: tuple[str, ...]
    y: float
    bold: int  # so many of its lines
    loose: bool = False  # an actor without an activity

    @property
    def height(self) -> float:
        """As high as its words ask."""
        return LINE * len(self.words) + 2 * PADDING

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


def draw(network: Network) -> str:
    """The whole drawing, with its message as title and the list as its description."""
    boxes = _boxes(network)
    parts = [*_heads(), *_lines(network, boxes), *_drawn(boxes)]
    bottom = max((one.y + one.height for one in boxes.values()), default=TOP) + 16
    return svg.drawing(WIDTH, bottom + 20, network.says, description(network), [*parts, *_legend(bottom)], kind="network")


def description(network: Network) -> str:
    """Who does what, in words."""
    names = dict(network.results)
    said = []
    for one in network.actors:
        if not one.does:
            said.append(f"{one.name}: {say(NOTHING)}")
        said += [f"{one.name}: {each.name} → {'; '.join(names[code] for code in each.results) or '–'}" for each in one.does]
    return ". ".join(said) + "."


def _words(text: str, column: str, letter: float) -> tuple[str, ...]:
    return tuple(svg.wrap(text, int((COLUMNS[column][1] - 14) / letter), MOST))


def _boxes(network: Network) -> dict[Place, Box]:
    """Results in the order of the line; what is done beside what it helps; actors beside what they do: so few lines cross."""
    order = {code: place for place, (code, _) in enumerate(network.results)}
    doing = [(actor, one) for actor in network.actors for one in actor.does]
    far = float(len(order))
    doing.sort(
        key=lambda pair: (_mean([order[code] for code in (*pair[1].results, *pair[1].told) if code in order], far), pair[1].name)
    )
    place = {(actor.code, one.code): nr for nr, (actor, one) in enumerate(doing)}
    actors = sorted(network.actors, key=lambda one: (_mean([place[one.code, each.code] for each in one.does], 1e6), one.name))
    columns = {
        "result": [(code, _words(name, "result", BOLD), MOST, False) for code, name in network.results],
        "does": [(one.code, _words(one.name, "does", LETTER), 0, False) for _, one in doing],
        "actor": [(one.code, _actor(one), len(_words(one.name, "actor", BOLD)), not one.does) for one in actors],
    }
    tall = max(_stacked([one[1] for one in rows]) for rows in columns.values())
    return {(column, code): box for column, rows in columns.items() for code, box in _spread(column, rows, tall)}


def _actor(one: Actor) -> tuple[str, ...]:
    role = _words(f"({one.role})", "actor", LETTER) if one.role else ()
    return (*_words(one.name, "actor", BOLD), *role)


def _mean(places: Sequence[float], without: float) -> float:
    return sum(places) / len(places) if places else without


def _stacked(rows: Sequence[tuple[str, ...]]) -> float:
    return sum(LINE * len(words) + 2 * PADDING + GAP for words in rows) - GAP if rows else 0.0


def _spread(column: str, rows: Sequence[Row], tall: float) -> Iterator[tuple[str, Box]]:
    room = (tall - _stacked([one[1] for one in rows])) / max(1, len(rows))
    y = TOP + room / 2
    for code, words, bold, loose in rows:
        box = Box(column, words, y, bold, loose)
        yield code, box
        y += box.height + GAP + room


def _heads() -> Iterator[str]:
    for column, words in HEADS.items():
        x, width = COLUMNS[column]
        yield svg.text(x, 14, say(words), size=SIZE, fill=svg.PETROL, bold=True)
        yield svg.line(x, 21, x + width, 21, stroke=svg.PETROL, width=1.5)


def _lines(network: Network, boxes: dict[Place, Box]) -> Iterator[str]:
    for actor in network.actors:
        for one in actor.does:
            yield _curve(boxes["actor", actor.code], boxes["does", one.code], {"stroke": svg.SOFT, "stroke_width": 1.5})
            for code in one.results:
                yield _curve(boxes["does", one.code], boxes["result", code], {"stroke": svg.PETROL, "stroke_width": 2.5})
            for code in (code for code in one.told if ("result", code) in boxes):
                look = {"stroke": svg.OCHRE, "stroke_width": 3.0, "stroke_dasharray": DOTTED, "stroke_linecap": "round"}
                yield _curve(boxes["does", one.code], boxes["result", code], look)


def _curve(start: Box, end: Box, look: dict[str, object]) -> str:
    x1, x2 = sum(COLUMNS[start.column]), COLUMNS[end.column][0]
    bend = (x2 - x1) / 2
    path = f"M{x1:.1f} {start.middle:.1f}C{x1 + bend:.1f} {start.middle:.1f} {x2 - bend:.1f} {end.middle:.1f} {x2:.1f} {end.middle:.1f}"
    return svg.tag("path", d=path, fill="none", **look)


def _drawn(boxes: dict[Place, Box]) -> Iterator[str]:
    for one in boxes.values():
        x, width = COLUMNS[one.column]
        dash: dict[str, object] = {"stroke_dasharray": "5 4"} if one.loose else {}
        fill = svg.PALE if one.column == "result" else svg.PAPER
        yield svg.tag(
            "rect", x=x + 0.75, y=one.y, width=width - 1.5, height=one.height, rx=6.0, fill=fill,
            stroke=svg.SOFT if one.column == "does" else svg.PETROL, stroke_width=1.0 if one.column == "does" else 2.0, **dash,
        )  # fmt: skip
        for place, row in enumerate(one.words):
            yield svg.text(x + 8, one.y + PADDING + LINE * place + 12.5, row, size=SIZE, bold=place < one.bold)


def _legend(y: float) -> Iterator[str]:
    samples: tuple[tuple[str, dict[str, object]], ...] = (
        (mark("moet hierbij helpen"), {"stroke": svg.PETROL, "stroke_width": 2.5}),
        (
            mark("niet gepland: alleen verhalen noemen het"),
            {"stroke": svg.OCHRE, "stroke_width": 3.0, "stroke_dasharray": DOTTED, "stroke_linecap": "round"},
        ),
        (
            mark("streepjes: geen eigen activiteit"),
            {"stroke": svg.PETROL, "stroke_width": 2.0, "stroke_dasharray": "5 4"},
        ),
    )
    for x, (words, look) in zip((0.0, 230.0, 650.0), samples, strict=True):
        yield svg.tag("line", x1=x, y1=y + 6, x2=x + 36, y2=y + 6, **look)
        yield svg.text(x + 44, y + 10.5, say(words), size=SIZE, fill=svg.SOFT)
