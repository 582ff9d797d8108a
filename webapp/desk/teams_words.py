"""Open answers of employees: an evaluator reads them, takes names out, and releases them for the sheet of their own team."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template

from analysis.teams import releasing
from analysis.teams.refusals import TeamRefused
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.desk.teams import team_of
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/teams/<team_code>/woorden")
@allow("evaluator")
def team_words(programme: str, team_code: str) -> Any:
    """The open answers of a team, with a proposal without names."""
    return _page(team_code)


def _page(team_code: str, fault: str = "", *, place: str = "", status: int = 200) -> Any:
    from analysis.gather import gather
    from analysis.teams import board, part

    team = team_of(team_code)
    found = board.of(db(), guard.programme(), gather(db(), guard.programme()))
    # The words of a team with too few answers are not even read: they could be of nobody else.
    rows = releasing.waiting(db(), guard.programme(), team.code) if found is not None and team.code in found.shown else []
    names = {one: part.name(one) for one in releasing.OPEN.values()}
    return render_template("desk/teams_words.html", one=team, rows=rows, names=names, fault=fault, at=place), status


@desk.post("/<programme>/teams/<team_code>/woorden")
@allow("evaluator")
def team_words_decide(programme: str, team_code: str) -> Any:
    """Release an answer in the words of the form, or show it no more."""
    team = team_of(team_code)
    which = line("antwoord", 32), chosen("vraag", releasing.OPEN)
    if all((one.response_id, one.question) != which for one in releasing.waiting(db(), guard.programme(), team.code)):
        abort(404)
    try:
        if chosen("wat", {"vrij", "terug"}) == "vrij":
            releasing.release(db(), guard.programme(), which, text("woorden", 800), g.account)
        else:
            releasing.take_back(db(), guard.programme(), which)
    except TeamRefused as refusal:
        return _page(team_code, gettext(str(refusal)), place="/".join(which), status=422)
    audit.note(db(), "teamwoorden_beslist", account=g.account, programme=guard.programme(), subject=f"team:{team.id}")
    db().commit()
    return see_other("desk.team_words", "Het besluit is bewaard.", programme=programme, team_code=team_code)
