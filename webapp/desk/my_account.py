"""My own account: where I am signed in, my password, and the second step."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for

from webapp import accounts, audit, limiting, second_step
from webapp.access import allow
from webapp.account_models import DeskPreference, SignInSession
from webapp.cleaning import clean_text
from webapp.desk.blueprint import desk
from webapp.desk.fields import N_, chosen, see_other
from webapp.desk.signing_in import fresh_or_confirm, new_cookie
from webapp.language import current_language, gettext
from webapp.request_session import db

REMINDERS = {
    "": N_("Nee, geen mail"),
    "week": N_("Elke week, op maandag"),
    "dag": N_("Elke week, en ook op de dag zelf als er dan iets moet gebeuren"),
}


@desk.get("/account")
@allow("staff")
def my_account() -> Any:
    """My sessions and settings."""
    return _page()


def _page(fault: str = "", status: int = 200) -> Any:
    sessions = accounts.open_sessions(db(), g.account)
    row = db().get(DeskPreference, g.account.id)
    reminders = (row.reminders if row else "") if _mails() else None
    rendered = render_template(
        "desk/my_account.html", sessions=sessions, here=g.sign_in, fault=fault, reminders=reminders, how=REMINDERS
    )
    return rendered, status


def _mails() -> bool:
    """Whether this installation has a mail server."""
    return bool(current_app.extensions["settings"].mail_url)


@desk.post("/account/herinneringen")
@allow("staff")
def choose_reminders() -> Any:
    """Reminders by mail: none, every week, or also on the day itself; in the language in which this is chosen."""
    if not _mails():
        abort(404)
    wanted = chosen("hoe", REMINDERS)
    row = db().get(DeskPreference, g.account.id)
    if row is None:
        row = DeskPreference(account_id=g.account.id, choices={})
        db().add(row)
    row.reminders, row.language = wanted, current_language()
    audit.note(db(), "herinnering_gekozen", account=g.account)
    db().commit()
    if wanted:
        return see_other("desk.my_account", "U krijgt herinneringen per mail.")
    return see_other("desk.my_account", "U krijgt geen herinneringen per mail.")


@desk.post("/account/sessies/<int:number>/beeindigen")
@allow("staff")
def end_one_session(number: int) -> Any:
    """End one of my sessions; another's does not exist for me."""
    row = db().get(SignInSession, number)
    if row is None or row.account_id != g.account.id:
        abort(404)
    accounts.end_session(row)
    audit.note(db(), "sessie_beeindigd", account=g.account)
    db().commit()
    return see_other("desk.my_account", "De sessie is beëindigd.")


@desk.post("/account/sessies/beeindigen")
@allow("staff")
def end_other_sessions() -> Any:
    """End all my sessions but this one."""
    accounts.end_sessions(db(), g.account, keep=g.sign_in)
    audit.note(db(), "sessie_beeindigd", account=g.account)
    db().commit()
    return see_other("desk.my_account", "Alle andere sessies zijn beëindigd.")


@desk.post("/account/wachtwoord")
@allow("staff")
def change_password() -> Any:
    """A new password, after the old one; the other sessions end and this one gets a new id."""
    wait = limiting.take(db(), limiting.PER_DEVICE, f"wachtwoord {g.account.id}")
    stored = accounts.stored_password(db(), g.account.email)
    db().commit()
    if wait:
        return _page(gettext("Er is te vaak geprobeerd. Wacht een paar minuten en probeer het dan opnieuw."), 429)
    if not accounts.verify(stored, request.form.get("oud", "")):
        return _page(gettext("Uw oude wachtwoord klopt niet."), 422)
    if request.form.get("nieuw", "") != request.form.get("nogmaals", ""):
        return _page(gettext("De twee nieuwe wachtwoorden zijn niet gelijk."), 422)
    try:
        accounts.set_password(db(), g.account, request.form.get("nieuw", ""))
    except accounts.AccountRefused as refused:
        db().rollback()
        return _page(gettext(str(refused)), 422)
    token, _row = accounts.rotate(db(), g.sign_in)
    audit.note(db(), "wachtwoord_gewijzigd", account=g.account)
    db().commit()
    new_cookie(token)
    return see_other("desk.my_account", "Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld.")


@desk.get("/account/tweede-stap")
@allow("staff")
def set_up_second_step() -> Any:
    """The page with the QR code, once one was asked for."""
    secret = second_step.pending(db(), g.sign_in)
    if secret is None:
        return redirect(url_for("desk.my_account"), 303)
    return _second_step_page(secret)


def _second_step_page(secret: str, fault: str = "", status: int = 200) -> Any:
    picture = second_step.picture(g.account, secret)
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return render_template("desk/second_step.html", picture=picture, secret=groups, fault=fault), status


@desk.post("/account/tweede-stap/nieuw")
@allow("staff")
def propose_second_step() -> Any:
    """A new secret for an authenticator app."""
    refused = fresh_or_confirm(url_for("desk.my_account"))
    if refused:
        return refused
    second_step.propose(db(), g.sign_in)
    db().commit()
    return see_other("desk.set_up_second_step")


@desk.post("/account/tweede-stap")
@allow("staff")
def switch_on_second_step() -> Any:
    """Switch the second step on with a first code; the other sessions end."""
    secret = second_step.pending(db(), g.sign_in)
    if secret is None:
        return redirect(url_for("desk.my_account"), 303)
    if not second_step.switch_on(db(), g.sign_in, clean_text(request.form.get("code", ""), 20)):
        fault = gettext("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")
        return _second_step_page(secret, fault, 422)
    accounts.end_sessions(db(), g.account, keep=g.sign_in)
    token, _row = accounts.rotate(db(), g.sign_in)
    audit.note(db(), "tweede_stap_aan", account=g.account)
    db().commit()
    new_cookie(token)
    return see_other("desk.my_account", "De tweede stap staat aan. Voortaan vragen wij ook een code.")


@desk.post("/account/tweede-stap/uit")
@allow("staff")
def switch_off_second_step() -> Any:
    """Switch the second step off, after the password."""
    refused = fresh_or_confirm(url_for("desk.my_account"))
    if refused:
        return refused
    second_step.switch_off(db(), g.account)
    audit.note(db(), "tweede_stap_uit", account=g.account)
    token, _row = accounts.rotate(db(), g.sign_in)
    db().commit()
    new_cookie(token)
    flash(gettext("De tweede stap staat uit."))
    return redirect(url_for("desk.my_account"), 303)
