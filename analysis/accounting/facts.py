"""What is known of each activity, read from the tables: mechanisms with their checklist, counts, reach, judged causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting import confirming
from analysis.accounting.gathering import tallied_periods
from analysis.accounting.layers import ActivityFacts, MechanismFacts
from analysis.accounting.models import FidelityCheck, Reach
from analysis.accounting.reaching import ReachFound, reach
from analysis.accounting.told import CAUSES, judged_of
from analysis.line.models import ActivityMechanism, Mechanism
from analysis.material import Material
from analysis.report.values import Figure
from analysis.sources import series
from surveys.models import Activity, Programme

__all__ = ["Known", "known"]

WORTH = {"ja": 1.0, "deels": 0.5, "nee": 0.0}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the account says of one activity."""

    code: str
    name: str
    facts: ActivityFacts
    fidelity: Figure | None
    reach: ReachFound | None
    reach_of: Reach | None
    size_source: str
    confirmed: Figure | None


def known(session: Session, programme: Programme, material: Material, asked: bool) -> dict[str, Known]:
    """What is known of every activity of the programme, by its code."""
    activities = session.scalars(
        select(Activity).where(Activity.programme_id == programme.id).order_by(Activity.name, Activity.code)
    )
    mechanisms = _mechanisms(session, programme)
    checks = _newest_checks(session, programme)
    reaches = _reaches(session, programme)
    causes = judged_of(session, programme, material)
    counted = _counted(session, programme, material)
    newest = max(counted.values(), default="")
    found = {}
    for one in activities:
        own = mechanisms.get(one.id, [])
        judgements = {mechanism.id: _judged_items(mechanism, checks.get((one.id, mechanism.id), {})) for mechanism in own}
        size, of = _reach(session, programme, material, one, reaches.get(one.id))
        held = material.holds(CAUSES, "") or material.holds(CAUSES, one.code)
        confirmed = confirming.of_activity(
            [each.cause for each in causes], one.code, {each.code for each in own}, material.minimum_residents, held=held
        )
        facts = ActivityFacts(
            mechanisms=tuple(_mechanism_facts(each, judgements[each.id]) for each in own),
            counted=counted.get(one.code, ""), newest=newest, ended=one.ends_on is not None and one.ends_on <= material.data_date,
            reach=of.known if of else "", asked=asked, coded=_state(confirmed),
        )  # fmt: skip
        found[one.code] = Known(
            one.code, one.name, facts, _fidelity(judgements.values()), of, reaches.get(one.id), size, confirmed
        )  # fmt: skip
    return found


def _state(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return "bekend" if figure.value is not None else "klein"


def _mechanisms(session: Session, programme: Programme) -> dict[int, list[Mechanism]]:
    rows = session.execute(
        select(ActivityMechanism.activity_id, Mechanism)
        .join(Mechanism, Mechanism.id == ActivityMechanism.mechanism_id)
        .where(Mechanism.programme_id == programme.id)
        .order_by(Mechanism.name, Mechanism.code)
    ).all()
    found: dict[int, list[Mechanism]] = {}
    for activity, mechanism in rows:
        found.setdefault(activity, []).append(mechanism)
    return found


def _newest_checks(session: Session, programme: Programme) -> dict[tuple[int, int], dict[int, FidelityCheck]]:
    """The last judgement of each sentence of a checklist."""
    rows = session.scalars(
        select(FidelityCheck)
        .join(Activity, Activity.id == FidelityCheck.activity_id)
        .where(Activity.programme_id == programme.id)
        .order_by(FidelityCheck.checked_on, FidelityCheck.id)
    )
    found: dict[tuple[int, int], dict[int, FidelityCheck]] = {}
    for one in rows:
        found.setdefault((one.activity_id, one.mechanism_id), {})[one.item] = one
    return found


def _judged_items(mechanism: Mechanism, checks: Mapping[int, FidelityCheck]) -> list[FidelityCheck]:
    """The judgements of sentences that the checklist still has."""
    return [one for item, one in sorted(checks.items()) if item < len(mechanism.checklist or ())]


def _mechanism_facts(one: Mechanism, checks: Sequence[FidelityCheck]) -> MechanismFacts:
    evidenced = sum(bool(each.evidence) for each in checks)
    return MechanismFacts(one.name, one.strength, one.source, len(one.checklist or ()), len(checks), evidenced)


def _fidelity(checks: Iterable[Sequence[FidelityCheck]]) -> Figure | None:
    every = [one for ones in checks for one in ones]
    if not every:
        return None
    return Figure(round(100 * sum(WORTH[one.answer] for one in every) / len(every), 1), len(every), "procent")


def _reaches(session: Session, programme: Programme) -> dict[int, Reach]:
    """The newest reach of each activity."""
    rows = session.scalars(
        select(Reach)
        .join(Activity, Activity.id == Reach.activity_id)
        .where(Activity.programme_id == programme.id)
        .order_by(Reach.period, Reach.target_group.desc())
    )
    return {one.activity_id: one for one in rows}


def _reach(
    session: Session, programme: Programme, material: Material, activity: Activity, one: Reach | None
) -> tuple[str, ReachFound | None]:
    if one is None:
        return "", None
    size, source = one.size, one.size_source
    if one.series and (found := series.read(session, programme, one.series)) is not None:
        points = [point for point in found.points if point.value is not None]
        same = [point for point in points if point.period[:4] <= one.period[:4]]
        if same:
            size, source = round(same[-1].value or 0), f"{found.source}, {same[-1].period}"
    counts = {period: people for each in material.activities if each.code == activity.code for period, _, people in each.counts}
    return source, reach(one.inside, one.outside, size, material.minimum_residents, counts.get(one.period))


def _counted(session: Session, programme: Programme, material: Material) -> dict[str, str]:
    """The newest year in which each activity was counted, as participation or by tallying."""
    found = {one.code: max((period for period, *_ in one.counts), default="")[:4] for one in material.activities}
    for code, period in tallied_periods(session, programme).items():
        found[code] = max(found.get(code, ""), period)
    return {code: period for code, period in found.items() if period}
