"""The Report as a page and as PDF. Everything people wrote is escaped here; nothing is decided here."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
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
    clouds,
    framework_tables,
    sources_charts,
    sources_tables,
    story_charts,
    tables,
    text,
    wording,
)
from analysis.report import sections as report_sections
from analysis.report.deferring import Deferred
from analysis.report.files.address import LONG, Evidence, quote_code
from analysis.report.indicators import leading
from analysis.report.model import IndicatorPart, QuotePart, Report, WaveFigure
from analysis.report.parts.sources import Mark
from analysis.report.pdf import PdfFailed, Progress, make_pdf
from analysis.report.snapshot import as_json
from analysis.teams import charts as team_charts
from saying import say

__all__ = ["FONTS", "PdfFailed", "html", "pdf", "stylesheet", "template"]

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
DENSITIES = ((900, ""), (1500, " many"))  # characters on the council's page, found by looking at pages
PER_LINE = 200
FAMILY = "Atkinson Hyperlegible Next"
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0",
}


def _marked(draw: Any) -> Any:
    """A drawing function whose outcome is markup (it escapes its own words)."""
    return lambda *given: Markup(draw(*given))  # noqa: S704  svg.text and svg.drawing escape every word


CHARTS = SimpleNamespace(
    waves=_marked(charts.waves_chart),
    breakdown=_marked(charts.breakdown_chart),
    themes=_marked(story_charts.themes_chart),
    triad=_marked(story_charts.triad_chart),
    themes_title=story_charts.themes_title,
    triad_title=story_charts.triad_title,
    cloud_title=story_charts.cloud_title,
    breakdown_title=charts.breakdown_title,
    framework=_marked(pictures.draw),
    kpi_chain=_marked(pictures_chain.chain),
    expectation=_marked(sources_charts.expectation_chart),
    factor=_marked(sources_charts.factor_chart),
    mix=_marked(sources_charts.mix_chart),
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("shown", "interval", "amount", "day", "data_day", "number", "brief", "wave_name"):
        environment.filters[name] = getattr(wording, name)
    environment.filters.update(wave=sentences.wave, period=sentences.period, listed=sentences.listed, capital=sentences.capital)
    environment.filters["strip_value"] = benchmark_picture.shown
    environment.filters.update(lead=leading, some=_some, pair=_pair, ends=_ends, density=_density, codes=_codes, scaled=_scaled)
    environment.globals.update(
        _=saying.say,
        _m=saying.say_html,
        language=saying.spoken,
        theirs=_theirs,
        line_draw=_marked(line_picture.draw),
        line_network=_marked(line_network_picture.draw),
        line_apart=line_promises.APART,
        line_message=line_picture.message,
        line_groups=line_listing.groups,
        line_evidence=line_evidence.MEANS,
        charts=CHARTS,
        tables=tables,
        sections=report_sections,
        around_of=_around,
        sources_tables=sources_tables,
        fw=framework_tables,
        kpi_chain_message=kpi_chain.message,
        back=appendix_tables,
        qr=qr,
        verdicts=wording.VERDICTS,
        relations=wording.RELATIONS,
        verdicts_mean=wording.VERDICTS_MEAN,
        relations_mean=wording.RELATIONS_MEAN,
        **team_charts.GLOBALS,
        **accounting_drawing.GLOBALS,
        **learning_words.GLOBALS,
        **joining_tables.GLOBALS,
        strip_plot=_marked(benchmark_picture.strip),
    )
    return environment


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
    return _environment().get_template(name)


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


@lru_cache(maxsize=256)
def qr(link: str, words: str) -> Markup:
    """A small QR code with words for who cannot see it."""
    import segno

    code = segno.make(link, error="l", micro=False)
    return Markup(code.svg_inline(border=2, omitsize=True, title=words, svgclass=None, lineclass=None))  # noqa: S704  segno escapes
