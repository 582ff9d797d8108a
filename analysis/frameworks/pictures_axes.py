"""Pictures of frameworks with places in a plane: two axes with trails, and the model of balls."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from analysis.report import svg
from analysis.report.parts.frameworks import FrameworkPart, PlacePart
from analysis.sentences import number
from saying import say

WIDTH = 360.0


def axes(part: FrameworkPart) -> str:
    """Two axes with a dot for each subject, its earlier places as a trail of hollow dots."""
    left, right, top, bottom = 8.0, WIDTH - 8, 22.0, 290.0
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    parts = [
        svg.tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill=svg.PAPER, stroke=svg.RULE, stroke_width=1),
        svg.line(left, middle_y, right, middle_y, stroke=svg.SOFT), svg.line(middle_x, top, middle_x, bottom, stroke=svg.SOFT),
    ]  # fmt: skip
    parts += _words_around(part, (left, right, top, bottom))
    trails: dict[str, list[PlacePart]] = {}
    for one in part.places:
        trails.setdefault(one.subject, []).append(one)
    for index, found in enumerate(trails.values()):
        spots = [(middle_x + one.x * (right - left) / 2, middle_y - one.y * (bottom - top) / 2) for one in found]
        parts += _trail(spots, str(index + 1))
    said = [f"{i + 1}. {name}: {_where(found[-1], part)}" for i, (name, found) in enumerate(trails.items())]
    for row, words in enumerate(_key(list(trails))):
        parts.append(svg.text(left, bottom + 54 + 15 * row, words, size=11))
    height = bottom + 58 + 15 * max(1, len(_key(list(trails))))
    return svg.drawing(WIDTH, height, f"{part.title}: {part.message}", ". ".join(said) + ".", parts, kind="axes")


def _key(names: list[str]) -> list[str]:
    return [f"{index + 1}  {name}" for index, name in enumerate(names)]


def _words_around(part: FrameworkPart, box: tuple[float, float, float, float]) -> Iterator[str]:
    left, right, top, bottom = box
    found = part.axes
    if found is None:
        return
    yield svg.text((left + right) / 2, top - 8, found.above, size=11, anchor="middle", bold=True)
    yield svg.text((left + right) / 2, bottom + 14, found.below, size=11, anchor="middle", bold=True)
    # outside the box: inside it a trail may run through them
    yield svg.text(left, bottom + 31, say("links: {what}", what=found.left), size=11, bold=True)
    yield svg.text(right, bottom + 31, say("rechts: {what}", what=found.right), size=11, anchor="end", bold=True)
    corners = (
        (left + 5, top + 14, "start"),
        (right - 5, top + 14, "end"),
        (left + 5, bottom - 7, "start"),
        (right - 5, bottom - 7, "end"),
    )
    for words, (x, y, anchor) in zip(found.quadrants, corners, strict=True):
        yield svg.text(x, y, words, size=11, fill=svg.SOFT, anchor=anchor)


def _trail(spots: Sequence[tuple[float, float]], label: str) -> Iterator[str]:
    for (x1, y1), (x2, y2) in itertools.pairwise(spots):
        yield svg.line(x1, y1, x2, y2, stroke=svg.PETROL, width=1.5)
        yield svg.dot(x1, y1, radius=3.5, hollow=True)
    x, y = spots[-1]
    yield svg.tag("circle", cx=x, cy=y, r=9.0, fill=svg.PETROL, stroke=svg.PAPER, stroke_width=1.5)
    yield svg.text(x, y + 4, label, size=11, fill=svg.PAPER, anchor="middle", bold=True)


def _where(one: PlacePart, part: FrameworkPart) -> str:
    if part.axes is None:
        return ""
    across = part.axes.right if one.x > 0 else part.axes.left if one.x < 0 else say("in het midden")
    up = part.axes.above if one.y > 0 else part.axes.below if one.y < 0 else say("in het midden")
    return f"{across}, {up} ({number(one.x, 2)}; {number(one.y, 2)})"


def balls(marks: Mapping[str, tuple[str, float | None, float | None]], title: str, names: tuple[str, str] | None = None) -> str:
    """The model of balls: team below, hulp, geld, klant and wijk between, samenleving above.

    `marks`: code -> name, mark, mark to compare with (None = not shown). `names`: what the two marks are of.
    """
    names = names or (say("dit"), say("alle"))
    places = {"samenleving": (180.0, 52.0, 46.0), "team": (180.0, 300.0, 46.0)}
    places |= {code: (50.0 + 87 * i, 176.0, 39.0) for i, code in enumerate(("hulp", "geld", "klant", "wijk"))}
    parts = [svg.line(180, 254, x, 176 + r) for code, (x, _, r) in places.items() if code not in ("samenleving", "team")]
    parts += [svg.line(180, 98, x, 176 - r) for code, (x, _, r) in places.items() if code not in ("samenleving", "team")]
    said = []
    for code, (x, y, radius) in places.items():
        name, mark, beside = marks.get(code, (code.capitalize(), None, None))
        parts.append(svg.tag("circle", cx=x, cy=y, r=radius, fill=svg.PALE, stroke=svg.PETROL, stroke_width=2.0))
        parts.append(svg.text(x, y - (12 if mark is not None else -4), name, size=11.5, anchor="middle"))
        if mark is not None:
            parts.append(svg.text(x, y + 9, number(mark, 1), size=19, anchor="middle", bold=True))
            said.append(
                f"{name}: {names[0]} {number(mark, 1)}" + (f", {names[1]} {number(beside, 1)}" if beside is not None else "")
            )
        if mark is not None and beside is not None:
            parts.append(svg.text(x, y + 24, f"{names[1]} {number(beside, 1)}", size=11, anchor="middle", fill=svg.SOFT))
    return svg.drawing(WIDTH, 352, title, ". ".join(said or [say("Nog geen cijfers")]) + ".", parts, kind="balls")
