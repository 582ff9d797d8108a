"""Finishing a chosen KPI: say which question, scale, tally or source counts it, so that it has a figure."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request, url_for

from analysis.frameworks import kpi, kpi_store
from analysis.models import Indicator
from analysis.sources import rules
from analysis.sources.indicating import IndicatorRefused
from analysis.sources.rules import Choice, RuleMissing
from analysis.sources.vocabulary import KINDS
from webapp import audit
from webapp.access import allow
from webapp.desk import guard, indicators_about, indicators_form
from webapp.desk.blueprint import desk
from webapp.desk.fields import only_known, see_other
from webapp.desk.indicators import find
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/kpi/<result>/<code>")
@allow("evaluator")
def couple_kpi_page(programme: str, result: str, code: str) -> Any:
    """First what it is counted from, then how."""
    only_known("over")
    return _page(find(result, code))


def _page(row: Indicator, values: dict[str, Any] | None = None, fault: str = "", status: int = 200) -> Any:
    options = indicators_about.options(db(), guard.programme())
    choice = options.get(request.args.get("over", ""))
    groups: dict[str, list[Choice]] = {}
    for one in options.values():
        groups.setdefault(one.group, []).append(one)
    page = render_template(
        "desk/frameworks_kpi_coupling.html", row=row, groups=groups, choice=choice, kinds=KINDS, fault=fault,
        values=values or {"maat": choice.kinds[0] if choice else "", "antwoorden": []}, counts=not kpi_store.waits(row),
        address=url_for("desk.couple_kpi", programme=guard.programme().code, result=row.result.code, code=row.code, over=choice.key)
        if choice else "",
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/kpi/<result>/<code>")
@allow("evaluator")
def couple_kpi(programme: str, result: str, code: str) -> Any:
    """Keep how the KPI is counted."""
    row = find(result, code)
    choice = indicators_about.options(db(), guard.programme()).get(request.args.get("over", ""))
    if choice is None:
        return _page(row, fault=gettext("Kies eerst waar het cijfer vandaan komt."), status=422)
    values = indicators_form.typed()
    try:
        low, high = (indicators_form.number_of(values, name) for name in ("van", "tot"))
        answers = [one for one in values["antwoorden"] if one in dict(choice.options)]
        rule = rules.built(choice, values["maat"], values=answers, low=low, high=high, better=values["beter"])
        kpi_store.couple(db(), row, choice, values["maat"], rule)
    except (RuleMissing, IndicatorRefused, kpi.KpiRefused) as refused:
        return _page(row, values, gettext(str(refused)), 422)
    audit.note(db(), "kpi_gekoppeld", account=g.account, programme=guard.programme(), subject=f"indicator:{row.id}")
    db().commit()
    return see_other("desk.kpis", "De KPI telt nu mee. Het cijfer staat in het rapport.", programme=programme)
