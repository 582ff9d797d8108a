"""Teams: who they are, their budget, the risks they watch, and who belongs to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.teams import store
from analysis.teams.models import Team
from analysis.teams.refusals import TeamRefused
from database import today
from surveys.parties import Account, Membership
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, a_number, chosen, line, see_other, text
from webapp.language import gettext
from webapp.request_session import db

FIELDS = ("code", "naam", "gemeente", "gebied", "begin", "mensen", "samenstelling")


def team_of(code: str) -> Team:
    """The team of the address; 404 when the programme has none of that code."""
    return store.find(db(), guard.programme(), code) or abort(404)


def in_team(team: Team) -> bool:
    """Whether the account belongs to the team."""
    return store.is_of(db(), team, g.account)


def noted(team: Team, action: str = "team_veranderd") -> None:
    """One line in the log."""
    audit.note(db(), action, account=g.account, programme=guard.programme(), subject=f"team:{team.id}")


@desk.get("/<programme>/teams")
@allow("worker")
def teams(programme: str) -> Any:
    """All teams by municipality, and a form for a new one."""
    return _list_page()


def _list_page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    found = (
        db().scalars(select(Team).where(Team.programme_id == guard.programme().id).order_by(Team.municipality, Team.name)).all()
    )
    rows = [(one, in_team(one), store.is_shared(db(), one)) for one in found]
    return render_template("desk/teams.html", rows=rows, values=values or {}, fault=fault), status


@desk.post("/<programme>/teams")
@allow("evaluator")
def add_team(programme: str) -> Any:
    """A new team."""
    values = _values()
    if values["code"] and store.find(db(), guard.programme(), values["code"]) is not None:
        return _list_page(values, gettext("Deze code is al van een ander team. Kies een andere."), 422)
    try:
        team = _save(values["code"], values)
    except TeamRefused as refusal:
        return _list_page(values, gettext(str(refusal)), 422)
    noted(team)
    db().commit()
    return see_other("desk.team", "Het team is bewaard.", programme=programme, team_code=team.code)


def _values() -> dict[str, str]:
    return {name: text(name, 1_000) if name == "samenstelling" else line(name, 200) for name in FIELDS}


def _save(code: str, values: dict[str, str]) -> Team:
    return store.save_team(
        db(), guard.programme(), code, name=values["naam"], municipality=values["gemeente"], area=values["gebied"],
        starts_on=day_of(values["begin"]), members=a_count(values["mensen"]), composition=values["samenstelling"],
    )  # fmt: skip


@desk.get("/<programme>/teams/<team_code>")
@allow("worker")
def team(programme: str, team_code: str) -> Any:
    """One team."""
    return team_page(team_of(team_code))


def team_page(one: Team, values: dict[str, str] | None = None, fault: str = "", *, where: str = "", status: int = 200) -> Any:
    """The page of a team; `where` says in which form the fault is."""
    own, shared = in_team(one), store.is_shared(db(), one)
    people = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.programme_id == guard.programme().id)
    )
    page = render_template(
        "desk/team.html",
        one=one,
        own=own,
        shared=shared,
        inside=own or guard.may("evaluator"),
        budgets=store.budgets(db(), one),
        risks=store.risks(db(), one),
        answers=store.answers(db(), one) if own or shared else [],
        seats=store.seats(db(), one),
        people=list(db().scalars(people.distinct().order_by(Account.name, Account.id))) if guard.may("administrator") else [],
        kinds=store.RISKS,
        values=values or {},
        fault=fault,
        where=where,
    )
    return page, status


@desk.post("/<programme>/teams/<team_code>")
@allow("evaluator")
def change_team(programme: str, team_code: str) -> Any:
    """Other words about a team; its code stays, for answers point at it."""
    one, values = team_of(team_code), _values()
    try:
        with db().begin_nested():
            _save(one.code, values)
    except TeamRefused as refusal:
        return team_page(one, values, gettext(str(refusal)), where="team", status=422)
    return _done(one)


@desk.post("/<programme>/teams/<team_code>/budget")
@allow("evaluator")
def team_budget(programme: str, team_code: str) -> Any:
    """Budgeted and realised of a period."""
    one = team_of(team_code)
    values = {name: line(name, 40) for name in ("periode", "begroot", "uitgegeven", "clienten")}
    try:
        store.save_budget(
            db(), one, values["periode"], budgeted=euros(values["begroot"]), realised=euros(values["uitgegeven"]),
            clients=a_count(values["clienten"]),
        )  # fmt: skip
    except TeamRefused as refusal:
        return team_page(one, values, gettext(str(refusal)), where="budget", status=422)
    return _done(one)


@desk.post("/<programme>/teams/<team_code>/risico")
@allow("worker")
def team_risk(programme: str, team_code: str) -> Any:
    """A risk in the log of the team: by somebody of the team, or an evaluator."""
    one = team_of(team_code)
    if not in_team(one) and not guard.may("evaluator"):
        abort(403)
    values = {"soort": chosen("soort", store.RISKS), "risico": text("risico", 1_000), "waaraan": line("waaraan", 40)}
    try:
        store.note_risk(db(), one, values["soort"], values["risico"], indicator=values["waaraan"], noted_on=today())
    except TeamRefused as refusal:
        return team_page(one, values, gettext(str(refusal)), where="risico", status=422)
    return _done(one)


@desk.post("/<programme>/teams/<team_code>/leden")
@allow("administrator")
def team_seats(programme: str, team_code: str) -> Any:
    """Who belongs to the team: put in, or taken out."""
    one = team_of(team_code)
    account = db().get(Account, int(number)) if (number := line("account", 9)).isascii() and number.isdigit() else None
    if account is None:
        abort(400)
    try:
        if chosen("wat", {"erbij", "eruit"}) == "erbij":
            store.seat(db(), one, account)
        else:
            store.unseat(db(), one, account.id)
    except TeamRefused as refusal:
        return team_page(one, fault=gettext(str(refusal)), where="leden", status=422)
    return _done(one)


def _done(one: Team) -> Any:
    noted(one)
    db().commit()
    return see_other("desk.team", "Het team is bewaard.", programme=guard.programme().code, team_code=one.code)


def day_of(value: str) -> date | None:
    """A day of a form, or nothing."""
    try:
        return a_day(value)
    except Mistyped as error:
        raise TeamRefused(str(error)) from None


def a_count(value: str) -> int | None:
    """A whole number of a form, or nothing."""
    plain = value.replace(".", "").replace(" ", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 7):
        raise TeamRefused("Vul een heel getal in, zoals 12, of laat het leeg.")
    return int(plain)


def euros(value: str) -> float | None:
    """An amount as people here write it (1.250.000 or 1250000,50), or nothing."""
    try:
        found = a_number(value)
    except Mistyped:
        found = -1.0
    if found is not None and not 0 <= found < 1e10:
        raise TeamRefused("Vul een bedrag in euro in, zoals 125.000, of laat het leeg.")
    return None if found is None else round(found, 2)
