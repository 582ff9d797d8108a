"""The chain of the KPI model per result: goal, input, activity, output for the individual, outcome for society. Plain rules.

What is put in (hours, volunteers, money) stands in front of what is done with it: without it nobody sees what a figure took.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.frameworks.kpi import LEVELS
from analysis.report.parts.frameworks import ChainPart
from saying import mark, say

GOAL = mark("doel")
PLACE = {ours: place for place, (_, ours) in enumerate(LEVELS.values())} | {
    "tussenresultaat": 2
}  # our level -> column of the chain
Row = tuple[str, str, str]  # level, name, code


def columns() -> tuple[str, ...]:
    """The heads of the chain in its order, the goal first."""
    return (say(GOAL), *(say(name) for name, _ in LEVELS.values()))


def chain(goal: str, indicators: Iterable[Row], figures: Mapping[str, str] | None = None) -> ChainPart:
    """The chain of one result; `figures`: the newest figure by code, in words."""
    cells: list[list[str]] = [[] for _ in LEVELS]
    for level, name, code in indicators:
        figure = (figures or {}).get(code, "")
        cells[PLACE[level]].append(f"{name}: {figure}" if figure else name)
    return ChainPart(goal, tuple(tuple(one) for one in cells))


def speaks(levels: Sequence[tuple[str, str]]) -> bool:
    """Whether the chain is worth drawing: somebody chose a KPI or wrote down what is put in. `levels`: level and KPI code."""
    return any(level == "input" or kpi for level, kpi in levels)


def message(rows: Sequence[ChainPart]) -> str:
    """What the picture says, as its title."""
    known = sum(bool(one.cells[0]) for one in rows)
    if len(rows) == 1:
        return (
            say("Van inzet naar resultaat: de inzet is opgeschreven")
            if known
            else say("Van inzet naar resultaat: de inzet ontbreekt nog")
        )
    return say("Van inzet naar resultaat: bij {n} van de {of} doelen is de inzet opgeschreven", n=known, of=len(rows))
