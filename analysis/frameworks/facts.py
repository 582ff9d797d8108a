"""Counting what a programme has put down, for the proposals of the compass and the gate before indicators."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from analysis.accounting.models import FidelityCheck
from analysis.frameworks.compass import Facts
from analysis.frameworks.models import Certificate
from analysis.learning.models import ImprovementAction, LearningCycle
from analysis.line.models import ActivityMechanism, GlossaryTerm, SharedChallenge
from analysis.models import Ambition, Indicator, Interpretation, ResultActivity, SocietalResult
from analysis.sources.models import SourceDataset
from surveys.models import Response, Wave
from surveys.parties import Activity, Programme


def gather(session: Session, programme: Programme) -> Facts:
    """The facts of a programme; a few counting queries."""
    mine = programme.id

    def count(query: Select[Any]) -> int:
        return int(session.scalar(select(func.count()).select_from(query.subquery())) or 0)

    results = select(SocietalResult.id).join(Ambition).where(Ambition.programme_id == mine)
    alive = select(Indicator).where(Indicator.result_id.in_(results), Indicator.status != "vervallen")
    told = select(Activity.id).where(Activity.programme_id == mine)
    through = select(ActivityMechanism.activity_id).where(ActivityMechanism.activity_id.in_(told))
    answered = select(Response.wave_id).join(Wave, Wave.id == Response.wave_id)
    return Facts(
        agreed_by=_agreed(session, mine),
        terms_agreed=count(select(GlossaryTerm.id).where(GlossaryTerm.programme_id == mine, GlossaryTerm.agreed != "")),
        ambitions=count(select(Ambition.id).where(Ambition.programme_id == mine)),
        series=count(select(SourceDataset.code).where(SourceDataset.programme_id == mine, SourceDataset.current.is_(True)).distinct()),
        results=count(results),
        results_with_indicator=count(alive.with_only_columns(Indicator.result_id).distinct()),
        results_with_activity=count(select(ResultActivity.result_id).where(ResultActivity.result_id.in_(results)).distinct()),
        activities=count(told),
        activities_with_mechanism=count(
            select(Activity.id).where(Activity.programme_id == mine, (Activity.mechanism != "") | Activity.id.in_(through))
        ),
        certificates=count(select(Certificate.id).where(Certificate.programme_id == mine)),
        fidelity_checks=count(select(FidelityCheck.id).where(FidelityCheck.activity_id.in_(told))),
        outcome_indicators=count(alive.with_only_columns(Indicator.id).where(Indicator.level.in_(("outcome", "impact")))),
        waves_with_answers=count(
            answered.with_only_columns(Response.wave_id).where(Wave.programme_id == mine, Response.state == "verzonden").distinct()
        ),
        interpretations=count(select(Interpretation.result_id).where(Interpretation.result_id.in_(results)).distinct()),
        actions=count(
            select(ImprovementAction.id)
            .join(LearningCycle, LearningCycle.id == ImprovementAction.cycle_id)
            .where(LearningCycle.programme_id == mine)
        ),
    )  # fmt: skip


def _agreed(session: Session, programme_id: int) -> int:
    newest = select(SharedChallenge.agreed_by).where(SharedChallenge.programme_id == programme_id)
    found = session.scalar(newest.order_by(SharedChallenge.version.desc()).limit(1))
    return len(found or [])
