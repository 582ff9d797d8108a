"""The strip plot: every other municipality a small mark without a name, ours a large one with its interval."""

from __future__ import annotations

from analysis.report import svg
from analysis.report.parts.benchmark import StandingLine
from analysis.report.wording import amount
from saying import say

WIDTH = 360.0


def shown(value: float, unit: str) -> str:
    """A value with its unit; euro has its sign in front."""
    return f"€ {amount(value, 'aantal')}" if unit == "euro" else amount(value, unit)


def message(line: StandingLine) -> str:
    """What the plot says, as its title."""
    return f"{line.name}: {shown(line.value, line.unit)}; {line.words}"


def strip(line: StandingLine) -> str:
    """The plot. A box runs from the first to the third quartile, with the middle as a line; what is ours is told by shape and word."""
    left, right, middle = 12.0, WIDTH - 12, 44.0
    ends = [one for one in (line.low, line.high) if one is not None]
    axis = svg.Axis([*line.others, line.value, *ends], left, right, ceiling=100.0 if line.unit == "procent" else 1e12)
    low, half, high = (axis.at(one) for one in line.quartiles)
    parts = [svg.tag("rect", x=low, y=middle - 13, width=max(1.0, high - low), height=26.0, fill=svg.PALE)]
    parts.append(svg.line(half, middle - 15, half, middle + 15, stroke=svg.SOFT, width=1.5))
    parts += [svg.line(x, middle - 6, x, middle + 6, stroke=svg.SOFT) for x in map(axis.at, line.others)]
    if len(ends) == 2:
        parts.append(svg.line(axis.at(ends[0]), middle, axis.at(ends[1]), middle, stroke=svg.OCHRE, width=3))
    ours = axis.at(line.value)
    parts.append(svg.dot(ours, middle, radius=6.5, colour=svg.OCHRE))
    anchor = "start" if ours < WIDTH / 3 else "end" if ours > 2 * WIDTH / 3 else "middle"
    parts.append(
        svg.text(
            ours, middle - 20, say("wij: {value}", value=shown(line.value, line.unit)), fill=svg.OCHRE, anchor=anchor, bold=True
        )
    )
    for value in axis.ticks():
        edge = "start" if axis.at(value) < left + 10 else "end" if axis.at(value) > right - 10 else "middle"
        parts.append(svg.text(axis.at(value), middle + 32, shown(value, line.unit), size=11.5, fill=svg.SOFT, anchor=edge))
    first, half_way, third, own = (shown(one, line.unit) for one in (*line.quartiles, line.value))
    words = say(
        "{n} andere gemeenten. De helft zit tussen {first} en {third}; de middelste heeft {middle}. Wij: {own}.",
        n=len(line.others), first=first, third=third, middle=half_way, own=own,
    )  # fmt: skip
    return svg.drawing(WIDTH, 84, message(line), words, parts, kind="strip")
