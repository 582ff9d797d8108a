"""Indicators of a result to their part of the report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analysis import sentences, vectors
from analysis.material import Material
from analysis.measures import Outcome, Request
from analysis.models import Indicator
from analysis.report.model import IndicatorPart, WaveFigure
from analysis.sources import breaks
from saying import mark, say

ASKED = ("prevalence", "mean", "share_improved", "count", "then_now")  # kinds of measure that may rest on a question
WEAKER = mark("{name} (zwakker: achteraf gevraagd)")
AVERAGED = (("mean", "cijfer"), ("then_now", "cijfer"))
LATER = ("import", "then_now")  # speaks for a result only when no measurement of our own at the time itself does
LEVELS = ("impact", "outcome", "tussenresultaat", "output", "input")


def indicator_part(indicator: Indicator, material: Material, points: Mapping[str, str], today: date) -> IndicatorPart:
    """The figures of one indicator; raises RuleRefused when its rule asks for something that is not there."""
    request = Request(
        indicator.measure_kind, indicator.rule or {}, indicator.direction, material, indicator.horizon, today, points
    )
    found = breaks.measure(request)
    scale = vectors.scale_words(request.rule, material.questionnaires) if (indicator.measure_kind, found.unit) in AVERAGED else ""
    name, source = indicator.name, found.source
    looked_back = indicator.measure_kind == "then_now"
    if looked_back or (indicator.measure_kind in ASKED and vectors.afterwards(request.rule, material.questionnaires)):
        name = say(WEAKER, name=indicator.name.rstrip("."))
        source = say("{source}. Mensen zeiden achteraf hoe het was: dat is zwakker dan een nulmeting.", source=source.rstrip("."))
    return IndicatorPart(
        code=indicator.code, name=name, definition=indicator.definition, level=indicator.level,
        measure_kind=indicator.measure_kind, direction=indicator.direction, unit=found.unit, target=indicator.target,
        target_on=_iso(indicator.target_on), horizon=_iso(indicator.horizon), not_measured=indicator.not_measured,
        source=source, message=message(name, found, scale), verdict=found.verdict,
        waves=found.waves, changes=found.changes, breakdowns=found.breakdowns, scale=scale,
        activity=indicator.activity.name if indicator.activity else "",
    )  # fmt: skip


def plain_name(name: str) -> str:
    """The name of an indicator as people gave it, from that in a report."""
    return name.removesuffix(say(WEAKER, name=""))


def message(name: str, found: Outcome, scale: str = "") -> str:
    """What a chart of these figures says, as its title; `scale` is said after the numbers that stand on it."""
    known = shown(found.waves)
    if not known:
        return say("{name}: nog geen cijfer", name=name)
    return f"{_said(name, found, known)}{f', {scale}' if scale else ''}"


def _said(name: str, found: Outcome, known: list[WaveFigure]) -> str:
    first, last = (sentences.amount(one.figure.value or 0, found.unit) for one in (known[0], known[-1]))
    begin, end = sentences.period(known[0].period), sentences.period(known[-1].period)
    if len(known) == 1:
        return f"{name}: {last} ({begin})"
    if first == last:
        return say("{name}: gelijk gebleven op {value} ({begin} en {end})", name=name, value=last, begin=begin, end=end)
    return say("{name}: van {first} ({begin}) naar {last} ({end})", name=name, first=first, begin=begin, last=last, end=end)


def shown(waves: tuple[WaveFigure, ...]) -> list[WaveFigure]:
    """The waves of which the figure may be shown and is there."""
    return [one for one in waves if one.figure.value is not None]


def leading(parts: tuple[IndicatorPart, ...]) -> IndicatorPart | None:
    """The indicator that speaks for a result: the one closest to what residents notice, with a verdict if any; never the stories.

    What one activity changes for its participants does not speak for a societal result.
    """
    counted = [one for one in parts if one.measure_kind != "story_verdict" and not one.activity]
    ranked = sorted(counted, key=lambda one: (one.verdict == sentences.SMALL, one.measure_kind in LATER, LEVELS.index(one.level)))
    return ranked[0] if ranked else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
