"""What has to happen by a day: waves, conversations, actions, deliveries and figures, by day; and what of that is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning.models import LearningCycle
from analysis.learning.store import cycles
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources.models import DataRequest
from saying import mark, say
from surveys.models import Wave
from surveys.parties import Programme

KINDS = {
    "meting": mark("meting"),
    "gesprek": mark("gesprek"),
    "actie": mark("verbeteractie"),
    "aanlevering": mark("aanlevering"),
    "cijfer": mark("cijfer"),
}
AHEAD = timedelta(days=731)  # a round that stays open has an end in a far year, which is no plan
WAITING = ("gevraagd", "afgekeurd")  # a delivery that did not come, or has to come again


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has to happen by a day; `key` is the same for the same thing in every calendar."""

    on: date
    what: str
    kind: str  # one of KINDS
    key: str
    who: str = ""  # as people wrote it: only for who signed in
    where: str = ""  # the same
    late: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """What is late, what has to happen up to and including Sunday, and what comes after."""

    late: tuple[Due, ...]
    now: tuple[Due, ...]
    later: tuple[Due, ...]

    @property
    def waiting(self) -> int:
        """How many things ask for something this week."""
        return len(self.late) + len(self.now)


def calendar(session: Session, programme: Programme, today: date) -> list[Due]:
    """What is coming and what is late, by day."""
    asked = [*_rounds(session, programme), *_deliveries(session, programme)]
    late = [replace(one, late=True) for one in asked if one.on < today]
    planned = [one for one in (*_waves(session, programme), *_figures(session, programme)) if one.on <= today + AHEAD]
    coming = [one for one in (*asked, *planned) if one.on >= today]
    return sorted((*late, *coming), key=lambda one: (one.on, one.kind, one.what))


def week(dues: Sequence[Due], today: date) -> Week:
    """The same in three: late, this week, later. A week ends on Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    coming = [one for one in dues if not one.late]
    return Week(
        tuple(one for one in dues if one.late),
        tuple(one for one in coming if one.on <= sunday),
        tuple(one for one in coming if one.on > sunday),
    )


def _waves(session: Session, programme: Programme) -> Iterator[Due]:
    """A wave opens and closes by itself, so it is never late."""
    for one in session.scalars(select(Wave).where(Wave.programme_id == programme.id)):
        yield Due(one.opens_on, say("{wave} gaat open", wave=one.name), "meting", f"meting-{one.id}-open")
        yield Due(one.closes_on, say("{wave} sluit", wave=one.name), "meting", f"meting-{one.id}-dicht")


def _rounds(session: Session, programme: Programme) -> Iterator[Due]:
    for one in cycles(session, programme):
        yield from _talk(one)
        for act in one.actions:
            if act.state in {"open", "bezig"}:
                yield Due(act.due_on, act.text, "actie", f"actie-{act.id}", act.owner)


def _talk(one: LearningCycle) -> Iterator[Due]:
    """The planned conversation, until one was held on or after that day."""
    if one.talk_on and not any(talk.held_on >= one.talk_on for talk in one.dialogues):
        words = say("Gesprek over {round}", round=one.name)
        yield Due(one.talk_on, words, "gesprek", f"gesprek-{one.id}", where=one.talk_where)


def _deliveries(session: Session, programme: Programme) -> Iterator[Due]:
    asked = select(DataRequest).where(DataRequest.programme_id == programme.id, DataRequest.state.in_(WAITING))
    for row in session.scalars(asked):
        yield Due(row.due_on, row.what, "aanlevering", f"aanlevering-{row.id}", row.organisation.name)


def _figures(session: Session, programme: Programme) -> Iterator[Due]:
    """The day on which an indicator would be there; whether it is, the collection plan says, so it is never late here."""
    query = select(Indicator).join(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    for one in session.scalars(query.where(Indicator.due_on.is_not(None), Indicator.status != "vervallen")):
        if one.due_on is not None:
            yield Due(one.due_on, say("Cijfer klaar: {name}", name=one.name), "cijfer", f"cijfer-{one.id}", one.owner)
