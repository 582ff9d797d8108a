"""The verbs of goals and activities: ambitions, macro goals, results, intermediate results, activities, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.line import contributing
from analysis.line.errors import LineRefused
from analysis.line.models import (
    DECISIONS,
    ActivityDecision,
    ActivityDelivery,
    Contribution,
    Interest,
    IntermediateResult,
    MacroGoal,
)
from analysis.line.store import code_of
from analysis.models import Ambition, ResultActivity, ResultTheme, SocietalResult
from narratives.models import Code
from surveys.parties import Account, Activity, Organisation, Programme

Row = TypeVar("Row")
NAMELESS = "Geef het een naam."
HANGS = "Dit kan niet weg: er hangt nog iets aan. Haal eerst weg of verplaats wat eronder hangt."


def _named(values: Mapping[str, Any], column: str, sentence: str = NAMELESS) -> str:
    name = str(values.get(column, "")).strip()
    if not name:
        raise LineRefused(sentence)
    return name


def _written(session: Session, one: Row | None, make: Callable[[], Row], values: Mapping[str, Any]) -> Row:
    row = one if one is not None else make()
    for column, value in values.items():
        setattr(row, column, value)
    session.add(row)
    session.flush()
    return row


def write_ambition(session: Session, programme: Programme, one: Ambition | None, **values: Any) -> Ambition:
    """An ambition, new or changed."""
    name = _named(values, "name", "Schrijf de ambitie op.")
    taken = set(session.scalars(select(Ambition.code).where(Ambition.programme_id == programme.id)))
    return _written(session, one, lambda: Ambition(programme_id=programme.id, code=code_of(name, taken)), values)


def write_result(session: Session, ambition: Ambition, one: SocietalResult | None, **values: Any) -> SocietalResult:
    """A result under an ambition, new or changed; a new one comes last."""
    title = _named(values, "title", "Schrijf op welk resultaat u wilt zien.")
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == ambition.programme_id)
    others = session.scalars(query).all()
    last = max((other.position for other in others), default=-1)
    codes = {other.code for other in others}
    row = _written(
        session, one, lambda: SocietalResult(code=code_of(title, codes), position=last + 1, ambition_id=ambition.id), values
    )
    row.ambition_id = ambition.id
    session.flush()
    return row


def set_themes(session: Session, result: SocietalResult, points: Mapping[str, str]) -> None:
    """Which themes of the stories speak about a result, and which way: exactly these (code -> goed, slecht, toon)."""
    programme = session.get_one(Ambition, result.ambition_id).programme_id
    codes = {one.code: one for one in session.scalars(select(Code).where(Code.programme_id == programme))}
    rows = {one.code.code: one for one in session.scalars(select(ResultTheme).where(ResultTheme.result_id == result.id))}
    for code, row in rows.items():
        if code not in points:
            session.delete(row)
    for code, way in points.items():
        row = rows.get(code) or ResultTheme(result_id=result.id, code_id=codes[code].id)
        row.points = way
        session.add(row)
    session.flush()


def set_activities(session: Session, result: SocietalResult, chosen: Collection[Activity]) -> None:
    """Which activities should help a result: exactly these."""
    wanted = {one.id for one in chosen}
    rows = session.scalars(select(ResultActivity).where(ResultActivity.result_id == result.id)).all()
    for row in rows:
        if row.activity_id not in wanted:
            session.delete(row)
    for one in sorted(wanted - {row.activity_id for row in rows}):
        session.add(ResultActivity(result_id=result.id, activity_id=one))
    session.flush()


def write_step(session: Session, result: SocietalResult, one: IntermediateResult | None, **values: Any) -> IntermediateResult:
    """An intermediate result of a result, new or changed. Its code is its own in the whole programme, for links name it."""
    title = _named(values, "title", "Schrijf op wat er eerst moet veranderen.")
    programme = session.get_one(Ambition, result.ambition_id).programme_id
    query = select(IntermediateResult).join(SocietalResult).join(Ambition).where(Ambition.programme_id == programme)
    others = session.scalars(query).all()
    last = max((other.position for other in others if other.result_id == result.id), default=-1)
    code = code_of(title, {other.code for other in others})
    return _written(session, one, lambda: IntermediateResult(result_id=result.id, code=code, position=last + 1), values)


def write_macro_goal(session: Session, ambition: Ambition, one: MacroGoal | None, **values: Any) -> MacroGoal:
    """A macro goal of an ambition, new or changed; without a source it is a wish, not a goal."""
    name = _named(values, "name", "Schrijf op welk cijfer u wilt zien veranderen.")
    _named(values, "population", "Schrijf op over welke groep het cijfer gaat.")
    _named(values, "source", "Schrijf op waar het cijfer vandaan komt, bijvoorbeeld ‘Gezondheidsmonitor GGD, 2024’.")
    query = select(MacroGoal.code).join(Ambition).where(Ambition.programme_id == ambition.programme_id)
    code = code_of(name, set(session.scalars(query)))
    return _written(session, one, lambda: MacroGoal(ambition_id=ambition.id, code=code), {**values, "ambition_id": ambition.id})


def write_activity(session: Session, programme: Programme, one: Activity | None, **values: Any) -> Activity:
    """An activity, new or changed."""
    name = _named(values, "name", "Schrijf op hoe de activiteit heet.")
    first, last = values.get("starts_on"), values.get("ends_on")
    if first and last and last < first:
        raise LineRefused("De einddatum ligt voor de begindatum. Kijk de data na.")
    others = session.scalars(select(Activity).where(Activity.programme_id == programme.id)).all()
    if any(other.name == name and other is not one for other in others):
        raise LineRefused("Er is al een activiteit met deze naam. Verander die, of kies een andere naam.")
    taken = {other.code for other in others}
    return _written(session, one, lambda: Activity(programme_id=programme.id, code=code_of(name, taken)), values)


def remove(session: Session, one: Any, key: tuple[str, str] | None = None, programme: Programme | None = None) -> None:
    """Take something away that nothing hangs on; `key`: then the links to and from it go with it."""
    try:
        with session.begin_nested():
            for row in _links_at(session, programme, key) if programme and key else ():
                contributing.remove(session, row)
            session.delete(one)
            session.flush()
    except IntegrityError as error:
        raise LineRefused(HANGS) from error


def _links_at(session: Session, programme: Programme, key: tuple[str, str]) -> list[Contribution]:
    rows = session.scalars(select(Contribution).where(Contribution.programme_id == programme.id))
    return [one for one in rows if key in ((one.from_kind, one.from_code), (one.to_kind, one.to_code))]


def decide(session: Session, activity: Activity, account: Account, decision: str, *, reason: str, on: date) -> ActivityDecision:
    """A decision about an activity beside the older ones; always with its reason."""
    if decision not in DECISIONS:
        raise LineRefused("Kies versterken, doorgaan, aanpassen of stoppen.")
    if not reason.strip():
        raise LineRefused("Schrijf op waarom u dit besluit. Zonder reden kan niemand het later begrijpen.")
    row = ActivityDecision(activity_id=activity.id, account_id=account.id, decision=decision, reason=reason, decided_on=on)
    session.add(row)
    session.flush()
    return row


def deliver(session: Session, activity: Activity, period: str, as_agreed: str, note: str) -> ActivityDelivery:
    """Whether an activity was carried out as agreed in a period; said again, the newest counts."""
    if as_agreed not in {"ja", "deels", "nee"} or not period.strip():
        raise LineRefused("Kies over welk jaar het gaat, en of de activiteit is uitgevoerd zoals afgesproken.")
    query = select(ActivityDelivery).where(ActivityDelivery.activity_id == activity.id, ActivityDelivery.period == period)
    row = session.scalars(query).first() or ActivityDelivery(activity_id=activity.id, period=period)
    row.as_agreed, row.note = as_agreed, note
    session.add(row)
    session.flush()
    return row


def write_interest(
    session: Session, programme: Programme, organisation: Organisation, activity: Activity | None, text: str
) -> Interest:
    """What a partner has at stake."""
    if not text.strip():
        raise LineRefused("Schrijf op welk belang deze partner heeft.")
    row = Interest(
        programme_id=programme.id, organisation_id=organisation.id, activity_id=activity.id if activity else None, text=text
    )
    session.add(row)
    session.flush()
    return row
