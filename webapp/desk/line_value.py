"""What work adds up to: "mijn bijdrage" of a partner, its value page, who takes part, and options compared on one sheet."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request
from markupsafe import Markup
from sqlalchemy import func, select

from analysis import sentences
from analysis.line import done, evidence, network, network_picture, partners, shaping, worth
from analysis.line.errors import LineRefused
from analysis.line.gather import read_line
from analysis.line.line import ACTIVITY, RESULT, Line, Node
from analysis.line.states import REACHED
from analysis.line.store import code_of
from analysis.line.weights import WEIGHTS
from analysis.sources import requests
from analysis.sources.vocabulary import REQUEST_STATES
from database import today
from narratives.models import Story
from saying import say
from surveys.parties import Activity, Organisation
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.desk.line import later, line_now, noted
from webapp.language import gettext
from webapp.request_session import db

PARTIES = {one: network.KINDS[one] for one in ("partner", "initiatief", "vrijwilligers", "team")}


@desk.get("/<programme>/mijn-bijdrage")
@allow("worker")
def line_mine(programme: str) -> Any:
    """What the activities of the own organisation help, up to the ambition."""
    own = g.account.organisation
    codes = worth.activities_of(db(), guard.programme(), own)
    told = db().scalar(
        select(func.count(Story.id)).where(
            Story.programme_id == guard.programme().id, Story.logged_by_id == g.account.id, Story.state != "ingetrokken"
        )
    )
    decided = {one.activity.code: one for one in done.newest_decisions(db(), guard.programme()).values()}
    helping = worth.helps(read_line(db(), guard.programme()), codes)
    asked = [
        (one, requests.late(one, today())) for one in requests.listed(db(), guard.programme()) if one.organisation_id == own.id
    ]
    return render_template(
        "desk/line_mine.html", own=own, helping=helping, told=told or 0, decided=decided, asked=asked, states=REQUEST_STATES
    )


@desk.get("/<programme>/redeneerlijn/partners")
@allow("evaluator")
def line_partners(programme: str) -> Any:
    """Who takes part, and as what."""
    return _partners({}, "")


def _partners(values: dict[str, str], fault: str) -> Any:
    everybody = partners.roles(db(), guard.programme())
    found, activities, goals = read_line(db(), guard.programme()), {}, {}
    for one in everybody:
        codes = worth.activities_of(db(), guard.programme(), one)
        helped = {code for node in found.of(ACTIVITY) if node.code in codes for code in found.results_of(node)}
        activities[one], goals[one] = len(codes), [node.name for node in found.of(RESULT) if node.code in helped]
    web = network.read(db(), guard.programme(), found)
    drawn = Markup(network_picture.draw(web)) if web.actors else ""  # noqa: S704  svg escapes every word
    page = render_template(
        "desk/line_partners.html", network=web, drawn=drawn, kinds=network.KINDS, parties=PARTIES, partners=everybody, activities=activities, goals=goals, roles=partners.ROLES, values=values, fault=fault,
    )  # fmt: skip
    return page, 422 if fault else 200


@desk.post("/<programme>/redeneerlijn/partners")
@allow("evaluator")
def add_partner(programme: str) -> Any:
    """Name another organisation as partner."""
    name, role, kind = line("naam", 200), chosen("rol", partners.ROLES), chosen("soort", PARTIES, "partner")
    if not name:
        return _partners({"rol": role, "soort": kind}, gettext("Schrijf op hoe de partner heet."))
    codes = set(db().scalars(select(Organisation.code)))
    row = Organisation(code=code_of(name, codes), name=name, kind="inwoners" if role == "inwoners" else kind)
    db().add(row)
    db().flush()
    partners.set_role(db(), guard.programme(), row, role)
    noted("partner", row.id)
    return see_other("desk.line_partners", "De partner doet mee.", programme=programme)


def _partner(code: str) -> Organisation:
    return next((one for one in partners.roles(db(), guard.programme()) if one.code == code), None) or abort(404)


@desk.post("/<programme>/redeneerlijn/partners/<code>/rol")
@allow("evaluator")
def set_partner_role(programme: str, code: str) -> Any:
    """Say as what a partner takes part."""
    row = _partner(code)
    partners.set_role(db(), guard.programme(), row, chosen("rol", partners.ROLES))
    noted("partner", row.id)
    return see_other("desk.line_partners", "Bewaard.", programme=programme)


@desk.get("/<programme>/redeneerlijn/partners/<code>")
@allow("evaluator")
def line_partner(programme: str, code: str) -> Any:
    """The value page of an organisation: contributions, stories, and what it may replace."""
    one = _partner(code)
    codes = worth.activities_of(db(), guard.programme(), one)
    found = line_now()
    return render_template(
        "desk/line_partner.html", one=one, role=partners.roles(db(), guard.programme())[one], helping=worth.helps(found, codes),
        quotes=worth.quotes(db(), guard.programme(), one), substitutions=worth.substitutions(db(), guard.programme(), one),
        done=[row for row in done.table(db(), guard.programme(), None) if row.provider == one.name],
        interests=[row for row in worth.interests(db(), guard.programme()) if row.organisation_id == one.id],
    )  # fmt: skip


@desk.get("/<programme>/redeneerlijn/keuzes")
@allow("evaluator")
def line_options(programme: str) -> Any:
    """Activities side by side, as a sheet for a meeting."""
    return _options({}, "")


def _options(values: dict[str, str], fault: str) -> Any:
    found = line_now()
    known = choices.activities(db(), guard.programme())
    picked = [code for code in request.args.getlist("activiteit") if code in known]
    costs, stakes = worth.costs(db(), guard.programme()), worth.interests(db(), guard.programme())
    shown = [one for one in found.of(ACTIVITY) if not picked or one.code in picked]
    page = render_template(
        "desk/line_options.html", rows=[_option(found, one) for one in shown], costs=costs, activities=known, picked=picked,
        stakes=stakes, partners=partners.roles(db(), guard.programme()), values=values, fault=fault, later=later("keuzes"),
        number=sentences.number,
    )  # fmt: skip
    return page, 422 if fault else 200


def _option(found: Line, one: Node) -> dict[str, Any]:
    """One activity: its effect in words, its reach, and its strongest evidence."""
    links = sorted(found.out_of(one.key), key=lambda link: -WEIGHTS[link.weight] if link.weight else 1)
    reached = say(REACHED, value="")
    reach = next((state for link in links for state in link.states if state.startswith(reached)), "")
    argued = [link.evidence for link in links if link.argument or link.attached]
    return {
        "one": one,
        "effect": [(found.name(link.above), link.weight, link.states[0] if link.states else "") for link in links],
        "reach": reach.removeprefix(reached),
        "evidence": max(argued, key=evidence.rank) if argued else "",
    }


@desk.post("/<programme>/redeneerlijn/keuzes/belang")
@allow("evaluator")
def write_interest(programme: str) -> Any:
    """Lay an interest on the table."""
    everybody = {one.code: one for one in partners.roles(db(), guard.programme())}
    known: dict[str, Activity] = choices.activities(db(), guard.programme())
    values = {
        "partner": chosen("partner", everybody),
        "activiteit": chosen("activiteit", {"", *known}, ""),
        "belang": text("belang", 1_000),
    }
    try:
        row = shaping.write_interest(
            db(), guard.programme(), everybody[values["partner"]], known.get(values["activiteit"]), values["belang"]
        )
    except LineRefused as refused:
        return _options(values, gettext(str(refused)))
    noted("belang", row.id)
    return see_other("desk.line_options", "Het belang ligt op tafel.", programme=programme)
