"""The council's page as slides: 16:9, a slide for each result."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from analysis.report import rendering, text
from analysis.report.files.language import in_its_language
from analysis.report.indicators import leading
from analysis.report.model import CouncilLine, IndicatorPart, Report
from analysis.report.pdf import Progress, make_pdf
from saying import say

AROUND = 4  # slides that are always there when there are questions: title, in short, the questions, what we do not know
UNKNOWN, LONGEST = 4, 220
SIZES = ("", "small", "smaller")


class Slide(NamedTuple):
    """A result on one slide, with the indicator that speaks for it (None: nothing to draw)."""

    line: CouncilLine
    part: IndicatorPart | None


@in_its_language
def html(report: Report) -> str:
    """The slides as a page."""
    return rendering.template("slides.html").render(
        report=report, slides=_slides(report), questions=_questions(report), unknown=_unknown(report), printed=True, evidence=None,
        style=Markup(rendering.stylesheet() + rendering.extra_style("slides")),  # noqa: S704  our own files
    )  # fmt: skip


def pdf(report: Report, *, progress: Progress | None = None) -> bytes:
    """The slides as PDF/UA-1; raises PdfFailed."""
    printed = text.printable(report)
    most = AROUND - (not _questions(printed)) + len(printed.council)
    return make_pdf(html(printed), made_on=report.data_date, most_pages=most, sizes=SIZES, progress=progress)


def _slides(report: Report) -> list[Slide]:
    parts = {one.title: leading(one.indicators) for one in report.results}
    found = []
    for line in report.council:
        part = parts.get(line.title)
        drawn = part if part is not None and any(one.figure.value is not None for one in part.waves) else None
        found.append(Slide(line, drawn))
    return found


def _questions(report: Report) -> list[str]:
    return [one.question for one in report.council if one.question]


def _unknown(report: Report) -> list[str]:
    """The first few that are short enough to read from a chair."""
    return [one for one in report.unknowns if len(one) <= LONGEST][:UNKNOWN] or [say("Daarover is nog niets vastgelegd.")]
