"""Weights that bring a sample back to known margins of the population, and what they cost in precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Raked:
    """A weight per cell (same shape as the counts), whether the margins were reached, and in how many rounds."""

    weights: NDArray[np.float64]
    converged: bool
    rounds: int


def rake(counts: ArrayLike, margins: Sequence[ArrayLike], *, rounds: int = 200, tolerance: float = 1e-10) -> Raked:
    """Iterative proportional fitting (Deming & Stephan 1940) of a table of counts to one margin per axis (shares or counts).

    Weights average 1 over the people. Self-selection cannot be weighted away; say so where weights are used.
    """
    table = np.asarray(counts, float)
    n = table.sum()
    if any(np.asarray(m, float).sum() <= 0 for m in margins):
        raise ValueError("a margin of the population without people cannot be weighted to")
    targets = [np.asarray(m, float) / np.asarray(m, float).sum() * n for m in margins]
    fitted = table.copy()
    for done in range(1, rounds + 1):
        for axis, target in enumerate(targets):
            fitted = fitted * _reshape(_ratio(target, _margin(fitted, axis)), axis, table.ndim)
        if all(np.abs(_margin(fitted, axis) - t).max() < tolerance * n for axis, t in enumerate(targets)):
            return Raked(_ratio(fitted, table), True, done)
    return Raked(_ratio(fitted, table), False, rounds)


def rake_trimmed(
    counts: ArrayLike, margins: Sequence[ArrayLike], *, low: float = 0.2, high: float = 5.0, rounds: int = 200
) -> Raked:
    """Rake, cut off weights outside low-high, and rake again until nothing moves (Battaglia et al. 2009; domain.md 5.3).

    `converged` says whether the margins are still met with all weights inside the bounds; when not, the weights are inside the
    bounds and the margins are not quite met.
    """
    table = np.asarray(counts, float)
    used = table > 0
    start = np.ones_like(table)
    for done in range(1, rounds + 1):
        found = rake(table * start, margins)
        whole = _averaged(np.where(used, found.weights * start, 0.0), table)
        cut = np.where(used, np.clip(whole, low, high), 0.0)
        if np.abs(cut - whole).max() < 1e-6:  # a hair over the bound is the bound
            return Raked(cut, found.converged, done)
        start = cut
    return Raked(np.where(used, np.clip(_averaged(start, table), low, high), 0.0), False, rounds)


def weighted_share(values: ArrayLike, weights: ArrayLike) -> tuple[float, float, float]:
    """Weighted mean, its standard deviation and the effective n (Kish 1965) of values, shape (n,), NaN = does not count."""
    x, w = np.asarray(values, float), np.asarray(weights, float)
    keep = ~np.isnan(x) & (w > 0)
    x, w = x[keep], w[keep]
    if not len(x):
        raise ValueError("there is nothing to weigh")
    total = float(w.sum())
    mean = float((w * x).sum()) / total
    effective = total**2 / float((w * w).sum())
    spread = float((w * (x - mean) ** 2).sum()) / total
    return mean, float(np.sqrt(spread * effective / (effective - 1))) if effective > 1 else 0.0, effective


def _averaged(weights: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same weights with an average of 1 over the people; as they are when there is nobody."""
    weighed = float((weights * counts).sum())
    return np.asarray(weights * counts.sum() / weighed if weighed else weights, dtype=np.float64)


def design_effect(weights: ArrayLike, counts: ArrayLike | None = None) -> float:
    """Design effect n·Σw²/(Σw)² (Kish 1965); `counts` = people per weight (default one each). Effective n = n / this."""
    w = np.asarray(weights, float)
    if not w.sum() > 0:
        raise ValueError("a design effect needs weights above nought")
    c = np.ones_like(w) if counts is None else np.asarray(counts, float)
    return float(c.sum() * (c * w * w).sum() / (c * w).sum() ** 2)


def trim(weights: ArrayLike, low: float = 0.2, high: float = 5.0) -> NDArray[np.float64]:
    """Weights cut off at both ends and brought back to an average of 1 (domain.md 5.3)."""
    cut = np.clip(np.asarray(weights, float), low, high)
    return np.asarray(cut / cut.mean() if len(cut) else cut, dtype=np.float64)


def _margin(table: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return np.asarray(table.sum(axis=tuple(a for a in range(table.ndim) if a != axis)))


def _ratio(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(top, bottom, out=np.zeros_like(top, dtype=np.float64), where=bottom != 0)


def _reshape(vector: NDArray[np.float64], axis: int, ndim: int) -> NDArray[np.float64]:
    return vector.reshape([-1 if a == axis else 1 for a in range(ndim)])
