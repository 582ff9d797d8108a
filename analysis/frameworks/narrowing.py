"""A report that shows only some of its results: every other result, and what hangs on it alone, is left out. No figure is made anew.

Everything here takes away; what stays is the very same value as in the whole report. Parts about the programme as a whole (teams,
all stories, what residents answered) stay.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analysis.joining import noticing
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Key, Line
from analysis.report.indicators import plain_name
from analysis.report.model import Report, ResultPart
from analysis.report.parts.accounting import AccountingPart
from analysis.report.parts.frameworks import FrameworksPart
from analysis.report.parts.joining import JoiningPart
from analysis.report.parts.line import LinePart
from analysis.sentences import listed

PARTS = ("line", "accounting", "sources", "joining", "learning", "benchmark", "frameworks")
QUOTED = re.compile("“[^”]*”")
NAMED = re.compile("(?:“[^”]*”[^“”:]*)+: ")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Left:
    """What is left out: results by code and title, and the names of indicators that only they have."""

    codes: frozenset[str]
    titles: frozenset[str]
    names: frozenset[str]

    def about(self, one: Any) -> bool:
        """Whether an entry of a list is about something that is left out: its code, its name, or a field that says so."""
        if isinstance(one, str):
            return one in self.codes | self.titles | self.names
        if isinstance(one, tuple):
            return any(isinstance(each, str) and self.about(each) for each in one)
        if not dataclasses.is_dataclass(one):
            return False
        said = {getattr(one, field.name) for field in dataclasses.fields(one) if field.type == "str"}
        return bool(said & (self.titles | self.names)) or getattr(one, "result", None) in self.codes


def left_out(every: Collection[ResultPart], kept: Collection[str]) -> Left:
    """What goes when only the results `kept` (codes) stay."""
    away, stay = [one for one in every if one.code not in kept], [one for one in every if one.code in kept]
    here = {each.name for one in stay for each in one.indicators}
    names = frozenset(each.name for one in away for each in one.indicators) - here
    names |= frozenset(map(plain_name, names)) - here  # some parts name an indicator as people did
    return Left(frozenset(one.code for one in away), frozenset(one.title for one in away), names)


def narrowed(report: Report, left: Left) -> Report:
    """The report without what is left out in the parts of its subjects."""
    line = report.line and _line(report.line, left)
    report = replace(
        report,
        line=line,
        accounting=report.accounting and _accounting(report.accounting, line),
        joining=report.joining and _joining(report.joining, report.results, left),
        frameworks=report.frameworks and _frameworks(report.frameworks, left),
    )
    return replace(report, **{name: pruned(getattr(report, name), left) for name in PARTS})


def pruned(value: T, left: Left) -> T:
    """A value without the entries of its lists that are about what is left out."""
    if isinstance(value, tuple):
        return tuple(pruned(one, left) for one in value if not left.about(one))  # type: ignore[return-value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        rows = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        new = {name: pruned(one, left) for name, one in rows.items() if isinstance(one, tuple) or dataclasses.is_dataclass(one)}
        return replace(value, **new)
    return value


def _line(part: LinePart, left: Left) -> LinePart:
    line, keys = part.line, _kept(part.line, left)
    nodes = tuple(one for one in line.nodes if one.key in keys)
    links = tuple(one for one in line.links if one.below in keys and one.above in keys)
    ambitions = {one.name for one in nodes if one.kind == AMBITION}
    activities = {one.name for one in nodes if one.kind == ACTIVITY}
    works = {name for one in nodes for name in one.mechanisms}
    kinds = {one.kind for one in line.nodes}
    return replace(
        part,
        line=replace(line, nodes=nodes, links=links),
        findings=tuple(one for one in part.findings if one.about in keys or one.about[0] not in kinds),
        macro_goals=tuple(one for one in part.macro_goals if one.ambition in ambitions),
        mechanisms=tuple(one for one in part.mechanisms if one.name in works),
        done=tuple(one for one in part.done if one.activity in activities),
        changes=tuple(one for one in part.changes if one.activity in activities),
        network=part.network and replace(part.network, actors=_actors(part, activities)),
    )


def _actors(part: LinePart, activities: Collection[str]) -> Any:
    assert part.network is not None
    return tuple(replace(one, does=tuple(each for each in one.does if each.name in activities)) for one in part.network.actors)


def _kept(line: Line, left: Left) -> set[Key]:
    """The nodes that have to do with a result that stays."""
    results = [one for one in line.of(RESULT) if one.code not in left.codes]
    codes, ambitions = {one.code for one in results}, {one.inside for one in results}
    found = {one.key for one in results}
    found |= {one.key for one in line.of(STEP) if one.inside in codes}
    found |= {one.key for one in line.of(AMBITION) if one.code in ambitions}
    found |= {one.key for one in line.of(MACRO) if one.inside in ambitions}
    return found | {one.key for one in line.of(ACTIVITY) if codes & set(line.results_of(one))}


def _accounting(part: AccountingPart, line: LinePart | None) -> AccountingPart:
    if line is None:
        return part
    goals = {one.code for one in line.line.of(MACRO)}
    return replace(part, goals=tuple(one for one in part.goals if one.code in goals))


def _joining(part: JoiningPart, kept: tuple[ResultPart, ...], left: Left) -> JoiningPart:
    results = tuple(one for one in part.results if one.code not in left.codes)
    silence = part.silence and replace(part.silence, minority=noticing.minority(results, kept) if part.silence.minority else "")
    return replace(
        part,
        slots=noticing.slots(results),
        regression=tuple(text for one in part.regression if (text := _about_others(one, left))),
        results=results,
        silence=silence,
    )


def _about_others(text: str, left: Left) -> str:
    """A sentence that begins with the names of figures, without those that are left out; "" when none is left."""
    found = NAMED.match(text)
    if found is None:
        return text
    names = [one for one in QUOTED.findall(found[0]) if one[1:-1] not in left.names]
    return f"{listed(names)}: {text[found.end() :]}" if names else ""


def _frameworks(part: FrameworksPart, left: Left) -> FrameworksPart:
    return replace(part, early=tuple(one for one in part.early if not any(one.startswith(f"{name}: ") for name in left.names)))
