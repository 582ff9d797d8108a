"""Sessions over a framework and the cards that were put down in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from analysis.frameworks import steps
from analysis.frameworks.errors import CardRefused
from analysis.frameworks.framework import KINDS, PRESENT, Framework
from analysis.frameworks.models import Card, FrameworkSession
from saying import say
from surveys.parties import Account, Programme

__all__ = ["CardRefused", "Placed", "hold", "own_cards", "put", "sessions"]

NAME, SUBJECT = 200, 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A card as it is put down."""

    dimension: str
    kind: str
    subject: str
    state: str = ""
    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def sessions(session: Session, programme: Programme, framework: str) -> list[FrameworkSession]:
    """The sessions over a framework, oldest first, with their cards."""
    return list(
        session.scalars(
            select(FrameworkSession)
            .where(FrameworkSession.programme_id == programme.id, FrameworkSession.framework == framework)
            .order_by(FrameworkSession.held_on, FrameworkSession.name, FrameworkSession.id)
            .options(selectinload(FrameworkSession.cards))
        )
    )


def hold(
    session: Session,
    programme: Programme,
    framework: Framework,
    *,
    name: str,
    held_on: date,
    present: Iterable[str],
    note: str = "",
    account: Account | None = None,
) -> FrameworkSession:
    """Keep that people sat together."""
    if not name.strip():
        raise CardRefused(say("Geef de bijeenkomst een naam, bijvoorbeeld: Startbijeenkomst."))
    if framework.cards_from != "kaarten":
        raise CardRefused(say("Dit kader leest zijn cijfers uit de voorzieningen. Vul daar de aantallen in."))
    who = [one for one in PRESENT if one in set(present)]
    one = FrameworkSession(
        programme_id=programme.id, framework=framework.code, name=name.strip()[:NAME], held_on=held_on, present=who, note=note,
        account_id=account.id if account else None,
    )  # fmt: skip
    session.add(one)
    session.flush()
    return one


def put(
    session: Session,
    held: FrameworkSession,
    framework: Framework,
    cards: Sequence[Placed],
    account: Account | None = None,
    *,
    reason: str = "",
) -> int:
    """Put these cards down in a session instead of those that lay there for the same subjects; returns how many changed.

    Raises StepOfOthers where others fill in that step, unless a `reason` says why it is done nevertheless.
    """
    for one in cards:
        _check(framework, one)
    wanted = {(one.dimension, one.kind, one.subject): one for one in cards}
    there = {(one.dimension, one.subject_kind, one.subject): one for one in held.cards}
    gone = [key for key in there if key not in wanted]
    changed = [key for key, one in wanted.items() if key not in there or _differs(there[key], one)]
    others = steps.guard(session, held, framework, account, {key[0] for key in (*gone, *changed)}, reason=reason)
    for key in gone:
        held.cards.remove(there[key])
        session.delete(there[key])
    for key in changed:
        row, one = there.get(key), wanted[key]
        if row is None:
            row = Card(
                programme_id=held.programme_id, framework=framework.code, dimension=key[0], subject_kind=key[1], subject=key[2]
            )
            held.cards.append(row)
        row.state, row.note, row.values = one.state, one.note, dict(one.values)
        row.account_id, row.exception = account.id if account else None, reason if key[0] in others else ""
    session.flush()
    return len(gone) + len(changed)


def _differs(row: Card, one: Placed) -> bool:
    return (row.state, row.note, row.values or {}) != (one.state, one.note, dict(one.values))


def _check(framework: Framework, one: Placed) -> None:
    if framework.dimension(one.dimension) is None:
        raise CardRefused(say("Het kader kent ‘{name}’ niet. Kies een van de vakken op de bladzijde.", name=one.dimension[:40]))
    if one.kind not in KINDS or not one.subject or len(one.subject) > SUBJECT:
        raise CardRefused(say("Deze kaart past niet op het bord. Geef haar een naam van hoogstens 200 tekens."))
    if one.state and one.state not in framework.state_names():
        raise CardRefused(
            say("De stand ‘{name}’ bestaat niet bij dit kader. Kies een van de standen op de bladzijde.", name=one.state[:40])
        )


def own_cards(session: Session, programme: Programme, framework: str) -> list[str]:
    """The subjects people wrote on cards themselves in any session of this framework."""
    query = select(Card.subject).where(Card.programme_id == programme.id, Card.framework == framework)
    return sorted(set(session.scalars(query.where(Card.subject_kind == "onderwerp"))), key=str.casefold)
