"""What holds for any figures: order, shift, scale, sign, and agreement with other libraries."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from indicators import statistics as st
from indicators.statistics.inequality_limits import Figure, quantile_of_sum
from indicators.statistics.scales import LOG

COUNTS = some.integers(0, 5_000)
LEVELS = some.sampled_from([0.9, 0.95, 0.99, 0.998])
VALUES = some.floats(-1e4, 1e4).map(lambda x: round(x, 3))
SERIES = some.lists(VALUES, min_size=2, max_size=25)
AGES = 6


def by_age(low, high):
    return arrays(np.int64, AGES, elements=some.integers(low, high))


@given(COUNTS, COUNTS, LEVELS)
def test_proportion_equals_statsmodels_and_holds_the_share(x, more, level):
    n = x + more + 1
    share = st.proportion(x, n, level)
    expected = proportion_confint(x, n, alpha=1 - level, method="wilson")
    assert share[1:] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert 0 <= share.lower <= share.value <= share.upper <= 1


@given(COUNTS, COUNTS)
def test_the_rest_has_the_mirrored_interval(x, more):
    n = x + more + 1
    share, rest = st.proportion(x, n), st.proportion(n - x, n)
    assert rest.lower == pytest.approx(1 - share.upper, rel=1e-9, abs=1e-12)


@given(COUNTS, LEVELS)
def test_poisson_limits_have_the_tails_they_promise(x, level):
    lower, upper = st.poisson_limits(x, level)
    tail = (1 - level) / 2
    assert stats.poisson.cdf(x, upper) == pytest.approx(tail, rel=1e-9)
    if x:
        assert stats.poisson.sf(x - 1, lower) == pytest.approx(tail, rel=1e-9)


@given(some.integers(10, 5_000))
def test_byar_is_within_one_percent_of_exact_from_ten_events(x):
    assert st.byar_limits(x) == pytest.approx(st.poisson_limits(x), rel=0.01)


@given(COUNTS, some.integers(1, 10**6), LEVELS)
def test_rate_scales_with_its_multiplier_and_holds_its_value(x, n, level):
    per_one, per_many = st.rate(x, n, level, 1), st.rate(x, n, level, 1000)
    assert per_many == pytest.approx([1000 * one for one in per_one], rel=1e-12)
    assert per_one.lower <= per_one.value <= per_one.upper


@given(SERIES, some.randoms(use_true_random=False))
def test_mean_equals_scipy_whatever_the_order(values, random):
    result = st.mean(values)
    shuffled = list(values)
    random.shuffle(shuffled)
    assert st.mean(shuffled) == pytest.approx(list(result), rel=1e-9, abs=1e-9)
    assert result.stdev == pytest.approx(float(np.std(values, ddof=1)), rel=1e-7, abs=1e-7)
    if result.stdev > 1e-6:
        interval = stats.t.interval(
            0.95, len(values) - 1, result.value, result.stdev / len(values) ** 0.5
        )
        assert result[1:3] == pytest.approx(interval, rel=1e-9, abs=1e-9)


@given(some.lists(some.integers(-999, 999), min_size=3, max_size=40), some.integers(0, 6))
def test_deviation_does_not_feel_a_large_level(tenths, digits):
    level = 10**digits
    assert st.mean([level + x / 10 for x in tenths]).stdev == pytest.approx(
        st.mean([x / 10 for x in tenths]).stdev, rel=1e-12, abs=1e-15
    )


@given(by_age(2, 500), by_age(1_000, 9_000), by_age(1, 50), some.permutations(range(AGES)))
def test_standardised_rates_do_not_depend_on_the_order_of_ages(x, n, standard, order):
    place = list(order)
    result = st.directly_standardised_rate(x, n, standard)
    turned = st.directly_standardised_rate(x[place], n[place], standard[place])
    assert turned == pytest.approx(list(result), rel=1e-10)
    assert result.lower <= result.value <= result.upper
    assert (x / n).min() * 1e5 <= result.value * (1 + 1e-12)
    assert result.value <= (x / n).max() * 1e5 * (1 + 1e-12)


@given(by_age(2, 500), by_age(1_000, 9_000))
def test_standardised_to_itself_is_the_crude_rate(x, n):
    result = st.directly_standardised_rate(x, n, n)
    crude, limits = x.sum() / n.sum() * 1e5, st.byar_limits(x.sum())
    assert result.value == pytest.approx(crude, rel=1e-12)
    assert result[1:3] == pytest.approx([one / n.sum() * 1e5 for one in limits], rel=1e-10)
    ratio = st.indirectly_standardised_ratio(x, n, x, n)
    assert ratio.value == pytest.approx(1, rel=1e-12)
    assert st.indirectly_standardised_rate(x, n, x, n).value == pytest.approx(crude, rel=1e-12)


@given(by_age(2, 300), by_age(0, 60), by_age(1_000, 9_000), by_age(1, 50))
def test_repeated_events_widen_the_interval_and_keep_the_rate(once, twice, n, standard):
    repeated = st.repeated_events_rate({1: once, 2: twice}, n, standard)
    independent = st.directly_standardised_rate(once + 2 * twice, n, standard)
    assert repeated.value == pytest.approx(independent.value, rel=1e-12)
    assert repeated.lower <= independent.lower * (1 + 1e-12)
    assert repeated.upper >= independent.upper * (1 - 1e-12)


@given(some.lists(VALUES, min_size=5, max_size=60), some.sampled_from([2, 4, 5]), some.booleans())
def test_quantile_groups_follow_the_order_and_are_of_equal_size(values, groups, highest):
    result = st.quantile_groups(values, groups, highest)
    ordered = np.array(values)[np.argsort(result, kind="stable")]
    by_group = [np.array(values)[result == g] for g in range(1, groups + 1)]
    assert set(result) <= set(range(1, groups + 1))
    filled = [group for group in by_group if len(group)]
    steps = [b.max() - a.min() if highest else a.max() - b.min()
             for a, b in pairwise(filled)]  # fmt: skip
    assert len(ordered) == len(values)
    assert all(step <= 0 for step in steps)
    if len(set(values)) == len(values):
        sizes = [len(group) for group in by_group]
        assert max(sizes) - min(sizes) <= 1


@given(SERIES.filter(lambda v: len(v) >= 5), some.floats(0.01, 100), some.integers(-999, 999))
def test_quantile_groups_do_not_feel_scale_and_shift(values, factor, shift):
    moved = np.array(values) * factor + shift
    assume(len(set(moved)) == len(set(values)))
    assert st.quantile_groups(moved, 5).tolist() == st.quantile_groups(values, 5).tolist()


GROUPS = some.lists(some.integers(50, 5_000), min_size=5, max_size=12)


@given(GROUPS, some.floats(-50, 50), some.floats(60, 200))
def test_a_line_has_its_own_slope_index(people, slope, level):
    share = np.array(people) / sum(people)
    rank = np.cumsum(share) - share / 2
    result = st.slope_index(people, level + slope * rank, se=[0.5] * len(people))
    assert result.sii == pytest.approx(slope, rel=1e-8, abs=1e-8)
    assert result.rii == pytest.approx((level + slope) / level, rel=1e-9)
    assert result.intercept == pytest.approx(level, rel=1e-9)
    assert result.sii_lower <= result.sii <= result.sii_upper
    assert result.rii_lower <= result.rii <= result.rii_upper


KINDS = some.sampled_from(["value", "rate", "proportion"])


@given(GROUPS, some.lists(some.floats(0.05, 0.6), min_size=12, max_size=12), KINDS, some.booleans())
def test_a_negative_multiplier_turns_the_indices_over(people, figures, kind, transform):
    values, se = figures[: len(people)], [0.05] * len(people)
    one, other = (
        st.slope_index(people, values, se=se, kind=kind, transform=transform, multiplier=m)
        for m in (1, -1)
    )
    assert other.sii == pytest.approx(-one.sii)
    assert (other.sii_lower, other.sii_upper) == pytest.approx((-one.sii_upper, -one.sii_lower))
    assert other.rii == pytest.approx(1 / one.rii)
    assert (other.rii_lower, other.rii_upper) == pytest.approx(
        (1 / one.rii_upper, 1 / one.rii_lower), nan_ok=True
    )


def test_a_ratio_to_nearly_nothing_has_no_limits():
    result = st.slope_index([100] * 5, [0.1, 0.4, 0.5, 0.8, 0.9], se=[0.5] * 5)
    assert np.isnan([result.rii_lower, result.rii_upper]).all()
    assert result.sii_lower < result.sii < result.sii_upper


@pytest.mark.parametrize("level", [0.95, 0.998])
def test_limits_of_one_lognormal_figure_are_exact(level):
    figure = Figure(np.array([0.7]), np.array([0.1]), LOG)
    for tail in ((1 - level) / 2, (1 + level) / 2):
        exact = np.exp(0.7 + stats.norm.ppf(tail) * 0.1)
        assert quantile_of_sum(np.array([3.0]), figure, tail) == pytest.approx(3 * exact, rel=1e-6)


@pytest.mark.parametrize("kind", ["value", "rate", "proportion"])
def test_limits_of_inequality_are_those_a_simulation_tends_to(kind):
    people = np.array([120, 90, 100, 110, 80, 95, 105, 130, 70, 100.0])
    values = np.linspace(0.35, 0.2, 10) + 0.01 * np.cos(np.arange(10))
    se = np.full(10, 0.02 if kind == "value" else 0.3)
    forward, back = {
        "value": (lambda x: x, lambda x: x), "rate": (np.log, np.exp),
        "proportion": (lambda x: np.log(x / (1 - x)), lambda x: 1 / (1 + np.exp(-x))),
    }[kind]  # fmt: skip
    draws = back(forward(values) + se * np.random.default_rng(7).normal(size=(400_000, 10)))
    share = people / people.sum()
    rank = np.cumsum(share) - share / 2
    design = np.sqrt(share)[:, None] * np.column_stack([np.ones(10), rank])
    fitted = (np.linalg.pinv(design) * np.sqrt(share)) @ draws.T
    result = st.slope_index(people, values, se=se, kind=kind, confidence=0.95)
    for limits, simulated in (
        (result[1:3], fitted[1]), (result[4:6], (fitted[0] + fitted[1]) / fitted[0])
    ):  # fmt: skip
        # Four standard errors of a 2.5% quantile of so many draws.
        assert limits == pytest.approx(
            np.quantile(simulated, [0.025, 0.975]), abs=4 * 0.0042 * simulated.std()
        )


@given(by_age(1, 40), by_age(2_000, 90_000))
def test_everybody_dying_less_lives_longer(deaths, people):
    ages = [0, 1, 15, 45, 65, 80]
    some_die = st.life_expectancy(deaths, people, ages, withhold_wide=False)
    fewer_die = st.life_expectancy(deaths / 2, people, ages, withhold_wide=False)
    assert (fewer_die.value >= some_die.value).all()
    assert (some_die.lower <= some_die.value).all()
    assert (some_die.value <= some_die.upper).all()
    assert some_die.value[-1] == pytest.approx(people[-1] / deaths[-1])


@given(some.floats(0.01, 0.99), some.integers(20, 10**6))
def test_on_the_control_limit_the_interval_ends_at_the_average(average, n):
    lower, upper, *_ = st.proportion_funnel(n, average, multiplier=1)
    if 0 < lower < upper < 1:
        assert st.proportion(lower * n, n).upper == pytest.approx(average, rel=1e-9)
        assert st.proportion(upper * n, n).lower == pytest.approx(average, rel=1e-9)


@given(some.integers(1, 3_000), some.floats(0.1, 1e4))
def test_rates_on_the_control_limit_have_the_average_as_their_limit(events, average):
    funnel = st.rate_funnel(events, average, multiplier=1000)
    limits = st.poisson_limits(events)
    assert limits.upper * funnel.lower_95 / events == pytest.approx(average, rel=1e-9)
    assert limits.lower * funnel.upper_95 / events == pytest.approx(average, rel=1e-9)
    assert funnel.lower_998 <= funnel.lower_95 <= average <= funnel.upper_95 <= funnel.upper_998


@given(SERIES, some.integers(-500, 500), some.sampled_from([2, -1, 0.5, -4]))
def test_control_limits_move_with_shift_and_scale(values, shift, factor):
    one = st.xmr_limits(values, screen_outliers=False)
    other = st.xmr_limits(np.array(values) * factor + shift, screen_outliers=False)
    lower, upper = sorted((one.lower * factor + shift, one.upper * factor + shift))
    assert (other.lower, other.upper) == pytest.approx((lower, upper), rel=1e-9, abs=1e-6)
    turned = st.xmr_limits(values[::-1], screen_outliers=False)
    assert turned == pytest.approx(list(one), rel=1e-12, abs=1e-9)


FIVE = some.lists(some.floats(1, 100).map(lambda x: round(x, 2)), min_size=5, max_size=5)


@given(FIVE, some.lists(some.floats(0.1, 5), min_size=5, max_size=5), some.integers(-900, 900))
def test_recent_trend_feels_only_sign_and_scale(values, half, shift):
    y, wide = np.array(values), np.array(half)
    one = st.recent_trend(y, y - wide, y + wide)
    moved = st.recent_trend(y + shift, y + shift - wide, y + shift + wide)
    turned = st.recent_trend(-y, -y - wide, -y + wide)
    larger = st.recent_trend(8 * y, 8 * (y - wide), 8 * (y + wide))
    assert moved.chi_square == pytest.approx(one.chi_square, rel=1e-6, abs=1e-6)
    assert turned.slope == pytest.approx(-one.slope, rel=1e-9, abs=1e-12)
    assert (larger.trend, larger.chi_square) == (one.trend, pytest.approx(one.chi_square))


@given(some.lists(some.integers(1, 99), min_size=5, max_size=5))
def test_trend_in_proportions_is_the_regression_chi_square(part):
    x, n, t = np.array(part, dtype=float), np.full(5, 100.0), np.arange(1.0, 6)
    assume(0 < x.sum() < 500)
    result = st.recent_trend_of_proportion(x, n)
    # Cochran and Armitage: n r² of the 0/1 outcomes against time.
    covered = ((x / n - x.sum() / 500) * (t - 3) * n).sum()
    share = x.sum() / 500
    assert result.chi_square == pytest.approx(
        covered**2 / (share * (1 - share) * 100 * 10), rel=1e-9
    )


@given(VALUES, some.floats(0, 50), VALUES)
def test_benchmarks_mirror_with_polarity(low, width, benchmark):
    words = {
        polarity: st.compare_with_benchmark(low, low + width, benchmark, polarity)
        for polarity in ("high", "low", "none")
    }
    swap = {"better": "worse", "worse": "better", "similar": "similar"}
    assert words["low"] == swap[words["high"]]
    assert words["none"] == {"better": "higher", "worse": "lower"}.get(words["high"], "similar")
