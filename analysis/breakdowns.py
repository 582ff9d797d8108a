"""A figure split by neighbourhood and by traits such as age, with what may not be computed back hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, figures, tallies
from analysis.columns import Floats
from analysis.figures import Asked
from analysis.material import Material, Questionnaire
from analysis.report.model import Breakdown, BreakdownRow, WaveFigure
from surveys.definition import text_of

BY_AREA = "Naar wijk"


def split(
    of: Questionnaire, material: Material, values: Sequence[Floats], totals: Sequence[Floats], asked: Asked
) -> tuple[Breakdown, ...]:
    """The figure of every wave by area and by each trait; `values` one vector per wave, `totals` their moments."""
    found = []
    if material.areas:
        places = [one.sheet.areas for one in of.rounds]
        found.append(_by(of, BY_AREA, material.areas, places, (values, totals, asked)))
    for code, title in material.traits:
        columns = [one.sheet.columns.get(code) for one in of.rounds]
        if columns and all(column is not None and column.options for column in columns):
            first = columns[0]
            assert first is not None
            groups = [column.codes for column in columns if column is not None]
            found.append(_by(of, title, _labels(of, code, first.options), groups, (values, totals, asked)))
    return tuple(one for one in found if len(one.rows) > 1)


def _by(
    of: Questionnaire, title: str, labels: Sequence[str], groups: Sequence[NDArray[np.int16]],
    figure: tuple[Sequence[Floats], Sequence[Floats], Asked],
) -> Breakdown:  # fmt: skip
    values, totals, asked = figure
    tables = [tallies.moments(one, group, len(labels)) for one, group in zip(values, groups, strict=True)]
    reasons = _protected(tables, totals, asked)
    rows = []
    for place, label in enumerate(labels):
        waves = tuple(
            WaveFigure(one.number, one.name, one.period, figures.figure(table[place], asked, why[place]))
            for one, table, why in zip(of.rounds, tables, reasons, strict=True)
        )
        if any(table[place][0] for table in tables):
            rows.append(BreakdownRow(label, waves))
    return Breakdown(title, tuple(rows), _note(reasons, asked.minimum))


def _protected(tables: Sequence[Floats], totals: Sequence[Floats], asked: Asked) -> list[list[str]]:
    """Reasons per wave and group; a group hidden in one wave is the first to be sacrificed in the next."""
    found: list[list[str]] = []
    before: frozenset[int] = frozenset()
    for table, total in zip(tables, totals, strict=True):
        cells = [figures.cell(row, asked) for row in table]
        reasons = disclosure.protect(cells, figures.cell(total, asked), asked.minimum, before)
        before |= {i for i, reason in enumerate(reasons) if reason}
        found.append(reasons)
    return found


def _note(reasons: Sequence[Sequence[str]], minimum: int) -> str:
    hidden = [reason for wave in reasons for reason in wave if reason]
    if not hidden:
        return ""
    text = f"Cijfers van groepen met minder dan {minimum} mensen laten we niet zien"
    if disclosure.ALL_EQUAL in hidden:
        text += ", en ook niet van groepen waarin iedereen hetzelfde antwoord gaf"
    if disclosure.ALONGSIDE in hidden:
        text += ". Soms is daarom ook een grotere groep verborgen, zodat de kleine niet is uit te rekenen"
    return f"{text}."


def _labels(of: Questionnaire, code: str, options: Sequence[str]) -> list[str]:
    known: dict[str, str] = {}
    for version in (*of.older, of.definition):
        known |= {one.code: text_of(one.label, "nl")[0] for one in getattr(version.questions.get(code), "options", ())}
    return [known.get(option, option) for option in options]
