"""The shared challenge with its versions and who agreed, and the words of the partners with every reading side by side."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.line import gather, partners, store
from analysis.line.errors import LineRefused
from analysis.line.models import GlossaryTerm, SharedChallenge
from database import utcnow
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.desk.line import noted
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/redeneerlijn/woorden")
@allow("worker")
def line_words(programme: str) -> Any:
    """The challenge and the words."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "") -> Any:
    one = guard.programme()
    versions = (
        db()
        .scalars(select(SharedChallenge).where(SharedChallenge.programme_id == one.id).order_by(SharedChallenge.version.desc()))
        .all()
    )
    everybody = partners.roles(db(), one)
    terms = db().scalars(select(GlossaryTerm).where(GlossaryTerm.programme_id == one.id).order_by(GlossaryTerm.term)).all()
    readings = {term.id: {each.organisation_id: each.text for each in term.readings} for term in terms}
    page = render_template(
        "desk/line_words.html", versions=versions, partners=everybody, names={each.code: each.name for each in everybody}, terms=terms,
        readings=readings, values=values or {}, fault=fault, own=g.account.organisation,
    )  # fmt: skip
    return page, 422 if fault else 200


def _done(kind: str, number: int, message: str) -> Any:
    noted(kind, number)
    return see_other("desk.line_words", message, programme=guard.programme().code)


@desk.post("/<programme>/redeneerlijn/woorden/opgave")
@allow("evaluator")
def write_challenge(programme: str) -> Any:
    """A new text of the challenge beside the older ones."""
    try:
        row = store.write_challenge(db(), guard.programme(), text("opgave", 4_000))
    except LineRefused as refused:
        return _page({}, gettext(str(refused)))
    return _done("opgave", row.id, "De opgave is bewaard. Vraag nu elke partner om akkoord.")


@desk.post("/<programme>/redeneerlijn/woorden/akkoord")
@allow("evaluator")
def agree_on_challenge(programme: str) -> Any:
    """Write down that a partner agrees with the newest text."""
    newest = gather.newest_challenge(db(), guard.programme()) or abort(404)
    who = {one.code: one for one in partners.roles(db(), guard.programme())}
    code, person = chosen("partner", who), line("wie", 100)
    try:
        store.agree(db(), newest, who[code], person, utcnow().astimezone(AMSTERDAM).date())
    except LineRefused as refused:
        return _page({"partner": code, "wie": person}, gettext(str(refused)))
    return _done("opgave", newest.id, "Het akkoord is vastgelegd.")


@desk.post("/<programme>/redeneerlijn/woorden/begrip")
@allow("evaluator")
def write_term(programme: str) -> Any:
    """A word, with what partners agreed about it."""
    values = {"woord": line("woord", 100), "afgesproken": text("afgesproken", 1_000)}
    try:
        row = store.write_term(db(), guard.programme(), values["woord"], values["afgesproken"])
    except LineRefused as refused:
        return _page(values, gettext(str(refused)))
    return _done("begrip", row.id, "Het woord is bewaard.")


@desk.post("/<programme>/redeneerlijn/woorden/begrip/<int:number>/lezing")
@allow("worker")
def read_term(programme: str, number: int) -> Any:
    """How the own partner reads a word."""
    row = db().get(GlossaryTerm, number)
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    try:
        store.read_term(db(), row, g.account.organisation, text("lezing", 1_000))
    except LineRefused as refused:
        return _page({}, gettext(str(refused)))
    return _done("begrip", row.id, "Uw lezing staat nu naast die van de anderen.")
