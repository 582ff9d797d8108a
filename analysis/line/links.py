"""The contributions as they were written down, with the votes of the partners and what lies under them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from analysis.line import contributing
from analysis.line.line import Link
from analysis.line.models import Contribution, ContributionEvidence
from analysis.line.weights import score, weight_of
from analysis.models import Ambition, Indicator, SocietalResult
from narratives.models import Code
from surveys.parties import Organisation, Programme


def written(session: Session, programme: Programme) -> tuple[Link, ...]:
    """Every contribution of the programme as a link; with votes once all partners have given theirs or a weight was agreed."""
    rows = session.scalars(
        select(Contribution).where(Contribution.programme_id == programme.id).options(selectinload(Contribution.votes))
    ).all()
    partners = {one.id: one.name for one in session.scalars(select(Organisation))} if rows else {}
    under, everybody = attached(session, programme), contributing.everybody(session, programme)
    shown = {one.id: partners if contributing.round_closed(one, everybody) else {} for one in rows}
    return tuple(_link(one, shown[one.id], under.get(one.id, ())) for one in rows)


def _link(one: Contribution, partners: Mapping[int, str], under: tuple[tuple[str, str, str], ...]) -> Link:
    # While partners still score alone nobody reads here what another one said.
    scored = score({partners[vote.organisation_id]: vote.weight for vote in one.votes if partners})
    busy = bool(one.votes) and not partners
    return Link(
        below=(one.from_kind, one.from_code), above=(one.to_kind, one.to_code), evidence=one.evidence,
        weight=weight_of(one.agreed_weight, scored), agreement="loopt" if busy else scored.agreement, votes=scored.votes,
        agreed=one.agreed_weight is not None, argument=one.argument, attached=under, design=one.design,
        far_enough=one.far_enough, unplanned=one.unplanned,
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
