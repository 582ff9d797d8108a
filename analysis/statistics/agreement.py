"""How far coders agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Kappa of two coders over the same units (Cohen 1960); None when both gave one and the same code throughout."""
    if len(first) != len(second) or not first:
        raise ValueError("both coders must have coded the same units")
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    expected = sum(first.count(code) * second.count(code) for code in set(first)) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(coders: Sequence[Sequence[float | None]], level: str = "nominal") -> float | None:
    """Alpha of any number of coders, shape (coders, units), None = not coded (Krippendorff 2011).

    `level` is nominal, ordinal, interval or ratio (values of 0 and up). None when there is nothing to compare.
    """
    values = sorted({v for row in coders for v in row if v is not None})
    place = {v: i for i, v in enumerate(values)}
    coincidence = np.zeros((len(values), len(values)))
    for unit, times in Counter(zip(*coders, strict=True)).items():  # many units are coded alike: each kind is worked out once
        counts = np.zeros(len(values))
        for v in unit:
            if v is not None:
                counts[place[v]] += 1
        m = counts.sum()
        if m >= 2:
            coincidence += times * (np.outer(counts, counts) - np.diag(counts)) / (m - 1)
    return _alpha(coincidence, _distances(values, coincidence.sum(axis=1), level))


def _alpha(coincidence: NDArray[np.float64], distances: NDArray[np.float64]) -> float | None:
    margins = coincidence.sum(axis=1)
    n = float(margins.sum())
    expected = float((np.outer(margins, margins) * distances).sum())
    if n <= 1 or expected == 0:
        return None
    return 1 - (n - 1) * float((coincidence * distances).sum()) / expected


def _distances(values: Sequence[float], margins: NDArray[np.float64], level: str) -> NDArray[np.float64]:
    size = len(values)
    if level == "nominal":
        return 1 - np.eye(size)
    if level == "interval":
        points = np.asarray(values, float)
        return np.asarray((points[:, None] - points[None, :]) ** 2, dtype=np.float64)
    if level == "ordinal":
        upto = np.cumsum(margins) - margins / 2  # middle rank of each value
        return np.asarray((upto[:, None] - upto[None, :]) ** 2, dtype=np.float64)
    if level == "ratio":
        points = np.asarray(values, float)
        both = points[:, None] + points[None, :]
        return np.asarray(
            np.divide(points[:, None] - points[None, :], both, out=np.zeros_like(both), where=both != 0) ** 2, dtype=np.float64
        )
    raise ValueError(f"unknown level of measurement: {level}")
