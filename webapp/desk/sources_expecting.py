"""Expectations: what each partner thinks beforehand, alone, and locks before the data open."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request

from analysis.models import Indicator
from analysis.sources import bounds, expecting, factors
from analysis.sources.expecting import ExpectationRefused, Said
from analysis.sources.vocabulary import KINDS, WAYS
from database import today
from surveys.models import Wave
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard, indicators_about
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_number, chosen, line, only_known, see_other, text
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/verwachtingen")
@allow("worker")
def expectations(programme: str) -> Any:
    """What partners expect: one's own to fill in, those of others when they are open."""
    only_known()
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    programme = guard.programme()
    seen, hidden = expecting.visible(db(), programme, g.account.organisation_id, today=today())
    waves = choices.waves(db(), programme)
    by_id = {one.id: one for one in waves.values()}
    rows = [(one, by_id.get(one.wave_id or 0), expecting.is_locked(one, by_id.get(one.wave_id or 0), today())) for one in seen]
    groups = [(one, [row for row in rows if row[0].indicator_id == one.id]) for one in _indicators()]
    coming = {slug: one for slug, one in waves.items() if not expecting.opened(one, today())}
    late = [one for one in waves.values() if expecting.opened(one, today()) and one.closes_on >= today()]
    page = render_template(
        "desk/sources_expecting.html", groups=groups, hidden=hidden, coming=coming, ways=WAYS, kinds=KINDS, values=values or {}, fault=fault,
        indicators=_indicators(), late=late,
    )  # fmt: skip
    return page, status


def _indicators() -> list[Indicator]:
    return [one for one in factors.indicators(db(), guard.programme()) if one.status != "vervallen"]


def _indicator(key: str) -> Indicator:
    found = next((one for one in _indicators() if f"{one.result.code}.{one.code}" == key), None)
    if found is None:
        abort(404)
    return found


@desk.post("/<programme>/verwachtingen")
@allow("worker")
def write_expectation(programme: str) -> Any:
    """Write or change one's own, as long as it is not locked."""
    values = {name: line(name, 100) for name in ("indicator", "meting", "laag", "hoog")} | {"waarom": text("waarom", 1_000)}
    values["richting"] = chosen("richting", {*WAYS, ""}, "")
    row, wave = _indicator(values["indicator"]), _wave(values["meting"])
    expecting.lock_opened(db(), guard.programme(), today=today())
    try:
        said = Said(values["richting"], _number(values["laag"]), _number(values["hoog"]), values["waarom"])
        definitions = indicators_about.definitions(db(), guard.programme())
        expecting.check(said, bounds=bounds.of(row.measure_kind, row.rule or {}, definitions), first=_first(row, said))
        made = expecting.enter(db(), row, wave, g.account, said, today=today())
        if request.form.get("vast") == "ja":
            expecting.lock(db(), made)
    except ExpectationRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    action = "verwachting_vastgezet" if made.locked_at else "verwachting_gegeven"
    audit.note(db(), action, account=g.account, programme=guard.programme(), subject=f"indicator:{row.id}")
    db().commit()
    return see_other("desk.expectations", "Uw verwachting is bewaard.", programme=programme)


def _first(row: Indicator, said: Said) -> float | None:
    """The first measurement as readers see it, when there is a range to lay beside it."""
    from analysis.ledger.preparing import guarded

    if said.low is None and said.high is None:
        return None
    if row.baseline is not None:
        return row.baseline
    report = guarded(db(), guard.programme())
    parts = (one for result in report.results if result.code == row.result.code for one in result.indicators)
    waves = next((one.waves for one in parts if one.code == row.code), ())
    return waves[0].figure.value if waves else None


def _number(raw: str) -> float | None:
    try:
        return a_number(raw)
    except Mistyped as error:
        raise ExpectationRefused(str(error)) from error


def _wave(slug: str) -> Wave | None:
    if not slug:
        return None
    found = choices.waves(db(), guard.programme()).get(slug)
    if found is None:
        abort(404)
    return found


@desk.post("/<programme>/verwachtingen/vastzetten")
@allow("worker")
def lock_expectation(programme: str) -> Any:
    """Lock one's own for good."""
    row = _indicator(line("indicator", 100))
    made = expecting.of(db(), row, _wave(line("meting", 60)), g.account.organisation_id)
    if made is None:
        abort(404)
    expecting.lock(db(), made)
    audit.note(db(), "verwachting_vastgezet", account=g.account, programme=guard.programme(), subject=f"indicator:{row.id}")
    db().commit()
    return see_other("desk.expectations", "Uw verwachting staat vast.", programme=programme)
