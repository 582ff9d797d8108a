"""Verbs of the benchmark: take packages in, and the pool that may be compared with ours."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.benchmark import package, pool_files
from analysis.benchmark.models import BenchmarkPackage
from analysis.benchmark.package import PackageRefused
from saying import say
from surveys.parties import Account, Programme


@dataclass(slots=True)
class Taken:
    """What came of a file: how many packages are new, were known already, or were refused and why."""

    new: int = 0
    known: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)  # name of the file, sentence


OURS = "Dit is ons eigen pakket. Het telt niet mee in de vergelijking."


def take(session: Session, programme: Programme, raw: bytes, account: Account | None = None, own: str = "") -> Taken:
    """Read every package of a file (JSON or ZIP) into the pool of a programme; flushes once. Raises PackageRefused for the file itself.

    `own`: the fingerprint of our own key; what carries it is ours, and not of another municipality.
    """
    found, rows = Taken(), []
    keys, seen = _known(session, programme)
    for name, one in pool_files.packages(raw):
        try:
            row = _row(programme, one, keys, account)
            if row.key == own:
                raise PackageRefused(OURS)
        except PackageRefused as refused:
            found.refused.append((name, str(refused)))
            continue
        if row.sha256 in seen:
            found.known += 1
            continue
        seen.add(row.sha256)
        keys.setdefault(row.municipality, row.key)
        rows.append(row)
    session.add_all(rows)
    session.flush()
    found.new = len(rows)
    return found


def _known(session: Session, programme: Programme) -> tuple[dict[str, str], set[str]]:
    """The key of each municipality that was seen before, and the digests of its packages."""
    columns = select(BenchmarkPackage.municipality, BenchmarkPackage.key, BenchmarkPackage.sha256)
    rows = session.execute(columns.where(BenchmarkPackage.programme_id == programme.id).order_by(BenchmarkPackage.id)).all()
    keys: dict[str, str] = {}
    for town, key, _ in rows:
        keys.setdefault(town, key)
    return keys, {sha for _, _, sha in rows}


def _row(programme: Programme, raw: bytes, keys: dict[str, str], account: Account | None) -> BenchmarkPackage:
    content, key = package.read(raw)
    town = content["municipality"]
    if keys.get(town["code"], key) != key:
        raise PackageRefused(
            say(
                "Dit pakket van {town} is met een andere sleutel ondertekend dan het vorige. Bel de gemeente en vergelijk de sleutel ({key}) voordat u het oude pakket weghaalt.",
                town=town["name"], key=package.spoken(key),
            )
        )  # fmt: skip
    return BenchmarkPackage(
        programme_id=programme.id, municipality=town["code"], name=town["name"], year=content["year"],
        scope=content["scope"]["digest"], residents=town["residents"], key=key, sha256=hashlib.sha256(raw).hexdigest(),
        content=package.canonical(content).decode(), account_id=account.id if account else None,
    )  # fmt: skip


def forget(session: Session, programme: Programme, municipality: str) -> int:
    """Remove a municipality from the pool, its key included; returns how many packages that were."""
    rows = session.scalars(
        select(BenchmarkPackage).where(
            BenchmarkPackage.programme_id == programme.id, BenchmarkPackage.municipality == municipality
        )
    ).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def listed(session: Session, programme: Programme) -> Sequence[Any]:
    """(code, name, year, scope, residents, key) of every package, without the figures; newest year first."""
    one = BenchmarkPackage
    columns = select(one.municipality, one.name, one.year, one.scope, one.residents, one.key)
    return session.execute(columns.where(one.programme_id == programme.id).order_by(one.name, one.year.desc())).all()


def pool(session: Session, programme: Programme, *, own: str, scope: str, year: int) -> list[dict[str, Any]]:
    """The contents that may be compared: other municipalities of equal scope, each with its newest year of this or the two before."""
    one = BenchmarkPackage
    rows = session.execute(
        select(one.municipality, one.content)
        .where(one.programme_id == programme.id, one.scope == scope, one.municipality != own, one.year.between(year - 2, year))
        .order_by(one.municipality, one.year.desc(), one.id.desc())
    ).all()
    newest: dict[str, str] = {}
    for town, content in rows:
        newest.setdefault(town, content)
    return [orjson.loads(content) for content in newest.values()]
