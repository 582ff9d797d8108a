"""Imported datasets for the appendix: what they are, how old, under which licence, and what they are used for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import sentences
from analysis.models import Indicator
from analysis.report.parts.sources import DatasetPart
from analysis.sources import factors, store
from analysis.sources.models import Observation, SourceDataset
from saying import say
from surveys.parties import Programme


def datasets(session: Session, programme: Programme, indicators: Sequence[Indicator]) -> tuple[DatasetPart, ...]:
    """The newest import of each dataset, by title."""
    used: dict[str, list[str]] = {}
    for one in indicators:
        if one.measure_kind == "import" and one.status != "vervallen":
            used.setdefault(str((one.rule or {}).get("dataset")), []).append(one.name)
    for factor in factors.listed(session, programme):
        if factor.series:
            used.setdefault(str(factor.series.get("dataset")), []).append(factor.name)
    found = [_dataset(session, one, used.get(one.code, [])) for one in store.datasets(session, programme)]
    return tuple(sorted(found, key=lambda one: (one.title, one.table_id, one.sha256)))


def _dataset(session: Session, one: SourceDataset, used: list[str]) -> DatasetPart:
    query = select(func.min(Observation.period), func.max(Observation.period)).where(Observation.dataset_id == one.id)
    first, last = session.execute(query).one()
    periods = "" if first is None else first if first == last else say("{first} tot en met {last}", first=first, last=last)
    return DatasetPart(
        one.title, one.table_id, periods, one.publisher, one.licence, one.division_year, one.retrieved_on.isoformat(), one.sha256,
        sentences.listed(used) if used else say("nog niet gebruikt"), check(one),
    )  # fmt: skip


def check(one: SourceDataset) -> str:
    """What the check of an import found, in a sentence."""
    report = one.report or {}
    skipped = sum(int(count) for _, count in report.get("skipped", []))
    parts = [say("{n} cijfers gelezen", n=report.get("kept", 0))]
    if report.get("missing"):
        parts.append(say("{n} zonder waarde", n=report["missing"]))
    if skipped:
        parts.append(say("{n} regels overgeslagen", n=skipped))
    if report.get("changed_count"):
        parts.append(say("{n} anders dan in de vorige levering", n=report["changed_count"]))
    return ", ".join(parts)
