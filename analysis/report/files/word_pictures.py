"""The drawings of a page as pictures in a text to edit, each with its message and its numbers for who cannot see it."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.report.files import pictures
from analysis.report.files.word_words import tidy
from analysis.report.pdf import PdfFailed

log = logging.getLogger(__name__)
WIDEST, PER_INCH = 16.4, 96  # centimetres: as wide as what can be written on; CSS pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as PNG; `said` is its text for who cannot see it."""

    content: bytes
    width: float
    said: str


Pictures = Mapping[Any, Picture]


def of(main: Any) -> Pictures:
    """The picture of each drawing that says something. Without Pango there are none, and the text says what they say."""
    from lxml import html

    drawn = [one for one in main.iter("svg") if one.find("title") is not None and one.get("width") and one.get("height")]
    asked = [
        pictures.Drawing(
            html.tostring(one, encoding="unicode", with_tail=False), float(one.get("width")), float(one.get("height"))
        )
        for one in drawn
    ]
    try:
        made = pictures.pictures(asked)
    except PdfFailed as failed:
        log.warning("no pictures in the text to edit: %s", failed)
        return {}
    return {
        element: Picture(content, drawing.width, _said(element))
        for element, drawing, content in zip(drawn, asked, made, strict=True)
    }


def _said(element: Any) -> str:
    found = (element.find(name) for name in ("title", "desc"))
    return " ".join(dict.fromkeys(tidy(one.text) for one in found if one is not None and one.text))


def add(document: Any, picture: Picture) -> None:
    """Put a picture in the text, as large as in the report and never wider than the page."""
    from docx.shared import Cm, Inches

    run = document.add_paragraph().add_run()
    shape = run.add_picture(io.BytesIO(picture.content), width=min(Inches(picture.width / PER_INCH), Cm(WIDEST)))
    shape._inline.docPr.set("descr", picture.said)  # python-docx has no verb for it
