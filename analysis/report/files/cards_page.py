"""Evidence cards as a page: one card on the server, or all of them in one file that needs no server."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from analysis.report import rendering
from analysis.report.files import evidence
from analysis.report.files.evidence import Card
from analysis.report.files.language import in_its_language
from analysis.report.model import Report


@in_its_language
def page(
    report: Report, mark: str, chosen: Sequence[Card] | None = None, *, links: Sequence[str] = (), state: str = "", up: str = "",
    link: str = "",
) -> str:  # fmt: skip
    """The chosen cards (all, when None). `links`: style sheets, else the style stands inside; `state`: what the ledger says; `up`: all cards."""
    found = evidence.cards(report, mark) if chosen is None else tuple(chosen)
    style = "" if links else rendering.stylesheet(None)
    return rendering.template("evidence.html").render(
        report=report, cards=found, alone=chosen is not None and len(found) == 1, links=links, state=state, up=up, link=link,
        style=Markup(style),  # noqa: S704  our own files
    )  # fmt: skip
