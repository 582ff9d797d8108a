"""What investing may return: an overview with ranges, what if there were fewer, and whether to value in euro."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request

from analysis.accounting import store
from analysis.accounting.drawing import EVIDENCE, span
from analysis.accounting.ranges import Range, RangeRefused, fewer, times
from analysis.accounting.returning import ATTRIBUTION, PREVENTION, euro_on, returns
from analysis.report.parts.accounting import Span, SubstitutionRow
from saying import say
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.accounting_fields import amount
from webapp.desk.accounting_forms import KINDS
from webapp.desk.accounting_money import listed
from webapp.desk.blueprint import desk
from webapp.desk.fields import only_known, see_other, ticked
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/investeren")
@allow("evaluator")
def investing(programme: str) -> Any:
    """All that was recorded, and, when asked, what would be left with fewer participants."""
    only_known("van", "tot")
    found = returns(db(), guard.programme())
    try:
        loss = _loss()
    except (ValueError, RangeRefused) as fault:
        sentence = str(fault) if isinstance(fault, RangeRefused) else "Schrijf twee getallen van 0 tot en met 100."
        return _page(found, None, gettext(sentence)), 422
    return _page(found, loss)


def _loss() -> Range | None:
    """How many percent fewer was asked for."""
    low, high = amount(request.args.get("van", "").strip()), amount(request.args.get("tot", "").strip())
    if low is None and high is None:
        return None
    if low is None or high is None:
        raise ValueError
    loss = Range(low, high)
    fewer(Range(0, 1), loss)
    return loss


def _page(found: Any, loss: Range | None, fault: str = "") -> str:
    left = [_left(one, loss) for one in found.substitutions] if found and loss else []
    return render_template(
        "desk/accounting_returns.html", found=found, left=left, fault=fault, span=span, evidence=EVIDENCE, kinds=KINDS, rows=listed(),
        euro=euro_on(guard.programme()), attribution=say(ATTRIBUTION), prevention=say(PREVENTION),
    )  # fmt: skip


def _left(one: SubstitutionRow, loss: Range) -> tuple[SubstitutionRow, Span, Span | None]:
    people = fewer(Range(one.people.low, one.people.high), loss)
    months = times(people, Range(one.months.low, one.months.high))
    euro = times(months, Range(one.price.low, one.price.high)) if one.price else None
    return one, Span(months.low, months.high), Span(euro.low, euro.high) if euro else None


@desk.post("/<programme>/investeren/euro")
@allow("evaluator")
def choose_euro(programme: str) -> Any:
    """Switch valuing in euro on or off; it is off until somebody chooses it."""
    store.change_settings(db(), guard.programme(), euro=True if ticked("euro") else None)
    audit.note(db(), "verantwoording_ingesteld", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.investing", "De keuze is bewaard.", programme=programme)


def claim_refused(sentence: str) -> str:
    """The same page with why a claim may not be called proven."""
    return _page(returns(db(), guard.programme()), None, sentence)
