"""Which way a figure or a pile of stories leans, and how sure that is, from what may be shown and nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.report.values import Figure
from analysis.statistics import change
from analysis.statistics.change import Test
from analysis.statistics.distributions import t_quantile
from analysis.statistics.intervals import Summary


@dataclass(frozen=True, slots=True)
class Leaning:
    """`way`: 1 = the desired way, −1 = the other way, 0 = neither; `p` two-sided; `n` people or stories."""

    way: int
    p: float
    n: int


def between(first: Figure, second: Figure, direction: str) -> Leaning | None:
    """How a figure moved between two waves; None when one of them may not be shown."""
    if first.value is None or second.value is None or not first.n or not second.n:
        return None
    return _leaning(first, second, direction, second.n)


def apart(group: Figure, whole: Figure, direction: str) -> Leaning | None:
    """How the figure of a group differs from that of all others, who follow from the whole minus the group.

    Nothing comes out that a reader could not compute: disclosure.protect has made the rest safe before the group is shown.
    """
    if group.value is None or whole.value is None or not group.n or not whole.n or whole.n <= group.n + 1:
        return None
    return _leaning(_rest(group, whole), group, direction, group.n)


def of_stories(good: int, bad: int) -> Leaning:
    """Which way stories point: the exact sign test (Dixon & Mood 1946)."""
    n = good + bad
    if not n:
        return Leaning(0, 1.0, 0)
    return Leaning((good > bad) - (good < bad), min(1.0, 2 * _tail(n, min(good, bad))), n)


def _tail(n: int, most: int) -> float:
    """The chance of at most so many heads in n throws, exact: each binomial coefficient follows from the one before."""
    term = total = 1
    for k in range(most):
        term = term * (n - k) // (k + 1)
        total += term
    return float(total / 2**n)


def of_stories_apart(group: tuple[int, int], others: tuple[int, int]) -> Leaning | None:
    """How the stories of a group (good, bad) differ from those of all others; None when there is nothing to compare."""
    if not sum(group) or not sum(others):
        return None
    share, rest = group[0] / sum(group), others[0] / sum(others)
    found = change.two_proportions(others[0], sum(others), group[0], sum(group))
    return Leaning((share > rest) - (share < rest), found.p, sum(group))


def _leaning(first: Figure, second: Figure, direction: str, n: int) -> Leaning | None:
    found = _test(first, second)
    if found is None or first.value is None or second.value is None:
        return None
    up = (second.value > first.value) - (second.value < first.value)
    return Leaning(up if direction == "omhoog" else -up, found.p, n)


def _test(first: Figure, second: Figure) -> Test | None:
    if first.unit == "procent":
        (x1, n1), (x2, n2) = _count(first), _count(second)
        return change.two_proportions(x1, n1, x2, n2)
    one, two = summary(first), summary(second)
    return None if one is None or two is None else change.welch(one, two)


def _count(figure: Figure) -> tuple[int, int]:
    """A share back to how many of how many; it was rounded to a tenth of a percent, so this holds up to a few hundred people and
    is a person or two off above that."""
    n = figure.n or 0
    return min(n, max(0, round((figure.value or 0) * n / 100))), n


def summary(figure: Figure) -> Summary | None:
    """Mean and spread back from a mean with Student's interval; None when there is no interval."""
    if figure.value is None or figure.interval is None or not figure.n or figure.n < 2:
        return None
    half = (figure.interval.high - figure.interval.low) / 2
    return Summary(figure.n, figure.value, half * math.sqrt(figure.n) / t_quantile(0.975, figure.n - 1))


def _rest(group: Figure, whole: Figure) -> Figure:
    """All others: for shares from the counts, for means from the weighted mean, with the spread of the whole."""
    n = (whole.n or 0) - (group.n or 0)
    if whole.unit == "procent":
        x = min(n, max(0, _count(whole)[0] - _count(group)[0]))
        return Figure(100 * x / n, n, "procent")
    mean = ((whole.n or 0) * (whole.value or 0) - (group.n or 0) * (group.value or 0)) / n
    half = math.sqrt((whole.n or 0) / n) if whole.interval else 0.0
    if whole.interval is None or whole.value is None:
        return Figure(mean, n, whole.unit)
    half *= (whole.interval.high - whole.interval.low) / 2
    return Figure(mean, n, whole.unit, type(whole.interval)(mean - half, mean + half, "t"))
