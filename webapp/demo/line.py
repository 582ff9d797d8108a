"""The reasoning line of the demo: challenge, words, mechanisms, contributions with votes, decisions (all invented)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.line import contributing, gather, partners, shaping, store
from analysis.line.line import Key
from analysis.line.models import IntermediateResult, MacroGoal, Mechanism
from analysis.models import Ambition, Indicator, SocietalResult
from surveys.models import Account, Activity, Membership, Organisation, Programme
from webapp.demo import STAFF_PASSWORD, framework

__all__ = ["fill"]


def fill(session: Session, made: Programme, name: str) -> str:
    """The reasoning line of a programme; "" when there is none in the demo, or it is there already."""
    file = resources.files("webapp.demo").joinpath(f"line_{name}.yml")
    if not file.is_file() or gather.newest_challenge(session, made) is not None:
        return ""
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    _partners(session, made, plan)
    _settings(session, made, plan)
    _words(session, made, plan)
    _goals(session, made, plan)
    _mechanisms(session, made, plan)
    session.flush()
    for place, one in enumerate(plan.get("deelnemers", ())):
        session.add(_of_participants(session, made, one, place))
    for one in plan["bijdragen"]:
        _contribution(session, made, one)
    _done(session, made, plan)
    session.flush()
    return f"redeneerlijn: {len(plan['bijdragen'])} bijdragen"


def _partners(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    """Partners that only take part in this line, each with somebody who can score for them."""
    from webapp import accounts

    for one in plan["partners"]:
        if session.scalar(select(Organisation).where(Organisation.code == one["code"])) is not None:
            continue
        organisation = Organisation(code=one["code"], name=one["naam"], kind=one["soort"])
        session.add(organisation)
        session.flush()
        account = accounts.create(session, organisation, one["email"], one["wie"], STAFF_PASSWORD)
        session.add(Membership(account=account, programme=made, role="worker"))
    session.flush()


def _organisations(session: Session) -> dict[str, Organisation]:
    return {one.code: one for one in session.scalars(select(Organisation))}


def _settings(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    made.settings = {**(made.settings or {}), "growth": plan["groei"], "steering_limit": plan["meeste_sturen"]}
    organisations = _organisations(session)
    for code, role in plan["rollen"].items():
        partners.set_role(session, made, organisations[code], role)
    query = select(Indicator).join(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id)
    for one in session.scalars(query):
        one.steering = one.steering or one.code in plan["sturen"]


def _words(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    organisations = _organisations(session)
    for one in plan["opgave"]:
        challenge = store.write_challenge(session, made, one["tekst"])
        for code, (who, on) in one["akkoord"].items():
            store.agree(session, challenge, organisations[code], who, on)
            challenge.written_at = framework.moment(on)
    for one in plan["begrippen"]:
        term = store.write_term(session, made, one["woord"], one["afgesproken"])
        for code, text in one["lezingen"].items():
            store.read_term(session, term, organisations[code], text)


def _goals(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    organisations = _organisations(session)
    for one in plan.get("activiteiten", ()):
        who = organisations[one["uitvoerder"]].id
        row = {"code": one["code"], "name": one["naam"], "description": one["wat"], "starts_on": one["van"]}
        session.add(Activity(programme_id=made.id, organisation_id=who, **row))
    ambitions = {one.code: one for one in session.scalars(select(Ambition).where(Ambition.programme_id == made.id))}
    for one in plan["macrodoelen"]:
        session.add(MacroGoal(
            ambition_id=ambitions[one["ambitie"]].id, code=one["code"], name=one["naam"], population=one["groep"], unit=one["eenheid"],
            baseline=one["begin"], baseline_year=one["begin_jaar"], target=one["streven"], target_year=one["streef_jaar"],
            source=one["bron"], promise=one["belofte"], series=one.get("reeks", {}),
        ))  # fmt: skip
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id)
    results = {one.code: one for one in session.scalars(query)}
    for place, one in enumerate(plan["tussenresultaten"]):
        row = {"code": one["code"], "title": one["titel"], "position": place}
        session.add(IntermediateResult(result_id=results[one["resultaat"]].id, **row))


def _mechanisms(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    for key in plan["mechanismen"]["bibliotheek"]:
        store.take_mechanism(session, made, key)
    for one in plan["mechanismen"]["eigen"]:
        session.add(Mechanism(
            programme_id=made.id, code=one["code"], name=one["naam"], for_whom=one["voor_wie"], conditions=one["voorwaarden"],
            source=one["bron"], strength=one["sterkte"], own=True, checklist=one["lijst"], terms=one["termen"],
        ))  # fmt: skip
    session.flush()
    activities = _activities(session, made)
    for code, mechanisms in plan["werking"].items():
        store.set_mechanisms(session, activities[code], mechanisms)


def _of_participants(session: Session, made: Programme, plan: Mapping[str, Any], place: int) -> Indicator:
    """A figure about what an activity changes for who takes part, apart from the societal ones."""
    query = (
        select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id, SocietalResult.code == plan["resultaat"])
    )
    return Indicator(
        result_id=session.scalars(query).one().id, activity_id=_activities(session, made)[plan["activiteit"]].id, code=plan["code"],
        name=plan["naam"], definition=plan["uitleg"], level="outcome", measure_kind=plan["soort"], direction=plan["richting"],
        not_measured=plan["meet_niet"], rule=plan["regel"], position=90 + place,
    )  # fmt: skip


def _activities(session: Session, made: Programme) -> dict[str, Activity]:
    return {one.code: one for one in session.scalars(select(Activity).where(Activity.programme_id == made.id))}


def _contribution(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    line = gather.read_line(session, made)
    one = contributing.link(session, made, line, _key(plan["van"]), _key(plan["naar"]), unplanned=plan.get("ongepland", False))
    accounts = {each.organisation_id: each for each in session.scalars(select(Account).order_by(Account.id.desc()))}
    organisations = _organisations(session)
    for code, weight in plan.get("stemmen", {}).items():
        voted = contributing.vote(session, one, accounts[organisations[code].id], weight)
        voted.scored_at = framework.moment(date(2026, 2, 10))
    contributing.settle(session, one, plan.get("samen", ""))
    for kind, reference, note in plan.get("eronder", ()):
        contributing.attach(session, one, kind, reference, note)
    account = accounts[made.organisation_id]
    contributing.argue(
        session, one, account, level=plan["zeker"], argument=plan["waarom"], design="", far_enough=plan.get("ver_genoeg", False)
    )


def _key(text: str) -> Key:
    kind, code = text.split("/")
    return kind, code


def _done(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    activities, organisations = _activities(session, made), _organisations(session)
    account = session.scalars(select(Account).where(Account.organisation_id == made.organisation_id).order_by(Account.id)).first()
    if account is None:
        return
    for one in plan["besluiten"]:
        shaping.decide(session, activities[one["activiteit"]], account, one["besluit"], reason=one["reden"], on=one["op"])
    for one in plan["uitgevoerd"]:
        as_agreed = {True: "ja", False: "nee"}.get(
            one["zoals_afgesproken"], one["zoals_afgesproken"]
        )  # YAML reads ja as a word, yes as true
        shaping.deliver(session, activities[one["activiteit"]], one["jaar"], as_agreed, one["uitleg"])
    for one in plan["belangen"]:
        shaping.write_interest(session, made, organisations[one["partner"]], activities[one["activiteit"]], one["tekst"])
