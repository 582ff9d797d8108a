"""The collection plan, what it costs of people's time, and the deliveries asked of partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, abort, g, render_template, request
from sqlalchemy import func, select

from analysis.sources import collected, effort, factors, library, requests, store
from analysis.sources.models import DataRequest
from analysis.sources.requests import RequestRefused
from analysis.sources.vocabulary import REQUEST_STATES, SHORT, SOURCE_KINDS, STATUSES
from database import today
from narratives.models import Story
from surveys.parties import Organisation
from webapp import audit
from webapp.access import allow
from webapp.desk import guard, indicators_about
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, asked, chosen, line, only_known, see_other, text
from webapp.language import current_language, gettext
from webapp.request_session import db


@desk.get("/<programme>/verzamelplan")
@allow("evaluator")
def collection_plan(programme: str) -> Any:
    """Per indicator: existing or new, who, when, and how much work; and the deliveries."""
    only_known()
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    programme = guard.programme()
    definitions = indicators_about.definitions(db(), programme)
    stories = int(
        db().scalar(
            select(func.count()).select_from(Story).where(Story.programme_id == programme.id, Story.state != "ingetrokken")
        )
        or 0
    )
    live = [one for one in factors.indicators(db(), programme) if one.status != "vervallen"]
    rows = [
        (
            one,
            effort.estimate(one.measure_kind, one.rule or {}, definitions.values(), stories),
            collected.has_figures(db(), programme, one),
        )
        for one in live
    ]
    asked_for = [(one, requests.late(one, today())) for one in requests.listed(db(), programme)]
    page = render_template(
        "desk/indicators_plan.html", rows=rows, total=effort.total([cost for _, cost, _ in rows], len(definitions)), requests=asked_for, today=today(),
        datasets=store.datasets(db(), programme), named={one.id: one.title for one in store.datasets(db(), programme)}, moves=requests.MOVES,
        states=REQUEST_STATES, source_kinds=SOURCE_KINDS, statuses=STATUSES, short=SHORT, partners=_partners(), values=values or {}, fault=fault,
    )  # fmt: skip
    return page, status


def _partners() -> dict[str, str]:
    """The organisations that take part in this programme, by code."""
    from analysis.sources.partners import partners

    return {one.code: one.name for one in partners(db(), guard.programme())}


@desk.post("/<programme>/verzamelplan/verzoek")
@allow("evaluator")
def ask_delivery(programme: str) -> Any:
    """Ask a partner for figures."""
    values = {
        "partner": line("partner", 40),
        "dag": line("dag", 10),
        "wat": text("wat", 1_000),
        "indicator": line("indicator", 100),
    }
    organisation = db().scalars(select(Organisation).where(Organisation.code == values["partner"])).first()
    if organisation is None or organisation.code not in _partners():
        abort(400)
    try:
        row = requests.ask(
            db(),
            guard.programme(),
            organisation,
            what=values["wat"],
            due_on=_day(values["dag"]),
            indicator_id=_indicator(values["indicator"]),
        )
    except RequestRefused as refused:
        return _page(values, gettext(str(refused)), 422)
    audit.note(db(), "levering_gevraagd", account=g.account, programme=guard.programme(), subject=f"verzoek:{row.id}")
    db().commit()
    return see_other("desk.collection_plan", "Het verzoek staat erbij.", programme=programme)


def _indicator(key: str) -> int | None:
    return next((one.id for one in factors.indicators(db(), guard.programme()) if f"{one.result.code}.{one.code}" == key), None)


def _day(raw: str) -> date:
    try:
        day = a_day(raw)
    except Mistyped as error:
        raise RequestRefused(str(error)) from error
    if day is None:
        raise RequestRefused("Vul in voor welke dag u het nodig heeft.")
    return day


def _request(number: int) -> DataRequest:
    row = db().get(DataRequest, number)
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    return row


@desk.post("/<programme>/verzamelplan/verzoek/<int:number>")
@allow("evaluator")
def move_delivery(programme: str, number: int) -> Any:
    """Delivered, approved or refused."""
    row, state = _request(number), chosen("stand", REQUEST_STATES)
    dataset = next((one for one in store.datasets(db(), guard.programme()) if one.code == request.form.get("bron")), None)
    try:
        requests.move(db(), row, state, dataset=dataset, note=text("opmerking", 1_000))
    except RequestRefused as refused:
        db().rollback()
        return _page({}, gettext(str(refused)), 422)
    audit.note(db(), "levering_veranderd", account=g.account, programme=guard.programme(), subject=f"verzoek:{row.id}")
    db().commit()
    return see_other("desk.collection_plan", "De stand van het verzoek is bewaard.", programme=programme)


@desk.get("/<programme>/verzamelplan/verzoek/<int:number>/sjabloon.csv")
@allow("worker")
def delivery_template(programme: str, number: int) -> Any:
    """The CSV that a partner fills in and that our import reads back; it holds no figure, only areas and what is asked."""
    row = _request(number)
    subject = row.what.splitlines()[0][:100]
    body = requests.template(db(), guard.programme(), subject, today().year).encode("utf-8-sig")
    return Response(body, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="levering-{number}.csv"'})


@desk.get("/<programme>/instrumenten")
@allow("evaluator")
def instruments(programme: str) -> Any:
    """Which list of questions fits: by theme, time, and whether it may say that something changed."""
    only_known("thema", "minuten", "verandering", "vrij")
    held = library.library(current_language())
    theme = asked("thema", held.themes)
    minutes = asked("minuten", ("2", "5", "15"))
    wanted = {"thema": theme, "minuten": minutes, "verandering": asked("verandering", ("ja",)), "vrij": asked("vrij", ("ja",))}
    found = held.fitting(
        theme, int(minutes) if minutes else None, change=wanted["verandering"] == "ja", free=wanted["vrij"] == "ja"
    )
    ready = held.for_theme(theme) if theme else ()
    return render_template("desk/indicators_library.html", held=held, found=found, ready=ready, wanted=wanted, short=SHORT)
