"""A Report to canonical JSON and back, and kept in the database: one document feeds page, PDF, JSON and exports."""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.models import ReportSnapshot
from analysis.report.model import Report
from surveys.parties import Programme

__all__ = ["as_json", "find", "freeze", "kept", "thaw"]


def as_json(report: Report) -> bytes:
    """The report as JSON (docs/report.schema.json): sorted keys, two spaces, a newline at the end; equal reports, equal bytes."""
    return orjson.dumps(dataclasses.asdict(report), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def freeze(session: Session, programme: Programme, report: Report) -> ReportSnapshot:
    """Keep this report as it is now; the newest snapshot in its language when that says exactly the same; flushes."""
    content = as_json(report)
    sha256 = hashlib.sha256(content).hexdigest()
    mine = select(ReportSnapshot).where(ReportSnapshot.programme_id == programme.id, ReportSnapshot.language == report.language)
    newest = session.scalars(mine.order_by(ReportSnapshot.id.desc()).limit(1)).first()
    if newest is not None and newest.sha256 == sha256:
        return newest
    one = ReportSnapshot(programme_id=programme.id, sha256=sha256, content=content.decode(), language=report.language)
    session.add(one)
    session.flush()
    return one


def kept(session: Session, programme: Programme, most: int) -> Sequence[ReportSnapshot]:
    """The snapshots of a programme, newest first."""
    mine = select(ReportSnapshot).where(ReportSnapshot.programme_id == programme.id)
    return session.scalars(mine.order_by(ReportSnapshot.id.desc()).limit(most)).all()


def find(session: Session, programme: Programme, mark: str) -> ReportSnapshot | None:
    """The snapshot with this mark (the first sixteen letters of its sha256), however old."""
    mine = select(ReportSnapshot).where(
        ReportSnapshot.programme_id == programme.id, func.substr(ReportSnapshot.sha256, 1, 16) == mark
    )
    return session.scalars(mine.order_by(ReportSnapshot.id.desc()).limit(1)).first()


def thaw(content: str | bytes) -> Report:
    """The report that was kept, also by an older version: what that did not know is empty, what it knew more is left out."""
    found: Report = _made(Report, orjson.loads(content))
    return found


def _made(kind: Any, value: Any) -> Any:
    """A plain JSON value as the type that a field of the Report declares."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        known = {name: _made(hints[name], one) for name, one in value.items() if name in hints}
        missing = (one for one in dataclasses.fields(kind) if one.name not in known and _is_needed(one))
        return kind(**known, **{one.name: _empty(hints[one.name]) for one in missing})
    if value is None or origin in (types.UnionType, typing.Union):
        return None if value is None else _made(next(one for one in parts if one is not types.NoneType), value)
    if origin is tuple:
        kinds = (parts[0],) * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_made(one, each) for one, each in zip(kinds, value, strict=True))
    return value


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _empty(kind: Any) -> Any:
    """What stands for a value that an older version did not keep."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return None
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _made(kind, {})
    origin = typing.get_origin(kind) or kind
    return origin()


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
