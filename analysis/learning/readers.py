"""Who reads a report first: the partners it is about, what each of them said of it, and who put that into the computer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning.models import LearningCycle, TeamReply
from analysis.line import partners
from surveys.parties import Account, Organisation, Programme

COMMISSIONS = "opdrachtgever"


@dataclass(frozen=True, slots=True)
class Said:
    """A reply to the report. `writer`: the organisation whose account wrote it down; "" = a partner that it is about wrote itself."""

    who: str
    text: str
    writer: str


def may_read(one: LearningCycle) -> bool:
    """Whether whom the report is about may open it: as soon as it is laid before them, and ever after."""
    return one.snapshot_id is not None and one.state != "rapportage"


def said(session: Session, programme: Programme, one: LearningCycle) -> list[Said]:
    """The replies, oldest first. What the one who commissions wrote down for others is named as such."""
    query = select(TeamReply, Organisation).join(Account, Account.id == TeamReply.account_id)
    rows = session.execute(
        query.join(Organisation, Organisation.id == Account.organisation_id)
        .where(TeamReply.cycle_id == one.id)
        .order_by(TeamReply.id)
    ).all()
    about = set(_about(session, programme))
    return [
        Said(row.who, row.text, "" if organisation in about or row.who == organisation.name else organisation.name)
        for row, organisation in rows
    ]


def silent(session: Session, programme: Programme, one: LearningCycle) -> list[str]:
    """The partners that it is about of which nothing was heard: no reply by an account of theirs, and none in their name."""
    rows = session.execute(
        select(TeamReply.who, Account.organisation_id)
        .join(Account, Account.id == TeamReply.account_id)
        .where(TeamReply.cycle_id == one.id)
    ).all()
    wrote = {organisation for _, organisation in rows}
    names = [_bare(who) for who, _ in rows]
    return [
        each.name
        for each in _about(session, programme)
        if each.id not in wrote and not any(_bare(each.name) in name for name in names)
    ]


def _about(session: Session, programme: Programme) -> list[Organisation]:
    """Every partner except who commissions, by name."""
    return [each for each, role in partners.roles(session, programme).items() if role != COMMISSIONS]


def _bare(name: str) -> str:
    """A name without what stands between brackets behind it, for comparing."""
    return " ".join(name.partition("(")[0].casefold().split())
