"""The text of a report as DOCX, to edit: a copy, made from the page, so that nothing can be forgotten in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from analysis.report import rendering
from analysis.report.files import package, word_look, word_pictures, word_tables
from analysis.report.files.language import in_its_language
from analysis.report.files.word_words import tidy, words_of
from analysis.report.model import Report
from saying import mark, say, spoken

HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4}
BLOCKS = {
    "p", "ul", "ol", "dl", "table", "blockquote", "figure", "div", "section", "article", "header", "nav", "aside", "main", "svg",
    *HEADINGS,
}  # fmt: skip
LEFT_OUT = {"nav", "style", "script", "caption"}
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
NOTICE = mark(
    "Dit is een kopie om in te werken. De cijfers hierin veranderen niet mee; het rapport zelf blijft zoals het is vastgelegd."
)


@in_its_language
def build(report: Report) -> bytes:
    """The report as DOCX; the same report is the same bytes."""
    import docx
    from lxml import html

    document = docx.Document()
    _about(document, report)
    word_look.dress(document)
    main = html.document_fromstring(rendering.html(report, printed=True)).find(".//main")
    _in_place(main)
    _Writer(document, word_pictures.of(main)).write(main)
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


def _in_place(main: Any) -> None:
    """On paper the tables of charts stand in the annex, with a page number; in a text to edit each stands behind its chart."""
    for line in list(main.iter("p")):
        if "where-table" not in (line.get("class") or "").split():
            continue
        link = line.find(".//a")
        kept = main.get_element_by_id(link.get("href", "#").lstrip("#"), None) if link is not None else None
        if kept is not None:
            section = kept.getparent()
            line.getparent().replace(line, kept)
            if not any("kept" in (one.get("class") or "").split() for one in section):
                section.getparent().remove(section)  # its heading would stand alone


class _Writer:
    """Writes a page, block by block."""

    def __init__(self, document: Any, pictures: word_pictures.Pictures) -> None:
        self.document, self.pictures, self.heading = document, pictures, ""
        self.writers: dict[str, Callable[[Any], None]] = {
            "table": self._table, "ul": self._list, "ol": self._list, "dl": self._terms, "svg": self._picture,
            "blockquote": self._quote,
        }  # fmt: skip

    def write(self, element: Any) -> None:
        """An element and what is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in LEFT_OUT or not tag or "unseen" in (element.get("class") or "").split():
            return
        if tag in HEADINGS:
            self.heading = words_of(element)
            self.document.add_heading(self.heading, HEADINGS[tag])
        elif tag in self.writers:
            self.writers[tag](element)
        elif tag in {"p", "figcaption"} or not _has_blocks(element):
            self._paragraph(element)
        else:
            for one in element:
                self.write(one)

    def _paragraph(self, element: Any, style: str | None = None) -> None:
        text = words_of(element)
        if text:
            self.document.add_paragraph(text, style or word_look.style_of(element))

    def _list(self, element: Any) -> None:
        for one in element.findall("li"):
            self._item(one, "List Bullet" if element.tag == "ul" else "List Number")

    def _quote(self, element: Any) -> None:
        self.document.add_paragraph(words_of(element), "Intense Quote")

    def _item(self, element: Any, style: str) -> None:
        """An item of a list; when it holds headings and paragraphs these stand on their own."""
        if _has_blocks(element):
            for one in element:
                self.write(one)
        else:
            self._paragraph(element, style)

    def _terms(self, element: Any) -> None:
        """A term and what belongs to it in one paragraph."""
        paragraph = None
        for one in element.iter("dt", "dd"):
            text = words_of(one)
            if one.tag == "dt":
                paragraph = self.document.add_paragraph()
                paragraph.paragraph_format.space_after = word_look.CLOSE
                paragraph.add_run(text).bold = True
            elif paragraph is not None:
                paragraph.add_run(f": {text}")

    def _picture(self, element: Any) -> None:
        """The picture of a drawing; without one what it says. Its message stands above it, unless the heading says it."""
        title = element.find("title")
        message = tidy(title.text or "") if title is not None else ""
        picture = self.pictures.get(element)
        if message and (picture is None or not self.heading or not message.endswith(self.heading)):
            paragraph = self.document.add_paragraph(style=word_look.MESSAGE)
            paragraph.add_run(say("Figuur: {message}", message=message))
            paragraph.paragraph_format.keep_with_next = picture is not None
        if picture is not None:
            word_pictures.add(self.document, picture)

    def _table(self, element: Any) -> None:
        word_tables.add(self.document, element)


def _has_blocks(element: Any) -> bool:
    return any(one.tag in BLOCKS for one in element)
