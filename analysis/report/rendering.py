"""The Report as a page and as PDF. Everything people wrote is escaped here; nothing is decided here."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

import saying
from analysis.report import (
    clouds,
    tables,
    text,
    wording,
)
from analysis.report.deferring import Deferred
from analysis.report.environment import environment
from analysis.report.files.address import LONG, Evidence, quote_code
from analysis.report.model import Report
from analysis.report.pdf import PdfFailed, Progress, make_pdf
from analysis.report.snapshot import as_json
from saying import say

__all__ = ["FONTS", "PdfFailed", "html", "pdf", "stylesheet", "template"]

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0",
}


def _status(report: Report, discussed: int) -> str:
    """How many results were discussed, in words."""
    if len(report.results) == 1:
        if discussed:
            return say("het resultaat is met betrokkenen besproken")
        return say("het resultaat is nog niet met betrokkenen besproken")
    if not discussed:
        return say("geen van de {of} resultaten met betrokkenen besproken", of=len(report.results))
    return say("{n} van de {of} resultaten met betrokkenen besproken", n=discussed, of=len(report.results))


@lru_cache(maxsize=4)
def stylesheet(fonts: str | None = "data") -> str:
    """The style of the report. `fonts`: "data" puts the font inside, a URL points at its folder, None uses the reader's own."""
    shared = (one for one in (HERE / "templates").glob("*.css") if not one.name.endswith(".print.css"))
    first, *others = sorted(shared, key=lambda one: (one.name != "report.css", one.name))
    style = "".join(one.read_text("utf-8") for one in (first, *others))
    return style if fonts is None else "".join(_font_faces(fonts)) + style


def extra_style(name: str) -> str:
    """The style of one kind of page only (name.print.css): slides, residents."""
    return (HERE / "templates" / f"{name}.print.css").read_text("utf-8")


def _font_faces(where: str) -> list[str]:
    faces = []
    for part, signs in RANGES.items():
        for weight in (400, 700):
            name = f"atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"
            url = f"{where.rstrip('/')}/{name}" if where != "data" else _as_data(FONTS / name)
            faces.append(
                f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:swap;'
                f'src:url("{url}") format("woff2");unicode-range:{signs}}}\n'
            )
    return faces


def _as_data(file: Path) -> str:
    return "data:font/woff2;base64," + base64.b64encode(file.read_bytes()).decode("ascii")


def template(name: str) -> Template:
    """A template of the report, with everything it may call."""
    return environment().get_template(name)


def html(
    report: Report, *, css_href: str | tuple[str, ...] | None = None, printed: bool = False, evidence: Evidence | None = None
) -> str:
    """The report as one page. With `css_href` the style is linked (a strict CSP holds), else it stands in the page itself.

    With `evidence` each figure and quote has the way to its evidence card.
    """
    with saying.speaking(report.language):
        return _page(report, (css_href,) if isinstance(css_href, str) else tuple(css_href or ()), printed, evidence)


def _page(report: Report, links: tuple[str, ...], printed: bool, evidence: Evidence | None) -> str:
    style = "" if links else stylesheet()
    discussed = sum(bool(result.joint.interpretation) for result in report.results)
    return template("report.html").render(
        report=report,
        links=links,
        style=Markup(style),  # noqa: S704  our own file
        printed=printed,
        deferred=Deferred(),
        evidence=evidence,
        cloud=Markup(clouds.cloud(report.cloud)),  # noqa: S704  clouds escapes every word
        answered=wording.number(sum(row.completed for row in report.responses)),
        status=_status(report, discussed),
        tellers=tables.told_by(report.stories_tellers),
    )  # fmt: skip


def pdf(report: Report, *, mark: str = "", base: str | None = None, progress: Progress | None = None) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1 with its figures inside, made in a process of its own; raises PdfFailed.

    `mark` names the snapshot (without it: of this very report), `base` is the address of the server that shows its evidence cards.
    """
    from analysis.report.files import opendata

    mark = mark or hashlib.sha256(as_json(report)).hexdigest()[:LONG]
    printed = text.printable(report)
    page = html(printed, printed=True, evidence=Evidence(mark, base, _printed_codes(report, printed)))
    return make_pdf(page, made_on=report.data_date, inside=opendata.inside(report, mark), progress=progress)


def _printed_codes(report: Report, printed: Report) -> dict[str, str]:
    """Printing changes words that no font can draw; their evidence card is that of the words as they were kept."""
    both = [
        (one, other)
        for before, after in zip(report.results, printed.results, strict=True)
        for one, other in zip(before.quotes, after.quotes, strict=True)
    ]
    if report.council_quote and printed.council_quote:
        both.append((report.council_quote, printed.council_quote))
    return {other.text: quote_code(one.text) for one, other in both}
