"""The statistics of weighting, scales, many tests, saturation and forecasts, against statsmodels, SciPy and by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from analysis.statistics import agreement, change, correction, forecasts, intervals, regression, saturation, scales, weighting

stats = pytest.importorskip("scipy.stats")


@pytest.mark.parametrize("seed", range(5))
def test_corrections_are_statsmodels(seed):
    from statsmodels.stats.multitest import multipletests

    ps = np.random.default_rng(seed).uniform(0, 0.3, 12).round(3).tolist()
    assert correction.holm(ps) == pytest.approx(multipletests(ps, method="holm")[1].tolist())
    assert correction.benjamini_hochberg(ps) == pytest.approx(stats.false_discovery_control(ps).tolist())


def test_places_that_were_looked_at_count_too():
    ps = [0.001, 0.02]
    assert correction.benjamini_hochberg(ps, looked=50) == pytest.approx(
        stats.false_discovery_control([*ps, *[1.0] * 48]).tolist()[:2]
    )
    assert correction.holm([]) == [] and correction.benjamini_hochberg([]) == []
    assert correction.expected_by_chance(40) == 2


def test_saturation_is_the_average_over_every_order():
    told = [{"a", "b"}, {"a"}, {"c"}, {"a", "d"}, set()]
    counts = [sum(code in one for one in told) for code in "abcd"]
    for draw in range(6):
        drawn = [len(set().union(*chosen)) for chosen in itertools.combinations(told, draw)]
        assert saturation.heard(counts, 5, draw) == pytest.approx(sum(drawn) / len(drawn))
    assert saturation.new_in_last(counts, 5) == 3 / 5
    assert saturation.curve(counts, 5)[-1] == (5, pytest.approx(4))
    assert saturation.curve([], 0) == []
    with pytest.raises(ValueError, match="more stories"):
        saturation.heard([6], 5, 2)


def test_regression_to_the_mean_by_simulation():
    dice = np.random.default_rng(3)
    truth = dice.normal(6, 1, 200_000)
    first, second = truth + dice.normal(0, 1, truth.size), truth + dice.normal(0, 1, truth.size)
    r = regression.correlation(first, second)
    assert r == pytest.approx(0.5, abs=0.01)
    low = first < 5  # who comes in because of a low score
    expected = regression.expected_regression(float(first[low].mean()), 6.0, r)
    assert float((second - first)[low].mean()) == pytest.approx(expected, abs=0.02)
    assert expected > 0.7
    assert regression.correlation([1, 2], [1, 2]) is None
    assert regression.correlation([1, 1, 1], [1, 2, 3]) is None


def test_a_proper_score_rewards_the_range_one_believes_in():
    assert forecasts.interval_score(30, 40, 35) == 10
    assert forecasts.interval_score(30, 40, 45) == pytest.approx(10 + 10 * 5)
    assert forecasts.interval_score(30, 40, 28) == pytest.approx(10 + 10 * 2)
    dice = np.random.default_rng(1).normal(0, 1, 20_000)
    z = float(stats.norm.ppf(0.9))
    scores = {width: np.mean([forecasts.interval_score(-width, width, one) for one in dice]) for width in (z / 2, z, 2 * z)}
    assert min(scores, key=lambda one: scores[one]) == z
    with pytest.raises(ValueError, match="from low to high"):
        forecasts.interval_score(4, 3, 1)


def test_weighted_wilson_is_statsmodels_with_an_effective_n():
    from statsmodels.stats.proportion import proportion_confint

    found = intervals.wilson_share(0.3, 87.4)
    assert (found.low, found.high) == pytest.approx(proportion_confint(0.3 * 87.4, 87.4, method="wilson"))
    whole = intervals.wilson(12, 40)
    equal = intervals.wilson_share(0.3, 40)
    assert (equal.low, equal.high) == pytest.approx((whole.low, whole.high))
    with pytest.raises(ValueError, match="does not exist"):
        intervals.wilson_share(1.2, 40)


def test_weighted_mean_is_statsmodels_and_equal_weights_change_nothing():
    from statsmodels.stats.weightstats import DescrStatsW

    dice = np.random.default_rng(5)
    x, w = dice.normal(6, 2, 120), dice.uniform(0.3, 3, 120)
    mean, sd, effective = weighting.weighted_share(x, w)
    assert mean == pytest.approx(DescrStatsW(x, weights=w).mean)
    assert effective == pytest.approx(120 / weighting.design_effect(w))
    assert sd**2 == pytest.approx(DescrStatsW(x, weights=w).var * effective / (effective - 1))
    plain = weighting.weighted_share(np.append(x, np.nan), np.ones(121))
    assert plain == pytest.approx((x.mean(), x.std(ddof=1), 120))
    one = intervals.weighted_mean_interval(plain[0], plain[1], plain[2])
    two = intervals.t_interval(float(x.mean()), float(x.std(ddof=1)), 120)
    assert (one.low, one.high) == pytest.approx((two.low, two.high))


def test_trimmed_raking_is_golden_where_nothing_is_trimmed():
    found = weighting.rake_trimmed([[10, 30], [20, 40]], [[50, 50], [40, 60]])
    assert found.weights.ravel().tolist() == pytest.approx([1.7577, 1.0808, 1.1212, 0.6894], abs=5e-5)
    assert found.converged
    assert weighting.design_effect(found.weights, [[10, 30], [20, 40]]) == pytest.approx(1.1009, abs=5e-5)


def test_trimming_keeps_bounds_and_margins_or_says_that_it_cannot():
    table = np.array([[2.0, 40, 58], [30, 30, 40]])
    found = weighting.rake_trimmed(table, [[50, 50], [30, 30, 40]], high=5.0)
    fitted = found.weights * table
    assert found.converged
    assert found.weights.max() <= 5.0 + 1e-9
    assert fitted.sum(axis=0) / fitted.sum() == pytest.approx([0.3, 0.3, 0.4], abs=1e-4)
    assert fitted.sum(axis=1) / fitted.sum() == pytest.approx([0.5, 0.5], abs=1e-4)
    stuck = weighting.rake_trimmed([[2, 98]], [[1], [90, 10]])
    assert not stuck.converged
    assert 0.2 <= stuck.weights.min() <= stuck.weights.max() <= 5.0
    empty = weighting.rake_trimmed([[0, 30], [20, 50]], [[50, 50], [40, 60]])
    assert np.isfinite(empty.weights).all()


def test_alpha_if_deleted_and_floor():
    dice = np.random.default_rng(2)
    trait = dice.normal(0, 1, 300)
    items = np.column_stack([trait + dice.normal(0, 0.6, 300) for _ in range(4)] + [dice.normal(0, 1, 300)])
    found = scales.alpha_if_deleted(items)
    whole = scales.cronbach_alpha(items)
    assert found[4] > whole > max(found[:4])  # the item that belongs nowhere
    for column in range(5):
        assert found[column] == pytest.approx(scales.cronbach_alpha(items[:, [i for i in range(5) if i != column]]))
    rest = scales.item_rest(items)
    assert rest[0] == pytest.approx(stats.pearsonr(items[:, 0], items[:, 1:].sum(axis=1)).statistic)
    assert scales.floor_ceiling([1, 1, 3, 5, math.nan], 1, 5) == (0.5, 0.25)
    assert scales.floor_ceiling([math.nan], 1, 5) == (0.0, 0.0)
    assert scales.alpha_if_deleted(np.ones((5, 2))) == [None, None]


def test_ratio_level_is_krippendorffs_own_example_and_its_definition():
    """Krippendorff 2011: the textbook matrix at ratio level gives 0.797; and 1 − Do/De over all pairs, counted one by one."""
    from tests.analysis.test_statistics import TEXTBOOK

    assert agreement.krippendorff_alpha(TEXTBOOK, "ratio") == pytest.approx(0.797, abs=0.0005)
    dice = np.random.default_rng(4)
    data = [[None if dice.random() < 0.2 else int(dice.integers(0, 6)) for _ in range(20)] for _ in range(3)]
    units = [[one for one in unit if one is not None] for unit in zip(*data, strict=True)]
    units = [unit for unit in units if len(unit) > 1]

    def apart(a, b):
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    every = [one for unit in units for one in unit]
    observed = sum(sum(apart(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in units) / len(every)
    expected = sum(apart(a, b) for a, b in itertools.permutations(every, 2)) / (len(every) * (len(every) - 1))
    assert agreement.krippendorff_alpha(data, "ratio") == pytest.approx(1 - observed / expected)


def test_a_step_of_two_tenths_is_two_tenths_wherever_it_begins():
    """3,4 − 3,2 and 2,4 − 2,2 differ in binary; scores of a scale are made of such steps."""
    first = np.array([3.2, 2.4, 2.6, 1.2, 4.4, 3.0, 2.2, 1.6, 2.8, 3.4] * 3)
    second = np.round(first + 0.2, 2)
    assert len(set((second - first).tolist())) > 1  # so it is in binary
    assert set(change.differences(first, second).tolist()) == {0.2}
    assert change.d_z(first, second) is None and change.paired_t(first, second).p == 0
    mixed = second.copy()
    mixed[::3] -= 0.4
    whole = change.wilcoxon(np.round(first * 10), np.round(mixed * 10))
    assert change.wilcoxon(first, mixed) == whole
    assert whole.p == pytest.approx(
        stats.wilcoxon(np.round(first * 10), np.round(mixed * 10), method="asymptotic", correction=False).pvalue
    )


def test_what_does_not_vary_has_no_correlation_alpha_or_effect():
    same = np.full(30, 0.1)
    assert same.std() > 0  # in binary
    assert regression.correlation(same, np.arange(30)) is None
    assert scales.cronbach_alpha(np.full((40, 3), 0.1)) is None
    items = np.column_stack([np.full(40, 0.1), np.arange(40.0), np.arange(40.0)])
    assert scales.item_rest(items) == [None, pytest.approx(1), pytest.approx(1)]
    assert scales.cronbach_alpha(items) == pytest.approx(3 / 4 * 2 * (1 - 2 / 4))  # a constant item adds none and takes none
    assert change.d_av(same, same + 1) is None and change.spread(same) == 0


def test_nothing_one_and_too_many_are_answered_in_words_or_not_at_all():
    assert scales.cronbach_alpha(np.zeros((0, 3))) is None and scales.cronbach_alpha([[1, 2]]) is None
    assert scales.item_rest(np.zeros((0, 2))) == [None, None]
    assert agreement.krippendorff_alpha([[None, None]]) is None and agreement.krippendorff_alpha([]) is None
    assert change.wilcoxon([1, math.nan, 3], [2, 5, math.nan]).p == change.wilcoxon([1], [2]).p
    assert change.rci([5, 5, 5], [5, 6, 4], 1, 1.0).tolist() == [0, math.inf, -math.inf]
    assert intervals.fpc(20, 20) == 0 and intervals.fpc(20, 12) == 1 and intervals.fpc(1, 1) == 0 and intervals.fpc(5, 0) == 1
    wider = intervals.wilson(5, 20, population=12)  # fewer people than answers: that number is not the population
    assert (wider.low, wider.high) == (intervals.wilson(5, 20).low, intervals.wilson(5, 20).high)
    assert weighting.trim([]).tolist() == []
    for refused, words in (
        (lambda: weighting.weighted_share([math.nan], [1]), "nothing to weigh"),
        (lambda: weighting.rake([[1, 2]], [[0], [1, 1]]), "without people"),
        (lambda: weighting.design_effect([]), "above nought"),
        (lambda: intervals.t_interval(5, 1, 1), "two values"),
    ):
        with pytest.raises(ValueError, match=words):
            refused()


@pytest.mark.parametrize("counts", [np.zeros((2, 2)), [[1, 1e9], [1e9, 1]], [[5, 0], [0, 5]]])
def test_raking_that_cannot_be_reached_says_so_and_stays_finite(counts):
    with np.errstate(all="raise"):
        found = weighting.rake_trimmed(counts, [[1e-9, 1], [1, 1e-9]])
    assert not found.converged and np.isfinite(found.weights).all()


def test_equal_discordant_pairs_are_no_change_at_all():
    """As R's mcnemar.test, which does not correct where b = c."""
    assert change.mcnemar(20, 20).p == 1.0 and change.mcnemar(20, 20).statistic == 0
