"""What participants notice after an activity: for each item the share that says "ja" or "een beetje", with n and interval."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis import disclosure, figures
from analysis.columns import Codes, Column
from analysis.figures import Asked
from analysis.material import Material, Questionnaire
from analysis.report.parts.accounting import AfterActivity, AfterItem
from analysis.report.values import Figure
from saying import spoken
from surveys.definition import text_of
from surveys.questions import Question
from surveys.questions.marks import Statements
from surveys.questions.telling import ChangeCause

__all__ = ["after_activities"]

SET = "na_activiteit"
NOTICED = ("ja", "beetje")


def after_activities(material: Material) -> tuple[AfterActivity, ...]:
    """The set in every questionnaire that asks it, in its newest wave."""
    found = []
    for of in material.questionnaires:
        if of.rounds and (items := tuple(_items(of, material))):
            newest = of.rounds[-1]
            title = text_of(of.definition.title, spoken())[0]
            found.append(AfterActivity(title, f"{newest.name}, {newest.period}", items, of.code))
    return tuple(found)


def _items(of: Questionnaire, material: Material) -> Iterator[AfterItem]:
    columns = of.rounds[-1].sheet.columns
    for code, question in of.definition.questions.items():
        if SET in (code, of.code) and code in columns and set(NOTICED) <= set(columns[code].options):
            yield from _of_question(question, columns[code], of, material)


def _of_question(question: Question, column: Column, of: Questionnaire, material: Material) -> Iterator[AfterItem]:
    if isinstance(question, Statements):
        for item in question.items:
            asked = f"{question.code}.{item.code}"
            share = _share(column.item(item.code), column, material, held=material.holds(SET, of.code, asked))
            yield AfterItem(text_of(item.text, spoken())[0], share, asked)
    elif isinstance(question, ChangeCause):
        share = _share(column.codes, column, material, held=material.holds(SET, of.code, question.code))
        yield AfterItem(text_of(question.text, spoken())[0], share, question.code)


def _share(codes: Codes, column: Column, material: Material, *, held: bool) -> Figure:
    places = [column.options.index(one) for one in NOTICED]
    n, hits = int((codes >= 0).sum()), int(np.isin(codes, places).sum())
    asked = Asked("procent", "omhoog", material.minimum_residents)
    return figures.figure(np.array([n, hits, hits], np.float64), asked, disclosure.PUBLISHED if held else None)
