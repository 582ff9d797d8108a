"""Which kind of file is this? By what stands in it, never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.sources import opening, statline_csv, statline_v3, statline_v4, swing, swing_json, table
from analysis.sources.opening import Grid
from analysis.sources.rows import FileRefused, Imported
from analysis.sources.table import Columns

__all__ = ["KINDS", "Recognised", "read", "recognise"]

KINDS = {
    "statline_v3": "StatLine (JSON, versie 3)",
    "statline_v4": "StatLine (JSON, versie 4)",
    "statline_csv": "StatLine (CSV)",
    "waarstaatjegemeente": "Waarstaatjegemeente",
    "swing": "Swing (Waarstaatjegemeente, buurtmonitor)",
    "csv": "ander CSV-bestand",
    "xlsx": "ander Excel-bestand",
    "handmatig": "met de hand ingevuld",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file that was opened, with what it is; `columns`: our guess for a table that must be explained first."""

    kind: str
    document: Any = None
    grid: Grid | None = None
    header: int = 0
    columns: Columns | None = None

    @property
    def known(self) -> bool:
        """Whether it can be read without asking anything."""
        return self.columns is None or (self.kind in {"waarstaatjegemeente", "swing", "csv", "xlsx"} and self.columns.complete())


def recognise(data: bytes) -> Recognised:
    """Open a file and say what it is; raises FileRefused."""
    if opening.is_json(data):
        document = opening.document(data)
        for one in (statline_v4, statline_v3):
            if one.recognises(document):
                return Recognised(one.KIND, document=document)
        if (swung := swing_json.long(document)) is not None:
            theirs = any(word in str(document.get("@odata.context", "")).lower() for word in ("waarstaatjegemeente", "wsjg"))
            return Recognised("waarstaatjegemeente" if theirs else swing.KIND, grid=swung[0], columns=swung[1])
        raise FileRefused(
            "Dit JSON-bestand is niet van StatLine of van Swing. Kies TypedDataSet (versie 3), Observations (versie 4) of Values."
        )
    grid = opening.grid(data)
    place = statline_csv.header(grid)
    if place is not None:
        return Recognised(statline_csv.KIND, grid=grid, header=place)
    said = table.is_waarstaatjegemeente(grid)
    if (found := swing.long(grid)) is not None:
        return Recognised("waarstaatjegemeente" if said else swing.KIND, grid=found[0], columns=found[1])
    kind = "waarstaatjegemeente" if said else "xlsx" if data[:2] == b"PK" else "csv"
    return Recognised(kind, grid=grid, columns=table.guess(grid))


def read(found: Recognised, name: str = "", columns: Columns | None = None) -> Imported:
    """The numbers of a recognised file."""
    if found.kind == statline_v4.KIND:
        return statline_v4.read(found.document)
    if found.kind == statline_v3.KIND:
        return statline_v3.read(found.document)
    grid = found.grid or []
    if found.kind == statline_csv.KIND:
        return statline_csv.read(grid, found.header, name)
    return table.read(grid, columns or found.columns or Columns({}), found.kind)
