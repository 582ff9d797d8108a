"""Context factors: what from outside may move a figure, with a series, the figures it may move, and the stories that tell of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources import series
from analysis.sources.models import ContextFactor, ContextStory
from narratives.models import Story
from surveys.parties import Account, Programme

SIGNS = ("+", "-")


class FactorRefused(Exception):
    """A context factor cannot be kept; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in of a factor; `influence` is {indicator code: "+" or "-"}, `where` names its series."""

    name: str
    text: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    influence: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


def save(session: Session, programme: Programme, draft: Draft, row: ContextFactor | None = None) -> ContextFactor:
    """Add or change a factor."""
    if not draft.name:
        raise FactorRefused("Geef de omstandigheid een naam, bijvoorbeeld: sluiting van De Schakel.")
    if draft.starts_on and draft.ends_on and draft.starts_on > draft.ends_on:
        raise FactorRefused("De begindag ligt na de einddag. Draai ze om.")
    known = {one.code for one in indicators(session, programme)}
    if set(draft.influence) - known or set(draft.influence.values()) - set(SIGNS):
        raise FactorRefused("Kies per cijfer: omhoog, omlaag of geen invloed.")
    if draft.where and series.read(session, programme, draft.where) is None:
        raise FactorRefused("Deze reeks bestaat niet (meer). Kies een andere reeks, of geen.")
    if row is None:
        row = ContextFactor(programme_id=programme.id, code=_code(session, programme, draft.name))
        session.add(row)
    row.name, row.text, row.starts_on, row.ends_on = draft.name, draft.text, draft.starts_on, draft.ends_on
    row.influence, row.series = dict(sorted(draft.influence.items())), dict(draft.where)
    session.flush()
    return row


def _code(session: Session, programme: Programme, name: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:34] or "omstandigheid"
    taken = set(session.scalars(select(ContextFactor.code).where(ContextFactor.programme_id == programme.id)))
    return next(one for one in (base, *(f"{base}-{i}" for i in range(2, 10_000))) if one not in taken)


def listed(session: Session, programme: Programme) -> list[ContextFactor]:
    """The factors of a programme, oldest first."""
    rows = session.scalars(select(ContextFactor).where(ContextFactor.programme_id == programme.id))
    return sorted(rows, key=lambda one: (one.starts_on or date.max, one.code))


def indicators(session: Session, programme: Programme) -> list[Indicator]:
    """The indicators of a programme in the order of its report."""
    return list(
        session.scalars(
            select(Indicator)
            .join(SocietalResult, SocietalResult.id == Indicator.result_id)
            .join(Ambition, Ambition.id == SocietalResult.ambition_id)
            .where(Ambition.programme_id == programme.id)
            .order_by(SocietalResult.position, SocietalResult.code, Indicator.position, Indicator.code)
        )
    )


def link(session: Session, factor: ContextFactor, story: Story, account: Account | None) -> None:
    """A story tells of this factor; twice is once."""
    if story.programme_id != factor.programme_id or story.state == "ingetrokken":
        raise FactorRefused("Dit verhaal hoort niet bij dit programma, of is ingetrokken.")
    query = select(ContextStory).where(ContextStory.factor_id == factor.id, ContextStory.story_id == story.id)
    if session.scalars(query).first() is None:
        session.add(ContextStory(factor_id=factor.id, story_id=story.id, account_id=account.id if account else None))
        session.flush()


def unlink(session: Session, factor: ContextFactor, story: Story) -> None:
    """Take the link away."""
    query = select(ContextStory).where(ContextStory.factor_id == factor.id, ContextStory.story_id == story.id)
    for row in session.scalars(query):
        session.delete(row)
    session.flush()


def stories(session: Session, factor: ContextFactor) -> list[Story]:
    """The stories that tell of a factor and are still held."""
    query = select(Story).join(ContextStory, ContextStory.story_id == Story.id).where(ContextStory.factor_id == factor.id)
    return list(session.scalars(query.where(Story.state != "ingetrokken").order_by(Story.told_on, Story.id)))
