"""Ambitions, macro goals, results, intermediate results, activities and mechanisms: seen together, added, changed and taken away."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for

from analysis.line import library, shaping, store
from analysis.line.clarity import QUESTIONS, clarity
from analysis.line.errors import LineRefused
from analysis.line.gather import read_line
from analysis.line.line import AMBITION, MACRO, RESULT
from analysis.line.linter import output_words
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other
from webapp.desk.line import later, noted
from webapp.desk.line_editors import EDITORS, PROMISE_WORDS, Editor, mechanisms
from webapp.desk.line_fields import form_page, read
from webapp.desk.shell import day
from webapp.language import gettext
from webapp.request_session import db

ABOVE = {"activiteit": "desk.line_activities", "mechanisme": "desk.line_mechanisms"}


@desk.get("/<programme>/redeneerlijn/doelen")
@allow("evaluator")
def line_goals(programme: str) -> Any:
    """Everything that is wanted, from ambition to intermediate result, with what is not clear yet."""
    found = read_line(db(), guard.programme())
    unclear = {one.code: [gettext(QUESTIONS[code]) for code in clarity(found, one).missing] for one in found.of(RESULT)}
    return render_template(
        "desk/line_goals.html", line=found, ambitions=found.of(AMBITION), macro=found.of(MACRO), results=found.of(RESULT),
        unclear=unclear, until={one.code: _day(one.until) for one in found.of(RESULT)}, promises=PROMISE_WORDS, later=later("doelen"),
    )  # fmt: skip


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def _editor(kind: str) -> Editor:
    return EDITORS.get(kind) or abort(404)


def _row(editor: Editor, code: str) -> Any:
    return None if code == "nieuw" else editor.find(code) or abort(404)


def _above(kind: str) -> tuple[str, str]:
    endpoint = ABOVE.get(kind, "desk.line_goals")
    words = {
        "desk.line_goals": "Alle doelen",
        "desk.line_activities": "Alle activiteiten",
        "desk.line_mechanisms": "Alle mechanismen",
    }
    return url_for(endpoint, programme=guard.programme().code), gettext(words[endpoint])


@desk.route("/<programme>/redeneerlijn/<kind>/<code>", methods=["GET", "POST"])
@allow("evaluator")
def edit_in_line(programme: str, kind: str, code: str) -> Any:
    """The form for one thing of the line; code "nieuw" makes another one."""
    editor = _editor(kind)
    row = _row(editor, code)
    try:
        fields = editor.fields()
    except LineRefused as refused:
        return see_other("desk.line_goals", str(refused), programme=programme)
    if request.method == "GET":
        asked = {"ambitie": request.args.get("bij", ""), "resultaat": request.args.get("bij", "")}
        return _form(kind, code, row, fields, editor.show(row) if row is not None else asked)
    filled = read(fields)
    faults = filled.faults
    if not faults:
        try:
            noted(kind, editor.write(row, filled.values).id)
            return see_other(ABOVE.get(kind, "desk.line_goals"), _doubt(filled.values.get("titel", "")), programme=programme)
        except LineRefused as refused:
            db().rollback()
            faults = [(fields[0].name, gettext(str(refused)))]
    return _form(kind, code, row if row is None else editor.find(code), fields, filled.typed, faults=faults)


def _doubt(title: str) -> str:
    """What is said after saving; a result worded as something that is done gets a question."""
    if output_words(title):
        return "Bewaard. Dit resultaat klinkt als iets wat u doet. Bedoelt u wat er daardoor verandert voor mensen?"
    return "Bewaard."


def _form(kind: str, code: str, row: Any, fields: Any, values: Any, *, faults: Any = ()) -> Any:
    title = gettext(_editor(kind).new) if row is None else (getattr(row, "name", "") or row.title)
    remove = url_for("desk.remove_from_line", programme=guard.programme().code, kind=kind, code=code) if row is not None else ""
    clear = None
    if kind == "resultaat" and row is not None:
        found = read_line(db(), guard.programme())
        node = found.node((RESULT, code))
        answers = clarity(found, node).answers if node else ()
        clear = [(gettext(QUESTIONS[one]), _day(answer) if one == "wanneer" else answer) for one, answer in answers]
    return form_page(title, _above(kind), fields, values, faults=faults, remove=remove, clear=clear)


@desk.post("/<programme>/redeneerlijn/<kind>/<code>/weg")
@allow("evaluator")
def remove_from_line(programme: str, kind: str, code: str) -> Any:
    """Take something away that nothing hangs on, with the links to and from it."""
    row = _row(_editor(kind), code)
    if row is None:
        abort(404)
    number = row.id
    try:
        shaping.remove(db(), row, (kind, code), guard.programme())
    except LineRefused as refused:
        return see_other("desk.edit_in_line", str(refused), programme=programme, kind=kind, code=code)
    noted(kind, number)
    return see_other(ABOVE.get(kind, "desk.line_goals"), "Het is weggehaald.", programme=programme)


@desk.get("/<programme>/redeneerlijn/mechanismen")
@allow("evaluator")
def line_mechanisms(programme: str) -> Any:
    """The working mechanisms of the programme, and those of the library that it can take over."""
    own = mechanisms()
    rest = {key: one for key, one in library.mechanisms().items() if one.code not in own}
    return render_template("desk/line_mechanisms.html", own=own, rest=rest, said=library.said)


@desk.post("/<programme>/redeneerlijn/mechanismen/overnemen")
@allow("evaluator")
def take_mechanism(programme: str) -> Any:
    """Take a mechanism over from the library."""
    row = store.take_mechanism(db(), guard.programme(), chosen("mechanisme", library.mechanisms()))
    noted("mechanisme", row.id)
    return see_other("desk.line_mechanisms", "Het mechanisme hoort nu bij dit programma.", programme=programme)
