"""Everything a report publishes as numbers, one row each: what the open data and the evidence cards are written from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.report.files import address
from analysis.report.model import Change, Figure, IndicatorPart, Report, ResultPart, ThemePart, Turned, WaveFigure
from saying import mark

PARTS = ("line", "frameworks", "teams", "accounting", "sources", "joining", "learning", "benchmark")
TITLES = {  # codes in the open data, and names of the cards (said there)
    "line": mark("Redeneerlijn"), "frameworks": mark("Modellen"), "teams": mark("Teams"), "accounting": mark("Gelaagde verantwoording"),
    "sources": mark("Bronnen"), "joining": mark("Cijfer en verhaal"), "learning": mark("Leren"), "benchmark": mark("Vergelijking"),
}  # fmt: skip
NAMES = ("title", "name", "label", "team", "dimension", "period", "code")


@dataclass(frozen=True, slots=True)
class Row:
    """One number that was published, or one that may not be."""

    onderdeel: str
    resultaat: str = ""
    naam: str = ""
    code: str = ""
    meting: str = ""
    periode: str = ""
    uitsplitsing: str = ""
    groep: str = ""
    maat: str = "uitkomst"
    waarde: float | None = None
    eenheid: str = ""
    n: int | None = None
    ondergrens: float | None = None
    bovengrens: float | None = None
    methode: str = ""
    verborgen: bool = False
    toelichting: str = ""
    kaart: str = ""


def rows(report: Report) -> list[Row]:
    """All rows, in the order of the report."""
    found = list(_responses(report))
    for result in report.results:
        for part in result.indicators:
            found += indicator_rows(result, part)
        found += theme_rows(result)
        found += _activities(result)
    found += _stories(report)
    for name in PARTS:
        found += part_rows(report, name)
    return found


def _responses(report: Report) -> Iterator[Row]:
    for one in report.responses:
        base = Row("respons", meting=one.name, periode=one.period, eenheid="aantal", kaart="respons")
        counts = {"uitgenodigd": one.invited, "begonnen": one.started, "verstuurd": one.completed, "deed eerder mee": one.linked}
        for measure, value in counts.items():
            if value is not None:
                yield dataclasses.replace(base, maat=measure, waarde=value)
        yield _figure(dataclasses.replace(base, maat="respons"), one.rate)


def indicator_rows(result: ResultPart, part: IndicatorPart) -> list[Row]:
    """The waves, groups, differences and target of one indicator."""
    base = Row(
        "cijfer", result.title, part.name, f"{result.code}/{part.code}", eenheid=part.unit,
        kaart=address.figure_code(result.code, part.code),
    )  # fmt: skip
    found = [_wave(base, one) for one in part.waves]
    for split in part.breakdowns:
        for row in split.rows:
            group = dataclasses.replace(base, uitsplitsing=split.title, groep=row.label)
            found += [_wave(group, one) for one in row.waves]
    found += [_change(base, one) for one in part.changes]
    found += [row for one in part.changes if one.turned for row in _turned(base, one, one.turned)]
    if part.target is not None:
        found.append(dataclasses.replace(base, maat="streefwaarde", waarde=part.target, periode=part.target_on or ""))
    return found


def _wave(base: Row, one: WaveFigure) -> Row:
    return _figure(dataclasses.replace(base, meting=one.name, periode=one.period), one.figure)


def _change(base: Row, one: Change) -> Row:
    whom = "verschil, dezelfde mensen" if one.paired else "verschil, iedereen"
    unit = "procentpunt" if base.eenheid == "procent" else base.eenheid
    found = _figure(dataclasses.replace(base, maat=whom), one.difference)
    method = "; ".join(filter(None, (one.method, found.methode)))
    return dataclasses.replace(found, eenheid=unit, methode=method, toelichting=found.toelichting or one.sentence)


def _turned(base: Row, one: Change, turned: Turned) -> Iterator[Row]:
    """How many went each way, of those who looked back."""
    counts = {"ging de gewenste kant op": turned.better, "bleef gelijk": turned.same, "ging de andere kant op": turned.worse}
    for words, many in counts.items():
        yield dataclasses.replace(base, maat=words, waarde=many, eenheid="aantal", n=one.n_first)


def _figure(base: Row, one: Figure) -> Row:
    low, high, method = (one.interval.low, one.interval.high, one.interval.method) if one.interval else (None, None, "")
    return dataclasses.replace(
        base, waarde=one.value, eenheid=one.unit or base.eenheid, n=one.n, ondergrens=low, bovengrens=high,
        methode=method, verborgen=one.suppressed, toelichting=one.reason,
    )  # fmt: skip


def theme_rows(result: ResultPart) -> list[Row]:
    """The stories of each theme of a result."""
    return [row for theme in result.themes for row in _theme(result, theme)]


def _theme(result: ResultPart, theme: ThemePart) -> Iterator[Row]:
    base = Row(
        "thema",
        result.title,
        theme.name,
        f"{result.code}/{theme.code}",
        eenheid="verhalen",
        kaart=address.themes_code(result.code),
    )
    hidden = theme.stories is None
    yield dataclasses.replace(
        base, maat="verhalen", waarde=theme.stories, n=None if hidden else theme.of_stories, verborgen=hidden
    )
    yield _figure(dataclasses.replace(base, maat="aandeel van de verhalen"), theme.share)
    counts = {"gewenste kant": theme.good, "juist niet": theme.bad, "door een mens bevestigd": theme.confirmed}
    for measure, value in counts.items():
        yield dataclasses.replace(base, maat=measure, waarde=value, verborgen=value is None)
    for teller in theme.tellers:
        told = dataclasses.replace(base, maat="verhalen", uitsplitsing="Naar verteller", groep=teller.label)
        yield dataclasses.replace(told, waarde=teller.stories, verborgen=teller.stories is None)


def _activities(result: ResultPart) -> Iterator[Row]:
    for one in result.activities:
        for period, meetings, people in one.counts:
            base = Row("activiteit", result.title, one.name, periode=period, eenheid="aantal")
            yield dataclasses.replace(base, maat="bijeenkomsten", waarde=meetings)
            yield dataclasses.replace(base, maat="deelnemers", waarde=people)


def _stories(report: Report) -> Iterator[Row]:
    base = Row("verhalen", eenheid="verhalen", kaart="verhalen")
    yield dataclasses.replace(base, maat="verhalen", waarde=report.stories_total)
    for teller in report.stories_tellers:
        told = dataclasses.replace(base, maat="verhalen", uitsplitsing="Naar verteller", groep=teller.label)
        yield dataclasses.replace(told, waarde=teller.stories, verborgen=teller.stories is None)
    for triad in report.triads:
        for region in triad.regions:
            place = dataclasses.replace(base, naam=triad.title, maat="verhalen", uitsplitsing="Plaats in de driehoek")
            n = None if region.stories is None else triad.n
            yield dataclasses.replace(place, groep=region.label, waarde=region.stories, n=n, verborgen=n is None)
    for word in report.cloud:
        yield dataclasses.replace(base, naam="Woordwolk", maat="verhalen met dit woord", groep=word.word, waarde=word.stories)


def part_rows(report: Report, name: str) -> list[Row]:
    """Every figure in one of the larger parts, found by its shape, so that no part can be forgotten."""
    base = Row(name, kaart=f"deel-{name}")
    return [
        _figure(dataclasses.replace(base, onderdeel=TITLES[name], naam=" · ".join(trail), maat=measure), figure)
        for trail, measure, figure in _walk(getattr(report, name), (), "")
    ]


def _walk(value: Any, trail: tuple[str, ...], measure: str) -> Iterator[tuple[tuple[str, ...], str, Figure]]:
    if isinstance(value, Figure):
        yield trail, measure.replace("_", " "), value
    elif isinstance(value, tuple):
        for one in value:
            yield from _walk(one, trail, measure)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = next((text for one in NAMES if isinstance(text := getattr(value, one, None), str) and text), "")
        below = (*trail, name) if name and name not in trail else trail
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name), below, field.name)
