"""A page of an older window: newer answers stand there already, and what was typed goes back to the resident in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.definition import Page
from surveys.questions import Question, StoryQuestion, text_of

HOW = {"token", "volgnummer", "nogmaals", "knop"}  # how a form was sent, not what was answered


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What was typed in the older window: to read, and as fields with which it can still be kept."""

    lines: tuple[tuple[str, str], ...]  # question, answer
    fields: tuple[tuple[str, str], ...]


def not_taken(page: Page, fields: Mapping[str, list[str]], stored: Mapping[str, list[str]], language: str) -> NotTaken | None:
    """What was typed and differs from what is stored; None when nothing is lost."""
    lines = []
    for question in page.questions:
        typed, there = _of(question, fields), _of(question, stored)
        if typed and typed != there and (plain := _plain(question, typed, language)):
            lines.append((text_of(question.text, language)[0], plain))
    if not lines:
        return None
    again = [(name, value) for question in page.questions for name, values in _of(question, fields).items() for value in values]
    return NotTaken(tuple(lines), tuple(again))


def _of(question: Question, fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The filled-in fields of one question."""
    own = {name: values for name, values in fields.items() if name == question.code or name.startswith(f"{question.code}.")}
    return {name: values for name, values in own.items() if name not in HOW and any(values)}


def _plain(question: Question, typed: Mapping[str, list[str]], language: str) -> str:
    """An answer as people read it; what cannot be read as an answer, just as it was typed."""
    if isinstance(question, StoryQuestion):
        return (typed.get(question.code) or [""])[0].strip()
    cleaned = question.clean(dict(typed))
    if cleaned.value is not None and not cleaned.faults:
        return question.plain(cleaned.value, language)
    return ", ".join(value for values in typed.values() for value in values if value)
