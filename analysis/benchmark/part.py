"""From the pool to the part of the Report: each comparable figure among municipalities of equal scope."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from analysis.benchmark import compare, making, store
from analysis.benchmark.compare import Member
from analysis.frameworks import scope
from analysis.report.context import Context
from analysis.report.parts.benchmark import BenchmarkPart, StandingLine
from saying import say, spoken

INVESTMENT = "investering"


def part(session: Session, context: Context) -> BenchmarkPart | None:
    """The comparison; None when no package was ever read."""
    programme, year = context.programme, context.day.year
    if not store.listed(session, programme):
        return None
    ours = scope.digest(session, programme)
    contents = store.pool(session, programme, own=programme.organisation.code, scope=ours, year=year)
    members = [_member(one) for one in contents]
    profile = {name: float(value) for name, value in ((programme.settings or {}).get("profile") or {}).items()}
    near, traits = compare.alike(profile, members)
    lines = tuple(found for one in _ours(session, context) if (found := _line(one, members, near)) is not None)
    return BenchmarkPart(
        municipalities=len(members), year=year, scope_words=making.scope_words(session, programme, spoken()), traits=traits, alike=len(near),
        lines=lines, too_few="" if lines else _why(len(members)),
    )  # fmt: skip


def _member(content: dict[str, Any]) -> Member:
    figures = {one["key"]: float(one["value"]) for one in content["figures"]}
    if content["investment"] is not None:
        figures[INVESTMENT] = float(content["investment"]["per_resident"])
    return Member(content["municipality"]["code"], figures, content["profile"])


@dataclass(frozen=True, slots=True)
class _Ours:
    """A figure of ours that may be compared."""

    key: str
    name: str
    unit: str
    direction: str
    value: float
    ends: tuple[float | None, float | None]
    period: str


def _ours(session: Session, context: Context) -> Iterator[_Ours]:
    surveys = making.surveys_of(session, context.programme)
    keys = {(one.result.code, one.code): making.key_of(one, surveys) for one in making.indicators(session, context.programme)}
    for result in context.results:
        for one in result.indicators:
            key, shown = keys.get((result.code, one.code), ""), [wave for wave in one.waves if wave.figure.value is not None]
            if key and shown:
                figure, bounds = shown[-1].figure, shown[-1].figure.interval
                ends = (bounds.low, bounds.high) if bounds else (None, None)
                yield _Ours(key, one.name, one.unit, one.direction, figure.value or 0.0, ends, shown[-1].period)
    if money := making.investment(session, context.programme):
        name = say("Besteed aan de sociale basis per inwoner")  # the year is its period
        yield _Ours(INVESTMENT, name, "euro", "", money["per_resident"], (None, None), str(money["year"]))


def _line(ours: _Ours, members: Sequence[Member], near: Sequence[Member]) -> StandingLine | None:
    found = compare.standing(ours.value, [one.figures[ours.key] for one in members if ours.key in one.figures])
    if found is None:
        return None
    alike = sorted(one.figures[ours.key] for one in near if ours.key in one.figures)
    alike = alike if len(alike) >= compare.LEAST else []
    return StandingLine(
        name=ours.name, unit=ours.unit, direction=ours.direction, value=ours.value, low=ours.ends[0], high=ours.ends[1],
        period=ours.period, others=found.others, quartiles=(found.low, found.middle, found.high), rank=round(found.rank, 1),
        words=compare.place(found.rank), alike=tuple(alike), alike_middle=statistics.median(alike) if alike else None,
    )  # fmt: skip


def _why(members: int) -> str:
    if members < compare.LEAST:
        return say(
            "Gemeenten met dezelfde afbakening: {members}. Vanaf {least} laten we de vergelijking zien: met minder is een punt zo goed als een naam.",
            members=members, least=compare.LEAST,
        )  # fmt: skip
    return say("De andere gemeenten tellen niet precies hetzelfde als wij. Dan vergelijken we niet.")
