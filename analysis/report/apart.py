"""Neighbourhoods that clearly went the other way: a good figure of the whole town may not hide them."""

from __future__ import annotations

from analysis import sentences
from analysis.breakdowns import BY_AREA
from analysis.changing import direction_verdict
from analysis.report.model import BreakdownRow, Figure, IndicatorPart
from analysis.statistics.intervals import newcombe
from saying import say

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
    parts = [_in(row.name, row, plain=plain) for _, _, row in found]
    return say("Let op: {places}.", places=sentences.listed(parts)) if parts else ""


def _undesired(row: BreakdownRow, direction: str) -> float:
    """How far a group went the undesired way, when the interval of the difference excludes nought; else 0."""
    first, last = row.waves[0].figure, row.waves[-1].figure
    if len(row.waves) < 2 or not first.n or not last.n:
        return 0.0
    found = newcombe(_count(first), first.n, _count(last), last.n)
    return found.value if direction_verdict(found.low, found.high, direction) == sentences.BAD else 0.0


def _count(figure: Figure) -> int:
    return round((figure.value or 0) * (figure.n or 0) / 100)


def _in(area: str, row: BreakdownRow, *, plain: bool) -> str:
    first, last = (wave.figure.value or 0 for wave in (row.waves[0], row.waves[-1]))
    if plain:
        one, two = sentences.number(first), sentences.number(last)
        return say("in {area} was het eerst {first} van de 100, nu {last} van de 100", area=area, first=one, last=two)
    return say("in {area} {moved}", area=area, moved=sentences.moved(first, last, "procent"))
