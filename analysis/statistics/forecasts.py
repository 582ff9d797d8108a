"""How good an expectation in the form of a range was, once the figure is there."""

from __future__ import annotations

LEVEL = 0.8  # a partner is asked for a range that holds the figure four times out of five


def interval_score(low: float, high: float, actual: float, *, level: float = LEVEL) -> float:
    """The width, plus 2/α times the distance by which the actual figure lay outside (Gneiting & Raftery 2007, eq. 43); lower is
    better, and nobody gains by naming another range than the one he believes in (a proper score)."""
    if high < low:
        raise ValueError("a range runs from low to high")
    alpha = 1 - level
    return (high - low) + 2 / alpha * (max(low - actual, 0.0) + max(actual - high, 0.0))
