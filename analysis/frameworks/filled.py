"""A framework as a programme has filled it: cards and sessions, or the rows of provisions, ready to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting.models import Provision, ProvisionVolume
from analysis.frameworks import facts, store, subjects
from analysis.frameworks.aggregate import Laid, Proposal, Sitting, assemble
from analysis.frameworks.compass import COMPASS, proposals
from analysis.frameworks.framework import Framework, text_of
from analysis.frameworks.models import FrameworkSession
from analysis.frameworks.pyramid import Used, with_amounts
from analysis.report.parts.frameworks import FrameworkPart
from surveys.parties import Programme


def filled(session: Session, programme: Programme, framework: Framework) -> FrameworkPart:
    """The framework with everything that was laid in it."""
    sittings = [sitting(one) for one in store.sessions(session, programme, framework.code)]
    names = names_of(session, programme, framework)
    part = assemble(framework, sittings, names, _proposed(session, programme, framework))
    if framework.cards_from == "voorzieningen":
        return with_amounts(part, framework, volumes(session, programme), programme.min_residents)
    return part


def names_of(session: Session, programme: Programme, framework: Framework) -> dict[tuple[str, str], str]:
    """What every card is called: subjects by their name, ready-made cards and dimensions by theirs."""
    found = {("onderwerp", one.code): text_of(one.name) for one in framework.dimensions}
    found |= {("onderwerp", item.code): text_of(item.name) for one in framework.dimensions for item in one.items}
    return found | {(one.kind, one.code): one.name for one in subjects.of_kinds(session, programme, framework.subjects)}


def with_stories(part: FrameworkPart, counts: Mapping[str, int | None]) -> FrameworkPart:
    """The same with how many stories each dimension has."""
    return replace(part, dimensions=tuple(replace(one, stories=counts.get(one.code)) for one in part.dimensions))


def has_something(part: FrameworkPart) -> bool:
    """Whether people or data have put anything in it."""
    return bool(part.sessions or part.places or any(one.cards or one.amounts or one.stories for one in part.dimensions))


def sitting(held: FrameworkSession) -> Sitting:
    """A session as plain values."""
    laid = (
        Laid(one.dimension, one.subject_kind, one.subject, one.state, one.note, dict(one.values or {}))
        for one in sorted(held.cards, key=lambda card: (card.dimension, card.subject_kind, card.subject))
    )
    return Sitting(held.name, held.held_on, tuple(held.present or ()), tuple(laid))


def _proposed(session: Session, programme: Programme, framework: Framework) -> Mapping[str, Proposal]:
    return proposals(facts.gather(session, programme)) if framework.code == COMPASS else {}


def volumes(session: Session, programme: Programme) -> list[Used]:
    """What was used of each provision in each period."""
    rows = session.execute(
        select(Provision, ProvisionVolume)
        .join(ProvisionVolume, ProvisionVolume.provision_id == Provision.id)
        .where(Provision.programme_id == programme.id)
        .order_by(Provision.code, ProvisionVolume.period)
    )
    return [
        Used(one.name, one.layer, found.period, found.users, found.euro, found.volume, found.unit, one.statutory)
        for one, found in rows
    ]
