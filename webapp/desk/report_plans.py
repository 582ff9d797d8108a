"""Putting a report together: for whom, over what, in which order, with which own words and quotes. Never a figure."""

from __future__ import annotations

import secrets
from typing import Any

from flask import abort, g, render_template, request

from analysis.models import ReportPlan
from analysis.report import plans, sections, telling
from analysis.report.goals import results_of
from analysis.report.model import QuotePart
from analysis.scope import AUDIENCES
from saying import REPORT_LANGUAGES, SOURCE
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.desk.publishing import READERS, area_names, frame_names, read_scope, wave_numbers
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/rapport-samenstellen")
@allow("evaluator")
def report_plans(programme: str) -> Any:
    """The plans of the programme."""
    return render_template("desk/report_plans.html", rows=plans.plans(db(), guard.programme()), readers=READERS)


@desk.get("/<programme>/rapport-samenstellen/<code>")
@allow("evaluator")
def report_plan(programme: str, code: str) -> Any:
    """One plan as a form; `nieuw` makes one."""
    return _page(_row(code))


@desk.post("/<programme>/rapport-samenstellen/<code>")
@allow("evaluator")
def write_report_plan(programme: str, code: str) -> Any:
    """Keep a plan."""
    row, fault = _row(code), ""
    values = _sent()
    if not values["name"]:
        fault = "Geef het rapport een naam, bijvoorbeeld: Voor de raad, voorjaar 2027."
    try:
        if not fault:
            plans.keep(db(), guard.programme(), row, db().merge(g.account, load=False), **values)
    except plans.PlanRefused as refused:
        fault = str(refused)
    if fault:
        db().rollback()
        return _page(_row(code), values, gettext(fault), 422)
    audit.note(db(), "rapport_samengesteld", account=g.account, programme=guard.programme(), subject=f"opmaak:{row.code}")
    db().commit()
    return see_other("desk.report_plan", "De samenstelling is bewaard.", programme=programme, code=row.code)


def _row(code: str) -> ReportPlan:
    if code == "nieuw":
        return ReportPlan(code=secrets.token_hex(4), name="", audience="alle", scope={}, layout={})
    return plans.find(db(), guard.programme(), code) or abort(404)


def _sent() -> dict[str, Any]:
    """What the form says, every choice from a list."""
    chosen("voor", AUDIENCES)
    chosen("rapporttaal", tuple(REPORT_LANGUAGES), SOURCE)
    scope = read_scope(request.form)
    numbers = {one.code: _place(line(f"plaats-{one.code}", 3), n) for n, one in enumerate(sections.SECTIONS, 1)}
    order = sorted(numbers, key=lambda code: numbers[code])
    known = {code: {plans.mark(one.text) for one in rows} for code, _, rows in _quotes()}
    return {
        "name": line("naam", 200), "audience": scope.audience, "scope": scope.as_json(), "order": order,
        "language": request.form.get("rapporttaal") or SOURCE,
        "hidden": [one.code for one in sections.SECTIONS if request.form.get(f"weg-{one.code}") == "ja"],
        "words": {one.code: text(f"woorden-{one.code}", plans.LONGEST + 1) for one in sections.SECTIONS},
        "quotes": {code: [each for each in request.form.getlist(f"citaat-{code}") if each in marks] for code, marks in known.items()},
    }  # fmt: skip


def _place(value: str, usual: int) -> tuple[int, int]:
    return (int(value) if value.isascii() and value.isdigit() else usual, usual)


def _quotes() -> list[tuple[str, str, list[QuotePart]]]:
    """Code and title of each result with the released quotes that belong to its themes."""
    released = telling.released(db(), guard.programme())
    return [
        (
            one.code,
            one.title,
            list(dict.fromkeys(each.part for each in released if each.code in {t.code.code for t in one.themes})),
        )
        for one in results_of(db(), guard.programme())
    ]


def _page(row: ReportPlan, values: dict[str, Any] | None = None, fault: str = "", status: int = 200) -> Any:
    kept = row.layout or {}
    shown = values or {
        "name": row.name, "audience": row.audience, "scope": row.scope or {}, "language": kept.get("language", SOURCE), "order": kept.get("order", []),
        "hidden": kept.get("hidden", []), "words": kept.get("words", {}), "quotes": kept.get("quotes", {}),
    }  # fmt: skip
    places = {code: number for number, code in enumerate(sections.complete(tuple(shown["order"])), 1)}
    html = render_template(
        "desk/report_plan.html", row=row, new=row.id is None, values=shown, places=places, fault=fault, readers=READERS,
        parts=sorted(sections.SECTIONS, key=lambda one: places[one.code]), languages=REPORT_LANGUAGES, areas=area_names(), frames=frame_names(), waves=wave_numbers(), quotes=_quotes(),
        mark=plans.mark, fixed=(sections.FIXED_FIRST, sections.FIXED_LAST),
    )  # fmt: skip
    return html, status
