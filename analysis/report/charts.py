"""The chart of a figure over time: one dot and its interval for each wave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from analysis import sentences
from analysis.report import svg
from analysis.report.model import Figure, IndicatorPart, WaveFigure
from analysis.report.wording import TOO_FEW, amount, day, decimals, interval, number, why_hidden
from saying import say

LETTERS = "abcdefgh"
ENDS = 14.0, 158.0  # the top and the bottom of a chart over time
RIGHT = 11.0  # from a dot to its label
WIDTH = 360.0  # about a phone, so that letters stay legible there; wider screens and paper enlarge it a little
SEASONS = {"winter": 1, "voorjaar": 4, "zomer": 7, "najaar": 10}
CEILINGS = {"procent": 100.0, "cijfer": 10.0}


def said(wave: WaveFigure) -> str:
    """One wave in words, for the description of a chart."""
    figure = wave.figure
    if figure.value is None:
        return f"{when(wave)}: {why_hidden(figure)}"
    bounds = f", {say('95%-interval')} {interval(figure)}" if figure.interval else ""
    people = f", n = {figure.n}" if figure.n is not None else ""
    return f"{when(wave)}: {amount(figure.value, figure.unit)}{bounds}{people}"


def when(wave: WaveFigure) -> str:
    """A wave with its period: "Nulmeting (voorjaar 2025)"."""
    return f"{sentences.wave(wave.name)} ({sentences.period(wave.period)})"


def values_of(figures: Iterable[Figure]) -> Iterator[float]:
    """Every value and bound that an axis must hold."""
    for figure in figures:
        if figure.value is not None:
            yield figure.value
        if figure.value is not None and figure.interval is not None:
            yield figure.interval.low
            yield figure.interval.high


def tick_label(value: float, unit: str, step: float) -> str:
    """A value on the axis, with no more decimals than the step needs."""
    places = 0 if step >= 1 else decimals(unit) or 1
    return number(value, places) + ("%" if unit == "procent" else "")


def waves_chart(part: IndicatorPart, around: Sequence[Happening] = ()) -> str:
    """The figure over time: a dot and interval for each wave, with the target as a dashed line and what happened around it as marks."""
    left, right = 40.0, WIDTH - 88
    top, bottom = ENDS
    values = list(values_of(wave.figure for wave in part.waves))
    if part.target is not None:
        values.append(part.target)
    axis = svg.Axis(values, bottom, top, ceiling=CEILINGS.get(part.unit, 1e12))
    parts = list(_horizontal_rules(axis, part.unit, left, right + 12))
    if part.target is not None:
        parts.extend(_target(part, axis, left, right + 12))
    step = (right - left) / max(1, len(part.waves))
    places = [left + step * (i + 0.5) for i in range(len(part.waves))]
    parts.extend(_line_between(part.waves, places, axis))
    for index, (x, wave) in enumerate(zip(places, part.waves, strict=True)):
        parts.extend(_wave_dot(x, wave, axis, bottom, label=_clear_of_lines(part, index, axis)))
    marked = [(where, one) for one in around if (where := _between(part.waves, places, one.day)) is not None]
    for turn, (where, one) in enumerate(marked):
        parts.extend(_mark(where, LETTERS[turn % len(LETTERS)], one.label, 224.0 + 15 * turn))
    height = 214 + 15 * len(marked) + (2 if marked else 0)
    description = ". ".join(said(wave) for wave in part.waves)
    if part.target is not None:
        description += ". " + say("Streefwaarde {value}", value=amount(part.target, part.unit))
    description += "".join(". " + say("Van buiten: {what}, {day}", what=one.label, day=day(one.day)) for _, one in marked)
    if sum(wave.figure.value is not None for wave in part.waves) > 1:
        description += ". " + say("De figuur zegt wat er veranderde, niet waardoor")
        parts.append(
            svg.text(0, height + 8, say("De figuur zegt wat er veranderde, niet waardoor") + ".", size=11, fill=svg.SOFT)
        )
        height += 14
    return svg.drawing(WIDTH, height, part.message or part.name, description + ".", parts, kind="waves")


def _mark(x: float, letter: str, label: str, y: float) -> Iterator[str]:
    """A dotted line with a letter above it; what the letter means stands whole under the chart, where nothing runs through it."""
    yield svg.line(x, ENDS[0], x, ENDS[1], stroke=svg.SOFT, width=1.25, dash="2 3")
    yield svg.text(x, 10, letter, size=12, anchor="middle", bold=True)
    yield svg.text(0, y, letter, size=12, bold=True)
    yield svg.text(14, y, svg.wrap(say("van buiten: {what}", what=label), 58, 1)[0], size=12, fill=svg.SOFT)


class Happening(Protocol):
    """Something from outside on a day (analysis.report.parts.sources.Mark)."""

    @property
    def day(self) -> str:
        """ISO day."""

    @property
    def label(self) -> str:
        """What it is, in Dutch."""


def _between(waves: tuple[WaveFigure, ...], places: list[float], on: str) -> float | None:
    """Where a day lies between the waves, None when it lies outside them or a wave has no season or year in its period."""
    days = [_middle(wave.period) for wave in waves]
    if len(days) < 2 or any(one is None for one in days):
        return None
    known = [one for one in days if one is not None]
    at = date.fromisoformat(on).toordinal()
    if not known[0] < at < known[-1] or known != sorted(set(known)):
        return None
    after = next(i for i, one in enumerate(known) if one > at)
    share = (at - known[after - 1]) / (known[after] - known[after - 1])
    return places[after - 1] + share * (places[after] - places[after - 1])


def _middle(period: str) -> int | None:
    """The middle of "voorjaar 2025" or "2025" as a day number."""
    found = sentences.PERIOD.fullmatch(period)
    if found is None:
        return None
    month = SEASONS.get(found["season"] or "", 7)
    return date(int(found["year"]), month, 15).toordinal()


def _horizontal_rules(axis: svg.Axis, unit: str, left: float, right: float) -> Iterator[str]:
    for value in axis.ticks():
        y = axis.at(value)
        yield svg.line(left, y, right, y, width=0.75)
        yield svg.text(left - 8, y + 4, tick_label(value, unit, axis.step), fill=svg.SOFT, anchor="end")


def _target(part: IndicatorPart, axis: svg.Axis, left: float, right: float) -> Iterator[str]:
    assert part.target is not None
    y = axis.at(part.target)
    yield svg.line(left, y, right, y, stroke=svg.OCHRE, width=1.5, dash="5 4")
    yield svg.text(right + 6, y - 2, say("streefwaarde"), size=11, fill=svg.OCHRE)
    goal = amount(part.target, part.unit)
    words = say("{value} in {year}", value=goal, year=part.target_on[:4]) if part.target_on else goal
    yield svg.text(right + 6, y + 12, words, size=11, fill=svg.OCHRE, bold=True)


def _line_between(waves: tuple[WaveFigure, ...], places: list[float], axis: svg.Axis) -> Iterator[str]:
    for index in range(1, len(waves)):
        first, second = waves[index - 1].figure.value, waves[index].figure.value
        if first is not None and second is not None:
            yield svg.line(places[index - 1], axis.at(first), places[index], axis.at(second), stroke=svg.PETROL, width=1)


def _wave_dot(x: float, wave: WaveFigure, axis: svg.Axis, bottom: float, label: tuple[float, str, float]) -> Iterator[str]:
    figure = wave.figure
    if figure.value is not None:
        if figure.interval is not None:
            low, high = axis.at(figure.interval.low), axis.at(figure.interval.high)
            yield svg.line(x, low, x, high, stroke=svg.PETROL, width=2.5)
            for y in (low, high):
                yield svg.line(x - 5, y, x + 5, y, stroke=svg.PETROL, width=1.5)
        y = axis.at(figure.value)
        yield svg.dot(x, y, radius=6)
        aside, anchor, below = label
        yield svg.text(x + aside, y + below, amount(figure.value, figure.unit), size=17, bold=True, anchor=anchor)
    else:
        rows = svg.wrap(say(TOO_FEW) if figure.suppressed else why_hidden(figure), 16, 4)
        middle = bottom / 2
        yield svg.tag("rect", x=x - 50, y=middle - 18, width=100.0, height=15.0 * len(rows) + 8, fill=svg.PAPER)
        for i, words in enumerate(rows):
            yield svg.text(x, middle - 3 + i * 15, words, fill=svg.SOFT, anchor="middle")
    people = f"n = {figure.n}" if figure.n is not None else ""
    yield svg.text(x, bottom + 20, sentences.wave(wave.name), anchor="middle", bold=True)
    for i, words in enumerate(filter(None, ("" if wave.period == wave.name else sentences.period(wave.period), people))):
        yield svg.text(x, bottom + 34 + 14 * i, words, fill=svg.SOFT, anchor="middle", size=11)


def _clear_of_lines(part: IndicatorPart, index: int, axis: svg.Axis) -> tuple[float, str, float]:
    """Where a label stands beside its dot, so that neither the line to the next wave nor the target runs through it: how far aside,
    its anchor, how far below."""
    value = part.waves[index].figure.value
    following = part.waves[index + 1].figure.value if index + 1 < len(part.waves) else None
    if value is None:
        return RIGHT, "start", 6.0
    below = 6.0 if following is None else 20.0 if following > value else -8.0
    if part.target is None:
        return RIGHT, "start", below
    target = axis.at(part.target) - axis.at(value)
    if not _through(target, below):
        return RIGHT, "start", below
    if following is None:
        return RIGHT, "start", 20.0 if part.target > value else -8.0
    left = next((one for one in (6.0, 20.0, -8.0) if not _through(target, one)), below)
    return (-RIGHT, "end", left) if index == 0 else (RIGHT, "start", below)  # left of a later dot is the line from the one before


def _through(line: float, below: float) -> bool:
    """Whether a line so far below a dot runs through a label so far below it."""
    return below - 15 < line < below + 4
