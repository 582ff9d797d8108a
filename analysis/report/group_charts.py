"""The chart of groups: one dot and its interval for each group, the first wave hollow and the last filled."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import sentences
from analysis.report import svg
from analysis.report.charts import CEILINGS, WIDTH, said, tick_label, values_of, when
from analysis.report.model import Breakdown, IndicatorPart, WaveFigure
from analysis.report.wording import TOO_FEW, amount, why_hidden
from saying import say


def breakdown_chart(part: IndicatorPart, breakdown: Breakdown) -> str:
    """Groups under each other: the first wave hollow, the last filled, each with its interval."""
    left, right, head = 106.0, WIDTH - 36, 32.0
    row = 38.0 if any(len(svg.wrap(one.name, 16)) > 1 for one in breakdown.rows) else 29.0
    shown = [(one.name, _ends(one.waves)) for one in breakdown.rows]
    axis = svg.Axis(
        values_of(wave.figure for _, ends in shown for wave in ends), left, right, ceiling=CEILINGS.get(part.unit, 1e12)
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
    names = [when(wave) if wave.period else sentences.wave(wave.name) for wave in (shown[0][1] if shown else ())]
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
