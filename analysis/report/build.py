"""From database to Report: everything computed once, everything too small left out, the same data always the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import saying
from analysis import joint, sentences, themes
from analysis.accounting import part as accounting_part
from analysis.benchmark import part as benchmark_part
from analysis.frameworks import narrowing, policy
from analysis.frameworks import part as frameworks_part
from analysis.gather import gather
from analysis.joining import part as joining_part
from analysis.learning import part as learning_part
from analysis.line import part as line_part
from analysis.material import Material
from analysis.models import Interpretation, SocietalResult
from analysis.raw_rows import uncollected
from analysis.report import appendix, council, council_page, telling
from analysis.report.context import Context
from analysis.report.files.version import made_with
from analysis.report.goals import results_of
from analysis.report.indicators import indicator_part
from analysis.report.model import SCHEMA_VERSION, ActivityPart, Report, ResultPart
from analysis.report.telling import ReleasedQuote
from analysis.scope import EVERYTHING, Plan, Scope
from analysis.sources import part as sources_part
from analysis.teams import part as teams_part
from analysis.themes import StoryRow
from narratives.models import Code
from surveys.parties import Programme

__all__ = ["build"]

PARTS: dict[str, Any] = {
    "line": line_part, "frameworks": frameworks_part, "teams": teams_part, "accounting": accounting_part, "sources": sources_part,
    "joining": joining_part, "learning": learning_part, "benchmark": benchmark_part,
}  # fmt: skip
LEAVES_OUT = {  # code of a section that a plan may leave out: the part that then is nowhere, in no format
    "lijn": "line", "kaders": "frameworks", "teams": "teams", "verantwoording": "accounting", "bronnen": "sources", "vergelijken": "benchmark",
}  # fmt: skip


@uncollected()
def build(
    session: Session,
    programme: Programme,
    *,
    today: date | None = None,
    scope: Scope = EVERYTHING,
    material: Material | None = None,
) -> Report:
    """The report of a programme, in the language of the scope. `today` decides what is too early to judge; without it, the day of the newest data.

    `material`: what was gathered of this scope before, perhaps with figures that the publication ledger holds.
    """
    material = gather(session, programme, scope) if material is None else material
    with saying.speaking(scope.language):
        return _written(session, programme, material, today, scope)


def _written(session: Session, programme: Programme, material: Material, today: date | None, scope: Scope) -> Report:
    day = today or material.data_date
    quotes = [one for one in telling.released(session, programme, scope) if not material.holds("citaat", one.part.text)]
    every = tuple(_result(session, one, material, quotes, day, plan=scope.plan) for one in results_of(session, programme))
    kept = policy.narrowing_to(session, programme, scope.frame) if scope.frame else None
    results = every if kept is None else tuple(one for one in every if one.code in kept)
    responses = appendix.response_rows(material)
    context = Context(programme, material, day, every)  # the parts are made of everything: leaving out is not counting again
    lines = tuple(council.council_line(one) for one in results)
    whole = Report(
        schema_version=SCHEMA_VERSION, code=programme.code, title=programme.name, organisation=programme.organisation.name,
        vision=programme.vision, synthetic=bool((programme.settings or {}).get("synthetic")), period=_period(material),
        data_date=material.data_date.isoformat(), data_sha256=material.sha256,
        minimum_residents=material.minimum_residents, minimum_professionals=material.minimum_professionals,
        summary=council_page.summary(lines, responses, material.stories_total), council=lines,
        council_quote=council.best_quote(results), results=results, triads=telling.triad_parts(session, programme, material),
        cloud=telling.cloud(material), stories_total=material.stories_total,
        stories_tellers=telling.all_tellers(material),
        responses=responses, unknowns=council.unknowns(results, responses, material),
        contradictions=council.contradictions(results), suppressed=council.suppressed(results, material),
        instruments=appendix.instruments(material), codebook=appendix.codebook(session, programme),
        reader=appendix.reader(session, programme), glossary=appendix.glossary(), minimum_stories=material.minimum_stories, made_with=made_with(),
        scope=_about(material.scope, results, every), language=scope.language,
        layout=scope.plan.layout, **_parts(session, context, scope.plan.layout.hidden),
    )  # fmt: skip
    return whole if kept is None else narrowing.narrowed(whole, narrowing.left_out(every, kept))


def _about(scope: Scope, results: Sequence[ResultPart], every: Sequence[ResultPart]) -> str:
    """Over what the report goes, in words; with how many results of all when it shows those of a policy frame."""
    if not scope.frame:
        return scope.words
    return f"{scope.words} ({saying.say('{n} van de {of} resultaten', n=len(results), of=len(every))})"


def _parts(session: Session, context: Context, hidden: Sequence[str]) -> dict[str, Any]:
    """The part of every subject, by its name in the Report; None where the programme has nothing to say, or the plan leaves it out."""
    left_out = {LEAVES_OUT.get(code, "") for code in hidden}
    return {name: None if name in left_out else module.part(session, context) for name, module in PARTS.items()}


def _result(
    session: Session, result: SocietalResult, material: Material, quotes: Sequence[ReleasedQuote], day: date, *, plan: Plan
) -> ResultPart:
    points = {one.code.code: one.points for one in result.themes}
    indicators = tuple(indicator_part(one, material, points, day) for one in result.indicators)
    read = [one for one in material.stories if one.read]
    balance = themes.balance(read, points, max(material.minimum_stories, council.STORIES_SPEAK))
    beside = council.joint_of(indicators, balance, material, _newest(session, result), _beyond(session, result, read, material))
    if material.holds("resultaat", result.code):
        beside = replace(beside, stories_say=saying.say(council.HELD))
    return ResultPart(
        code=result.code, title=result.title, ambition=result.ambition.name, target_group=result.target_group, area=result.area,
        horizon=result.horizon.isoformat() if result.horizon else None, question=result.question, indicators=indicators,
        themes=telling.theme_parts(result.themes, material), quotes=telling.quotes_of(quotes, points, plan.marks(result.code)),
        joint=beside,
        activities=_activities(result, material),
    )  # fmt: skip


def _beyond(session: Session, result: SocietalResult, read: Sequence[StoryRow], material: Material) -> tuple[str, ...]:
    """The subjects in the stories of a result that its figure does not measure."""
    codes = session.execute(select(Code.code, Code.name).where(Code.programme_id == result.ambition.programme_id))
    names = {one.code: one.name for one in codes}
    least = max(material.minimum_stories, council.STORIES_SPEAK)
    return joint.subjects_beyond(read, {one.code.code: one.points for one in result.themes}, names, least)


def _newest(session: Session, result: SocietalResult) -> Interpretation | None:
    query = select(Interpretation).where(Interpretation.result_id == result.id)
    return session.scalars(query.order_by(Interpretation.written_at.desc(), Interpretation.id.desc()).limit(1)).first()


def _activities(result: SocietalResult, material: Material) -> tuple[ActivityPart, ...]:
    codes = {one.activity.code for one in result.activities}
    return tuple(
        ActivityPart(one.name, one.provider, one.mechanism, one.counts) for one in material.activities if one.code in codes
    )


def _period(material: Material) -> str:
    rounds = sorted((each for one in material.questionnaires for each in one.rounds), key=lambda one: one.opens_on)
    if not rounds:
        return ""
    first, last = rounds[0].period, rounds[-1].period
    if first == last:
        return sentences.period(first)
    return saying.say("{first} tot en met {last}", first=sentences.period(first), last=sentences.period(last))
