"""A changed definition is a break in the series: waves before it are counted the old way, shown so, and never compared.

The rule of such an indicator carries {"break_at": 1, "before": {"kind": "prevalence", "rule": {...}, "version": 1}}: from wave
1 on the rule holds, the waves before it keep the older one.
"""

from __future__ import annotations

from dataclasses import replace

from analysis import measures, sentences
from analysis.measures import Outcome, Request
from analysis.report.model import Figure, WaveFigure
from saying import mark, say

BEFORE = mark("{amount} volgens definitie {version}; niet te vergelijken")


def measure(request: Request) -> Outcome:
    """The outcome of an indicator, with what was counted in another way set apart."""
    start = request.rule.get("break_at")
    if start is None:
        return measures.measure(request)
    rule = {key: value for key, value in request.rule.items() if key not in {"break_at", "before"}}
    now = measures.measure(replace(request, rule=rule))
    if not any(0 <= one.number < start for one in now.waves):  # "toen" stands before every wave and is none
        return now
    before = request.rule.get("before") or {}
    old = measures.measure(replace(request, kind=before.get("kind", request.kind), rule=before.get("rule", rule)))
    older = {one.number: one for one in old.waves if one.number < start}
    waves = tuple(
        _apart(older.get(one.number, one), before.get("version", 1)) if one.number < start else one for one in now.waves
    )
    since = next((one.name for one in waves if one.number >= start), say("de volgende meting"))
    words = say("Breuk in de reeks: vanaf {wave} is de definitie anders. Wat ervoor is gemeten, vergelijken we niet.", wave=since)
    return replace(
        now, source=f"{now.source.rstrip('.')}. {words}", waves=waves, changes=(), breakdowns=(), verdict=sentences.SMALL
    )


def _apart(one: WaveFigure, version: int) -> WaveFigure:
    """The older figure in words only, so that no line, difference or title can set it beside a newer one."""
    figure = one.figure
    if figure.value is None:
        return one
    said = sentences.amount(figure.value, figure.unit)
    return replace(one, figure=Figure(None, None, figure.unit, reason=say(BEFORE, amount=said, version=version)))
