"""Beside the cycle: the conversation sheet to print, numbered learning questions, and what measuring costs people."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.joining.models import AgendaItem
from analysis.learning import burden, reflecting, store, words
from analysis.learning.models import Burden
from analysis.scope import Scope
from saying import spoken
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_number, chosen, line, see_other, text
from webapp.language import gettext
from webapp.request_session import db

LONG = 2_000


@desk.get("/<programme>/leren/gespreksblad")
@allow("worker")
def conversation_sheet(programme: str) -> Any:
    """A sheet to print and put on the table: what figures and stories say, what disagrees, and room to write."""
    from analysis.ledger.preparing import guarded

    open_items = select(AgendaItem).where(AgendaItem.programme_id == guard.programme().id, AgendaItem.answer == "")
    return render_template(
        "desk/learning_sheet.html",
        report=guarded(db(), guard.programme(), Scope(language=spoken())),
        agenda=db().scalars(open_items.order_by(AgendaItem.text)).all(),
        prompts=reflecting.PROMPTS,
        questions=[one[0] for one in store.questions(db(), guard.programme()) if one[0].state == "open"],
    )


@desk.get("/<programme>/leervragen")
@allow("worker")
def learning_questions(programme: str) -> Any:
    """The numbered questions with their versions."""
    return _questions()


def _questions(fault: str = "", status: int = 200) -> Any:
    rows = store.questions(db(), guard.programme())
    return render_template("desk/learning_questions.html", rows=rows, fault=fault, states=words.QUESTION_STATES), status


@desk.post("/<programme>/leervragen")
@allow("evaluator")
def ask_learning_question(programme: str) -> Any:
    """A new learning question."""
    asked = text("tekst", LONG)
    if not asked:
        return _questions(gettext("Schrijf op wat u wilt leren."), 422)
    store.ask(db(), guard.programme(), asked)
    return _noted("desk.learning_questions", "De leervraag is bewaard.")


@desk.post("/<programme>/leervragen/<int:number>")
@allow("evaluator")
def reword_learning_question(programme: str, number: int) -> Any:
    """Another wording or an answer: a new version."""
    versions = next((one for one in store.questions(db(), guard.programme()) if one[0].number == number), None)
    if versions is None:
        abort(404)
    asked = text("tekst", LONG)
    if not asked:
        return _questions(gettext("Schrijf op wat u wilt leren."), 422)
    store.reword(db(), versions[0], text=asked, state=chosen("stand", words.QUESTION_STATES), learned=text("geleerd", LONG))
    return _noted("desk.learning_questions", "De leervraag is bewaard. Hoe zij eerst luidde, blijft bewaard.")


@desk.get("/<programme>/meetlast")
@allow("worker")
def measuring_burden(programme: str) -> Any:
    """What measuring asks of residents and professionals."""
    return _burden()


def _burden(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    loads = store.loads(db(), guard.programme())
    return render_template(
        "desk/burden.html",
        loads=loads,
        residents=burden.hours(loads, "inwoner"),
        professionals=burden.hours(loads, "professional"),
        unasked=burden.unasked(loads),
        roles=words.ROLES,
        values=values or {},
        fault=fault,
    ), status


@desk.post("/<programme>/meetlast")
@allow("evaluator")
def write_burden(programme: str) -> Any:
    """Write down what one measurement asks; the same name is changed."""
    names = ("naam", "minuten", "keer", "gedrag", "wie")
    values = {name: text(name, LONG) for name in names}
    minutes, times = _number(values["minuten"]), _number(values["keer"])
    if not values["naam"] or minutes is None or times is None:
        return _burden(
            values, gettext("Schrijf op wat u meet, hoeveel minuten het kost en hoe vaak per jaar. Gebruik cijfers."), 422
        )
    name = line("naam", 200)
    query = select(Burden).where(Burden.programme_id == guard.programme().id, Burden.name == name)
    row = db().scalars(query).first() or Burden(programme_id=guard.programme().id, name=name)
    row.who, row.minutes, row.times = chosen("wie", {"inwoner", "professional"}), minutes, int(times)
    row.behaviour = values["gedrag"]
    db().add(row)
    return _noted("desk.measuring_burden", "Het is bewaard.")


def _noted(endpoint: str, message: str) -> Any:
    audit.note(db(), "leercyclus_veranderd", account=g.account, programme=guard.programme())
    db().commit()
    return see_other(endpoint, message, programme=guard.programme().code)


def _number(value: str) -> float | None:
    """A number as people here type it, with a comma or a dot; at most a million."""
    try:
        found = a_number(value)
    except Mistyped:
        return None
    return found if found is not None and 0 <= found <= 1_000_000 else None
