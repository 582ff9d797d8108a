"""Duiding: what people make of figure and stories together, per societal result; the newest counts, older ones stay."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.models import Ambition, Interpretation, SocietalResult
from analysis.scope import Scope
from saying import spoken
from surveys.parties import Account
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.language import gettext
from webapp.request_session import db


def _results() -> list[SocietalResult]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return list(db().scalars(query.order_by(SocietalResult.position, SocietalResult.id)))


def _written(result: SocietalResult) -> list[tuple[Interpretation, str]]:
    query = (
        select(Interpretation, Account.name)
        .join(Account, Account.id == Interpretation.account_id)
        .where(Interpretation.result_id == result.id)
        .order_by(Interpretation.written_at.desc(), Interpretation.id.desc())
    )
    return [(row, name) for row, name in db().execute(query)]


@desk.get("/<programme>/duiding")
@allow("evaluator")
def results(programme: str) -> Any:
    """The results of the programme, and whether people spoke about them."""
    rows = [(one, _written(one)) for one in _results()]
    return render_template("desk/results.html", rows=rows, relations=choices.RELATIONS)


@desk.route("/<programme>/duiding/<code>", methods=["GET"])
@allow("evaluator")
def interpretation(programme: str, code: str) -> Any:
    """What figure and stories say about one result, and the form for the duiding."""
    return _page(_result(code))


def _result(code: str) -> SocietalResult:
    found = next((one for one in _results() if one.code == code), None)
    if found is None:
        abort(404)
    return found


def _page(one: SocietalResult, values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    from analysis.ledger.preparing import guarded

    parts = [part for part in guarded(db(), guard.programme(), Scope(language=spoken())).results if part.code == one.code]
    page = render_template(
        "desk/interpretation.html",
        one=one,
        part=parts[0] if parts else None,
        written=_written(one),
        values=values or {},
        fault=fault,
        relations=choices.RELATIONS,
    )
    return page, status


@desk.post("/<programme>/duiding/<code>")
@allow("evaluator")
def write_interpretation(programme: str, code: str) -> Any:
    """Write a duiding beside the older ones."""
    one = _result(code)
    values = {"tekst": text("tekst", 4_000), "relatie": chosen("relatie", {"", *choices.RELATIONS}, ""), "met": line("met", 300)}
    if not values["tekst"]:
        return _page(one, values, gettext("Schrijf op wat u samen van het cijfer en de verhalen vindt."), 422)
    row = Interpretation(
        result_id=one.id,
        text=values["tekst"],
        relation=values["relatie"] or None,
        with_whom=values["met"],
        account_id=g.account.id,
    )
    db().add(row)
    audit.note(db(), "duiding_geschreven", account=g.account, programme=guard.programme(), subject=f"resultaat:{one.id}")
    db().commit()
    return see_other("desk.interpretation", "De duiding is bewaard.", programme=programme, code=code)
