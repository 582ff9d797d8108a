"""Who fills in which step of the compass: an agreement of the programme, open where nobody agreed otherwise."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from sqlalchemy import select

from analysis.frameworks import catalogue, steps, subjects
from analysis.frameworks.compass import COMPASS
from analysis.frameworks.framework import text_of
from analysis.frameworks.steps import Agreed
from saying import say
from surveys.parties import ROLES, Account, Membership, Organisation
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.request_session import db


def _organisations() -> dict[str, str]:
    """The partners of the programme, and the organisations of who works in it."""
    staff = select(Organisation).join(Account).join(Membership).where(Membership.programme_id == guard.programme().id)
    found = {*subjects.partners(db(), guard.programme()), *db().scalars(staff)}
    return {one.code: one.name for one in sorted(found, key=lambda one: (one.name, one.code))}


@desk.get("/<programme>/kompas/wie-vult-in")
@allow("administrator")
def compass_steps(programme: str) -> Any:
    """The agreement as a form, step by step."""
    return render_template(
        "desk/compass_steps.html", one=catalogue.get(COMPASS), agreed=steps.agreements(db(), guard.programme().id, COMPASS), say=text_of,
        roles={one: say(steps.ROLE_NAMES[one]) for one in ROLES}, organisations=_organisations(), open=Agreed(),
    )  # fmt: skip


@desk.post("/<programme>/kompas/wie-vult-in")
@allow("administrator")
def agree_compass_steps(programme: str) -> Any:
    """Keep the agreement."""
    one, known = catalogue.get(COMPASS), _organisations()
    wanted = {
        each.code: Agreed(
            tuple(role for role in ROLES if role in request.form.getlist(f"rol.{each.code}")),
            tuple(code for code in known if code in request.form.getlist(f"organisatie.{each.code}")),
        )
        for each in one.dimensions
    }
    steps.agree(db(), guard.programme(), one, wanted)
    audit.note(db(), "kompas_afgesproken", account=g.account, programme=guard.programme(), subject=f"kader:{one.code}")
    db().commit()
    return see_other("desk.compass", "De afspraak is bewaard.", programme=programme)
