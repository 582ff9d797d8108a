"""What the templates of the report may call: filters, charts, tables and words. Everything people wrote is escaped here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import saying
from analysis import sentences
from analysis.accounting import drawing as accounting_drawing
from analysis.benchmark import picture as benchmark_picture
from analysis.frameworks import kpi_chain, pictures, pictures_chain
from analysis.joining import tables as joining_tables
from analysis.learning import words as learning_words
from analysis.line import evidence as line_evidence
from analysis.line import listing as line_listing
from analysis.line import network_picture as line_network_picture
from analysis.line import picture as line_picture
from analysis.line import promises as line_promises
from analysis.report import (
    appendix_tables,
    charts,
    council_page,
    framework_tables,
    group_charts,
    sources_charts,
    sources_tables,
    story_charts,
    tables,
    wording,
)
from analysis.report import sections as report_sections
from analysis.report.indicators import leading
from analysis.report.model import IndicatorPart, QuotePart, Report, WaveFigure
from analysis.report.parts.sources import Mark
from analysis.teams import charts as team_charts

HERE = Path(__file__).parent
DENSITIES = ((450, " few"), (900, ""), (1500, " many"))  # characters on the council's page, found by looking at pages
PER_LINE = 200


def _marked(draw: Any) -> Any:
    """A drawing function whose outcome is markup (it escapes its own words)."""
    return lambda *given: Markup(draw(*given))  # noqa: S704  svg.text and svg.drawing escape every word


CHARTS = SimpleNamespace(
    waves=_marked(charts.waves_chart),
    breakdown=_marked(group_charts.breakdown_chart),
    themes=_marked(story_charts.themes_chart),
    triad=_marked(story_charts.triad_chart),
    themes_title=story_charts.themes_title,
    triad_title=story_charts.triad_title,
    cloud_title=story_charts.cloud_title,
    breakdown_title=group_charts.breakdown_title,
    framework=_marked(pictures.draw),
    kpi_chain=_marked(pictures_chain.chain),
    expectation=_marked(sources_charts.expectation_chart),
    factor=_marked(sources_charts.factor_chart),
    mix=_marked(sources_charts.mix_chart),
)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one place where templates are found, with everything they may call."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_filters())
    made.globals.update(_of_the_report())
    made.globals.update(_of_the_line())
    for of_a_subject in (team_charts, accounting_drawing, learning_words, joining_tables):
        made.globals.update(of_a_subject.GLOBALS)
    return made


def _filters() -> dict[str, Any]:
    """What a template may write behind a bar."""
    names = ("shown", "interval", "amount", "day", "data_day", "number", "brief", "wave_name")
    return {name: getattr(wording, name) for name in names} | {
        "wave": sentences.wave, "period": sentences.period, "listed": sentences.listed, "capital": sentences.capital,
        "strip_value": benchmark_picture.shown, "lead": leading, "some": _some, "pair": _pair, "ends": _ends, "density": _density,
        "codes": _codes, "scaled": _scaled,
    }  # fmt: skip


def _of_the_report() -> dict[str, Any]:
    """What every template may call: sentences, charts, tables, and how the report is put together."""
    return {
        "_": saying.say, "_m": saying.say_html, "language": saying.spoken, "theirs": _theirs, "qr": qr,
        "charts": CHARTS, "strip_plot": _marked(benchmark_picture.strip), "kpi_chain_message": kpi_chain.message,
        "tables": tables, "sources_tables": sources_tables, "fw": framework_tables, "back": appendix_tables,
        "sections": report_sections, "around_of": _around, "sure": council_page.sure,
        "verdicts": wording.VERDICTS, "verdicts_mean": wording.VERDICTS_MEAN,
        "relations": wording.RELATIONS, "relations_mean": wording.RELATIONS_MEAN,
    }  # fmt: skip


def _of_the_line() -> dict[str, Any]:
    """What the templates of the reasoning line call."""
    return {
        "line_draw": _marked(line_picture.draw),
        "line_network": _marked(line_network_picture.draw),
        "line_apart": line_promises.APART,
        "line_message": line_picture.message,
        "line_groups": line_listing.groups,
        "line_evidence": line_evidence.MEANS,
    }


def _theirs() -> Markup:
    """On an element with words of people, which are not translated: in which language they are."""
    return Markup("") if saying.spoken() == saying.SOURCE else Markup(' lang="nl"')


def _around(report: Report, result: str, indicator: str) -> list[Mark]:
    """What happened from outside that may move this indicator."""
    marks = report.sources.marks if report.sources else ()
    return [one for one in marks if (one.result, one.indicator) == (result, indicator)]


def _some(quotes: tuple[QuotePart, ...]) -> list[QuotePart]:
    """Three quotes at most for a printed page, one that goes against the figure always among them where there is one."""
    against = [one for one in quotes if one.stance == "spreekt_tegen"][:1]
    return [one for one in quotes if one.stance != "spreekt_tegen"][: 3 - len(against)] + against


def _pair(quotes: tuple[QuotePart, ...]) -> list[QuotePart]:
    """One quote that goes with the figure and one that goes against it: the joint display has room for two."""
    with_it = [one for one in quotes if one.stance != "spreekt_tegen"]
    against = [one for one in quotes if one.stance == "spreekt_tegen"]
    return with_it[: 2 - min(1, len(against))] + against[: 2 - min(1, len(with_it))]


def _ends(part: IndicatorPart) -> tuple[WaveFigure | None, WaveFigure | None]:
    """The first and the last wave; None where there is none."""
    if not part.waves:
        return None, None
    return (part.waves[0] if len(part.waves) > 1 else None), part.waves[-1]


def _scaled(part: IndicatorPart) -> str:
    """A figure in the caption of a table, with the scale it stands on."""
    return f"{part.name}, {part.scale}" if part.scale else part.name


def _codes(report: Report) -> set[str]:
    """The verdicts and relations that stand in this report: only their signs need to be explained."""
    lines = {code for line in report.council for code in (line.verdict, line.relation)}
    parts = {part.verdict for result in report.results for part in result.indicators}
    return lines | parts | {result.joint.relation for result in report.results}


def _density(report: Report) -> str:
    """How small the letters of the council's page must be for it to stay one page."""
    lines = [f"{one.title}{one.figure}{one.stories}" for one in report.council]
    quote = report.council_quote.text if report.council_quote else ""
    core = report.frameworks.framework("kernvragen") if report.frameworks else None
    lines += [f"{one.name}{one.answer}" for one in core.dimensions] if core else []
    room = sum(map(len, (*report.summary, *lines, quote))) + PER_LINE * max(0, len(lines) - 3)
    return next((name for most, name in DENSITIES if room <= most), " most")


@lru_cache(maxsize=256)
def qr(link: str, words: str) -> Markup:
    """A small QR code with words for who cannot see it."""
    import segno

    code = segno.make(link, error="l", micro=False)
    return Markup(code.svg_inline(border=2, omitsize=True, title=words, svgclass=None, lineclass=None))  # noqa: S704  segno escapes
