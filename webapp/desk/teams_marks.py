"""The marks of all teams together (the council's view), and how the questions were agreed with the teams."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request

from analysis.teams import store
from analysis.teams.models import TeamAgreement
from analysis.teams.refusals import TeamRefused
from database import today
from saying import spoken
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, line, only_known, see_other, text
from webapp.language import gettext
from webapp.request_session import db

SURVEYS = {"quickscan_medewerkers": "medewerkers", "quickscan_clienten": "cliënten", "quickscan_partners": "partners"}
VIEWS = {"alles": "Alle dimensies", "geld": "Geld, met hulp en klant", "wijk": "Wijk", "team": "Team"}
ASKED = {
    "alles": ("team", "hulp", "geld", "klant", "wijk"),
    "geld": ("hulp", "klant", "geld"),
    "wijk": ("wijk",),
    "team": ("team",),
}


@desk.get("/<programme>/teams/alle/cijfers")
@allow("evaluator")
def team_marks(programme: str) -> Any:
    """The picture and the marks per municipality, without names of teams."""
    from analysis.ledger.preparing import guarded
    from analysis.scope import Scope
    from analysis.teams import around, charts, marks, tables

    only_known("dimensies", "leeftijd")
    view = asked("dimensies", VIEWS, "alles")
    wanted = marks.together(ASKED[view])
    found = guarded(db(), guard.programme(), Scope(language=spoken())).teams
    ages = {str(place): one for place, one in enumerate(found.ages)} if found else {}
    age = ages.get(asked("leeftijd", ages, ""))
    return render_template(
        "desk/teams_marks.html",
        part=found,
        dimensions=tuple(one for one in found.dimensions if one.code in wanted) if found else (),
        charts=charts.TeamCharts,
        tables=tables,
        view=view,
        views=VIEWS,
        ages=ages,
        age=age,
        peers=[(one, figure) for one, figure in zip(found.dimensions, age.figures, strict=True) if one.code in wanted]
        if found and age
        else [],
        series=around.choices(db(), guard.programme()),
    )


@desk.post("/<programme>/teams/alle/samenleving")
@allow("evaluator")
def team_society(programme: str) -> Any:
    """Which imported series stand beside the last ball."""
    from analysis.teams import around

    known = {one.key: one for one in around.choices(db(), guard.programme())}
    keys = request.form.getlist("reeks")
    if set(keys) - set(known):
        abort(400)
    around.choose(guard.programme(), [known[key] for key in known if key in keys])
    audit.note(db(), "team_veranderd", account=g.account, programme=guard.programme(), subject="teams:samenleving")
    db().commit()
    return see_other("desk.team_marks", "De keuze is bewaard.", programme=programme)


@desk.get("/<programme>/teams/alle/afstemming")
@allow("evaluator")
def team_agreements(programme: str) -> Any:
    """What was said about the questions, and what was decided."""
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", *, row: int = 0, status: int = 200) -> Any:
    rows = store.agreements(db(), guard.programme())
    page = render_template("desk/teams_agreements.html", rows=rows, surveys=SURVEYS, values=values or {}, fault=fault, at=row)
    return page, status


@desk.post("/<programme>/teams/alle/afstemming")
@allow("evaluator")
def team_agreement_add(programme: str) -> Any:
    """A comment on a questionnaire."""
    values = {"lijst": chosen("lijst", SURVEYS), "versie": line("versie", 4), "opmerking": text("opmerking", 2_000)}
    number = int(values["versie"]) if values["versie"].isascii() and values["versie"].isdigit() else None
    try:
        row = store.note_agreement(
            db(), guard.programme(), survey=values["lijst"], version=number, comment=values["opmerking"], noted_on=today()
        )
    except TeamRefused as refusal:
        return _page(values, gettext(str(refusal)), status=422)
    return _kept(row, programme)


@desk.post("/<programme>/teams/alle/afstemming/besluit")
@allow("evaluator")
def team_agreement_decide(programme: str) -> Any:
    """What was decided on a comment."""
    number = line("regel", 9)
    if not (number.isascii() and number.isdigit()):
        abort(400)
    row = db().get(TeamAgreement, int(number))
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    values = {"besluit": text("besluit", 2_000), "akkoord": line("akkoord", 300)}
    try:
        store.decide(db(), row, values["besluit"], values["akkoord"])
    except TeamRefused as refusal:
        return _page(values, gettext(str(refusal)), row=row.id, status=422)
    return _kept(row, programme)


def _kept(row: TeamAgreement, programme: str) -> Any:
    audit.note(db(), "afstemming_geschreven", account=g.account, programme=guard.programme(), subject=f"afstemming:{row.id}")
    db().commit()
    return see_other("desk.team_agreements", "De afstemming is bewaard.", programme=programme)
