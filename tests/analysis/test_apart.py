"""The sentence about neighbourhoods that clearly went the other way."""

from __future__ import annotations

from dataclasses import replace

from analysis.report.apart import other_way
from analysis.report.model import Breakdown, BreakdownRow, Figure, IndicatorPart, WaveFigure


def row(label, *shares):
    waves = (
        Figure(None, None, "procent", suppressed=True) if one is None else Figure(one[0], one[1], "procent") for one in shares
    )
    return BreakdownRow(label, tuple(WaveFigure(i, f"meting {i}", "", one) for i, one in enumerate(waves)))


def part(*rows, title="Naar wijk"):
    return IndicatorPart(
        code="x", name="x", definition="", level="outcome", measure_kind="prevalence", direction="omlaag", unit="procent",
        target=None, target_on=None, horizon=None, not_measured="", source="", message="", verdict="goede_kant", waves=(),
        changes=(), breakdowns=(Breakdown(title, tuple(rows)),),
    )  # fmt: skip


WORSE = row("Waterkant", (38.2, 55), (70.1, 67))


def test_an_area_that_went_the_other_way_is_named():
    better, little = row("Oudstad", (47.4, 95), (30.0, 88)), row("Molenveld", (40.0, 50), (44.0, 50))
    assert other_way(part(better, WORSE, little)) == "Let op: in Waterkant ging het van 38% naar 70%."


def test_two_at_most_and_the_largest_first():
    rows = [row("A", (20.0, 100), (40.0, 100)), WORSE, row("C", (20.0, 100), (45.0, 100))]
    assert other_way(part(*rows)) == "Let op: in Waterkant ging het van 38% naar 70% en in C ging het van 20% naar 45%."


def test_nothing_of_hidden_areas_other_traits_early_figures_or_a_figure_that_went_that_way_itself():
    assert not other_way(part(row("A", (20.0, 100), None), row("B", None, (90.0, 100)), row("C", (20.0, 100))))
    assert not other_way(part(WORSE, title="Naar leeftijd"))
    assert not other_way(replace(part(WORSE), verdict="te_vroeg"))
    assert not other_way(replace(part(WORSE), verdict="verkeerde_kant"))
    assert not other_way(replace(part(WORSE), direction="omhoog"))
