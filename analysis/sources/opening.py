"""Bytes of a file to lines or documents, with every limit: size, encoding, archive, formulas. Nothing in a file is ever run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.sources.rows import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, FileRefused
from saying import say

UNPACKED = 80_000_000
SHEETS = 20  # looked at for a table
TIMES = 200  # a sheet that grows more than this when unpacked is a bomb
Grid = list[list[Any]]


def grid(data: bytes) -> Grid:
    """The cells of a CSV or XLSX file, row by row."""
    if data[:2] == b"PK":
        return _sheet(data)
    return _csv(text(data))


def text(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else the encoding of older Windows programs."""
    _size(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    if data[:2] in (b"\xd0\xcf", b"\x1f\x8b") or data[:4] == b"%PDF" or data[:2] == b"PK":
        raise FileRefused("Dit is geen CSV, XLSX of JSON. Sla het bestand op als CSV of XLSX en probeer het opnieuw.")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in (b"<html", b"<!doc", b"<tabl"):
        raise FileRefused(
            "Dit is een webpagina, ook als de naam op .xls eindigt. Open het bestand in Excel en sla het op als XLSX of CSV."
        )
    if b"\x00" in data:
        raise FileRefused("In dit bestand staan tekens die niet in een tekstbestand horen. Sla het opnieuw op als CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def document(data: bytes) -> Any:
    """The JSON in a file."""
    try:
        return json.loads(text(data), parse_constant=lambda word: None)
    except (ValueError, RecursionError) as error:
        raise FileRefused("Dit bestand begint als JSON, maar het is niet heel. Haal het opnieuw op bij de bron.") from error


def is_json(data: bytes) -> bool:
    """Whether a file looks like JSON."""
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _size(data: bytes) -> None:
    if not data.strip():
        raise FileRefused("Dit bestand is leeg. Kies een bestand met gegevens.")
    if len(data) > MAX_BYTES:
        raise FileRefused(
            say(
                "Dit bestand is groter dan {most} MB. Kies bij de bron minder gebieden, jaren of onderwerpen.",
                most=MAX_BYTES // 1_000_000,
            )
        )


def _decoded(data: bytes, encoding: str) -> str:
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("De tekens in dit bestand zijn niet te lezen. Sla het opnieuw op als CSV (UTF-8).") from error
    if "\x00" in found:
        raise FileRefused("In dit bestand staan tekens die niet in een tekstbestand horen. Sla het opnieuw op als CSV (UTF-8).")
    return found


def _csv(words: str) -> Grid:
    first = next((line for line in words.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    rows: Grid = []
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
            _fits(rows, row)
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise FileRefused("De regels van dit CSV-bestand zijn niet te lezen. Sla het opnieuw op als CSV (UTF-8).") from error
    return rows


def _fits(rows: Grid, row: Sequence[Any]) -> None:
    if len(rows) > MAX_ROWS:
        raise FileRefused(
            say(
                "Dit bestand heeft meer dan {most} regels. Kies bij de bron minder gebieden, jaren of onderwerpen.", most=MAX_ROWS
            )
        )
    if len(row) > MAX_COLUMNS:
        raise FileRefused(
            say("Dit bestand heeft meer dan {most} kolommen. Kies bij de bron minder onderwerpen.", most=MAX_COLUMNS)
        )
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
        raise FileRefused("In dit bestand staat een cel met heel veel tekst. Laat alleen de cijfers en hun namen staan.")


def _sheet(data: bytes) -> Grid:
    """The sheet of a workbook that holds the table, read only; a cell with a formula is refused, for its number may be old."""
    _size(data)
    _archive(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            return list(_cells(_of_table(book).iter_rows(values_only=True)))
        finally:
            book.close()
    except FileRefused:
        raise
    except Exception as error:  # a workbook can be broken in any way, deep inside the library
        raise FileRefused("Dit Excel-bestand is niet te openen. Sla het opnieuw op als XLSX, of als CSV.") from error


def _of_table(book: Any) -> Any:
    """The first sheet that people can see and that looks like a table: workbooks often open with an explanation."""
    seen = [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets
    for one in seen[:SHEETS]:
        filled = [sum(cell not in (None, "") for cell in row) for row in one.iter_rows(max_row=20, values_only=True)]
        if sum(width > 1 for width in filled) > 1:
            return one
    return seen[0]


def _cells(rows: Any) -> Iterator[list[Any]]:
    kept: Grid = []
    for row in rows:
        _fits(kept, row)
        if any(isinstance(cell, str) and cell.startswith("=") for cell in row):
            raise FileRefused(
                "In dit Excel-bestand staan formules. Kopieer de gegevens en plak ze als waarden, sla op en probeer opnieuw."
            )
        cells = [cell.strip() if isinstance(cell, str) else cell for cell in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if cells:
            kept.append(cells)
            yield cells


def _archive(data: bytes) -> None:
    """Refuse an archive that grows too much, or whose XML declares entities, before anything unpacks it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise FileRefused("Dit Excel-bestand is niet te openen. Sla het opnieuw op als XLSX, of als CSV.") from error
    with archive:
        parts = archive.infolist()
        if not any(part.filename == "xl/workbook.xml" for part in parts):
            raise FileRefused("Dit is geen Excel-bestand. Sla het bestand op als CSV of XLSX en probeer het opnieuw.")
        if len(parts) > 500 or sum(part.file_size for part in parts) > UNPACKED or len(data) * TIMES < _largest(parts):
            raise FileRefused("Dit Excel-bestand wordt uitgepakt veel te groot. Sla alleen het blad met de cijfers op als CSV.")
        for part in parts:
            _no_entities(archive, part)


def _largest(parts: Sequence[zipfile.ZipInfo]) -> int:
    return max((part.file_size for part in parts), default=0)


def _no_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """The sizes in the list of an archive can lie, so what comes out is counted too."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    size, tail = 0, b""
    try:
        with archive.open(part) as stream:
            while block := stream.read(1 << 16):
                size += len(block)
                seen = tail + block
                # nought bytes: UTF-16, in which a declaration would not be seen
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen or b"\x00" in block or size > UNPACKED:
                    raise FileRefused("Dit Excel-bestand is niet veilig te openen. Sla het opnieuw op als XLSX, of als CSV.")
                tail = block[-16:]
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError) as error:
        raise FileRefused("Dit Excel-bestand is niet te openen. Sla het opnieuw op als XLSX, of als CSV.") from error
