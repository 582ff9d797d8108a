"""Expectations beside what came out."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy.orm import Session

from analysis import sentences
from analysis.report.context import Context
from analysis.report.model import IndicatorPart, WaveFigure
from analysis.report.parts.sources import ExpectationPart, PartnerExpectation
from analysis.sources import expecting
from analysis.sources.expecting import Expected
from saying import mark, say

WENT = {
    "omhoog": mark("Verwachtte een stijging."),
    "omlaag": mark("Verwachtte een daling."),
    "gelijk": mark("Verwachtte geen verandering."),
}
WENT_TO = {
    "omhoog": mark("Verwachtte een stijging, {span}."),
    "omlaag": mark("Verwachtte een daling, {span}."),
    "gelijk": mark("Verwachtte geen verandering, {span}."),
}
MET = {
    "binnen": mark("De uitkomst ligt daarbinnen."),
    "boven": mark("De uitkomst ligt daarboven."),
    "onder": mark("De uitkomst ligt daaronder."),
    "zo": mark("Die kant ging het op."),
    "anders": mark("Het ging een andere kant op."),
    "": mark("Er is nog geen uitkomst."),
}


def expectations(session: Session, context: Context) -> tuple[ExpectationPart, ...]:
    """Per indicator and wave that has opened, what each partner expected, in the order of the report."""
    held = expecting.expectations(session, context.programme, today=context.day)
    parts = {(result.code, one.code): one for result in context.results for one in result.indicators}
    order = {key: place for place, key in enumerate(parts)}
    groups = groupby(held, key=lambda one: (one.result, one.indicator, one.wave))
    found = [(key, list(rows)) for key, rows in groups if key[:2] in parts]
    found.sort(key=lambda one: (order[one[0][:2]], -1 if one[0][2] is None else one[0][2]))
    return tuple(made for key, rows in found if (made := _part(parts[key[:2]], key[2], rows)) is not None)


def _part(of: IndicatorPart, number: int | None, rows: list[Expected]) -> ExpectationPart | None:
    actual = _wave(of, number)
    if actual is None:
        return None
    first = of.waves[0] if of.waves and of.waves[0] is not actual else None
    before = first.figure if first else None
    partners = tuple(_partner(one, of.unit, before.value if before else None, actual.figure.value) for one in rows)
    unexpected = any(one.met in {"boven", "onder", "anders"} for one in partners)
    return ExpectationPart(
        of.code, of.name, f"{actual.name}, {actual.period}" if actual.period != actual.name else actual.name, of.unit, before, actual.figure,
        partners, _message(of, actual, partners), unexpected,
    )  # fmt: skip


def _wave(of: IndicatorPart, number: int | None) -> WaveFigure | None:
    if number is None:
        return of.waves[-1] if of.waves else None
    return next((one for one in of.waves if one.number == number), None)


def _partner(one: Expected, unit: str, before: float | None, actual: float | None) -> PartnerExpectation:
    came = expecting.met(one.way, one.low, one.high, before, actual)
    span = _span(one.low, one.high, unit)
    words = f"{say(WENT_TO[one.way], span=span) if span else say(WENT[one.way])} {say(MET[came])}"
    locked = one.locked_on.isoformat() if one.locked_on else ""
    return PartnerExpectation(one.organisation, one.way, one.low, one.high, one.why, locked, came, words)


def _span(low: float | None, high: float | None, unit: str) -> str:
    if low is not None and high is not None:
        return say("tussen {low} en {high}", low=sentences.amount(low, unit), high=sentences.amount(high, unit))
    if low is not None:
        return say("minstens {low}", low=sentences.amount(low, unit))
    return say("hoogstens {high}", high=sentences.amount(high, unit)) if high is not None else ""


def _message(of: IndicatorPart, actual: WaveFigure, partners: tuple[PartnerExpectation, ...]) -> str:
    if actual.figure.value is None:
        return say("{name}: er is nog geen uitkomst om naast de verwachting te leggen", name=of.name)
    right, all_ = sum(one.met in {"binnen", "zo"} for one in partners), len(partners)
    words = _ALONE[bool(right)] if all_ == 1 else _ALL if right == all_ else _SOME if right else _NONE
    return say(words, name=of.name, value=sentences.amount(actual.figure.value, of.unit), n=all_, some=right)


_ALONE = {
    True: mark("{name}: {value}, zoals de partner verwachtte"),
    False: mark("{name}: {value}, anders dan de partner verwachtte"),
}
_ALL = mark("{name}: {value}, zoals de {n} partners verwachtten")
_SOME = mark("{name}: {value}, zoals {some} van de {n} partners verwachtten")
_NONE = mark("{name}: {value}, anders dan de {n} partners verwachtten")
