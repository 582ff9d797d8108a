"""The picture of the KPI chain: a row per goal, a column per step, arrows from what is put in to what it should bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.frameworks.kpi_chain import columns, message
from analysis.report import svg
from analysis.report.parts.frameworks import ChainPart
from saying import say

WIDTH, GAP, HEAD, LINE = 720.0, 14.0, 44.0, 13.0
BOX = (WIDTH - 2 - 4 * GAP) / 5
LETTERS = 18  # that fit on a line of a box


def chain(rows: Sequence[ChainPart]) -> str:
    """The picture; the same words stand in the table beside it."""
    heads = columns()
    parts = [
        svg.text(place * (BOX + GAP), 16 + LINE * row, line, size=11, bold=True)
        for place, words in enumerate(heads)
        for row, line in enumerate(svg.wrap(words, LETTERS, 2))
    ]
    top, said = HEAD, []
    for row in rows:
        lines = [_lines([row.goal]), *(_lines(cell) for cell in row.cells)]
        height = 16 + LINE * max(len(one) for one in lines)
        parts += [piece for place, words in enumerate(lines) for piece in _box(place, top, height, words)]
        cells = [f"{head}: {'; '.join(cell) or say('nog niets')}" for head, cell in zip(heads[1:], row.cells, strict=True)]
        said.append(f"{row.goal}. {'. '.join(cells)}")
        top += height + 12
    return svg.drawing(WIDTH, top, message(rows), ". ".join(said) + ".", parts, kind="chain")


def _lines(names: Sequence[str]) -> list[str]:
    marked = [f"• {name}" for name in names] if len(names) > 1 else names
    return [words for name in marked for words in svg.wrap(name, LETTERS, 6)]


def _box(place: int, top: float, height: float, words: Sequence[str]) -> Iterator[str]:
    """A box with its words; dashed where nothing is written yet. An arrow leads to it from the one before."""
    x, empty = 1 + place * (BOX + GAP), {} if words else {"stroke_dasharray": "4 3"}
    fill = svg.PALE if place in (0, 1) else svg.PAPER
    yield svg.tag(
        "rect", x=x, y=top, width=BOX, height=height, rx=4.0, fill=fill if words else svg.PAPER, stroke=svg.PETROL, **empty
    )
    for row, line in enumerate(words or [say("nog niets")]):
        yield svg.text(x + 6, top + 17 + LINE * row, line, size=11, fill=svg.INK if words else svg.SOFT, bold=place == 0)
    if place:
        y, tip = top + height / 2, x - 2
        yield svg.line(x - GAP + 1, y, tip - 4, y, stroke=svg.PETROL, width=1.5)
        yield svg.tag("path", d=f"M{tip - 6:.1f} {y - 4:.1f}L{tip:.1f} {y:.1f}L{tip - 6:.1f} {y + 4:.1f}Z", fill=svg.PETROL)
