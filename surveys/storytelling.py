"""A story inside a questionnaire: kept as a sealed draft only once its teller allows it, handed over when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.definition import Definition
from surveys.questions import CORNERS, Draft, StoryQuestion, Triad, text_of

__all__ = ["Draft", "SentStory", "Sign", "sent_key", "sent_stories"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A point in a triangle that the teller chose: three shares that add up to 1."""

    code: str
    labels: Mapping[str, str]
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class SentStory:
    """A story that was sent with a response, ready for narratives.intake."""

    question: str
    key: str  # the same for every sending of the same response, so that one story stays one
    prompt: str
    draft: Draft
    signs: tuple[Sign, ...] = ()


def sent_key(response_id: str, question: str) -> str:
    """The key under which the story of this question is sent."""
    return f"{response_id}:{question}"


def sent_stories(
    definition: Definition, counted: Mapping[str, Any], drafts: Mapping[str, Draft], response_id: str, language: str = "nl"
) -> tuple[SentStory, ...]:
    """The stories on the path that may be kept, each with the triangles about it (those that name none follow the last story)."""
    stories: dict[str, SentStory] = {}
    for code, question in definition.questions.items():
        if isinstance(question, StoryQuestion) and code in counted and code in drafts and drafts[code].analyse:
            stories[code] = SentStory(code, sent_key(response_id, code), text_of(question.text, language)[0], drafts[code])
        elif isinstance(question, Triad) and (sign := _sign(question, counted.get(code), language)) is not None:
            about = question.story or next(reversed(stories), "")
            if about in stories:
                stories[about] = replace(stories[about], signs=(*stories[about].signs, sign))
    return tuple(stories.values())


def _sign(question: Triad, value: Any, language: str) -> Sign | None:
    if not isinstance(value, dict) or "a" not in value:
        return None
    labels = {corner: text_of(question.corners[corner], language)[0] for corner in CORNERS}
    a, b, c = (value[corner] / 100 for corner in CORNERS)
    return Sign(question.code, labels, (a, b, c))
