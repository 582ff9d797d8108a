"""Adding to what investing may return: counterfactual, substitution, prevention claim, investment, risk; each with its own form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, render_template, request
from sqlalchemy import select

from analysis.accounting import store
from analysis.accounting.goals import goals_of
from analysis.accounting.models import Counterfactual, Investment, PreventionClaim, Risk, Substitution
from analysis.accounting.ranges import Range, RangeRefused
from analysis.accounting.returning import DUTIES
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import Faults, Field, read
from webapp.desk.accounting_forms import KINDS, fields_of, mechanisms, provisions
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other, text
from webapp.language import gettext
from webapp.request_session import db

Values = dict[str, Any]
TABLES: dict[str, Any] = {
    "anders": Counterfactual, "substitutie": Substitution, "preventie": PreventionClaim, "investering": Investment, "risico": Risk,
}  # fmt: skip


@desk.route("/<programme>/investeren/nieuw/<kind>", methods=["GET", "POST"])
@allow("evaluator")
def add_return(programme: str, kind: str) -> Any:
    """The form of one kind."""
    if kind not in KINDS:
        abort(404)
    fields = fields_of(kind)
    if request.method == "GET":
        return _form(kind, fields, {})
    try:
        values = read(fields)
        KEEP[kind](values)
    except Faults as faults:
        return _form(kind, fields, faults.values, faults.sentences), 422
    except (store.AccountingRefused, RangeRefused) as refused:
        return _form(kind, fields, {one.name: request.form.get(one.name, "") for one in fields}, [gettext(str(refused))]), 422
    audit.note(db(), "investering_geschreven", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.investing", "Het is bewaard.", programme=programme)


def _form(kind: str, fields: tuple[Field, ...], values: Values, faults: list[str] | None = None) -> str:
    return render_template(
        "desk/accounting_form.html", kind=kind, title=KINDS[kind], fields=fields, values=values, faults=faults or []
    )


def _activity_id(values: Values) -> int | None:
    found = choices.activities(db(), guard.programme()).get(values["activiteit"])
    return found.id if found else None


def _range(values: Values, name: str) -> Range | None:
    low, high = values[f"{name}_laag"], values[f"{name}_hoog"]
    if (low is None) != (high is None):
        raise RangeRefused("Vul het laagste én het hoogste getal in. Eén getal zegt meer dan wij weten.")
    return None if low is None else Range(low, high)


def _keep_without(values: Values) -> None:
    low, high = values["laag"], values["hoog"]
    found = _range({"x_laag": low, "x_hoog": high}, "x")
    goal = next((one.id for one in goals_of(db(), guard.programme()) if one.code == values["doel"]), None)
    db().add(
        Counterfactual(
            programme_id=guard.programme().id, activity_id=_activity_id(values), goal_id=goal, text=values["tekst"],
            low=found.low if found else None, high=found.high if found else None, unit=values["eenheid"][:40],
        )
    )  # fmt: skip


def _keep_substitution(values: Values) -> None:
    people, months = _range(values, "mensen"), _range(values, "maanden")
    assert people is not None and months is not None
    store.substitute(
        db(), guard.programme(), people=people, months=months, price=_range(values, "prijs"), price_source=values["prijsbron"],
        activity_id=_activity_id(values), provision_id=provisions()[values["voorziening"]].id, payer=values["betaalt"][:200],
        gainer=values["wint"][:200], societal_gain=values["winst"], evidence=values["bewijs"], argument=values["argument"],
        prevention=values["voorkomt"],
    )  # fmt: skip


def _keep_claim(values: Values) -> None:
    mechanism = mechanisms().get(values["mechanisme"])
    store.claim_prevention(
        db(), guard.programme(), g.account, claim=values["claim"], assumption=values["aanname"], evidence=values["bewijs"],
        activity_id=_activity_id(values), mechanism_id=mechanism.id if mechanism else None,
    )  # fmt: skip


def _keep_investment(values: Values) -> None:
    if not 1990 <= values["jaar"] <= 2100:
        raise store.AccountingRefused("Vul een jaar in van vier cijfers, bijvoorbeeld 2026.")
    keys = {"year": values["jaar"], "purpose": values["waaraan"][:200], "budgeted": values["begroot"]}
    row = db().scalar(select(Investment).filter_by(programme_id=guard.programme().id, **keys))
    if row is None:
        row = Investment(programme_id=guard.programme().id, **keys)
        db().add(row)
    row.euro, row.source = values["euro"], values["bron"]


def _keep_risk(values: Values) -> None:
    db().add(
        Risk(
            programme_id=guard.programme().id, activity_id=_activity_id(values), text=values["tekst"], signal=values["signaal"],
            response=values["dan"], owner=values["wie"][:200], state=values["stand"], noted_on=today(),
        )
    )  # fmt: skip


KEEP: dict[str, Callable[[Values], None]] = {
    "anders": _keep_without, "substitutie": _keep_substitution, "preventie": _keep_claim, "investering": _keep_investment, "risico": _keep_risk,
}  # fmt: skip


def listed() -> dict[str, list[tuple[int, str]]]:
    """What was recorded of each kind: its number and a short name, to take away what was wrong."""
    own = guard.programme().id
    return {
        "anders": [(one.id, one.text) for one in db().scalars(select(Counterfactual).filter_by(programme_id=own))],
        "substitutie": [(one.id, f"{one.activity.name} – {one.provision.name} ({gettext(DUTIES[one.provision.statutory])})") for one in db().scalars(select(Substitution).filter_by(programme_id=own))],
        "preventie": [(one.id, one.claim) for one in db().scalars(select(PreventionClaim).filter_by(programme_id=own))],
        "investering": [(one.id, f"{one.year}: {one.purpose}") for one in db().scalars(select(Investment).filter_by(programme_id=own).order_by(Investment.year))],
        "risico": [(one.id, one.text) for one in db().scalars(select(Risk).filter_by(programme_id=own))],
    }  # fmt: skip


@desk.post("/<programme>/investeren/weg/<kind>/<int:number>")
@allow("evaluator")
def remove_return(programme: str, kind: str, number: int) -> Any:
    """Take away what was recorded by mistake."""
    row = _own(kind, number)
    db().delete(row)
    audit.note(db(), "investering_weg", account=g.account, programme=guard.programme(), subject=f"{kind}:{number}")
    db().commit()
    return see_other("desk.investing", "Het is weggehaald.", programme=programme)


@desk.post("/<programme>/investeren/bewezen/<int:number>")
@allow("evaluator")
def confirm_claim(programme: str, number: int) -> Any:
    """Set a claim to "bewezen", by a second person who names the design of the study."""
    from webapp.desk.accounting_returns import claim_refused

    try:
        store.confirm_claim(db(), _own("preventie", number), g.account, text("opzet", 1_000))
    except store.AccountingRefused as refused:
        db().rollback()
        return claim_refused(gettext(str(refused))), 422
    audit.note(db(), "preventie_bewezen", account=g.account, programme=guard.programme(), subject=f"preventie:{number}")
    db().commit()
    return see_other("desk.investing", "De claim staat nu op bewezen, met uw naam als tweede lezer.", programme=programme)


def _own(kind: str, number: int) -> Any:
    row = db().get(TABLES[kind], number) if kind in TABLES else None
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    return row
