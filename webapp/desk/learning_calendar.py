"""The calendar of a programme: what has to happen now, the file for a calendar program, and notes for who takes over."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response, abort, g, render_template, request, url_for
from sqlalchemy import select

import saying
from analysis import sentences
from analysis.learning import dues, feed, handing, ics
from analysis.learning.models import HandOver
from database import today, utcnow
from surveys.models import Wave
from surveys.parties import Programme
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other, text
from webapp.language import current_language, gettext
from webapp.request_session import db

LONG = 4_000
PLACES = {  # where something of each kind is done, and who may
    "meting": ("desk.waves", "administrator"),
    "gesprek": ("desk.learning", "worker"),
    "actie": ("desk.learning", "worker"),
    "aanlevering": ("desk.collection_plan", "evaluator"),
    "cijfer": ("desk.collection_plan", "evaluator"),
}


def week_of(programme: Programme) -> dues.Week:
    """What is late and what this week asks, for the start pages."""
    return dues.week(dues.calendar(db(), programme, today()), today())


def place(one: dues.Due) -> str:
    """The address where this is done; "" when this account may not go there."""
    endpoint, role = PLACES[one.kind]
    if one.kind == "aanlevering" and not guard.may(role) and one.who == g.account.organisation.name:
        endpoint, role = "desk.line_mine", "worker"  # a partner finds there what it was asked
    return url_for(endpoint, programme=guard.programme().code) if guard.may(role) else ""


@desk.get("/<programme>/kalender")
@allow("worker")
def calendar(programme: str) -> Any:
    """Late, this week, and the months after; beside it the notes."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    week = week_of(guard.programme())
    months = [(name, list(ones)) for name, ones in groupby(week.later, key=_month)]
    rendered = render_template(
        "desk/learning_calendar.html", week=week, months=months, kinds=dues.KINDS, place=place, address=_address(),
        notes=handing.notes(db(), guard.programme()), waves=_waves(), values=values or {}, fault=fault,
    )  # fmt: skip
    return rendered, status


def _month(one: dues.Due) -> str:
    return f"{saying.say(sentences.MONTHS[one.on.month - 1])} {one.on.year}"


def _waves() -> dict[str, Wave]:
    rows = db().scalars(select(Wave).where(Wave.programme_id == guard.programme().id).order_by(Wave.opens_on, Wave.id))
    return {str(one.id): one for one in rows}


def _address() -> str:
    mark = feed.mark(db(), guard.programme())
    if not mark:
        return ""
    language = {} if current_language() == saying.SOURCE else {"taal": current_language()}
    return url_for("desk.calendar_feed", mark=mark, _external=True, **language)


@desk.get("/<programme>/kalender.ics")
@allow("worker")
def calendar_file(programme: str) -> Any:
    """The same as a file, to open in a calendar program."""
    return _file(guard.programme(), attachment=True)


@desk.get("/kalender-abonnement/<mark>.ics")
@allow("public")
def calendar_feed(mark: str) -> Any:
    """The file under its secret address, for a calendar program that cannot sign in."""
    found = feed.find(db(), mark) or abort(404)
    return _file(found, attachment=False)


def _file(programme: Programme, *, attachment: bool) -> Response:
    page = url_for("desk.calendar", programme=programme.code, _external=True)
    content = ics.calendar_file(
        dues.calendar(db(), programme, today()), name=programme.name, code=programme.code, address=page, made=utcnow()
    )
    how = "attachment" if attachment else "inline"
    return Response(
        content, mimetype="text/calendar", headers={"Content-Disposition": f'{how}; filename="kalender-{programme.code}.ics"'}
    )


@desk.post("/<programme>/kalender/abonnement")
@allow("evaluator")
def share_calendar(programme: str) -> Any:
    """Open a secret address for calendar programs, make a new one, or shut it."""
    if chosen("wat", {"nieuw", "weg"}) == "nieuw":
        feed.renew(db(), guard.programme())
        return _done("Het adres is gemaakt. Wie het heeft, ziet de kalender.")
    feed.shut(db(), guard.programme())
    return _done("Het adres werkt niet meer.")


@desk.post("/<programme>/kalender/overdracht")
@allow("worker")
def write_hand_over(programme: str) -> Any:
    """A note for who takes over, of a wave or of the whole."""
    values = {"tekst": text("tekst", LONG), "meting": request.form.get("meting", "")}
    waves = _waves()
    of = chosen("meting", {"", *waves}, "")
    try:
        handing.hand_over(db(), guard.programme(), waves.get(of), values["tekst"], g.account)
    except handing.NoteRefused as refused:
        return _page(values, gettext(str(refused)), 422)
    return _done("De overdracht is bewaard.")


@desk.post("/<programme>/kalender/overdracht/<int:number>/weg")
@allow("worker")
def remove_hand_over(programme: str, number: int) -> Any:
    """Take a note away: one's own, or as evaluator any."""
    query = select(HandOver).where(HandOver.programme_id == guard.programme().id, HandOver.id == number)
    row = db().scalars(query).first() or abort(404)
    try:
        handing.take_away(db(), row, g.account, others=guard.may("evaluator"))
    except handing.NoteRefused as refused:
        return _page({}, gettext(str(refused)), 422)
    return _done("De overdracht is weggehaald.")


def _done(message: str) -> Any:
    audit.note(db(), "leercyclus_veranderd", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.calendar", message, programme=guard.programme().code)
