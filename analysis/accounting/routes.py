"""Unplanned routes: an activity that participants or tellers name for a result to which nobody linked it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import disclosure
from analysis.accounting.asking import CauseQuestion
from analysis.accounting.told import judged_of, questions
from analysis.models import Ambition, Indicator, ResultActivity, ResultTheme, SocietalResult
from analysis.report.context import Context
from narratives.models import Annotation, Code, Decision, Story
from surveys.models import Activity, Programme

__all__ = ["Route", "unplanned"]

Route = tuple[str, str, int | None]  # activity, result, how many answers and stories; None = too few to show


def unplanned(session: Session, context: Context) -> tuple[Route, ...]:
    """Every route that only answers or stories know, in the order of the codes."""
    programme, material = context.programme, context.material
    linked = _linked(session, programme)
    found = _of_causes(session, context)
    found.update(_of_stories(session, programme))
    least = max(material.minimum_stories, 1)
    return tuple(
        (activity, result, disclosure.small_count(count, least))
        for (activity, result), count in sorted(found.items())
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
    results = {
        (one.survey, one.code): _results_of(session, context.programme, one) for one in questions(session, context.programme)
    }
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


def _of_stories(session: Session, programme: Programme) -> dict[tuple[str, str], int]:
    """How many stories about an activity tell a theme that means that a result goes well."""
    rejected = (
        select(Decision.id)
        .where(Decision.story_id == Story.id, Decision.kind == "theme", Decision.label == Annotation.label)
        .where(Decision.verdict == "rejected")
        .exists()
    )
    rows = session.execute(
        select(Activity.code, SocietalResult.code, func.count(Story.id.distinct()))
        .select_from(Story)
        .join(Activity, Activity.id == Story.activity_id)
        .join(Annotation, (Annotation.story_id == Story.id) & (Annotation.kind == "theme"))
        .join(Code, (Code.programme_id == Story.programme_id) & (Code.code == Annotation.label))
        .join(ResultTheme, (ResultTheme.code_id == Code.id) & (ResultTheme.points == "goed"))
        .join(SocietalResult, SocietalResult.id == ResultTheme.result_id)
        .where(Story.programme_id == programme.id, Story.state == "gelezen", ~rejected)
        .group_by(Activity.code, SocietalResult.code)
    )
    return {(activity, result): count for activity, result, count in rows}
