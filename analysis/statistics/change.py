"""Tests and effect sizes of a change between two measurements, of the same people (paired) or of two groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.distributions import chi2_1_tail, normal_two_sided, t_two_sided
from analysis.statistics.intervals import Summary, welch_df
from saying import mark

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Test:
    """The outcome of a test: its statistic, the two-sided p and the name of the method."""

    statistic: float
    p: float
    method: str


FINEST = 9  # decimals: 3,4 − 3,2 and 2,4 − 2,2 are the same change of two tenths, whatever a computer makes of them


def differences(first: ArrayLike, second: ArrayLike) -> Floats:
    """Second − first of the same people, shape (n,) each, without the noise of decimals in binary; NaN where one is not known."""
    return np.asarray(np.round(np.asarray(second, float) - np.asarray(first, float), FINEST), dtype=np.float64)


def spread(values: Floats) -> float:
    """The sample's standard deviation (n−1), exactly 0 when all are the same; shape (n,), n >= 2."""
    return 0.0 if float(np.ptp(values)) == 0 else float(values.std(ddof=1))


def mcnemar(b: int, c: int) -> Test:
    """Change of a yes/no answer of the same people; b = lost it, c = gained it. Exact binomial when b+c < 25, else
    chi-square with continuity correction (McNemar 1947; Edwards 1948), which never pushes b = c away from p = 1."""
    n = b + c
    if n == 0:
        return Test(0.0, 1.0, "McNemar (exact)")
    if n < 25:
        tail = sum(math.comb(n, k) for k in range(min(b, c) + 1)) / 2**n
        return Test(float(min(b, c)), min(1.0, 2 * tail), "McNemar (exact)")
    return mcnemar_corrected(b, c)


def mcnemar_corrected(b: int, c: int) -> Test:
    """McNemar's chi-square with Edwards' continuity correction: (|b−c|−1)²/(b+c)."""
    statistic = max(abs(b - c) - 1, 0) ** 2 / (b + c)
    return Test(statistic, chi2_1_tail(statistic), "McNemar")


def wilcoxon(first: ArrayLike, second: ArrayLike) -> Test:
    """Wilcoxon signed-rank test of paired ordinal values, shape (n,) each; zero differences dropped, ties corrected,
    normal approximation without continuity correction (Wilcoxon 1945; as SciPy's method='asymptotic'). NaN does not count."""
    d = differences(first, second)
    d = d[(d != 0) & ~np.isnan(d)]
    n = len(d)
    if n == 0:
        return Test(0.0, 1.0, "Wilcoxon")
    _, place, times = np.unique(np.abs(d), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(times) - (times - 1) / 2)[place]
    plus, minus = float(ranks[d > 0].sum()), float(ranks[d < 0].sum())
    t = min(plus, minus)
    ties = float((times.astype(float) ** 3 - times).sum())
    error = math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24)
    return Test(t, normal_two_sided((t - n * (n + 1) / 4) / error), "Wilcoxon")


def paired_t(first: ArrayLike, second: ArrayLike) -> Test:
    """Student's test of the mean difference of the same people, shape (n,) each, n >= 2 (Student 1908)."""
    d = differences(first, second)
    mean, sd = float(d.mean()), spread(d)
    if sd == 0:
        return Test(0.0 if mean == 0 else math.copysign(math.inf, mean), 1.0 if mean == 0 else 0.0, "gepaarde t")
    t = mean / (sd / math.sqrt(len(d)))
    return Test(t, t_two_sided(t, len(d) - 1), "gepaarde t")


def welch(first: Summary, second: Summary) -> Test:
    """Welch's test of two group means with unequal variances, from their summaries (n >= 2 each; Welch 1947)."""
    error = first.error + second.error
    if error == 0:
        return Test(0.0, 1.0 if first.mean == second.mean else 0.0, "Welch")
    t = (second.mean - first.mean) / math.sqrt(error)
    return Test(t, t_two_sided(t, welch_df(first, second)), "Welch")


def two_proportions(x1: int, n1: int, x2: int, n2: int) -> Test:
    """Two independent proportions: pooled z test, or Fisher's exact test when an expected count is below 5 (Cochran 1954)."""
    pooled = (x1 + x2) / (n1 + n2)
    if min(pooled, 1 - pooled) * min(n1, n2) < 5:
        return fisher(x1, n1, x2, n2)
    z = (x2 / n2 - x1 / n1) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return Test(z, normal_two_sided(z), mark("twee proporties (z)"))


def fisher(x1: int, n1: int, x2: int, n2: int) -> Test:
    """Fisher's exact test of a fourfold table; the statistic is x1. P sums all tables at most as likely (Fisher 1934)."""
    total, low, high = x1 + x2, max(0, x1 + x2 - n2), min(n1, x1 + x2)
    logs = [_log_choose(n1, k) + _log_choose(n2, total - k) for k in range(low, high + 1)]
    top = max(logs)
    weights = [math.exp(one - top) for one in logs]
    limit = weights[x1 - low] * (1 + 1e-7)
    return Test(float(x1), min(1.0, sum(w for w in weights if w <= limit) / sum(weights)), "Fisher (exact)")


def mann_whitney(first: ArrayLike, second: ArrayLike) -> Test:
    """Two independent groups of ordinal values, shape (n1,) and (n2,) (Mann & Whitney 1947); SciPy's asymptotic test with tie
    correction."""
    from scipy.stats import mannwhitneyu

    found = mannwhitneyu(np.asarray(first, float), np.asarray(second, float), method="asymptotic")
    return Test(float(found.statistic), float(found.pvalue), "Mann-Whitney")


def cohens_h(p1: float, p2: float) -> float:
    """Effect size of two proportions: 2·asin√p2 − 2·asin√p1 (Cohen 1988, 6.2)."""
    return 2 * math.asin(math.sqrt(p2)) - 2 * math.asin(math.sqrt(p1))


def cohens_d(first: Summary, second: Summary) -> float | None:
    """Difference of two means in pooled standard deviations (Cohen 1988, 2.2); None when nothing varies."""
    variance = ((first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2) / (first.n + second.n - 2)
    return (second.mean - first.mean) / math.sqrt(variance) if variance else None


def d_z(first: ArrayLike, second: ArrayLike) -> float | None:
    """Mean change in standard deviations of the change, second − first (Lakens 2013, eq. 6); None when no spread."""
    d = differences(first, second)
    sd = spread(d)
    return float(d.mean()) / sd if sd else None


def d_av(first: ArrayLike, second: ArrayLike) -> float | None:
    """Mean change in the average standard deviation of both measurements (Lakens 2013, eq. 10); None when no spread."""
    one, two = np.asarray(first, float), np.asarray(second, float)
    middle = (spread(one) + spread(two)) / 2
    return (float(two.mean()) - float(one.mean())) / middle if middle else None


def critical_change(sd: float, reliability: float, *, z: float = 1.96) -> float:
    """The smallest change of one person that measurement error does not explain: z·SD·√2·√(1−r) (Jacobson & Truax 1991)."""
    return z * sd * math.sqrt(2) * math.sqrt(1 - reliability)


def rci(before: ArrayLike, after: ArrayLike, sd: float, reliability: float) -> Floats:
    """Reliable change index per person, (after − before)/(SD·√2·√(1−r)) (Jacobson & Truax 1991); 0 for who did not change, also
    where nothing is measured with error."""
    error = sd * math.sqrt(2) * math.sqrt(1 - reliability)
    d = differences(before, after)
    if error == 0:
        return np.asarray(np.where(d == 0, 0.0, np.copysign(np.inf, d)), dtype=np.float64)
    return np.asarray(d / error, dtype=np.float64)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
