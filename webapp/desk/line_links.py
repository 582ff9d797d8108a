"""Contributions: each partner says alone how heavy it finds one, then the spread is seen, agreed on and argued."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.line import contributing
from analysis.line.errors import LineRefused
from analysis.line.evidence import EVIDENCE, MEANS, EvidenceRefused
from analysis.line.gather import read_line
from analysis.line.line import ABOVE, Line
from analysis.line.models import Contribution, ContributionEvidence
from analysis.line.weights import AGREEMENT, WEIGHTS
from analysis.models import Ambition, Indicator, SocietalResult
from surveys.parties import Account
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text, ticked
from webapp.desk.line import later, noted
from webapp.language import gettext
from webapp.request_session import db

WEIGHT_WORDS = {"groot": "groot", "middel": "middel", "klein": "klein", "geen": "geen"}


@desk.get("/<programme>/redeneerlijn/bijdragen")
@allow("worker")
def line_links(programme: str) -> Any:
    """Every contribution, with what the own partner said of it."""
    return _overview()


def _overview(values: dict[str, str] | None = None, fault: str = "") -> Any:
    found = read_line(db(), guard.programme())
    order = {(one.below, one.above): place for place, one in enumerate(found.links)}
    rows = sorted(_rows(), key=lambda one: order.get(_ends(one), len(order)))
    listed = [
        (one, found.name(_ends(one)[0]), found.name(_ends(one)[1]), contributing.own_vote(db(), one, g.account)) for one in rows
    ]
    page = render_template(
        "desk/line_links.html", rows=listed, waiting=len([row for row in listed if not row[3] and not row[0].agreed_weight]), ends=_choices(found),
        values=values or {}, fault=fault, later=later("bijdragen"), partner=g.account.organisation.name,
    )  # fmt: skip
    return page, 422 if fault else 200


def _rows() -> list[Contribution]:
    query = select(Contribution).where(Contribution.programme_id == guard.programme().id)
    return list(db().scalars(query))


def _ends(one: Contribution) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.from_kind, one.from_code), (one.to_kind, one.to_code)


def _choices(found: Line) -> dict[str, list[tuple[str, str]]]:
    """What can stand below and above in a new link, as kind/code with its name."""

    def named(kinds: Any) -> list[tuple[str, str]]:
        return [(f"{one.kind}/{one.code}", f"{gettext(one.kind)}: {one.name}") for one in found.nodes if one.kind in kinds]

    below = [kind for kind, above in ABOVE.items() if above]
    return {"van": named(below), "naar": named({kind for above in ABOVE.values() for kind in above})}


@desk.post("/<programme>/redeneerlijn/bijdragen")
@allow("evaluator")
def add_link(programme: str) -> Any:
    """Draw a new link."""
    found = read_line(db(), guard.programme())
    options = _choices(found)
    values = {name: chosen(name, {"", *(key for key, _ in options[name])}, "") for name in ("van", "naar")}
    if not all(values.values()):
        return _overview(values, gettext("Kies wat bijdraagt, en waaraan."))
    below, above = (tuple(values[name].split("/", 1)) for name in ("van", "naar"))
    try:
        row = contributing.link(db(), guard.programme(), found, below, above, unplanned=ticked("ongepland"))  # type: ignore[arg-type]
    except LineRefused as refused:
        return _overview(values, gettext(str(refused)))
    noted("bijdrage", row.id)
    return see_other(
        "desk.line_link", "De lijn is getrokken. Zeg nu hoe belangrijk u haar vindt.", programme=programme, number=row.id
    )


def _link(number: int) -> Contribution:
    row = db().get(Contribution, number)
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    return row


@desk.get("/<programme>/redeneerlijn/bijdragen/<int:number>")
@allow("worker")
def line_link(programme: str, number: int) -> Any:
    """One contribution: the own vote first, then those of the others, and the argument."""
    return _page(_link(number), {}, "")


def _page(one: Contribution, values: dict[str, Any], fault: str) -> Any:
    found = read_line(db(), guard.programme())
    below, above = map(found.name, _ends(one))
    query = select(ContributionEvidence).where(ContributionEvidence.contribution_id == one.id)
    looked = [number for number in (one.proposed_by_id, one.reviewer_id) if number is not None]
    people = {row.id: row.name for row in db().scalars(select(Account).where(Account.id.in_(looked)))}
    page = render_template(
        "desk/line_link.html", one=one, below=below, above=above, own=contributing.own_vote(db(), one, g.account),
        scored=contributing.votes_for(db(), one, g.account), words=WEIGHT_WORDS, agreement=AGREEMENT, levels=MEANS, people=people,
        under=sorted(db().scalars(query), key=lambda row: (row.kind, row.reference)), figures=_figures(),
        themes=choices.codes(db(), guard.programme()), values=values, fault=fault, partner=g.account.organisation.name,
    )  # fmt: skip
    return page, 422 if fault else 200


def _figures() -> dict[str, str]:
    query = (
        select(Indicator.code, Indicator.name)
        .join(SocietalResult)
        .join(Ambition)
        .where(Ambition.programme_id == guard.programme().id)
    )
    return dict(db().execute(query.order_by(Indicator.name)).all())


def _back(one: Contribution, message: str) -> Any:
    noted("bijdrage", one.id)
    return see_other("desk.line_link", message, programme=guard.programme().code, number=one.id)


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/oordeel")
@allow("worker")
def vote_on_link(programme: str, number: int) -> Any:
    """What the own partner thinks."""
    one = _link(number)
    try:
        contributing.vote(db(), one, g.account, chosen("gewicht", {"", *WEIGHTS}, ""))
    except LineRefused as refused:
        return _page(one, {}, gettext(str(refused)))
    return _back(one, "Uw oordeel is bewaard. U ziet nu ook dat van de anderen.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/samen")
@allow("evaluator")
def settle_link(programme: str, number: int) -> Any:
    """What partners agreed on after talking."""
    one = _link(number)
    try:
        contributing.settle(db(), one, chosen("samen", {"", *WEIGHTS}, ""))
    except LineRefused as refused:
        return _page(one, {}, gettext(str(refused)))
    return _back(one, "Bewaard.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/waarom")
@allow("evaluator")
def argue_link(programme: str, number: int) -> Any:
    """How sure the partners are, and why."""
    one = _link(number)
    values = {
        "zeker": chosen("zeker", EVIDENCE),
        "waarom": text("waarom", 2_000),
        "opzet": text("opzet", 2_000),
        "ver_genoeg": ticked("ver_genoeg"),
    }
    argued = {"argument": values["waarom"], "design": values["opzet"], "far_enough": bool(values["ver_genoeg"])}
    try:
        contributing.argue(db(), one, g.account, level=str(values["zeker"]), **argued)  # type: ignore[arg-type]
    except EvidenceRefused as refused:
        return _page(one, values, gettext(str(refused)))
    if values["zeker"] == "bewezen" and one.evidence != "bewezen":
        return _back(one, "Bewaard als ‘onderbouwd’. Een tweede persoon moet ‘bewezen’ nog bevestigen.")
    return _back(one, "Bewaard.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/bevestigen")
@allow("evaluator")
def confirm_link(programme: str, number: int) -> Any:
    """A second person confirms that it is proven."""
    one = _link(number)
    try:
        contributing.confirm(db(), one, g.account)
    except EvidenceRefused as refused:
        return _page(one, {}, gettext(str(refused)))
    return _back(one, "U keek mee als tweede persoon. Er staat nu ‘bewezen’.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/onder")
@allow("evaluator")
def attach_to_link(programme: str, number: int) -> Any:
    """Lay a figure, a theme or a study under it."""
    one = _link(number)
    kind = chosen("soort", contributing.KINDS)
    known: dict[str, dict[str, Any]] = {"cijfer": dict(_figures()), "verhaal": dict(choices.codes(db(), guard.programme()))}
    reference = chosen(kind, {"", *known[kind].keys()}, "") if kind in known else line("studie", 300)
    try:
        contributing.attach(db(), one, kind, reference, line("uitleg", 500))
    except LineRefused as refused:
        return _page(one, {"studie": line("studie", 300), "uitleg": line("uitleg", 500)}, gettext(str(refused)))
    return _back(one, "Dit ligt er nu onder.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/los/<int:row>")
@allow("evaluator")
def detach_from_link(programme: str, number: int, row: int) -> Any:
    """Take something away from under it."""
    one = _link(number)
    found = db().get(ContributionEvidence, row)
    if found is None or found.contribution_id != one.id:
        abort(404)
    contributing.detach(db(), found)
    return _back(one, "Het ligt er niet meer onder.")


@desk.post("/<programme>/redeneerlijn/bijdragen/<int:number>/weg")
@allow("evaluator")
def remove_link(programme: str, number: int) -> Any:
    """Take the link away."""
    contributing.remove(db(), _link(number))
    noted("bijdrage", number)
    return see_other("desk.line_links", "De lijn is weggehaald.", programme=programme)
