"""The pictures of frameworks: one drawing function per kind. Words, numbers and shapes carry the meaning; colour never does alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from analysis.frameworks import catalogue
from analysis.frameworks.pictures_axes import axes, balls
from analysis.report import svg
from analysis.report.parts.frameworks import DimensionPart, FrameworkPart
from analysis.sentences import number
from saying import mark, say

__all__ = ["REGISTRY", "balls", "draw"]

WIDTH = 360.0
Draw = Callable[[FrameworkPart], str]
STEPS = (
    (0.0, "niet_begonnen", mark("niet begonnen")),
    (1 / 3, "bezig", mark("bezig")),
    (2 / 3, "besproken", mark("besproken")),
    (1.0, "klaar", mark("klaar")),
)
FILLS = {0: 0.0, 1: 1 / 3, 2: 2 / 3, 3: 1.0}  # how full the dot of a step is, by the place of its state among the states


def steps(part: FrameworkPart) -> str:
    """A ring of steps: the first lies in the middle (what goes before), the others around it, each filled as far as it is."""
    middle, around = part.dimensions[0], part.dimensions[1:]
    centre_x, centre_y, radius = WIDTH / 2, 172.0, 112.0
    parts = [svg.tag("circle", cx=centre_x, cy=centre_y, r=radius, fill="none", stroke=svg.RULE, stroke_width=2)]
    parts += _station(centre_x, centre_y, "0", middle, part)
    for index, one in enumerate(around):
        angle = math.radians(-90 + 360 * index / max(1, len(around)))
        x, y = centre_x + radius * math.cos(angle), centre_y + radius * math.sin(angle)
        parts += _station(x, y, str(index + 1), one, part)
    parts += _legend_of_steps(part, 346)
    said = [f"{nr}. {one.name}: {one.state_name or say('nog niets')}" for nr, one in enumerate(part.dimensions)]
    return svg.drawing(WIDTH, 372, f"{part.title}: {part.message}", ". ".join(said) + ".", parts, kind="steps")


def _station(x: float, y: float, label: str, one: DimensionPart, part: FrameworkPart) -> Iterator[str]:
    share = _progress(one.state, part)
    yield svg.tag("circle", cx=x, cy=y, r=21.0, fill=svg.PAPER, stroke=svg.PETROL, stroke_width=2.0, **_dashed(one))
    if share:
        yield _slice(x, y, 21.0, share)
    plate = svg.tag("circle", cx=x, cy=y, r=10.0, fill=svg.PAPER)
    yield plate + svg.text(x, y + 5, label, size=14, anchor="middle", bold=True)
    if one.missing:
        yield svg.tag("path", d=_warning(x + 17, y - 17), fill=svg.OCHRE, stroke=svg.PAPER, stroke_width=1)
        yield svg.text(x + 17, y - 11.5, "!", size=11, fill=svg.PAPER, anchor="middle", bold=True)
    for row, words in enumerate(svg.wrap(one.name, 15, 2)):
        yield svg.text(x, y + 36 + 13 * row, words, size=11, anchor="middle")


def _dashed(one: DimensionPart) -> dict[str, object]:
    return {"stroke_dasharray": "4 3"} if one.proposed else {}


def _progress(state: str, part: FrameworkPart) -> float:
    order = ("niet_begonnen", "bezig", "besproken", "klaar")
    return FILLS[order.index(state)] if state in order else 0.0


def _slice(x: float, y: float, radius: float, share: float) -> str:
    if share >= 1:
        return svg.tag("circle", cx=x, cy=y, r=radius, fill=svg.PETROL)
    angle = math.radians(-90 + 360 * share)
    end_x, end_y = x + radius * math.cos(angle), y + radius * math.sin(angle)
    large = 1 if share > 0.5 else 0
    path = f"M{x:.1f} {y:.1f}L{x:.1f} {y - radius:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {end_x:.1f} {end_y:.1f}Z"
    return svg.tag("path", d=path, fill=svg.PETROL)


def _warning(x: float, y: float, size: float = 9.0) -> str:
    low = size * 0.8
    return f"M{x:.1f} {y - size:.1f}L{x + size:.1f} {y + low:.1f}L{x - size:.1f} {y + low:.1f}Z"


def _legend_of_steps(part: FrameworkPart, y: float) -> Iterator[str]:
    x = 4.0
    names = found.state_names() if (found := catalogue.every().get(part.code)) else {}
    for share, code, name in STEPS:
        words = names.get(code) or say(name)
        yield svg.tag("circle", cx=x + 6, cy=y, r=6.0, fill=svg.PAPER, stroke=svg.PETROL, stroke_width=1.5)
        if share:
            yield _slice(x + 6, y, 6.0, share)
        yield svg.text(x + 16, y + 4, words, size=11, fill=svg.SOFT)
        x += 32 + 5.9 * len(words)
    if any(one.proposed for one in part.dimensions):
        yield svg.text(4, y + 20, say("gestippeld: voorstel uit de gegevens"), size=11, fill=svg.SOFT)
    if any(one.missing for one in part.dimensions):
        yield svg.tag("path", d=_warning(WIDTH - 124, y + 16.5, 6.0), fill=svg.OCHRE)
        yield svg.text(WIDTH - 115, y + 20, say("zonder inwoners"), size=11, fill=svg.SOFT)


def rings(part: FrameworkPart) -> str:
    """Rings around each other, the nearest inside; in each so many cards of each state, with signs that differ in shape."""
    states = _states(part)
    parts: list[str] = []
    count = len(part.dimensions)
    for index in reversed(range(count)):
        width, height = 150 + 204 * index / max(1, count - 1), 92 + 152 * index / max(1, count - 1)
        fill = svg.PALE if index % 2 else svg.PAPER
        parts.append(
            svg.tag("rect", x=(WIDTH - width) / 2, y=252 - height, width=width, height=height, rx=float(height / 2.6), fill=fill, stroke=svg.PETROL, stroke_width=1.5)
        )  # fmt: skip
    for index, one in enumerate(part.dimensions):
        height = 92 + 152 * index / max(1, count - 1)
        top = 252 - height
        parts.append(svg.text(WIDTH / 2, top + 24, one.name, anchor="middle", bold=True))
        width = 150 + 204 * index / max(1, count - 1)
        for row, words in enumerate(_lines(_in_ring(one, states), int((width - 14) / 5.6))):
            parts.append(svg.text(WIDTH / 2, top + 42 + 14 * row, words, size=11.5, anchor="middle", fill=svg.SOFT))
    said = [f"{one.name}: {_in_ring(one, states)}" for one in part.dimensions]
    return svg.drawing(WIDTH, 262, f"{part.title}: {part.message}", ". ".join(said) + ".", parts, kind="rings")


def _lines(words: str, width: int) -> list[str]:
    """The same over lines of about so many characters, broken where one count ends and the next begins."""
    rows: list[str] = []
    for part in words.split(" · "):
        if rows and len(rows[-1]) + len(part) + 3 <= width:
            rows[-1] += f" · {part}"
        else:
            rows.append(part)
    return rows


def _in_ring(one: DimensionPart, states: Sequence[tuple[str, str]]) -> str:
    """What lies in a ring: its cards by state, and how many stories are told there."""
    words = _counts(one, states) if one.cards else say("nog geen kaarten")
    return words if not one.stories else f"{words} · {say('{n} verhalen', n=number(one.stories))}"


def _states(part: FrameworkPart) -> list[tuple[str, str]]:
    found = {card.state: card.state_name for one in part.dimensions for card in one.cards if card.state}
    return list(found.items())


def _counts(one: DimensionPart, states: Sequence[tuple[str, str]]) -> str:
    if not states:
        return say("1 kaart") if len(one.cards) == 1 else say("{n} kaarten", n=len(one.cards))
    parts = [(sum(card.state == code for card in one.cards), name) for code, name in states]
    return " · ".join(f"{count} {name}" for count, name in parts if count)


def layers(part: FrameworkPart) -> str:
    """Layers on top of each other, the last the widest; beside each the share of users at two moments, hollow then filled."""
    first, last = (part.periods[0], part.periods[-1]) if part.periods else ("", "")
    count, top, height, base = len(part.dimensions), 26.0, 66.0, 208.0
    parts = [*_moments(first, last, base + 16)]
    largest = max(
        (amount.share or 0 for one in part.dimensions for amount in one.amounts if amount.code == "gebruikers"), default=0
    )
    for index, one in enumerate(part.dimensions):
        y = top + index * height
        upper, lower = (base * (0.42 + 0.58 * (index + step) / count) for step in (0, 1))
        corners = [
            ((base - upper) / 2, y),
            ((base + upper) / 2, y),
            ((base + lower) / 2, y + height - 4),
            ((base - lower) / 2, y + height - 4),
        ]
        points = " ".join(f"{x:.1f},{down:.1f}" for x, down in corners)
        parts.append(svg.tag("polygon", points=points, fill=svg.PALE, stroke=svg.PETROL, stroke_width=1.5))
        lines = svg.wrap(one.name, max(13, int(upper / 6)), 3)
        start = y + height / 2 + 2 - 6.5 * (len(lines) - 1)
        parts += [svg.text(base / 2, start + 13 * row, words, size=11, anchor="middle") for row, words in enumerate(lines)]
        parts += _bars(one, (first, last), largest, (base + 16, y + 12))
    said = [f"{one.name}: {_shares(one, first, last)}" for one in part.dimensions]
    return svg.drawing(WIDTH, top + count * height, f"{part.title}: {part.message}", ". ".join(said) + ".", parts, kind="layers")


def _moments(first: str, last: str, x: float) -> Iterator[str]:
    """What hollow and filled bars stand for."""
    for period, fill, at in ((first, svg.PAPER, x), (last, svg.PETROL, x + 66)) if first != last else ((last, svg.PETROL, x),):
        yield svg.tag("rect", x=at, y=4.0, width=12.0, height=10.0, fill=fill, stroke=svg.PETROL, stroke_width=1.5)
        yield svg.text(at + 17, 13, period, size=11, fill=svg.SOFT)


def _bars(one: DimensionPart, ends: tuple[str, str], largest: float, corner: tuple[float, float]) -> Iterator[str]:
    """The share of a layer at both moments, as bars under each other."""
    shown = {amount.period: amount.share for amount in one.amounts if amount.code == "gebruikers"}
    x, y = corner
    for row, period in enumerate(dict.fromkeys(ends)):
        share = shown.get(period)
        fill = svg.PETROL if period == ends[1] else svg.PAPER
        if share is None:
            yield svg.text(x, y + 24 * row + 12, say("niet te tonen") if period in shown else "–", size=11, fill=svg.SOFT)
            continue
        width = max(2.0, 92 * share / (largest or 1))
        yield svg.tag("rect", x=x, y=y + 24 * row, width=width, height=16.0, fill=fill, stroke=svg.PETROL, stroke_width=1.5)
        yield svg.text(x + width + 5, y + 24 * row + 12, f"{number(share)}%", size=11.5, bold=period == ends[1])


def _shares(one: DimensionPart, first: str, last: str) -> str:
    shown = {amount.period: amount.share for amount in one.amounts if amount.code == "gebruikers"}
    before, after = shown.get(first), shown.get(last)
    if after is None:
        return "–"
    if before is None or first == last:
        return f"{number(after)}%"
    return say(
        "van {before}% ({first}) naar {after}% ({last})", before=number(before), first=first, after=number(after), last=last
    )


def _plain_balls(part: FrameworkPart) -> str:
    return balls({one.code: (one.name, None, None) for one in part.dimensions}, f"{part.title}: {part.message}")


def _nothing(part: FrameworkPart) -> str:
    return ""


REGISTRY: dict[str, Draw] = {
    "stappen": steps, "ringen": rings, "lagen": layers, "assen": axes, "lijst": _nothing, "bollen": _plain_balls,
}  # fmt: skip


def draw(part: FrameworkPart) -> str:
    """The picture of a framework as SVG; "" for one that is a list."""
    return REGISTRY[part.picture](part)
