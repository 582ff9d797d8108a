"""The measure kind "import": a series of another source is an indicator, and its periods are its waves.

The rule: {"dataset": code, "measure": name, "area": "GM9999", "group": ""}. Figures of a source are not ours to test: a change is the
difference of two published numbers, called clear only when their published bounds do not touch. A modelled estimate never says
that something changed through a programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis import changing, figures, sentences
from analysis.measures import Outcome, Request, kind
from analysis.report.model import Change, Figure, Interval, WaveFigure
from saying import mark, say

MODELLED = mark("Dit is een schatting met een model. Zij zegt niets over een verandering door dit programma.")
NOT_THERE = mark("Het cijfer van deze bron is er nog niet.")


@dataclass(frozen=True, slots=True)
class ImportedSeries:
    """A series with what decides how it may be read; `points` have period, value, low, high and n."""

    title: str
    unit: str
    source: str
    points: tuple[Any, ...]
    modelled: bool = False


def key_of(rule: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """How a series is known: dataset, measure, area, group."""
    return str(rule.get("dataset", "")), str(rule.get("measure", "")), str(rule.get("area", "")), str(rule.get("group", "") or "")


@kind("import")
def imported(request: Request) -> Outcome:
    """The periods of a series, and the difference of the first and the last that has a number."""
    found = request.material.imports.get(key_of(request.rule))
    if found is None:
        return Outcome("aantal", say(NOT_THERE), (), (), sentences.SMALL)
    unit = unit_of(found)
    waves = tuple(WaveFigure(place, one.period, one.period, _figure(one, unit)) for place, one in enumerate(found.points))
    known = [one.figure for one in waves if one.figure.value is not None]
    changes = (_change(request, known[0], known[-1], found),) if len(known) > 1 else ()
    source = f"{found.title}: {request.rule.get('measure')}. {found.source}"
    if found.modelled:
        source += f". {say(MODELLED)}"
    return Outcome(unit, source, waves, changes, changes[0].verdict if changes else sentences.SMALL)


def unit_of(found: ImportedSeries) -> str:
    """Our word for the unit of a source: procent, aantal or cijfer."""
    if found.unit.strip().lower() in {"%", "procent", "percentage"}:
        return "procent"
    values = [one.value for one in found.points if one.value is not None]
    return "aantal" if all(float(one).is_integer() for one in values) else "cijfer"


def _figure(one: Any, unit: str) -> Figure:
    if one.value is None:
        return Figure(None, None, unit, reason=say("De bron geeft hier geen cijfer."))
    bounds = None if one.low is None or one.high is None else Interval(one.low, one.high, "bron")
    return Figure(one.value, one.n, unit, bounds)


def _change(request: Request, first: Figure, last: Figure, found: ImportedSeries) -> Change:
    a, b = first.value or 0.0, last.value or 0.0
    asked = request.asked(first.unit)
    low, high = b - a, b - a
    if first.interval and last.interval:  # wider than an interval of the difference would be: careful on purpose
        low, high = last.interval.low - first.interval.high, last.interval.high - first.interval.low
    verdict = sentences.EARLY if asked.too_early else changing.direction_verdict(low, high, request.direction)
    moved = say("Bij deze bron {moved}.", moved=sentences.moved(a, b, first.unit))
    if found.modelled and verdict != sentences.EARLY:
        verdict, words = sentences.UNCLEAR, say(MODELLED)
    else:
        words = (
            changing.last_words(asked, verdict)
            if verdict != sentences.UNCLEAR
            else say("De grenzen die de bron geeft raken elkaar, of er veranderde niets.")
        )
    bounds = Interval(figures.rounded(low, 1), figures.rounded(high, 1), "bron") if first.interval and last.interval else None
    difference = Figure(figures.rounded(b - a, figures.DECIMALS[first.unit]), None, first.unit, bounds)
    return Change(False, difference, None, None, None, mark("reeks van een bron"), None, "", verdict, f"{moved} {words}")
