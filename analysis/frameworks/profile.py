"""Who contributes to what, and what one organisation does here: for partners in care who often do not know."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.models import Place
from analysis.frameworks.models import Certificate
from analysis.frameworks.subjects import partners
from analysis.models import ActivityCount, Ambition, ResultActivity, SocietalResult
from surveys.parties import Activity, Organisation, Programme


@dataclass(frozen=True, slots=True)
class Done:
    """An activity with the results it should help and the newest count of people (None = too few to show, or not counted)."""

    code: str
    name: str
    what: str
    why: str
    results: tuple[str, ...]
    period: str
    people: int | None
    meetings: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation does in a programme."""

    organisation: Organisation
    activities: tuple[Done, ...]
    places: tuple[Place, ...]
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Results × partners, with the activities through which they contribute."""

    partners: tuple[Organisation, ...]
    rows: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def profile(session: Session, programme: Programme, organisation: Organisation) -> Profile:
    """The profile of one organisation."""
    mine = select(Activity).where(Activity.programme_id == programme.id, Activity.organisation_id == organisation.id)
    places = select(Place).where(Place.programme_id == programme.id, Place.organisation_id == organisation.id)
    labels = select(Certificate).where(Certificate.programme_id == programme.id, Certificate.organisation_id == organisation.id)
    return Profile(
        organisation,
        tuple(_done(session, programme, one) for one in session.scalars(mine.order_by(Activity.name))),
        newest_places(list(session.scalars(places.order_by(Place.name, Place.period)))),
        tuple(session.scalars(labels.order_by(Certificate.name, Certificate.id))),
    )


def newest_places(rows: list[Place]) -> tuple[Place, ...]:
    """Of each place the newest period."""
    return tuple({one.name: one for one in rows}.values())


def _done(session: Session, programme: Programme, one: Activity) -> Done:
    titles = session.scalars(
        select(SocietalResult.title)
        .join(ResultActivity, ResultActivity.result_id == SocietalResult.id)
        .where(ResultActivity.activity_id == one.id)
        .order_by(SocietalResult.position, SocietalResult.code)
    )
    counted = select(ActivityCount).where(ActivityCount.activity_id == one.id).order_by(ActivityCount.period.desc()).limit(1)
    newest = session.scalar(counted)
    people = newest.participants if newest else None
    if people is not None and 0 < people < programme.min_residents:
        people = None
    return Done(
        one.code, one.name, one.description, one.mechanism, tuple(titles), newest.period if newest else "", people,
        newest.meetings if newest else None,
    )  # fmt: skip


def network(session: Session, programme: Programme) -> Network:
    """Which partner contributes to which result, and through what."""
    found = partners(session, programme)
    query = (
        select(SocietalResult.title, Activity.organisation_id, Activity.name)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .outerjoin(ResultActivity, ResultActivity.result_id == SocietalResult.id)
        .outerjoin(Activity, Activity.id == ResultActivity.activity_id)
        .where(Ambition.programme_id == programme.id)
        .order_by(SocietalResult.position, SocietalResult.code, Activity.name)
    )
    table: dict[str, dict[int, list[str]]] = {}
    for title, organisation, name in session.execute(query):
        row = table.setdefault(title, {})
        if name is not None:
            row.setdefault(organisation, []).append(name)
    rows = tuple((title, tuple(tuple(row.get(one.id, [])) for one in found)) for title, row in table.items())
    return Network(tuple(found), rows)
