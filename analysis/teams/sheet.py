"""The sheet of one team: its own marks against the mean of all teams, the others without a name. It is not in the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.frameworks import catalogue
from analysis.frameworks.framework import say
from analysis.report.context import Context
from analysis.report.parts.teams import GroupMark, TeamDimension
from analysis.report.values import Figure
from analysis.sentences import day as in_words
from analysis.teams import ages, answers, board, marks, money, part, releasing, store
from analysis.teams.board import Board, figure
from analysis.teams.models import Team
from analysis.teams.refusals import SheetUnknown
from surveys.definition import text_of


@dataclass(frozen=True, slots=True)
class SheetDimension:
    """One ball on the sheet: own mark, all teams, released words beside it, and questions to talk about."""

    own: Figure
    all_teams: TeamDimension  # its spots are those of the other teams
    same_age: float | None  # mean of the teams that are about as old; None when unknown
    difference: str  # "0,4 hoger" than the mean of the teams
    asked: str  # the open question, in words
    words: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetMoney:
    """A period of budget; on the sheet it stands under help, client and money together."""

    period: str
    budgeted: float | None
    realised: float | None
    used: float | None
    unit_cost: float | None


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """Everything on the sheet of a team."""

    programme: str
    synthetic: bool
    code: str
    name: str
    municipality: str
    area: str
    composition: str
    age: str
    same_age: str  # "3 tot 4 jaar", "" = not known
    members: int | None
    answered: int | None  # None = too few to show
    minimum: int
    period: str
    made_on: str
    running: bool  # answers still come in: there are no marks yet
    shared: bool
    dimensions: tuple[SheetDimension, ...]  # empty when the team may not be shown
    within_team: tuple[GroupMark, ...]
    strongest: str
    weakest: str
    money: tuple[SheetMoney, ...]
    risks: tuple[tuple[str, str, str, str], ...]  # kind, text, indicator, day
    answer: str
    answered_on: str


def team_sheet(session: Session, context: Context, team_code: str) -> TeamSheet:
    """The sheet of a team; raises SheetUnknown. With too few answers, or while a round is open, it holds no marks and no words."""
    team = store.find(session, context.programme, team_code)
    if team is None:
        raise SheetUnknown(f"Er is geen team met de code '{team_code[:40]}' in dit programma. Kies een team uit de lijst.")
    found = board.of(session, context.programme, context.material, closed_by=context.day)
    shown = found is not None and team.code in found.shown
    said = store.answers(session, team)
    peers = _peers(found, team, context.day) if found is not None and shown else ("", {})
    strongest, weakest = _extremes(found, team) if found is not None and shown else ("", "")
    return TeamSheet(
        programme=context.programme.name, synthetic=bool((context.programme.settings or {}).get("synthetic")), code=team.code, name=team.name,
        municipality=team.municipality, area=team.area, composition=team.composition, age=_age(team, context.day), same_age=peers[0], members=team.members,
        answered=found.dimensions["team"].teams[team.code].n if found is not None and shown else None,
        minimum=context.material.minimum_professionals, period=found.round.period if found else "", made_on=context.day.isoformat(), running=found is None and board.of(session, context.programme, context.material) is not None,
        shared=store.is_shared(session, team), dimensions=_dimensions(session, context, found, team, peers[1]) if found is not None and shown else (),
        within_team=_within(found, team) if found is not None and shown else (), strongest=strongest, weakest=weakest,
        money=tuple(_money(one.period, money.Sum(one.budgeted, one.realised, one.clients)) for one in store.budgets(session, team)),
        risks=tuple((store.RISKS[one.kind], one.text, one.indicator, in_words(one.noted_on)) for one in store.risks(session, team)),
        answer=said[0].text if said else "", answered_on=said[0].written_at.date().isoformat() if said else "",
    )  # fmt: skip


def _age(team: Team, day: date) -> str:
    if team.starts_on is None:
        return ""
    full = ages.years(team.starts_on, day)
    return "korter dan een jaar" if full == 0 else f"{full} jaar"


def _peers(found: Board, team: Team, day: date) -> tuple[str, dict[str, float]]:
    """The class of teams that exist about as long, and their mean per dimension."""
    own = next((one for one in found.age_classes(day) if team.code in one.codes), None)
    return (own.label, found.mean_of(own.codes)) if own else ("", {})


def _extremes(found: Board, team: Team) -> tuple[str, str]:
    own = {code: one.teams[team.code] for code, one in found.dimensions.items()}
    ends = marks.extremes(own, tuple(found.dimensions.values()))
    return (part.name(ends[0]), part.name(ends[1])) if ends else ("", "")


def _within(found: Board, team: Team) -> tuple[GroupMark, ...]:
    return tuple(GroupMark(code.capitalize(), figure(one.teams[team.code])) for code, one in found.within_team.items())


def _dimensions(
    session: Session, context: Context, found: Board, team: Team, peers: dict[str, float]
) -> tuple[SheetDimension, ...]:
    words = releasing.released(session, context.programme, team.code)
    return tuple(
        _dimension(found, team, code, words=words.get(code, ()), peers=peers) for code in marks.together(answers.DIMENSIONS)
    )


def _dimension(found: Board, team: Team, code: str, *, words: tuple[str, ...], peers: dict[str, float]) -> SheetDimension:
    one = found.dimensions[code]
    own, against = figure(one.teams[team.code]), part.dimension_part(one)
    others = list(one.spots)
    others.remove(round(one.teams[team.code].value or 0.0, 1))
    question = found.questionnaire.definition.questions.get(f"open_{code}")
    return SheetDimension(
        own=own, all_teams=TeamDimension(against.code, against.name, against.explanation, against.reference, against.everyone, (), tuple(others)),
        same_age=round(peers[code], 1) if code in peers else None, difference=_apart(own, against.reference),
        asked=text_of(question.text, "nl")[0] if question else "", words=words, questions=_questions(code),
    )  # fmt: skip


def _apart(own: Figure, reference: Figure) -> str:
    """How far from the mean of the teams, in words; from the rounded marks, so that people can check it."""
    if own.value is None or reference.value is None:
        return ""
    apart = round(own.value - reference.value, 1)
    if abs(apart) < 0.1:
        return "gelijk"
    return f"{abs(apart):.1f}".replace(".", ",") + f" {'hoger' if apart > 0 else 'lager'}"


def _questions(code: str) -> tuple[str, ...]:
    found = catalogue.get("bollen").dimension(code)
    return tuple(say(one) for one in found.questions) if found else ()


def _money(period: str, one: money.Sum) -> SheetMoney:
    used = None if one.used is None else round(one.used, 1)
    return SheetMoney(period, one.budgeted, one.realised, used, None if one.unit_cost is None else round(one.unit_cost))
