"""The DOCX: the text of the report, every drawing a picture with words beside its table."""

from __future__ import annotations

import dataclasses
import io

import pytest

from analysis.report import rendering
from analysis.report.files import make
from analysis.report.model import QuotePart, Report
from tests.analysis.report_files import unpacked
from tests.data.sample_report import sample


def test_the_docx_holds_the_text_of_the_report() -> None:
    import docx

    content = make.make("docx", sample()).content
    for name, part in unpacked(content).items():
        if name.endswith((".xml", ".rels")):
            from lxml import etree

            etree.fromstring(part)
    document = docx.Document(io.BytesIO(content))
    words = "\n".join(one.text for one in document.paragraphs)
    heads = [one.text for one in document.paragraphs if one.style is not None and one.style.name.startswith("Heading 1")]
    assert heads[0] == "Eén bladzijde voor de raad" and sample().results[0].title in heads
    assert all(quote.text in words for result in sample().results for quote in result.quotes)
    assert "None" not in words and ", bladzijde" not in words and "bijlage, ." not in words
    cells = {cell.text for one in document.tables for row in one.rows for cell in row.cells}
    assert "36%" in cells and len(document.tables) > 10
    assert document.core_properties.title == sample().title
    assert document.core_properties.created.isoformat().startswith(sample().data_date)  # type: ignore[union-attr]


def drawings_of(report: Report) -> list[str]:
    """What the drawings of the printed page say, by a reader of our own."""
    from lxml import html

    page = html.fromstring(rendering.html(report, printed=True))
    return [one.findtext("title") for one in page.iterfind(".//main//svg") if one.find("title") is not None]


def test_the_docx_holds_every_drawing_as_a_picture_with_words_beside_its_table() -> None:
    import docx
    from docx.oxml.ns import qn
    from PIL import Image

    content = make.make("docx", sample()).content
    document = docx.Document(io.BytesIO(content))
    drawn = drawings_of(sample())
    said = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert len(said) == len(drawn) > 5
    assert all(" ".join(title.split()) in words for title, words in zip(drawn, said, strict=True))
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    assert all(one.width <= room for one in document.inline_shapes)
    for name, part in unpacked(content).items():
        if name.startswith("word/media/"):
            with Image.open(io.BytesIO(part)) as image:
                assert image.format == "PNG" and image.width > 300 and len(image.getcolors() or ()) > 2, name
    # the table of a chart stands behind its picture, not in the annex
    body = [one.tag for one in document.element.body]
    pictures = [i for i, one in enumerate(document.element.body) if one.findall(f".//{qn('w:drawing')}")]
    assert any(qn("w:tbl") in body[i : i + 4] for i in pictures)
    assert "Tabellen bij de andere figuren" not in [one.text for one in document.paragraphs]


def test_without_the_means_to_draw_the_docx_says_what_the_drawings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    from analysis.report.files import pictures
    from analysis.report.pdf import PdfFailed

    def fail(page: str) -> bytes:
        raise PdfFailed("geen Pango")

    monkeypatch.setattr(pictures, "make_pdf", fail)
    document = docx.Document(io.BytesIO(make.make("docx", sample()).content))
    words = [one.text for one in document.paragraphs]
    assert not document.inline_shapes
    assert all(f"Figuur: {' '.join(title.split())}" in words for title in drawings_of(sample()))


def test_control_characters_do_not_break_the_docx() -> None:
    import docx

    first = sample().results[0]
    bad = "a\x0bb\ufffec\x1b <b>&amp;"
    report = sample(results=(dataclasses.replace(first, quotes=(QuotePart(bad, "inwoner", "steunt", ""),)),))
    document = docx.Document(io.BytesIO(make.make("docx", report).content))
    assert any("<b>&amp;" in one.text for one in document.paragraphs)
