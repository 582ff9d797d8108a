"""How the population is divided, other explanations, and the agenda of contradictions in the demo (invented)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.joining import store
from analysis.joining.models import AgendaItem, RivalExplanation
from analysis.models import Ambition, SocietalResult
from analysis.scope import Scope
from surveys.models import Account, Programme
from webapp.demo import STAFF_EMAIL
from webapp.demo.framework import moment

__all__ = ["fill"]


def fill(session: Session, made: Programme, name: str) -> str:
    """Everything of a programme, after its stories were read; "" when there is nothing left to do."""
    file = resources.files("webapp.demo").joinpath(f"joining_{name}.yml")
    if not file.is_file() or store.rivals(session, made):
        return ""
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    _population(session, made, plan)
    rivals = _rivals(session, made, plan["verklaringen"])
    points = _agenda(session, made, plan)
    return f"andere verklaringen: {rivals}; tegenspraken op de agenda: {points}"


def _population(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    choices = plan["keuzes"]
    store.choose(session, made, sample=choices["steekproef"], weighting=choices["wegen"], reached=choices["bereikt"])
    also = {"population": choices.get("doelgroep"), "entry": choices.get("instroom")}
    made.settings = {**made.settings, **{key: value for key, value in also.items() if value is not None}}
    people = plan["bevolking"]
    for trait in sorted(set(people) - {"jaar", "bron"}):
        store.divide(session, made, trait, people[trait], year=people["jaar"], source=people["bron"], allowed=people[trait])


def _rivals(session: Session, made: Programme, plan: list[dict[str, Any]]) -> int:
    account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
    results = session.scalars(select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id))
    by_code = {one.code: one for one in results}
    for one in plan:
        row: RivalExplanation = store.explain(session, by_code[one["resultaat"]], one["tekst"], account)
        for side, speaks_for in (("voor", True), ("tegen", False)):
            for plea in one[side]:
                store.plead(session, row, speaks_for=speaks_for, kind=plea["soort"], text=plea["tekst"])
        store.judge(session, row, one["stand"])
    return len(plan)


def _agenda(session: Session, made: Programme, plan: Mapping[str, Any]) -> int:
    from analysis.report.build import build

    for one in plan.get("eerder", ()):
        row = {"key": one["sleutel"], "text": one["tekst"], "told": {"en": one["engels"]}, "found_at": moment(one["op"])}
        session.add(AgendaItem(programme_id=made.id, **row))
    session.flush()
    found = build(session, made).joining
    english = build(session, made, scope=Scope(language="en")).joining
    told = {"en": store.by_key(english.agenda)} if english else {}
    store.record(session, made, found.agenda if found else (), at=moment(date(2026, 6, 22)), told=told)
    for item in store.items(session, made):
        for one in plan["antwoorden"]:
            if item.key.startswith(one["sleutel"]):
                store.answer(session, item, one["tekst"], one["met"], one["op"])
    return len(store.items(session, made))
