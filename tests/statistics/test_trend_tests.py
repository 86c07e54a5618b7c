"""Mann-Kendall and its kin: published tables, the definition itself, other libraries."""

from __future__ import annotations

import math
import warnings
from collections import Counter
from itertools import pairwise, permutations

import numpy as np
import pymannkendall as peer
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from scipy import stats

from indicators import statistics as st
from indicators.statistics.kendall import score_variance
from indicators.statistics.kendall_exact import exact_p, tie_patterns
from indicators.statistics.tails import normal_log10_p, normal_p, regression_p

# Gilbert (1987), table A18, after Kendall: probability of an S at least so large, no ties.
ONE_SIDED = {
    (4, 4): 0.167, (4, 6): 0.042, (5, 8): 0.042, (5, 10): 0.0083, (8, 10): 0.138,
    (8, 16): 0.031, (8, 20): 0.0071, (8, 28): 0.000025, (9, 8): 0.238, (9, 20): 0.022,
    (9, 30): 0.00043, (9, 36): 0.0000028, (10, 9): 0.242, (10, 21): 0.036, (10, 31): 0.0023,
}  # fmt: skip
TIED = some.integers(0, 6).map(float)
SHORT = some.lists(TIED, min_size=2, max_size=6)
LONG = some.lists(some.integers(-40, 40).map(float), min_size=13, max_size=60)


@pytest.mark.parametrize(("case", "published"), ONE_SIDED.items())
def test_exact_p_is_the_published_one(case, published):
    points, s = case
    digits = len(f"{published:.9f}".rstrip("0")) - 2
    assert exact_p(s, (1,) * points) / 2 == pytest.approx(published, abs=0.51 * 10**-digits)


@given(SHORT)
def test_exact_p_is_the_share_of_orders(values):
    def s(order):
        return sum(np.sign(b - a) for i, a in enumerate(order) for b in order[i + 1 :])

    result = st.mann_kendall(values)
    orders = Counter(abs(s(order)) for order in permutations(values))
    share = sum(count for size, count in orders.items() if size >= abs(result.s))
    assert result.exact
    assert result.p == pytest.approx(share / math.factorial(len(values)), rel=1e-15)


@pytest.mark.parametrize("points", [13, 20, 31, 49])
def test_exact_p_of_a_rise_is_two_in_all_orders(points):
    p = st.mann_kendall(range(points), exact=True).p
    assert p == pytest.approx(2 / math.factorial(points), rel=1e-15)


def test_taking_the_lower_tail_from_one_would_give_a_negative_probability():
    orders = [1.0]
    for k in range(2, 32):
        wider = [0.0] * (len(orders) + k - 1)
        for inversions, count in enumerate(orders):
            for more in range(k):
                wider[inversions + more] += count
        orders = wider
    lower_tail = sum(orders[:-1]) / math.gamma(32)
    assert 2 * (1 - lower_tail) == pytest.approx(-1.3e-15, abs=1e-16)
    assert st.mann_kendall(range(31), exact=True).p > 0


def test_exact_p_adds_up_to_one_over_all_scores():
    for sizes in tie_patterns(7):
        top = (49 - sum(t * t for t in sizes)) // 2
        beyond = [exact_p(s, sizes) for s in range(top % 2, top + 1, 2)]
        assert beyond[0] == pytest.approx(1)
        assert all(a >= b > 0 for a, b in pairwise(beyond))


def test_small_probabilities_keep_their_digits():
    # Abramowitz and Stegun, table 26.2: -log10 Q(x).
    for x, published in [(5, 6.54265), (10, 23.11805), (30, 197.30921), (37, 299.24218)]:
        one_sided = -(float(normal_log10_p(x)) - math.log10(2))
        assert one_sided == pytest.approx(published, abs=6e-6)
        assert normal_p(x) == pytest.approx(10 ** float(normal_log10_p(x)), rel=1e-10)


def test_logarithm_goes_on_where_the_probability_is_below_any_float():
    result = st.mann_kendall(range(1000))
    z = result.z
    # Mills' ratio, to the fourth power of 1 / z.
    series = math.log10(2 / (z * math.sqrt(2 * math.pi)) * (1 - z**-2 + 3 * z**-4))
    assert result.p == 0
    assert result.log10_p == pytest.approx(series - z * z / 2 / math.log(10), rel=1e-9)


@given(some.floats(1e-12, 1), some.integers(1, 90))
def test_regression_p_is_the_t_test(unexplained, freedom):
    t = math.sqrt((1 - unexplained) / unexplained * freedom)
    p = regression_p(np.array([unexplained]), np.array([freedom]))[0]
    assert p == pytest.approx(2 * stats.t.sf(t, freedom), rel=1e-8, abs=1e-300)


@given(LONG)
def test_normal_test_equals_scipy_and_pymannkendall(values):
    assume(len(set(values)) > 1)
    result, other = st.mann_kendall(values), peer.original_test(values)
    assert (result.s, result.tau_a) == (other.s, pytest.approx(other.Tau, rel=1e-14))
    assert result.var_s == pytest.approx(other.var_s, rel=1e-14)
    assert result.p == pytest.approx(other.p, rel=1e-9, abs=1e-15)
    assert result.tau_b == pytest.approx(stats.kendalltau(range(len(values)), values).statistic)


@given(some.lists(some.integers(-999, 999), min_size=2, max_size=12, unique=True))
def test_exact_test_equals_scipy(values):
    other = stats.kendalltau(range(len(values)), values, method="exact")
    assert st.mann_kendall(values).p == pytest.approx(other.pvalue, rel=1e-12)


@pytest.mark.filterwarnings("ignore:invalid value encountered in sqrt")  # the peer's
@given(LONG, some.integers(1, 3))
def test_tests_of_dependent_series_equal_pymannkendall(values, lags):
    assume(len(set(values)) > 5)
    pairs = [
        (st.hamed_rao(values, lags=lags), peer.hamed_rao_modification_test(values, lag=lags)),
        (st.yue_wang(values, lags=lags), peer.yue_wang_modification_test(values, lag=lags)),
        (st.seasonal_mann_kendall(values, 3), peer.seasonal_test(values, 3)),
    ]
    for ours, other in pairs:
        assert ours.s == other.s
        assert ours.var_s == pytest.approx(other.var_s, rel=1e-9)
        if other.var_s > 0:
            assert ours.p == pytest.approx(other.p, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_pre_whitening_and_correlated_seasons_equal_pymannkendall(seed):
    values = np.random.default_rng(seed).normal(size=60).cumsum()
    pairs = [
        (st.pre_whitened(values), peer.pre_whitening_modification_test(values)),
        (
            st.trend_free_pre_whitened(values),
            peer.trend_free_pre_whitening_modification_test(values),
        ),
        (
            st.seasonal_mann_kendall(values, 4, correlated=True),
            peer.correlated_seasonal_test(values, 4),
        ),
    ]
    for ours, other in pairs:
        assert (ours.s, ours.var_s) == (other.s, pytest.approx(other.var_s, rel=1e-12))
        assert ours.p == pytest.approx(other.p, rel=1e-9)


@given(LONG, some.randoms(use_true_random=False))
def test_order_of_rows_shift_scale_and_sign(values, random):
    rows = list(enumerate(values))
    random.shuffle(rows)
    time, shuffled = zip(*rows, strict=True)
    once = st.mann_kendall(values)
    assert st.mann_kendall(shuffled, time) == pytest.approx(once, nan_ok=True)
    assert st.mann_kendall(np.array(values) * 3 + 7) == pytest.approx(once, nan_ok=True)
    turned = st.mann_kendall(-np.array(values))
    assert (turned.s, turned.p, turned.var_s) == (-once.s, once.p, once.var_s)
    assert st.mann_kendall(values[::-1]).s == -once.s


@given(some.lists(some.tuples(some.integers(1, 4), TIED), min_size=2, max_size=5))
def test_variance_with_tied_times_is_that_over_all_orders(points):
    time, value = zip(*points, strict=True)
    scores = [st.mann_kendall(order, time).s for order in permutations(value)]
    result = st.mann_kendall(value, time)
    assert result.var_s == pytest.approx(float(np.var(scores)), rel=1e-12, abs=1e-9)


def test_variance_with_two_kinds_of_ties_is_the_published_one():
    # Gilbert (1987), example of section 16.5.
    assert round(float(score_variance(8, 3, 0, 4, 1)), 1) == 58.1


def test_degenerate_series():
    none = st.mann_kendall([])
    assert (none.n, none.s) == (0, 0)
    assert math.isnan(none.p)
    assert math.isnan(st.mann_kendall([3.0]).p)
    flat = st.mann_kendall([3.0] * 20)
    assert (flat.s, flat.var_s, flat.z, flat.p, flat.tau_a) == (0, 0, 0, 1, 0)
    assert math.isnan(flat.tau_b)
    assert st.hamed_rao([3.0] * 20).p == 1
    one_time = st.mann_kendall([1.0, 2.0, 3.0], [2020] * 3)
    assert (one_time.s, one_time.p) == (0, 1)


def test_a_straight_line_has_nothing_to_correct():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert st.hamed_rao(range(30)).var_s == st.mann_kendall(range(30)).var_s
        assert st.yue_wang(range(30)).var_s == st.mann_kendall(range(30)).var_s


def test_infinite_values_rank_as_largest():
    assert st.mann_kendall([1, 2, math.inf]).s == 3


def test_what_cannot_be_computed_is_refused_with_the_way_out():
    with pytest.raises(ValueError, match="distinct times"):
        st.mann_kendall([1, 2], [2020, 2020], exact=True)
    with pytest.raises(ValueError, match="Use the normal approximation"):
        st.mann_kendall(range(151), exact=True)
    with pytest.raises(ValueError, match="lags must be at least 1"):
        st.hamed_rao([1, 2, 3], lags=0)
    with pytest.raises(ValueError, match="period must be at least 1"):
        st.seasonal_mann_kendall([1, 2, 3], 0)
    with pytest.raises(ValueError, match="one length"):
        st.mann_kendall([1, 2], [2020])
