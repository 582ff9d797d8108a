"""From the tables to the evidence page of each kind of promise that a programme makes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.accounting.models import Counterfactual, PreventionClaim, Provision, Substitution
from analysis.line import worth
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, Line, Node
from analysis.line.models import GlossaryTerm
from analysis.line.promises import (
    COSTS,
    PREVENTION,
    SUBSTITUTION,
    TITLES,
    TOGETHER,
    Promised,
    PromisePart,
    Recorded,
    Rests,
    Shown,
    page,
)  # fmt: skip
from analysis.report.model import ResultPart
from analysis.report.parts.line import MacroPart
from saying import say
from surveys.parties import Programme

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ASKED = {"prevalence", "share_improved", "mean", "then_now", "story_verdict"}


def read(
    session: Session, programme: Programme, line: Line, goals: tuple[MacroPart, ...], results: tuple[ResultPart, ...]
) -> tuple[PromisePart, ...]:
    """The page of every kind of promise that some macro goal makes, in a fixed order."""
    nodes = {one.code: one for one in line.of(MACRO)}
    found = []
    for code in TITLES:
        of = [one for one in goals if one.promise == code and one.code in nodes]
        if of:
            under = _results(line, [nodes[one.code] for one in of])
            figures = tuple(_figures(one for one in results if one.code in under))
            promised = tuple(_promised(line, nodes[one.code], one) for one in of)
            found.append(page(code, promised, figures, tuple(_recorded(session, programme, line, under, code))))
    return tuple(found)


def _results(line: Line, goals: list[Node]) -> set[str]:
    """The results that should lead to these goals: along the links, else those of the same ambition."""
    found = set()
    for goal in goals:
        linked = {one.below[1] for one in line.into(goal.key) if one.below[0] == RESULT}
        found |= linked or {one.code for one in line.of(RESULT) if one.inside == goal.inside}
    return found


def _figures(results: Iterable[ResultPart]) -> Iterable[Shown]:
    for result in results:
        for one in result.indicators:
            if one.level in {"outcome", "impact"} and not one.activity:
                yield Shown(one.name, one.measure_kind, one.message, one.measure_kind in ASKED)


def _promised(line: Line, node: Node, goal: MacroPart) -> Promised:
    ends = [_said(goal.baseline, goal.baseline_year, goal.unit), _said(goal.target, goal.target_year, goal.unit)]
    newer = goal.newest is not None and (goal.baseline_year is None or _year(goal.newest_period) > goal.baseline_year)
    says = say("Van {before} naar {after}", before=ends[0], after=ends[1])
    if newer and goal.newest is not None:
        says += "; " + say(
            "nu {value} in {period}", value=sentences.amount(goal.newest, goal.unit), period=sentences.period(goal.newest_period)
        )
    links = [one for one in line.into(node.key) if not one.implied]
    links += [one for one in line.into((AMBITION, node.inside)) if not one.implied]
    rests = tuple(Rests(line.name(one.below), one.evidence, one.argument, one.attached) for one in links)
    return Promised(goal.name, goal.population, node.complete, newer, says, rests)


def _year(period: str) -> int:
    """The year in a period ("2025-K1", "voorjaar 2025"); 0 when there is none."""
    found = YEAR.search(period)
    return int(found[0]) if found else 0


def _said(value: float | None, year: int | None, unit: str) -> str:
    return "?" if value is None else sentences.amount(value, unit) + (f" ({year})" if year else "")


def _recorded(session: Session, programme: Programme, line: Line, results: set[str], code: str) -> Iterable[Recorded]:
    """What was written down about the activities that should help these results, as far as it belongs to this kind of promise."""
    codes = {one.code for one in line.of(ACTIVITY) if set(line.results_of(one)) & results}
    if code == PREVENTION:
        yield from _claims(session, programme, codes)
    if code in (SUBSTITUTION, COSTS):
        yield from _substitutions(session, programme, codes, code)
    if code == COSTS:
        known = worth.costs(session, programme)
        for one in line.of(ACTIVITY):
            if one.code in codes and one.code in known:
                values = {"what": one.name, "euro": sentences.number(known[one.code].euro), "period": known[one.code].period}
                yield Recorded("kosten", say("{what}: € {euro} in {period}", **values))
    if code == TOGETHER:
        terms = session.scalars(select(GlossaryTerm).where(GlossaryTerm.programme_id == programme.id, GlossaryTerm.agreed != ""))
        yield from (Recorded("woord", f"{one.term}: {one.agreed}") for one in terms if one.term.casefold() == TOGETHER)


def _claims(session: Session, programme: Programme, codes: set[str]) -> Iterable[Recorded]:
    claims = session.scalars(
        select(PreventionClaim).where(PreventionClaim.programme_id == programme.id).order_by(PreventionClaim.claim)
    )
    for one in claims:
        if one.activity is None or one.activity.code in codes:
            yield Recorded(
                "claim", say("{claim} Aanname: {assumption}", claim=one.claim, assumption=one.assumption), one.evidence
            )
    without = session.scalars(
        select(Counterfactual).where(Counterfactual.programme_id == programme.id).order_by(Counterfactual.text)
    )
    yield from (Recorded("zonder", say("Als dit er niet was: {text}", text=one.text)) for one in without)


def _substitutions(session: Session, programme: Programme, codes: set[str], code: str) -> Iterable[Recorded]:
    rows = session.scalars(select(Substitution).where(Substitution.programme_id == programme.id).order_by(Substitution.id)).all()
    heavy: dict[int, Provision] = {}
    for one in sorted(rows, key=lambda each: (each.activity.name, each.provision.name)):
        if one.activity.code in codes:
            heavy[one.provision_id] = one.provision
            priced = one.price_low is not None and bool(one.price_source)
            yield Recorded("substitutie", _instead(one), one.evidence, priced)
            if code == COSTS:
                yield Recorded(
                    "verdeling", say("Betaalt: {payer}. Houdt er iets aan over: {gainer}.", payer=one.payer, gainer=one.gainer)
                )
    for provision in heavy.values():
        used = [one.period for one in provision.volumes if one.volume is not None or one.users is not None]
        if len(used) > 1:  # that it is known, not how much: small numbers of users stay where they are guarded
            values = {"what": provision.name, "first": used[0], "last": used[-1]}
            yield Recorded("gebruik", say("Het gebruik van {what} is bekend over {first} en {last}.", **values))


def _instead(one: Substitution) -> str:
    number = sentences.number
    return say(
        "{activity} in plaats van {provision}: {low} tot {high} mensen, {short} tot {long} maanden. {gain}",
        activity=one.activity.name, provision=one.provision.name, low=number(one.persons_low), high=number(one.persons_high),
        short=number(one.months_low), long=number(one.months_high), gain=one.societal_gain,
    )  # fmt: skip
