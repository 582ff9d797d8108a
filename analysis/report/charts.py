"""The charts of figures: one dot and its interval for each wave, and for each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from analysis import sentences
from analysis.report import svg
from analysis.report.model import Breakdown, Figure, IndicatorPart, WaveFigure
from analysis.report.wording import TOO_FEW, amount, day, decimals, interval, number, why_hidden
from saying import say

LETTERS = "abcdefgh"
ENDS = 14.0, 158.0  # the top and the bottom of a chart over time
WIDTH = 360.0  # about a phone, so that letters stay legible there; wider screens and paper enlarge it a little
SEASONS = {"winter": 1, "voorjaar": 4, "zomer": 7, "najaar": 10}
CEILINGS = {"procent": 100.0, "cijfer": 10.0}


def said(wave: WaveFigure) -> str:
    """One wave in words, for the description of a chart."""
    figure = wave.figure
    if figure.value is None:
        return f"{_when(wave)}: {why_hidden(figure)}"
    bounds = f", {say('95%-interval')} {interval(figure)}" if figure.interval else ""
    people = f", n = {figure.n}" if figure.n is not None else ""
    return f"{_when(wave)}: {amount(figure.value, figure.unit)}{bounds}{people}"


def _when(wave: WaveFigure) -> str:
    return f"{sentences.wave(wave.name)} ({sentences.period(wave.period)})"


def _values(figures: Iterable[Figure]) -> Iterator[float]:
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
    values = list(_values(wave.figure for wave in part.waves))
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
        parts.extend(_wave_dot(x, wave, axis, bottom, below=_clear_of_lines(part, index, axis)))
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


def _wave_dot(x: float, wave: WaveFigure, axis: svg.Axis, bottom: float, below: float) -> Iterator[str]:
    figure = wave.figure
    if figure.value is not None:
        if figure.interval is not None:
            low, high = axis.at(figure.interval.low), axis.at(figure.interval.high)
            yield svg.line(x, low, x, high, stroke=svg.PETROL, width=2.5)
            for y in (low, high):
                yield svg.line(x - 5, y, x + 5, y, stroke=svg.PETROL, width=1.5)
        y = axis.at(figure.value)
        yield svg.dot(x, y, radius=6)
        yield svg.text(x + 11, y + below, amount(figure.value, figure.unit), size=17, bold=True)
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


def _clear_of_lines(part: IndicatorPart, index: int, axis: svg.Axis) -> float:
    """How far below its dot a label is written, so that neither the line to the next wave nor the target runs through it."""
    value = part.waves[index].figure.value
    following = part.waves[index + 1].figure.value if index + 1 < len(part.waves) else None
    if value is not None and following is not None:
        return 20.0 if following > value else -8.0
    if value is None or part.target is None or abs(axis.at(part.target) - axis.at(value)) >= 14:
        return 6.0
    return 20.0 if part.target > value else -8.0


def breakdown_chart(part: IndicatorPart, breakdown: Breakdown) -> str:
    """Groups under each other: the first wave hollow, the last filled, each with its interval."""
    left, right, head = 106.0, WIDTH - 36, 32.0
    row = 38.0 if any(len(svg.wrap(one.name, 16)) > 1 for one in breakdown.rows) else 29.0
    shown = [(one.name, _ends(one.waves)) for one in breakdown.rows]
    axis = svg.Axis(
        _values(wave.figure for _, ends in shown for wave in ends), left, right, ceiling=CEILINGS.get(part.unit, 1e12)
    )
    bottom = head + row * len(shown)
    parts = list(_vertical_rules(axis, part.unit, head - 8, bottom))
    parts.extend(svg.line(0, head + row * place, WIDTH, head + row * place, width=0.75) for place in range(1, len(shown)))
    parts.extend(_legend(shown, 0.0))
    for index, (label, ends) in enumerate(shown):
        y = head + row * (index + 0.5)
        for i, words in enumerate(lines := svg.wrap(label, 16)):
            parts.append(svg.text(0, y + 4 + 14 * (i - (len(lines) - 1) / 2), words))
        if ends and all(wave.figure.value is None for wave in ends):
            parts.append(_hidden_note(axis, y, why_hidden(ends[-1].figure) if not ends[-1].figure.suppressed else say(TOO_FEW)))
            continue
        # the two dots of a group stand closer to each other than to those of the next
        for wave, offset in zip(ends, (0.0,) if len(ends) == 1 else (-5.5, 5.5), strict=True):
            hollow = len(ends) > 1 and wave is ends[0]
            parts.extend(_group_dot(axis, wave, y, offset, hollow=hollow))
    description = ". ".join(f"{label}: " + "; ".join(said(wave) for wave in ends) for label, ends in shown)
    if any(sum(wave.figure.value is not None for wave in ends) > 1 for _, ends in shown):
        description += ". " + say("De figuur zegt wat er veranderde, niet waardoor")
        parts.append(svg.text(0, bottom + 16, say("zegt niet waardoor"), size=10, fill=svg.SOFT))
    return svg.drawing(
        WIDTH, bottom + 26, f"{part.name}. {breakdown_title(part, breakdown)}", description + ".", parts, kind="breakdown"
    )


def breakdown_title(part: IndicatorPart, breakdown: Breakdown) -> str:
    """What the chart of groups says: how far they lie apart in the last wave, or that their margins all overlap."""
    last = [(one.name, one.waves[-1].figure) for one in breakdown.rows if one.waves]
    known = [(figure.value, name, figure) for name, figure in last if figure.value is not None]
    if len(known) < 2:
        return say(breakdown.title)
    low, high = min(known, key=lambda one: one[0]), max(known, key=lambda one: one[0])
    spans = [figure.interval for _, _, figure in known if figure.interval is not None]
    if len(spans) == len(known) and max(one.low for one in spans) <= min(one.high for one in spans):
        return say("{split}: de marges van alle groepen overlappen", split=say(breakdown.title))
    ends = [f"{amount(value, part.unit)} ({name})" for value, name, _ in (low, high)]
    return f"{say(breakdown.title)}: {say('{low} tot {high}', low=ends[0], high=ends[1])}"


def _ends(waves: tuple[WaveFigure, ...]) -> tuple[WaveFigure, ...]:
    return waves if len(waves) < 2 else (waves[0], waves[-1])


def _vertical_rules(axis: svg.Axis, unit: str, top: float, bottom: float) -> Iterator[str]:
    for value in axis.ticks():
        x = axis.at(value)
        yield svg.line(x, top, x, bottom, width=0.75)
        yield svg.text(x, bottom + 16, tick_label(value, unit, axis.step), fill=svg.SOFT, anchor="middle", size=11)


def _legend(shown: list[tuple[str, tuple[WaveFigure, ...]]], x: float) -> Iterator[str]:
    names = [_when(wave) if wave.period else sentences.wave(wave.name) for wave in (shown[0][1] if shown else ())]
    for index, name in enumerate(names):
        yield svg.dot(x + 5, 10, radius=4.5, hollow=len(names) > 1 and index == 0)
        yield svg.text(x + 15, 14, name, size=11, fill=svg.SOFT)
        x += 26 + len(name) * 5.4


def _hidden_note(axis: svg.Axis, y: float, words: str) -> str:
    """Words where a dot would stand, on a plate so that no rule runs through them."""
    plate = svg.tag("rect", x=axis.start + 4, y=y - 4, width=len(words) * 5.3 + 6, height=13.0, fill=svg.PAPER)
    return plate + svg.text(axis.start + 7, y + 6, words, size=11, fill=svg.SOFT)


def _group_dot(axis: svg.Axis, wave: WaveFigure, middle: float, offset: float, *, hollow: bool) -> Iterator[str]:
    figure, y = wave.figure, middle + offset
    if figure.value is None:
        yield _hidden_note(
            axis, y - 2, f"{sentences.wave(wave.name)}: {say(TOO_FEW) if figure.suppressed else why_hidden(figure)}"
        )
        return
    x = axis.at(figure.value)
    if figure.interval is not None:
        low, high = axis.at(figure.interval.low), axis.at(figure.interval.high)
        yield svg.line(low, y, high, y, stroke=svg.PETROL, width=1 if hollow else 2)
    yield svg.dot(x, y, radius=4.5, hollow=hollow)
    if not hollow:
        yield svg.text(WIDTH, middle + 4, amount(figure.value, figure.unit), anchor="end", bold=True)
