"""Evidence cards by their address (link or QR): for everybody when the report was published, else only for who may see the report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, session, url_for
from sqlalchemy import select

from analysis.ledger.models import Publication
from analysis.models import ReportSnapshot
from analysis.report import wording
from analysis.report.files import cards_page, evidence, residents, store
from analysis.report.files.address import CODE, MARK
from analysis.report.files.make import Order, card_address
from saying import say, speaking
from webapp import accounts
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.shell import AMSTERDAM
from webapp.request_session import db

proof = Blueprint("proof", __name__)
OPEN_TO_ALL = ("", "alle", "raad", "bewoners")  # audiences whose reports lie on the street anyway


@proof.get("/bewijs/<mark>")
@allow("public")
def all_cards(mark: str) -> Any:
    """All cards of a snapshot."""
    order, state = _snapshot(mark)
    return _page(
        cards_page.page(order.report, order.mark, links=_links(), state=state, link=url_for("proof.all_cards", mark=mark))
    )


@proof.get("/bewijs/<mark>/<code>")
@allow("public")
def one_card(mark: str, code: str) -> Any:
    """One card."""
    order, state = _snapshot(mark)
    found = evidence.card(order.report, order.mark, code) if CODE.fullmatch(code) else None
    if found is None:
        abort(404)
    up = url_for("proof.all_cards", mark=mark)
    return _page(cards_page.page(order.report, order.mark, (found,), links=_links(), state=state, up=up))


@proof.get("/verslag/<mark>")
@allow("public")
def residents_page(mark: str) -> Any:
    """The two pages for residents, on screen."""
    order, _ = _snapshot(mark)
    links = (current_app.extensions["house_style"], url_for("desk.residents_style"))
    return _page(residents.html(order.report, links=links, card=card_address(current_app.extensions["settings"].public_url)))


def _snapshot(mark: str) -> tuple[Order, str]:
    """The report of a snapshot without what was taken back, and what the ledger says; 404 for who may not see it."""
    kept = None
    if MARK.fullmatch(mark):
        kept = db().scalars(select(ReportSnapshot).where(ReportSnapshot.sha256.startswith(mark, autoescape=True))).first()
    if kept is None:
        abort(404)
    first = _published(kept)
    if first is None and not _may_see(kept):
        abort(404)
    order = store.order(db(), kept.programme, kept)
    with speaking(order.report.language):
        return order, _state(first)


def _state(first: Publication | None) -> str:
    if first is None:
        return say("Dit rapport is nog niet gepubliceerd. Alleen medewerkers van dit programma zien deze bladzijde.")
    day = wording.day(first.published_at.astimezone(AMSTERDAM).date().isoformat())
    return say("Gepubliceerd op {day}, en zo vastgelegd in het publicatiegrootboek.", day=day)


def _published(kept: ReportSnapshot) -> Publication | None:
    """Its first publication for all; None when it was never published."""
    mine = select(Publication).where(Publication.snapshot_id == kept.id, Publication.audience.in_(OPEN_TO_ALL))
    return db().scalars(mine.order_by(Publication.published_at, Publication.id)).first()


def _may_see(kept: ReportSnapshot) -> bool:
    """Whether somebody is signed in who may see the reports of this programme."""
    row = accounts.find_session(db(), session.get(guard.COOKIE_KEY))
    if row is None or row.stage != "volledig":
        return False
    ranks = {programme.id: guard.RANK[role] for programme, role in guard.roles_in(row.account)}
    return ranks.get(kept.programme_id, 0) >= guard.RANK["evaluator"]


def _links() -> tuple[str, str]:
    return current_app.extensions["house_style"], url_for("desk.report_style")


def _page(words: str) -> Response:
    return Response(words, mimetype="text/html")
