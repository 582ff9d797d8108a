"""The societal results of a programme with what hangs on them, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from analysis.models import Ambition, ResultActivity, ResultTheme, SocietalResult
from surveys.parties import Programme


def results_of(session: Session, programme: Programme) -> Sequence[SocietalResult]:
    """The results in the order of the programme, with what hangs on them."""
    return session.scalars(
        select(SocietalResult)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
        .order_by(SocietalResult.position, Ambition.code, SocietalResult.code)
        .options(
            selectinload(SocietalResult.ambition), selectinload(SocietalResult.indicators),
            selectinload(SocietalResult.themes).selectinload(ResultTheme.code),
            selectinload(SocietalResult.activities).selectinload(ResultActivity.activity),
        )
    ).all()  # fmt: skip
