"""Context factors: what from outside may move a figure, with a series and stories."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, g, render_template, request
from sqlalchemy import select

from analysis.sources import factors, store
from analysis.sources.factors import Draft, FactorRefused
from analysis.sources.models import ContextFactor
from narratives.models import Story
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, chosen, line, only_known, see_other, text
from webapp.language import gettext
from webapp.request_session import db

STORIES = 200


@desk.get("/<programme>/omstandigheden")
@allow("evaluator")
def context_factors(programme: str) -> Any:
    """The factors of the programme, and the form for a new one."""
    only_known()
    return _page()


def _page(values: dict[str, Any] | None = None, fault: str = "", status: int = 200) -> Any:
    rows = [(one, len(factors.stories(db(), one))) for one in factors.listed(db(), guard.programme())]
    named = {one.code: one.name for one in factors.indicators(db(), guard.programme())}
    page = render_template("desk/context.html", rows=rows, named=named, series=_series(), values=values or {}, fault=fault)
    return page, status


def _series() -> list[tuple[str, str, str]]:
    """(key, title of the dataset, words) of every imported series."""
    return [
        (f"{one.code}|{measure}|{group}|{area}", one.title, f"{measure}{f', {group}' if group else ''} ({area})")
        for one in store.datasets(db(), guard.programme())
        for measure, group, area in store.measures(db(), one)
    ]


def _typed() -> dict[str, Any]:
    values: dict[str, Any] = {name: line(name, 300) for name in ("naam", "van", "tot", "reeks")} | {"tekst": text("tekst", 2_000)}
    codes = [one.code for one in factors.indicators(db(), guard.programme())]
    values["invloed"] = {code: chosen(f"i-{code}", ("", "+", "-"), "") for code in codes}
    return values


def _draft(values: dict[str, Any]) -> Draft:
    where = (
        dict(zip(("dataset", "measure", "group", "area"), values["reeks"].split("|"), strict=False)) if values["reeks"] else {}
    )
    influence = {code: sign for code, sign in values["invloed"].items() if sign}
    return Draft(values["naam"][:200], values["tekst"], _day(values["van"]), _day(values["tot"]), influence, where)


def _day(raw: str) -> date | None:
    try:
        return a_day(raw)
    except Mistyped as error:
        raise FactorRefused(str(error)) from error


@desk.post("/<programme>/omstandigheden")
@allow("evaluator")
def add_context_factor(programme: str) -> Any:
    """Add a factor."""
    values = _typed()
    try:
        row = factors.save(db(), guard.programme(), _draft(values))
    except FactorRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    return _saved(row)


def _saved(row: ContextFactor) -> Any:
    audit.note(db(), "omstandigheid_bewaard", account=g.account, programme=guard.programme(), subject=f"omstandigheid:{row.id}")
    db().commit()
    return see_other("desk.context_factor", "De omstandigheid is bewaard.", programme=guard.programme().code, code=row.code)


def _find(code: str) -> ContextFactor:
    query = select(ContextFactor).where(ContextFactor.programme_id == guard.programme().id, ContextFactor.code == code)
    found = db().scalars(query).first()
    if found is None:
        abort(404)
    return found


@desk.get("/<programme>/omstandigheden/<code>")
@allow("evaluator")
def context_factor(programme: str, code: str) -> Any:
    """One factor with its stories."""
    row = _find(code)
    days = {"van": row.starts_on, "tot": row.ends_on}
    where = row.series or {}
    values = {
        "naam": row.name,
        "tekst": row.text,
        "invloed": row.influence or {},
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }
    values["reeks"] = "|".join(str(where.get(name, "")) for name in ("dataset", "measure", "group", "area")) if where else ""
    return _one(row, values)


def _one(row: ContextFactor, values: dict[str, Any], fault: str = "", status: int = 200) -> Any:
    linked = factors.stories(db(), row)
    query = (
        select(Story)
        .where(Story.programme_id == guard.programme().id, Story.state == "gelezen")
        .order_by(Story.told_on.desc(), Story.id)
        .limit(STORIES)
    )
    others = [one for one in db().scalars(query) if one not in linked]
    named = {one.code: one.name for one in factors.indicators(db(), guard.programme())}
    page = render_template(
        "desk/context_one.html", row=row, values=values, linked=linked, others=others, named=named, series=_series(), fault=fault
    )
    return page, status


@desk.post("/<programme>/omstandigheden/<code>")
@allow("evaluator")
def change_context_factor(programme: str, code: str) -> Any:
    """Change a factor."""
    row, values = _find(code), _typed()
    try:
        factors.save(db(), guard.programme(), _draft(values), row)
    except FactorRefused as refused:
        db().rollback()
        return _one(_find(code), values, gettext(str(refused)), 422)
    return _saved(row)


@desk.post("/<programme>/omstandigheden/<code>/verhaal")
@allow("evaluator")
def link_context_story(programme: str, code: str) -> Any:
    """Say that a story tells of this factor, or that it does not."""
    row, story = _find(code), db().get(Story, line("verhaal", 64))
    if story is None or story.programme_id != guard.programme().id:
        abort(404)
    if request.form.get("los") == "ja":
        factors.unlink(db(), row, story)
    else:
        factors.link(db(), row, story, g.account)
    return _saved(row)
