"""The golden values of domain.md 5.9, and the formulas against SciPy and statsmodels."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from analysis.statistics import agreement, change, distributions, intervals, scales, weighting
from analysis.statistics.intervals import Summary

stats = pytest.importorskip("scipy.stats")

FIRST = (6, 5, 4, 6, 3, 5, 2, 4, 6, 5)
SECOND = (4, 5, 2, 5, 3, 3, 2, 1, 4, 4)
TEXTBOOK = [  # Krippendorff's reliability data: four coders, twelve units
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def near(value, digits=4):
    return pytest.approx(value, abs=0.5 * 10**-digits)


def summary(values):
    return Summary(len(values), float(values.mean()), float(values.std(ddof=1)))


def test_wilson_golden():
    one = intervals.wilson(12, 40)
    assert (one.low, one.high) == (near(0.1807), near(0.4543))
    none = intervals.wilson(0, 8)
    assert (none.low, none.high) == (0.0, near(0.3244))


def test_margin_of_error_golden():
    assert intervals.margin_of_error(384) == near(0.050, 3)
    assert intervals.margin_of_error(278, population=1000) == near(0.050, 3)


def test_mcnemar_golden():
    assert change.mcnemar(4, 15).p == near(0.01921, 5)
    corrected = change.mcnemar_corrected(4, 15)
    assert (corrected.statistic, corrected.p) == (near(5.2632), near(0.02178, 5))


def test_wilcoxon_and_effect_golden():
    found = change.wilcoxon(FIRST, SECOND)
    assert (found.statistic, found.p) == (0, near(0.01576, 5))
    assert change.d_z(SECOND, FIRST) == near(1.2272)
    assert change.d_av(SECOND, FIRST) == near(0.9675)


def test_rci_golden():
    assert change.rci([6], [2], 1.9, 0.82)[0] == near(-3.509, 3)
    assert change.critical_change(1.9, 0.82) == near(2.234, 3)


def test_agreement_golden():
    a, b = [int(x) for x in "1101001101"], [int(x) for x in "1001011101"]
    assert agreement.cohen_kappa(a, b) == near(0.5833)
    assert agreement.krippendorff_alpha([a, b]) == near(0.6042)


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491)])
def test_krippendorff_textbook(level, alpha):
    assert agreement.krippendorff_alpha(TEXTBOOK, level) == near(alpha)


def test_agreement_of_nothing():
    assert agreement.cohen_kappa([1, 1], [1, 1]) is None
    assert agreement.krippendorff_alpha([[1, None], [None, 1]]) is None


def test_raking_golden():
    raked = weighting.rake([[10, 30], [20, 40]], [[50, 50], [40, 60]])
    assert raked.converged
    assert raked.weights == pytest.approx(np.array([[1.7577, 1.0808], [1.1212, 0.6894]]), abs=5e-5)
    assert weighting.design_effect(raked.weights, [[10, 30], [20, 40]]) == near(1.1009)


def test_trim_keeps_the_average():
    cut = weighting.trim([0.01, 1, 1, 30])
    assert cut.mean() == pytest.approx(1)
    assert cut.max() / cut.min() == pytest.approx(25)


@pytest.mark.parametrize("df", [1, 2.5, 7, 30, 399, 99_999])
def test_t_is_scipys(df):
    assert distributions.t_quantile(0.975, df) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-9)
    for t in (0.1, 1.0, 2.3, 8.0):
        assert distributions.t_two_sided(t, df) == pytest.approx(2 * stats.t.sf(t, df), rel=1e-8)


def test_intervals_are_statsmodels():
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    low, high = proportion_confint(37, 120, method="wilson")
    mine = intervals.wilson(37, 120)
    assert (mine.low, mine.high) == (pytest.approx(low), pytest.approx(high))
    low, high = confint_proportions_2indep(45, 110, 40, 130, method="newcomb", compare="diff")
    mine = intervals.newcombe(40, 130, 45, 110)
    assert (mine.low, mine.high) == (pytest.approx(low), pytest.approx(high))


def test_paired_difference_is_newcombes_example():
    """Newcombe 1998b, table II, row (36, 12, 2, 0) of 50: method 10 gives 0.0569 to 0.3404."""
    mine = intervals.paired_difference(36, 2, 12, 0)
    assert mine.value == pytest.approx(0.2)
    assert (mine.low, mine.high) == (near(0.0569), near(0.3404))


def test_finite_population():
    everyone = intervals.wilson(5, 20, population=20)
    assert everyone.low == pytest.approx(everyone.high) == pytest.approx(0.25)
    wide, narrow = intervals.t_interval(5, 2, 20), intervals.t_interval(5, 2, 20, population=30)
    assert narrow.high - narrow.low == pytest.approx((wide.high - wide.low) * np.sqrt(10 / 29))


def test_tests_are_scipys():
    random = np.random.default_rng(5)
    one, two = random.integers(0, 11, 200), random.integers(1, 12, 200)
    theirs = stats.wilcoxon(one, two, method="asymptotic", correction=False)
    assert change.wilcoxon(one, two).p == pytest.approx(theirs.pvalue)
    assert change.paired_t(one, two).p == pytest.approx(stats.ttest_rel(one, two).pvalue)
    mine = change.welch(summary(one), summary(two[:90]))
    assert mine.p == pytest.approx(stats.ttest_ind(one, two[:90], equal_var=False).pvalue)
    assert change.mann_whitney(one, two).p == pytest.approx(stats.mannwhitneyu(one, two).pvalue)
    assert change.fisher(3, 20, 11, 25).p == pytest.approx(stats.fisher_exact([[3, 17], [11, 14]]).pvalue)


def test_welch_interval_is_scipys():
    random = np.random.default_rng(6)
    one, two = random.normal(5, 2, 60), random.normal(6, 3, 45)
    theirs = stats.ttest_ind(two, one, equal_var=False).confidence_interval()
    mine = intervals.mean_difference(summary(one), summary(two))
    assert (mine.low, mine.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_proportions_and_mcnemar_are_statsmodels():
    from statsmodels.stats.contingency_tables import mcnemar
    from statsmodels.stats.proportion import proportion_effectsize, proportions_ztest

    assert change.two_proportions(40, 130, 55, 120).p == pytest.approx(proportions_ztest([40, 55], [130, 120])[1])
    assert change.cohens_h(0.3, 0.45) == pytest.approx(proportion_effectsize(0.45, 0.3))
    for b, c in ((3, 9), (12, 12), (24, 40)):
        theirs = mcnemar([[10, b], [c, 10]], exact=b + c < 25, correction=True)
        assert change.mcnemar(b, c).p == pytest.approx(theirs.pvalue)


def test_small_tables_use_fisher():
    assert change.two_proportions(1, 12, 4, 15).method == "Fisher (exact)"


def test_alpha_is_the_covariance_form():
    random = np.random.default_rng(8)
    items = random.normal(size=(80, 1)) + random.normal(size=(80, 5))
    covariance = np.cov(items.T)
    theirs = 5 / 4 * (1 - np.trace(covariance) / covariance.sum())
    assert scales.cronbach_alpha(items) == pytest.approx(theirs)
    holed = np.vstack([items, [np.nan, 1, 1, 1, 1]])
    assert scales.cronbach_alpha(holed) == pytest.approx(theirs)
    rest = scales.item_rest(items)
    assert rest[0] == pytest.approx(np.corrcoef(items[:, 0], items[:, 1:].sum(axis=1))[0, 1])


def test_alpha_of_no_spread():
    assert scales.cronbach_alpha([[1, 1], [1, 1], [1, 1]]) is None


def test_nothing_changed():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert change.mcnemar(0, 0).p == 1
        assert change.wilcoxon([1, 2], [1, 2]).p == 1
        assert change.paired_t([1, 2], [1, 2]).p == 1
        assert change.paired_t([1, 2], [2, 3]).p == 0
        assert change.d_z([1, 2], [2, 3]) is None
        assert change.cohens_d(Summary(5, 1, 0), Summary(5, 1, 0)) is None


def test_wrong_proportion_is_refused():
    with pytest.raises(ValueError, match="not a proportion"):
        intervals.wilson(3, 0)
