"""The text of a report as DOCX, to edit: a copy, made from the page, so that nothing can be forgotten in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from analysis.report import rendering
from analysis.report.files import package
from analysis.report.files.language import in_its_language
from analysis.report.model import Report
from saying import mark, say, spoken

HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4}
BLOCKS = {
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "figure",
    "div",
    "section",
    "article",
    "header",
    "nav",
    "aside",
    "main",
    "svg",
    *HEADINGS,
}
LEFT_OUT = {"nav", "style", "script", "caption"}
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
NOTICE = mark(
    "Dit is een kopie om in te werken. De cijfers hierin veranderen niet mee; het rapport zelf blijft zoals het is vastgelegd."
)


@in_its_language
def build(report: Report) -> bytes:
    """The report as DOCX; the same report is the same bytes."""
    import docx
    from docx.shared import Pt
    from lxml import html

    document = docx.Document()
    _about(document, report)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10.5)
    page = html.document_fromstring(rendering.html(report, printed=True))
    _write(document, page.find(".//main"))
    document.paragraphs[0].insert_paragraph_before(say(NOTICE), "Intense Quote")
    out = io.BytesIO()
    document.save(out)
    return _dated(out.getvalue(), report.data_date)


def _about(document: Any, report: Report) -> None:
    from docx.oxml.ns import qn

    day = datetime.fromisoformat(report.data_date)
    about = document.core_properties
    language = LOCALES.get(spoken(), spoken())
    about.title, about.author, about.language = report.title, report.organisation, language
    about.created = about.modified = day
    about.last_modified_by, about.comments = report.organisation, say(NOTICE)
    run = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if run is not None:
        run.set(qn("w:val"), language)


def _dated(content: bytes, day: str) -> bytes:
    """The same package with the day of the report on each file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return package.packed({name: archive.read(name) for name in archive.namelist()}, day)


def _write(document: Any, element: Any) -> None:
    """An element and what is in it, block by block."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in LEFT_OUT or not tag or "unseen" in (element.get("class") or "").split():
        return
    if tag in HEADINGS:
        document.add_heading(_words(element), HEADINGS[tag])
    elif tag in WRITERS:
        WRITERS[tag](document, element)
    elif tag in {"p", "figcaption"} or not _has_blocks(element):
        _paragraph(document, element)
    else:
        for one in element:
            _write(document, one)


def _has_blocks(element: Any) -> bool:
    return any(one.tag in BLOCKS for one in element)


def _paragraph(document: Any, element: Any, style: str | None = None) -> None:
    text = _words(element)
    if text:
        document.add_paragraph(text, style)


def _list(document: Any, element: Any) -> None:
    for one in element.findall("li"):
        _item(document, one, "List Bullet" if element.tag == "ul" else "List Number")


def _quote(document: Any, element: Any) -> None:
    document.add_paragraph(_words(element), "Intense Quote")


def _item(document: Any, element: Any, style: str) -> None:
    """An item of a list; when it holds headings and paragraphs these stand on their own."""
    if _has_blocks(element):
        for one in element:
            _write(document, one)
    else:
        _paragraph(document, element, style)


def _terms(document: Any, element: Any) -> None:
    """A term and what belongs to it in one paragraph."""
    paragraph = None
    for one in element.iter("dt", "dd"):
        text = _words(one)
        if one.tag == "dt":
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = True
        elif paragraph is not None:
            paragraph.add_run(f": {text}")


def _picture(document: Any, element: Any) -> None:
    """A drawing cannot be edited as text: what it says stands here, and its table follows as in the report."""
    title = element.find("title")
    if title is not None and title.text:
        document.add_paragraph().add_run(say("Figuur: {message}", message=_tidy(title.text))).italic = True


def _table(document: Any, element: Any) -> None:
    caption = element.find("caption")
    if caption is not None:
        document.add_paragraph(_words(caption), "Caption")
    rows = [[_words(cell) for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    table = document.add_table(len(rows), width, "Light Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
    if element.find("thead") is not None:
        _repeat(table.rows[0])
    document.add_paragraph()


def _repeat(row: Any) -> None:
    """Say that the first row is the head: repeated on each page, and read as head by a screen reader."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # python-docx has no verb for it


def _words(element: Any) -> str:
    return _tidy(" ".join(_texts(element)))


def _texts(element: Any) -> Iterator[str]:
    """The words in an element, without the insides of drawings."""
    if element.tag == "svg" or not isinstance(element.tag, str):
        return
    if element.text:
        yield element.text
    for one in element:
        yield from _texts(one)
        if one.tag == "span" and "label" in (one.get("class") or ""):
            yield ":"
        if one.tail:
            yield one.tail


def _tidy(words: str) -> str:
    """One line; and without the characters that XML cannot hold."""
    kept = "".join(sign for sign in words if sign >= " " or sign in "\t\n")
    return (
        " ".join(kept.replace("\ufffe", "").replace("\uffff", "").split())
        .replace(" .", ".")
        .replace(" ,", ",")
        .replace(" :", ":")
    )


WRITERS: dict[str, Callable[[Any, Any], None]] = {
    "table": _table, "ul": _list, "ol": _list, "dl": _terms, "svg": _picture, "blockquote": _quote,
}  # fmt: skip
