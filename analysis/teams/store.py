"""Verbs on teams: adding and changing, budgets, risks, what a team answers, who belongs to it, and who may see its sheet."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.teams.asking import CODE
from analysis.teams.models import Team, TeamAgreement, TeamAnswer, TeamBudget, TeamRisk, TeamSeat
from analysis.teams.refusals import TeamRefused
from saying import mark
from surveys.parties import Account, Membership, Programme

RISKS = {
    "schaarste": mark("schaarste"), "verkeerde_zorg": mark("verkeerd geleverde zorg"),
    "budgetoverschrijding": mark("budgetoverschrijding"), "anders": mark("iets anders"),
}  # fmt: skip
PERIOD = re.compile(r"\d{4}( (eerste|tweede) helft| kwartaal [1-4])?")


def find(session: Session, programme: Programme, code: str) -> Team | None:
    """The team with this code; None when the programme has none."""
    return session.scalars(select(Team).where(Team.programme_id == programme.id, Team.code == code)).one_or_none()


def save_team(session: Session, programme: Programme, code: str, *, name: str, municipality: str, **values: Any) -> Team:
    """Add a team or change it. `values`: area, starts_on, composition, members."""
    if not CODE.fullmatch(code):
        raise TeamRefused(
            "Kies voor de code kleine letters, cijfers en streepjes laag, zoals havenrijk_noord. De code begint met een letter."
        )
    if not name or not municipality:
        raise TeamRefused("Vul de naam van het team en de gemeente in.")
    members = values.get("members")
    if members is not None and not 1 <= members <= 500:
        raise TeamRefused("Vul in hoeveel mensen er in het team werken: een getal van 1 tot en met 500, of niets.")
    team = find(session, programme, code) or Team(programme_id=programme.id, code=code)
    for key, value in {"name": name, "municipality": municipality, **values}.items():
        setattr(team, key, value)
    session.add(team)
    session.flush()
    return team


def save_budget(
    session: Session, team: Team, period: str, *, budgeted: float | None, realised: float | None, clients: int | None
) -> TeamBudget:
    """What a team was given and spent in a period; a second time changes it."""
    if not PERIOD.fullmatch(period):
        raise TeamRefused(
            "Schrijf de periode als een jaar (2025), een half jaar (2025 eerste helft) of een kwartaal (2025 kwartaal 1)."
        )
    if budgeted is None and realised is None:
        raise TeamRefused("Vul in wat er begroot is, wat er is uitgegeven, of allebei.")
    if min(budgeted or 0, realised or 0, clients or 0) < 0:
        raise TeamRefused("Een bedrag of aantal kan niet onder nul zijn.")
    row = session.scalars(select(TeamBudget).where(TeamBudget.team_id == team.id, TeamBudget.period == period)).one_or_none()
    row = row or TeamBudget(team_id=team.id, period=period)
    row.budgeted, row.realised, row.clients = budgeted, realised, clients
    session.add(row)
    session.flush()
    return row


def budgets(session: Session, team: Team) -> list[TeamBudget]:
    """The budgets of a team, newest first."""
    return list(session.scalars(select(TeamBudget).where(TeamBudget.team_id == team.id).order_by(TeamBudget.period.desc())))


def note_risk(session: Session, team: Team, kind: str, text: str, *, indicator: str, noted_on: date) -> TeamRisk:
    """Write a risk in the log of a team."""
    if kind not in RISKS or not text:
        raise TeamRefused("Kies het soort risico en schrijf op wat er kan gebeuren.")
    row = TeamRisk(team_id=team.id, kind=kind, text=text, indicator=indicator, noted_on=noted_on)
    session.add(row)
    session.flush()
    return row


def risks(session: Session, team: Team) -> list[TeamRisk]:
    """The risks of a team, newest first."""
    return list(
        session.scalars(
            select(TeamRisk).where(TeamRisk.team_id == team.id).order_by(TeamRisk.noted_on.desc(), TeamRisk.id.desc())
        )
    )


def answer(session: Session, team: Team, text: str, *, shared: bool) -> TeamAnswer:
    """What a team says of its marks; `shared`: others may see its sheet from now on (or not any more)."""
    if not text:
        raise TeamRefused("Schrijf op wat het team van de cijfers vindt.")
    row = TeamAnswer(team_id=team.id, text=text, shared=shared)
    session.add(row)
    session.flush()
    return row


def answers(session: Session, team: Team) -> list[TeamAnswer]:
    """What a team said, newest first."""
    return list(
        session.scalars(
            select(TeamAnswer).where(TeamAnswer.team_id == team.id).order_by(TeamAnswer.written_at.desc(), TeamAnswer.id.desc())
        )
    )


def is_shared(session: Session, team: Team) -> bool:
    """Whether the team agreed, the last time it answered, that others see its sheet."""
    said = answers(session, team)
    return bool(said) and said[0].shared


def seat(session: Session, team: Team, account: Account) -> TeamSeat:
    """Put an account of the programme in a team."""
    belongs = select(Membership.id).where(Membership.account_id == account.id, Membership.programme_id == team.programme_id)
    if session.scalars(belongs.limit(1)).first() is None:
        raise TeamRefused("Deze medewerker hoort niet bij dit programma. Geef eerst een rol in het programma.")
    row = session.scalars(select(TeamSeat).where(TeamSeat.team_id == team.id, TeamSeat.account_id == account.id)).one_or_none()
    if row is None:
        row = TeamSeat(team_id=team.id, account_id=account.id)
        session.add(row)
        session.flush()
    return row


def unseat(session: Session, team: Team, account_id: int) -> None:
    """Take an account out of a team."""
    for row in session.scalars(select(TeamSeat).where(TeamSeat.team_id == team.id, TeamSeat.account_id == account_id)):
        session.delete(row)
    session.flush()


def seats(session: Session, team: Team) -> list[Account]:
    """The accounts that belong to a team, by name."""
    query = select(Account).join(TeamSeat, TeamSeat.account_id == Account.id).where(TeamSeat.team_id == team.id)
    return list(session.scalars(query.order_by(Account.name, Account.id)))


def is_of(session: Session, team: Team, account: Account) -> bool:
    """Whether this account belongs to the team."""
    query = select(TeamSeat.id).where(TeamSeat.team_id == team.id, TeamSeat.account_id == account.id)
    return session.scalars(query).first() is not None


def agreements(session: Session, programme: Programme) -> list[TeamAgreement]:
    """What was said about the questions and decided on them, newest first."""
    query = select(TeamAgreement).where(TeamAgreement.programme_id == programme.id)
    return list(session.scalars(query.order_by(TeamAgreement.noted_on.desc(), TeamAgreement.id.desc())))


def note_agreement(
    session: Session, programme: Programme, *, survey: str, version: int | None, comment: str, noted_on: date
) -> TeamAgreement:
    """Write down what somebody said about a questionnaire."""
    if not comment:
        raise TeamRefused("Schrijf op wat er over de vragenlijst gezegd is.")
    row = TeamAgreement(programme_id=programme.id, survey=survey, version=version, comment=comment, noted_on=noted_on)
    session.add(row)
    session.flush()
    return row


def decide(session: Session, row: TeamAgreement, decision: str, agreed_by: str) -> TeamAgreement:
    """Write down what was decided on a comment, and who agreed."""
    if not decision or not agreed_by:
        raise TeamRefused("Schrijf op wat er besloten is en wie het daarmee eens is.")
    row.decision, row.agreed_by = decision, agreed_by
    session.flush()
    return row
