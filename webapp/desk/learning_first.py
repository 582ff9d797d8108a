"""The report of a round for whom it is about: they read it at the desk before it goes to others, and answer first."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, url_for

from analysis.learning import readers, store
from analysis.models import ReportSnapshot
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.request_session import db

NOT_YET = "Er ligt nog geen rapport klaar om te lezen."


@desk.get("/<programme>/leren/rapport")
@allow("worker")
def first_reading(programme: str) -> Any:
    """The report that was kept for the newest round, without what was taken back since."""
    from analysis.report import rendering
    from analysis.report.files import store as files

    rounds = store.cycles(db(), guard.programme())
    kept = db().get(ReportSnapshot, rounds[0].snapshot_id) if rounds and readers.may_read(rounds[0]) else None
    if kept is None:
        return see_other("desk.learning", NOT_YET, programme=guard.programme().code)
    style = (current_app.extensions["house_style"], url_for("desk.report_style"))
    return Response(rendering.html(files.order(db(), guard.programme(), kept).report, css_href=style), mimetype="text/html")
