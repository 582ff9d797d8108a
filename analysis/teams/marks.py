"""Marks from 1 to 10 per dimension for teams, municipalities and all together, hidden where too few answered.

What is published and why nothing follows from it:

- a team needs the minimum of professionals; teams that are hidden are at least two and together at least the minimum, because the
  mean over all respondents is published too (`disclosure.protect`);
- the headline reference is the mean of the team means, each team once, over the teams that are shown: with hidden ones in it, two
  equations would give two unknown marks away;
- a municipality is the mean of its shown teams, and needs three of them: with two, each team could compute the other.

Intervals: Student's for a team (finite population correction where the number of members is known), and for a mean of team means
the stratified one: variance Σ (s²/n · fpc²) / k² with Satterthwaite's degrees of freedom (Cochran 1977, 5.4).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure
from analysis.statistics.distributions import t_quantile
from analysis.statistics.intervals import Estimate, fpc, t_interval
from analysis.teams.refusals import MoneyAlone

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
TEAMS_AT_LEAST = 3  # shown teams before their mean is shown as that of a municipality or a class
FEW_TEAMS = "minder dan drie teams met genoeg antwoorden"
LOWEST, HIGHEST = 1.0, 10.0
METHOD_STRATA = "t (gestratificeerd)"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark with what it rests on, or the reason why it is not shown (then value, n and interval are None)."""

    value: float | None
    n: int | None = None
    interval: Estimate | None = None
    reason: str = ""
    teams: int = 0  # how many team means it is the mean of


@dataclass(frozen=True, slots=True)
class Member:
    """A team as the rules see it: how many people work in it (None when nobody knows), and its municipality."""

    code: str
    municipality: str
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """The marks of one dimension: per team, per municipality, the mean of the team means and the mean over respondents."""

    code: str
    teams: Mapping[str, Mark]
    municipalities: Mapping[str, Mark]
    reference: Mark
    respondents: Mark

    @property
    def spots(self) -> tuple[float, ...]:
        """The marks of the shown teams, low to high: without names, and in an order that says nothing."""
        return tuple(sorted(round(one.value, 1) for one in self.teams.values() if one.value is not None))


def as_mark(scores: Floats, lowest: float, highest: float) -> Floats:
    """Scores on a scale from lowest to highest as marks from 1 to 10, linear; NaN stays NaN."""
    if highest <= lowest:
        raise ValueError("a scale needs a lowest and a higher highest score")
    return np.asarray(LOWEST + (scores - lowest) * (HIGHEST - LOWEST) / (highest - lowest), dtype=np.float64)


def together(dimensions: Sequence[str]) -> tuple[str, ...]:
    """The dimensions as asked; refuses money without help and client."""
    if "geld" in dimensions and not {"hulp", "klant"} <= set(dimensions):
        raise MoneyAlone
    return tuple(dimensions)


def dimension(code: str, values: Floats, places: Places, teams: Sequence[Member], minimum: int) -> Dimension:
    """The marks of one dimension. `values`: a mark per respondent (NaN = none); `places`: the place of the team of each, -1 = none."""
    answered = ~np.isnan(values)
    groups = [np.sort(values[answered & (places == place)]) for place in range(len(teams))]  # sorted: the same bits in any store
    total = int(answered.sum())
    reasons = disclosure.protect([disclosure.Cell(len(one)) for one in groups], disclosure.Cell(total), minimum)
    found = {
        one.code: _team(group, one, reason) for one, group, reason in zip(teams, groups, reasons, strict=True)
    }  # fmt: skip
    shown = [(one, group) for one, group in zip(teams, groups, strict=True) if found[one.code].value is not None]
    towns = sorted({one.municipality for one in teams})
    per_town = {town: mean_of_teams([pair for pair in shown if pair[0].municipality == town]) for town in towns}
    return Dimension(code, found, per_town, mean_of_teams(shown), _everybody(np.sort(values[answered]), teams, minimum))


def _team(values: Floats, team: Member, reason: str) -> Mark:
    if not len(values):
        return Mark(None, reason="geen antwoorden")
    if reason:
        return Mark(None, reason=reason)
    return _mean(values, team.members)


def _everybody(values: Floats, teams: Sequence[Member], minimum: int) -> Mark:
    if len(values) < minimum:
        return Mark(None, reason=disclosure.TOO_SMALL if len(values) else "geen antwoorden")
    sizes = [one.members for one in teams]
    return _mean(values, None if None in sizes else sum(one or 0 for one in sizes))


def _mean(values: Floats, population: int | None) -> Mark:
    mean = float(values.mean())
    if len(values) < 2:
        return Mark(mean, len(values))
    known = None if population is None else max(population, len(values))
    return Mark(mean, len(values), _within(t_interval(mean, float(values.std(ddof=1)), len(values), population=known)))


def mean_of_teams(teams: Sequence[tuple[Member, Floats]]) -> Mark:
    """The mean of the means of these teams, each team once; hidden below three teams. Each team needs two answers or more."""
    if len(teams) < TEAMS_AT_LEAST:
        return Mark(None, reason=FEW_TEAMS)
    k = len(teams)
    mean = float(np.mean([values.mean() for _, values in teams]))
    n = sum(len(values) for _, values in teams)
    if any(len(values) < 2 for _, values in teams):
        return Mark(mean, n, teams=k)
    parts = [(_error(team, values) / k**2, len(values) - 1) for team, values in teams]
    variance = sum(part for part, _ in parts)
    if not variance:
        return Mark(mean, n, Estimate(mean, mean, mean, METHOD_STRATA), teams=k)
    df = variance**2 / sum(part**2 / free for part, free in parts)
    half = t_quantile(0.975, df) * math.sqrt(variance)
    return Mark(mean, n, _within(Estimate(mean, mean - half, mean + half, METHOD_STRATA)), teams=k)


def _error(team: Member, values: Floats) -> float:
    population = None if team.members is None else max(team.members, len(values))
    return float(values.var(ddof=1)) / len(values) * fpc(len(values), population) ** 2


def _within(one: Estimate) -> Estimate:
    return Estimate(one.value, max(one.low, LOWEST), min(one.high, HIGHEST), one.method)


def ranked(dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """The dimensions from the lowest reference to the highest: the biggest challenge first. Teams are never ranked."""
    known = [(one.reference.value, one.code) for one in dimensions if one.reference.value is not None]
    return tuple(code for _, code in sorted(known))


def extremes(marks: Mapping[str, Mark], dimensions: Sequence[Dimension]) -> tuple[str, str] | None:
    """The strongest and the weakest dimension of a team: where it differs most from the mean of all teams, up and down."""
    against = {one.code: one.reference.value for one in dimensions}
    gaps = [
        (mark.value - reference, code)
        for code, mark in marks.items()
        if mark.value is not None and (reference := against.get(code)) is not None
    ]
    return (max(gaps)[1], min(gaps)[1]) if len(gaps) > 1 else None
