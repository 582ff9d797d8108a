"""Who fills in which step: an agreement of the programme, open unless somebody agreed otherwise, and never a lock without a way on.

The sources differ on who leads which step of the compass, so nothing is fixed here. Who is not in the agreement gets a sentence that
says who is, and can go on with a reason that stays with the card. A worker fills in only what an agreement names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.frameworks.errors import CardRefused
from analysis.frameworks.framework import Framework, text_of
from analysis.frameworks.models import Card, FrameworkSession, StepAgreement
from analysis.sentences import listed
from saying import mark, say
from surveys.parties import ROLES, Account, Membership, Organisation, Programme

WORKER = ROLES[0]
ROLE_NAMES = {
    "worker": mark("sociaal werkers"), "evaluator": mark("onderzoekers"), "administrator": mark("beheerders"),
}  # fmt: skip


class StepOfOthers(CardRefused):
    """Others fill in this step; `way_on`: whoever says why may go on."""

    def __init__(self, sentence: str, *, way_on: bool) -> None:
        super().__init__(sentence)
        self.way_on = way_on


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who fills in a step: these roles, and whoever works at these organisations (codes). Neither: every evaluator."""

    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    def lets(self, role: str, organisation: str) -> bool:
        """Whether somebody in this role, of this organisation, fills it in."""
        if not self.roles and not self.organisations:
            return role != WORKER
        return role in self.roles or organisation in self.organisations


def agreements(session: Session, programme_id: int, framework: str) -> dict[str, Agreed]:
    """What was agreed, by step; a step that is not there is open."""
    query = select(StepAgreement).where(StepAgreement.programme_id == programme_id, StepAgreement.framework == framework)
    return {one.dimension: Agreed(tuple(one.roles), tuple(one.organisations)) for one in session.scalars(query)}


def agree(session: Session, programme: Programme, framework: Framework, wanted: Mapping[str, Agreed]) -> None:
    """Keep who fills in which step; a step without anybody is open to every evaluator."""
    mine = (StepAgreement.programme_id == programme.id, StepAgreement.framework == framework.code)
    there = {one.dimension: one for one in session.scalars(select(StepAgreement).where(*mine))}
    for dimension in framework.dimensions:
        agreed, row = wanted.get(dimension.code, Agreed()), there.get(dimension.code)
        if not agreed.roles and not agreed.organisations:
            if row is not None:
                session.delete(row)
            continue
        row = row or StepAgreement(programme_id=programme.id, framework=framework.code, dimension=dimension.code)
        row.roles = [one for one in ROLES if one in agreed.roles]
        row.organisations = sorted(set(agreed.organisations))
        session.add(row)
    session.flush()


def who(session: Session, agreed: Agreed) -> str:
    """Who fills in a step, in words: "beheerders en Welzijn Noord"."""
    names = dict(session.execute(select(Organisation.code, Organisation.name)).all()) if agreed.organisations else {}
    if not agreed.roles and not agreed.organisations:
        return listed([say(ROLE_NAMES[one]) for one in ROLES if one != WORKER])
    roles = [say(ROLE_NAMES[one]) for one in ROLES if one in agreed.roles]
    return listed([*roles, *sorted(str(names.get(one, one)) for one in agreed.organisations)])


def role_of(session: Session, programme_id: int, account: Account) -> str:
    """The highest role of an account in a programme; "" when it has none."""
    mine = (Membership.account_id == account.id, Membership.programme_id == programme_id)
    found = set(session.scalars(select(Membership.role).where(*mine)))
    return next((one for one in reversed(ROLES) if one in found), "")


def closed_to(session: Session, programme_id: int, framework: Framework, account: Account) -> tuple[str, ...]:
    """The steps that others fill in than this account."""
    found, role = agreements(session, programme_id, framework.code), role_of(session, programme_id, account)
    mine = account.organisation.code
    return tuple(one.code for one in framework.dimensions if not found.get(one.code, Agreed()).lets(role, mine))


def guard(
    session: Session,
    held: FrameworkSession,
    framework: Framework,
    account: Account | None,
    changed: Collection[str],
    *,
    reason: str,
) -> frozenset[str]:
    """The steps among `changed` that others fill in: refused with a sentence, or let through with a reason. No account: the software itself."""
    if account is None or not changed:
        return frozenset()
    closed = [one for one in closed_to(session, held.programme_id, framework, account) if one in changed]
    way_on = role_of(session, held.programme_id, account) != WORKER
    if closed and not (reason and way_on):
        raise StepOfOthers(_sentence(session, held, framework, closed[0], way_on=way_on), way_on=way_on)
    return frozenset(closed)


def _sentence(session: Session, held: FrameworkSession, framework: Framework, code: str, *, way_on: bool) -> str:
    agreed = agreements(session, held.programme_id, framework.code).get(code, Agreed())
    dimension = framework.dimension(code)
    values = {"step": text_of(dimension.name) if dimension else code, "who": who(session, agreed)}
    if way_on:
        return say(
            "Bij ‘{step}’ is afgesproken dat dit invullen: {who}. Vult u het toch in? Schrijf dan onderaan op waarom.", **values
        )
    return say("‘{step}’ vullen in: {who}. Vraag een van hen, of vraag de beheerder om de afspraak te veranderen.", **values)


def exceptions(session: Session, programme: Programme, framework: str) -> dict[str, str]:
    """Per step the newest reason why somebody else filled it in than was agreed."""
    query = (
        select(Card.dimension, Card.exception)
        .where(Card.programme_id == programme.id, Card.framework == framework, Card.exception != "")
        .order_by(Card.written_at, Card.id)
    )
    found: dict[str, str] = dict(session.execute(query).all())
    return found
