"""Who contributes to what: every actor with what it does, and the results that should help (requirement 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.models import Place, Provision
from analysis.line import partners
from analysis.line.line import ACTIVITY, RESULT, Line
from saying import mark, say
from surveys.parties import Activity, Organisation, Programme

KINDS = {
    "gemeente": mark("gemeente"),
    "partner": mark("organisatie"),
    "uitvoerder": mark("organisatie"),
    "inwoners": mark("groep inwoners"),
    "initiatief": mark("inwonersinitiatief"),
    "vrijwilligers": mark("vrijwilligersgroep"),
    "team": mark("team van professionals"),
}


@dataclass(frozen=True, slots=True)
class Does:
    """An activity, and the results it should help; `told`: results that only stories connect it with."""

    code: str
    name: str
    results: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in the field: what kind, in which role, with its activities and whatever else it brings."""

    code: str
    name: str
    kind: str  # in words
    role: str  # in words
    does: tuple[Does, ...]
    brings: tuple[str, ...] = ()  # names of provisions and places


@dataclass(frozen=True, slots=True)
class Network:
    """All actors with what they do, and the results, in the order of the line."""

    actors: tuple[Actor, ...]
    results: tuple[tuple[str, str], ...]  # code and name

    @property
    def says(self) -> str:
        """What the network shows, as the title of its drawing."""
        active = [one for one in self.actors if one.does]
        reached = {code for one in active for does in one.does for code in does.results}
        values = {"n": len(active), "all": len(self.actors), "reached": len(reached), "results": len(self.results)}
        if len(active) == 1:
            return say("Eén van de {all} partijen voert activiteiten uit, voor {reached} van de {results} resultaten", **values)
        return say("{n} van de {all} partijen voeren activiteiten uit, voor {reached} van de {results} resultaten", **values)


def read(session: Session, programme: Programme, line: Line) -> Network:
    """The network as it was written down."""
    roles = partners.roles(session, programme)
    brings = _brings(session, programme)
    known = {one.id: one for one in session.scalars(select(Organisation).where(Organisation.id.in_(brings)))}
    rows = session.execute(select(Activity.code, Activity.organisation_id).where(Activity.programme_id == programme.id))
    doing: dict[int, set[str]] = defaultdict(set)
    for code, owner in rows:
        doing[owner].add(code)
    others = {one: "" for one in known.values() if one not in roles}
    found = [
        Actor(one.code, one.name, say(KINDS.get(one.kind, KINDS["partner"])), say(partners.ROLES[role]) if role else "",
              _does(line, doing[one.id]), tuple(sorted(brings.get(one.id, ()))))
        for one, role in (roles | others).items()
    ]  # fmt: skip
    return Network(tuple(sorted(found, key=lambda one: one.name)), tuple((one.code, one.name) for one in line.of(RESULT)))


def _does(line: Line, codes: set[str]) -> tuple[Does, ...]:
    found = []
    for one in line.of(ACTIVITY):
        if one.code in codes:
            planned = line.results_of(one)
            told = {link.above[1] for link in line.out_of(one.key, planned=False) if link.unplanned} - set(planned)
            found.append(Does(one.code, one.name, planned, tuple(sorted(told))))
    return tuple(found)


def _brings(session: Session, programme: Programme) -> dict[int, set[str]]:
    """What else an organisation has here: provisions that are no activity, and places to meet."""
    found: dict[int, set[str]] = defaultdict(set)
    provisions = select(Provision.organisation_id, Provision.name).where(
        Provision.programme_id == programme.id, Provision.activity_id.is_(None)
    )
    places = select(Place.organisation_id, Place.name).where(Place.programme_id == programme.id)
    for query in (provisions, places):
        for owner, name in session.execute(query):
            if owner is not None:
                found[owner].add(name)
    return dict(found)
