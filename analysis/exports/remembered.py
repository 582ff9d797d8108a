"""Answers as cells, remembered: most people give an answer that somebody gave before, and walk a path that somebody walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.exports.variables import Cell, cells
from surveys.conditions import Tree, references, scores_used
from surveys.definition import Definition
from surveys.questions import Question
from surveys.routing import path

KEPT = 4096  # of one question, or of the paths of one version: what is rarer is worked out again
Filled = tuple[tuple[int, Cell], ...]  # place in the row, and what stands there
Limits = Mapping[str, tuple[float, float]]
Columns = Mapping[str, Sequence[tuple[int, str]]]  # code of a question -> place and name of each of its columns


class Known:
    """One question of a version: its columns, and the answers that were seen."""

    def __init__(self, question: Question, columns: Sequence[tuple[int, str]], limits: Limits) -> None:
        self.question, self.columns = question, columns
        self.limits = [limits.get(name) for _, name in columns]
        self.seen: dict[Any, Filled] = {}

    def filled(self, value: Any) -> Filled:
        """The cells of an answer."""
        key = value if type(value) is str or type(value) is int else (repr(value),)  # 1, True and 1.0 are not the same answer
        found = self.seen.get(key)
        if found is None:
            given = cells(self.question, value, len(self.columns))
            kept = zip(self.columns, given, self.limits, strict=True)
            found = tuple((place, within(cell, limits)) for (place, _), cell, limits in kept)
            if len(self.seen) < KEPT:
                self.seen[key] = found
        return found


class Remembered:
    """One version of a questionnaire."""

    def __init__(self, definition: Definition, columns: Columns, limits: Limits) -> None:
        self.definition = definition
        self.questions = {code: Known(one, columns[code], limits) for code, one in definition.questions.items() if columns[code]}
        self.deciding = tuple(sorted(_deciding(definition)))
        self.paths: dict[tuple[Any, ...], tuple[Known, ...]] = {}

    def cells(self, answers: Mapping[str, Any]) -> Iterator[tuple[int, Cell]]:
        """Where each answer goes and what stands there; nothing for a question that was not asked."""
        for one in self._asked(answers):
            yield from one.filled(answers.get(one.question.code))

    def _asked(self, answers: Mapping[str, Any]) -> tuple[Known, ...]:
        """The questions with columns on the path; only the answers that decide it can change it."""
        key = tuple([repr(answers.get(code)) for code in self.deciding])
        found = self.paths.get(key)
        if found is None:
            on_path = (one.code for page in path(self.definition, answers) for one in page.questions)
            found = tuple(self.questions[code] for code in on_path if code in self.questions)
            if len(self.paths) < KEPT:
                self.paths[key] = found
        return found


def _deciding(definition: Definition) -> set[str]:
    """The questions whose answers decide which pages and questions are shown."""
    found: set[str] = set()
    for tree in _conditions(definition):
        found.update(code for code, _ in references(tree))
        found.update(
            item.question for code in scores_used(tree) if code in definition.scales for item in definition.scales[code].items
        )
    return found


def _conditions(definition: Definition) -> Iterator[Tree]:
    for page in definition.pages:
        for tree in (page.show_if, *(one.show_if for one in page.questions), *(one.when for one in page.go_to)):
            if tree is not None:
                yield tree


def within(cell: Cell, limits: tuple[float, float] | None) -> Cell:
    """A number kept between the limits; codes of missing (below zero only as whole negatives) pass."""
    if limits is None or not isinstance(cell, (int, float)) or cell in (-6, -7, -8, -9):
        return cell
    low, high = limits
    return type(cell)(min(max(cell, low), high))
