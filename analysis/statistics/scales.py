"""How well the items of a scale hang together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

MINIMUM_FOR_ALPHA = 30  # below it alpha says nothing worth printing (domain.md 5.7)


def cronbach_alpha(items: ArrayLike) -> float | None:
    """Cronbach's alpha of items, shape (people, items), NaN = no answer; only complete rows count (Cronbach 1951).

    Gives k/(k−1)·(1 − Σ item variances / variance of the sum), or None when it does not exist.
    """
    matrix = np.asarray(items, float)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    people, k = len(matrix), int(matrix.shape[1])
    if people < 2 or k < 2:
        return None
    total = float(matrix.sum(axis=1).var(ddof=1))
    if total == 0:
        return None
    return k / (k - 1) * (1 - float(matrix.var(axis=0, ddof=1).sum()) / total)


def item_rest(items: ArrayLike) -> list[float | None]:
    """Correlation of each item with the sum of the others, over complete rows, shape (people, items)."""
    matrix = np.asarray(items, float)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    found: list[float | None] = []
    for column in range(matrix.shape[1]):
        one, rest = matrix[:, column], matrix.sum(axis=1) - matrix[:, column]
        spread = one.std() * rest.std() if len(matrix) > 1 else 0.0
        found.append(float(((one - one.mean()) * (rest - rest.mean())).mean() / spread) if spread else None)
    return found
