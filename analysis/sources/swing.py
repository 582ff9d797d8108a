"""Tables of Swing (ABF Research), on which Waarstaatjegemeente and most neighbourhood monitors run: laid out wide, read as long.

Two layouts. The exchange format has a row for each area and period, with the columns GEOLEVEL, GEOITEM and PERIOD and a column
for each subject (so VNG Realisatie writes the Burgerpeiling for Waarstaatjegemeente; separated by semicolons, with a decimal
comma). A table that was taken from the screen has a row for each area and a column for each year, with the subject above it.
"""

from __future__ import annotations

import re
from typing import Any

from analysis.sources.opening import Grid
from analysis.sources.table import NO_VALUE, Columns

KIND = "swing"
HEADER = ["gebied", "periode", "onderwerp", "waarde"]
AREAS = frozenset(
    {"gebied", "gebieden", "gebiedsnaam", "gebiedscode", "gemeente", "gemeenten", "wijk", "wijken", "buurt", "buurten", "regio"}
)
LEVELS = {"gemeente": ("GM", 4), "wijk": ("WK", 6), "buurt": ("BU", 8)}
NEEDED = {"geoitem", "period"}


def long(grid: Grid, name: str = "") -> tuple[Grid, Columns] | None:
    """The same numbers with a row for each, and what its columns are; None when this is no such table."""
    for place, row in enumerate(grid[:15]):
        names = [" ".join(str(cell or "").lower().split()) for cell in row]
        if set(names) >= NEEDED and len(set(names) - NEEDED - {"geolevel"}) > 0:
            return _made(_exchange(grid, place, names))
        years = [i for i, cell in enumerate(row) if i and re.fullmatch(r"(?:19|20)\d\d(?:\.0)?", str(cell).strip())]
        if len(years) > 1 and names[0] in AREAS | {""} and len(years) == len([one for one in names[1:] if one]):
            subject = _above(grid[:place]) or name
            return _made(_screen(grid, place, years, subject)) if subject else None
    return None


def _made(rows: Grid) -> tuple[Grid, Columns]:
    return [list(HEADER), *rows], Columns({"area": 0, "period": 1, "measure": 2, "value": 3})


def _exchange(grid: Grid, place: int, names: list[str]) -> Grid:
    at = {name: i for i, name in enumerate(names)}
    subjects = [i for i, name in enumerate(names) if name and name not in NEEDED | {"geolevel"}]
    found: Grid = []
    for row in grid[place + 1 :]:
        cells = [*row, *[""] * (len(names) - len(row))]
        area = area_code(str(cells[at["geolevel"]]) if "geolevel" in at else "", str(cells[at["geoitem"]]))
        found += [[area, cells[at["period"]], str(grid[place][i]).strip(), _value(cells[i])] for i in subjects]
    return found


def _screen(grid: Grid, place: int, years: list[int], subject: str) -> Grid:
    return [
        [row[0], str(grid[place][i]).strip()[:4], subject, _value(row[i])]
        for row in grid[place + 1 :]
        for i in years
        if len(row) > i and str(row[0] or "").strip()
    ]


def _above(lines: Grid) -> str:
    """The subject: the last line above the table that says one thing."""
    said = [[str(cell).strip() for cell in row if str(cell or "").strip()] for row in lines]
    return next((row[0][:100] for row in reversed(said) if len(row) == 1), "")


def _value(cell: Any) -> Any:
    return "" if NO_VALUE.fullmatch(str(cell).strip()) else cell


def area_code(level: str, item: str) -> str:
    """The code of CBS: 344 of level "gemeente344" is GM0344; what has no such level stays as it is."""
    item = item.strip().removesuffix(".0")
    kind = next((kind for name, kind in LEVELS.items() if level.strip().lower().startswith(name)), None)
    if level.strip().lower().startswith(("land", "nederland")):
        return "NL00"
    if kind is None or not (item.isascii() and item.isdigit()) or len(item) > kind[1]:
        return item
    return f"{kind[0]}{item.zfill(kind[1])}"
