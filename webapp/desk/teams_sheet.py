"""The sheet of a team: the team sees it first and answers; others see it when the team shares it, or an evaluator with that said."""

from __future__ import annotations

import io
import threading
from typing import Any

from flask import Response, abort, current_app, g, render_template, send_file, url_for

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

_ONE_PDF = threading.BoundedSemaphore(1)  # each takes a process of its own


def sheet_of(team: Team) -> Any:
    """The sheet as it is now."""
    from analysis.gather import gather
    from analysis.report.context import Context
    from analysis.teams import sheet

    material = gather(db(), guard.programme())
    return sheet.team_sheet(db(), Context(guard.programme(), material, today(), ()), team.code)


def _drawn(team: Team) -> Response:
    from analysis.teams import printing

    style = (current_app.extensions["house_style"], url_for("desk.report_style"))
    return Response(printing.html(sheet_of(team), css_href=style), mimetype="text/html")


def _free(team: Team) -> bool:
    return in_team(team) or store.is_shared(db(), team)


@desk.get("/<programme>/teams/<team_code>/blad")
@allow("worker")
def team_sheet(programme: str, team_code: str) -> Any:
    """The sheet; for whom it is not yet, a page that says why."""
    team = team_of(team_code)
    if _free(team):
        return _drawn(team)
    return render_template("desk/teams_not_shared.html", one=team), 403


@desk.post("/<programme>/teams/<team_code>/blad")
@allow("evaluator")
def team_sheet_after_all(programme: str, team_code: str) -> Any:
    """An evaluator opens a sheet that was not shared: it is written in the log."""
    team = team_of(team_code)
    if not _free(team):
        noted(team, "teamblad_geopend")
        db().commit()
    return _drawn(team)


@desk.get("/<programme>/teams/<team_code>/blad.pdf")
@allow("worker")
def team_sheet_pdf(programme: str, team_code: str) -> Any:
    """The sheet on paper, for whom it is."""
    team = team_of(team_code)
    if not _free(team):
        abort(403)
    from analysis.teams import printing

    found = sheet_of(team)
    with _ONE_PDF:
        body = printing.pdf(found)
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
