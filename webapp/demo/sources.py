"""Where the figures of the demo come from: invented imports, a collection plan, expectations, context and deliveries."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources import factors, recognising, store
from analysis.sources.models import DataRequest, Expectation, IndicatorDefinition, IndicatorEvaluation, SourceDataset
from narratives.models import Story
from surveys.models import Account, Organisation, Programme, Wave
from webapp.demo import STAFF_EMAIL
from webapp.demo.framework import moment
from webapp.demo.telling import story_key

__all__ = ["fill"]

Organisations = dict[str, Organisation]


def fill(session: Session, made: Programme, name: str) -> str:
    """Everything of the subject for one programme; "" when it is there already."""
    file = resources.files("webapp.demo").joinpath(f"sources_{name}.yml")
    if not file.is_file() or store.datasets(session, made):
        return ""
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
    organisations = _organisations(session, plan["partners"])
    datasets = {one["code"]: _dataset(session, made, one, account) for one in plan["bronnen"]}
    for one in plan["indicatoren"]:
        _indicator(session, made, one)
    known = {one.code: one for one in factors.indicators(session, made)}
    for code, one in plan["plan"].items():
        _collect(session, known[code], one, account)
    for one in plan["verwachtingen"]:
        _expect(session, made, one, row=known[one["indicator"]], organisation=organisations[one["partner"]], account=account)
    for one in plan["omstandigheden"]:
        _context(session, made, one, account)
    for one in plan["verzoeken"]:
        _request(session, made, one, organisations, known=known, datasets=datasets)
    session.flush()
    around = len(plan["omstandigheden"])
    word = "omstandigheid" if around == 1 else "omstandigheden"
    return f"bronnen: {len(datasets)} bestanden, {len(plan['verwachtingen'])} verwachtingen, {around} {word}"


def _organisations(session: Session, partners: list[dict[str, Any]]) -> Organisations:
    found = {one.code: one for one in session.scalars(select(Organisation))}
    for one in partners:
        if one["code"] not in found:
            found[one["code"]] = Organisation(code=one["code"], name=one["naam"], kind=one["soort"])
            session.add(found[one["code"]])
    session.flush()
    return found


def _dataset(session: Session, made: Programme, plan: dict[str, Any], account: Account) -> SourceDataset:
    file = plan.get("bestand")
    data = resources.files("webapp.demo").joinpath(file).read_bytes() if file else plan["tekst"].encode()
    found = recognising.read(recognising.recognise(data))
    asked = store.Asked(
        plan["code"], title=plan["titel"], publisher=plan["uitgever"], licence=plan["licentie"], retrieved_on=plan["opgehaald"]
    )  # fmt: skip
    dataset = store.keep(session, made, found, data, asked, today=plan["opgehaald"], account=account)
    dataset.imported_at = moment(plan["opgehaald"])
    return dataset


def _indicator(session: Session, made: Programme, plan: dict[str, Any]) -> None:
    query = (
        select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id, SocietalResult.code == plan["resultaat"])
    )
    result = session.scalars(query).one()
    session.add(
        Indicator(
            result=result, code=plan["code"], name=plan["naam"], definition=plan["uitleg"], level=plan["niveau"], measure_kind="import",
            direction=plan["richting"], rule=plan["regel"], not_measured=plan["meet_niet"], position=len(result.indicators), source_kind="bestaand",
        )
    )  # fmt: skip
    session.flush()


def _collect(session: Session, row: Indicator, plan: dict[str, Any], account: Account) -> None:
    row.owner, row.due_on, row.steering, row.status = plan["wie"], plan["op"], plan["sturen"] in ("ja", True), plan["stand"]
    row.behaviour, row.source_kind, row.evaluation = plan["anders"], plan.get("bron", "nieuw"), plan.get("evaluatie", "")
    if "oordeel" in plan:
        said = {"verdict": plan["oordeel"], "text": plan["evaluatie"], "written_at": moment(date(2026, 6, 18))}
        session.add(IndicatorEvaluation(indicator_id=row.id, account_id=account.id, **said))
    if "eerder" in plan:
        before = {"definition": plan["eerder"], "measure_kind": row.measure_kind, "rule": row.rule, "reason": plan["reden"]}
        session.add(
            IndicatorDefinition(indicator_id=row.id, number=1, left_on=plan["veranderd"], account_id=account.id, **before)
        )
        row.definition_version = 2


def _expect(
    session: Session, made: Programme, plan: dict[str, Any], *, row: Indicator, organisation: Organisation, account: Account
) -> None:
    """Written as they would have been on their day: the verb rightly refuses an expectation after a wave has opened."""
    wave = None
    if "meting" in plan:
        wave = session.scalars(select(Wave).where(Wave.programme_id == made.id, Wave.number == plan["meting"])).one()
    session.add(
        Expectation(
            indicator_id=row.id, wave_id=wave.id if wave else None, organisation_id=organisation.id, way=plan["richting"], low=plan.get("laag"),
            high=plan.get("hoog"), why=plan["waarom"], account_id=account.id, locked_at=moment(plan["vast"]) if "vast" in plan else None,
        )
    )  # fmt: skip


def _context(session: Session, made: Programme, plan: dict[str, Any], account: Account) -> None:
    draft = factors.Draft(plan["naam"], plan["tekst"], plan["van"], plan.get("tot"), plan["invloed"], plan.get("reeks", {}))
    row = factors.save(session, made, draft)
    for key in plan.get("verhalen", ()):
        story = session.scalars(select(Story).where(Story.idempotency_key == story_key(made, key))).first()
        if story is not None:
            factors.link(session, row, story, account)


def _request(
    session: Session, made: Programme, plan: dict[str, Any], organisations: Organisations, *, known: dict[str, Indicator],
    datasets: dict[str, SourceDataset],
) -> None:  # fmt: skip
    dataset, indicator = datasets.get(plan.get("bron", "")), known.get(plan.get("indicator", ""))
    session.add(
        DataRequest(
            programme_id=made.id, organisation_id=organisations[plan["partner"]].id, indicator_id=indicator.id if indicator else None,
            what=plan["wat"], due_on=plan["op"], state=plan["stand"], dataset_id=dataset.id if dataset else None, note=plan.get("opmerking", ""),
        )
    )  # fmt: skip
