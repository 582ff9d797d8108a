"""Stored answers as the form fields they came from: one function per kind, registered on its class."""

from __future__ import annotations

import functools
from typing import Any

from surveys.questions import (
    CORNERS,
    ChangeCause,
    Date,
    Draft,
    Question,
    Scale,
    Several,
    Statements,
    StoryQuestion,
    Triad,
    is_missing,
)
from surveys.questions.telling import LAYERS

FormFields = dict[str, list[str]]


def fields_of(question: Question, value: Any) -> FormFields:
    """The form fields of an answer; none without an answer."""
    if value is None:
        return {}
    if is_missing(value):
        name = question.code if isinstance(question, Scale) else f"{question.code}.missing"
        return {name: [value["missing"]]}
    return _fields(question, value)


@functools.singledispatch
def _fields(question: Question, value: Any) -> FormFields:
    return {question.code: [_number(value) if isinstance(value, float) else str(value)]}


@_fields.register
def _(question: Several, value: Any) -> FormFields:
    return {question.code: list(value)}


@_fields.register
def _(question: Statements, value: Any) -> FormFields:
    return {f"{question.code}.{item}": [option] for item, option in value.items()}


@_fields.register
def _(question: Date, value: Any) -> FormFields:
    parts = [str(int(part)) for part in value.split("-")]
    return {f"{question.code}.{name}": [part] for name, part in zip(("year", "month", "day"), parts, strict=False)}


@_fields.register
def _(question: Triad, value: Any) -> FormFields:
    return {f"{question.code}.{corner}": [str(value[corner])] for corner in CORNERS}


@_fields.register
def _(question: ChangeCause, value: Any) -> FormFields:
    return {f"{question.code}.{part}": [text] for part, text in value.items()}


@_fields.register
def _(question: StoryQuestion, value: Any) -> FormFields:
    return {}  # the words come from the draft


def fields_of_draft(code: str, draft: Draft) -> FormFields:
    """The form fields of a story that is being written."""
    ticked = {f"{code}.{layer}": ["ja"] for layer in LAYERS if getattr(draft, layer)}
    return {code: [draft.words], f"{code}.teller": [draft.teller], **ticked}


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
