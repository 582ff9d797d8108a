"""Intervals of 95% (or another level) around proportions, means and their differences. Proportions are 0-1 here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.statistics.distributions import normal_quantile, t_quantile


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval, in its own unit; `method` names the formula."""

    value: float
    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A group of measured values: how many, their mean and their standard deviation (with n−1)."""

    n: int
    mean: float
    sd: float

    @property
    def error(self) -> float:
        """Variance of the mean, sd²/n."""
        return self.sd**2 / self.n


def fpc(n: int, population: int | None) -> float:
    """Finite population correction √((N−n)/(N−1)) (Cochran 1977, 2.6); 1.0 when N is unknown, 0.0 when all answered.

    A population smaller than its sample is not the population: then nothing is corrected, for certainty is not to be had by mistake.
    """
    if population is None or population < n:
        return 1.0
    return math.sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def margin_of_error(n: int, *, p: float = 0.5, population: int | None = None, level: float = 0.95) -> float:
    """Half the width of the textbook interval of a proportion (Cochran 1977, 3.6), for planning a sample; never for reporting a small n."""
    return normal_quantile((1 + level) / 2) * math.sqrt(p * (1 - p) / n) * fpc(n, population)


def wilson(successes: int, n: int, *, level: float = 0.95, population: int | None = None) -> Estimate:
    """Wilson's score interval (Wilson 1927; Brown, Cai & DasGupta 2001); with N known, z is shrunk by the correction."""
    _check(successes, n)
    z = normal_quantile((1 + level) / 2) * fpc(n, population)
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Estimate(p, low, high, "Wilson")


def wilson_share(share: float, effective: float, *, level: float = 0.95) -> Estimate:
    """Wilson's interval of a weighted share (0-1), with the effective number of answers in the place of n (Kish 1965; the idea of
    Korn & Graubard 1998)."""
    if effective <= 0 or not 0 <= share <= 1:
        raise ValueError(f"a share of {share} of {effective} answers does not exist")
    z = normal_quantile((1 + level) / 2)
    centre = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z * math.sqrt(share * (1 - share) / effective + z * z / (4 * effective**2)) / (1 + z * z / effective)
    return Estimate(share, max(centre - half, 0.0), min(centre + half, 1.0), "Wilson, gewogen")


def weighted_mean_interval(mean: float, sd: float, effective: float, *, level: float = 0.95) -> Estimate:
    """Student's interval of a weighted mean with the effective number of answers (Kish 1965)."""
    if effective < 2:
        raise ValueError("an interval of a mean needs two values")
    half = t_quantile((1 + level) / 2, effective - 1) * sd / math.sqrt(effective)
    return Estimate(mean, mean - half, mean + half, "t, gewogen")


def t_interval(mean: float, sd: float, n: int, *, level: float = 0.95, population: int | None = None) -> Estimate:
    """Student's interval of a mean (Student 1908); sd is the sample's (n−1). Needs n >= 2."""
    if n < 2:
        raise ValueError("an interval of a mean needs two values")
    half = t_quantile((1 + level) / 2, n - 1) * sd / math.sqrt(n) * fpc(n, population)
    return Estimate(mean, mean - half, mean + half, "t")


def newcombe(x1: int, n1: int, x2: int, n2: int, *, level: float = 0.95) -> Estimate:
    """Difference p2 − p1 of two independent proportions (Newcombe 1998a, method 10: Wilson limits, square and add)."""
    first, second = wilson(x1, n1, level=level), wilson(x2, n2, level=level)
    d = second.value - first.value
    low = d - math.hypot(second.value - second.low, first.high - first.value)
    high = d + math.hypot(second.high - second.value, first.value - first.low)
    return Estimate(d, max(low, -1.0), min(high, 1.0), "Newcombe")


def paired_difference(both: int, only_first: int, only_second: int, neither: int, *, level: float = 0.95) -> Estimate:
    """Difference p2 − p1 of two proportions of the same people (Newcombe 1998b, method 10, with corrected phi)."""
    n = both + only_first + only_second + neither
    first, second = wilson(both + only_first, n, level=level), wilson(both + only_second, n, level=level)
    d = (only_second - only_first) / n
    phi = _phi(both, only_first, only_second, neither)
    down2, up1 = second.value - second.low, first.high - first.value
    up2, down1 = second.high - second.value, first.value - first.low
    low = d - math.sqrt(max(down2**2 - 2 * phi * down2 * up1 + up1**2, 0.0))
    high = d + math.sqrt(max(up2**2 - 2 * phi * up2 * down1 + down1**2, 0.0))
    return Estimate(d, max(low, -1.0), min(high, 1.0), "Newcombe (gepaard)")


def mean_difference(first: Summary, second: Summary, *, level: float = 0.95) -> Estimate:
    """Difference second − first of the means of two independent groups with unequal variances (Welch 1947)."""
    d = second.mean - first.mean
    error = first.error + second.error
    half = t_quantile((1 + level) / 2, welch_df(first, second)) * math.sqrt(error) if error else 0.0
    return Estimate(d, d - half, d + half, "Welch")


def welch_df(first: Summary, second: Summary) -> float:
    """Welch-Satterthwaite degrees of freedom (Satterthwaite 1946; Welch 1947); both groups need two values and one of them some spread."""
    return (first.error + second.error) ** 2 / (first.error**2 / (first.n - 1) + second.error**2 / (second.n - 1))


def _phi(a: int, b: int, c: int, d: int) -> float:
    """Correlation of the fourfold table, its numerator lowered by n/2 when positive (Newcombe 1998b)."""
    product = (a + b) * (c + d) * (a + c) * (b + d)
    if product == 0:
        return 0.0
    top = float(a * d - b * c)
    if top > 0:
        top = max(top - (a + b + c + d) / 2, 0.0)
    return top / math.sqrt(product)


def _check(successes: int, n: int) -> None:
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a proportion")
