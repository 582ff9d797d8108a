"""The path: which pages a person sees is a pure function of the questionnaire and the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from surveys.conditions import Seen, holds
from surveys.definition import END, Definition, Page
from surveys.scoring import score

Answers = Mapping[str, Any]


def path(definition: Definition, answers: Answers) -> tuple[Page, ...]:
    """The pages on the path, each with only the questions that are shown.

    Only what is true shows a page or makes a jump: an answer that is not there never does. Answers of pages that are not on the
    path do not count in later conditions, and jumps go forward only, so one walk from the first page decides everything.
    """
    return _walk(definition, answers)[0]


def counted(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers that count: those of questions on the path. The others are kept, for a change of mind must lose nothing."""
    return _walk(definition, answers)[1]


def _walk(definition: Definition, answers: Answers) -> tuple[tuple[Page, ...], dict[str, Any]]:
    walked: list[Page] = []
    valid: dict[str, Any] = {}
    seen: dict[tuple[str, str | None], Seen | None] = {}  # an answer that was passed never changes again on this walk

    def lookup(code: str, item: str | None) -> Seen | None:
        if code not in valid:
            return None
        if (code, item) not in seen:
            seen[code, item] = definition.questions[code].see(valid[code], item)
        return seen[code, item]

    def scores(code: str) -> float | None:
        scale = definition.scales.get(code)
        found = None if scale is None else score(scale, valid)
        return None if found is None else found.value

    pages, conditional, place = definition.pages, definition.conditional, 0
    while place < len(pages):
        page = pages[place]
        place += 1
        if page.show_if is not None and holds(page.show_if, lookup, scores) is not True:
            continue
        shown = page.questions
        if page.code in conditional:
            shown = tuple(one for one in shown if one.show_if is None or holds(one.show_if, lookup, scores) is True)
        if not shown:
            continue
        walked.append(page if len(shown) == len(page.questions) else dataclasses.replace(page, questions=shown))
        for one in shown:
            if (answer := answers.get(one.code)) is not None:
                valid[one.code] = answer
        for jump in page.go_to:
            if holds(jump.when, lookup, scores) is True:
                place = len(pages) if jump.target == END else max(definition.positions.get(jump.target, place), place)
                break
    return tuple(walked), valid
