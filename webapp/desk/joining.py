"""Tegenspraak at the desk: where figures and stories disagree, put on the agenda and answered; never removed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.joining import store
from analysis.joining.models import AgendaItem
from analysis.joining.store import JoiningRefused
from analysis.report.parts.joining import JoiningPart
from database import today
from saying import SOURCE
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, line, see_other, text
from webapp.desk.reporting import live
from webapp.desk.shell import day
from webapp.language import gettext
from webapp.request_session import db

LONG = 4_000
KEY = 120


def joining_now(language: str = "") -> JoiningPart | None:
    """What the report of this moment says about figures and stories together; the agenda is kept as it is without a language."""
    return live(language).joining


@desk.get("/<programme>/tegenspraak")
@allow("evaluator")
def contradictions(programme: str) -> Any:
    """Everything on the agenda, and what is found now."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    html = render_template(
        "desk/joining.html",
        joining=joining_now(g.language),
        values=values or {},
        fault=fault,
        today=today(),
        when=_when,
        stored=_stored(),
    )
    return html, status


@desk.post("/<programme>/tegenspraak")
@allow("evaluator")
def put_on_agenda(programme: str) -> Any:
    """Put what is found now on the agenda."""
    new = _record()
    audit.note(db(), "agenda_aangevuld", account=g.account, programme=guard.programme(), subject=f"nieuw:{new}")
    db().commit()
    message = "Alle gevonden tegenspraken staan op de agenda." if new else "Er is niets nieuws gevonden. De agenda is compleet."
    return see_other("desk.contradictions", message, programme=programme)


def _record() -> int:
    joining = joining_now(SOURCE)
    if joining is None:
        return 0
    languages = store.untold(db(), guard.programme(), joining.agenda)
    told = {one: store.by_key(other.agenda) for one in languages if (other := joining_now(one))}
    return store.record(db(), guard.programme(), joining.agenda, told=told)


@desk.post("/<programme>/tegenspraak/antwoord")
@allow("evaluator")
def answer_contradiction(programme: str) -> Any:
    """Write down what people said about a point; the point stays."""
    values = {"sleutel": text("sleutel", KEY), "tekst": text("tekst", LONG), "met": line("met", 300), "op": line("op", 10)}
    _record()
    item = db().scalar(
        select(AgendaItem).where(AgendaItem.programme_id == guard.programme().id, AgendaItem.key == values["sleutel"])
    )
    if item is None:
        abort(404)
    try:
        store.answer(db(), item, values["tekst"], values["met"], _day(values["op"]))
    except JoiningRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    audit.note(db(), "tegenspraak_besproken", account=g.account, programme=guard.programme(), subject=f"agendapunt:{item.id}")
    db().commit()
    return see_other("desk.contradictions", "Het antwoord is bewaard. Het punt blijft op de agenda staan.", programme=programme)


def _stored() -> set[str]:
    return {one.key for one in store.items(db(), guard.programme())}


def _when(iso: str) -> str:
    return day(date.fromisoformat(iso))


def _day(value: str) -> date:
    try:
        found = a_day(value) or today()
    except Mistyped as error:
        raise JoiningRefused(str(error)) from None
    if found > today():
        raise JoiningRefused("Deze dag moet nog komen. Vul in op welke dag u erover sprak.")
    return found
