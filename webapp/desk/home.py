"""Where somebody lands after signing in: the programmes, and the start page of each."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, url_for
from sqlalchemy import func, select

from analysis.learning import dues
from narratives.models import Quote, Story
from surveys.models import Response, Wave
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.learning_calendar import place, week_of
from webapp.language import gettext
from webapp.request_session import db

Card = tuple[str, str, int | None, str]  # address, title, number or nothing, sentence


@desk.get("", strict_slashes=False)
@allow("staff")
def home() -> Any:
    """My programmes; with one programme, straight to it."""
    programmes = guard.roles_in(g.account)
    if len(programmes) == 1:
        return redirect(url_for("desk.programme_home", programme=programmes[0][0].code))
    waiting = {one.id: week_of(one) for one, _ in programmes}
    return render_template("desk/home.html", programmes=programmes, waiting=waiting)


@desk.get("/<programme>")
@allow("worker")
def programme_home(programme: str) -> Any:
    """The start page of a programme: what this account can do here."""
    cards = _worker_cards()
    if guard.may("evaluator"):
        cards += _evaluator_cards()
    if guard.may("administrator"):
        cards += _administrator_cards()
    return render_template(
        "desk/programme.html", one=guard.programme(), cards=cards, week=week_of(guard.programme()), kinds=dues.KINDS, place=place
    )


def _card(endpoint: str, title: str, count: int | None, sentence: str, **values: Any) -> Card:
    address = url_for(endpoint, programme=guard.programme().code, **values)
    return address, gettext(title), count, gettext(sentence)


def _count(*where: Any, join: Any = None) -> int:
    query = select(func.count()).select_from(join if join is not None else Story)
    return db().scalar(query.where(*where)) or 0


def _worker_cards() -> list[Card]:
    mine = _count(Story.programme_id == guard.programme().id, Story.logged_by_id == g.account.id)
    return [_card("desk.own_stories", "Mijn verhalen", mine, "Verhalen die u vastlegde. Kijk na welke namen verborgen zijn.")]


def _evaluator_cards() -> list[Card]:
    here = Story.programme_id == guard.programme().id
    quotes = Quote.__table__.join(Story.__table__)
    told = _count(here, Story.state != "ingetrokken")
    waiting = _count(here, Quote.state == "voorgesteld", Story.state != "ingetrokken", join=quotes)
    sent = _count(
        Wave.programme_id == guard.programme().id, Response.state == "verzonden", join=Response.__table__.join(Wave.__table__)
    )
    return [
        _card("desk.stories", "Verhalen", told, "Lees verhalen zonder namen en beoordeel de thema’s."),
        _card("desk.quotes", "Citaten", waiting, "Voorgestelde citaten die nog niet zijn vrijgegeven.", stand="voorgesteld"),
        _card("desk.figures", "Cijfers", sent, "Verzonden antwoorden. Bekijk de cijfers in het kort."),
        _card("desk.results", "Duiding", None, "Schrijf op wat cijfers en verhalen samen zeggen."),
        _card("desk.report_page", "Rapport", None, "Bekijk het rapport en neem het mee."),
    ]


def _administrator_cards() -> list[Card]:
    return [
        _card("desk.waves", "Meetrondes", None, "Links en QR-codes voor inwoners."),
        _card("desk.questionnaires", "Vragenlijsten", None, "Controleer en publiceer een vragenlijst."),
        _card("desk.staff", "Medewerkers", None, "Wie mag wat in dit programma?"),
        _card("desk.log", "Logboek", None, "Wat er is gedaan, en door wie."),
    ]
