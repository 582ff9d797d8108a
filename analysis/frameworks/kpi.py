"""The KPI library: goal, input, activity, output for the individual, outcome for society. Choose what fits; it never ranks. Plain rules."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saying import SOURCE, mark, say

LEVELS = {  # of the chain: our words, and the level an indicator gets with us (their output is our outcome for the individual)
    "input": (mark("input"), "input"),
    "activiteit": (mark("activiteit"), "output"),
    "output": (mark("output (voor het individu)"), "outcome"),
    "outcome": (mark("outcome (voor de samenleving)"), "impact"),
}
COLUMNS = ("code", "doel", "niveau", "naam", "definitie", "meet_niet", "richting", "minuten")
CODE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,59}")
MOST_ROWS, MOST_BYTES = 500, 200_000


class KpiRefused(Exception):
    """A file of KPIs cannot be read; the sentence says which line and what to do."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI with what it measures and what not."""

    code: str
    goal: str
    level: str
    name: str
    definition: str
    not_measured: str
    direction: str
    minutes: int  # a month, to keep it up
    source: str = ""
    work: str = ""


@cache
def library(language: str = SOURCE) -> tuple[Kpi, ...]:
    """Our own definitions, goal by goal and in the order of the chain."""
    file = Path(__file__).parent / "library" / "kpi.yml"
    goals = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(_ours(one, goal, language) for goal in goals for one in goal["kpis"])


def _ours(one: Mapping[str, Any], goal: Mapping[str, Any], language: str) -> Kpi:
    def words(texts: Mapping[str, str]) -> str:
        return texts.get(language) or texts[SOURCE]

    return Kpi(
        code=one["code"], goal=words(goal["doel"]), level=one["niveau"], name=words(one["naam"]), definition=words(one["definitie"]),
        not_measured=words(one["meet_niet"]), direction=one["richting"], minutes=one["minuten"], work=words(goal["werksoort"]),
    )  # fmt: skip


def by_goal(found: Iterable[Kpi]) -> dict[str, list[Kpi]]:
    """KPIs under their goal, along the chain."""
    order = list(LEVELS)
    goals: dict[str, list[Kpi]] = {}
    for one in found:
        goals.setdefault(one.goal, []).append(one)
    return {goal: sorted(rows, key=lambda row: (order.index(row.level), row.name)) for goal, rows in goals.items()}


def burden(chosen: Sequence[Kpi]) -> int:
    """The minutes a month that it takes to keep these up: the more you choose, the more you have to register."""
    return sum(one.minutes for one in chosen)


def read_csv(data: bytes, source: str) -> tuple[Kpi, ...]:
    """KPIs that others defined: a CSV file with COLUMNS (comma or semicolon); raises KpiRefused with the line."""
    if len(data) > MOST_BYTES:
        raise KpiRefused(say("Het bestand is te groot. Een lijst met KPI’s past in 200 kB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KpiRefused(say("Het bestand is geen UTF-8. Bewaar het opnieuw als ‘CSV UTF-8’.")) from None
    if "\0" in text:
        raise KpiRefused(say("Er staat een NUL-teken in het bestand. Bewaar het opnieuw als ‘CSV UTF-8’."))
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    missing = [name for name in COLUMNS if name not in [str(one).strip().lower() for one in reader.fieldnames or ()]]
    if missing:
        raise KpiRefused(
            say(
                "Op regel 1 ontbreekt: {missing}. Nodig zijn de kolommen {all}.",
                missing=", ".join(missing),
                all=", ".join(COLUMNS),
            )
        )
    found: list[Kpi] = []
    try:
        for raw in reader:
            if len(found) >= MOST_ROWS:
                raise KpiRefused(say("Er staan meer dan {n} KPI’s in het bestand. Lees ze in delen in.", n=MOST_ROWS))
            found.append(
                _row({str(key).strip().lower(): str(value or "").strip() for key, value in raw.items()}, reader.line_num, source)
            )
    except csv.Error:
        raise KpiRefused(
            say("Regel {n} is geen goede CSV. Kijk naar aanhalingstekens en scheidingstekens.", n=reader.line_num)
        ) from None
    return _unique(found)


def _row(row: Mapping[str, str], number: int, source: str) -> Kpi:
    if not CODE.fullmatch(row["code"]):
        raise KpiRefused(
            say(
                "Regel {n}: de code ‘{code}’ kan niet. Gebruik letters, cijfers, punt, streepje of _.",
                n=number,
                code=row["code"][:40],
            )
        )
    if row["niveau"].lower() not in LEVELS:
        raise KpiRefused(
            say(
                "Regel {n}: het niveau ‘{level}’ kan niet. Kies uit: {levels}.",
                n=number,
                level=row["niveau"][:40],
                levels=", ".join(LEVELS),
            )
        )
    if row["richting"].lower() not in {"omhoog", "omlaag"}:
        raise KpiRefused(say("Regel {n}: de richting moet omhoog of omlaag zijn.", n=number))
    for name in ("doel", "naam", "definitie", "meet_niet"):
        if not row[name]:
            raise KpiRefused(say("Regel {n}: ‘{name}’ is leeg. Schrijf ook op wat het cijfer niet meet.", n=number, name=name))
        if len(row[name]) > (300 if name in {"doel", "naam"} else 2_000):
            raise KpiRefused(say("Regel {n}: ‘{name}’ is te lang. Maak de tekst korter.", n=number, name=name))
    if not re.fullmatch(r"[0-9]{1,4}", row["minuten"] or "0"):
        raise KpiRefused(say("Regel {n}: ‘minuten’ moet een heel getal zijn, bijvoorbeeld 15.", n=number))
    return Kpi(
        row["code"], row["doel"], row["niveau"].lower(), row["naam"], row["definitie"], row["meet_niet"], row["richting"].lower(),
        int(row["minuten"] or 0), source,
    )  # fmt: skip


def _unique(found: list[Kpi]) -> tuple[Kpi, ...]:
    if not found:
        raise KpiRefused(say("Er staan geen KPI’s in het bestand. Zet onder de kop een regel per KPI."))
    seen: set[str] = set()
    for one in found:
        if one.code in seen:
            raise KpiRefused(say("De code ‘{code}’ staat twee keer in het bestand. Haal er een weg.", code=one.code))
        seen.add(one.code)
    return tuple(found)
