"""The measure kind `tally`: heads counted at the door, per year or per month.

`Indicator.rule`: {"activity": "koffie"} or {"activities": [..]}; {"per": "maand"} gives a figure a month, without it a year.
Heads, not people: who comes twice counts twice. The last period is left out of a change while it is not over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis import changing, sentences
from analysis.material import Participation
from analysis.measures import Outcome, Request, RuleRefused, kind
from analysis.report.model import Figure, WaveFigure
from saying import say

__all__ = ["sums", "tally"]


@kind("tally")
def tally(request: Request) -> Outcome:
    """Heads per period. An activity is no person: as for participants, small numbers are shown."""
    chosen = _chosen(request)
    monthly = request.rule.get("per") == "maand"
    found = sums(request.material.tallies, [one.code for one in chosen], monthly)
    waves = tuple(
        WaveFigure(place, name := _name(period), name, Figure(float(heads), None, "aantal"))
        for place, (period, heads) in enumerate(found)
    )
    over = [heads for period, heads in found if period < str(request.today)[: len(period)]]
    changes = (changing.counted(over[0], over[-1], request.asked("aantal")),) if len(over) > 1 else ()
    where = sentences.listed([one.name for one in chosen])
    source = say("Geturfd bij {where}: hoofden, niet verschillende mensen", where=where)
    return Outcome("aantal", source, waves, changes, changes[0].verdict if changes else sentences.SMALL)


def sums(tallies: Mapping[str, Sequence[tuple[str, int, int]]], codes: Sequence[str], monthly: bool) -> list[tuple[str, int]]:
    """Heads of these activities together, per month or per year, oldest first."""
    found: dict[str, int] = {}
    for code in codes:
        for month, heads, _ in tallies.get(code, ()):
            period = month if monthly else month[:4]
            found[period] = found.get(period, 0) + heads
    return sorted(found.items())


def _chosen(request: Request) -> list[Participation]:
    codes: list[Any] = request.rule.get("activities") or [request.rule.get("activity")]
    chosen = [one for one in request.material.activities if one.code in codes]
    if not chosen:
        raise RuleRefused(say("De activiteit '{code}' van een indicator bestaat niet. Pas de regel aan.", code=codes[0]))
    return chosen


def _name(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{say(sentences.MONTHS[int(month) - 1])} {year}" if month else year
