"""What can lie on the table as a card: everything a programme has already put in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.models import Place, Provision
from analysis.accounting.returning import DUTIES
from analysis.line.models import MacroGoal
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.teams.models import Team
from narratives.models import Code
from saying import say
from surveys.parties import Activity, Organisation, Programme


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a card can be about."""

    kind: str
    code: str
    name: str


def _activities(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    return [(one.code, one.name) for one in session.scalars(select(Activity).where(Activity.programme_id == programme.id))]


def _places(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    names = session.scalars(select(Place.name).where(Place.programme_id == programme.id).distinct())
    return [(name, name) for name in names]


def partners(session: Session, programme: Programme) -> list[Organisation]:
    """The municipality and everyone who carries out an activity or a provision, or runs a place; by name."""
    ids = {programme.organisation_id}
    for table in (Activity, Provision, Place, Team):
        rows = session.scalars(select(table.organisation_id).where(table.programme_id == programme.id).distinct())
        ids.update(one for one in rows if one is not None)
    return list(session.scalars(select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.name)))


def _organisations(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    return [(one.code, one.name) for one in partners(session, programme)]


def _provisions(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    """By name, with what the law asks: a provision that must be there is another card in the talk than one of free choice."""
    rows = session.scalars(select(Provision).where(Provision.programme_id == programme.id))
    return [(one.code, f"{one.name} ({say(DUTIES[one.statutory])})") for one in rows]


def _ambitions(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    return [(one.code, one.name) for one in session.scalars(select(Ambition).where(Ambition.programme_id == programme.id))]


def _results(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return [(one.code, one.title) for one in session.scalars(query)]


def _indicators(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    query = select(Indicator).join(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return [(one.code, one.name) for one in session.scalars(query.where(Indicator.status != "vervallen"))]


def _macro_goals(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    query = select(MacroGoal).join(Ambition).where(Ambition.programme_id == programme.id)
    return [(one.code, one.name) for one in session.scalars(query)]


def _teams(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    return [(one.code, one.name) for one in session.scalars(select(Team).where(Team.programme_id == programme.id))]


def _themes(session: Session, programme: Programme) -> Iterable[tuple[str, str]]:
    return [(one.code, one.name) for one in session.scalars(select(Code).where(Code.programme_id == programme.id))]


_READERS: dict[str, Callable[[Session, Programme], Iterable[tuple[str, str]]]] = {
    "activiteit": _activities, "plek": _places, "organisatie": _organisations, "voorziening": _provisions,
    "indicator": _indicators, "resultaat": _results, "ambitie": _ambitions, "macrodoel": _macro_goals, "team": _teams,
    "thema": _themes,
}  # fmt: skip


def of_kinds(session: Session, programme: Programme, kinds: Iterable[str]) -> list[Subject]:
    """The subjects of these kinds, kind by kind and by name; kinds that people write themselves (onderwerp) give none."""
    found: list[Subject] = []
    for kind in kinds:
        rows = _READERS[kind](session, programme) if kind in _READERS else ()
        found += sorted({Subject(kind, code, name) for code, name in rows}, key=lambda one: (one.name.casefold(), one.code))
    return found
