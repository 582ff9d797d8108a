"""From the tables to the reasoning line as plain values. Sorted by words and codes: never by when something was written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.line import library, links
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Key, Line, Link, Measure, Node
from analysis.line.models import (
    ActivityMechanism,
    Contribution,
    GlossaryTerm,
    IntermediateResult,
    MacroGoal,
    Mechanism,
    SharedChallenge,
)
from analysis.models import ActivityCount, Ambition, Indicator, ResultActivity, SocietalResult
from surveys.parties import Activity, Organisation, Programme

STEERING_LIMIT = 7


def read_line(session: Session, programme: Programme) -> Line:
    """The line as it was written down, without what figures and stories say of it."""
    goals = _goals(session, programme)
    nodes = (*goals, *_activities(session, programme))
    written = links.written(session, programme)
    newest = newest_challenge(session, programme)
    return Line(
        nodes=nodes,
        links=_known(nodes, (*written, *_implied(session, programme, nodes, written))),
        agreed_by=_agreed(session, newest) if newest else (),
        steering_limit=int((programme.settings or {}).get("steering_limit", STEERING_LIMIT)),
    )


def _agreed(session: Session, challenge: SharedChallenge) -> tuple[str, ...]:
    codes = {str(one["organisation"]) for one in challenge.agreed_by}
    return tuple(
        session.scalars(select(Organisation.name).where(Organisation.code.in_(sorted(codes))).order_by(Organisation.name))
    )


def newest_challenge(session: Session, programme: Programme) -> SharedChallenge | None:
    """The newest text of the shared challenge."""
    query = select(SharedChallenge).where(SharedChallenge.programme_id == programme.id)
    return session.scalars(query.order_by(SharedChallenge.version.desc()).limit(1)).first()


def _known(nodes: tuple[Node, ...], found: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links of which both ends (still) exist, from what is wanted to what is done."""
    place = {one.key: index for index, one in enumerate(nodes)}
    kept = [one for one in found if one.above in place and one.below in place]
    return tuple(sorted(kept, key=lambda one: (place[one.above], place[one.below])))


def _goals(session: Session, programme: Programme) -> tuple[Node, ...]:
    ambitions = session.scalars(select(Ambition).where(Ambition.programme_id == programme.id).order_by(Ambition.code)).all()
    macro = session.scalars(
        select(MacroGoal).join(Ambition).where(Ambition.programme_id == programme.id).order_by(Ambition.code, MacroGoal.code)
    ).all()
    results = session.scalars(
        select(SocietalResult)
        .join(Ambition)
        .where(Ambition.programme_id == programme.id)
        .order_by(SocietalResult.position, Ambition.code, SocietalResult.code)
        .options(selectinload(SocietalResult.indicators), selectinload(SocietalResult.ambition))
    ).all()
    first = {one.ambition.code: place for place, one in reversed(list(enumerate(results)))}
    ordered = sorted(ambitions, key=lambda one: (first.get(one.code, len(results)), one.code))
    return (
        *(_macro(one) for one in sorted(macro, key=lambda one: (first.get(one.ambition.code, len(results)), one.code))),
        *(Node(AMBITION, one.code, one.name) for one in ordered),
        *(_result(one) for one in results),
        *_steps(session, programme, [one.code for one in results]),
    )


def _macro(one: MacroGoal) -> Node:
    whole = None not in (one.baseline, one.baseline_year, one.target, one.target_year) and bool(one.source)
    until = str(one.target_year or "")
    return Node(
        MACRO, one.code, one.name, one.ambition.code, group=one.population, until=until, promise=one.promise, complete=whole
    )


def _result(one: SocietalResult) -> Node:
    until = one.horizon.isoformat() if one.horizon else ""
    societal = [each for each in one.indicators if each.activity_id is None]  # what an activity changes is not the result itself
    measures = tuple(_measure(each) for each in sorted(societal, key=lambda each: (each.position, each.code)))
    return Node(RESULT, one.code, one.title, one.ambition.code, one.target_group, one.area, until, measures=measures)


def _measure(one: Indicator) -> Measure:
    rule: Mapping[str, Any] = one.rule or {}
    counted = (*rule.get("activities", ()), *([rule["activity"]] if rule.get("activity") else ()))
    return Measure(one.code, one.name, one.level, one.steering, one.status, tuple(sorted(map(str, counted))))


def _steps(session: Session, programme: Programme, results: list[str]) -> tuple[Node, ...]:
    rows = session.execute(
        select(IntermediateResult, SocietalResult.code)
        .join(SocietalResult, SocietalResult.id == IntermediateResult.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
    ).all()
    ordered = sorted(rows, key=lambda row: (results.index(row[1]), row[0].position, row[0].code))
    return tuple(Node(STEP, one.code, one.title, inside) for one, inside in ordered)


def _activities(session: Session, programme: Programme) -> tuple[Node, ...]:
    rows = session.execute(
        select(Activity, Organisation.name)
        .join(Organisation, Organisation.id == Activity.organisation_id)
        .where(Activity.programme_id == programme.id)
        .order_by(Activity.name, Activity.code)
    ).all()
    works = _mechanisms(session, programme)
    query = select(ActivityCount.activity_id).join(Activity).where(Activity.programme_id == programme.id).distinct()
    counted = set(session.scalars(query))
    return tuple(
        Node(ACTIVITY, one.code, one.name, until=one.ends_on.isoformat() if one.ends_on else "", who=who,
             mechanisms=tuple(works[one.id]), counted=one.id in counted)
        for one, who in rows
    )  # fmt: skip


def _mechanisms(session: Session, programme: Programme) -> Mapping[int, list[str]]:
    rows = session.execute(
        select(ActivityMechanism.activity_id, Mechanism.name)
        .join(Mechanism, Mechanism.id == ActivityMechanism.mechanism_id)
        .where(Mechanism.programme_id == programme.id)
        .order_by(Mechanism.name)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for activity, name in rows:
        found[activity].append(library.said(name))
    return found


def _implied(session: Session, programme: Programme, nodes: tuple[Node, ...], written: tuple[Link, ...]) -> list[Link]:
    """Links that nobody argued but that follow from where things stand: a result under its ambition, a step under its result."""
    said: set[tuple[Key, Key]] = {(one.below, one.above) for one in written}
    steps = {one.code: one.inside for one in nodes if one.kind == STEP}
    through = {(one.below[1], steps.get(one.above[1])) for one in written if one.above[0] == STEP and one.below[0] == ACTIVITY}
    pairs = [((one.kind, one.code), (AMBITION, one.inside)) for one in nodes if one.kind == RESULT]
    pairs += [((one.kind, one.code), (RESULT, one.inside)) for one in nodes if one.kind == STEP]
    rows = session.execute(
        select(Activity.code, SocietalResult.code)
        .join(ResultActivity, ResultActivity.activity_id == Activity.id)
        .join(SocietalResult, SocietalResult.id == ResultActivity.result_id)
        .where(Activity.programme_id == programme.id)
    ).all()
    pairs += [((ACTIVITY, one), (RESULT, other)) for one, other in rows if (one, other) not in through]
    return [Link(below, above, implied=True) for below, above in pairs if (below, above) not in said]


def has_line(session: Session, programme: Programme) -> bool:
    """Whether anything of a reasoning line was written down beyond ambitions and results."""
    for table in (SharedChallenge, Contribution, Mechanism, GlossaryTerm):
        if session.scalar(select(func.count()).select_from(table).where(table.programme_id == programme.id)):
            return True
    below = select(func.count()).select_from(IntermediateResult).join(SocietalResult).join(Ambition)
    goals = select(func.count()).select_from(MacroGoal).join(Ambition)
    return any(session.scalar(query.where(Ambition.programme_id == programme.id)) for query in (below, goals))
