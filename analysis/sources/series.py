"""Imported figures as series: what macro goals, context factors, reach and imported indicators read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.sentences import day
from analysis.sources.models import Observation, SourceDataset
from saying import say
from surveys.parties import Programme

HANDMADE = frozenset({"csv", "xlsx", "handmatig", "waarstaatjegemeente", "swing"})  # the last looks like what a partner makes


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One number of a source in a period ("2025")."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series with the words that say where it comes from (table, publisher, licence, retrieval day)."""

    title: str
    unit: str
    source: str
    points: tuple[SeriesPoint, ...]


def read(session: Session, programme: Programme, where: Mapping[str, Any]) -> Series | None:
    """The series that {"dataset": code, "measure": name, "area": code, "group": ""} names in its newest import; None when it is not there."""
    dataset = current(session, programme, str(where.get("dataset", "")))
    if dataset is None:
        return None
    rows = session.scalars(
        select(Observation)
        .where(
            Observation.dataset_id == dataset.id,
            Observation.measure == str(where.get("measure", "")),
            Observation.area_code == str(where.get("area", "")),
            Observation.group == str(where.get("group", "") or ""),
        )
        .order_by(Observation.period)
    ).all()
    if not rows:
        return None
    unit = next((row.unit for row in rows if row.unit), "")
    points = tuple(_point(row, dataset, programme.min_residents) for row in rows)
    return Series(dataset.title, unit, source_line(dataset), points)


def _point(row: Observation, dataset: SourceDataset, minimum: int) -> SeriesPoint:
    """A number; in a file that a partner made a small group is left out, in that of a statistics office that was done already."""
    counted = row.unit.lower() in {"aantal", "personen", "mensen", "inwoners", "deelnemers", "bezoekers"}
    people = row.n if row.n is not None else row.value if counted else None
    if dataset.kind in HANDMADE and people is not None and 0 < people < minimum:
        return SeriesPoint(row.period, None)
    return SeriesPoint(row.period, row.value, row.low, row.high, row.n)


def current(session: Session, programme: Programme, code: str) -> SourceDataset | None:
    """The newest import of a dataset of this programme."""
    query = select(SourceDataset).where(SourceDataset.programme_id == programme.id, SourceDataset.code == code)
    return session.scalars(query.where(SourceDataset.current.is_(True)).order_by(SourceDataset.id.desc()).limit(1)).first()


def source_line(dataset: SourceDataset) -> str:
    """Where a dataset comes from, in one line: publisher, table, division, licence, day."""
    parts = [
        dataset.publisher,
        say("tabel {code}", code=dataset.table_id) if dataset.table_id else dataset.title,
        say("indeling {year}", year=dataset.division_year) if dataset.division_year else "",
        dataset.licence,
        say("opgehaald op {day}", day=day(dataset.retrieved_on)),
    ]
    return ", ".join(part for part in parts if part)
