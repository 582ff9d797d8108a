"""Any CSV or XLSX, by saying which column is what; Waarstaatjegemeente is recognised by its columns and guessed the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.sources import points, rows
from analysis.sources.opening import Grid
from analysis.sources.rows import Collector, FileRefused, Imported, Meta, SourceRow
from saying import say

NO_VALUE = re.compile(r"-9999[0-9](?:[.,]0+)?")  # Swing writes secret, unknown and "not there" as -99999 and the numbers above it
NUMBERS = frozenset({"value", "low", "high", "n"})
TELLING = ("area", "period", "measure")
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
    points: str = ""  # what a point in a number is, when somebody said so: points.THOUSANDS or points.DECIMAL

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
    """By its name in one of the first lines. Its columns say nothing: the file of a partner has the same, and is not theirs."""
    return any("waarstaatjegemeente" in str(cell).lower().replace(" ", "") for row in grid[:15] for cell in row)


def read(grid: Grid, mapping: Columns, kind: str) -> Imported:
    """The numbers by this mapping."""
    if not mapping.complete():
        raise FileRefused("Kies welke kolom het gebied, de periode, het onderwerp en de waarde is, of vul ze zelf in.")
    into = Collector()
    body = grid[mapping.header + 1 :]
    found = points.read((_cell(row, mapping, role) for row in body for role in ("value", "low", "high")), mapping.points)
    for row in body:
        try:
            into.add(_row(row, mapping, thousands=found.thousands))
        except ValueError:
            into.skip("geen getal" if len(row) > 1 else "regel zonder cijfers (titel of bron)")
    into.notes += [note for note in (found.note(), _merged(body, mapping)) if note]
    meta = Meta(kind)
    if kind == "waarstaatjegemeente":
        meta = Meta(kind, "Waarstaatjegemeente", publisher="Waarstaatjegemeente.nl (VNG Realisatie)")
    return into.done(meta)


def _cell(row: list[Any], mapping: Columns, role: str) -> Any:
    place = mapping.columns.get(role)
    if place is None:
        return mapping.fixed.get(role, "")
    cell = row[place] if place < len(row) else ""
    return "" if role in NUMBERS and NO_VALUE.fullmatch(str(cell).strip()) else cell


def _merged(body: Grid, mapping: Columns) -> str:
    """What to say when an area, period or subject is filled in now and then: a cell that spans lines counts for the first alone."""
    empty = 0
    for row in body:
        filled = [str(_cell(row, mapping, role) if _cell(row, mapping, role) is not None else "").strip() for role in TELLING]
        empty += any(filled) and not all(filled) and str(_cell(row, mapping, "value") or "").strip() != ""
    if not empty:
        return ""
    return say(
        "Regels zonder gebied, periode of onderwerp: {n}. Zijn er cellen samengevoegd? Vul dan elke cel en probeer opnieuw.",
        n=empty,
    )


def _row(row: list[Any], mapping: Columns, *, thousands: bool) -> SourceRow:
    def cell(role: str) -> Any:
        return _cell(row, mapping, role)

    n = rows.number(cell("n"), thousands=True)  # nobody counts people in decimals
    value = rows.number(cell("value"), thousands=thousands)
    unit = str(cell("unit") or "")[:40] or ("%" if isinstance(cell("value"), str) and cell("value").endswith("%") else "")
    return SourceRow(
        measure=" ".join(str(cell("measure") or "").split())[:100], area=rows.area(cell("area"))[:100],
        period=rows.period(cell("period")), value=value, group=re.sub(r"(?i)^totaal.*", "", str(cell("group") or "").strip())[:100],
        low=rows.number(cell("low"), thousands=thousands), high=rows.number(cell("high"), thousands=thousands),
        n=None if n is None else int(n), unit=unit,
    )  # fmt: skip
