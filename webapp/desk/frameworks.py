"""Kaders: the list of frameworks, each with its picture, its sessions, and a comparison of two of them."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request
from markupsafe import Markup

from analysis import disclosure
from analysis.frameworks import catalogue, pictures, store, story_spheres
from analysis.frameworks.catalogue import FrameworkUnknown
from analysis.frameworks.comparing import compare
from analysis.frameworks.filled import filled, has_something, names_of, sitting, with_stories
from analysis.frameworks.framework import PRESENT, Framework
from analysis.frameworks.models import FrameworkSession
from analysis.report.parts.frameworks import FrameworkPart
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, line, only_known, see_other, text
from webapp.language import current_language, gettext
from webapp.request_session import db


def framework_of(code: str) -> Framework:
    """The framework of the address; a missing page when there is none."""
    try:
        return catalogue.get(code)
    except FrameworkUnknown:
        abort(404)


def session_of(framework: Framework, number: int) -> FrameworkSession:
    """A session of this programme over this framework; a missing page when there is none."""
    found = db().get(FrameworkSession, number)
    if found is None or found.programme_id != guard.programme().id or found.framework != framework.code:
        abort(404)
    return found


def picture(part: FrameworkPart) -> Markup:
    """The drawing of a framework."""
    return Markup(pictures.draw(part))  # noqa: S704  svg.text and svg.drawing escape every word


@desk.get("/<programme>/kaders")
@allow("worker")
def frameworks(programme: str) -> Any:
    """All frameworks, and which of them to begin with."""
    rows = []
    for one in catalogue.every().values():
        part = filled(db(), guard.programme(), one)
        rows.append((one, part, has_something(part)))
    return render_template("desk/frameworks.html", rows=rows, lang=current_language())


@desk.get("/<programme>/kaders/<framework_code>")
@allow("worker")
def framework(programme: str, framework_code: str) -> Any:
    """One framework: what it is, its picture with the list beside it, and its sessions."""
    only_known("een", "twee")
    return _page(framework_of(framework_code))


def _page(one: Framework, values: dict[str, Any] | None = None, fault: str = "", status: int = 200) -> Any:
    part = filled(db(), guard.programme(), one)
    if one.code == story_spheres.SPHERES and story_spheres.used(db(), guard.programme()):
        part = with_stories(part, _stories())
    held = store.sessions(db(), guard.programme(), one.code)
    page = render_template(
        "desk/frameworks_one.html", one=one, part=part, picture=picture(part), held=held, lang=current_language(), present=PRESENT,
        values=values or {"op": today().isoformat(), "aanwezig": []}, fault=fault, compared=_compared(one, held),
        something=has_something(part),
    )  # fmt: skip
    return page, status


def _stories() -> dict[str, int | None]:
    """How many stories each sphere has, above the minimum."""
    every = list(story_spheres.everyone(db(), guard.programme()))
    found = story_spheres.members(db(), guard.programme(), every)
    return story_spheres.counts(found, len(every), disclosure.MINIMUM_STORIES)


def _compared(one: Framework, held: list[FrameworkSession]) -> Any:
    """Two sessions beside each other: those of the address, else the first and the last."""
    if len(held) < 2:
        return None
    by_id = {str(row.id): row for row in held}
    first = by_id.get(request.args.get("een", ""), held[0])
    second = by_id.get(request.args.get("twee", ""), held[-1])
    names = names_of(db(), guard.programme(), one)
    return first, second, compare(one, sitting(first), sitting(second), names)


@desk.post("/<programme>/kaders/<framework_code>/bijeenkomst")
@allow("evaluator")
def hold_session(programme: str, framework_code: str) -> Any:
    """Keep that people sat together, and go to the board."""
    one = framework_of(framework_code)
    values = {"naam": line("naam", 200), "op": line("op", 10), "notitie": text("notitie", 2_000)}
    present = [who for who in request.form.getlist("aanwezig") if who in PRESENT]
    shown: dict[str, Any] = {**values, "aanwezig": present}
    try:
        held_on = a_day(values["op"])
    except Mistyped as error:
        return _page(one, shown, gettext(str(error)), 422)
    if held_on is None:
        return _page(one, shown, gettext("Vul de dag in waarop u bij elkaar zat."), 422)
    if not present:
        return _page(one, shown, gettext("Kruis aan wie er bij waren."), 422)
    try:
        held = store.hold(
            db(),
            guard.programme(),
            one,
            name=values["naam"],
            held_on=held_on,
            present=present,
            note=values["notitie"],
            account=g.account,
        )
    except store.CardRefused as refused:
        return _page(one, shown, gettext(str(refused)), 422)
    audit.note(db(), "kader_besproken", account=g.account, programme=guard.programme(), subject=f"kader:{one.code}")
    db().commit()
    return see_other("desk.framework_board", programme=programme, framework_code=framework_code, session_number=held.id)
