"""Reach: how many different people of the target group took part, and how large that group is."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from sqlalchemy import select

from analysis.accounting import store
from analysis.accounting.models import Reach
from analysis.accounting.reaching import reach as shown_reach
from analysis.models import ActivityCount
from analysis.sources import choosing
from surveys.models import Activity
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import N_, Faults, Field, read, typed
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.language import gettext
from webapp.request_session import db

HINT = N_("Verschillende mensen, ieder één keer. Vaak weet de uitvoerder dit van een deelnemerslijst zonder namen.")


def _fields() -> tuple[Field, ...]:
    activities = tuple((code, one.name) for code, one in choices.activities(db(), guard.programme()).items())
    return (
        Field("activiteit", N_("Activiteit"), "select", options=activities),
        Field("periode", N_("Jaar of periode"), hint=N_("Bijvoorbeeld 2026 of 2026-K3."), needed=True),
        Field("doelgroep", N_("Doelgroep"), hint=N_("Bijvoorbeeld: 75 jaar en ouder."), needed=True),
        Field("binnen", N_("Deelnemers uit de doelgroep"), "whole", HINT, needed=True),
        Field("buiten", N_("Deelnemers van buiten de doelgroep"), "whole"),
        Field("omvang", N_("Hoe groot is de doelgroep?"), "whole", N_("Laat dit leeg als het uit een ingelezen bron komt.")),
        Field("bron", N_("Bron van de omvang")),
        Field("reeks", N_("Of: de omvang uit een ingelezen bron"), "select", options=_series()),
    )


def _series() -> tuple[tuple[str, str], ...]:
    """The imported series to choose from, none first."""
    return ("", gettext("geen")), *((one.key, one.words) for one in choosing.choices(db(), guard.programme()))


@desk.route("/<programme>/verantwoording/bereik", methods=["GET", "POST"])
@allow("evaluator")
def reach(programme: str) -> Any:
    """What was counted, and the form to add to it."""
    fields = _fields()
    if request.method == "GET":
        return _page(fields, {})
    try:
        values = read(fields)
        where = _where(values)
        store.write_reach(
            db(), choices.activities(db(), guard.programme())[values["activiteit"]], values["periode"][:20], values["doelgroep"][:200],
            inside=values["binnen"], outside=values["buiten"], size=values["omvang"], size_source=values["bron"], series=where,
        )  # fmt: skip
    except Faults as faults:
        return _page(fields, faults.values, faults.sentences), 422
    except store.AccountingRefused as refused:
        return _page(fields, typed(fields), [gettext(str(refused))]), 422
    audit.note(db(), "bereik_geschreven", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.reach", "Het bereik is bewaard.", programme=programme)


def _where(values: dict[str, Any]) -> dict[str, str]:
    """Where the size is imported; read() let nothing through that was not in the list."""
    chosen = next((one for one in choosing.choices(db(), guard.programme()) if one.key == values["reeks"]), None)
    return chosen.where if chosen else {}


def _page(fields: tuple[Field, ...], values: dict[str, Any], faults: list[str] | None = None) -> str:
    rows = db().execute(
        select(Reach, Activity.name, ActivityCount.participants)
        .join(Activity, Activity.id == Reach.activity_id)
        .outerjoin(ActivityCount, (ActivityCount.activity_id == Activity.id) & (ActivityCount.period == Reach.period))
        .where(Activity.programme_id == guard.programme().id)
        .order_by(Activity.name, Reach.period.desc(), Reach.target_group)
    )
    least = guard.programme().min_residents
    found = [(one, name, shown_reach(one.inside, one.outside, one.size, least, counted)) for one, name, counted in rows]
    return render_template("desk/accounting_reach.html", rows=found, fields=fields, values=values, faults=faults or [])
