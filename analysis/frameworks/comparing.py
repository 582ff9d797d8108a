"""Two sessions over a framework beside each other: what lay the same, what moved. Plain rules."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.frameworks.aggregate import Laid, Names, Sitting
from analysis.frameworks.framework import Dimension, Framework, text_of
from analysis.frameworks.rows import position
from analysis.sentences import number

NOT_LAID = "–"


@dataclass(frozen=True, slots=True)
class Compared:
    """One card at two sessions, in words."""

    name: str
    first: str
    second: str
    moved: bool


def compare(framework: Framework, first: Sitting, second: Sitting, names: Names) -> tuple[Compared, ...]:
    """Every card of either session; those that moved come first."""
    one, two = _laid(framework, first), _laid(framework, second)
    rows = [
        Compared(names.get(key, key[1]), one.get(key, NOT_LAID), two.get(key, NOT_LAID), one.get(key) != two.get(key))
        for key in {**one, **two}
    ]
    return tuple(sorted(rows, key=lambda row: (not row.moved, row.name.casefold())))


def _laid(framework: Framework, sitting: Sitting) -> dict[tuple[str, str], str]:
    """Per subject where it lay and how, in words."""
    states = framework.state_names()
    found: dict[tuple[str, str], list[str]] = {}
    for card in sorted(sitting.cards, key=lambda row: [one.code for one in framework.dimensions].index(row.dimension)):
        dimension = framework.dimension(card.dimension)
        assert dimension is not None
        itself = card.subject == card.dimension
        words = [] if itself else [text_of(dimension.name)]
        if card.state:
            words.append(states[card.state])
        spot = _spot(dimension, card)
        if spot is not None:
            words.append(number(spot, 2))
        found.setdefault((card.kind, card.subject), []).append(": ".join(words))
    return {key: ", ".join(one for one in parts if one) for key, parts in found.items()}


def _spot(dimension: Dimension, card: Laid) -> float | None:
    """Where a scored card lies on its axis."""
    scores = {code: float(value) for code, value in card.values.items() if isinstance(value, int | float)}
    return position([[item.code for item in side.items] for side in dimension.sides], scores) if dimension.sides else None
