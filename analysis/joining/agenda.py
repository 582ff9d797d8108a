"""A contradiction as a point on the agenda: the sentence people read, and the key by which it is found again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis import joint, sentences
from analysis.breakdowns import BY_AREA
from analysis.joining.contradictions import DIRECTION, LEVEL, Found, Look
from analysis.joining.searching import TELLER, WAVE
from analysis.report.model import IndicatorPart, ResultPart

KEY = 120
TOGETHER = "samen"


@dataclass(frozen=True, slots=True)
class Point:
    """What is put on the agenda: found again in the same wave it has the same key."""

    key: str
    result: str  # code
    title: str  # of the result
    group: str
    text: str
    found_on: str = ""  # ISO day of the data


def points(found: Sequence[Found], results: Sequence[ResultPart]) -> tuple[Point, ...]:
    """The contradictions in groups, clearest first; then the results of which people or software said: these contradict."""
    by_code = {one.code: one for one in results}
    groups = [_of_group(one.look, by_code[one.look.result]) for one in found]
    return (*groups, *(_of_result(one) for one in results if joint.CONTRADICTS in (one.joint.relation, one.joint.proposed)))


def key(*parts: str) -> str:
    """The parts on one line, or their fingerprint where that is too long."""
    text = "|".join(parts)
    return text if len(text) <= KEY else hashlib.sha256(text.encode()).hexdigest()


def _of_group(look: Look, result: ResultPart) -> Point:
    part = next(one for one in result.indicators if one.code == look.indicator)
    wave = str(part.waves[-1].number) if part.waves else ""
    name = key(result.code, look.indicator, look.trait, look.group, look.kind, wave)
    return Point(name, result.code, result.title, group_name(look.trait, look.group), f"{_figure(look, part)} {_stories(look)}")


def _of_result(result: ResultPart) -> Point:
    wave = max((str(one.number) for part in result.indicators for one in part.waves[-1:]), default="")
    text = f"{result.joint.figure_says} {result.joint.stories_say}"
    return Point(key(result.code, TOGETHER, wave), result.code, result.title, "iedereen samen", text)


def group_name(trait: str, group: str) -> str:
    """A group as it is named in a line of its own."""
    return {BY_AREA: group, TELLER: f"verhalen van {group}", WAVE: f"verhalen rond de {group.lower()}"}.get(trait, group)


def _figure(look: Look, part: IndicatorPart) -> str:
    """What the figure says, with the numbers and people behind it."""
    way = "de gewenste kant op" if look.figure.way > 0 else "niet de gewenste kant op"
    name = f"“{part.name}”"
    row = next(
        (row for split in part.breakdowns if split.title == look.trait for row in split.rows if row.label == look.group), None
    )
    if look.kind == DIRECTION and row is not None:
        first, last = row.waves[0].figure, row.waves[-1].figure
        moved = sentences.moved(first.value or 0, last.value or 0, part.unit)
        return f"{_where(look)} {moved} bij {name} ({first.n} en {last.n} mensen): {way}."
    if look.kind == LEVEL and row is not None:
        last = row.waves[-1].figure
        side = "gunstiger" if look.figure.way > 0 else "minder gunstig"
        amount = sentences.amount(last.value or 0, part.unit)
        return f"{_where(look)} is {name} {amount} ({last.n} mensen): {side} dan bij de anderen."
    ends = [one.figure for one in part.waves if one.figure.value is not None]
    apart = "" if look.trait in (TELLER, WAVE) else f"{_where(look)} is er geen eigen cijfer. "
    whole = f"{apart}Het cijfer van de hele gemeente: bij iedereen samen"
    if len(ends) < 2:
        return f"{whole} ging {name} {way}."
    moved = sentences.moved(ends[0].value or 0, ends[-1].value or 0, part.unit)
    return f"{whole} {moved} bij {name} ({ends[-1].n} mensen): {way}."


def _where(look: Look) -> str:
    return f"In {look.group}" if look.trait == BY_AREA else f"Bij de groep ‘{look.group}’"


def _stories(look: Look) -> str:
    """What the stories of the group say; the numbers behind "de meeste" could point at tellers, so they are not given."""
    told = sentences.number(look.told)
    whose = {
        BY_AREA: f"{told} verhalen uit {look.group}", TELLER: f"{told} verhalen van {look.group}",
        WAVE: f"{told} verhalen rond de {look.group.lower()}",
    }.get(look.trait, f"{told} verhalen van de groep ‘{look.group}’")  # fmt: skip
    if look.kind == LEVEL:
        more = "vaker" if look.stories.way > 0 else "minder vaak"
        return f"Hierover zijn er {whose}. Die wijzen juist {more} de gewenste kant op dan die van de anderen."
    many = "bijna alle" if look.nearly_all else "de meeste"
    side = "de gewenste kant op" if look.stories.way > 0 else "de andere kant op"
    return f"Hierover zijn er {whose}. Van de verhalen die een kant kiezen, wijzen {many} juist {side}."


def by_result(points_: Sequence[Point]) -> Mapping[str, tuple[Point, ...]]:
    """The points of each result, by its code."""
    codes = dict.fromkeys(one.result for one in points_)
    return {code: tuple(one for one in points_ if one.result == code) for code in codes}
