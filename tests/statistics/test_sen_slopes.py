"""Theil-Sen slopes: published examples, properties, other libraries."""

from __future__ import annotations

import math

import numpy as np
import pymannkendall as peer
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from indicators import statistics as st
from indicators.statistics import pairwise_slopes

WHOLE = some.integers(-500, 500).map(float)
SERIES = some.lists(WHOLE, min_size=5, max_size=30)
LEVELS = some.sampled_from([0.8, 0.9, 0.95])


def test_sen_published_this_example():
    # Sen (1968): slope 4 with limits 26/7 and 35/8 at about 93%.
    fit = st.theil_sen([9, 15, 19, 20, 45, 55, 78], [1, 2, 3, 4, 10, 12, 18], 0.93)
    assert (fit.slope, fit.lower, fit.upper) == (4, 26 / 7, 35 / 8)


def test_gilbert_published_this_one_with_several_values_a_time():
    # Gilbert (1987), section 16.5: 90% limits by interpolation.
    values, times = [10, 22, 21, 30, 22, 30, 40, 40], [1, 1, 1, 2, 3, 3, 4, 5]
    fit = st.theil_sen(values, times, 0.9, limits="interpolated")
    assert [round(x, 1) for x in (fit.slope, fit.lower, fit.upper)] == [5.5, 2.6, 9.3]


@given(SERIES, LEVELS)
def test_fit_equals_scipy(values, level):
    fit = st.theil_sen(values, confidence=level)
    other = stats.theilslopes(values, np.arange(len(values)), level)
    assert fit.slope == pytest.approx(other.slope, rel=1e-14, abs=1e-14)
    assert fit.intercept == pytest.approx(other.intercept, rel=1e-12, abs=1e-12)
    if not math.isnan(fit.lower):
        assert (fit.lower, fit.upper) == pytest.approx((other.low_slope, other.high_slope))


@pytest.mark.filterwarnings("ignore:All-NaN slice encountered")  # the peer's
@given(some.lists(some.one_of(WHOLE, some.just(math.nan)), min_size=8, max_size=40))
def test_gaps_and_seasons_equal_pymannkendall(values):
    if np.isfinite(values).sum() < 2:
        return
    assert st.theil_sen(values).slope == peer.sens_slope(values).slope
    ours, other = st.seasonal_sen_slope(values, 3), peer.seasonal_sens_slope(np.array(values), 3)
    assert ours == pytest.approx(other.slope, rel=1e-14, nan_ok=True)


@given(SERIES, LEVELS, some.sampled_from(["nearest", "interpolated"]))
def test_limits_hold_the_slope(values, level, limits):
    fit = st.theil_sen(values, confidence=level, limits=limits)
    assert math.isnan(fit.lower) or fit.lower <= fit.slope <= fit.upper


@given(SERIES, some.randoms(use_true_random=False), some.sampled_from([-2.0, 0.5, 4.0]))
def test_order_shift_scale_and_sign(values, random, factor):
    rows = list(enumerate(values))
    random.shuffle(rows)
    time, shuffled = zip(*rows, strict=True)
    fit = st.theil_sen(values)
    assert st.theil_sen(shuffled, time) == pytest.approx(fit, nan_ok=True)
    moved = st.theil_sen(np.array(values) * factor + 3, np.arange(len(values)) + 2004.0)
    assert moved.slope == fit.slope * factor
    limits = (fit.lower, fit.upper) if factor > 0 else (fit.upper, fit.lower)
    assert (moved.lower, moved.upper) == pytest.approx([x * factor for x in limits], nan_ok=True)


def test_nearly_a_third_may_be_outliers():
    values = np.arange(20.0)
    values[[3, 8, 12, 15, 19]] = 1e9
    assert st.theil_sen(values).slope == pytest.approx(1, abs=0.35)


@pytest.mark.parametrize("kind", ["scattered", "tied", "alike"])
def test_slopes_that_do_not_fit_memory_are_the_same(kind, monkeypatch):
    random = np.random.default_rng(5)
    time = np.sort(random.integers(0, 300, 300)).astype(float)
    value = {
        "scattered": random.normal(size=300) * 10.0 ** random.integers(-3, 9, 300),
        "tied": random.integers(0, 4, 300).astype(float),
        "alike": np.full(300, 7.0),
    }[kind]
    count = pairwise_slopes.count_slopes(time)
    ranks = [0, 1, count // 3, count // 2, count - 1]
    whole = pairwise_slopes.ordered_slopes(time, value, ranks)
    monkeypatch.setattr(pairwise_slopes, "_HELD", 500)
    assert pairwise_slopes.ordered_slopes(time, value, ranks).tolist() == whole.tolist()


def test_too_few_points():
    assert math.isnan(st.theil_sen([1.0]).slope)
    four = st.theil_sen([1.0, 2.0, 4.0, 8.0])
    assert four.slope == pytest.approx((2 + 7 / 3) / 2)
    assert math.isnan(four.lower)
    assert not math.isnan(st.theil_sen([1.0, 2.0, 4.0, 8.0, 9.0]).lower)
    assert math.isnan(st.theil_sen([1.0, 2.0], [2020, 2020]).slope)
    assert math.isnan(st.seasonal_sen_slope([1.0, 2.0], 2))


def test_infinite_values_are_refused():
    with pytest.raises(ValueError, match="values must be finite"):
        st.theil_sen([1, math.inf])
