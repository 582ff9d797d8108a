"""The part of the Report about learning: last time's actions, who spoke, what was decided, what measuring asks of people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An improvement action; `aim`: aanbod or ambitie."""

    text: str
    aim: str
    result: str  # title of the societal result, "" = the whole
    owner: str
    due_on: str
    state: str  # open, bezig, gedaan, vervallen
    effect: str
    from_residents: bool


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """A conversation with who sat there: ((role, people), ...)."""

    title: str
    held_on: str
    participants: tuple[tuple[str, int], ...]
    said: str
    decisions: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A numbered learning question in its newest wording."""

    number: int
    text: str
    state: str
    learned: str
    versions: int


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What one measurement asks of people in a year."""

    name: str
    who: str
    minutes: float
    times: int
    hours: float
    behaviour: str


@dataclass(frozen=True, slots=True)
class AmbitionLine:
    """An ambition that was changed: how it read before, how it reads now, and why."""

    before: str
    now: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class LearningPart:
    """The learning cycle of this report, and the one before it."""

    number: int
    name: str
    state: str
    step: str  # its name in Dutch
    residents_spoke: bool
    before_name: str  # of the previous cycle, "" = there was none
    before: tuple[ActionLine, ...]
    before_no_action: str
    replies: tuple[tuple[str, str], ...]  # who, what
    dialogues: tuple[DialogueLine, ...]
    actions: tuple[ActionLine, ...]
    no_action_because: str
    questions: tuple[QuestionLine, ...]
    loads: tuple[LoadLine, ...]
    hours_residents: float
    hours_professionals: float
    ambitions: tuple[AmbitionLine, ...]
    thought: tuple[tuple[str, str], ...] = ()  # what people stood still by in the round before: name of the prompt, words
