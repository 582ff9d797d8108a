"""JSON of Swing, on which Waarstaatjegemeente and most neighbourhood monitors run, turned into lines that a table can be read from.

Two answers that Swing gives to a public address. The Open Data Service (https://helpdesk.swing.eu, "Swing API - Open Data Service";
that of Waarstaatjegemeente is the same service) answers `Values` with an ExternalCode such as "gemeente_344", a Period and a
ValueString. `selectiontableasjson`, of which the city of Utrecht publishes examples, answers with `headers` and `rows`.
"""

from __future__ import annotations

import re
from typing import Any

from analysis.sources.opening import Grid
from analysis.sources.points import DECIMAL
from analysis.sources.rows import MAX_COLUMNS, MAX_ROWS, FileRefused
from analysis.sources.swing import HEADER, area_code
from analysis.sources.table import Columns

VALUES = {"ExternalCode", "Period", "ValueString"}
NAMED = re.compile(r"Variables\('([^']{1,100})'\)")
BROKEN = "Dit bestand van Swing is niet heel. Haal het opnieuw op bij de bron."


def long(document: Any) -> tuple[Grid, Columns] | None:
    """A row for each number and what the columns are; None when this is no answer of Swing."""
    if not isinstance(document, dict):
        return None
    values = document.get("value")
    if isinstance(values, list) and values and isinstance(values[0], dict) and values[0].keys() >= VALUES:
        return _values(document, values)
    heads, lines = document.get("headers"), document.get("rows")
    if (
        isinstance(heads, list)
        and isinstance(lines, list)
        and heads
        and all(isinstance(one, dict) and "name" in one for one in heads)
    ):
        return _table(heads, lines)
    return None


def _values(document: dict[str, Any], values: list[Any]) -> tuple[Grid, Columns]:
    """The answer to Values; which subject it is stands in the address that it repeats, else people say so."""
    _fits(values)
    named = NAMED.search(str(document.get("@odata.context", "")))
    subject = named[1] if named else ""
    grid: Grid = [list(HEADER)]
    for one in values:
        if not isinstance(one, dict):
            raise FileRefused(BROKEN)
        level, _, item = str(one.get("ExternalCode", "")).rpartition("_")
        grid.append([area_code(level, item), _text(one.get("Period")), subject, _text(one.get("ValueString"))])
    columns = {"area": 0, "period": 1, "value": 3} | ({"measure": 2} if subject else {})
    return grid, Columns(columns, points=DECIMAL)


def _table(heads: list[Any], lines: list[Any]) -> tuple[Grid, Columns] | None:
    """A chosen table: the area, the period, and a column for each subject."""
    names = [_text(one["name"])[:100] for one in heads]
    if not 3 <= len(names) <= MAX_COLUMNS:
        return None
    _fits(lines)
    grid: Grid = [list(HEADER)]
    for line in lines:
        if not isinstance(line, list) or len(line) != len(names):
            raise FileRefused(BROKEN)
        cells = [_text(cell) for cell in line]
        grid += [[cells[0], cells[1], names[place], cells[place]] for place in range(2, len(names))]
    return grid, Columns({"area": 0, "period": 1, "measure": 2, "value": 3}, points=DECIMAL)


def _fits(lines: list[Any]) -> None:
    if len(lines) > MAX_ROWS:
        raise FileRefused(BROKEN)


def _text(cell: Any) -> str:
    return " ".join(str(cell if cell is not None else "").split())[:300]
