"""Whether an activity is carried out as its mechanism asks: a checklist, judged by those who carry it out, with what it shows from."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request
from sqlalchemy import select

from analysis.accounting import store
from analysis.accounting.models import FidelityCheck
from analysis.line.library import said
from analysis.line.models import ActivityMechanism, Mechanism
from database import today
from surveys.models import Activity
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other, text
from webapp.language import gettext
from webapp.request_session import db

ANSWERS = {"ja": "ja", "deels": "deels", "nee": "nee"}
Kept = dict[int, FidelityCheck]


def _pairs() -> list[tuple[Activity, Mechanism]]:
    rows = db().execute(
        select(Activity, Mechanism)
        .join(ActivityMechanism, ActivityMechanism.activity_id == Activity.id)
        .join(Mechanism, Mechanism.id == ActivityMechanism.mechanism_id)
        .where(Activity.programme_id == guard.programme().id)
        .order_by(Activity.name, Mechanism.name)
    )
    return [(activity, mechanism) for activity, mechanism in rows]


def _kept(activity: Activity, mechanism: Mechanism) -> Kept:
    """The newest judgement of each sentence."""
    rows = db().scalars(
        select(FidelityCheck)
        .where(FidelityCheck.activity_id == activity.id, FidelityCheck.mechanism_id == mechanism.id)
        .order_by(FidelityCheck.checked_on, FidelityCheck.id)
    )
    return {one.item: one for one in rows if one.item < len(mechanism.checklist or ())}


@desk.get("/<programme>/verantwoording/uitvoering")
@allow("worker")
def fidelity(programme: str) -> Any:
    """Every activity with the checklists of its mechanisms."""
    rows = [(activity, mechanism, _kept(activity, mechanism)) for activity, mechanism in _pairs()]
    named = {activity.id for activity, _, _ in rows}
    others = db().scalars(select(Activity).where(Activity.programme_id == guard.programme().id).order_by(Activity.name))
    return render_template(
        "desk/accounting_fidelity.html", said=said, rows=rows, without=[one for one in others if one.id not in named]
    )


@desk.route("/<programme>/verantwoording/uitvoering/<activity>/<mechanism>", methods=["GET", "POST"])
@allow("worker")
def check_fidelity(programme: str, activity: str, mechanism: str) -> Any:
    """The checklist of one mechanism at one activity."""
    pair = next((one for one in _pairs() if (one[0].code, one[1].code) == (activity, mechanism)), None)
    if pair is None:
        abort(404)
    kept = _kept(*pair)
    if request.method == "GET":
        return _page(*pair, kept, {item: (one.answer, one.evidence) for item, one in kept.items()})
    given = _given(pair[1])
    if not given:
        fault = gettext("U beoordeelde nog niets. Kies bij ten minste één punt ja, deels of nee.")
        return _page(*pair, kept, given, fault), 422
    store.check_fidelity(db(), *pair, given, on=today(), account=g.account)
    audit.note(db(), "uitvoering_beoordeeld", account=g.account, programme=guard.programme(), subject=f"activiteit:{pair[0].id}")
    db().commit()
    return see_other("desk.fidelity", "De checklist is bewaard.", programme=programme)


def _given(mechanism: Mechanism) -> dict[int, tuple[str, str]]:
    answers = {
        item: (chosen(f"punt-{item}", {"", *ANSWERS}, ""), text(f"blijkt-{item}", 1_000))
        for item in range(len(mechanism.checklist or ()))
    }
    return {item: one for item, one in answers.items() if one[0]}


def _page(activity: Activity, mechanism: Mechanism, kept: Kept, values: dict[int, tuple[str, str]], fault: str = "") -> str:
    return render_template(
        "desk/accounting_checklist.html",
        activity=activity,
        mechanism=mechanism,
        said=said,
        kept=kept,
        values=values,
        answers=ANSWERS,
        fault=fault,
    )
