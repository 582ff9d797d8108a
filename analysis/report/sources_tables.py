"""Tables of the part about sources: every chart has one with the same numbers."""

from __future__ import annotations

from analysis.report.parts.sources import ContextSeries, ExpectationPart, SourcesPart
from analysis.report.tables import NOTHING, Head, Row
from analysis.report.wording import amount, day, shown

expected_head = (Head("Partner"), Head("Verwachtte"), Head("Waarom"))


def expected(part: ExpectationPart) -> list[Row]:
    """A row for each partner, and the outcome."""
    rows = [(one.organisation, one.sentence, one.why or NOTHING) for one in part.partners]
    return [*rows, ("Uitkomst", f"{shown(part.actual)} ({part.wave})", NOTHING)]


def series_head(series: ContextSeries) -> tuple[Head, ...]:
    """Period and value."""
    return (Head("Periode"), Head(series.title, True))


def series(part: ContextSeries) -> list[Row]:
    """A row for each period."""
    return [(one.period, NOTHING if one.value is None else amount(one.value, part.unit)) for one in part.points]


mix_head = (Head("Niveau"), Head("Bij Sociaal Werk Nederland heet dit"), Head("Indicatoren", True))


def mix(part: SourcesPart) -> list[Row]:
    """A row for each level, in both vocabularies."""
    return [(one.label, one.social_work, str(one.count)) for one in part.mix.levels]


datasets_head = (
    Head("Bron"), Head("Tabel"), Head("Jaren"), Head("Indeling"), Head("Uitgever en licentie"), Head("Opgehaald"), Head("Gebruikt voor"), Head("Controle"),
)  # fmt: skip


def datasets(part: SourcesPart) -> list[Row]:
    """A row for each dataset."""
    return [
        (
            one.title, one.table_id or NOTHING, one.periods or NOTHING, str(one.division_year or NOTHING),
            ", ".join(filter(None, (one.publisher, one.licence))) or "niet opgegeven", day(one.retrieved_on), one.used_for, one.check,
        )
        for one in part.datasets
    ]  # fmt: skip


plan_head = (
    Head("Indicator"),
    Head("Niveau"),
    Head("Bron"),
    Head("Wie zorgt ervoor"),
    Head("Klaar op"),
    Head("Stand"),
    Head("Moeite (schatting)"),
)


def plan(part: SourcesPart) -> list[Row]:
    """A row for each indicator."""
    return [
        (one.indicator, one.level, one.source, one.owner or "nog niemand", day(one.due_on) or NOTHING, one.state, one.effort)
        for one in part.plan
    ]


requests_head = (Head("Partner"), Head("Gevraagd"), Head("Voor"), Head("Stand"))


def requests(part: SourcesPart) -> list[Row]:
    """A row for each delivery that was asked."""
    return [(one.organisation, one.what, day(one.due_on), one.state) for one in part.requests]


all_expected_head = (Head("Indicator"), Head("Partner"), Head("Verwachtte"), Head("Waarom"), Head("Uitkomst", True))


def all_expected(part: SourcesPart) -> list[Row]:
    """Every expectation, for paper."""
    return [
        (one.name, partner.organisation, partner.sentence, partner.why or NOTHING, shown(one.actual))
        for one in part.expectations
        for partner in one.partners
    ]


all_series_head = (Head("Omstandigheid"), Head("Reeks"), Head("Per periode"), Head("Bron"))


def all_series(part: SourcesPart) -> list[Row]:
    """Every series with its source, for paper."""
    return [
        (one.name, one.series.title, "; ".join(f"{period}: {value}" for period, value in series(one.series)), one.series.source)
        for one in part.factors
        if one.series
    ]
