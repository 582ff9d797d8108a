"""Imported series to choose from, in words: nobody should have to remember the code of a table, a subject and an area."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.sources.models import Observation, SourceDataset
from surveys.parties import Area, Programme

MOST = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """A series of the newest import of a dataset."""

    dataset: str
    measure: str
    area: str
    group: str
    words: str

    @property
    def key(self) -> str:
        """As a form sends it."""
        return "|".join((self.dataset, self.area, self.group, self.measure))

    @property
    def where(self) -> dict[str, str]:
        """As analysis.sources.series asks for it."""
        return {"dataset": self.dataset, "measure": self.measure, "area": self.area, "group": self.group}


def choices(session: Session, programme: Programme) -> list[Choice]:
    """The series about the municipality, then those about its areas; other areas are no target group of this programme."""
    own = programme.organisation
    query = select(Area.code, Area.name).where(Area.organisation_id == own.id)
    names = {own.code: own.name}
    names |= {code: name for code, name in session.execute(query.order_by(Area.name, Area.code))}  # noqa: C416  rows, no pairs
    found = (
        select(SourceDataset.code, SourceDataset.title, Observation.measure, Observation.area_code, Observation.group)
        .join(Observation, Observation.dataset_id == SourceDataset.id)
        .where(SourceDataset.programme_id == programme.id, SourceDataset.current.is_(True), Observation.area_code.in_(names))
        .distinct()
    )
    rows = [
        Choice(code, measure, area, group, _words(measure, group, names[area], title))
        for code, title, measure, area, group in session.execute(found)
    ]
    place = {area: nr for nr, area in enumerate(names)}
    return sorted(rows, key=lambda one: (place[one.area], one.words.casefold(), one.key))[:MOST]


def _words(measure: str, group: str, area: str, title: str) -> str:
    return f"{measure}{f' ({group})' if group else ''}, {area} – {title}"
