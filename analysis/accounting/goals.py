"""The layered account of each macro goal: which activities lie under it, and its layers from goal to participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.accounting import layers
from analysis.accounting.facts import Known
from analysis.accounting.layers import GoalFacts, Layer
from analysis.accounting.reaching import ReachFound
from analysis.line.library import said
from analysis.line.models import Contribution, MacroGoal
from analysis.material import Participation
from analysis.models import Ambition, ResultActivity, SocietalResult
from analysis.report.context import Context
from analysis.report.parts.accounting import AccountedActivity, Checked, GoalAccount, LayerState, Reached
from analysis.report.values import Figure
from analysis.sources import series
from saying import say
from surveys.models import Activity, Programme

__all__ = ["goal_accounts", "goals_of"]

Node = tuple[str, str]  # kind and code


def goals_of(session: Session, programme: Programme) -> Sequence[MacroGoal]:
    """The macro goals of a programme, in the order of their codes."""
    query = select(MacroGoal).join(Ambition).where(Ambition.programme_id == programme.id)
    return session.scalars(query.order_by(Ambition.code, MacroGoal.code)).all()


def goal_accounts(session: Session, context: Context, known: Mapping[str, Known]) -> tuple[GoalAccount, ...]:
    """The account of every macro goal."""
    below = _below(session, context.programme)
    results = _results(session, context.programme)
    providers = {one.code: one for one in context.material.activities}
    return tuple(
        _account(session, context, goal, [known[code] for code in _activities(goal, below, results) if code in known], providers)
        for goal in goals_of(session, context.programme)
    )


def _account(
    session: Session, context: Context, goal: MacroGoal, activities: Sequence[Known], providers: Mapping[str, Participation]
) -> GoalAccount:
    now = _now(session, context.programme, goal)
    facts = GoalFacts(
        goal.population, goal.baseline is not None and goal.baseline_year is not None,
        goal.target is not None and goal.target_year is not None, goal.source, bool(now),
    )  # fmt: skip
    rows = [layers.cells(one.facts) for one in activities]
    every = (
        layers.goal_layer(facts),
        *(layers.together(code, [row[place] for row in rows]) for place, code in enumerate(list(layers.TITLES)[1:])),
    )
    return GoalAccount(
        code=goal.code, name=goal.name, ambition=goal.ambition.name, population=goal.population, says=_says(goal), now=now,
        source=goal.source, promise=goal.promise, layers=tuple(map(_state, every)),
        activities=tuple(_row(one, row, providers) for one, row in zip(activities, rows, strict=True)),
        conclusion=layers.conclusion(every),
    )  # fmt: skip


def _row(one: Known, row: Sequence[Layer], providers: Mapping[str, Participation]) -> AccountedActivity:
    of = one.reach_of
    shown = one.reach
    return AccountedActivity(
        code=one.code, name=one.name, provider=providers[one.code].provider if one.code in providers else "",
        mechanisms=tuple(said(each.name) for each in one.facts.mechanisms), layers=tuple(map(_state, row)), fidelity=_checked(one.fidelity),
        reach=_reached(shown), reach_group=of.target_group if of else "", reach_period=of.period if of else "",
        reach_source=one.size_source, outside=shown.outside if shown else None,
        confirmed=one.confirmed,
    )  # fmt: skip


def _checked(one: Figure | None) -> Checked | None:
    return None if one is None or one.value is None else Checked(one.value, one.n or 0)


def _reached(one: ReachFound | None) -> Reached | None:
    return None if one is None else Reached(one.inside, one.size, one.figure.value, one.figure.reason)


def _state(one: Layer) -> LayerState:
    return LayerState(one.code, one.title, one.state, one.reason)


def _says(goal: MacroGoal) -> str:
    ends = [(goal.baseline, goal.baseline_year), (goal.target, goal.target_year)]
    words = [
        sentences.amount(value, goal.unit) + (f" ({year})" if year else "") if value is not None else "?" for value, year in ends
    ]
    return say("Van {before} naar {after}", before=words[0], after=words[1])


def _now(session: Session, programme: Programme, goal: MacroGoal) -> str:
    """The newest figure of the series of a goal, when it is newer than its baseline."""
    found = series.read(session, programme, goal.series) if goal.series else None
    points = [one for one in found.points if one.value is not None] if found else []
    if not points or (goal.baseline_year is not None and points[-1].period[:4] <= str(goal.baseline_year)):
        return ""
    return say("{value} in {period}", value=sentences.amount(points[-1].value or 0, goal.unit), period=points[-1].period)


def _activities(goal: MacroGoal, below: Mapping[Node, Sequence[Node]], results: Mapping[str, Sequence[Node]]) -> list[str]:
    """The activities that should contribute: along the links of the line, else those of the results of its ambition."""
    start: Sequence[Node] = [("macrodoel", goal.code)]
    found = _walk(start, below) or _walk(results.get(goal.ambition.code, ()), below)
    return sorted(code for kind, code in found if kind == "activiteit")


def _walk(start: Sequence[Node], below: Mapping[Node, Sequence[Node]]) -> set[Node]:
    found: set[Node] = set()
    waiting = list(start)
    while waiting:
        for one in below.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return {one for one in found if one[0] == "activiteit"}


def _below(session: Session, programme: Programme) -> dict[Node, list[Node]]:
    """What should contribute to what: links of the line, and activities under results."""
    found: dict[Node, list[Node]] = {}
    for one in session.scalars(select(Contribution).where(Contribution.programme_id == programme.id)):
        if not one.unplanned:
            found.setdefault((one.to_kind, one.to_code), []).append((one.from_kind, one.from_code))
    rows = session.execute(
        select(SocietalResult.code, Activity.code)
        .join(ResultActivity, ResultActivity.result_id == SocietalResult.id)
        .join(Activity, Activity.id == ResultActivity.activity_id)
        .where(Activity.programme_id == programme.id)
    )
    for result, activity in rows:
        found.setdefault(("resultaat", result), []).append(("activiteit", activity))
    for ambition, results in _results(session, programme).items():
        found.setdefault(("ambitie", ambition), []).extend(results)
    return found


def _results(session: Session, programme: Programme) -> dict[str, list[Node]]:
    """The results of each ambition."""
    rows = session.execute(
        select(Ambition.code, SocietalResult.code)
        .join(SocietalResult, SocietalResult.ambition_id == Ambition.id)
        .where(Ambition.programme_id == programme.id)
        .order_by(SocietalResult.position, SocietalResult.code)
    )
    found: dict[str, list[Node]] = {}
    for ambition, result in rows:
        found.setdefault(ambition, []).append(("resultaat", result))
    return found
