"""What a questionnaire is made of: its introduction, its sections, its pages and the jumps between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from surveys.conditions import Tree, to_plain
from surveys.questions import Question, Texts
from surveys.questions.base import filled

END = "einde"  # where a jump goes to finish


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire with its own title (deel)."""

    code: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Jump:
    """After a page: go to a later page when the condition is true; no condition is always."""

    when: Tree | None
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once: one question, or a few that belong together."""

    code: str
    section: str
    questions: tuple[Question, ...]
    show_if: Tree | None = None
    go_to: tuple[Jump, ...] = ()
    title: Texts = field(default_factory=dict)

    def plain_data(self) -> dict[str, Any]:
        """As the file has it."""
        jumps = [filled(als=None if one.when is None else to_plain(one.when), naar=one.target) for one in self.go_to]
        show = None if self.show_if is None else to_plain(self.show_if)
        questions = [one.plain_data() for one in self.questions]
        return {"pagina": self.code, "vragen": questions, **filled(titel=dict(self.title), toon_als=show, ga_naar=jumps)}


@dataclass(frozen=True, slots=True)
class Intro:
    """What people read before they begin."""

    why: Texts
    duration: Texts
    readers: Texts  # who sees the answers
    stop: Texts  # that they may stop
