"""Marks from 1 to 10 per dimension for teams, municipalities and all together, hidden where too few answered.

What is published and why nothing follows from it:

- a team needs the minimum of professionals; teams that are hidden are at least two and together at least the minimum, because the
  mean over all respondents is published too (`disclosure.protect`);
- the headline reference is the mean of the team means, each team once, over the teams that are shown: with hidden ones in it, two
  equations would give two unknown marks away;
- a municipality is the mean of its shown teams, and needs three of them: with two, each team could compute the other; for the same
  reason it is hidden when one team follows from all teams together and the other municipalities (`apart`);
- what the publication ledger holds (`held`: codes of teams, "" = all respondents) is hidden too, beside what went out before.

Intervals: Student's for a team (finite population correction where the number of members is known), and for a mean of team means
the stratified one: variance Σ (s²/n · fpc²) / k² with Satterthwaite's degrees of freedom (Cochran 1977, 5.4).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import saying
from analysis import disclosure
from analysis.statistics.distributions import t_quantile
from analysis.statistics.intervals import Estimate, fpc, t_interval
from analysis.teams import apart
from analysis.teams.refusals import MoneyAlone

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
TEAMS_AT_LEAST = 3  # shown teams before their mean is shown as that of a municipality or a class
SPOTS_AT_LEAST = 4  # shown teams before each is a dot: who works in one sees three others
FEW_TEAMS = saying.mark("minder dan drie teams met genoeg antwoorden")
FOLLOWS = saying.mark("een team zou eruit volgen")
NO_ANSWERS = saying.mark("geen antwoorden")
ALL = ""  # all respondents together, among what is held
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
    answers: tuple[tuple[Member, Floats], ...] = field(
        default=(), repr=False, compare=False
    )  # of the shown teams; for means of some of them

    @property
    def spots(self) -> tuple[float, ...]:
        """The marks of the shown teams, low to high: without names, and in an order that says nothing; see `anonymous`."""
        return anonymous([one.value for one in self.teams.values() if one.value is not None])

    def others(self, team: str) -> tuple[float, ...]:
        """The dots of the shown teams but one, for the sheet of that one; under the same rule."""
        return anonymous([one.value for code, one in self.teams.items() if one.value is not None and code != team], own=True)

    def mean_of(self, teams: frozenset[str]) -> Mark:
        """The mean of these shown teams, each once."""
        return mean_of_teams([pair for pair in self.answers if pair[0].code in teams])


def anonymous(values: Sequence[float], *, own: bool = False) -> tuple[float, ...]:
    """Marks of teams as dots, low to high; none when there are so few, or all so equal, that a dot is as good as a name.

    `own`: the reader's own team is not among them.
    """
    found = tuple(sorted(round(one, 1) for one in values))
    enough = len(found) + own >= SPOTS_AT_LEAST and found[0] != found[-1]
    return found if enough else ()


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


def dimension(  # noqa: PLR0917  the columns, the teams and what is held, in that order everywhere
    code: str, values: Floats, places: Places, teams: Sequence[Member], minimum: int, held: frozenset[str] = frozenset(), *,
    named: bool = False,
) -> Dimension:  # fmt: skip
    """The marks of one dimension. `values`: a mark per respondent (NaN = none); `places`: the place of the team of each, -1 = none.

    `named`: these are no teams but groups of which each mark is shown with its name, so nothing new follows from the mean of all.
    """
    answered = ~np.isnan(values)
    groups = [np.sort(values[answered & (places == place)]) for place in range(len(teams))]  # sorted: the same bits in any store
    gone = frozenset(place for place, one in enumerate(teams) if one.code in held)
    reasons = _reasons([_cell(one) for one in groups], disclosure.Cell(int(answered.sum())), minimum, gone, alone=ALL in held)
    found = {
        one.code: _team(group, one, reason) for one, group, reason in zip(teams, groups, reasons, strict=True)
    }  # fmt: skip
    shown = [(one, group) for one, group in zip(teams, groups, strict=True) if found[one.code].value is not None]
    reference = mean_of_teams(shown)
    everybody = Mark(None, reason=disclosure.PUBLISHED) if ALL in held else _everybody(np.sort(values[answered]), teams, minimum)
    told = answered_by(shown, everybody)
    if told and not named and apart.follows((_codes(shown),) if reference.value is not None else (), told):
        everybody, told = Mark(None, reason=FOLLOWS), ()
    return Dimension(code, found, _towns(teams, shown, told), reference, everybody, tuple(shown))


def _codes(shown: Sequence[tuple[Member, Floats]]) -> frozenset[str]:
    return frozenset(one.code for one, _ in shown)


def answered_by(shown: Sequence[tuple[Member, Floats]], everybody: Mark) -> apart.Sizes:
    """Whose answers stand behind the mean over all respondents; nothing when that is not shown."""
    of = {one.code: len(values) for one, values in shown}
    return apart.sizes(of, (everybody.n or 0) - sum(of.values())) if everybody.value is not None else ()


def _cell(values: Floats) -> disclosure.Cell:
    """A team as the rules of disclosure see it: where all marks are the same, the mean is the mark of each."""
    return disclosure.Cell(len(values), 0 if len(values) and values[0] == values[-1] else None)


def _reasons(
    cells: Sequence[disclosure.Cell], total: disclosure.Cell, minimum: int, held: frozenset[int], *, alone: bool
) -> list[str]:
    """Why each team is hidden, "" = shown. `alone`: nothing is shown of all together, so nothing can be taken from that."""
    if not alone:
        return disclosure.protect(cells, total, minimum, held=held)
    return [disclosure.primary(cell, minimum) or (disclosure.PUBLISHED if i in held else "") for i, cell in enumerate(cells)]


def _towns(teams: Sequence[Member], shown: Sequence[tuple[Member, Floats]], told: apart.Sizes) -> dict[str, Mark]:
    """The mean of each municipality, the largest first, as far as no team follows from them and from all teams together."""
    of = {
        town: frozenset(one.code for one, _ in shown if one.municipality == town) for town in {one.municipality for one in teams}
    }
    order = sorted(of, key=lambda town: (-len(of[town]), town))
    good = apart.accepted([_codes(shown)], [of[town] for town in order], TEAMS_AT_LEAST, told)
    means = {
        town: mean_of_teams([pair for pair in shown if pair[0].code in of[town]])
        if fine
        else Mark(None, reason=FOLLOWS if len(of[town]) >= TEAMS_AT_LEAST else FEW_TEAMS)
        for town, fine in zip(order, good, strict=True)
    }
    return dict(sorted(means.items()))


def _team(values: Floats, team: Member, reason: str) -> Mark:
    if not len(values):
        return Mark(None, reason=NO_ANSWERS)
    if reason:
        return Mark(None, reason=reason)
    return _mean(values, team.members)


def _everybody(values: Floats, teams: Sequence[Member], minimum: int) -> Mark:
    if len(values) < minimum:
        return Mark(None, reason=disclosure.TOO_SMALL if len(values) else NO_ANSWERS)
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
