"""What stands around the marks of employees: how clients fared and what they find, what partners find, money, and society."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import tallies
from analysis.material import Material, Questionnaire, Round
from analysis.report.parts.teams import GroupMark, TeamHelp, TeamMoney, TeamSociety
from analysis.report.values import Figure, Interval
from analysis.sentences import number
from analysis.sources import series
from analysis.sources.models import Observation, SourceDataset
from analysis.statistics.scales import MINIMUM_FOR_ALPHA, cronbach_alpha
from analysis.teams import answers, helped, marks, money, places
from analysis.teams.board import Board, figure, why
from analysis.teams.models import Team, TeamBudget
from saying import mark, say
from surveys.parties import Programme

MOST_CHOICES = 200
TOO_FEW_TO_SHOW = mark("te weinig om te tonen")


def _none() -> Figure:
    return Figure(None, None, "cijfer", reason=say("niet gevraagd"))


def clients(board: Board, material: Material) -> tuple[Figure, tuple[GroupMark, ...]]:
    """The mark that clients give: all together, and per municipality."""
    of = answers.questionnaire(material, answers.CLIENTS)
    if of is None:
        return _none(), ()
    towns = sorted({one.municipality for one in board.teams})
    asked = _Asked(of, answers.newest(of), "klant", town_places(board, answers.newest(of)))
    return _grouped(asked, [(one, one) for one in towns], material.minimum_residents, material)


def town_places(board: Board, one: Round) -> marks.Places:
    """The place of the municipality of the team of each client among the municipalities; -1 where there is no team."""
    towns = sorted({team.municipality for team in board.teams})
    at = answers.places(one.sheet, answers.TEAM_QUESTION, [team.code for team in board.teams])
    return np.array([*(towns.index(team.municipality) for team in board.teams), -1], np.int64)[at]


def partners(material: Material) -> tuple[Figure, tuple[GroupMark, ...]]:
    """The mark that partners give for working together: all, and per kind of partner. They are professionals too."""
    of = answers.questionnaire(material, answers.PARTNERS)
    if of is None:
        return _none(), ()
    asked = _Asked(of, answers.newest(of), "wijk", kind_places(of))
    return _grouped(asked, answers.options(of, answers.PARTNER_QUESTION), material.minimum_professionals, material)


def kind_places(of: Questionnaire) -> marks.Places:
    """The place of the kind of each partner among the kinds."""
    kinds = answers.options(of, answers.PARTNER_QUESTION)
    return answers.places(answers.newest(of).sheet, answers.PARTNER_QUESTION, [code for code, _ in kinds])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A scale in a wave, with the place of the group of each respondent."""

    of: Questionnaire
    one: Round
    scale: str
    places: marks.Places


def _grouped(
    asked: _Asked, groups: Sequence[tuple[str, str]], minimum: int, material: Material
) -> tuple[Figure, tuple[GroupMark, ...]]:
    """The mark of all and of each group (code, words); without what the publication ledger holds."""
    values = answers.marks(asked.of, asked.one.sheet, asked.scale)
    codes = [code for code, _ in groups]
    gone = places.held(material, asked.of, asked.one, answers.scale(asked.scale), codes)
    found = marks.dimension("", values, asked.places, [marks.Member(one, "") for one in codes], minimum, gone, named=True)
    return figure(found.respondents), tuple(GroupMark(words, figure(found.teams[code])) for code, words in groups)


def help_of(material: Material) -> tuple[TeamHelp, ...]:
    """Beter, gelijk, achteruit: by reliable change where clients were measured twice, and by what they say looking back."""
    of = answers.questionnaire(material, answers.CLIENTS)
    if of is None:
        return ()
    gone = bool(places.held(material, of, answers.newest(of), answers.asked(answers.CHANGE_QUESTION)))
    ways = answers.changes(answers.newest(of).sheet)
    said = helped.three_ways(ways, material.minimum_residents, helped.LOOKING_BACK, held=gone)
    return tuple(_help(one) for one in (_twice(of, material), said) if one is not None)


def twice(of: Questionnaire) -> str:
    """The subject of a reliable change, as the publication ledger knows it: how the answer of the same people changed."""
    return f"verschil:{answers.scale(answers.COPING)}:{of.rounds[0].number}"


def _twice(of: Questionnaire, material: Material) -> helped.Helped | None:
    """The reliable change of the clients who took part in the first and in the last wave; None without two waves."""
    scale = of.definition.scales.get(answers.COPING)
    if scale is None or len(of.rounds) < 2:
        return None
    first, last = of.rounds[0].sheet, of.rounds[-1].sheet
    before, after = (tallies.scores(scale, one.columns) for one in (first, last))
    known = before[~np.isnan(before)]
    alpha = cronbach_alpha(tallies.items(scale, first.columns))
    if len(known) < MINIMUM_FOR_ALPHA or alpha is None or not 0 < alpha < 1:
        return None
    ways = helped.by_change(before[of.pairs[0]], after[of.pairs[1]], float(np.sort(known).std(ddof=1)), alpha)
    gone = bool(places.held(material, of, of.rounds[-1], twice(of)))
    return helped.three_ways(ways, material.minimum_residents, helped.PAIRED, held=gone)


def _help(one: helped.Helped) -> TeamHelp:
    better, same, worse = one.counts
    goal = Figure(None, None, "procent", suppressed=one.n is None, reason=why(one.reason or TOO_FEW_TO_SHOW))
    if one.goal is not None:
        bounds = Interval(round(100 * one.goal.low, 1), round(100 * one.goal.high, 1), one.goal.method)
        goal = Figure(round(100 * one.goal.value, 1), one.n, "procent", bounds)
    return TeamHelp(say(one.method), one.n, better, same, worse, goal, why(one.reason) if one.reason else "")


def budgets(session: Session, teams: Sequence[Team]) -> tuple[str, Mapping[str, money.Sum]]:
    """The newest period for which there are budgets, and the sum per municipality."""
    rows = session.scalars(
        select(TeamBudget).where(TeamBudget.team_id.in_([one.id for one in teams])).order_by(TeamBudget.period.desc())
    ).all()
    if not rows:
        return "", {}
    period = rows[0].period
    known = {one.team_id: money.Sum(one.budgeted, one.realised, one.clients) for one in rows if one.period == period}
    towns = sorted({one.municipality for one in teams})
    nothing = money.Sum(None, None, None)
    return period, {
        town: money.added([known.get(one.id, nothing) for one in teams if one.municipality == town]) for town in towns
    }


def money_of(session: Session, board: Board, of_clients: Sequence[GroupMark]) -> tuple[str, tuple[TeamMoney, ...]]:
    """Budgeted and realised per municipality, with its marks for help and client beside it: money is never alone."""
    marks.together(("geld", "hulp", "klant"))
    period, sums = budgets(session, board.teams)
    client = {one.label: one.figure for one in of_clients}
    return period, tuple(
        TeamMoney(
            town, one.budgeted, one.realised, _rounded(one.used), _rounded(one.unit_cost, 0),
            figure(board.dimensions["hulp"].municipalities[town]),
            client.get(town) or figure(board.dimensions["klant"].municipalities[town]),
        )
        for town, one in sums.items()
    )  # fmt: skip


def _rounded(value: float | None, places: int = 1) -> float | None:
    return None if value is None else round(value, places)


def society(session: Session, programme: Programme) -> tuple[TeamSociety, ...]:
    """The imported series that the programme set beside its last ball: settings "samenleving", each as analysis.sources.series asks."""
    found = [(str(one.get("name", "")), series.read(session, programme, one)) for one in _wanted(programme)]
    return tuple(made for name, one in found if one is not None and (made := _society(name, one)) is not None)


@dataclass(frozen=True, slots=True)
class Choice:
    """An imported series that can stand beside the last ball."""

    dataset: str
    measure: str
    area: str
    chosen: bool

    @property
    def key(self) -> str:
        """As a form sends it."""
        return "|".join((self.dataset, self.measure, self.area))


def choices(session: Session, programme: Programme) -> list[Choice]:
    """The series of the newest imports, the chosen ones ticked."""
    query = (
        select(SourceDataset.code, Observation.measure, Observation.area_code)
        .join(Observation, Observation.dataset_id == SourceDataset.id)
        .where(SourceDataset.programme_id == programme.id, SourceDataset.current.is_(True), Observation.group == "")
        .distinct()
        .order_by(SourceDataset.code, Observation.measure, Observation.area_code)
        .limit(MOST_CHOICES)
    )
    told = {(str(one.get("dataset")), str(one.get("measure")), str(one.get("area"))) for one in _wanted(programme)}
    return [Choice(*row, chosen=tuple(row) in told) for row in session.execute(query)]


def choose(programme: Programme, wanted: Sequence[Choice]) -> None:
    """Set these series beside the last ball; a name that was given stays."""
    names = {
        (str(one.get("dataset")), str(one.get("measure")), str(one.get("area"))): one.get("name") for one in _wanted(programme)
    }
    kept = [
        {
            "name": names.get((one.dataset, one.measure, one.area)) or one.measure,
            "dataset": one.dataset,
            "measure": one.measure,
            "area": one.area,
        }
        for one in wanted
    ]
    programme.settings = {**(programme.settings or {}), "samenleving": kept}


def _wanted(programme: Programme) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = (programme.settings or {}).get("samenleving", ())
    return found


def _society(name: str, one: series.Series) -> TeamSociety | None:
    known = [point for point in one.points if point.value is not None]
    if not known:
        return None
    unit = {"procent": "%", "%": "%"}.get(one.unit, f" {one.unit}" if one.unit else "")
    first, last = (
        f"{point.period}: {number(point.value or 0.0, 1)}{unit}" for point in (known[0], known[-1])
    )  # no words of ours
    return TeamSociety(name or one.title, first, last, one.source)
