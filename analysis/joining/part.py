"""From the tables to the part of the Report about contradictions, rival explanations, who did not tell, calibration, representativeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.joining import (
    agenda,
    attribution,
    composing,
    contradictions,
    grouped,
    noticing,
    predicting,
    quality,
    representing,
    searching,
    silence,
    store,
)
from analysis.joining.agenda import Point
from analysis.joining.composing import Represented
from analysis.joining.grouped import Told
from analysis.joining.models import AgendaItem
from analysis.report.context import Context
from analysis.report.parts.joining import AgendaPart, AgreementPart, CalibrationPart, JoiningPart, SilencePart
from narratives.models import Code
from saying import mark, say


def part(session: Session, context: Context) -> JoiningPart | None:
    """The part, or None when the programme has no results to join anything to."""
    if not context.results:
        return None
    programme, material, results = context.programme, context.material, context.results
    settings = programme.settings or {}
    decided = grouped.by_story(session, programme)
    stories = grouped.told(session, programme, material)
    looks = searching.looks(results, stories, material)
    points = agenda.points(contradictions.seek(looks), results)
    points = tuple(one for one in points if not material.holds(agenda.LEDGER, one.key))
    known = composing.rules(session, programme)
    found = composing.represented(
        material,
        () if material.scope.areas else store.margins(session, programme),
        grouped.traits(material),
        used=bool(settings.get("weighting")),
    )
    weighted = composing.weighted(found, results, known, material)
    sample = settings.get("sample", "")
    beside = noticing.results(
        results, outcomes := _outcomes(session, context), store.rivals(session, programme),
        points=Counter(one.result for one in points), waiting=noticing.waiting_quotes(session, programme),
        weighted=weighted if settings.get("weighting") else {},
        indicative="" if sample in ("", "steekproef") else say(representing.SAMPLES[sample]),
    )  # fmt: skip
    tests = quality.tests(results)
    return JoiningPart(
        caution=say(attribution.CAUTION), agenda=_agenda(session, context, points), looked=len(looks), rate=contradictions.RATE,
        results=beside, slots=noticing.slots(beside), silence=_silence(context, found, stories, noticing.minority(beside, results)),
        calibration=_calibration(context, outcomes), sample=sample, sample_sentence=say(representing.SAMPLES.get(sample, UNKNOWN_SAMPLE)),
        counts=composing.counts(session, programme, material), traits=found.tables, weighting=found.weighting,
        weighted=tuple(row for one in results for row in weighted.get(one.code, ())), scales=quality.scales(material),
        agreement=_agreement(session, context, decided), saturation=quality.heard(stories), tests=tests,
        tests_sentence=quality.about_tests(tests),
        regression=composing.regressions(results, known, material, settings.get("entry", "")),
    )  # fmt: skip


UNKNOWN_SAMPLE = mark("Er is niet vastgelegd of de mensen door loting zijn gekozen. Lees de marges daarom als indicatief.")


def _outcomes(session: Session, context: Context) -> list[predicting.Outcome]:
    parts = {part.code: part for result in context.results for part in result.indicators}
    return predicting.outcomes(noticing.expected(session, context.programme), parts)


def _calibration(context: Context, found: Sequence[predicting.Outcome]) -> tuple[CalibrationPart, ...]:
    names = {wave.number: wave.name for result in context.results for part in result.indicators for wave in part.waves}
    return predicting.calibration(found, names)


def _agenda(session: Session, context: Context, points: Sequence[Point]) -> tuple[AgendaPart, ...]:
    """Everything on the agenda: found now, clearest first, and after that what was found before and is not found now."""
    items = {one.key: one for one in store.items(session, context.programme)}
    titles = {one.code: one.title for one in context.results}
    now = [_point(one, items.get(one.key), context.day.isoformat()) for one in points]
    seen = {one.key for one in points}
    return (*now, *(_before(one, titles) for key, one in items.items() if key not in seen))


def _point(point: Point, item: AgendaItem | None, found_on: str) -> AgendaPart:
    if item is None:
        return AgendaPart(point.key, point.title, point.group, point.text, found_on, True, "", "", None)
    # After an answer the sentence stays what was answered.
    text = item.words if item.answer else point.text
    return AgendaPart(
        point.key, point.title, point.group, text, item.found_at.date().isoformat(), True, item.answer, item.answered_by,
        item.answered_on.isoformat() if item.answered_on else None,
    )  # fmt: skip


def _before(item: AgendaItem, titles: dict[str, str]) -> AgendaPart:
    parts = item.key.split("|")
    group = agenda.group_name(parts[2], parts[3]) if len(parts) > 4 else ""
    return AgendaPart(
        item.key, titles.get(parts[0], ""), group, item.words, item.found_at.date().isoformat(), False, item.answer, item.answered_by,
        item.answered_on.isoformat() if item.answered_on else None,
    )  # fmt: skip


def _silence(context: Context, found: Represented, stories: Sequence[Told], minority: str) -> SilencePart | None:
    own = sum(one.times for one in stories if one.teller == silence.RESIDENT)
    least = max(context.material.minimum_stories, 1)
    if own < least or context.material.holds(silence.TOLD, silence.EVERYBODY):
        return None
    groups = silence.groups(found.divisions, stories, context.material)
    nobody = silence.absent(found.divisions, stories)
    return SilencePart(
        own, groups, silence.missing(groups), nobody, silence.outreach(groups, nobody),
        silence.conclusions(context.results, context.material), minority,
    )  # fmt: skip


def _agreement(session: Session, context: Context, decided: grouped.Decided) -> tuple[AgreementPart, ...]:
    spans, decisions = decided
    if not decisions:
        return ()
    codes = list(session.scalars(select(Code.code).where(Code.programme_id == context.programme.id).order_by(Code.code)))
    order = sorted(decisions)
    stories = {one: (spans.get(one, ()), decisions[one]) for one in order}
    accounts = {one: [(row.account_id, row.label, row.verdict != "rejected") for row in decisions[one]] for one in order}
    return quality.coders(stories, codes, accounts)


__all__ = ["part"]
