"""Activities: through what they work, whether they were done as agreed, and what was decided about them."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.line import done, shaping
from analysis.line.errors import LineRefused
from analysis.line.gather import read_line
from analysis.line.line import ACTIVITY
from analysis.line.models import DECISIONS, ActivityDecision, ActivityDelivery
from database import utcnow
from surveys.parties import Account, Activity
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.desk.line import noted
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db

DECISION_WORDS = {one: one for one in DECISIONS}
AS_AGREED = {"ja": "ja", "deels": "deels", "nee": "nee"}


@desk.get("/<programme>/redeneerlijn/activiteiten")
@allow("evaluator")
def line_activities(programme: str) -> Any:
    """Every activity with its mechanisms, its results and the newest decision."""
    found = read_line(db(), guard.programme())
    activities = choices.activities(db(), guard.programme())
    decided = {one.activity.code: one for one in done.newest_decisions(db(), guard.programme()).values()}
    names = {one.code: one.name for one in found.of("resultaat")}
    rows = [
        (one, activities[one.code], [names[code] for code in found.results_of(one)], decided.get(one.code))
        for one in found.of(ACTIVITY)
    ]
    return render_template("desk/line_activities.html", rows=rows)


def _activity(code: str) -> Activity:
    return choices.activities(db(), guard.programme()).get(code) or abort(404)


@desk.get("/<programme>/redeneerlijn/besluiten/<code>")
@allow("evaluator")
def line_decisions(programme: str, code: str) -> Any:
    """What was decided about an activity over the years, and the form for the next decision."""
    return _page(_activity(code), {}, "")


def _page(one: Activity, values: dict[str, str], fault: str, status: int = 200) -> Any:
    rows = (
        db()
        .execute(
            select(ActivityDecision, Account.name)
            .join(Account, Account.id == ActivityDecision.account_id)
            .where(ActivityDecision.activity_id == one.id)
            .order_by(ActivityDecision.decided_on.desc(), ActivityDecision.id.desc())
        )
        .all()
    )
    delivered = (
        db()
        .scalars(select(ActivityDelivery).where(ActivityDelivery.activity_id == one.id).order_by(ActivityDelivery.period))
        .all()
    )
    page = render_template(
        "desk/line_decisions.html", one=one, decisions=rows, delivered=delivered, values=values, fault=fault,
        words=DECISION_WORDS, as_agreed=AS_AGREED, year=utcnow().astimezone(AMSTERDAM).year,
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/redeneerlijn/besluiten/<code>")
@allow("evaluator")
def decide_in_line(programme: str, code: str) -> Any:
    """Write a decision beside the older ones."""
    one = _activity(code)
    values = {"besluit": chosen("besluit", {"", *DECISION_WORDS}, ""), "reden": text("reden", 2_000)}
    try:
        today = utcnow().astimezone(AMSTERDAM).date()
        row = shaping.decide(db(), one, g.account, values["besluit"], reason=values["reden"], on=today)
    except LineRefused as refused:
        return _page(one, values, gettext(str(refused)), 422)
    noted("besluit", row.id)
    return see_other("desk.line_decisions", "Het besluit is bewaard.", programme=programme, code=code)


@desk.post("/<programme>/redeneerlijn/besluiten/<code>/uitgevoerd")
@allow("evaluator")
def deliver_in_line(programme: str, code: str) -> Any:
    """Say whether an activity was carried out as agreed in a year."""
    one = _activity(code)
    values = {"jaar": line("jaar", 4), "uitgevoerd": chosen("uitgevoerd", {"", *AS_AGREED}, ""), "uitleg": line("uitleg", 300)}
    try:
        if not (values["jaar"].isascii() and values["jaar"].isdigit() and len(values["jaar"]) == 4):
            raise LineRefused("Kies over welk jaar het gaat, en of de activiteit is uitgevoerd zoals afgesproken.")
        row = shaping.deliver(db(), one, values["jaar"], values["uitgevoerd"], values["uitleg"])
    except LineRefused as refused:
        return _page(one, values, gettext(str(refused)), 422)
    noted("uitvoering", row.id)
    return see_other("desk.line_decisions", "Bewaard.", programme=programme, code=code)
