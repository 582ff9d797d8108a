"""How well the items of a scale hang together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

MINIMUM_FOR_ALPHA = 30  # below it alpha says nothing worth printing (domain.md 5.7)
NOTHING = 1e-9  # what differs by less than this does not differ: only the decimals of a computer do
CROWDED = 0.15  # a floor or ceiling from this share on (Terwee et al. 2007)


def cronbach_alpha(items: ArrayLike) -> float | None:
    """Cronbach's alpha of items, shape (people, items), NaN = no answer; only complete rows count (Cronbach 1951).

    Gives k/(k−1)·(1 − Σ item variances / variance of the sum), or None when it does not exist.
    """
    matrix = np.asarray(items, float)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    people, k = len(matrix), int(matrix.shape[1])
    if people < 2 or k < 2:
        return None
    sums = matrix.sum(axis=1)
    if np.ptp(sums) < NOTHING:
        return None
    total = float(sums.var(ddof=1))
    return k / (k - 1) * (1 - float(matrix.var(axis=0, ddof=1).sum()) / total)


def item_rest(items: ArrayLike) -> list[float | None]:
    """Correlation of each item with the sum of the others, over complete rows, shape (people, items) (Nunnally & Bernstein 1994);
    None where one of the two does not vary."""
    matrix = np.asarray(items, float)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    found: list[float | None] = []
    for column in range(matrix.shape[1]):
        one, rest = matrix[:, column], matrix.sum(axis=1) - matrix[:, column]
        varies = len(matrix) > 1 and min(np.ptp(one), np.ptp(rest)) > NOTHING
        product = ((one - one.mean()) * (rest - rest.mean())).mean() if varies else 0.0
        found.append(float(product / (one.std() * rest.std())) if varies else None)
    return found


def alpha_if_deleted(items: ArrayLike) -> list[float | None]:
    """Alpha (Cronbach 1951) of the scale without each item, over the same complete rows; None when two items do not remain."""
    matrix = np.asarray(items, float)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    return [cronbach_alpha(np.delete(matrix, column, axis=1)) for column in range(matrix.shape[1])]


def floor_ceiling(scores: ArrayLike, lowest: float, highest: float) -> tuple[float, float]:
    """The share (0-1) of people with the lowest and with the highest score that can be had; NaN = no score (Terwee et al. 2007)."""
    known = np.asarray(scores, float)
    known = known[~np.isnan(known)]
    if not len(known):
        return 0.0, 0.0
    return float((known <= lowest + 1e-9).mean()), float((known >= highest - 1e-9).mean())
