"""The evidence page of each kind of promise, and the library of outcome concepts with the questions that could show them."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template

import saying
from analysis.line import concepts, promises, store
from analysis.line.gather import read_line
from analysis.line.line import MACRO
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other
from webapp.desk.line import line_part, noted
from webapp.request_session import db


@desk.get("/<programme>/redeneerlijn/beloften")
@allow("evaluator")
def line_promises(programme: str) -> Any:
    """Every kind of promise, with the goals that make it."""
    found = {one.code: one for one in _pages()}
    rows = [(code, saying.say(title), found.get(code)) for code, title in promises.TITLES.items()]
    silent = [one.name for one in read_line(db(), guard.programme()).of(MACRO) if not one.promise]
    return render_template("desk/line_promises.html", rows=rows, silent=silent)


@desk.get("/<programme>/redeneerlijn/beloften/<kind>")
@allow("evaluator")
def line_promise(programme: str, kind: str) -> Any:
    """The evidence of one kind of promise: what it asks, what there is, what lacks."""
    if kind not in promises.TITLES:
        abort(404)
    made = next((one for one in _pages() if one.code == kind), None)
    one = made or promises.page(kind, (), (), ())
    concept = concepts.concepts().get(kind)
    return render_template("desk/line_promise.html", one=one, made=made, apart=saying.say(promises.APART), concept=concept)


def _pages() -> tuple[promises.PromisePart, ...]:
    part = line_part()
    return part.promises if part is not None else ()


@desk.get("/<programme>/redeneerlijn/uitkomsten")
@allow("evaluator")
def line_concepts(programme: str) -> Any:
    """Words for outcomes, what they mean, and how they could be asked."""
    taken = {one.term.casefold() for one in store.terms(db(), guard.programme())}
    return render_template(
        "desk/line_concepts.html", concepts=concepts.concepts(), taken=taken, names=concepts.concepts(saying.SOURCE)
    )


@desk.post("/<programme>/redeneerlijn/uitkomsten/overnemen")
@allow("evaluator")
def take_concept(programme: str) -> Any:
    """Put a word of the library on the list of words, with its meaning as the reading of the own partner; partners still have to agree."""
    known = concepts.concepts(saying.SOURCE)
    one = known[chosen("begrip", known)]
    row = store.take_term(db(), guard.programme(), g.account.organisation, one.name, one.meaning)
    noted("begrip", row.id)
    return see_other(
        "desk.line_words", "Het woord staat bij Opgave en woorden. Spreek samen af wat u eronder verstaat.", programme=programme
    )
