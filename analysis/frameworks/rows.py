"""From a framework and its subjects to the rows people fill: which cards can be put down, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.frameworks.framework import Framework, text_of


@dataclass(frozen=True, slots=True)
class Row:
    """A card that can be put down: in one fixed dimension, or over the dimensions of one's choice ("" = free)."""

    kind: str
    subject: str
    name: str
    dimension: str
    marks: tuple[tuple[str, str], ...] = ()  # sentences to score: code and words

    @property
    def key(self) -> str:
        """The name of the row in a form."""
        return f"{self.dimension}|{self.kind}|{self.subject}"


def rows(framework: Framework, subjects: Sequence[tuple[str, str, str]]) -> list[Row]:
    """The rows of a board. `subjects`: kind, code and name; for a framework per subject only the chosen one."""
    if framework.cards_from != "kaarten":
        return []
    if framework.layout == "per_onderwerp":
        return [_scored(framework, one, dimension.code) for one in subjects for dimension in framework.dimensions]
    found: list[Row] = []
    for dimension in framework.dimensions:
        if framework.judged:
            found.append(Row("onderwerp", dimension.code, text_of(dimension.name), dimension.code))
        found += [Row("onderwerp", one.code, text_of(one.name), dimension.code) for one in dimension.items]
    if framework.layout == "sorteren":
        found += [Row(kind, code, name, "") for kind, code, name in subjects]
    return found


def _scored(framework: Framework, subject: tuple[str, str, str], code: str) -> Row:
    dimension = framework.dimension(code)
    assert dimension is not None
    sentences = [(item.code, text_of(item.name)) for side in dimension.sides for item in side.items]
    kind, one, name = subject
    return Row(kind, one, name, code, tuple(sentences))


def position(sides: Iterable[Iterable[str]], scores: dict[str, float], most: float = 4) -> float | None:
    """Where the scores of an axis lie: -1 is wholly the first side, 1 wholly the second; None when a side has no score."""
    means = []
    for codes in sides:
        known = [scores[code] for code in codes if code in scores]
        if not known:
            return None
        means.append(sum(known) / len(known))
    first, second = means
    return round((second - first) / most, 3)
