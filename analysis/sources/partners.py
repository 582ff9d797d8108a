"""The organisations that take part in a programme: its own, those of its staff, and those that carry out its activities."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from analysis.sources.models import DataRequest
from surveys.parties import Account, Activity, Membership, Organisation, Programme


def partners(session: Session, programme: Programme) -> list[Organisation]:
    """By name."""
    staff = select(Account.organisation_id).join(Membership).where(Membership.programme_id == programme.id)
    doing = select(Activity.organisation_id).where(Activity.programme_id == programme.id)
    asked = select(DataRequest.organisation_id).where(DataRequest.programme_id == programme.id)
    own = Organisation.id == programme.organisation_id
    known = or_(own, Organisation.id.in_(staff), Organisation.id.in_(doing), Organisation.id.in_(asked))
    return list(session.scalars(select(Organisation).where(known).order_by(Organisation.name, Organisation.code)))
