"""Whether the set of indicators fits what people want: gaps and doubles in results × indicators. Plain rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.sentences import listed
from saying import mark, say

LEVELS = ("input", "output", "tussenresultaat", "outcome", "impact")
STORIES = "story_verdict"


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator as far as coverage needs it."""

    code: str
    name: str
    level: str
    kind: str
    rule: Mapping[str, Any]
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One result with the names of its indicators per level, and what is missing."""

    code: str
    title: str
    cells: tuple[tuple[str, ...], ...]  # in the order of LEVELS
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix with its gaps and doubles."""

    lines: tuple[Line, ...]
    doubles: tuple[str, ...]
    mix: str  # "7 van de 9 indicatoren gaan over output"


def cover(results: Sequence[tuple[str, str, Sequence[Counted]]]) -> Coverage:
    """The matrix of results (code, title, indicators)."""
    lines = tuple(
        Line(
            code, title, tuple(tuple(one.name for one in found if one.level == level) for level in LEVELS), tuple(_gaps(found))
        )
        for code, title, found in results
    )  # fmt: skip
    return Coverage(lines, tuple(_doubles(results)), _mix([one for _, _, found in results for one in found]))


def _gaps(found: Sequence[Counted]) -> list[str]:
    if not found:
        return [say("Geen enkele indicator: niemand kan zien of dit de goede kant op gaat.")]
    gaps = []
    levels = {one.level for one in found}
    if not levels & {"outcome", "impact"}:
        gaps.append(say("Geen indicator van outcome: u ziet wat u doet, niet wat u bereikt."))
    if not levels & {"tussenresultaat", "output"}:
        gaps.append(say("Geen tussenresultaat of output: u ziet pas laat of het werkt."))
    if all(one.kind == STORIES for one in found):
        gaps.append(say("Alleen verhalen: er telt nog niets."))
    if not any(one.kind == STORIES for one in found):
        gaps.append(say("Geen indicator die uit de verhalen komt."))
    return gaps


def _doubles(results: Sequence[tuple[str, str, Sequence[Counted]]]) -> list[str]:
    seen: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for _, title, found in results:
        for one in found:
            if one.rule:
                seen.setdefault((one.kind, str(sorted(one.rule.items()))), []).append((one.name, title))
            elif one.kpi:
                seen.setdefault(("kpi", one.kpi), []).append((one.name, title))
    twice = [
        listed([say("‘{name}’ bij ‘{result}’", name=name, result=title) for name, title in rows])
        for rows in seen.values()
        if len(rows) > 1
    ]
    return [say("Hetzelfde wordt twee keer geteld: {names}.", names=names) for names in twice]


def _mix(every: Sequence[Counted]) -> str:
    if not every:
        return ""
    doing = sum(one.level in {"input", "output"} for one in every)
    sentence = mark("Van de {of} indicatoren: {doing} over wat u doet en {reached} over wat u bereikt.")
    return say(sentence, doing=doing, of=len(every), reached=len(every) - doing)
