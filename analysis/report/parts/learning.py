"""The part of the Report about last cycle's actions, conversations, new actions, learning questions, burden."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LearningPart:
    """What the report says about last cycle's actions, conversations, new actions, learning questions, burden."""

    title: str
