"""From the tables to the part of the Report about where figures come from: imports, expectations, context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.models import Indicator
from analysis.report.context import Context
from analysis.report.parts.sources import LevelCount, MixPart, PlanLine, RequestLine, SourcesPart
from analysis.sources import effort, factors, mix, part_context, part_datasets, part_expected, requests
from analysis.sources.models import DataRequest, IndicatorDefinition
from analysis.sources.vocabulary import LATE, OURS, SHORT, SOCIAL_WORK
from saying import mark, say

CAUTION = mark(
    "Deze omstandigheden kunnen cijfers bewegen. Of zij dat deden, en hoeveel, is hier niet uit af te leiden. Praat erover met mensen die het meemaakten."
)

THERE, YET = mark("er zijn cijfers"), mark("nog te verzamelen")


def part(session: Session, context: Context) -> SourcesPart | None:
    """The part, or None when nothing was imported, expected, asked or planned."""
    programme, indicators = context.programme, factors.indicators(session, context.programme)
    datasets = part_datasets.datasets(session, programme, indicators)
    expectations = part_expected.expectations(session, context)
    found = part_context.found(session, context, indicators)
    asked = tuple(
        RequestLine(one.organisation.name, one.what, one.due_on.isoformat(), _request(one, context.day))
        for one in requests.listed(session, programme)
    )
    if not (datasets or expectations or found or asked or any(_planned(one) for one in indicators)):
        return None
    return SourcesPart(
        say("Waar de cijfers vandaan komen"), _mix(indicators), expectations, found, part_context.marks(found), datasets,
        tuple(_line(session, one, context) for one in indicators if one.status != "vervallen"),
        tuple(sorted(asked, key=lambda one: (one.due_on, one.organisation, one.what))), say(CAUTION),
    )  # fmt: skip


def _planned(one: Indicator) -> bool:
    return bool(one.owner or one.due_on or one.behaviour or one.steering or one.source_kind == "bestaand")


def _request(one: DataRequest, day: date) -> str:
    return LATE if requests.late(one, day) else one.state


def _mix(indicators: Sequence[Indicator]) -> MixPart:
    found = mix.mixed([mix.One(one.level, one.measure_kind, one.source_kind, one.steering, one.status) for one in indicators])
    stories = sum(one.measure_kind == "story_verdict" and one.status != "vervallen" for one in indicators)
    levels = tuple(LevelCount(level, say(OURS[level]), say(SOCIAL_WORK[level]), count) for level, count in found.levels)
    return MixPart(found.message, found.total, levels, found.reached, found.existing, stories, found.steering, found.warnings)


def _line(session: Session, one: Indicator, context: Context) -> PlanLine:
    material = context.material
    cost = effort.estimate(
        one.measure_kind, one.rule or {}, [each.definition for each in material.questionnaires], material.stories_total
    )
    due = one.due_on.isoformat() if one.due_on else ""
    return PlanLine(
        one.name,
        say(SHORT[one.level]),
        one.source_kind,
        one.owner,
        due,
        _state(one, context),
        cost.words,
        one.behaviour,
        _definition(session, one),
    )


def _state(one: Indicator, context: Context) -> str:
    """Whether there is a figure, is still time, or the day has passed."""
    waves = [
        wave
        for result in context.results
        for part in result.indicators
        if (result.code, part.code) == (one.result.code, one.code)
        for wave in part.waves
    ]
    late = one.due_on is not None and one.due_on < context.day
    there = any(wave.figure.value is not None or wave.figure.suppressed for wave in waves)
    state = say(THERE if there else LATE if late else YET)
    return say("proef: {state}", state=state) if one.status == "proef" else state


def _definition(session: Session, one: Indicator) -> str:
    """That the definition changed: figures of before and after are not the same thing."""
    query = (
        select(IndicatorDefinition).where(IndicatorDefinition.indicator_id == one.id).order_by(IndicatorDefinition.number.desc())
    )
    last = session.scalars(query).first()
    if last is None:
        return ""
    return say(
        "Definitie {version} sinds {day}. {reason} Vergelijk cijfers van ervoor en erna niet.",
        version=one.definition_version, day=sentences.day(last.left_on), reason=last.reason,
    )  # fmt: skip
