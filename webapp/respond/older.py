"""A page of an older window: newer answers stand there already, and what was typed goes back to the resident in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from narratives import intake
from narratives.models import Story
from surveys.definition import Page
from surveys.questions import Question, StoryQuestion, text_of
from surveys.storytelling import sent_key

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
        if typed and not _same(question, typed, there) and (plain := _plain(question, typed, language)):
            lines.append((text_of(question.text, language)[0], plain))
    if not lines:
        return None
    again = [(name, value) for question in page.questions for name, values in _of(question, fields).items() for value in values]
    return NotTaken(tuple(lines), tuple(again))


def sent_words(session: Session, response_id: str, page: Page) -> dict[str, list[str]]:
    """The stories of a page as they were sent, as form fields."""
    keys = {sent_key(response_id, one.code): one.code for one in page.questions if isinstance(one, StoryQuestion)}
    if not keys:
        return {}
    query = select(Story).where(Story.idempotency_key.in_(keys), Story.words_sealed.is_not(None))
    return {keys[story.idempotency_key or ""]: [intake.words(session, story)] for story in session.scalars(query)}


def _same(question: Question, one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    if isinstance(question, StoryQuestion):  # a tick is set again in a moment; it is the words that must not get lost
        return _words(question, one) == _words(question, other)
    return one == other


def _words(question: Question, fields: Mapping[str, list[str]]) -> str:
    return (fields.get(question.code) or [""])[0].strip()


def _of(question: Question, fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The filled-in fields of one question."""
    own = {name: values for name, values in fields.items() if name == question.code or name.startswith(f"{question.code}.")}
    return {name: values for name, values in own.items() if name not in HOW and any(values)}


def _plain(question: Question, typed: Mapping[str, list[str]], language: str) -> str:
    """An answer as people read it; what cannot be read as an answer, just as it was typed."""
    if isinstance(question, StoryQuestion):
        return _words(question, typed)
    cleaned = question.clean(dict(typed))
    if cleaned.value is not None and not cleaned.faults:
        return question.plain(cleaned.value, language)
    return ", ".join(value for values in typed.values() for value in values if value)
