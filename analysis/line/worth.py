"""What an organisation adds: its activities in the line, what they help, the stories told there, and what they may replace."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.accounting.models import Investment, Provision, ProvisionVolume, Substitution
from analysis.line.line import ACTIVITY, RESULT, STEP, Line, Link, Node
from analysis.line.models import Interest
from analysis.report import telling
from analysis.report.model import QuotePart
from narratives.models import Quote, Story
from surveys.parties import Activity, Organisation, Programme


@dataclass(frozen=True, slots=True)
class Help:
    """One activity on its way up: what it helps first, the results behind that, the ambitions above."""

    activity: Node
    links: tuple[tuple[Link, str, tuple[str, ...]], ...]  # the link, what it helps, and what lies above that


def helps(line: Line, codes: set[str]) -> tuple[Help, ...]:
    """What these activities help, all the way up."""
    return tuple(
        Help(one, tuple((link, line.name(link.above), _up(line, link)) for link in line.out_of(one.key, planned=False)))
        for one in line.of(ACTIVITY)
        if one.code in codes
    )


def _up(line: Line, link: Link) -> tuple[str, ...]:
    above = line.node(link.above)
    result = line.node((RESULT, above.inside)) if above and above.kind == STEP else above
    if result is None:
        return ()
    names = (result.name,) if above is not result else ()
    return (*names, line.name(("ambitie", result.inside)))


def activities_of(session: Session, programme: Programme, organisation: Organisation) -> set[str]:
    """The codes of the activities that an organisation carries out."""
    query = select(Activity.code).where(Activity.programme_id == programme.id, Activity.organisation_id == organisation.id)
    return set(session.scalars(query))


def quotes(session: Session, programme: Programme, organisation: Organisation) -> tuple[QuotePart, ...]:
    """Released quotes of stories told at its activities; none while there are too few such stories to hide in."""
    here = (Story.programme_id == programme.id, Activity.organisation_id == organisation.id, Story.state == "gelezen")
    told = session.scalar(select(func.count(Story.id)).join(Activity, Activity.id == Story.activity_id).where(*here)) or 0
    if told < programme.min_residents:
        return ()
    texts = set(session.scalars(select(Quote.text).join(Story).join(Activity, Activity.id == Story.activity_id).where(*here)))
    return tuple(one.part for one in telling.released(session, programme) if one.part.text in texts)


def substitutions(session: Session, programme: Programme, organisation: Organisation) -> list[Substitution]:
    """What lighter support of this organisation may replace or postpone: a hypothesis with its argument, never a proof."""
    query = select(Substitution).join(Activity, Activity.id == Substitution.activity_id)
    mine = query.where(Substitution.programme_id == programme.id, Activity.organisation_id == organisation.id)
    return list(session.scalars(mine.order_by(Activity.name, Substitution.id)))


@dataclass(frozen=True, slots=True)
class Cost:
    """What an activity costs in a period, and where that was written down."""

    period: str
    euro: float
    budgeted: bool = False  # meant to be spent, not spent yet
    source: str = ""


def costs(session: Session, programme: Programme) -> dict[str, Cost]:
    """The newest known cost of each activity, by its code: of its provisions, else of an investment with its name."""
    return _budgets(session, programme) | _provisions(session, programme)


def _budgets(session: Session, programme: Programme) -> dict[str, Cost]:
    named = _named(session, programme)
    query = select(Investment).where(Investment.programme_id == programme.id)
    rows = session.scalars(
        query.order_by(Investment.year, Investment.budgeted.desc())
    )  # what was spent goes above what was meant
    return {
        named[_plain(one.purpose)]: Cost(str(one.year), one.euro, one.budgeted, one.source)
        for one in rows
        if _plain(one.purpose) in named
    }


def _provisions(session: Session, programme: Programme) -> dict[str, Cost]:
    """Provisions that were coupled with an activity, or that have its name: all of them together in the newest period."""
    named, sums = _named(session, programme), dict[str, dict[str, float]]()
    rows = session.execute(
        select(Provision.name, Activity.code, ProvisionVolume.period, ProvisionVolume.euro)
        .join(ProvisionVolume, ProvisionVolume.provision_id == Provision.id)
        .outerjoin(Activity, Activity.id == Provision.activity_id)
        .where(Provision.programme_id == programme.id, ProvisionVolume.euro.is_not(None))
    )
    for name, coupled, period, euro in rows:
        code = coupled or named.get(_plain(name))
        if code is not None:
            of = sums.setdefault(code, {})
            of[period] = of.get(period, 0.0) + float(euro or 0)
    return {code: Cost(max(of), of[max(of)]) for code, of in sums.items()}


def _named(session: Session, programme: Programme) -> dict[str, str]:
    rows = session.execute(select(Activity.name, Activity.code).where(Activity.programme_id == programme.id))
    return {_plain(name): code for name, code in rows}


def _plain(name: str) -> str:
    return name.strip().casefold()


def interests(session: Session, programme: Programme) -> list[Interest]:
    """What partners have at stake, by partner."""
    query = select(Interest).join(Organisation, Organisation.id == Interest.organisation_id)
    return list(session.scalars(query.where(Interest.programme_id == programme.id).order_by(Organisation.name, Interest.id)))
