"""The sheet of a team as a page and as PDF, in the style of the report; its numbers also as rows."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import saying
from analysis import sentences
from analysis.report import rendering, text, wording
from analysis.report.pdf import make_pdf
from analysis.report.tables import NOTHING, Head, Row, cell
from analysis.report.values import Figure
from analysis.teams.charts import GLOBALS
from analysis.teams.sheet import TeamSheet
from saying import mark, say

TEMPLATES = Path(rendering.__file__).parent / "templates"

marks_head = (
    Head(mark("Dimensie")), Head(mark("Ons team"), True), Head(mark("95%-interval"), True), Head("n", True),
    Head(mark("Alle teams"), True), Head(mark("Even oud"), True), Head(mark("Verschil"), True),
)  # fmt: skip
money_head = (
    Head(mark("Periode")), Head(mark("Begroot (€)"), True), Head(mark("Uitgegeven (€)"), True), Head(mark("Van begroot"), True),
    Head(mark("€ per cliënt"), True),
)  # fmt: skip
risks_head = (
    Head(mark("Risico")), Head(mark("Wat er kan gebeuren")), Head(mark("Waaraan wij het zien")), Head(mark("Genoteerd")),
)  # fmt: skip


def _bounds(own: Figure) -> str:
    """The interval; in words where everybody of the team answered, so that nothing was left out."""
    if own.interval is not None and own.interval.low == own.interval.high:
        return say("iedereen deed mee")
    return wording.interval(own) or NOTHING


def _mean(value: float | None) -> str:
    return NOTHING if value is None else wording.number(value, 1)


def marks(sheet: TeamSheet) -> list[Row]:
    """A row per dimension."""
    return [
        (
            one.all_teams.name, wording.shown(one.own), _bounds(one.own), cell(one.own.n),
            wording.shown(one.all_teams.reference), _mean(one.same_age), one.difference,
        )
        for one in sheet.dimensions
    ]  # fmt: skip


def money(sheet: TeamSheet) -> list[Row]:
    """A row per period."""
    return [
        (
            one.period, *(NOTHING if value is None else wording.number(value) for value in (one.budgeted, one.realised)),
            NOTHING if one.used is None else f"{wording.number(one.used)}%",
            NOTHING if one.unit_cost is None else wording.number(one.unit_cost),
        )
        for one in sheet.money
    ]  # fmt: skip


class SheetTables:
    """What the template makes tables of."""

    marks_head, money_head, risks_head = marks_head, money_head, risks_head
    marks = staticmethod(marks)
    money = staticmethod(money)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    for name in ("shown", "interval", "day", "number"):
        environment.filters[name] = getattr(wording, name)
    environment.filters["period"] = sentences.period
    # macros.html of the report knows verdicts and relations; a sheet has none.
    environment.globals.update(
        _=saying.say, _m=saying.say_html, language=saying.spoken, sheet_tables=SheetTables, verdicts={}, relations={}, **GLOBALS
    )
    return environment


def html(sheet: TeamSheet, *, css_href: tuple[str, ...] = (), printed: bool = False) -> str:
    """The sheet as one page. With `css_href` the style is linked (a strict CSP holds), else it stands in the page itself."""
    style = "" if css_href else rendering.stylesheet()
    own = {one.all_teams.code: one.own for one in sheet.dimensions}
    return _environment().get_template("team_sheet.html").render(
        sheet=sheet,
        links=css_href,
        style=Markup(style),  # noqa: S704  our own file
        printed=printed,
        own=own,
        dimensions=tuple(one.all_teams for one in sheet.dimensions),
        balls=[(one.all_teams.code, one.all_teams.name, one.own) for one in sheet.dimensions],
    )  # fmt: skip


def pdf(sheet: TeamSheet) -> bytes:
    """The sheet as PDF/UA-1, made in a process of its own; raises PdfFailed."""
    return make_pdf(html(text.printable(sheet), printed=True), made_on=sheet.made_on)
