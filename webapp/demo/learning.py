"""The learning cycles of the demo: a closed round, and one that people are in the middle of (invented)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning import handing, store
from analysis.learning.models import Burden, Dialogue, ImprovementAction, LearningCycle, Reflection, TeamReply
from analysis.ledger.preparing import guarded
from analysis.ledger.store import publications
from analysis.models import Ambition, SocietalResult
from analysis.report import snapshot
from surveys.models import Account, Organisation, Programme, Wave
from webapp.demo import STAFF_EMAIL

__all__ = ["fill", "keep"]


def fill(session: Session, made: Programme, name: str) -> str:
    """The rounds, learning questions and burden of a programme; "" when there is nothing left to do."""
    file = resources.files("webapp.demo").joinpath(f"learning_{name}.yml")
    if not file.is_file() or store.cycles(session, made):
        return ""
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
    for number, one in enumerate(plan["rondes"], 1):
        _round(session, made, number, one, account)
    for first, *later in plan["leervragen"]:
        question = store.ask(session, made, first)
        for wording in later:
            question = store.reword(session, question, text=wording, state="open", learned="")
    for one in plan["last"]:
        row = {
            "name": one["naam"],
            "who": one["wie"],
            "minutes": one["minuten"],
            "times": one["keer"],
            "behaviour": one["gedrag"],
        }
        session.add(Burden(programme_id=made.id, **row))
    waves = {row.number: row for row in session.scalars(select(Wave).where(Wave.programme_id == made.id))}
    for one in plan.get("overdracht", ()):
        note = handing.hand_over(session, made, waves.get(one.get("meting", -1)), one["tekst"], account)
        note.written_at = datetime.combine(one["op"], time(12), tzinfo=UTC)
    session.flush()
    return f"leercyclus: {len(plan['rondes'])} rondes"


def _round(session: Session, made: Programme, number: int, plan: dict[str, Any], account: Account) -> None:
    row = LearningCycle(
        programme_id=made.id, number=number, name=plan["naam"], state=plan["staat"], opened_on=plan["geopend"],
        closed_on=plan.get("gesloten"), no_action_because=plan.get("geen_actie", ""), talk_on=plan.get("gesprek_op"),
        talk_where=plan.get("gesprek_waar", ""),
    )  # fmt: skip
    session.add(row)
    session.flush()
    for one in plan["antwoorden"]:
        writer = _of_partner(session, one["wie"]) or account
        session.add(TeamReply(cycle_id=row.id, who=one["wie"], text=one["tekst"], account_id=writer.id))
    for one in plan["gesprekken"]:
        table = [{"role": role, "people": people} for role, people in one["tafel"].items()]
        said = {"held_on": one["op"], "title": one["titel"], "said": one["gezegd"], "decisions": one["besloten"]}
        session.add(Dialogue(cycle_id=row.id, participants=table, account_id=account.id, **said))
    for prompt, text in plan.get("stilstaan", {}).items():
        session.add(Reflection(cycle_id=row.id, prompt=prompt, text=text, account_id=account.id))
    for one in plan.get("acties", ()):
        session.add(_action(session, made, row, one))


def _of_partner(session: Session, name: str) -> Account | None:
    """Somebody who signs in for the partner with this name, if the demo has one."""
    query = select(Account).join(Organisation, Organisation.id == Account.organisation_id)
    return session.scalars(query.where(Organisation.name.startswith(name, autoescape=True)).order_by(Account.id)).first()


def keep(session: Session, made: Programme, name: str) -> str:
    """The report that each round is about: of the first the one that went out, of the newest that of now. "" = nothing left to do."""
    rounds = store.cycles(session, made)
    if not rounds or rounds[0].snapshot_id is not None or rounds[0].state == "rapportage":
        return ""
    newest, *earlier = rounds
    for one, gone in zip(reversed(earlier), reversed(publications(session, made)), strict=False):
        one.snapshot_id = gone.snapshot_id
    newest.snapshot_id = snapshot.freeze(session, made, guarded(session, made)).id
    session.flush()
    return f"leercyclus: het rapport van {newest.name} ligt klaar om te lezen"


def _action(session: Session, made: Programme, row: LearningCycle, plan: dict[str, Any]) -> ImprovementAction:
    chosen = select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id)
    result = session.scalars(chosen.where(SocietalResult.code == plan.get("resultaat", ""))).first()
    due: date = plan["voor"]
    return ImprovementAction(
        cycle_id=row.id, result_id=result.id if result else None, aim=plan["doel"], text=plan["wat"], owner=plan["wie"], due_on=due,
        state=plan["stand"], effect=plan.get("effect", ""), from_residents=plan.get("inwoners", False),
    )  # fmt: skip
