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
from saying import mark, say

KEY = 120
TOGETHER = "samen"
LEDGER = "tegenspraak"  # what the ledger knows a point by, with its key


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
    return Point(key(result.code, TOGETHER, wave), result.code, result.title, say("iedereen samen"), text)


def group_name(trait: str, group: str) -> str:
    """A group as it is named in a line of its own."""
    if trait == TELLER:
        return say("verhalen van {group}", group=say(group))
    return say("verhalen rond de {wave}", wave=sentences.wave(group).lower()) if trait == WAVE else group


def _figure(look: Look, part: IndicatorPart) -> str:
    """What the figure says, with the numbers and people behind it."""
    wanted = look.figure.way > 0
    row = next(
        (row for split in part.breakdowns if split.title == look.trait for row in split.rows if row.label == look.group), None
    )
    if look.kind == DIRECTION and row is not None:
        first, last = row.waves[0].figure, row.waves[-1].figure
        moved = sentences.moved(first.value or 0, last.value or 0, part.unit)
        words = mark("{where} {moved} bij “{name}” ({first} en {last} mensen): niet de gewenste kant op.")
        if wanted:
            words = mark("{where} {moved} bij “{name}” ({first} en {last} mensen): de gewenste kant op.")
        return say(words, where=_where(look), moved=moved, name=part.name, first=first.n, last=last.n)
    if look.kind == LEVEL and row is not None:
        last = row.waves[-1].figure
        words = mark("{where} is “{name}” {amount} ({n} mensen): minder gunstig dan bij de anderen.")
        if wanted:
            words = mark("{where} is “{name}” {amount} ({n} mensen): gunstiger dan bij de anderen.")
        return say(words, where=_where(look), name=part.name, amount=sentences.amount(last.value or 0, part.unit), n=last.n)
    ends = [one.figure for one in part.waves if one.figure.value is not None]
    if len(ends) < 2:
        whole = say(WHOLE_WAY[wanted], name=part.name)
    else:
        moved = sentences.moved(ends[0].value or 0, ends[-1].value or 0, part.unit)
        whole = say(WHOLE_MOVED[wanted], moved=moved, name=part.name, n=ends[-1].n)
    return whole if look.trait in (TELLER, WAVE) else f"{say('{where} is er geen eigen cijfer.', where=_where(look))} {whole}"


WHOLE_WAY = {
    True: mark("Het cijfer van de hele gemeente: bij iedereen samen ging “{name}” de gewenste kant op."),
    False: mark("Het cijfer van de hele gemeente: bij iedereen samen ging “{name}” niet de gewenste kant op."),
}
WHOLE_MOVED = {
    True: mark("Het cijfer van de hele gemeente: bij iedereen samen {moved} bij “{name}” ({n} mensen): de gewenste kant op."),
    False: mark(
        "Het cijfer van de hele gemeente: bij iedereen samen {moved} bij “{name}” ({n} mensen): niet de gewenste kant op."
    ),
}


def _where(look: Look) -> str:
    return say("In {area}", area=look.group) if look.trait == BY_AREA else say("Bij de groep ‘{group}’", group=look.group)


def _stories(look: Look) -> str:
    """What the stories of the group say; the numbers behind "de meeste" could point at tellers, so they are not given."""
    group = {TELLER: say(look.group), WAVE: sentences.wave(look.group).lower()}.get(look.trait, look.group)
    there = say(THERE.get(look.trait, OF_GROUP), n=sentences.number(look.told), group=group)
    if look.kind == LEVEL:
        more, less = (
            mark("Die wijzen juist vaker de gewenste kant op dan die van de anderen."),
            mark("Die wijzen juist minder vaak de gewenste kant op dan die van de anderen."),
        )
        return f"{there} {say(more if look.stories.way > 0 else less)}"
    return f"{there} {say(POINT[look.nearly_all, look.stories.way > 0])}"


THERE = {
    BY_AREA: mark("Hierover zijn er {n} verhalen uit {group}."),
    TELLER: mark("Hierover zijn er {n} verhalen van {group}."),
    WAVE: mark("Hierover zijn er {n} verhalen rond de {group}."),
}
OF_GROUP = mark("Hierover zijn er {n} verhalen van de groep ‘{group}’.")
POINT = {
    (True, True): mark("Van de verhalen die een kant kiezen, wijzen bijna alle juist de gewenste kant op."),
    (True, False): mark("Van de verhalen die een kant kiezen, wijzen bijna alle juist de andere kant op."),
    (False, True): mark("Van de verhalen die een kant kiezen, wijzen de meeste juist de gewenste kant op."),
    (False, False): mark("Van de verhalen die een kant kiezen, wijzen de meeste juist de andere kant op."),
}


def by_result(points_: Sequence[Point]) -> Mapping[str, tuple[Point, ...]]:
    """The points of each result, by its code."""
    codes = dict.fromkeys(one.result for one in points_)
    return {code: tuple(one for one in points_ if one.result == code) for code in codes}
