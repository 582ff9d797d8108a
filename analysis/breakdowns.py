"""A figure split by neighbourhood and by traits such as age, with what may not be computed back hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, figures, tallies
from analysis.columns import Floats
from analysis.figures import Asked
from analysis.material import Material, Questionnaire
from analysis.report.model import Breakdown, BreakdownRow, WaveFigure
from saying import SOURCE, mark, say, spoken
from surveys.definition import text_of

BY_AREA = mark("Naar wijk")  # a place in the ledger: kept as it is, said where it is shown


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to split: the place of every response among the labels, per wave (below 0 = in none)."""

    title: str
    labels: Sequence[str]
    groups: Sequence[NDArray[np.int16]]
    said: Sequence[str] = ()  # the labels in the language that is spoken


def split(of: Questionnaire, material: Material, values: Sequence[Floats], asked: Asked) -> tuple[Breakdown, ...]:
    """The figure of every wave by area and by each trait; `values` one vector per wave."""
    found = [_by(of, material, one, values, asked) for one in groupings(of, material)]
    return tuple(one for one in found if len(one.rows) > 1)


def groupings(of: Questionnaire, material: Material) -> Iterator[Grouping]:
    """The ways in which figures of this questionnaire are split: by area, and by each trait that it asks."""
    if material.areas:
        yield Grouping(BY_AREA, material.areas, [one.sheet.areas for one in of.rounds])
    for code, title in material.traits:
        columns = [one.sheet.columns.get(code) for one in of.rounds]
        if columns and all(column is not None and column.options for column in columns):
            first = columns[0]
            assert first is not None
            groups = [column.codes for column in columns if column is not None]
            yield Grouping(title, _labels(of, code, first.options), groups, _labels(of, code, first.options, spoken()))


def _by(of: Questionnaire, material: Material, by: Grouping, values: Sequence[Floats], asked: Asked) -> Breakdown:
    tables = [tallies.moments(one, group, len(by.labels)) for one, group in zip(values, by.groups, strict=True)]
    held = [
        frozenset(i for i, label in enumerate(by.labels) if material.holds(asked.what, of.code, str(one.number), by.title, label))
        for one in of.rounds
    ]
    cells = [figures.cells(table, one, group, asked) for table, one, group in zip(tables, values, by.groups, strict=True)]
    reasons = _protected(cells, asked, held)
    rows = []
    for place, label in enumerate(by.labels):
        waves = tuple(
            WaveFigure(one.number, one.name, one.period, figures.figure(table[place], asked, why[place]))
            for one, table, why in zip(of.rounds, tables, reasons, strict=True)
        )
        if any(table[place][0] for table in tables):
            said = by.said[place] if by.said else label
            rows.append(BreakdownRow(label, waves, said if said != label else ""))
    return Breakdown(by.title, tuple(rows), _note(reasons, asked.minimum))


def _protected(waves: Sequence[list[disclosure.Cell]], asked: Asked, held: Sequence[frozenset[int]]) -> list[list[str]]:
    """Reasons per wave and group, of which all together are the last; one hidden in a wave is the first to be sacrificed in the next."""
    found: list[list[str]] = []
    before: frozenset[int] = frozenset()
    for cells, kept_back in zip(waves, held, strict=True):
        reasons = disclosure.protect(cells[:-1], cells[-1], asked.minimum, before, kept_back)
        before |= {i for i, reason in enumerate(reasons) if reason}
        found.append(reasons)
    return found


def _note(reasons: Sequence[Sequence[str]], minimum: int) -> str:
    hidden = [reason for wave in reasons for reason in wave if reason]
    if not hidden:
        return ""
    said = [say("Cijfers van groepen met minder dan {n} mensen laten we niet zien.", n=minimum)]
    if {disclosure.ONE_SIDED, disclosure.ALONGSIDE} & set(hidden):  # which of the two would tell what nearly everybody answered
        said.append(
            say("Soms is daarom ook een grotere groep verborgen, zodat niet is uit te rekenen wat enkele mensen antwoordden.")
        )
    if disclosure.PUBLISHED in hidden:
        said.append(say("Een groep die door het verschil met een eerder rapport te veel zou vertellen, laten we ook niet zien."))
    return " ".join(said)


def _labels(of: Questionnaire, code: str, options: Sequence[str], language: str = SOURCE) -> list[str]:
    known: dict[str, str] = {}
    for version in (*of.older, of.definition):
        known |= {one.code: text_of(one.label, language)[0] for one in getattr(version.questions.get(code), "options", ())}
    return [known.get(option, option) for option in options]
