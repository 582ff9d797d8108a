"""Normal, t and chi-square in plain Python: SciPy would cost every report 0.2 s and 26 MB for these three curves."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

_NORMAL = NormalDist()
_TINY = 1e-300


def normal_quantile(p: float) -> float:
    """The z below which a share p (0-1) of the standard normal lies."""
    return _NORMAL.inv_cdf(p)


def normal_two_sided(z: float) -> float:
    """P(|Z| >= |z|) of the standard normal."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi2_1_tail(x: float) -> float:
    """P(X >= x) of chi-square with one degree of freedom (the square of a standard normal)."""
    return math.erfc(math.sqrt(x / 2))


def t_two_sided(t: float, df: float) -> float:
    """P(|T| >= |t|) of Student's t: the regularised incomplete beta I_x(df/2, 1/2) at x = df/(df+t²) (A&S 26.7.1)."""
    if math.isinf(t):
        return 0.0
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


@cache
def t_quantile(p: float, df: float) -> float:
    """The t below which a share p (0.5 < p < 1) lies: Newton on the tail from the expansion of A&S 26.7.5; 1e-10 relative."""
    z = normal_quantile(p)
    t = z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
    for _ in range(60):
        step = (t_two_sided(t, df) - 2 * (1 - p)) / (2 * _t_density(t, df))
        t = max(t + step, t / 2)  # the tail is convex: from the left it never overshoots, from the right it may
        if abs(step) <= 1e-12 * t:
            break
    return t


def _t_density(t: float, df: float) -> float:
    constant = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(constant - (df + 1) / 2 * math.log1p(t * t / df))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b), 0-1, by Lentz's continued fraction (Numerical Recipes 6.4; A&S 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):  # _away written out: this runs some ten thousand times in a report
            d, c = 1 + step * d, 1 + step / c
            d, c = 1 / (d if abs(d) > _TINY else _TINY), c if abs(c) > _TINY else _TINY
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def _away(x: float) -> float:
    """Lentz's guard against a division by zero."""
    return x if abs(x) > _TINY else _TINY
