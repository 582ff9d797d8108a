"""What all StatLine files share: tables we know, dimensions, groups, and the margins around a modelled estimate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from analysis.sources import rows
from analysis.sources.rows import Collector, Meta, SourceRow

LICENCE = "CC BY 4.0"
# Kerncijfers wijken en buurten: one table for each year of the municipal division
KEY_FIGURES = {
    "82339NED": 2013, "82931NED": 2014, "83220NED": 2015, "83487NED": 2016, "83765NED": 2017, "84286NED": 2018, "84583NED": 2019,
    "84799NED": 2020, "85039NED": 2021, "85318NED": 2022, "85618NED": 2023, "85984NED": 2024, "86165NED": 2025,
}  # fmt: skip
MODELLED = frozenset({"50120NED", "50150NED"})  # small-area estimates of RIVM and the GGDs
MODELLED_DIVISION = {"50150NED": 2024}
AREAS = ("codering", "wijkenenbuurten", "regios", "regio", "gemeenten", "gebieden", "gebied", "gebiedscode", "gemeentecode")
PERIODS = ("perioden", "periode", "jaar")
IGNORED = frozenset({"id", "gemeentenaam", "soortregio", "indelingswijzigingwijkenenbuurten", "valueattribute", "stringvalue"})
CHANGED = "indelingswijzigingwijkenenbuurten"
GROUPS = {"20300": "18+", "53115": "18-64", "80200": "65+"}
TOTALS = frozenset({"10000", "T001038", "T009002", "1100", "T001019"})
BOUNDS = {"MW00000": "value", "MOG0095": "low", "MBG0095": "high"}
BOUND_WORDS = {"waarde": "value", "ondergrens": "low", "bovengrens": "high"}


def plain(key: str) -> str:
    """The name of a column without its moving number, blanks and signs: "WijkenEnBuurten", "Wijken en buurten" and "Regio's" alike."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"_\d+$", "", key.strip()).lower())


def meta(kind: str, table_id: str, title: str = "") -> Meta:
    """Where a StatLine table comes from."""
    modelled = table_id in MODELLED
    division = KEY_FIGURES.get(table_id) or MODELLED_DIVISION.get(table_id)
    if not title and table_id in KEY_FIGURES:
        title = f"Kerncijfers wijken en buurten {division}"
    if not title and modelled:
        title = "Gezondheid per wijk en buurt"
    publisher = "RIVM en GGD’en, via CBS" if modelled else "CBS"
    return Meta(kind, title or f"StatLine {table_id}".strip(), table_id, publisher, LICENCE, division)


def table_in(address: str) -> str:
    """The table that an OData address names."""
    found = re.search(r"/(\d{5}[A-Z]{3})(?:/|$|\?)", address, re.IGNORECASE)
    return found[1].upper() if found else ""


def group_of(dimensions: Mapping[str, Any]) -> tuple[str, str]:
    """The group of people that a row is about ("" = everybody), and whether it is the value or a bound of it."""
    names, bound = [], "value"
    for key, raw in sorted(dimensions.items()):
        value = " ".join(str(raw or "").split())
        if plain(key) == "marges":
            bound = BOUNDS.get(value) or next((part for word, part in BOUND_WORDS.items() if word in value.lower()), "value")
        elif value and value not in TOTALS and not value.lower().startswith("totaal"):
            names.append(GROUPS.get(value, value))
    return ", ".join(names)[:100], bound


def with_bounds(found: Iterable[tuple[SourceRow, str]], into: Collector) -> None:
    """Values and their bounds as one row each."""
    values: dict[tuple[str, str, str, str], SourceRow] = {}
    bounds: dict[tuple[str, str, str, str], dict[str, float | None]] = {}
    for row, bound in found:
        key = (row.measure, row.group, row.area, row.period)
        if bound == "value" and key not in values:
            values[key] = row
        elif bound == "value":
            into.skip("hetzelfde cijfer stond er al")
        else:
            into.read += 1
            bounds.setdefault(key, {})[bound] = row.value
    for key, row in values.items():
        margin = bounds.get(key, {})
        into.add(replace(row, low=margin.get("low"), high=margin.get("high")))
    if lonely := len(bounds.keys() - values.keys()):
        into.skipped["een marge zonder cijfer"] += lonely


def number(raw: Any, into: Collector) -> tuple[bool, float | None]:
    """Whether a cell can be read, and its number; what is no number is counted as skipped."""
    try:
        return True, rows.number(raw)
    except ValueError:
        into.skip("geen getal")
        return False, None
