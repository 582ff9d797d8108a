"""Regression to the mean: who starts far from the middle moves towards it without anything having helped."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def expected_regression(entry_mean: float, population_mean: float, correlation: float) -> float:
    """The change of a group that chance alone explains: (1 − r)·(μ − entry mean), r = correlation of two measurements
    (Barnett, van der Pols & Dobson 2005; Galton 1886)."""
    return (1 - correlation) * (population_mean - entry_mean)


def correlation(first: ArrayLike, second: ArrayLike) -> float | None:
    """Pearson's r (Pearson 1896) of the same people measured twice, shape (n,) each, NaN left out; None below three pairs or without spread."""
    one, two = np.asarray(first, float), np.asarray(second, float)
    both = ~np.isnan(one) & ~np.isnan(two)
    one, two = one[both], two[both]
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(two) == 0:
        return None
    return float(np.corrcoef(one, two)[0, 1])
