"""Figures in the other parts of a report, of which only the number of people is known: every figure with an n is a cut.

What a subject weighs with its members (analysis.ledger.subjects) is left to that.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any

from analysis.ledger import subjects
from analysis.ledger.members import Cut
from analysis.report.model import Report
from analysis.report.values import Figure
from saying import mark

PARTS = ("line", "frameworks", "teams", "accounting", "joining", "learning")  # others' figures (sources, benchmark) are public
NAMES = ("code", "name", "title", "label", "period", "text", "question", "number")  # what a part of a list is known by
WORDS = {  # the names on the way to a figure, as people read them; "" says nothing of its own
    "activities": mark("activiteiten"),
    "after": mark("na afloop"),
    "causes": mark("oorzaken"),
    "client": mark("cliënten"),
    "clients": mark("cliënten"),
    "confirmed": mark("bevestigd door deelnemers"),
    "counts": mark("tellingen"),
    "dimensions": mark("onderdelen"),
    "everyone": mark("iedereen"),
    "figure": "",
    "generalist": mark("generalisten"),
    "goal": mark("doel"),
    "goals": mark("doelen"),
    "groups": mark("groepen"),
    "help": mark("hulp"),
    "items": mark("vragen"),
    "money": mark("geld"),
    "municipalities": mark("gemeenten"),
    "partner": mark("partners"),
    "partners": mark("partners"),
    "plain": mark("zonder weging"),
    "rate": mark("aandeel"),
    "reference": mark("vergelijking"),
    "respondents": mark("wie meedeed"),
    "response": mark("respons"),
    "results": mark("resultaten"),
    "rows": "",
    "silence": mark("wie wij niet horen"),
    "told": mark("wie vertelde"),
    "traits": mark("kenmerken"),
    "weighted": mark("met weging"),
    "within_team": mark("binnen het team"),
}
PROFESSIONALS = {"teams": 5}


def of_parts(report: Report) -> Iterator[Cut]:
    """A cut for every figure that is shown in a part; the place is the part, for it is held as a whole.

    The population has the newest wave in it: in another wave other people answered, so their numbers say nothing together.
    """
    newest = max((row.number for row in report.responses), default=-1)
    for part in PARTS:
        for path, figure in figures(getattr(report, part), ()):
            if figure.value is not None and figure.n and not subjects.known(part, path):
                mark = hashlib.sha256("\x1f".join(path).encode()).hexdigest()
                place = ("onderdeel", part, *path)
                least = min(PROFESSIONALS.get(part, report.minimum_residents), report.minimum_residents)
                yield Cut(f"onderdeel:{part}:{newest}", mark, place, words(path), figure.n, None, least)


def words(path: tuple[str, ...]) -> str:
    """What a figure is of, in Dutch: the last three names on the way to it that say something."""
    said = (WORDS.get(one, one) for one in path if not one.isdecimal())
    return " · ".join([one for one in said if one][-3:])


def figures(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Figure]]:
    """Every figure in a value, with the names on the way to it."""
    if isinstance(value, Figure):
        yield path, value
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from figures(getattr(value, one.name), (*path, one.name))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from figures(one, (*path, _name(one, place)))


def _name(one: Any, place: int) -> str:
    """By what an entry of a list is known again in a later report."""
    if dataclasses.is_dataclass(one):
        for name in NAMES:
            if isinstance(found := getattr(one, name, None), str | int):
                return str(found)
    return str(place)
