"""Counting heads at the door: a page for a phone, a poster for the wall, and the sums per month."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from flask import abort, g, render_template, request
from sqlalchemy import func, select

from analysis import sentences
from analysis.accounting import store
from analysis.accounting.gathering import tallied
from analysis.accounting.models import Tally
from database import utcnow
from surveys.models import Activity
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import whole
from webapp.desk.blueprint import desk
from webapp.desk.fields import a_day, chosen, line, see_other, text
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db

STEPS = (1, 2, 5)
CHANNELS = {"telefoon": "op de telefoon", "papier": "van papier"}
BOXES = 100  # on a poster: as many as one can see at a glance
ERRORS = (ValueError, store.AccountingRefused)


def _today() -> date:
    return utcnow().astimezone(AMSTERDAM).date()


def _activity(code: str) -> Activity:
    found = choices.activities(db(), guard.programme()).get(code)
    if found is None:
        abort(404)
    return found


def _mark() -> str:
    """The form's own mark, bound to who sent it: sent twice is counted once, and nobody can hit on the mark of another."""
    key = text("merk", 40)
    if not key.isalnum():
        abort(400)
    return hashlib.sha256(f"turf:{g.account.id}:{key}".encode()).hexdigest()[:40]


@desk.get("/<programme>/turven")
@allow("worker")
def tallies(programme: str) -> Any:
    """The activities, with what was counted this month and before."""
    found = tallied(db(), guard.programme())
    rows = [
        (one, [(_month(month), heads, days) for month, heads, days in reversed(found.get(code, ()))])
        for code, one in choices.activities(db(), guard.programme()).items()
    ]
    return render_template("desk/tally.html", rows=rows)


def _month(code: str) -> str:
    year, month = code.split("-")
    return f"{gettext(sentences.MONTHS[int(month) - 1])} {year}"


@desk.get("/<programme>/turven/<activity>")
@allow("worker")
def tally(programme: str, activity: str) -> Any:
    """The page at the door: today's number, and large buttons."""
    return _page(_activity(activity))


@desk.post("/<programme>/turven/<activity>")
@allow("worker")
def add_tally(programme: str, activity: str) -> Any:
    """One press: so many people came in. The same press again is the same people."""
    one = _activity(activity)
    step = chosen("erbij", {str(step) for step in STEPS})
    store.tally(db(), one, int(step), mark=_mark(), counted_on=_today(), channel="telefoon", account_id=g.account.id)
    db().commit()
    return see_other("desk.tally", programme=programme, activity=activity)


@desk.post("/<programme>/turven/<activity>/terug")
@allow("worker")
def undo_tally(programme: str, activity: str) -> Any:
    """Take back the last press of this account today."""
    taken = store.untally(db(), _activity(activity), g.account, _today())
    db().commit()
    return see_other(
        "desk.tally", "" if taken else "Er is vandaag niets om terug te nemen.", programme=programme, activity=activity
    )


@desk.post("/<programme>/turven/<activity>/totaal")
@allow("worker")
def sum_tally(programme: str, activity: str) -> Any:
    """A total that was kept on paper or in the head, with its day."""
    one = _activity(activity)
    values = {name: text(name, 40) for name in ("aantal", "dag", "hoe")}
    chosen("hoe", CHANNELS)
    try:
        day = a_day(values["dag"])
        if day is None:
            raise ValueError(values["dag"])
        if day > _today():
            raise store.AccountingRefused("Die dag is nog niet geweest. Kies vandaag of een dag daarvoor.")
        people = whole(values["aantal"]) or 0
        mark = _mark()
        store.tally(
            db(),
            one,
            people,
            mark=mark,
            counted_on=day,
            channel=values["hoe"],
            note=line("notitie", 300),
            account_id=g.account.id,
        )
    except ERRORS as fault:
        sentence = str(fault) if isinstance(fault, store.AccountingRefused) else "Vul een aantal en een dag in."
        return _page(one, values, gettext(sentence)), 422
    audit.note(db(), "turven_ingevuld", account=g.account, programme=guard.programme(), subject=f"activiteit:{one.id}")
    db().commit()
    return see_other("desk.tally", "Het aantal is bewaard.", programme=programme, activity=activity)


def _page(one: Activity, values: dict[str, str] | None = None, fault: str = "") -> str:
    query = select(func.coalesce(func.sum(Tally.people), 0)).where(Tally.activity_id == one.id, Tally.counted_on == _today())
    return render_template(
        "desk/tally_one.html", one=one, now=db().scalar(query), steps=STEPS, mark=secrets.token_hex(16), day_now=_today(),
        channels=CHANNELS, values=values or {"dag": _today().isoformat(), "hoe": "papier"}, fault=fault,
    )  # fmt: skip


@desk.get("/<programme>/turven/<activity>/poster")
@allow("worker")
def tally_poster(programme: str, activity: str) -> Any:
    """A sheet for the wall with boxes to cross."""
    shown = request.args.get("vakjes", str(BOXES))
    boxes = int(shown) if shown in {"50", "100", "200"} else BOXES
    return render_template("desk/tally_poster.html", one=_activity(activity), boxes=boxes)
