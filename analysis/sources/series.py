"""Imported figures as series: what macro goals, context factors, reach and imported indicators read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from surveys.parties import Programme


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
    return None
