"""Provisions with their layer of the pyramid, and how much each is used in a period."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from analysis.accounting import store
from analysis.accounting.models import Provision
from analysis.accounting.returning import DUTIES
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import N_, Faults, Field, read, typed
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.language import gettext
from webapp.request_session import db

LAYERS = {
    "maatwerk": N_("maatwerk en specialistische hulp"),
    "lichte_ondersteuning": N_("lichte ondersteuning"),
    "sociale_basis": N_("sociale basis: voorzieningen vooraf"),
    "eigen_kracht": N_("eigen kracht en elkaar helpen"),
}
PERIOD = Field("periode", N_("Jaar of periode"), hint=N_("Bijvoorbeeld 2026 of 2026-K3."), needed=True)


def _provision_fields() -> tuple[Field, ...]:
    activities = (("", gettext("geen")), *((code, one.name) for code, one in choices.activities(db(), guard.programme()).items()))
    return (
        Field("naam", N_("Naam van de voorziening"), needed=True),
        Field(
            "code", N_("Korte code"), hint=N_("Kleine letters, cijfers en streepjes. Bijvoorbeeld: dagbesteding."), needed=True
        ),
        Field(
            "laag", N_("Laag van de piramide"), "select", options=tuple((code, gettext(words)) for code, words in LAYERS.items())
        ),
        Field("activiteit", N_("Hoort bij activiteit"), "select", options=activities),
        Field("wettelijk", N_("De gemeente moet dit volgens de wet aanbieden"), "tick"),
        Field("materieel", N_("Dit is een plek of een ding, geen dienst"), "tick"),
        Field("wet", N_("Wet of budget"), hint=N_("Mag leeg blijven. Bijvoorbeeld: Wmo.")),
    )


VOLUME = (
    PERIOD,
    Field("gebruikers", N_("Verschillende gebruikers"), "whole"),
    Field("hoeveel", N_("Hoeveel"), "number"),
    Field("eenheid", N_("Waarvan"), hint=N_("Bijvoorbeeld: dagdelen, uren, bezoeken.")),
    Field("euro", N_("Uitgaven in euro"), "number"),
    Field("bron", N_("Waar komt dit vandaan?")),
)


@desk.route("/<programme>/investeren/voorzieningen", methods=["GET", "POST"])
@allow("evaluator")
def provisions(programme: str) -> Any:
    """The provisions by layer, and the form to add one."""
    fields = _provision_fields()
    if request.method == "GET":
        return _page(fields)
    try:
        values = read(fields)
        row = _new(values)
    except Faults as faults:
        return _page(fields, faults.values, faults.sentences), 422
    except store.AccountingRefused as refused:
        return _page(fields, typed(fields), [gettext(str(refused))]), 422
    return _done("desk.provision", "De voorziening is bewaard. Vul nu in hoeveel zij wordt gebruikt.", code=row.code)


def _new(values: dict[str, Any]) -> Provision:
    code = values["code"]
    if not (code.isascii() and code.replace("-", "").replace("_", "").isalnum() and code == code.lower() and len(code) <= 40):
        raise store.AccountingRefused("Gebruik in de code alleen kleine letters, cijfers en streepjes.")
    if any(one.code == code for one in _every()):
        raise store.AccountingRefused("Deze code bestaat al. Kies een andere.")
    activity = choices.activities(db(), guard.programme()).get(values["activiteit"])
    row = Provision(
        programme_id=guard.programme().id, code=code, name=values["naam"][:200], layer=values["laag"], statutory=values["wettelijk"],
        material=values["materieel"], law=values["wet"][:40], activity_id=activity.id if activity else None,
    )  # fmt: skip
    db().add(row)
    db().flush()
    return row


@desk.route("/<programme>/investeren/voorzieningen/<code>", methods=["GET", "POST"])
@allow("evaluator")
def provision(programme: str, code: str) -> Any:
    """One provision with its volumes, and the form for a period."""
    one = next((each for each in _every() if each.code == code), None)
    if one is None:
        abort(404)
    if request.method == "GET":
        return _one(one)
    try:
        values = read(VOLUME)
        store.write_volume(
            db(), one, values["periode"][:20], volume=values["hoeveel"], unit=values["eenheid"][:40], users=values["gebruikers"],
            euro=values["euro"], source=values["bron"],
        )  # fmt: skip
    except Faults as faults:
        return _one(one, faults.values, faults.sentences), 422
    except store.AccountingRefused as refused:
        return _one(one, typed(VOLUME), [gettext(str(refused))]), 422
    return _done("desk.provision", "De cijfers van deze periode zijn bewaard.", code=code)


def _every() -> list[Provision]:
    query = select(Provision).where(Provision.programme_id == guard.programme().id).options(selectinload(Provision.volumes))
    return list(db().scalars(query.order_by(Provision.name, Provision.code)))


def _page(fields: tuple[Field, ...], values: dict[str, Any] | None = None, faults: list[str] | None = None) -> str:
    layers = [(words, [one for one in _every() if one.layer == code]) for code, words in LAYERS.items()]
    return render_template(
        "desk/accounting_provisions.html", layers=layers, duties=DUTIES, fields=fields, values=values or {}, faults=faults or []
    )


def _one(one: Provision, values: dict[str, Any] | None = None, faults: list[str] | None = None) -> str:
    return render_template(
        "desk/accounting_provision.html",
        one=one,
        layer=LAYERS[one.layer],
        duties=DUTIES,
        fields=VOLUME,
        values=values or {},
        faults=faults or [],
    )


def _done(endpoint: str, message: str, **values: Any) -> Any:
    audit.note(db(), "voorziening_geschreven", account=g.account, programme=guard.programme())
    db().commit()
    return see_other(endpoint, message, programme=guard.programme().code, **values)
