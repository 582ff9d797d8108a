"""Unplanned routes: an activity that participants name as cause of a change, for a result to which nobody linked it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import disclosure
from analysis.accounting.asking import CauseQuestion
from analysis.accounting.told import CAUSES, judged_of, questions
from analysis.models import Ambition, Indicator, ResultActivity, SocietalResult
from analysis.report.context import Context
from surveys.models import Activity, Programme

__all__ = ["Route", "unplanned"]

Route = tuple[str, str, int | None]  # activity, result, how many answers; None = too few to show


def unplanned(session: Session, context: Context) -> tuple[Route, ...]:
    """Every route that only participants know, in the order of the codes. What stories know of routes: analysis.line.routes."""
    linked = _linked(session, context.programme)
    better = sum(one.cause.better for one in judged_of(session, context.programme, context.material))
    enough = better >= context.material.minimum_residents and not context.material.holds(CAUSES, "")
    return tuple(
        (activity, result, disclosure.small_count(count, context.material.minimum_stories) if enough else None)
        for (activity, result), count in sorted(_of_causes(session, context).items())
        if (activity, result) not in linked
    )


def _linked(session: Session, programme: Programme) -> set[tuple[str, str]]:
    rows = session.execute(
        select(Activity.code, SocietalResult.code)
        .join(ResultActivity, ResultActivity.activity_id == Activity.id)
        .join(SocietalResult, SocietalResult.id == ResultActivity.result_id)
        .where(Activity.programme_id == programme.id)
    )
    return {(activity, result) for activity, result in rows}


def _of_causes(session: Session, context: Context) -> Counter[tuple[str, str]]:
    """How many people name an activity as cause of a change for the better that a result asks about."""
    asked = questions(session, context.programme)
    results = {(one.survey, one.code): _results_of(session, context.programme, one) for one in asked}
    found: Counter[tuple[str, str]] = Counter()
    for one in judged_of(session, context.programme, context.material):
        if one.cause.better and one.cause.activity:
            found.update((one.cause.activity, result) for result in results.get((one.survey, one.question), ()))
    return found


def _results_of(session: Session, programme: Programme, question: CauseQuestion) -> frozenset[str]:
    """The results a question speaks about: the one that was chosen, else those with an indicator made of it."""
    if question.result:
        return frozenset({question.result})
    rows = session.execute(
        select(SocietalResult.code, Indicator.rule)
        .join(Indicator, Indicator.result_id == SocietalResult.id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
    )
    return frozenset(code for code, rule in rows if (rule or {}).get("question") == question.code)
