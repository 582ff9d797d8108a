"""Charts of the part about sources: expectations beside the outcome, a series with the day of a factor, the mix of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from analysis.report import svg
from analysis.report.charts import CEILINGS, WIDTH, tick_label
from analysis.report.parts.sources import ContextPoint, ContextSeries, ExpectationPart, FactorPart, MixPart, PartnerExpectation
from analysis.report.wording import amount, why_hidden
from saying import mark, say

LEFT = 112.0
NAMES = {
    "input": mark("Inzet (input)"),
    "output": mark("Prestatie (output)"),
    "tussenresultaat": mark("Tussenresultaat"),
    "outcome": mark("Bewoners (outcome)"),
    "impact": mark("Samenleving (impact)"),
}
ARROWS = {"omhoog": mark("verwacht: omhoog"), "omlaag": mark("verwacht: omlaag")}
SAME = mark("verwacht: gelijk")


def expectation_chart(part: ExpectationPart) -> str:
    """A bar from low to high for each partner, and the outcome as a line through all of them."""
    head, row, right = 34.0, 30.0, WIDTH - 20
    bottom = head + row * len(part.partners)
    axis = svg.Axis(list(_values(part)), LEFT, right, ceiling=CEILINGS.get(part.unit, 1e12))
    parts = list(_rules(axis, part.unit, head - 6, bottom))
    for index, one in enumerate(part.partners):
        parts.extend(_partner(one, part, axis, head + row * (index + 0.5)))
    if part.actual.value is not None:
        parts.extend(_outcome(part, axis, head, bottom))
    said = ". ".join(f"{one.organisation}: {one.sentence}" for one in part.partners)
    actual = amount(part.actual.value, part.unit) if part.actual.value is not None else why_hidden(part.actual)
    return svg.drawing(
        WIDTH,
        bottom + 22,
        part.message,
        say("{partners} Uitkomst: {actual}.", partners=said, actual=actual),
        parts,
        kind="expectation",
    )


def _values(part: ExpectationPart) -> Iterator[float]:
    for figure in filter(None, (part.before, part.actual)):
        if figure.value is not None:
            yield figure.value
    for one in part.partners:
        yield from (value for value in (one.low, one.high) if value is not None)


def _rules(axis: svg.Axis, unit: str, top: float, bottom: float) -> Iterator[str]:
    for value in axis.ticks():
        x = axis.at(value)
        yield svg.line(x, top, x, bottom, width=0.75)
        yield svg.text(x, bottom + 15, tick_label(value, unit, axis.step), fill=svg.SOFT, anchor="middle", size=11)


def _partner(one: PartnerExpectation, part: ExpectationPart, axis: svg.Axis, y: float) -> Iterator[str]:
    lines = svg.wrap(one.organisation.replace(" (verzonnen)", ""), 18)
    for i, words in enumerate(lines):
        yield svg.text(0, y + 4 + 13 * (i - (len(lines) - 1) / 2), words, size=11.5)
    if one.low is None and one.high is None:
        arrow = say(ARROWS.get(one.way, SAME))
        yield svg.tag("rect", x=axis.start + 4, y=y - 8, width=len(arrow) * 5.8 + 8, height=16.0, fill=svg.PAPER)
        yield svg.text(axis.start + 8, y + 4, arrow, size=11, fill=svg.SOFT)
        return
    low = axis.at(one.low if one.low is not None else axis.low)
    high = axis.at(one.high if one.high is not None else axis.high)
    yield svg.tag(
        "rect", x=low, y=y - 6, width=max(3.0, high - low), height=12.0, fill=svg.PALE, stroke=svg.PETROL, stroke_width=1.0
    )


def _outcome(part: ExpectationPart, axis: svg.Axis, head: float, bottom: float) -> Iterator[str]:
    value = part.actual.value or 0.0
    x = axis.at(value)
    yield svg.line(x, head - 6, x, bottom, stroke=svg.OCHRE, width=2)
    anchor = "end" if x > axis.end - 50 else "start" if x < axis.start + 50 else "middle"
    yield svg.text(x, 14, say("uitkomst {value}", value=amount(value, part.unit)), anchor=anchor, bold=True, fill=svg.OCHRE)
    if part.before is not None and part.before.value is not None:
        yield svg.dot(axis.at(part.before.value), head - 6, radius=4, hollow=True, colour=svg.SOFT)
        yield svg.dot(5, 10, radius=4, hollow=True, colour=svg.SOFT)
        yield svg.text(14, 14, say("eerste meting"), size=11, fill=svg.SOFT)


def factor_chart(part: FactorPart) -> str:
    """The series of a factor as a line with its periods, and the day of the factor as a dashed mark."""
    series = part.series
    assert series is not None
    top, bottom, left, right = 30.0, 122.0, 44.0, WIDTH - 24
    known = [one for one in series.points if one.value is not None]
    axis = svg.Axis([one.value or 0.0 for one in known], bottom, top, ceiling=CEILINGS.get(series.unit, 1e12))
    parts = []
    for value in axis.ticks():
        y = axis.at(value)
        parts.append(svg.line(left, y, right, y, width=0.75))
        parts.append(svg.text(left - 6, y + 4, tick_label(value, series.unit, axis.step), fill=svg.SOFT, anchor="end", size=11))
    span = _span(series, part)
    parts.extend(_mark(part, span, left, right, (top, bottom)))
    parts.extend(_line(known, series, axis, span=span, ends=(left + 14, right - 14), bottom=bottom))
    said = "; ".join(f"{one.period}: {amount(one.value or 0, series.unit)}" for one in known)
    return svg.drawing(
        WIDTH, bottom + 24, f"{part.name}. {series.message}", f"{said}. {part.name}: {part.when}.", parts, kind="factor"
    )


def moment(period: str) -> float:
    """Where a period or a day lies, in years: "2025" is its middle, "2025-K3" and "2025-10-01" are inside it."""
    year, _, rest = period.partition("-")
    if not year.isdigit():
        return 0.0
    if rest.startswith("K"):
        return int(year) + (int(rest[1:]) - 0.5) / 4
    month, _, day = rest.partition("-")
    if month.isdigit():
        return int(year) + (int(month) - 1 + (int(day) - 1) / 31 if day.isdigit() else int(month) - 0.5) / 12
    return int(year) + 0.5


def _span(series: ContextSeries, part: FactorPart) -> tuple[float, float]:
    places = [moment(one.period) for one in series.points] + [moment(day) for day in (part.starts_on, part.ends_on) if day]
    low, high = min(places), max(places)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _at(place: float, span: tuple[float, float], ends: tuple[float, float]) -> float:
    return ends[0] + (place - span[0]) / (span[1] - span[0]) * (ends[1] - ends[0])


def _mark(part: FactorPart, span: tuple[float, float], left: float, right: float, heights: tuple[float, float]) -> Iterator[str]:
    if not part.starts_on:
        return
    ends = (left + 14, right - 14)
    x = _at(moment(part.starts_on), span, ends)
    yield svg.line(x, heights[0] - 10, x, heights[1], stroke=svg.OCHRE, width=1.5, dash="4 3")
    anchor = "end" if x > WIDTH * 0.6 else "start" if x < WIDTH * 0.35 else "middle"
    yield svg.text(x, 14, svg.wrap(part.name, 44, 1)[0], size=11, fill=svg.OCHRE, anchor=anchor, bold=True)


def _line(
    known: list[ContextPoint],
    series: ContextSeries,
    axis: svg.Axis,
    *,
    span: tuple[float, float],
    ends: tuple[float, float],
    bottom: float,
) -> Iterator[str]:
    places = [(_at(moment(one.period), span, ends), axis.at(one.value or 0.0)) for one in known]
    for (x1, y1), (x2, y2) in pairwise(places):
        yield svg.line(x1, y1, x2, y2, stroke=svg.PETROL, width=1.5)
    shown = {0, len(known) - 1}
    every = max(1, -(-len(known) // 6))
    for index, (one, (x, y)) in enumerate(zip(known, places, strict=True)):
        yield svg.dot(x, y, radius=3.5)
        if index in shown:
            yield svg.text(x, y - 9, amount(one.value or 0, series.unit), anchor="middle", bold=True, size=12)
        if index % every == 0 or index == len(known) - 1:
            yield svg.text(x, bottom + 17, one.period, anchor="middle", size=11, fill=svg.SOFT)


def mix_chart(part: MixPart) -> str:
    """A bar for each level, from what is put in to what society notices."""
    row, top, left = 24.0, 6.0, 150.0
    most = max((one.count for one in part.levels), default=1) or 1
    parts = []
    for index, one in enumerate(part.levels):
        y = top + row * index
        reached = one.level in {"outcome", "impact"}
        width = (WIDTH - left - 34) * one.count / most
        parts.append(svg.text(0, y + 14, say(NAMES[one.level]), size=11.5))
        parts.append(
            svg.tag(
                "rect",
                x=left,
                y=y + 3,
                width=max(1.0, width),
                height=15.0,
                fill=svg.PETROL if reached else svg.PAPER,
                stroke=svg.PETROL,
                stroke_width=1.5,
            )
        )
        parts.append(svg.text(left + width + 7, y + 15, str(one.count), bold=True))
    said = "; ".join(f"{one.label}: {one.count}" for one in part.levels)
    return svg.drawing(WIDTH, top + row * len(part.levels) + 4, part.message, said + ".", parts, kind="mix")
