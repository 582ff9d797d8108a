"""The sheet of a team: the team sees it first and answers; others see it when the team shares it, or an evaluator with that said.

Whoever opens or prints it sees marks that may be new: that is a publication, so it is a form, and the ledger remembers it.
"""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

from flask import Response, abort, current_app, g, redirect, render_template, send_file, url_for

from analysis.teams import store
from analysis.teams.models import Team
from analysis.teams.refusals import TeamRefused
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other, text, ticked
from webapp.desk.teams import in_team, noted, team_of, team_page
from webapp.language import gettext
from webapp.request_session import db

if TYPE_CHECKING:
    from analysis.teams.guarding import Ready

_ONE_PDF = threading.BoundedSemaphore(1)  # each takes a process of its own


def _ready(team: Team) -> Ready:
    """The sheet as it may be shown now, beside everything that went out; only reads."""
    from analysis.teams import guarding

    return guarding.prepare(db(), guard.programme(), team.code, today())


def _record(team: Team, ready: Ready) -> None:
    """Write in the ledger that the sheet goes out, and commit."""
    from analysis.teams import guarding

    made = guarding.publish(db(), guard.programme(), ready, db().merge(g.account, load=False))
    if made is not None:
        noted(team, "teamblad_uitgegeven")
    db().commit()


def _drawn(ready: Ready) -> Response:
    from analysis.teams import printing

    style = (current_app.extensions["house_style"], url_for("desk.report_style"))
    return Response(printing.html(ready.sheet, css_href=style), mimetype="text/html")


def _free(team: Team) -> bool:
    return in_team(team) or store.is_shared(db(), team)


@desk.get("/<programme>/teams/<team_code>/blad")
@allow("worker")
def team_sheet(programme: str, team_code: str) -> Any:
    """The sheet, when everything on it went out before; else a button, for who opens it sees something new and that is recorded."""
    from analysis.teams import guarding

    team = team_of(team_code)
    if not _free(team):
        return render_template("desk/teams_not_shared.html", one=team), 403
    ready = _ready(team)
    if guarding.told(db(), guard.programme(), ready.cuts):
        return _drawn(ready)
    return render_template("desk/teams_ready.html", one=team)


@desk.post("/<programme>/teams/<team_code>/blad")
@allow("worker")
def open_team_sheet(programme: str, team_code: str) -> Any:
    """Open the sheet: it stands in the ledger from now on. An evaluator may also open one that was not shared; that is in the log."""
    team = team_of(team_code)
    free = _free(team)
    if not free:
        if not guard.may("evaluator"):
            abort(403)
        noted(team, "teamblad_geopend")
    ready = _ready(team)
    _record(team, ready)
    return redirect(url_for("desk.team_sheet", programme=programme, team_code=team_code), 303) if free else _drawn(ready)


@desk.post("/<programme>/teams/<team_code>/blad.pdf")
@allow("worker")
def team_sheet_pdf(programme: str, team_code: str) -> Any:
    """The sheet on paper, for whom it is; it stands in the ledger from now on."""
    team = team_of(team_code)
    if not _free(team):
        abort(403)
    from analysis.teams import printing

    ready = _ready(team)
    _record(team, ready)  # first: drawing takes seconds, and on SQLite nobody else can write until this is kept
    with _ONE_PDF:
        body = printing.pdf(ready.sheet)
    return send_file(io.BytesIO(body), mimetype="application/pdf", as_attachment=True, download_name=f"team-{team.code}.pdf")


@desk.post("/<programme>/teams/<team_code>/antwoord")
@allow("worker")
def answer_of_team(programme: str, team_code: str) -> Any:
    """What the team says of its marks; only somebody of the team can write it."""
    team = team_of(team_code)
    if not in_team(team):
        abort(403)
    values = {"antwoord": text("antwoord", 2_000), "delen": "ja" if ticked("delen") else ""}
    try:
        store.answer(db(), team, values["antwoord"], shared=bool(values["delen"]))
    except TeamRefused as refusal:
        return team_page(team, values, gettext(str(refusal)), where="antwoord", status=422)
    audit.note(db(), "team_antwoord", account=g.account, programme=guard.programme(), subject=f"team:{team.id}")
    db().commit()
    return see_other("desk.team", "Het antwoord is bewaard.", programme=programme, team_code=team_code)
