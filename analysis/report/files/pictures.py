"""Drawings as pictures, for what cannot hold a drawing (a text to edit): drawn by WeasyPrint as pages, and those by PDFium as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.report import rendering
from analysis.report.pdf import make_pdf

SHARPNESS = 2.0  # pixels of the picture for each of the drawing: sharp on paper at the width of a page
COLOURS = 128  # a chart has few; the file stays small
POINTS = 0.75  # of a CSS pixel


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing (SVG as it stands in a page) with its size in CSS pixels."""

    svg: str
    width: float
    height: float


def pictures(drawings: Sequence[Drawing]) -> list[bytes]:
    """A PNG of each; raises PdfFailed. The same drawings give the same bytes."""
    return list(_painted(make_pdf(_page(drawings)))) if drawings else []


def _page(drawings: Sequence[Drawing]) -> str:
    """A page that is just as large as its drawing, for each."""
    faces = rendering.stylesheet().removesuffix(
        rendering.stylesheet(None)
    )  # the letters of the report, and nothing else of its style
    sizes = "".join(
        f"@page d{i}{{size:{one.width}px {one.height}px;margin:0}}.d{i}{{page:d{i}}}" for i, one in enumerate(drawings)
    )
    body = "".join(f'<div class="d{i}">{one.svg}</div>' for i, one in enumerate(drawings))
    return f'<!DOCTYPE html><html lang="nl"><head><title>-</title><style>{faces}{sizes}body{{margin:0}}svg{{display:block}}</style></head><body>{body}</body></html>'


def _painted(pdf: bytes) -> Iterator[bytes]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=SHARPNESS / POINTS).to_pil().convert("RGB").quantize(COLOURS)
            out = io.BytesIO()
            image.save(out, "PNG", optimize=True)
            page.close()
            yield out.getvalue()
