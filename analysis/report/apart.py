"""Neighbourhoods that clearly went the other way: a good figure of the whole town may not hide them."""

from __future__ import annotations

from analysis import sentences
from analysis.breakdowns import BY_AREA
from analysis.figures import direction_verdict
from analysis.report.model import BreakdownRow, Figure, IndicatorPart
from analysis.statistics.intervals import newcombe

MOST = 2  # so many are named; the rest stands in the table of the result


def other_way(part: IndicatorPart, *, plain: bool = False) -> str:
    """A sentence that names the areas whose share clearly went the undesired way, largest first; empty when there are none.

    `plain`: "26 van de 100" for "26%".

    Only of areas that are shown in both waves, so it gives nothing away; and not when it is too early or all went that way.
    """
    if part.unit != "procent" or part.verdict in (sentences.EARLY, sentences.BAD):
        return ""
    rows = [row for split in part.breakdowns if split.title == BY_AREA for row in split.rows]
    found = sorted((-abs(moved), row.label, row) for row in rows if (moved := _undesired(row, part.direction)))[:MOST]
    parts = [f"in {label} {_moved(row, plain=plain)}" for _, label, row in found]
    return f"Let op: {sentences.listed(parts)}." if parts else ""


def _undesired(row: BreakdownRow, direction: str) -> float:
    """How far a group went the undesired way, when the interval of the difference excludes nought; else 0."""
    first, last = row.waves[0].figure, row.waves[-1].figure
    if len(row.waves) < 2 or not first.n or not last.n:
        return 0.0
    found = newcombe(_count(first), first.n, _count(last), last.n)
    return found.value if direction_verdict(found.low, found.high, direction) == sentences.BAD else 0.0


def _count(figure: Figure) -> int:
    return round((figure.value or 0) * (figure.n or 0) / 100)


def _moved(row: BreakdownRow, *, plain: bool) -> str:
    first, last = row.waves[0].figure, row.waves[-1].figure
    if plain:
        return f"was het eerst {sentences.number(first.value or 0)} van de 100, nu {sentences.number(last.value or 0)} van de 100"
    return sentences.moved(first.value or 0, last.value or 0, "procent")
