"""The learning cycle at the desk: where the round stands, replies, conversations, actions, and the step on."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.joining.models import AgendaItem
from analysis.learning import cycle, readers, reflecting, store, telling_back, words
from analysis.learning.models import ImprovementAction, LearningCycle
from analysis.models import Ambition, SocietalResult
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import apart, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, chosen, line, see_other, text, ticked
from webapp.language import gettext
from webapp.request_session import db

TABLE_ROLES = ("inwoner", "gemeente", "aanbieder", "raad", "team")
LONG = 4_000


@desk.get("/<programme>/leren")
@allow("worker")
def learning(programme: str) -> Any:
    """The newest round, step by step, and the earlier ones."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", form: str = "", status: int = 200) -> Any:
    rounds = store.cycles(db(), guard.programme())
    now = rounds[0] if rounds else None
    html = render_template(
        "desk/learning.html",
        now=now,
        earlier=rounds[1:],
        replies=readers.said(db(), guard.programme(), now) if now else (),
        silent=readers.silent(db(), guard.programme(), now) if now and now.state != "gesloten" else (),
        readable=now is not None and readers.may_read(now),
        lack=cycle.missing(store.standing(db(), now)) if now else "",
        results=_results(),
        ambitions=_ambitions(),
        values=values or {},
        fault=fault,
        form=form,
        means=cycle.MEANS,
        table_roles=TABLE_ROLES,
        prompts=reflecting.PROMPTS,
        thought=reflecting.said(now) if now else {},
        share=telling_back.share(db(), guard.programme()),
        today=today(),
        **words.GLOBALS,
    )
    return html, status


def _results() -> list[SocietalResult]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return list(db().scalars(query.order_by(SocietalResult.position, SocietalResult.id)))


def _ambitions() -> list[Ambition]:
    return list(db().scalars(select(Ambition).where(Ambition.programme_id == guard.programme().id).order_by(Ambition.code)))


def newest_round() -> LearningCycle:
    """The round that is going on, or was last."""
    rounds = store.cycles(db(), guard.programme())
    if not rounds:
        abort(404)
    return rounds[0]


def done(message: str, one: LearningCycle) -> Any:
    """Keep it, note it, and back to the page."""
    audit.note(db(), "leercyclus_veranderd", account=g.account, programme=guard.programme(), subject=f"ronde:{one.number}")
    db().commit()
    return see_other("desk.learning", message, programme=guard.programme().code)


def refused_page(form: str, fault: str, *names: str) -> Any:
    """The page again with what was typed."""
    db().rollback()
    return _page({name: text(name, LONG) for name in names}, gettext(fault), form, 422)


@desk.post("/<programme>/leren/ronde")
@allow("evaluator")
def begin_round(programme: str) -> Any:
    """Begin a round about a new report."""
    name = line("naam", 200)
    if not name:
        return refused_page("ronde", "Geef de ronde een naam, bijvoorbeeld: Rapport najaar 2026.", "naam")
    try:
        one = store.begin(db(), guard.programme(), name, today())
    except cycle.StepRefused as refused:
        return refused_page("ronde", str(refused), "naam")
    return done("De ronde is begonnen.", one)


@desk.post("/<programme>/leren/rapport")
@allow("evaluator")
def keep_report(programme: str) -> Any:
    """Keep the report of this moment as the one that this round is about."""
    from analysis.ledger.preparing import guarded
    from analysis.report import snapshot

    one = newest_round()
    with apart.reader() as (session, programme_):
        report = guarded(session, programme_)
    try:
        store.attach(db(), one, snapshot.freeze(db(), guard.programme(), report))
    except cycle.StepRefused as refused:
        return refused_page("rapport", str(refused))
    return done("Het rapport van dit moment is bewaard. Daar gaat deze ronde over.", one)


@desk.post("/<programme>/leren/antwoord")
@allow("worker")
def answer_report(programme: str) -> Any:
    """What the team or partner says, first."""
    who, said = line("afzender", 200), text("tekst", LONG)
    if not (who and said):
        return refused_page("antwoord", "Schrijf op wie er antwoordt en wat die zegt.", "afzender", "tekst")
    one = newest_round()
    try:
        store.reply(db(), one, who, said, g.account)
    except cycle.StepRefused as refused:
        return refused_page("antwoord", str(refused), "afzender", "tekst")
    return done("Het antwoord is bewaard.", one)


@desk.post("/<programme>/leren/actie")
@allow("evaluator")
def agree_action(programme: str) -> Any:
    """An improvement action, aimed at the provision or the ambition."""
    names = ("wat", "wie", "voor", "resultaat", "doel")
    due, what, owner = day_of("voor"), text("wat", LONG), line("wie", 200)
    if not (what and owner and due):
        return refused_page("actie", "Schrijf op wat er gaat gebeuren, wie het doet en wanneer het klaar is.", *names)
    if due < today():
        return refused_page("actie", "Deze dag is al voorbij. Kies een dag waarop de actie klaar kan zijn.", *names)
    result = next((one for one in _results() if one.code == line("resultaat", 40)), None)
    one = newest_round()
    try:
        store.act(
            db(), one, text=what, owner=owner, due_on=due, aim=chosen("doel", words.AIMS), from_residents=ticked("inwoners"),
            result_id=result.id if result else None,
        )  # fmt: skip
    except cycle.StepRefused as refused:
        return refused_page("actie", str(refused), *names)
    return done("De actie is afgesproken.", one)


@desk.post("/<programme>/leren/geen-actie")
@allow("evaluator")
def no_action(programme: str) -> Any:
    """Why no action follows."""
    one, why = newest_round(), text("waarom", LONG)
    if not why:
        return refused_page("geen_actie", "Schrijf op waarom er geen actie komt.", "waarom")
    try:
        store.no_action(db(), one, why)
    except cycle.StepRefused as refused:
        return refused_page("geen_actie", str(refused), "waarom")
    return done("De reden is bewaard.", one)


@desk.post("/<programme>/leren/stap")
@allow("evaluator")
def next_step(programme: str) -> Any:
    """To the next step, or one back."""
    one = newest_round()
    try:
        way = chosen("stap", {"verder", "terug"})
        store.still(one, line("van", 20))
        if way == "verder" and not ticked("zeker") and cycle.following(store.standing(db(), one)) == "gesloten":
            return _sure(one)
        state = store.step_back(db(), one) if way == "terug" else store.step(db(), one, today())
    except cycle.StepRefused as refused:
        return refused_page("stap", str(refused))
    return done("De ronde is gesloten." if state == "gesloten" else "De stap is gezet.", one)


def _sure(one: LearningCycle) -> Any:
    """What is still open in a round, before it closes for good."""
    agenda = select(AgendaItem).where(AgendaItem.programme_id == guard.programme().id, AgendaItem.answer == "")
    points = db().scalars(agenda.order_by(AgendaItem.text)).all()
    return render_template(
        "desk/learning_close.html", now=one, points=points, waiting=[act for act in one.actions if act.state == "open"]
    )


@desk.post("/<programme>/leren/acties/<int:number>")
@allow("evaluator")
def follow_action(programme: str, number: int) -> Any:
    """How far an action is, and what it brought; of any round, also a closed one."""
    row = _action(number)
    row.state, row.effect = chosen("stand", words.ACTION_STATES), text("effect", LONG)
    return done("De stand van de actie is bewaard.", row.cycle)


@desk.post("/<programme>/leren/acties/<int:number>/ambitie")
@allow("evaluator")
def change_ambition(programme: str, number: int) -> Any:
    """Change an ambition because of an action, with its history."""
    row = _action(number)
    ambition = next((one for one in _ambitions() if one.code == line("ambitie", 40)), None) or abort(400)
    name = line("naam", 200)
    if not name:
        return refused_page("ambitie", "Schrijf op hoe de ambitie voortaan heet.", "naam", "tekst", "waarom")
    try:
        store.change_ambition(db(), ambition, row, name=name, text=text("tekst", LONG), reason=text("waarom", LONG))
    except cycle.StepRefused as refused:
        return refused_page("ambitie", str(refused), "naam", "tekst", "waarom")
    return done("De ambitie is veranderd. Hoe zij eerst luidde, blijft bewaard.", row.cycle)


def _action(number: int) -> ImprovementAction:
    query = select(ImprovementAction).join(LearningCycle).where(LearningCycle.programme_id == guard.programme().id)
    return db().scalars(query.where(ImprovementAction.id == number)).first() or abort(404)


def day_of(name: str) -> date | None:
    """A day of the form; None when it is none."""
    try:
        return a_day(line(name, 20))
    except Mistyped:
        return None
