"""What an indicator costs of people's time: of those who answer, and of those who collect. Rough on purpose, and said so.

Our own assumptions, to be replaced by the minutes that were measured: 10 seconds for a statement, 15 for a choice or a mark, four
minutes of reading for a story, 45 minutes for an import, 20 for a count in a period, 90 for a wave of a survey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from saying import say
from surveys.definition import Definition

STATEMENT, CHOICE = 10, 15  # seconds
STORY, IMPORT, COUNT, WAVE = 4, 45, 20, 90  # minutes of staff


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds of each respondent, and minutes of staff for one wave or period."""

    respondent_seconds: int
    staff_minutes: int

    @property
    def words(self) -> str:
        """In words: "20 seconden per deelnemer; 90 minuten werk per meting"."""
        parts = []
        if self.respondent_seconds:
            parts.append(say("{n} seconden per deelnemer", n=self.respondent_seconds))
        if self.staff_minutes:
            parts.append(say("{n} minuten werk per meting", n=self.staff_minutes))
        return "; ".join(parts) or say("geen extra werk")


def estimate(kind: str, rule: Mapping[str, Any], definitions: Iterable[Definition], stories: int = 0) -> Effort:
    """The effort of one indicator."""
    if kind == "import":
        return Effort(0, IMPORT)
    if kind == "story_verdict":
        return Effort(0, STORY * stories)
    if "question" not in rule and "scale" not in rule:
        return Effort(0, COUNT)
    return Effort(_seconds(rule, definitions), WAVE)


def _seconds(rule: Mapping[str, Any], definitions: Iterable[Definition]) -> int:
    for one in definitions:
        if "scale" in rule and rule["scale"] in one.scales:
            return sum(STATEMENT if item.item else CHOICE for item in one.scales[rule["scale"]].items)
        if rule.get("question") in one.questions:
            return (STATEMENT if "item" in rule else CHOICE) * (2 if "then" in rule else 1)
    return CHOICE


def total(efforts: Iterable[Effort], surveys: int) -> Effort:
    """Together: the work of a wave is done once for each questionnaire, not for each indicator."""
    known = list(efforts)
    waves = sum(one.staff_minutes == WAVE and one.respondent_seconds > 0 for one in known)
    minutes = sum(one.staff_minutes for one in known) - WAVE * max(0, waves - surveys)
    return Effort(sum(one.respondent_seconds for one in known), minutes)
