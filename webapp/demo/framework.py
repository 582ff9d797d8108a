"""The frame of the demo: organisations, neighbourhoods, accounts, programmes with results and indicators, waves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.models import ActivityCount, Ambition, Indicator, Interpretation, ResultActivity, ResultTheme, SocietalResult
from database import today
from narratives.models import Code
from surveys import definition, library, publishing
from surveys.models import Account, Activity, Area, Membership, Organisation, Programme, Survey, Wave
from webapp.demo import STAFF_PASSWORD, content
from webapp.demo.people import Design

__all__ = ["interpretations", "parties", "programme", "waves"]

WAVES = (  # number, name, end of the link, opens, closes
    (0, "Nulmeting", "-2025", date(2025, 3, 17), date(2025, 5, 31)),
    (1, "1-meting", "-2026", date(2026, 3, 16), date(2026, 5, 31)),
)
OPEN_UNTIL = date(2099, 12, 31)
OPEN_FROM = date(2026, 10, 1)


def moment(day: date) -> datetime:
    """Noon of a day: everything in the demo has a moment that does not depend on when it was filled."""
    return datetime.combine(day, time(12), UTC)


def parties(session: Session) -> bool:
    """The municipality, its partners, neighbourhoods and accounts; False when they are there already."""
    plan = content.municipality()
    town = plan["gemeente"]
    if session.scalar(select(Organisation).where(Organisation.code == town["code"])) is not None:
        return False
    found = [Organisation(code=one["code"], name=one["naam"], kind=one["soort"]) for one in (town, *plan["partners"])]
    session.add_all(found)
    session.flush()
    for one in plan["wijken"]:
        row = {"code": one["code"], "name": one["naam"], "postcodes": one["postcodes"], "residents": one["bewoners"]}
        session.add(Area(organisation_id=found[0].id, year=plan["jaar"], **row))
    _accounts(session, plan["medewerkers"], {one.code: one for one in found})
    return True


def _accounts(session: Session, plan: list[dict[str, Any]], organisations: Mapping[str, Organisation]) -> None:
    from webapp import accounts

    for one in plan:
        accounts.create(session, organisations[one["organisatie"]], one["email"], one["naam"], STAFF_PASSWORD)


def programme(session: Session, name: str, seed: int) -> Programme | None:
    """A programme with all that is planned in it; None when it is there already."""
    plan = content.programme(name)
    if session.scalar(select(Programme).where(Programme.code == plan["code"])) is not None:
        return None
    organisations = {one.code: one for one in session.scalars(select(Organisation))}
    town = organisations[content.municipality()["gemeente"]["code"]]
    pepper = hashlib.sha256(f"voorbeeldstad/{seed}/{name}".encode()).hexdigest()[:32]
    made = Programme(
        organisation=town, code=plan["code"], name=plan["naam"], vision=plan["visie"], contact=plan["contact"], anonymity="anoniem",
        retention_months=60, link_pepper=pepper, languages=plan["talen"], settings={"synthetic": True, "breakdowns": plan["uitsplitsingen"]},
    )  # fmt: skip
    session.add(made)
    session.flush()
    _members(session, made)
    activities = _activities(session, made, plan["activiteiten"], organisations)
    codes = _codes(session, made, plan["themas"])
    place = 0
    for one in plan["ambities"]:
        ambition = Ambition(programme_id=made.id, code=one["code"], name=one["naam"], text=one["tekst"])
        session.add(ambition)
        for result in one["resultaten"]:
            _result(session, ambition, result, place, activities=activities, codes=codes)
            place += 1
    session.flush()
    return made


def _members(session: Session, made: Programme) -> None:
    for one in content.municipality()["medewerkers"]:
        if made.code in one.get("programmas", [made.code]):
            account = session.scalars(select(Account).where(Account.email == one["email"])).one()
            session.add_all([Membership(account=account, programme=made, role=role) for role in one["rollen"]])


def _activities(
    session: Session, made: Programme, plan: list[dict[str, Any]], organisations: Mapping[str, Organisation]
) -> dict[str, Activity]:
    found = {}
    for one in plan:
        activity = Activity(
            programme=made, organisation_id=organisations[one["uitvoerder"]].id, code=one["code"], name=one["naam"],
            description=one["wat"], mechanism=one["mechanisme"], starts_on=one["van"], ends_on=one.get("tot"),
        )  # fmt: skip
        session.add(activity)
        for period, (meetings, participants) in one["aantallen"].items():
            session.add(ActivityCount(activity=activity, period=period, meetings=meetings, participants=participants))
        found[activity.code] = activity
    return found


def _codes(session: Session, made: Programme, plan: list[dict[str, Any]]) -> dict[str, Code]:
    found = {}
    for one in plan:
        terms = {"terms": one["termen"], "exclusions": one["niet"]}
        found[one["code"]] = Code(programme=made, code=one["code"], name=one["naam"], definition=one["uitleg"], **terms)
    session.add_all(found.values())
    return found


def _result(
    session: Session,
    ambition: Ambition,
    plan: dict[str, Any],
    place: int,
    *,
    activities: Mapping[str, Activity],
    codes: Mapping[str, Code],
) -> None:
    result = SocietalResult(
        ambition=ambition, code=plan["code"], title=plan["titel"], target_group=plan["doelgroep"], area=plan["gebied"],
        horizon=plan["horizon"], question=plan["besluit"], position=place,
    )  # fmt: skip
    session.add(result)
    session.add_all([ResultActivity(result=result, activity=activities[code]) for code in plan["activiteiten"]])
    session.add_all([ResultTheme(result=result, code=codes[code], points=points) for code, points in plan["themas"].items()])
    session.add_all([_indicator(result, number, one) for number, one in enumerate(plan["indicatoren"])])


def _indicator(result: SocietalResult, place: int, plan: dict[str, Any]) -> Indicator:
    return Indicator(
        result=result, code=plan["code"], name=plan["naam"], definition=plan["uitleg"], level=plan["niveau"], measure_kind=plan["soort"],
        direction=plan["richting"], target=plan.get("doel"), target_on=plan.get("doel_op"), horizon=plan.get("horizon"),
        not_measured=plan["meet_niet"], rule=plan["regel"], position=place,
    )  # fmt: skip


def waves(session: Session, made: Programme, name: str, design: Design) -> bool:
    """The questionnaire published, the two waves, and a third that is open to whoever visits the demo; False when they are there."""
    code = content.programme(name)["vragenlijst"]
    if session.scalar(select(Wave).where(Wave.programme_id == made.id)) is not None:
        return False
    survey = Survey(programme=made, code=code)
    session.add(survey)
    session.flush()
    version = publishing.publish(session, survey, definition.load(library.path(code).read_bytes(), f"{code}.yml"))
    version.published_at = moment(date(2025, 3, 3))
    for number, title, ending, opens, closes in WAVES:
        dates = {"opens_on": opens, "closes_on": closes, "invited": design.invited[number]}
        session.add(Wave(programme=made, version=version, number=number, name=title, slug=f"{code}{ending}", **dates))
    # Open on whatever day the demo is started, also on a machine whose clock is behind.
    dates = {"opens_on": min(OPEN_FROM, today()), "closes_on": OPEN_UNTIL}
    session.add(Wave(programme=made, version=version, number=2, name="Open ronde", slug=code, invited=None, **dates))
    session.flush()
    return True


def interpretations(session: Session, made: Programme, name: str) -> int:
    """What people made of the outcome, for the results where that was discussed; returns how many were written."""
    wave = session.scalars(select(Wave).where(Wave.programme_id == made.id, Wave.number == 1)).one()
    written = 0
    for one in content.programme(name)["duiding"]:
        chosen = (
            select(SocietalResult).join(Ambition).where(Ambition.programme_id == made.id, SocietalResult.code == one["resultaat"])
        )
        result = session.scalars(chosen).one()
        if session.scalar(select(Interpretation).where(Interpretation.result_id == result.id)) is not None:
            continue
        account = session.scalars(select(Account).where(Account.email == one["door"])).one()
        found = {"text": one["tekst"], "relation": one["relatie"], "with_whom": one["met"], "written_at": moment(one["op"])}
        session.add(Interpretation(result_id=result.id, wave_id=wave.id, account_id=account.id, **found))
        written += 1
    session.flush()
    return written
