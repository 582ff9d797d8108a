"""Packages of invented municipalities, so that the demo can show a comparison: signed with keys that are made up on the spot."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from typing import Any

from sqlalchemy.orm import Session

from analysis.accounting.models import Investment
from analysis.benchmark import making, package, store
from analysis.frameworks import scope
from analysis.report.build import build
from surveys.models import Programme
from webapp.demo import SEED

__all__ = ["fill"]

PROFILE = {"duizend inwoners": 38.4, "procent 65 jaar en ouder": 22.6, "stedelijkheid (1 zeer sterk, 5 niet)": 3.0}
TOWNS, OTHERWISE = 22, 4  # of which so many count other things as sociale basis


def fill(session: Session, made: Programme, name: str) -> str:
    """A pool for the programme about older residents; "" for the others, and when it is there already."""
    if name != "samen_ouder" or store.listed(session, made):
        return ""
    made.settings = {**(made.settings or {}), "profile": PROFILE}
    if making.investment(session, made) is None:
        row = {"purpose": "sociale basis", "euro": 1_940_000.0, "source": "jaarrekening 2025 (verzonnen)"}
        session.add(Investment(programme_id=made.id, year=2025, **row))
    session.flush()
    report = build(session, made)
    own = making.content(session, made, report, "0" * 64, report_day(report.data_date))
    chance = random.Random(f"{SEED}/benchmark")  # noqa: S311  invented data, not secrecy
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(TOWNS):
            file.writestr(f"pakket-{number:02}.json", _package(own, number, chance, scope.digest(session, made)))
    taken = store.take(session, made, archive.getvalue())
    return f"{taken.new} pakketten van verzonnen gemeenten"


def report_day(day: str) -> Any:
    """An ISO day as a day."""
    from datetime import date

    return date.fromisoformat(day)


def _package(own: dict[str, Any], number: int, chance: random.Random, digest: str) -> bytes:
    residents = chance.randint(14, 120) * 1000
    town = {"code": f"GM{9900 + number}", "name": f"Verzonnen gemeente {number + 1}", "division_year": 2026, "synthetic": True}
    spent = round(chance.uniform(28, 74), 2)
    content = {
        **own,
        "municipality": {**town, "residents": residents},
        "scope": {**own["scope"], "digest": digest if number >= OTHERWISE else hashlib.sha256(b"anders").hexdigest()[:16]},
        "figures": [_figure(one, own, chance) for one in own["figures"]],
        "profile": {name: round(value * chance.uniform(0.6, 1.5), 1) for name, value in PROFILE.items()},
        "investment": {"year": 2025, "euro": round(spent * residents, 2), "per_resident": spent, "source": "verzonnen"},
    }
    return package.sign(content, hashlib.sha256(f"verzonnen sleutel {number}".encode()).digest())


def _figure(one: dict[str, Any], own: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    unit = next(each["unit"] for each in own["definitions"] if each["key"] == one["key"])
    value = one["value"] * chance.uniform(0.72, 1.3)
    top = {"procent": 97.0, "cijfer": 9.5}.get(unit, 1e9)
    return {**one, "value": round(min(value, top), 1), "low": None, "high": None}
