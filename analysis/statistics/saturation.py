"""How much is still new in one more story: the curve of codes heard, whatever the order in which the stories came."""

from __future__ import annotations

import math
from collections.abc import Sequence


def heard(counts: Sequence[int], stories: int, draw: int) -> float:
    """The expected number of different codes in `draw` of the stories; counts = in how many stories each code stands.

    Sample-based rarefaction, Σ 1 − C(N−n_c, m)/C(N, m) (Hurlbert 1971; Colwell, Mao & Chang 2004).
    """
    if not 0 <= draw <= stories or any(not 0 <= one <= stories for one in counts):
        raise ValueError("a code cannot stand in more stories than there are")
    return sum(1 - _none(stories, one, draw) for one in counts if one)


def curve(counts: Sequence[int], stories: int, points: int = 10) -> list[tuple[int, float]]:
    """(stories read, codes heard) at about evenly spaced places, the last one all stories."""
    places = sorted({max(1, round(stories * i / points)) for i in range(1, points + 1)}) if stories else []
    return [(place, heard(counts, stories, place)) for place in places]


def new_in_last(counts: Sequence[int], stories: int) -> float:
    """The expected number of codes that only the last story brought: codes heard once, divided by the stories (Good 1953)."""
    return sum(one == 1 for one in counts) / stories if stories else 0.0


def _none(stories: int, with_code: int, draw: int) -> float:
    """The chance that none of `draw` stories has a code that stands in `with_code` of them."""
    left = stories - with_code
    if draw > left:
        return 0.0
    return math.exp(
        math.lgamma(left + 1) - math.lgamma(left - draw + 1) - math.lgamma(stories + 1) + math.lgamma(stories - draw + 1)
    )
