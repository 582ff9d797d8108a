"""KPI-bibliotheek: choose what fits, see what it asks of you, and read in definitions of others. Never a ranking."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from markupsafe import Markup
from sqlalchemy import select

from analysis.frameworks import gate, kpi, kpi_chain, kpi_store, pictures_chain
from analysis.models import Ambition, SocietalResult
from saying import say
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import line, see_other, text
from webapp.language import gettext
from webapp.request_session import db


def _results() -> dict[str, SocietalResult]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return {one.code: one for one in db().scalars(query.order_by(SocietalResult.position, SocietalResult.id))}


@desk.get("/<programme>/kpi")
@allow("evaluator")
def kpis(programme: str) -> Any:
    """The library along the chain of goal, input, activity, output and outcome."""
    return _page()


def _chain() -> dict[str, Any]:
    """The chain of every result, as a picture and as a list; empty while nothing of it is known."""
    found = kpi_store.levels(db(), guard.programme())
    rows = [
        kpi_chain.chain(
            result.title, [(level, name, code) for (of, code), (name, level, _) in found.items() if of == result.code]
        )
        for result in _results().values()
    ]
    if not found:
        return {"chain": []}
    drawn = Markup(pictures_chain.chain(rows))  # noqa: S704  svg.text and svg.drawing escape every word
    return {"chain": rows, "drawn": drawn, "heads": kpi_chain.columns(), "chain_says": kpi_chain.message(rows)}


def _page(values: dict[str, Any] | None = None, fault: str = "", read_fault: str = "", status: int = 200) -> Any:
    found = kpi_store.every(db(), guard.programme())
    mine = kpi_store.chosen(db(), guard.programme())
    levels = {code: say(name) for code, (name, _) in kpi.LEVELS.items()}
    page = render_template(
        "desk/frameworks_kpi.html", goals=kpi.by_goal(found), mine=mine, levels=levels, results=_results(), values=values or {},
        fault=fault, read_fault=read_fault, minutes=kpi.burden([one for one in found if one.code in mine]), columns=kpi.COLUMNS,
        early=gate.early(db(), guard.programme()), count=len(mine), waiting=kpi_store.waiting(db(), guard.programme()), **_chain(),
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/kpi")
@allow("evaluator")
def choose_kpis(programme: str) -> Any:
    """Make indicators on trial of what was ticked."""
    picked = set(request.form.getlist("kpi"))
    values: dict[str, Any] = {"kpi": picked, "resultaat": request.form.get("resultaat", ""), "reden": text("reden", 2_000)}
    result = _results().get(values["resultaat"])
    rows = kpi_store.picked(db(), guard.programme(), picked)
    if result is None:
        return _page(values, gettext("Kies bij welk maatschappelijk resultaat deze KPI’s horen."), status=422)
    if not rows:
        return _page(values, gettext("Kruis minstens één KPI aan."), status=422)
    if gate.early(db(), guard.programme()) and not values["reden"]:
        return _page(
            values, gettext("Schrijf op waarom u nu al indicatoren kiest. Die reden staat straks in het rapport."), status=422
        )
    reason = values["reden"] if gate.early(db(), guard.programme()) else ""
    kpi_store.choose(db(), result, rows, early_reason=reason)
    audit.note(db(), "kpi_gekozen", account=g.account, programme=guard.programme(), subject=f"resultaat:{result.id}")
    db().commit()
    return see_other("desk.kpis", "De KPI’s staan als indicator op proef bij het resultaat.", programme=programme)


@desk.post("/<programme>/kpi/inlezen")
@allow("evaluator")
def read_kpis(programme: str) -> Any:
    """Read definitions of others from a CSV file."""
    given = request.files.get("bestand")
    source = line("bron", 300)
    if given is None or not given.filename:
        return _page(read_fault=gettext("Kies een CSV-bestand."), status=422)
    if not source:
        return _page(read_fault=gettext("Schrijf op van wie deze definities zijn."), status=422)
    try:
        kpi_store.keep(db(), guard.programme(), kpi.read_csv(given.stream.read(kpi.MOST_BYTES + 1), source))
    except kpi.KpiRefused as refused:
        return _page({"bron": source}, read_fault=gettext(str(refused)), status=422)
    audit.note(db(), "kpi_ingelezen", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.kpis", "De definities staan in de bibliotheek.", programme=programme)
