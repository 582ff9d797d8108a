"""KPIs of others in the database, and chosen KPIs as indicators of a result."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import saying
from analysis.frameworks import kpi
from analysis.frameworks.kpi import LEVELS, Kpi
from analysis.frameworks.models import KpiDefinition
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources import indicating
from analysis.sources.rules import Choice
from surveys.parties import Programme

AWAITING = "import"  # its figure comes from elsewhere until somebody says how it is counted


def every(session: Session, programme: Programme) -> tuple[Kpi, ...]:
    """Our library in the language that is spoken, and what this programme read in from others."""
    query = (
        select(KpiDefinition).where(KpiDefinition.programme_id == programme.id).order_by(KpiDefinition.goal, KpiDefinition.code)
    )
    others = [
        Kpi(one.code, one.goal, one.level, one.name, one.definition, one.not_measured, one.direction, one.minutes, one.source)
        for one in session.scalars(query)
    ]
    return (*kpi.library(saying.spoken()), *others)


def keep(session: Session, programme: Programme, found: Sequence[Kpi]) -> int:
    """Keep KPIs of others; a code that was there gets its new text. Returns how many."""
    own = {one.code for one in kpi.library()}
    there = {one.code: one for one in session.scalars(select(KpiDefinition).where(KpiDefinition.programme_id == programme.id))}
    for one in found:
        if one.code in own:
            raise kpi.KpiRefused(
                saying.say(
                    "De code ‘{code}’ is al van onze bibliotheek. Zet er iets voor, bijvoorbeeld swn-{code}.", code=one.code
                )
            )
        row = there.get(one.code) or KpiDefinition(programme_id=programme.id, code=one.code)
        row.goal, row.name, row.level, row.definition = one.goal, one.name, one.level, one.definition
        row.not_measured, row.direction, row.minutes, row.source = one.not_measured, one.direction, one.minutes, one.source
        session.add(row)
    session.flush()
    return len(found)


def chosen(session: Session, programme: Programme) -> dict[str, list[tuple[str, str]]]:
    """For each chosen KPI the results it stands under: code and title."""
    query = (
        select(Indicator.kpi, SocietalResult.code, SocietalResult.title)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id, Indicator.kpi != "", Indicator.status != "vervallen")
        .order_by(SocietalResult.position, SocietalResult.code)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for code, result, title in session.execute(query):
        found.setdefault(code, []).append((result, title))
    return found


def levels(session: Session, programme: Programme) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Every indicator that is not retired, by the codes of its result and its own: name, level and KPI code."""
    query = (
        select(SocietalResult.code, Indicator.code, Indicator.name, Indicator.level, Indicator.kpi)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id, Indicator.status != "vervallen")
        .order_by(SocietalResult.position, SocietalResult.code, Indicator.position, Indicator.code)
    )
    return {(result, code): (name, level, kpi) for result, code, name, level, kpi in session.execute(query)}


def picked(session: Session, programme: Programme, codes: Collection[str]) -> list[Kpi]:
    """The KPIs with these codes as they are kept: in the source language, whoever chooses them."""
    with saying.speaking(saying.SOURCE):
        return [one for one in every(session, programme) if one.code in codes]


def waiting(session: Session, programme: Programme) -> list[Indicator]:
    """The chosen KPIs of which nobody said yet how they are counted, by result and name."""
    query = (
        select(Indicator)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id, Indicator.kpi != "", Indicator.status != "vervallen")
        .order_by(SocietalResult.position, SocietalResult.code, Indicator.name)
    )
    return [one for one in session.scalars(query) if waits(one)]


def waits(row: Indicator) -> bool:
    """Whether a KPI waits for its rule: it is an import, and nobody said of what."""
    return bool(row.kpi) and row.measure_kind == AWAITING and not row.rule


def couple(session: Session, row: Indicator, choice: Choice, kind: str, rule: Mapping[str, Any]) -> None:
    """Say how a KPI that waits is counted: from now on it has a figure. Another way of counting later is a new definition."""
    if not waits(row):
        raise kpi.KpiRefused(
            saying.say("Deze KPI telt al. Wilt u anders tellen? Verander dan de indicator zelf: dat is een nieuwe definitie.")
        )
    if kind not in choice.kinds:
        raise kpi.KpiRefused(saying.say("Deze maat past niet bij wat u telt. Kies een andere maat."))
    row.measure_kind, row.rule = kind, dict(rule)
    row.source_kind = "bestaand" if kind == AWAITING else "nieuw"
    session.flush()


def choose(session: Session, result: SocietalResult, picked: Sequence[Kpi], *, early_reason: str = "") -> int:
    """Make an indicator on trial of each picked KPI that this result does not have yet; returns how many were made."""
    there = {one.kpi for one in result.indicators if one.status != "vervallen"}
    fresh = [one for one in picked if one.code not in there]
    for one in fresh:
        draft = indicating.Draft(
            name=one.name, definition=one.definition, level=LEVELS[one.level][1], measure_kind=AWAITING, direction=one.direction,
            not_measured=one.not_measured, kpi=one.code, status="proef",
        )  # fmt: skip
        indicating.add(session, result, draft, early_reason=early_reason)
    session.expire(result, ["indicators"])
    return len(fresh)
