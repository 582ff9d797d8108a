"""Responses as a workbook of three sheets (data, codeboek, versies) in which no cell is a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from analysis.exports import codebook
from analysis.exports.responses import layout, rows
from analysis.exports.variables import Cell
from surveys.models import Programme, Wave

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # what a cell can hold; XlsxWriter cuts off what is longer without a word
CUT = " [afgekapt]"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
MOST_ROWS = 1_048_576


class ExportFailed(Exception):
    """The workbook could not be made; the sentence says what to do."""


def fit(text: str) -> str:
    """Text that a cell can hold: no lone surrogates or NULs, and where it is cut it says so."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    units = len(text.encode("utf-16-le")) // 2  # Excel counts UTF-16 units: an emoji is two
    if units <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT


def _write(sheet: Any, head: Sequence[str], body: Iterable[Sequence[Cell]], bold: Any) -> None:
    for column, name in enumerate(head):
        sheet.write_string(0, column, fit(name), bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(body, start=1):
        if number >= MOST_ROWS:
            raise ExportFailed("Er zijn te veel inzendingen voor één werkblad. Kies één meting, of neem het CSV-bestand.")
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                code = sheet.write_string(number, column, fit(cell))
            else:
                code = 0 if cell is None else sheet.write_number(number, column, cell)
            if code:
                raise ExportFailed("Een antwoord past niet in een werkblad. Neem het CSV-bestand.")


def export(session: Session, programme: Programme, out: BinaryIO, waves: Sequence[Wave] | None = None) -> None:
    """Write the responses of a programme (of all waves, or of these). For evaluators only: it is data about single people."""
    from xlsxwriter import Workbook

    plan = layout(session, programme, waves)
    with Workbook(out, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _write(book.add_worksheet("data"), [one.name for one in plan.variables], rows(session, programme, plan, waves), bold)
        _write(book.add_worksheet("codeboek"), codebook.HEAD, codebook.codebook(plan), bold)
        _write(book.add_worksheet("versies"), codebook.VERSIONS_HEAD, codebook.versions(plan), bold)
