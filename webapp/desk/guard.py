"""The guard of the desk: who is signed in, and which role that account has in the programme of the address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from sqlalchemy import select, update
from werkzeug.exceptions import BadRequest

from database import utcnow
from surveys.parties import Account, Membership, Programme
from webapp import accounts, errors
from webapp.account_models import SignInSession
from webapp.desk.blueprint import desk
from webapp.request_session import db

COOKIE_KEY = "sid"
DOORS = {"desk.sign_in", "desk.sign_in_code"}  # whoever signs in types no words to keep
RANK = {"worker": 1, "evaluator": 2, "administrator": 3}
HIGHEST = 2**31 - 1  # of a number in the store; a larger one in an address is of nothing
SEEN_EVERY = timedelta(minutes=5)


@desk.before_request
def _own_forms_only() -> Any:
    """What is sent must carry the token of its own session; words that were typed are handed back with the refusal."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return None
    try:
        current_app.extensions["csrf"].protect()
    except BadRequest:
        words = [] if request.endpoint in DOORS else errors.words_sent()
        if not words:
            raise
        _who()
        return errors.handed_back(words, 401, _door()) if g.account is None else errors.handed_back(words, 400)
    return None


@desk.before_request
def _who() -> None:
    row = accounts.find_session(db(), session.get(COOKIE_KEY))
    g.sign_in = row
    g.account = row.account if row is not None and row.stage == "volledig" else None


def ask(level: str, arguments: dict[str, Any]) -> Any:
    """None when the view may run; else the way to the sign-in page. A foreign programme is a missing page."""
    if g.get("account") is None:
        words = errors.words_sent()
        return errors.handed_back(words, 401, _door()) if words else redirect(_door(), 303)
    _seen(g.sign_in)
    if not all(map(_storable, arguments.values())):
        abort(404)
    code = arguments.get("programme")
    if code is None:
        if level != "staff":
            raise RuntimeError("a role is a role in a programme, and this address names none")
        return None
    g.programme, g.role = enter(g.account, code)
    if level != "staff" and RANK[g.role] < RANK[level]:
        abort(403)
    return None


def _storable(value: Any) -> bool:
    """Whether a part of an address can be that of a row: no store takes larger numbers, and PostgreSQL no NUL."""
    return value <= HIGHEST if isinstance(value, int) else "\x00" not in str(value)


def enter(account: Account, code: str) -> tuple[Programme, str]:
    """The programme and the highest role in it; 404 when it does not exist or is not for this account."""
    found = next((one for one in roles_in(account) if one[0].code == code), None)
    if found is None:
        abort(404)
    return found


def roles_in(account: Account) -> list[tuple[Programme, str]]:
    """The programmes of an account with its highest role in each, by name."""
    rows = db().execute(
        select(Programme, Membership.role)
        .join(Membership, Membership.programme_id == Programme.id)
        .where(Membership.account_id == account.id)
        .order_by(Programme.name, Programme.id)
    )
    best: dict[int, tuple[Programme, str]] = {}
    for programme, role in rows:
        if programme.id not in best or RANK[role] > RANK[best[programme.id][1]]:
            best[programme.id] = (programme, role)
    return list(best.values())


def may(role: str) -> bool:
    """Whether the account has at least this role in the programme of the address."""
    return "role" in g and RANK[g.role] >= RANK[role]


def programme() -> Programme:
    """The programme of the address; the guard has seen that the account belongs to it."""
    one: Programme = g.programme
    return one


def _door() -> str:
    return url_for("desk.sign_in", volgende=_wanted())


def _wanted() -> str:
    return request.full_path.removesuffix("?") if request.method == "GET" else url_for("desk.home")


def _seen(row: SignInSession) -> None:
    now = utcnow()
    if now - row.seen_at < SEEN_EVERY:
        return
    # Apart from the request's own session, which cannot write on a GET; the row being newer than we read is no harm.
    if request.method == "GET":
        with current_app.extensions["sessions"]() as writer:
            writer.execute(update(SignInSession).where(SignInSession.id == row.id).values(seen_at=now))
            writer.commit()
    else:
        row.seen_at = now
