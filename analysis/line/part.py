"""From the tables to the part of the Report about the reasoning line: what we wanted, through what, and what each link rests on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.routes import unplanned
from analysis.accounting.states import activity_states
from analysis.line import chain, changes, checks, done, gather, growth, network, promised, routes, states
from analysis.line.library import said
from analysis.line.models import GlossaryTerm, MacroGoal, Mechanism
from analysis.models import Ambition
from analysis.report.context import Context
from analysis.report.parts.line import Agreed, LinePart, MacroPart, MechanismPart, TermPart
from analysis.sources import series
from saying import mark, say
from surveys.parties import Organisation, Programme

TITLE = mark("Wat wilden we bereiken, en langs welke weg?")


def part(session: Session, context: Context) -> LinePart | None:
    """The part, or None when the programme has nothing to say here."""
    programme = context.programme
    if not gather.has_line(session, programme):
        return None
    line = gather.read_line(session, programme)
    line = routes.with_routes(line, _known(session, context))
    line = states.with_states(line, context.results, activity_states(session, context))
    challenge = gather.newest_challenge(session, programme)
    goals = _macro_goals(session, programme)
    return LinePart(
        title=say(TITLE), challenge=challenge.text if challenge else "", version=challenge.version if challenge else 0,
        agreed=_agreed(session, challenge.agreed_by if challenge else []), line=line, findings=checks.findings(line),
        macro_goals=goals, mechanisms=_mechanisms(session, programme), terms=terms(session, programme),
        done=done.table(session, programme, context.material), growth=growth.step(programme.settings),
        promises=promised.read(session, programme, line, goals, context.results), network=network.read(session, programme, line),
        changes=changes.read(session, programme, context.results), together=chain.together(line),
    )  # fmt: skip


def _known(session: Session, context: Context) -> dict[routes.Pair, str]:
    """What stories and the causes that participants name know of activities and results."""
    told = {
        (activity, result): routes.said(count, routes.TOLD)
        for activity, result, count in unplanned(session, context)
        if count is not None and count >= routes.STEPS[0]
    }
    return {**told, **routes.known_to_stories(session, context.programme, context.material.minimum_stories)}


def _agreed(session: Session, rows: list[dict[str, str]]) -> tuple[Agreed, ...]:
    names = dict(session.execute(select(Organisation.code, Organisation.name)).all()) if rows else {}
    found = [Agreed(names.get(one["organisation"], one["organisation"]), one["who"], one["on"]) for one in rows]
    return tuple(sorted(found, key=lambda one: (one.day, one.partner, one.who)))


def _macro_goals(session: Session, programme: Programme) -> tuple[MacroPart, ...]:
    query = select(MacroGoal).join(Ambition).where(Ambition.programme_id == programme.id).order_by(Ambition.code, MacroGoal.code)
    return tuple(_macro(session, programme, one) for one in session.scalars(query))


def _macro(session: Session, programme: Programme, one: MacroGoal) -> MacroPart:
    found = series.read(session, programme, one.series) if one.series else None
    known = [point for point in found.points if point.value is not None] if found else []
    newest = max(known, key=lambda point: point.period) if known else None
    return MacroPart(
        ambition=one.ambition.name, name=one.name, population=one.population, unit=one.unit, baseline=one.baseline,
        baseline_year=one.baseline_year, target=one.target, target_year=one.target_year, source=one.source, promise=one.promise,
        newest=newest.value if newest else None, newest_period=newest.period if newest else "", code=one.code,
    )  # fmt: skip


def _mechanisms(session: Session, programme: Programme) -> tuple[MechanismPart, ...]:
    rows = session.scalars(
        select(Mechanism).where(Mechanism.programme_id == programme.id).order_by(Mechanism.name, Mechanism.code)
    )
    return tuple(
        MechanismPart(said(one.name), said(one.for_whom), said(one.conditions), said(one.source), one.strength, one.own)
        for one in rows
    )


def terms(session: Session, programme: Programme) -> tuple[TermPart, ...]:
    """The words of the partners with every reading side by side."""
    names = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    rows = session.scalars(select(GlossaryTerm).where(GlossaryTerm.programme_id == programme.id).order_by(GlossaryTerm.term))
    return tuple(
        TermPart(one.term, one.agreed, tuple(sorted((names[each.organisation_id], each.text) for each in one.readings)))
        for one in rows
    )
