"""Any CSV or XLSX, by saying which column is what; Waarstaatjegemeente is recognised by its columns and guessed the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.sources import rows
from analysis.sources.opening import Grid
from analysis.sources.rows import Collector, FileRefused, Imported, Meta, SourceRow

ROLES = ("area", "period", "value", "measure", "group", "low", "high", "n", "unit")
_NAMES = {
    "area": (
        "gebiedscode",
        "gebied code",
        "gemeentecode",
        "codering",
        "code",
        "gebied",
        "gemeente",
        "wijk",
        "regio",
        "regio's",
        "geo",
    ),
    "period": ("periode", "perioden", "jaar", "peildatum", "datum"),
    "value": ("waarde", "value", "cijfer", "percentage", "aantal"),
    "measure": ("onderwerp", "indicator", "indicatornaam", "maat", "variabele"),
    "group": ("groep", "doelgroep", "leeftijd", "categorie"),
    "low": ("ondergrens", "laag", "van"),
    "high": ("bovengrens", "hoog", "tot"),
    "n": ("n", "respondenten", "aantal respondenten"),
    "unit": ("eenheid", "unit"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (by place) is what; `fixed` holds what stands in no column: measure, period, area, unit."""

    columns: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)
    header: int = 0

    def complete(self) -> bool:
        """Whether area, period, value and measure are known."""
        return (
            all(role in self.columns or self.fixed.get(role) for role in ("area", "period", "measure"))
            and "value" in self.columns
        )


def header(grid: Grid) -> int:
    """The row that names the columns: the first of the widest rows."""
    if not grid:
        raise FileRefused("Dit bestand is leeg. Kies een bestand met gegevens.")
    widest = max(len(row) for row in grid[:15])
    return next(place for place, row in enumerate(grid[:15]) if len(row) == widest)


def guess(grid: Grid) -> Columns:
    """What each column probably is."""
    place = header(grid)
    names = [" ".join(str(cell).lower().split()) for cell in grid[place]]
    columns: dict[str, int] = {}
    for role, known in _NAMES.items():
        for name in known:
            if name in names and names.index(name) not in columns.values():
                columns[role] = names.index(name)
                break
    return Columns(columns, {}, place)


def is_waarstaatjegemeente(grid: Grid) -> bool:
    """By its columns area, period and value beside a subject, or by its name above them."""
    found = guess(grid).columns
    said = any("waarstaatjegemeente" in str(cell).lower().replace(" ", "") for row in grid[:15] for cell in row)
    names = _names(grid)
    ours = "gebiedsnaam" in names  # the template that we give to partners
    return said or ({"area", "period", "value", "measure"} <= found.keys() and "onderwerp" in names and not ours)


def _names(grid: Grid) -> set[str]:
    return {str(cell).lower().strip() for cell in grid[header(grid)]}


def read(grid: Grid, mapping: Columns, kind: str) -> Imported:
    """The numbers by this mapping."""
    if not mapping.complete():
        raise FileRefused("Kies welke kolom het gebied, de periode, het onderwerp en de waarde is, of vul ze zelf in.")
    into = Collector()
    for row in grid[mapping.header + 1 :]:
        try:
            into.add(_row(row, mapping))
        except ValueError:
            into.skip("geen getal" if len(row) > 1 else "regel zonder cijfers (titel of bron)")
    meta = Meta(kind)
    if kind == "waarstaatjegemeente":
        meta = Meta(kind, "Waarstaatjegemeente", publisher="Waarstaatjegemeente.nl (VNG Realisatie)")
    return into.done(meta)


def _row(row: list[Any], mapping: Columns) -> SourceRow:
    def cell(role: str) -> Any:
        place = mapping.columns.get(role)
        if place is None:
            return mapping.fixed.get(role, "")
        return row[place] if place < len(row) else ""

    n = rows.number(cell("n"))
    value = rows.number(cell("value"))
    unit = str(cell("unit") or "")[:40] or ("%" if isinstance(cell("value"), str) and cell("value").endswith("%") else "")
    return SourceRow(
        measure=" ".join(str(cell("measure") or "").split())[:100], area=rows.area(cell("area"))[:100],
        period=rows.period(cell("period")), value=value, group=re.sub(r"(?i)^totaal.*", "", str(cell("group") or "").strip())[:100],
        low=rows.number(cell("low")), high=rows.number(cell("high")), n=None if n is None else int(n), unit=unit,
    )  # fmt: skip
