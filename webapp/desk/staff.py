"""The administrator: who works in the programme, in which role; and the log of what was done."""

from __future__ import annotations

import secrets
from typing import Any

from flask import abort, g, render_template, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from surveys.parties import ROLES, Account, Membership
from webapp import accounts, audit
from webapp.access import allow
from webapp.account_models import AuditEvent
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, number, only_known, see_other, ticked
from webapp.desk.signing_in import fresh_or_confirm
from webapp.language import gettext
from webapp.request_session import db

PER_PAGE = 50
LAST_ONE = "Een programma heeft ten minste één beheerder nodig. Maak eerst een ander beheerder."


def _members() -> list[Account]:
    query = (
        select(Account)
        .join(Membership)
        .where(Membership.programme_id == guard.programme().id)
        .options(selectinload(Account.memberships), selectinload(Account.organisation))
        .order_by(Account.name, Account.id)
        .distinct()
    )
    return list(db().scalars(query))


def _roles(account: Account) -> set[str]:
    return {one.role for one in account.memberships if one.programme_id == guard.programme().id}


def governs(account: Account) -> bool:
    """Whether this administrator may close the account or give it a password: only when nobody else has a say in it."""
    mine = select(Membership.programme_id).where(Membership.account_id == g.account.id, Membership.role == "administrator")
    governed = set(db().scalars(mine))
    own_house = account.organisation_id == guard.programme().organisation_id
    return own_house and account.id != g.account.id and all(one.programme_id in governed for one in account.memberships)


@desk.get("/<programme>/medewerkers")
@allow("administrator")
def staff(programme: str) -> Any:
    """Who works in this programme."""
    return _page()


def _page(fault: str = "", given: tuple[str, str] | None = None, status: int = 200) -> Any:
    rows = [(one, _roles(one), governs(one)) for one in _members()]
    return render_template("desk/staff.html", rows=rows, roles=ROLES, fault=fault, given=given), status


def _member(account_number: int) -> Account:
    account = next((one for one in _members() if one.id == account_number), None)
    if account is None:
        abort(404)
    return account


def _confirm() -> Any:
    return fresh_or_confirm(url_for("desk.staff", programme=guard.programme().code))


def _new_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))


@desk.post("/<programme>/medewerkers")
@allow("administrator")
def add_staff(programme: str) -> Any:
    """Add somebody of the own organisation; the first password is shown once."""
    refused = _confirm()
    if refused:
        return refused
    role, password = chosen("rol", ROLES), _new_password()
    email = accounts.normal_email(line("email", 200))
    known = db().scalar(select(Account).where(Account.email == email))
    if known is not None and known.organisation_id != guard.programme().organisation_id:
        return _page(
            gettext("Dit e-mailadres kan hier niet worden toegevoegd. Kies een adres van uw eigen organisatie."), status=422
        )
    if known is not None and role in _roles(known):
        return _page(gettext("Deze medewerker heeft deze rol al."), status=422)
    try:
        account = known or accounts.create(db(), guard.programme().organisation, email, line("naam", 200), password)
    except accounts.AccountRefused as refusal:
        db().rollback()
        return _page(gettext(str(refusal)), status=422)
    account.memberships.append(Membership(programme_id=guard.programme().id, role=role))
    db().flush()
    accounts.end_sessions(db(), account)
    _noted("account_gemaakt", account)
    return _page(given=None if known else (account.email, password))


@desk.post("/<programme>/medewerkers/<int:account_number>/rollen")
@allow("administrator")
def change_roles(programme: str, account_number: int) -> Any:
    """Other roles in this programme, or none at all; the sessions of the account end."""
    refused = _confirm()
    if refused:
        return refused
    account = _member(account_number)
    wanted = {role for role in ROLES if ticked(f"rol-{role}")}
    if "administrator" not in wanted and not _another_administrator(account):
        return _page(gettext(LAST_ONE), status=422)
    for one in [m for m in account.memberships if m.programme_id == guard.programme().id and m.role not in wanted]:
        account.memberships.remove(one)
        db().delete(one)
    for role in sorted(wanted - _roles(account)):
        account.memberships.append(Membership(programme_id=guard.programme().id, role=role))
    db().flush()
    accounts.end_sessions(db(), account)
    _noted("rollen_gewijzigd", account)
    return see_other("desk.staff", "De rollen zijn veranderd. De medewerker moet zich opnieuw aanmelden.", programme=programme)


def _governed(account_number: int) -> Account:
    """An account of this programme that this administrator may shut or give a password; else 403."""
    account = _member(account_number)
    if not governs(account):
        abort(403)
    return account


def _another_administrator(account: Account) -> bool:
    others = select(func.count()).select_from(Membership).join(Account)
    others = others.where(Membership.programme_id == guard.programme().id, Membership.role == "administrator")
    return bool(db().scalar(others.where(Account.id != account.id, Account.active.is_(True))))


@desk.post("/<programme>/medewerkers/<int:account_number>/toegang")
@allow("administrator")
def change_access(programme: str, account_number: int) -> Any:
    """Shut an account, or open it again; shutting ends all its sessions."""
    refused = _confirm()
    if refused:
        return refused
    account = _governed(account_number)
    if chosen("toegang", ("ja", "nee")) == "ja":
        account.active = True
        _noted("account_aan", account)
        return see_other("desk.staff", "De medewerker kan zich weer aanmelden.", programme=programme)
    accounts.deactivate(db(), account)
    _noted("account_uit", account)
    return see_other("desk.staff", "De medewerker kan zich niet meer aanmelden.", programme=programme)


@desk.post("/<programme>/medewerkers/<int:account_number>/wachtwoord")
@allow("administrator")
def give_password(programme: str, account_number: int) -> Any:
    """A new password for somebody who forgot it; shown once. The second step goes too, for the phone may be what was lost."""
    refused = _confirm()
    if refused:
        return refused
    account = _governed(account_number)
    password = _new_password()
    accounts.set_password(db(), account, password)
    account.totp_sealed = account.totp_last_step = None
    _noted("wachtwoord_gezet", account)
    return _page(given=(account.email, password))


def _noted(action: str, account: Account) -> None:
    audit.note(db(), action, account=g.account, programme=guard.programme(), subject=f"account:{account.id}")
    db().commit()


@desk.get("/<programme>/logboek")
@allow("administrator")
def log(programme: str) -> Any:
    """What was done in this programme, the newest first; it cannot be changed here."""
    only_known("bladzijde")
    page = number("bladzijde", 1)
    mine = select(AuditEvent).where(AuditEvent.programme_id == guard.programme().id)
    total = db().scalar(select(func.count()).select_from(mine.subquery())) or 0
    query = mine.options(selectinload(AuditEvent.account)).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    rows = list(db().scalars(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE)))
    return render_template(
        "desk/log.html",
        rows=rows,
        actions=audit.ACTIONS,
        page=page,
        pages=max(1, -(-total // PER_PAGE)),
        page_address=lambda n: url_for("desk.log", programme=programme, bladzijde=n),
    )
