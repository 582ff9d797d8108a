"""Files of the report: asked for here, made by the worker, taken along when they are ready."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, abort, current_app, g, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.ledger import store as ledger
from analysis.models import ReportFile, ReportSnapshot
from analysis.report.files import store
from analysis.report.files.address import LONG
from analysis.report.files.make import KINDS
from webapp import audit, jobs
from webapp.access import allow
from webapp.desk import apart, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other
from webapp.language import gettext
from webapp.request_session import db, writing

FILE = re.compile(r"[A-Za-z0-9_-]{16,40}")
EVERY = 3  # seconds between two looks at the progress
RECENT = 20
LAID_OUT = re.compile(r"Bladzijde (\d+) opmaken")


def base() -> str:
    """The address at which the evidence cards of this server are found."""
    address: str = current_app.extensions["settings"].public_url
    return address


def ask_for(kind: str, kept: ReportSnapshot) -> Any:
    """Ask the worker for a file of a snapshot and go to the page that shows how far it is. A second click gives the same file."""
    session = _writer()
    of = store.order(session, guard.programme(), kept, base())
    row = store.ask(session, guard.programme(), kept, kind=kind, of=of, account=g.account)
    file_id, waits = row.id, row.state == store.WAITS
    if kind == "opendata":
        ledger.record_open_data(session, guard.programme(), kept, g.account)
    session.commit()
    if waits:
        jobs.announce_file(file_id)
    return see_other("desk.report_file_page", programme=guard.programme().code, file_id=file_id)


def _writer() -> Session:
    """On a POST the session of the request writes; a second one beside it would wait for it."""
    return writing() if request.method == "GET" else db()


@desk.post("/<programme>/bestanden")
@allow("evaluator")
def ask_report_file(programme: str) -> Any:
    """Ask for a file of the report of this moment, or of a snapshot."""
    return ask_for(chosen("soort", KINDS), _kept(request.form.get("momentopname", "")))


def _kept(mark: str) -> ReportSnapshot:
    """The snapshot that was asked for; without one that of this moment."""
    from analysis.report import snapshot
    from webapp.desk.reporting import live

    if not mark:
        with apart.reader() as (session, _):
            report = live(session=session)
        return snapshot.freeze(db(), guard.programme(), report)
    mine = select(ReportSnapshot).where(ReportSnapshot.programme_id == guard.programme().id)
    found = db().scalars(mine.where(ReportSnapshot.sha256.startswith(mark, autoescape=True))).first()
    return found if found is not None and len(mark) == LONG else abort(404)


@desk.get("/<programme>/bestanden/<file_id>")
@allow("evaluator")
def report_file_page(programme: str, file_id: str) -> Any:
    """How far a file is; the page looks again by itself until it is ready."""
    row = _file(file_id)
    page = make_response(
        render_template(
            "desk/report_file.html", one=row, kind=KINDS[row.kind], step=_step(row.step), mark=row.snapshot.sha256[:LONG]
        )
    )
    if row.state in (store.WAITS, store.BUSY):
        page.headers["Refresh"] = str(EVERY)
    return page


def _step(words: str) -> str:
    """What is being done, in the language of the desk; the worker writes it down in Dutch."""
    page = LAID_OUT.fullmatch(words)
    return gettext("Bladzijde %(page)s opmaken", page=page[1]) if page else gettext(words)


@desk.get("/<programme>/bestanden/<file_id>/ophalen")
@allow("evaluator")
def take_report_file(programme: str, file_id: str) -> Any:
    """The file itself, when it is ready and nothing in it was taken back since."""
    row = _file(file_id)
    if row.state != store.READY:
        return see_other("desk.report_file_page", programme=programme, file_id=file_id)
    if store.source(store.order(db(), guard.programme(), row.snapshot, base())) != row.source_sha256:
        message = "Sinds dit bestand is gemaakt, is er iets teruggetrokken of veranderd. Vraag het bestand opnieuw."
        return see_other("desk.report_page", message, programme=programme)
    kind = KINDS[row.kind]
    audit.note(writing(), "rapport_gedownload", account=g.account, programme=guard.programme(), subject=f"bestand:{row.kind}")
    writing().commit()
    # A page to take along has its style inside; as a page of ours it would break the content security policy.
    media = "application/octet-stream" if kind.ending == "html" else kind.media
    response = Response(row.content, content_type=media)
    name = f"{kind.file_name}-{guard.programme().code}.{kind.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(file_id: str) -> ReportFile:
    """A file of this programme; 404 for any other."""
    row = db().get(ReportFile, file_id) if FILE.fullmatch(file_id) else None
    return row if row is not None and row.programme_id == guard.programme().id else abort(404)


def recent() -> list[tuple[ReportFile, str, str]]:
    """The newest files of this programme: row, name of its kind, mark of its snapshot."""
    mine = (
        select(ReportFile)
        .where(ReportFile.programme_id == guard.programme().id)
        .order_by(ReportFile.asked_at.desc(), ReportFile.id)
    )
    return [
        (one, KINDS[one.kind].title, one.snapshot.sha256[:LONG]) for one in db().scalars(mine.limit(RECENT)) if one.kind in KINDS
    ]


@desk.get("/rapport-stijl-bewoners.css")
@allow("public")
def residents_style() -> Any:
    """The style of the two pages for residents; it holds nothing of anybody."""
    from analysis.report import rendering

    address = url_for("desk.report_font", name="x.woff2").removesuffix("/x.woff2")
    return Response(rendering.stylesheet(address) + rendering.extra_style("residents"), mimetype="text/css")
