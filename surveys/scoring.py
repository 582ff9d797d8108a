"""Answers to scale scores, as the scale was declared: which items, which are reversed, how many must be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.questions import Texts, is_missing


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one person, and how many items it rests on."""

    value: float
    answered: int


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One item of a scale: where its answer stands, and what each answer is worth (already reversed where it should be)."""

    question: str
    item: str | None
    points: Mapping[str, float]  # option code (or the mark as text) to points; a missing option is not in it
    reversed: bool = False

    @property
    def ref(self) -> str:
        """As the file names it: `verbonden.v1` or `tevreden`."""
        return f"{self.question}.{self.item}" if self.item else self.question

    def worth(self, answers: Mapping[str, Any]) -> float | None:
        """The points of this person's answer, None without one that counts."""
        answer = answers.get(self.question)
        if answer is None or is_missing(answer):
            return None
        if self.item is not None:
            answer = answer.get(self.item) if isinstance(answer, dict) else None
        return None if answer is None or isinstance(answer, dict | list) else self.points.get(str(answer))


@dataclass(frozen=True, slots=True)
class Band:
    """A range of scores with a name, both ends included."""

    low: float
    high: float
    label: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A declared scale. `function` is "som" or "gemiddelde"; `source` says where it comes from."""

    code: str
    title: Texts
    items: tuple[ScaleItem, ...]
    function: str = "gemiddelde"
    minimum: int = 1
    bands: tuple[Band, ...] = ()
    source: str = ""
    rounding: int = 2
    shown: bool = False  # whether who filled it in may see the own score, on the sheet after sending
    points: Mapping[str, float] = field(default_factory=dict)  # as declared, when the options' own values are not used
    points_reversed: Mapping[str, float] = field(default_factory=dict)

    def extent(self) -> tuple[float, float]:
        """The lowest and the highest score that can be."""
        lows = [min(item.points.values(), default=0) for item in self.items]
        highs = [max(item.points.values(), default=0) for item in self.items]
        parts = 1 if self.function == "som" else max(len(self.items), 1)
        return sum(lows) / parts, sum(highs) / parts

    def band(self, value: float) -> Band | None:
        """The band this score falls in."""
        return next((band for band in self.bands if band.low <= value <= band.high), None)


def score(scale: Scale, answers: Mapping[str, Any]) -> Score | None:
    """The score of one person, or None when fewer items than the scale's minimum were answered.

    A sum over fewer than all items is the mean of the answered ones times the number of items (person-mean imputation), so that
    who skipped an item does not score lower for it. Missing answers never score.
    """
    worths = [worth for item in scale.items if (worth := item.worth(answers)) is not None]
    if not worths or len(worths) < scale.minimum:
        return None
    mean = sum(worths) / len(worths)
    value = mean if scale.function == "gemiddelde" else mean * len(scale.items)
    return Score(round(value, scale.rounding), len(worths))
