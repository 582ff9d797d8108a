"""Imports into the database: a new import is a new row, the older one is no longer current, and what changed is listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from analysis.sources.models import Observation, SourceDataset
from analysis.sources.rows import FileRefused, Imported, SourceRow, is_cbs_code
from surveys.parties import Account, Area, Programme

CHANGES_LISTED = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who imports says of a file; what is empty is taken from the file itself."""

    code: str
    title: str = ""
    table_id: str = ""
    publisher: str = ""
    licence: str = ""
    division_year: int | None = None
    retrieved_on: date | None = None


def keep(
    session: Session,
    programme: Programme,
    found: Imported,
    data: bytes,
    asked: Asked,
    *,
    today: date,
    account: Account | None = None,
) -> SourceDataset:
    """Keep an import as the newest of its code; the same bytes again give the dataset that is there."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", asked.code):
        raise FileRefused("Geef de bron een korte naam van kleine letters, cijfers en streepjes, bijvoorbeeld: eenzaamheid-cbs.")
    sha = hashlib.sha256(data).hexdigest()
    older = _current(session, programme, asked.code)
    if older is not None and older.sha256 == sha and not asked.title:
        return older
    rows, report = _placed(session, programme, found)
    if older is not None:
        changed = _changes(session, older, rows)
        report["changed"] = changed[:CHANGES_LISTED]
        report["changed_count"] = len(changed)
        older.current = False
    made = SourceDataset(
        programme_id=programme.id, code=asked.code, kind=found.meta.kind, title=asked.title or found.meta.title or asked.code,
        table_id=asked.table_id or found.meta.table_id, publisher=asked.publisher or found.meta.publisher,
        licence=asked.licence or found.meta.licence, division_year=asked.division_year or found.meta.division_year,
        retrieved_on=asked.retrieved_on or today, sha256=sha, report=report, account_id=account.id if account else None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.execute(insert(Observation), [_values(made, row) for row in rows])
    return made


def _values(made: SourceDataset, row: SourceRow) -> dict[str, object]:
    return {
        "dataset_id": made.id, "measure": row.measure, "group": row.group, "area_code": row.area, "period": row.period,
        "value": row.value, "low": row.low, "high": row.high, "n": row.n, "unit": row.unit,
    }  # fmt: skip


def _current(session: Session, programme: Programme, code: str) -> SourceDataset | None:
    query = select(SourceDataset).where(SourceDataset.programme_id == programme.id, SourceDataset.code == code)
    return session.scalars(query.where(SourceDataset.current.is_(True)).order_by(SourceDataset.id.desc())).first()


def _placed(session: Session, programme: Programme, found: Imported) -> tuple[list[SourceRow], dict[str, object]]:
    """The rows with codes where a source gives names, and what the check says of areas."""
    codes = _codes(session, programme)
    rows: dict[tuple[str, str, str, str], SourceRow] = {}
    unknown: set[str] = set()
    for row in found.rows:
        code = row.area if is_cbs_code(row.area) else codes.get(row.area.casefold(), "")
        if not code:
            unknown.add(row.area)
            code = row.area[:20]
        rows.setdefault((row.measure, row.group, code, row.period), replace(row, area=code))
    report: dict[str, object] = {**found.check.as_json(), "unknown_areas": sorted(unknown)[:CHANGES_LISTED]}
    own = {code for code in codes.values() if code != "NL01"}
    seen = {row.area for row in rows.values()}
    report["outside"] = sorted(one for one in seen if is_cbs_code(one) and one not in own and one != "NL01")[:CHANGES_LISTED]
    report["absent"] = sorted(own - seen) if own & seen else []
    return list(rows.values()), report


def _codes(session: Session, programme: Programme) -> Mapping[str, str]:
    """Code by name of the areas of this programme, its municipality and the country."""
    found = {"nederland": "NL01"}
    owner = programme.organisation
    if is_cbs_code(owner.code):
        plain = re.sub(r"(?i)^gemeente\s+|\s*\(.*\)$", "", owner.name).casefold()
        found |= {owner.name.casefold(): owner.code, plain: owner.code}
    areas = session.scalars(select(Area).where(Area.organisation_id == programme.organisation_id).order_by(Area.year))
    return found | {one.name.casefold(): one.code for one in areas}


def _changes(session: Session, older: SourceDataset, rows: list[SourceRow]) -> list[list[object]]:
    """Numbers that an older import gave otherwise: [measure, group, area, period, old, new]."""
    before = {(one.measure, one.group, one.area_code, one.period): one.value for one in observations(session, older)}
    now = {(row.measure, row.group, row.area, row.period): row.value for row in rows}
    changed: list[list[object]] = [[*key, value, now.get(key)] for key, value in before.items() if now.get(key) != value]
    return sorted(changed, key=lambda one: [str(part) for part in one[:4]])


def observations(session: Session, dataset: SourceDataset) -> list[Observation]:
    """The numbers of a dataset in the order of measure, group, area and period."""
    query = select(Observation).where(Observation.dataset_id == dataset.id)
    order = (Observation.measure, Observation.group, Observation.area_code, Observation.period)
    return list(session.scalars(query.order_by(*order)))


def datasets(session: Session, programme: Programme) -> list[SourceDataset]:
    """The newest import of each code, by title."""
    query = select(SourceDataset).where(SourceDataset.programme_id == programme.id, SourceDataset.current.is_(True))
    return list(session.scalars(query.order_by(SourceDataset.title, SourceDataset.code)))


def measures(session: Session, dataset: SourceDataset) -> list[tuple[str, str, str]]:
    """(measure, group, area) of every series of a dataset."""
    query = select(Observation.measure, Observation.group, Observation.area_code).where(Observation.dataset_id == dataset.id)
    return sorted({(one, group, place) for one, group, place in session.execute(query)})
