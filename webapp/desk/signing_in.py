"""Signing in and out: password, then the code when the account asks for one; each step gives a new session."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Response, flash, g, make_response, redirect, render_template, request, session, url_for

from surveys.parties import Account
from webapp import accounts, audit, limiting, second_step
from webapp.access import allow, current
from webapp.account_models import SignInSession
from webapp.cleaning import clean_text
from webapp.desk.blueprint import desk
from webapp.desk.devices import device_name
from webapp.desk.guard import COOKIE_KEY
from webapp.desk.shell import LANGUAGE_KEY
from webapp.language import gettext
from webapp.request_session import db

DEVICE_KEY = "toestel"
WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw."
WRONG_CODE = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app."


def safe_next(target: str) -> str:
    """Where to go after signing in: a page of the desk, never another site."""
    own = target.startswith("/werk") and target[5:6] in ("", "/", "?")
    plain = "\\" not in target and "//" not in target and not any(ord(c) < 33 for c in target)
    return target if own and plain else url_for("desk.home")


@desk.route("/aanmelden", methods=["GET", "POST"])
@allow("public")
def sign_in() -> Any:
    """The sign-in page."""
    target = safe_next(request.values.get("volgende", ""))
    if request.method == "GET":
        return redirect(target) if current() else render_template("desk/sign_in.html", target=target, fault="")
    email = clean_text(request.form.get("email", ""), 200)
    password = request.form.get("wachtwoord", "")
    wait = _slow_down(email)
    db().commit()  # the attempt counts, and the store is free while Argon2 works
    if wait:
        return slowed("desk/sign_in.html", wait, target=target, email=email)
    stored = accounts.stored_password(db(), email)
    db().rollback()
    if not accounts.verify(stored, password):
        audit.note(db(), "aanmelden_mislukt", account=None)
        db().commit()
        return render_template("desk/sign_in.html", target=target, fault=gettext(WRONG), email=email), 401
    account = db().get_one(Account, stored.account_id)
    accounts.refresh_hash(account, password)
    return _first_step_done(account, target)


def _first_step_done(account: Account, target: str) -> Any:
    if g.sign_in is not None:
        accounts.end_session(g.sign_in)
    needs_code = account.totp_sealed is not None
    token, row = accounts.open_session(db(), account, device=device_name(request.user_agent.string), second_step=needs_code)
    if needs_code:
        db().commit()
        new_cookie(token)
        return redirect(url_for("desk.sign_in_code", volgende=target), 303)
    return _welcome(token, row, target)


@desk.route("/aanmelden/code", methods=["GET", "POST"])
@allow("public")
def sign_in_code() -> Any:
    """The second step: the code of the authenticator app."""
    target = safe_next(request.values.get("volgende", ""))
    row: SignInSession | None = g.sign_in
    if row is None or row.stage != "tweede_stap":
        return redirect(url_for("desk.sign_in", volgende=target), 303)
    if request.method == "GET":
        return render_template("desk/sign_in_code.html", target=target, fault="")
    wait = limiting.take(db(), limiting.PER_CODE, str(row.account_id))
    db().commit()
    if wait:
        return slowed("desk/sign_in_code.html", wait, target=target)
    if not second_step.check_code(db(), row.account, clean_text(request.form.get("code", ""), 20)):
        audit.note(db(), "aanmelden_mislukt", account=row.account)
        db().commit()
        return render_template("desk/sign_in_code.html", target=target, fault=gettext(WRONG_CODE)), 401
    token, new = accounts.rotate(db(), row)
    return _welcome(token, new, target)


@desk.post("/afmelden")
@allow("staff")
def sign_out() -> Any:
    """End this session, here and on the server."""
    audit.note(db(), "afgemeld", account=current())
    accounts.end_session(g.sign_in)
    db().commit()
    new_cookie(None)
    flash(gettext("U bent afgemeld."))
    return redirect(url_for("desk.sign_in"), 303)


@desk.route("/bevestigen", methods=["GET", "POST"])
@allow("staff")
def confirm() -> Any:
    """Ask for the password again before something that matters; the session gets a new id."""
    target = safe_next(request.values.get("volgende", ""))
    if request.method == "GET":
        return render_template("desk/confirm.html", target=target, fault="")
    account = g.account
    wait = limiting.take(db(), limiting.PER_DEVICE, f"bevestigen {account.id}")
    if wait:
        db().commit()
        return slowed("desk/confirm.html", wait, target=target)
    if not accounts.verify(accounts.stored_password(db(), account.email), request.form.get("wachtwoord", "")):
        db().commit()
        return render_template("desk/confirm.html", target=target, fault=gettext("Dit wachtwoord klopt niet.")), 401
    token, _row = accounts.rotate(db(), g.sign_in)
    db().commit()
    new_cookie(token)
    return redirect(target, 303)


def fresh_or_confirm(back: str) -> Response | None:
    """None when the password was given a moment ago; else a redirect to the page that asks for it."""
    if accounts.is_fresh(g.sign_in):
        return None
    return make_response(redirect(url_for("desk.confirm", volgende=back), 303))


def new_cookie(token: str | None) -> None:
    """Start the cookie anew: only the language and the mark of a known browser are kept."""
    kept = {key: session[key] for key in (LANGUAGE_KEY, DEVICE_KEY) if key in session}
    session.clear()
    session.update(kept)
    if token is not None:
        session[COOKIE_KEY] = token


def slowed(template: str, wait: int, **values: Any) -> Response:
    """The page again, saying how long to wait."""
    fault = gettext("Er is te vaak geprobeerd. Wacht %(seconds)s seconden en probeer het dan opnieuw.", seconds=wait)
    response = make_response(render_template(template, fault=fault, **values), 429)
    response.headers["Retry-After"] = str(wait)
    return response


def _welcome(token: str, row: SignInSession, target: str) -> Response:
    audit.note(db(), "aangemeld", account=row.account)
    limiting.sweep(db())
    mark = _mark(row.account.email)
    db().commit()
    new_cookie(token)
    device = session.get(DEVICE_KEY) or {"id": secrets.token_urlsafe(9), "wie": []}
    session[DEVICE_KEY] = {"id": device["id"], "wie": [mark, *(m for m in device["wie"] if m != mark)][:4]}
    return make_response(redirect(target, 303))


def _mark(email: str) -> str:
    return str(db().info["keyring"].digest("known device", accounts.normal_email(email)))[:16]


def _slow_down(email: str) -> int:
    """Seconds to wait. A browser in which this account signed in before has its own bucket: others cannot empty it."""
    wait = limiting.take(db(), limiting.PER_ADDRESS, request.remote_addr or "")
    device = session.get(DEVICE_KEY)
    name = accounts.normal_email(email)
    if device and _mark(email) in device["wie"]:
        return max(wait, limiting.take(db(), limiting.PER_DEVICE, f"{name} {device['id']}"))
    return max(wait, limiting.take(db(), limiting.PER_ACCOUNT, name))
