"""The layered account: per macro goal what is made visible, and where to make visible what is not."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy import select

from analysis.accounting.facts import known
from analysis.accounting.goals import goal_accounts
from analysis.accounting.layers import TITLES, cells
from analysis.accounting.part import LABELS, part
from analysis.accounting.told import questions
from analysis.learning.models import Dialogue, LearningCycle
from analysis.learning.words import ROLES
from analysis.report.context import Context
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.request_session import db

# Where each layer is filled; the macro goal and its activities are of the reasoning line.
FILLED_AT = {"uitvoering": "desk.fidelity", "bereik": "desk.reach", "uitvraag": "desk.causes", "activiteit": "desk.tallies"}


def context() -> Context:
    """The material of the programme, without the figures of results: the account needs none."""
    from analysis.gather import gather

    material = gather(db(), guard.programme())
    return Context(guard.programme(), material, material.data_date, ())


@desk.get("/<programme>/verantwoording")
@allow("evaluator")
def account(programme: str) -> Any:
    """The layers of each macro goal, and what participants name as cause."""
    found = context()
    one = part(db(), found)
    activities = [
        (each, dict(zip(list(TITLES)[1:], cells(each.facts), strict=True)))
        for each in known(db(), guard.programme(), found.material, bool(questions(db(), guard.programme()))).values()
    ]
    return render_template(
        "desk/accounting.html", part=one, goals=one.goals if one else (), activities=activities, titles=TITLES, filled_at=FILLED_AT,
        labels=LABELS,
    )  # fmt: skip


@desk.get("/<programme>/verantwoording/gesprek")
@allow("evaluator")
def account_sheet(programme: str) -> Any:
    """A sheet to print for the conversation of municipality, providers and residents, and the conversations of earlier years."""
    found = context()
    accounts = goal_accounts(
        db(), found, known(db(), guard.programme(), found.material, bool(questions(db(), guard.programme())))
    )
    held = db().scalars(
        select(Dialogue)
        .join(LearningCycle, LearningCycle.id == Dialogue.cycle_id)
        .where(LearningCycle.programme_id == guard.programme().id)
        .order_by(Dialogue.held_on.desc(), Dialogue.id.desc())
    )
    return render_template("desk/accounting_sheet.html", roles=ROLES, goals=accounts, held=list(held))
