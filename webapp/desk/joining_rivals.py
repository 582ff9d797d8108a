"""Andere verklaringen: what else can explain an outcome, with what speaks for and against it, and whether it still stands."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template

from analysis.joining import attribution, store
from analysis.joining.models import RivalExplanation
from analysis.joining.store import JoiningRefused
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other, text
from webapp.desk.interpreting import _results
from webapp.desk.joining import LONG, joining_now
from webapp.language import gettext
from webapp.request_session import db

STATES = {"open": "Nog open", "houdbaar": "Houdt stand", "verworpen": "Verworpen"}
KINDS = {"cijfer": "een cijfer", "verhaal": "een verhaal", "bron": "een andere bron"}
SIDES = {"voor": "ervoor", "tegen": "ertegen"}


@desk.get("/<programme>/verklaringen")
@allow("evaluator")
def rival_explanations(programme: str) -> Any:
    """Per result: whether the outcome was expected, and what else can explain it."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    rows = store.rivals(db(), guard.programme())
    joining = joining_now(g.language)
    parts = {one.code: one for one in joining.results} if joining else {}
    groups = [(one, parts.get(one.code), [row for row in rows if row.result_id == one.id]) for one in _results()]
    html = render_template(
        "desk/joining_rivals.html", groups=groups, values=values or {}, fault=fault, states=STATES, kinds=KINDS, sides=SIDES,
        caution=gettext(attribution.CAUTION), advice=attribution.advice,
    )  # fmt: skip
    return html, status


@desk.post("/<programme>/verklaringen")
@allow("evaluator")
def write_rival(programme: str) -> Any:
    """Write another explanation for a result."""
    values = {"formulier": "nieuw", "resultaat": text("resultaat", 60), "tekst": text("tekst", LONG)}
    result = next((one for one in _results() if one.code == values["resultaat"]), None)
    if result is None:
        abort(400)
    try:
        row = store.explain(db(), result, values["tekst"], g.account)
    except JoiningRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    return _done("verklaring_geschreven", row, "De verklaring is bewaard. Schrijf er nu bij wat ervoor en ertegen spreekt.")


@desk.post("/<programme>/verklaringen/<int:number>/bewijs")
@allow("evaluator")
def plead_rival(programme: str, number: int) -> Any:
    """Add what speaks for or against an explanation."""
    values = {"formulier": f"bewijs-{number}", "tekst": text("tekst", LONG)}
    values |= {"kant": chosen("kant", SIDES, "voor"), "soort": chosen("soort", KINDS, "cijfer")}
    row = _rival(number)
    try:
        store.plead(db(), row, speaks_for=values["kant"] == "voor", kind=values["soort"], text=values["tekst"])
    except JoiningRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    return _done("verklaring_veranderd", row, "Het staat erbij.")


@desk.post("/<programme>/verklaringen/<int:number>/stand")
@allow("evaluator")
def judge_rival(programme: str, number: int) -> Any:
    """Say whether an explanation still stands."""
    row, state = _rival(number), chosen("stand", STATES)
    try:
        store.judge(db(), row, state)
    except JoiningRefused as refused:
        db().rollback()
        return _page({"formulier": f"stand-{number}"}, gettext(str(refused)), 422)
    return _done("verklaring_veranderd", row, "De stand is bewaard.")


def _rival(number: int) -> RivalExplanation:
    return next((one for one in store.rivals(db(), guard.programme()) if one.id == number), None) or abort(404)


def _done(action: str, row: RivalExplanation, message: str) -> Any:
    audit.note(db(), action, account=g.account, programme=guard.programme(), subject=f"verklaring:{row.id}")
    db().commit()
    return see_other("desk.rival_explanations", message, programme=guard.programme().code)
