"""The administrator: waves with their public link, and questionnaires that are checked and published from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, g, render_template, request
from sqlalchemy import func, select

from surveys.models import Response, Survey, Wave
from webapp import audit, qr
from webapp.access import allow
from webapp.cleaning import clean_text
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen
from webapp.language import gettext
from webapp.request_session import db

if TYPE_CHECKING:
    from surveys.definition import Definition

CHANGES = {"eerste": "eerste versie", "tekst": "alleen tekst veranderd", "uitbreiding": "uitgebreid", "breuk": "breuk"}
FAULTS_SHOWN = 50


@desk.get("/<programme>/meetrondes")
@allow("administrator")
def waves(programme: str) -> Any:
    """The waves, with the link and the code that residents use."""
    counts = {
        (wave_id, state): number
        for wave_id, state, number in db().execute(
            select(Response.wave_id, Response.state, func.count())
            .join(Wave, Wave.id == Response.wave_id)
            .where(Wave.programme_id == guard.programme().id)
            .group_by(Response.wave_id, Response.state)
        )
    }
    base = current_app.extensions["settings"].public_url.rstrip("/")
    query = select(Wave).where(Wave.programme_id == guard.programme().id).order_by(Wave.number, Wave.id)
    rows = [_wave_row(wave, base, counts) for wave in db().scalars(query)]
    return render_template("desk/waves.html", rows=rows)


def _wave_row(wave: Wave, base: str, counts: dict[tuple[int, str], int]) -> dict[str, Any]:
    link = f"{base}/m/{wave.slug}"
    return {
        "wave": wave,
        "link": link,
        "picture": qr.same_picture(link),
        "sent": counts.get((wave.id, "verzonden"), 0),
        "busy": counts.get((wave.id, "bezig"), 0),
    }


@desk.get("/<programme>/vragenlijsten")
@allow("administrator")
def questionnaires(programme: str) -> Any:
    """The questionnaires of the programme with their versions, and the form for a new one."""
    return _page()


def _page(
    *, faults: tuple[Any, ...] = (), refused: str = "", checked: Any = None, published: Any = None, status: int = 200
) -> Any:
    query = select(Survey).where(Survey.programme_id == guard.programme().id).order_by(Survey.code)
    page = render_template(
        "desk/questionnaires.html",
        surveys=list(db().scalars(query)),
        faults=faults[:FAULTS_SHOWN],
        more=max(0, len(faults) - FAULTS_SHOWN),
        fault=refused or bool(faults),
        refused=refused,
        checked=checked,
        published=published,
        changes=CHANGES,
    )
    return page, status


@desk.post("/<programme>/vragenlijsten")
@allow("administrator")
def upload_questionnaire(programme: str) -> Any:
    """Check a file, or publish it as a version that never changes."""
    from surveys import definition

    action = chosen("wat", ("controleren", "publiceren"))
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return _page(refused=gettext("Kies eerst een bestand."), status=422)
    name = clean_text(upload.filename, 100).replace("\n", " ")
    try:
        found = definition.load(upload.read(), name)
    except definition.DefinitionRefused as refusal:
        return _page(faults=refusal.faults, status=422)
    if action == "controleren":
        return _page(checked=found)
    return _publish(found)


def _publish(found: Definition) -> Any:
    from surveys import publishing
    from webapp.respond import compiled

    one = guard.programme()
    survey = db().scalar(select(Survey).where(Survey.programme_id == one.id, Survey.code == found.code))
    if survey is None:
        survey = Survey(programme=one, code=found.code)
        db().add(survey)
        db().flush()
    try:
        version = publishing.publish(db(), survey, found)
        compiled.compile_all(found)
    except (publishing.BreakRefused, compiled.PageUndrawable) as refusal:
        db().rollback()
        return _page(refused=gettext(str(refusal)), status=422)
    audit.note(db(), "vragenlijst_gepubliceerd", account=g.account, programme=one, subject=f"versie:{version.id}")
    db().commit()
    return _page(published=version)
