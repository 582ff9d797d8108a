"""The report as it is now: on the screen, and as PDF, JSON and exports of the responses."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from typing import Any

from flask import Response, abort, current_app, g, render_template, request, send_from_directory, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.models import ReportSnapshot
from analysis.report.files import store
from analysis.report.files.address import Evidence
from analysis.report.files.make import KINDS
from analysis.report.model import Report
from narratives.models import Story
from saying import REPORT_LANGUAGES, SOURCE
from surveys.models import Response as Filled
from surveys.models import Wave
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.report_files import ask_for, recent
from webapp.request_session import db, writing

SHOWN = 12  # snapshots that can still be opened from the desk
FONT = re.compile(r"[a-z0-9-]{1,80}\.woff2")
TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

EXPORTS = {  # kind in the address -> title, name of the file, kind of file
    "xlsx": ("Antwoorden (Excel)", "antwoorden", "xlsx"),
    "csv": ("Antwoorden (CSV)", "antwoorden", "csv"),
    "codeboek": ("Codeboek (CSV)", "codeboek", "csv"),
}


def live(language: str = "", session: Session | None = None) -> Report:
    """The report of this moment; small cells, and what differs too little from earlier publications, are gone before it exists.

    In the language that is asked for (of the desk, or ?rapporttaal=), else in that of its plan.
    """
    from analysis.ledger.preparing import guarded
    from analysis.report import plans
    from analysis.scope import EVERYTHING

    asked = request.args.get("opmaak", "")
    row = plans.find(session or db(), guard.programme(), asked) if asked else None
    if asked and row is None:
        abort(404)
    scope = plans.scope_of(row) if row else EVERYTHING
    language = language or request.args.get("rapporttaal") or scope.language
    return guarded(
        session or db(),
        guard.programme(),
        dataclasses.replace(scope, language=language if language in REPORT_LANGUAGES else SOURCE),
    )


def snapshot_of_now() -> ReportSnapshot:
    """What every format is drawn from: the snapshot that was asked for, else the report of this moment, kept when it is new."""
    from analysis.report import snapshot

    asked = request.args.get("momentopname")
    if asked is None:
        one = snapshot.freeze(writing(), guard.programme(), live())
        writing().commit()
        return one
    return snapshot.find(db(), guard.programme(), asked) or abort(404)


@desk.get("/<programme>/rapport-ophalen")
@allow("evaluator")
def report_page(programme: str) -> Any:
    """Where the report can be opened and taken along."""
    from analysis.report import snapshot

    earlier = snapshot.kept(db(), guard.programme(), SHOWN)
    exports = [(kind, title) for kind, (title, _, _) in EXPORTS.items()]
    return render_template(
        "desk/report.html", earlier=earlier, exports=exports, kinds=KINDS, files=recent(), languages=REPORT_LANGUAGES
    )


@desk.get("/<programme>/rapport")
@allow("evaluator")
def report(programme: str) -> Any:
    """The report itself, as a page."""
    from analysis.report import rendering

    one = snapshot_of_now()
    order = store.order(db(), guard.programme(), one)
    style = (current_app.extensions["house_style"], url_for("desk.report_style"))
    return Response(rendering.html(order.report, css_href=style, evidence=Evidence(order.mark, "")), mimetype="text/html")


@desk.get("/rapport-stijl.css")
@allow("public")
def report_style() -> Any:
    """The style of the report; it holds nothing of anybody."""
    from analysis.report import rendering

    address = url_for("desk.report_font", name="x.woff2").removesuffix("/x.woff2")
    return Response(rendering.stylesheet(address), mimetype="text/css")


@desk.get("/rapport-letters/<name>")
@allow("public")
def report_font(name: str) -> Any:
    """The letters of the report."""
    from analysis.report import rendering

    if not FONT.fullmatch(name):
        abort(404)
    return send_from_directory(rendering.FONTS, name, mimetype="font/woff2")


@desk.get("/<programme>/rapport.<kind>")
@allow("evaluator")
def report_file(programme: str, kind: str) -> Any:
    """The report as JSON; the old address of the PDF leads to where the worker makes it."""
    if kind == "json":
        from analysis.report.snapshot import as_json

        order = store.order(db(), guard.programme(), snapshot_of_now())
        return _file(order.kept or as_json(order.report), "rapport", kind)
    if kind != "pdf":
        abort(404)
    return ask_for("pdf", snapshot_of_now())


@desk.get("/<programme>/uitvoer/<kind>")
@allow("evaluator")
def export_file(programme: str, kind: str) -> Any:
    """The responses of all waves, or their codebook, as a file; that responses were handed over stands in the ledger."""
    from analysis.ledger.store import record_export

    if kind not in EXPORTS:
        abort(404)
    title, name, kind_of_file = EXPORTS[kind]
    out = io.BytesIO()
    _maker(kind)(db(), guard.programme(), out)
    if kind != "codeboek":
        record_export(writing(), guard.programme(), title, g.account)
    return _file(out.getvalue(), name, kind_of_file)


def _maker(kind: str) -> Callable[..., None]:
    from analysis.exports import responses_csv, responses_xlsx

    return {"csv": responses_csv.export, "codeboek": responses_csv.export_codebook, "xlsx": responses_xlsx.export}[kind]


def _file(content: bytes, name: str, kind: str) -> Response:
    audit.note(writing(), "rapport_gedownload", account=g.account, programme=guard.programme(), subject=f"bestand:{kind}")
    writing().commit()
    response = Response(content, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{guard.programme().code}.{kind}"'
    return response


@desk.get("/<programme>/cijfers")
@allow("evaluator")
def figures(programme: str) -> Any:
    """The figures at a glance: who answered, and each indicator; the same figures as in the report."""
    return render_template("desk/figures.html", report=live(g.language), suspect=_suspect())


def _suspect() -> tuple[int, int]:
    """How many responses and stories a programme seems to have sent; they are in the figures."""
    mine = guard.programme().id
    responses = select(func.count()).select_from(Filled).join(Wave).where(Wave.programme_id == mine, Filled.suspect)
    stories = (
        select(func.count()).select_from(Story).where(Story.programme_id == mine, Story.suspect, Story.state != "ingetrokken")
    )
    return db().scalar(responses.where(Filled.state == "verzonden")) or 0, db().scalar(stories) or 0
