"""Context factors for the report: with their series, the figures they may move, and stories that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.models import Indicator
from analysis.report import telling
from analysis.report.context import Context
from analysis.report.model import QuotePart
from analysis.report.parts.sources import ContextPoint, ContextQuote, ContextSeries, EffectPart, FactorPart, Mark
from analysis.sources import factors, series
from analysis.sources.imported_measure import ImportedSeries, unit_of
from analysis.sources.models import ContextFactor
from narratives.models import Quote, Story
from saying import mark, say
from surveys.parties import Area

QUOTES = 2
WAYS = {"+": mark("Kan dit cijfer omhoog duwen: {name}."), "-": mark("Kan dit cijfer omlaag duwen: {name}.")}


def found(session: Session, context: Context, indicators: Sequence[Indicator]) -> tuple[FactorPart, ...]:
    """The factors of the programme, oldest first."""
    quotes = {one.part.text: one.part for one in telling.released(session, context.programme)}
    return tuple(_factor(session, one, context, indicators, quotes) for one in factors.listed(session, context.programme))


def _factor(
    session: Session, one: ContextFactor, context: Context, indicators: Sequence[Indicator], quotes: dict[str, QuotePart]
) -> FactorPart:
    told = factors.stories(session, one)
    return FactorPart(
        one.code, one.name, one.text, _iso(one.starts_on), _iso(one.ends_on), when(one.starts_on, one.ends_on),
        tuple(_effects(one, indicators)), _series(session, one, context), _told(len(told), context.material.minimum_stories),
        tuple(_quotes(session, told, quotes)),
    )  # fmt: skip


def when(starts: date | None, ends: date | None) -> str:
    """When a factor was there, in words."""
    if starts and ends:
        return say("van {first} tot en met {last}", first=sentences.day(starts), last=sentences.day(ends))
    if starts:
        return say("vanaf {day}", day=sentences.day(starts))
    return say("tot en met {day}", day=sentences.day(ends)) if ends else say("in deze jaren")


def _effects(one: ContextFactor, indicators: Sequence[Indicator]) -> list[EffectPart]:
    signs = one.influence or {}
    return [
        EffectPart(
            each.result.code,
            each.code,
            each.name,
            signs[each.code],
            say(WAYS[signs[each.code]], name=each.name),
        )
        for each in indicators
        if signs.get(each.code) in WAYS
    ]


def _told(count: int, minimum: int) -> str:
    if not count:
        return ""
    if count < minimum:
        return say("Enkele verhalen vertellen hierover.")
    return say("{n} verhalen vertellen hierover.", n=sentences.number(count))


def _quotes(session: Session, told: Sequence[Story], released: dict[str, QuotePart]) -> list[ContextQuote]:
    """Words that were released already, of the stories that were linked."""
    texts = session.scalars(select(Quote.text).where(Quote.story_id.in_([one.id for one in told])))
    return [ContextQuote(text, released[text].attribution) for text in sorted(set(texts)) if text in released][:QUOTES]


def _series(session: Session, one: ContextFactor, context: Context) -> ContextSeries | None:
    found_ = series.read(session, context.programme, one.series or {}) if one.series else None
    if found_ is None:
        return None
    points = tuple(ContextPoint(point.period, point.value) for point in found_.points)
    unit = unit_of(ImportedSeries(found_.title, found_.unit, found_.source, found_.points))
    measure, area = str(one.series.get("measure", "")), _in_area(session, one, context)
    return ContextSeries(
        f"{measure} ({found_.unit})" if found_.unit and unit != "procent" else measure,
        unit,
        found_.source,
        _message(say("{measure} in {area}", measure=measure, area=area) if area else measure, points, unit),
        points,
    )


def _in_area(session: Session, one: ContextFactor, context: Context) -> str:
    """ "Waterkant": a series of one neighbourhood names it; one of the whole municipality needs no name."""
    code, own = str(one.series.get("area", "")), context.programme.organisation
    query = select(Area.name).where(Area.organisation_id == own.id, Area.code == code).order_by(Area.year.desc()).limit(1)
    name = session.scalar(query) if code and code != own.code else None
    return name or ""


def _message(measure: str, points: tuple[ContextPoint, ...], unit: str) -> str:
    known = [one for one in points if one.value is not None]
    if not known:
        return say("{measure}: geen cijfers", measure=measure)
    first, last = known[0], known[-1]
    if len(known) == 1 or first.value == last.value:
        return f"{measure}: {sentences.amount(last.value or 0, unit)} ({last.period})"
    return say(
        "{measure}: van {first} ({start}) naar {last} ({end})", measure=measure, first=sentences.amount(first.value or 0, unit),
        start=first.period, last=sentences.amount(last.value or 0, unit), end=last.period,
    )  # fmt: skip


def marks(parts: Sequence[FactorPart]) -> tuple[Mark, ...]:
    """Where factors stand on the trends of indicators."""
    return tuple(
        Mark(effect.result, effect.indicator, one.starts_on, one.ends_on, one.name, effect.influence)
        for one in parts
        if one.starts_on
        for effect in one.effects
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
