"""The sheet of one team: its own marks against the mean of all teams, the others without a name. It is not in the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analysis import disclosure
from analysis.frameworks import catalogue
from analysis.frameworks.framework import text_of as words_of
from analysis.report.context import Context
from analysis.report.parts.teams import GroupMark, TeamDimension
from analysis.report.values import Figure
from analysis.sentences import day as in_words
from analysis.sentences import number
from analysis.teams import ages, answers, board, marks, money, part, releasing, store
from analysis.teams.board import Board, figure
from analysis.teams.models import Team
from analysis.teams.refusals import SheetUnknown
from saying import say, spoken
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
    same_age_teams: int  # how many teams those are, this one among them; 0 = not known
    members: int | None
    answered: int | None  # None = too few to show
    minimum: int
    period: str
    made_on: str
    running: bool  # answers still come in: there are no marks yet
    held: bool  # its marks would give a colleague away beside what went out before
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
        raise SheetUnknown(
            say("Er is geen team met de code '{code}' in dit programma. Kies een team uit de lijst.", code=team_code[:40])
        )
    found = board.of(session, context.programme, context.material, closed_by=context.day)
    programme, said = context.programme, store.answers(session, team)
    running = found is None and board.of(session, programme, context.material) is not None
    return TeamSheet(
        programme=programme.name, synthetic=bool((programme.settings or {}).get("synthetic")), code=team.code, name=team.name,
        municipality=team.municipality, area=team.area, composition=team.composition, age=_age(team, context.day), members=team.members,
        minimum=context.material.minimum_professionals, period=found.round.period if found else "", made_on=context.day.isoformat(),
        running=running, held=found is not None and _held(found, team), shared=store.is_shared(session, team),
        money=tuple(_money(one.period, money.Sum(one.budgeted, one.realised, one.clients)) for one in store.budgets(session, team)),
        risks=tuple((say(store.RISKS[one.kind]), one.text, one.indicator, in_words(one.noted_on)) for one in store.risks(session, team)),
        answer=said[0].text if said else "", answered_on=said[0].written_at.date().isoformat() if said else "",
        **_marks(session, context, found, team),
    )  # fmt: skip


def _marks(session: Session, context: Context, found: Board | None, team: Team) -> dict[str, Any]:
    """What the sheet says of the marks of the team; nothing of a team that may not be shown."""
    if found is None or team.code not in found.shown:
        nothing: dict[str, Any] = {"answered": None, "same_age": "", "same_age_teams": 0, "strongest": "", "weakest": ""}
        return nothing | {"dimensions": (), "within_team": ()}
    peers = next((one for one in found.age_classes(context.day) if team.code in one.codes), None)
    strongest, weakest = _extremes(found, team)
    return {
        "answered": found.dimensions["team"].teams[team.code].n, "same_age": peers.label if peers else "",
        "same_age_teams": len(peers.codes) if peers else 0, "strongest": strongest, "weakest": weakest,
        "dimensions": _dimensions(session, context, found, team, found.mean_of(peers.codes) if peers else {}),
        "within_team": _within(found, team),
    }  # fmt: skip


def _held(found: Board, team: Team) -> bool:
    """Whether the ledger holds a mark of this team."""
    return any(one.teams[team.code].reason == disclosure.PUBLISHED for one in found.dimensions.values())


def _age(team: Team, day: date) -> str:
    if team.starts_on is None:
        return ""
    full = ages.years(team.starts_on, day)
    return say("korter dan een jaar") if full == 0 else say("{years} jaar", years=full)


def _extremes(found: Board, team: Team) -> tuple[str, str]:
    own = {code: one.teams[team.code] for code, one in found.dimensions.items()}
    ends = marks.extremes(own, tuple(found.dimensions.values()))
    return (part.name(ends[0]), part.name(ends[1])) if ends else ("", "")


def _within(found: Board, team: Team) -> tuple[GroupMark, ...]:
    return tuple(GroupMark(say(part.WITHIN[code]), figure(one.teams[team.code])) for code, one in found.within_team.items())


def _dimensions(
    session: Session, context: Context, found: Board, team: Team, peers: Mapping[str, marks.Mark]
) -> tuple[SheetDimension, ...]:
    words = releasing.released(session, context.programme, team.code)
    return tuple(
        _dimension(found, team, code, words=words.get(code, ()), peers=peers.get(code))
        for code in marks.together(answers.DIMENSIONS)
    )


def _dimension(found: Board, team: Team, code: str, *, words: tuple[str, ...], peers: marks.Mark | None) -> SheetDimension:
    one = found.dimensions[code]
    own, reference = figure(one.teams[team.code]), figure(one.reference)
    question = found.questionnaire.definition.questions.get(f"open_{code}")
    # The mean over all respondents and those of municipalities are for the report; a sheet does not even hold them.
    others = TeamDimension(code, part.name(code), part.explain(code), reference, _nothing(), (), one.others(team.code))
    return SheetDimension(
        own=own, all_teams=others, same_age=figure(peers).value if peers else None, difference=_apart(own, reference),
        asked=text_of(question.text, spoken())[0] if question else "", words=words, questions=_questions(code),
    )  # fmt: skip


def _nothing() -> Figure:
    return Figure(None, None, "cijfer")


def _apart(own: Figure, reference: Figure) -> str:
    """How far from the mean of the teams, in words; from the rounded marks, so that people can check it."""
    if own.value is None or reference.value is None:
        return ""
    apart = round(own.value - reference.value, 1)
    if abs(apart) < 0.1:
        return say("gelijk")
    points = number(abs(apart), 1)
    return say("{points} hoger", points=points) if apart > 0 else say("{points} lager", points=points)


def _questions(code: str) -> tuple[str, ...]:
    found = catalogue.get("bollen").dimension(code)
    return tuple(words_of(one) for one in found.questions) if found else ()


def _money(period: str, one: money.Sum) -> SheetMoney:
    used = None if one.used is None else round(one.used, 1)
    return SheetMoney(period, one.budgeted, one.realised, used, None if one.unit_cost is None else round(one.unit_cost))
