"""Imported datasets for the appendix: what they are, how old, under which licence, and what they are used for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.accounting.models import Reach
from analysis.line.models import MacroGoal
from analysis.models import Ambition, Indicator
from analysis.report.parts.sources import DatasetPart
from analysis.sources import factors, store
from analysis.sources.models import Observation, SourceDataset
from saying import say
from surveys.parties import Activity, Programme


def datasets(session: Session, programme: Programme, indicators: Sequence[Indicator]) -> tuple[DatasetPart, ...]:
    """The newest import of each dataset, by title."""
    used: dict[str, list[str]] = {}
    for rule, name in _uses(session, programme, indicators):
        names = used.setdefault(str((rule or {}).get("dataset")), [])
        if name not in names:
            names.append(name)
    found = [_dataset(session, one, used.get(one.code, [])) for one in store.datasets(session, programme)]
    return tuple(sorted(found, key=lambda one: (one.title, one.table_id, one.sha256)))


def _uses(session: Session, programme: Programme, indicators: Sequence[Indicator]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What reads an imported series: indicators, circumstances, macro goals, the size of a target group, and the last of the balls."""
    yield from ((one.rule, one.name) for one in indicators if one.measure_kind == "import" and one.status != "vervallen")
    yield from ((one.series, one.name) for one in factors.listed(session, programme))
    goals = select(MacroGoal).join(Ambition, Ambition.id == MacroGoal.ambition_id).where(Ambition.programme_id == programme.id)
    yield from ((one.series, one.name) for one in session.scalars(goals.order_by(MacroGoal.code)))
    reached = select(Reach).join(Activity, Activity.id == Reach.activity_id).where(Activity.programme_id == programme.id)
    for one in session.scalars(reached.order_by(Activity.code, Reach.period, Reach.id)):
        yield one.series, say("bereik van {activity}", activity=one.activity.name)
    for asked in (programme.settings or {}).get("samenleving", ()):
        yield asked, say("{name} (samenleving)", name=str(asked.get("name", "")))


def _dataset(session: Session, one: SourceDataset, used: list[str]) -> DatasetPart:
    query = select(func.min(Observation.period), func.max(Observation.period), func.count())
    first, last, kept = session.execute(query.where(Observation.dataset_id == one.id)).one()
    periods = "" if first is None else first if first == last else say("{first} tot en met {last}", first=first, last=last)
    return DatasetPart(
        one.title, one.table_id, periods, one.publisher, one.licence, one.division_year, one.retrieved_on.isoformat(), one.sha256,
        sentences.listed(used) if used else say("nog niet gebruikt"), check(one.report or {}, kept),
    )  # fmt: skip


def check(report: Mapping[str, Any], kept: int) -> str:
    """What the check of an import found, in a sentence. `kept`: how many numbers it has, for what was not read from a file."""
    skipped = sum(int(count) for _, count in report.get("skipped", []))
    parts = [say("{n} cijfers gelezen", n=report.get("kept", kept))]
    if report.get("missing"):
        parts.append(say("{n} zonder waarde", n=report["missing"]))
    if skipped:
        parts.append(say("{n} regels overgeslagen", n=skipped))
    if report.get("changed_count"):
        parts.append(say("{n} anders dan in de vorige levering", n=report["changed_count"]))
    return ", ".join(parts)
