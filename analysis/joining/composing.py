"""The pieces of the part about representativeness: counts per wave, tables per trait, weights and weighted figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import vectors
from analysis.columns import Floats
from analysis.joining import representing
from analysis.joining.grouped import Trait
from analysis.joining.representing import Division, Margin, Weights
from analysis.material import Material, Questionnaire, Round
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.report.model import ResultPart, WaveFigure
from analysis.report.parts.joining import CountsPart, TraitTable, WeightedFigure, WeightingPart
from analysis.report.values import Figure
from analysis.sentences import listed, number
from analysis.statistics import regression
from saying import mark, say
from surveys.models import Response, Wave
from surveys.parties import Programme


@dataclass(frozen=True, slots=True)
class Represented:
    """How the newest wave relates to the population."""

    divisions: tuple[Division, ...]
    weights: Weights | None
    tables: tuple[TraitTable, ...]
    weighting: WeightingPart | None
    last: Round | None
    of: Questionnaire | None


def represented(material: Material, margins: Sequence[Margin], traits: Sequence[Trait], *, used: bool) -> Represented:
    """The newest comparable wave of the main questionnaire beside the population."""
    of = representing.main(material)
    last = of.rounds[-1] if of else None
    if of is None or last is None or not margins:
        return Represented((), None, (), None, last, of)
    found = representing.divisions(margins, last.sheet, material.areas, traits)
    weights = representing.weigh(found, len(last.sheet)) if len(last.sheet) >= material.minimum_residents else None
    shown = [one for one in found if not material.holds_any(representing.TRAIT, one.title)]
    tables = tuple(representing.table(one, weights, material.minimum_residents) for one in shown)
    described = representing.described(weights, last, used=used) if weights else None
    return Represented(found, weights, tables, described, last, of)


def rules(session: Session, programme: Programme) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What each indicator measures, by result and code."""
    query = (
        select(SocietalResult.code, Indicator.code, Indicator.rule)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
    )
    return {(result, code): rule or {} for result, code, rule in session.execute(query)}


def points(session: Session, programme: Programme) -> dict[str, dict[str, str]]:
    """Which way each theme of a result points, by result."""
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return {one.code: {theme.code.code: theme.points for theme in one.themes} for one in session.scalars(query)}


def weighted(
    found: Represented, results: Sequence[ResultPart], known: Mapping[tuple[str, str], Mapping[str, Any]], material: Material
) -> dict[str, tuple[WeightedFigure, ...]]:
    """Shares and means of the newest wave, plain and weighted, by result; only where the plain figure may be shown."""
    if found.weights is None or found.last is None or found.of is None:
        return {}
    made: dict[str, tuple[WeightedFigure, ...]] = {}
    for result in results:
        rows = []
        for part in result.indicators:
            plain = shown(part.waves, found.last)
            rule = known.get((result.code, part.code), {})
            if plain is None or part.measure_kind not in ("prevalence", "mean"):
                continue
            if vectors.questionnaire(rule, material.questionnaires) is not found.of:
                continue
            measure = vectors.yes if part.measure_kind == "prevalence" else vectors.measured
            figure = representing.weighted_figure(measure(rule, found.of, found.last.sheet), found.weights, part.unit)
            rows.append(WeightedFigure(part.name, found.last.name, plain, figure))
        made[result.code] = tuple(rows)
    return made


def shown(waves: Sequence[WaveFigure], last: Round) -> Figure | None:
    """The figure of a wave, when it may be shown."""
    found = next((one.figure for one in waves if one.number == last.number), None)
    return found if found is not None and found.value is not None else None


def counts(session: Session, programme: Programme, material: Material) -> tuple[CountsPart, ...]:
    """From asked to usable, a row per wave of the main questionnaire in which anybody answered."""
    settings = programme.settings or {}
    sample, reached = settings.get("sample", ""), settings.get("reached", {})
    suspect = _suspect(session, programme)
    of = representing.main(material)
    found = []
    for one in sorted((*of.rounds, *of.others), key=lambda one: one.number) if of else ():
        completed = len(one.sheet)
        if not completed:
            continue
        if one.invited:
            rate = Figure(round(100 * completed / one.invited, 1), one.invited, "procent")
        else:
            rate = Figure(None, None, "procent", reason=say("onbekend"))
        usable = completed - suspect.get((of.code if of else "", one.number), 0)
        margin = representing.margin(sample, completed, settings.get("population"))
        found.append(
            CountsPart(one.name, one.invited, reached.get(str(one.number)), one.started, completed, usable, rate, margin)
        )
    return tuple(found)


def _suspect(session: Session, programme: Programme) -> dict[tuple[str, int], int]:
    """How many sent responses a programme seems to have sent, per questionnaire and wave."""
    from surveys.models import Survey, SurveyVersion

    query = (
        select(Survey.code, Wave.number, func.count())
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .join(Survey, Survey.id == SurveyVersion.survey_id)
        .where(Wave.programme_id == programme.id, Response.suspect, Response.state == "verzonden")
        .group_by(Survey.code, Wave.number)
    )
    return {(code, number): many for code, number, many in session.execute(query)}


FAR = 0.2  # in standard deviations: from so far from the others on, who was followed is no fair picture of the start


def regressions(
    results: Sequence[ResultPart], known: Mapping[tuple[str, str], Mapping[str, Any]], material: Material, entry: str
) -> tuple[str, ...]:
    """A warning per figure of the same people measured twice, where they started far from the middle or came in because of a score."""
    said: dict[str, list[str]] = {}
    for result in results:
        for part in result.indicators:
            rule = known.get((result.code, part.code), {})
            if part.measure_kind in ("mean", "share_improved") and ("scale" in rule or "question" in rule):
                said.setdefault(_regression(rule, material, entry), []).append(f"“{part.name}”")
    return tuple(f"{listed(names)}: {text}" for text, names in said.items() if text)


def _regression(rule: Mapping[str, Any], material: Material, entry: str) -> str:
    of = vectors.questionnaire(rule, material.questionnaires)
    if len(of.rounds) < 2:
        return ""
    whole = vectors.measured(rule, of, of.rounds[0].sheet)
    first, second = whole[of.pairs[0]], vectors.measured(rule, of, of.rounds[-1].sheet)[of.pairs[1]]
    both = ~np.isnan(first) & ~np.isnan(second)
    n, all_ = int(both.sum()), int((~np.isnan(whole)).sum())
    r = regression.correlation(first, second)
    if r is None or n < material.minimum_residents or 0 < all_ - n < material.minimum_residents:
        return ""
    return _words(first[both], whole[~np.isnan(whole)], r, entry=entry)


def _words(start: Floats, everybody: Floats, r: float, *, entry: str) -> str:
    low, all_ = float(np.sort(start).mean()), float(np.sort(everybody).mean())
    far = abs(low - all_) > FAR * float(everybody.std())
    if not far and entry not in ("laag", "hoog"):
        return ""
    moved = number(abs(regression.expected_regression(low, all_, r)), 2)
    said = [
        say(ENTRY.get(entry, ELSEWHERE)),
        say("Uitersten schuiven vanzelf naar het midden (regressie naar het gemiddelde)."),
        say("Door toeval alleen zou het gemiddelde naar verwachting al {n} punt opschuiven.", n=moved) if far else "",
        say("Een verschuiving die niet groter is, zegt dus niets over wat er gedaan is."),
    ]
    return " ".join(one for one in said if one)


ENTRY = {
    "laag": mark("Mensen kwamen in dit programma omdat het met hen slecht ging."),
    "hoog": mark("Mensen kwamen in dit programma omdat zij hoog scoorden."),
}
ELSEWHERE = mark("Wie twee keer meedeed, begon op een andere plek dan iedereen samen.")
