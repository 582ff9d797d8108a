"""StatLine as CSV: semicolons, a dot for a missing number, perhaps a title above and the source below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.sources import rows, statline
from analysis.sources.opening import Grid
from analysis.sources.rows import Collector, Imported, SourceRow

KIND = "statline_csv"


def header(grid: Grid) -> int | None:
    """The row with the names of the columns: it has an area of StatLine, and a period or subjects with a number."""
    for place, row in enumerate(grid[:15]):
        names = {statline.plain(str(cell)) for cell in row}
        numbered = any(re.search(r"[A-Za-z]_\d+$", str(cell)) for cell in row)
        regional = names & {"wijkenenbuurten", "regios", "codering"}
        if len(row) > 2 and regional and (names & set(statline.PERIODS) or numbered):
            return place
    return None


def read(grid: Grid, place: int, name: str = "") -> Imported:
    """The numbers under the header; `name` is that of the file, which often holds the table."""
    head = [str(cell) for cell in grid[place]]
    above = " ".join(str(cell) for row in grid[:place] for cell in row)
    found = re.search(r"\b(\d{5}[A-Z]{3})", f"{name} {above}", re.IGNORECASE)
    table = found[1].upper() if found else ""
    title = str(grid[0][0])[:300] if place else ""
    into = Collector()
    body = [row for row in grid[place + 1 :] if len(row) > 1]
    into.skipped.update(
        {"regel zonder cijfers (titel of bron)": len(grid) - 1 - len(body) - place} if len(grid) - 1 > len(body) + place else {}
    )
    statline.with_bounds(_rows(head, body, table, into), into)
    return into.done(statline.meta(KIND, table, title))


def _rows(head: list[str], body: Grid, table: str, into: Collector) -> Iterator[tuple[SourceRow, str]]:
    plain = [statline.plain(one) for one in head]
    where = next(plain.index(name) for name in statline.AREAS if name in plain)
    when = next((plain.index(name) for name in statline.PERIODS if name in plain), None)
    known = {*statline.AREAS, *statline.PERIODS, *statline.IGNORED}
    others = [place for place, name in enumerate(plain) if name not in known]
    numbered = any(re.search(r"[A-Za-z]_\d+$", one) for one in head)
    topics = [place for place in others if (re.search(r"_\d+$", head[place]) if numbered else _numeric(body, place))]
    year = str(statline.KEY_FIGURES.get(table, ""))
    for row in body:
        cells = [*row, *[""] * (len(head) - len(row))]
        dimensions: Mapping[str, Any] = {head[place]: cells[place] for place in others if place not in topics}
        group, bound = statline.group_of(dimensions)
        for place in topics:
            good, value = statline.number(cells[place], into)
            title, unit = _title(head[place])
            if good:
                period = rows.period(cells[when]) if when is not None else year
                yield SourceRow(title, rows.area(cells[where]), period, value, group, unit=unit), bound


def _numeric(body: Grid, place: int) -> bool:
    """Whether a column holds numbers; a dimension such as an age holds words."""
    for row in body[:200]:
        try:
            rows.number(row[place] if place < len(row) else "")
        except ValueError:
            return False
    return True


def _title(head: str) -> tuple[str, str]:
    """Subject and unit of a column: "Eenzaam (%)"."""
    found = re.fullmatch(r"(.*\S)\s*\(([^()]{1,40})\)", head)
    if found:
        return found[1][:100], found[2]
    return (rows.words(head) if re.search(r"_\d+$", head) else head[:100]), ""
