"""Publishing a report: what would go out, what the ledger holds back and why, and everything that went out before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g, render_template, request
from sqlalchemy import select

from analysis.frameworks import policy
from analysis.frameworks.policy import NothingInFrame
from analysis.report import plans
from analysis.scope import AUDIENCES, EVERYTHING, Plan, Scope, ScopeTooSmall
from saying import SOURCE
from surveys.models import Wave
from surveys.parties import Account
from webapp import audit
from webapp.access import allow
from webapp.desk import apart, choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, only_known, see_other
from webapp.language import gettext
from webapp.request_session import db

if TYPE_CHECKING:
    from analysis.ledger.preparing import Prepared

READERS = {
    "alle": "iedereen",
    "raad": "de gemeenteraad",
    "bewoners": "bewoners",
    "team": "een team",
    "onderzoeker": "onderzoekers",
}
KIND_NAMES = {
    "rapport": "rapport", "export": "antwoorden voor een onderzoeker", "opendata": "open data",
    "benchmark": "pakket voor andere gemeenten", "blad": "blad voor een team",
}  # fmt: skip
SHOWN_CUTS = 400
TRIES = 2


def area_names() -> list[str]:
    """The neighbourhoods that a report can be about."""
    return list(dict.fromkeys(sorted(choices.areas(db(), guard.programme()).values())))


def wave_numbers() -> dict[int, str]:
    """The waves up to which a report can go."""
    rows = db().scalars(select(Wave).where(Wave.programme_id == guard.programme().id).order_by(Wave.number, Wave.id.desc()))
    return {row.number: row.name for row in rows}


def frame_names() -> dict[str, str]:
    """The policy frames of which a report can be made: those under which a result hangs."""
    return policy.frames(db(), guard.programme())


def read_scope(values: Any) -> Scope:
    """The scope of an address or a form; what is not on a list ends in 400."""
    areas, wave, audience = values.getlist("wijk"), values.get("meting", ""), values.get("voor", "alle")
    frame = values.get("kader", "")
    waves = wave_numbers()
    if set(areas) - set(area_names()) or (wave and wave not in map(str, waves)) or audience not in AUDIENCES:
        abort(400)
    if frame and frame not in frame_names():
        abort(400)
    last = max(waves, default=None)
    number = int(wave) if wave and int(wave) != last else None
    plan, language = _plan(values.get("opmaak", ""))
    return Scope(tuple(sorted(set(areas))), number, audience, plan, language, frame)


def _plan(code: str) -> tuple[Plan, str]:
    """The plan that was chosen, and in which language it is written; none is the usual report."""
    row = plans.find(db(), guard.programme(), code) if code else None
    if code and row is None:
        abort(400)
    return (plans.plan_of(row), plans.scope_of(row).language) if row else (Plan(), SOURCE)


@desk.get("/<programme>/publiceren")
@allow("evaluator")
def publishing(programme: str) -> Any:
    """What would go out within a scope, and what went out before."""
    only_known("wijk", "meting", "voor", "bekijk", "opmaak", "kader")
    return _page(read_scope(request.args), look=request.args.get("bekijk") == "ja")


def _page(scope: Scope = EVERYTHING, *, look: bool = False, fault: str = "", title: str = "", status: int = 200) -> Any:
    from analysis.ledger import store
    from analysis.ledger.words import spoken

    prepared = None
    if look:
        try:
            prepared = _prepared(scope)
        except (ScopeTooSmall, NothingInFrame, store.NotPublishable) as refused:
            fault, status = gettext(str(refused)), 422
    went_out = store.publications(db(), guard.programme())
    names = {row.id: row.name for row in db().execute(select(Account.id, Account.name))}
    page = render_template(
        "desk/publishing.html", spoken=spoken, areas=area_names(), waves=wave_numbers(), scope=scope, readers=READERS, prepared=prepared, fault=fault,
        title=title, frames=frame_names(), plans=plans.plans(db(), guard.programme()), went_out=went_out, kinds=KIND_NAMES, names=names, last=max(wave_numbers(), default=None),
    )  # fmt: skip
    return page, status


def _prepared(scope: Scope) -> Prepared:
    """What may go out now; made apart, so that nobody waits for it."""
    from analysis.ledger import preparing

    with apart.reader() as (session, one):
        return preparing.prepare(session, one, scope)


@desk.post("/<programme>/publiceren")
@allow("evaluator")
def publish(programme: str) -> Any:
    """Publish the report of this moment within a scope, without what the ledger holds back."""
    from analysis.ledger import preparing, store

    chosen("voor", AUDIENCES)
    scope, title = read_scope(request.form), line("titel", 200)
    if not title:
        return _page(scope, look=True, fault=gettext("Geef het rapport een naam. Zo vindt u het later terug."), status=422)
    try:
        for _ in range(
            TRIES
        ):  # made while residents can save; when something changed meanwhile, again, and at last within the lock
            prepared = _prepared(scope)
            if preparing.unchanged(db(), guard.programme(), prepared):
                break
        made = preparing.publish_report(
            db(), guard.programme(), prepared, title=title, audience=scope.audience, account=db().merge(g.account, load=False)
        )
    except (ScopeTooSmall, NothingInFrame, store.NotPublishable) as refused:
        db().rollback()
        return _page(scope, fault=gettext(str(refused)), title=title, status=422)
    audit.note(db(), "rapport_gepubliceerd", account=g.account, programme=guard.programme(), subject=f"publicatie:{made.id}")
    db().commit()
    return see_other(
        "desk.publication",
        "Het rapport is gepubliceerd en staat in het publicatiegrootboek.",
        programme=programme,
        number=made.id,
    )


@desk.get("/<programme>/publiceren/<int:number>")
@allow("evaluator")
def publication(programme: str, number: int) -> Any:
    """One publication: over which groups it told something, and where it can be opened again."""
    from analysis.ledger import store
    from analysis.ledger.words import spoken

    one = next((one for one in store.publications(db(), guard.programme()) if one.id == number), None)
    if one is None:
        abort(404)
    cuts = sorted(one.cuts, key=lambda cut: cut.id)[:SHOWN_CUTS]
    return render_template("desk/publishing_one.html", spoken=spoken, one=one, cuts=cuts, kinds=KIND_NAMES, readers=READERS)
