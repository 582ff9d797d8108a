"""A table of the page as a table in a text to edit: thin lines, a head that is repeated, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.report.files import word_look
from analysis.report.files.word_words import words_of

WIDTH = 16.5  # centimetres of the page that can be written on
SIGN, PADDING = 0.2, 0.42  # centimetres: of a letter of 9 points, and of the empty sides of a cell
LONG = 160  # signs: what is longer asks for no more room


def add(document: Any, element: Any) -> None:
    """The table at the end of the document, with its caption."""
    caption = element.find("caption")
    if caption is not None:
        document.add_paragraph(words_of(caption), "Caption").paragraph_format.keep_with_next = True
    rows = [[_Cell(one) for one in row if one.tag in {"th", "td"}] for row in element.iter("tr")]
    columns = max((sum(one.span for one in row) for row in rows), default=0)
    if not columns:
        return
    table = document.add_table(len(rows), columns)
    headed = element.find("thead") is not None
    _widths(table, rows)
    for number, (row, given) in enumerate(zip(table.rows, rows, strict=True)):
        _fill(row, given, head=headed and number == 0)
        _say(row, "w:cantSplit")  # a row is not broken over two pages
    word_look.lines(table)
    if headed:
        _say(table.rows[0], "w:tblHeader")  # repeated on each page, and read as head by a screen reader
    document.add_paragraph()


class _Cell:
    """What a cell says, over how many columns, and how."""

    def __init__(self, element: Any) -> None:
        self.text = words_of(element)
        span = element.get("colspan") or "1"
        self.span = int(span) if span.isdigit() and int(span) > 0 else 1
        self.bold = element.tag == "th" or None
        self.number = "num" in (element.get("class") or "").split()


def _fill(row: Any, given: Sequence[_Cell], *, head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cells, place = row.cells, 0
    for one in given:
        cell = cells[place] if one.span == 1 else cells[place].merge(cells[min(place + one.span, len(cells)) - 1])
        place += one.span
        paragraph = cell.paragraphs[0]
        paragraph.style = word_look.CELL
        paragraph.add_run(one.text).bold = True if head else one.bold
        if one.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: Any, rows: Sequence[Sequence[_Cell]]) -> None:
    """Each column has room for its longest word; what is left goes to those with more to say."""
    from docx.shared import Cm

    needs, wishes = [PADDING] * len(table.columns), [0.0] * len(table.columns)
    for row in rows:
        place = 0
        for one in row:
            if one.span == 1 and place < len(needs):
                word = max(map(len, one.text.split()), default=0) * SIGN + PADDING
                needs[place] = max(needs[place], min(word, WIDTH / 3))
                wishes[place] += min(len(one.text), LONG) * SIGN
            place += one.span
    scale = min(1.0, WIDTH / sum(needs))
    more = [max(0.01, wish / len(rows) + PADDING - need) for wish, need in zip(wishes, needs, strict=True)]
    left = max(0.0, WIDTH - sum(needs))
    table.autofit = False
    for column, need, share in zip(table.columns, needs, more, strict=True):
        column.width = Cm(need * scale + left * share / sum(more))
        for cell in column.cells:
            cell.width = column.width


def _say(row: Any, what: str) -> None:
    """Something about a row for which python-docx has no verb."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))
