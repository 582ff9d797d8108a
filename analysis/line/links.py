"""The contributions as they were written down, with the votes of the partners and what lies under them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from analysis.line import chain, contributing, partners
from analysis.line.line import ACTIVITY, Link
from analysis.line.models import Contribution, ContributionEvidence
from analysis.line.weights import score, weight_of
from analysis.models import Ambition, Indicator, SocietalResult
from narratives.models import Code
from surveys.parties import Activity, Organisation, Programme


def written(session: Session, programme: Programme) -> tuple[Link, ...]:
    """Every contribution of the programme as a link; with votes once all partners have given theirs or a weight was agreed."""
    rows = session.scalars(
        select(Contribution).where(Contribution.programme_id == programme.id).options(selectinload(Contribution.votes))
    ).all()
    names = {one.id: one.name for one in session.scalars(select(Organisation))} if rows else {}
    under, everybody = attached(session, programme), contributing.everybody(session, programme)
    shown = {one.id: names if contributing.round_closed(one, everybody) else {} for one in rows}
    sides = _Sides(session, programme)
    return tuple(_link(one, shown[one.id], under.get(one.id, ()), sides.on(one, closed=bool(shown[one.id]))) for one in rows)


class _Sides:
    """Who commissions and who provides: of an activity whoever carries it out, elsewhere every provider."""

    def __init__(self, session: Session, programme: Programme) -> None:
        roles = {one.id: role for one, role in partners.roles(session, programme).items()}
        self.first = {one for one, role in roles.items() if role == chain.COMMISSIONER}
        self.second = {one for one, role in roles.items() if role == chain.PROVIDER}
        rows = session.execute(select(Activity.code, Activity.organisation_id).where(Activity.programme_id == programme.id))
        self.doing = {code: one for code, one in rows if one in self.second}

    def on(self, one: Contribution, *, closed: bool) -> str:
        """How far the two sides are on a contribution."""
        own = self.doing.get(one.from_code) if one.from_kind == ACTIVITY else None
        weights = {vote.organisation_id: vote.weight for vote in one.votes}
        second = {own} if own is not None else self.second
        return chain.of_link(weights, self.first, second, settled=one.agreed_weight is not None, closed=closed)


def _link(one: Contribution, names: Mapping[int, str], under: tuple[tuple[str, str, str], ...], both: str) -> Link:
    # While partners still score alone nobody reads here what another one said.
    scored = score({names[vote.organisation_id]: vote.weight for vote in one.votes if names})
    busy = bool(one.votes) and not names
    return Link(
        below=(one.from_kind, one.from_code), above=(one.to_kind, one.to_code), evidence=one.evidence,
        weight=weight_of(one.agreed_weight, scored), agreement="loopt" if busy else scored.agreement, votes=scored.votes,
        agreed=one.agreed_weight is not None, argument=one.argument, attached=under, design=one.design,
        far_enough=one.far_enough, unplanned=one.unplanned, both=both,
    )  # fmt: skip


def attached(session: Session, programme: Programme) -> dict[int, tuple[tuple[str, str, str], ...]]:
    """What lies under each contribution: kind, what it is in words, note; by the contribution's id."""
    names = {
        "cijfer": dict(
            session.execute(
                select(Indicator.code, Indicator.name)
                .join(SocietalResult)
                .join(Ambition)
                .where(Ambition.programme_id == programme.id)
            ).all()
        ),
        "verhaal": dict(session.execute(select(Code.code, Code.name).where(Code.programme_id == programme.id)).all()),
        "studie": {},
    }
    rows = session.scalars(select(ContributionEvidence).join(Contribution).where(Contribution.programme_id == programme.id))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for one in rows:
        what = names[one.kind].get(one.reference, one.reference)
        found.setdefault(one.contribution_id, []).append((one.kind, what, one.note))
    return {key: tuple(sorted(rows)) for key, rows in found.items()}
