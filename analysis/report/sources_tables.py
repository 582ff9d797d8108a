"""Tables of the part about sources: every chart has one with the same numbers."""

from __future__ import annotations

from analysis.report.parts.sources import ContextSeries, ExpectationPart, SourcesPart
from analysis.report.tables import NOTHING, Head, Row
from analysis.report.wording import amount, day, shown
from saying import mark, say

SOURCES = {"bestaand": mark("bestaand"), "nieuw": mark("nieuw")}


def expected_head() -> tuple[Head, ...]:
    """The columns of expected."""
    return (Head(say("Partner")), Head(say("Verwachtte")), Head(say("Waarom")))


def expected(part: ExpectationPart) -> list[Row]:
    """A row for each partner, and the outcome."""
    rows = [(one.organisation, one.sentence, one.why or NOTHING) for one in part.partners]
    return [*rows, (say("Uitkomst"), f"{shown(part.actual)} ({part.wave})", NOTHING)]


def series_head(series: ContextSeries) -> tuple[Head, ...]:
    """Period and value."""
    return (Head(say("Periode")), Head(series.title, True))


def series(part: ContextSeries) -> list[Row]:
    """A row for each period."""
    return [(one.period, NOTHING if one.value is None else amount(one.value, part.unit)) for one in part.points]


def mix_head() -> tuple[Head, ...]:
    """The columns of mix."""
    return (Head(say("Niveau")), Head(say("Bij Sociaal Werk Nederland heet dit")), Head(say("Indicatoren"), True))


def mix(part: SourcesPart) -> list[Row]:
    """A row for each level, in both vocabularies."""
    return [(one.label, one.social_work, str(one.count)) for one in part.mix.levels]


def datasets_head() -> tuple[Head, ...]:
    """The columns of datasets."""
    return (
        Head(say("Bron")),
        Head(say("Tabel")),
        Head(say("Jaren")),
        Head(say("Indeling")),
        Head(say("Uitgever en licentie")),
        Head(say("Opgehaald")),
        Head(say("Gebruikt voor")),
        Head(say("Controle")),
    )


def datasets(part: SourcesPart) -> list[Row]:
    """A row for each dataset."""
    return [
        (
            one.title, one.table_id or NOTHING, one.periods or NOTHING, str(one.division_year or NOTHING),
            ", ".join(filter(None, (one.publisher, one.licence))) or say("niet opgegeven"), day(one.retrieved_on), one.used_for, one.check,
        )
        for one in part.datasets
    ]  # fmt: skip


def plan_head() -> tuple[Head, ...]:
    """The columns of plan."""
    return (
        Head(say("Indicator")),
        Head(say("Niveau")),
        Head(say("Bron")),
        Head(say("Wie zorgt ervoor")),
        Head(say("Klaar op")),
        Head(say("Stand")),
        Head(say("Moeite (schatting)")),
    )


def plan(part: SourcesPart) -> list[Row]:
    """A row for each indicator."""
    return [
        (
            one.indicator,
            one.level,
            say(SOURCES[one.source]),
            one.owner or say("nog niemand"),
            day(one.due_on) or NOTHING,
            one.state,
            one.effort,
        )
        for one in part.plan
    ]


def requests_head() -> tuple[Head, ...]:
    """The columns of requests."""
    return (Head(say("Partner")), Head(say("Gevraagd")), Head(say("Voor")), Head(say("Stand")))


def requests(part: SourcesPart) -> list[Row]:
    """A row for each delivery that was asked."""
    return [(one.organisation, one.what, day(one.due_on), say(one.state)) for one in part.requests]


def all_expected_head() -> tuple[Head, ...]:
    """The columns of all expected."""
    return (
        Head(say("Indicator")),
        Head(say("Partner")),
        Head(say("Verwachtte")),
        Head(say("Waarom")),
        Head(say("Uitkomst"), True),
    )


def all_expected(part: SourcesPart) -> list[Row]:
    """Every expectation, for paper."""
    return [
        (one.name, partner.organisation, partner.sentence, partner.why or NOTHING, shown(one.actual))
        for one in part.expectations
        for partner in one.partners
    ]


def all_series_head() -> tuple[Head, ...]:
    """The columns of all series."""
    return (Head(say("Omstandigheid")), Head(say("Reeks")), Head(say("Per periode")), Head(say("Bron")))


def all_series(part: SourcesPart) -> list[Row]:
    """Every series with its source, for paper."""
    return [
        (one.name, one.series.title, "; ".join(f"{period}: {value}" for period, value in series(one.series)), one.series.source)
        for one in part.factors
        if one.series
    ]
