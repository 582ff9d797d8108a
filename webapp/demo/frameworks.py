"""The frameworks of the demo: sessions with who sat at the table, cards, places and quality labels (invented)."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.models import Place, Provision, ProvisionVolume
from analysis.frameworks import catalogue, store
from analysis.frameworks.models import Card, Certificate, FrameworkSession
from analysis.frameworks.store import Placed
from surveys.models import Account, Organisation, Programme
from surveys.parties import Area
from webapp.demo import STAFF_EMAIL
from webapp.demo.framework import moment

__all__ = ["fill"]


def fill(session: Session, made: Programme, name: str) -> str:
    """The frameworks of a programme; "" when there is nothing left to do."""
    file = resources.files("webapp.demo").joinpath(f"frameworks_{name}.yml")
    if not file.is_file() or session.scalar(select(FrameworkSession.id).where(FrameworkSession.programme_id == made.id)):
        return ""
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
    organisations = {one.code: one for one in session.scalars(select(Organisation))}
    _places(session, made, plan["plekken"], organisations)
    _provisions(session, made, plan["voorzieningen"])
    for one in plan["keurmerken"]:
        session.add(
            Certificate(
                programme_id=made.id, organisation_id=organisations[one["van"]].id, name=one["naam"], valid_from=one["vanaf"],
                valid_until=one["tot"], findings=one["bevinding"], source=one["bron"],
            )
        )  # fmt: skip
    for one in plan["bijeenkomsten"]:
        _session(session, made, one, account)
    return f"kaders: {len(plan['bijeenkomsten'])} bijeenkomsten"


def _session(session: Session, made: Programme, plan: dict[str, Any], account: Account) -> None:
    framework = catalogue.get(plan["kader"])
    held = store.hold(
        session, made, framework, name=plan["naam"], held_on=plan["op"], present=plan["aanwezig"], note=plan.get("notitie", ""),
        account=account,
    )  # fmt: skip
    cards = [card for head, one in plan["kaarten"].items() for card in _cards(head, one)]
    store.put(session, held, framework, cards, account)
    for row in session.scalars(select(Card).where(Card.session_id == held.id)):
        row.written_at = moment(plan["op"])
    session.flush()


def _cards(head: str, plan: Any) -> list[Placed]:
    """Cards under a head "vak" (a list of "soort:code stand", or a state with words) or "vak/soort:code" (with scores)."""
    dimension, _, whole = head.partition("/")
    if whole:
        kind, _, subject = whole.partition(":")
        return [Placed(dimension, kind, subject, values=plan)]
    if isinstance(plan, dict):
        state, note = plan.pop("stand"), plan.pop("waarom", "")
        laid = plan.pop("kaarten", [])
        own = Placed(dimension, "onderwerp", dimension, state, note, plan)
        return [own, *(_card(dimension, one) for one in laid)]
    return [_card(dimension, one) for one in plan]


def _card(dimension: str, text: str) -> Placed:
    subject, _, state = text.partition(" = ")
    kind, _, code = subject.partition(":")
    return Placed(dimension, kind, code, state)


def _places(session: Session, made: Programme, plan: list[dict[str, Any]], organisations: dict[str, Organisation]) -> None:
    areas = {one.name: one.code for one in session.scalars(select(Area).where(Area.organisation_id == made.organisation_id))}
    for one in plan:
        for period, (fte, volunteers) in one["jaren"].items():
            session.add(
                Place(
                    programme_id=made.id, organisation_id=organisations[one["van"]].id, name=one["naam"], area_code=areas[one["wijk"]],
                    period=period, fte=fte, volunteers=volunteers,
                )
            )  # fmt: skip


def _provisions(session: Session, made: Programme, plan: list[dict[str, Any]]) -> None:
    """Only where the layered account has none of its own."""
    if session.scalar(select(Provision.id).where(Provision.programme_id == made.id)):
        return
    for one in plan:
        row = Provision(programme_id=made.id, code=one["code"], name=one["naam"], layer=one["laag"], statutory=one["wettelijk"])
        for period, (users, euro) in one["jaren"].items():
            row.volumes.append(ProvisionVolume(period=period, users=users, euro=euro, source="verzonnen"))
        session.add(row)
