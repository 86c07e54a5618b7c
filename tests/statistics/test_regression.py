"""The straight line by least squares: certified figures, properties, other libraries."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from scipy import stats

from indicators import statistics as st

# NIST Statistical Reference Datasets, Norris: calibration of ozone monitors.
NORRIS = [
    (0.2, 0.1), (337.4, 338.8), (118.2, 118.1), (884.6, 888.0), (10.1, 9.2), (226.5, 228.1),
    (666.3, 668.5), (996.3, 998.5), (448.6, 449.1), (777.0, 778.9), (558.2, 559.2), (0.4, 0.3),
    (0.6, 0.1), (775.5, 778.1), (666.9, 668.8), (338.0, 339.3), (447.5, 448.9), (11.6, 10.8),
    (556.0, 557.7), (228.1, 228.3), (995.8, 998.0), (887.6, 888.8), (120.2, 119.6), (0.3, 0.3),
    (0.3, 0.6), (556.8, 557.6), (339.1, 339.3), (887.2, 888.0), (999.0, 998.5), (779.0, 778.9),
    (11.1, 10.2), (118.3, 117.6), (229.2, 228.9), (669.1, 668.4), (448.9, 449.2), (0.5, 0.2),
]  # fmt: skip
CERTIFIED = {
    "slope": 1.00211681802045,
    "intercept": -0.262323073774029,
    "slope_se": 0.429796848199937e-03,
    "intercept_se": 0.232818234301152,
    "residual_sd": 0.884796396144373,
    "r2": 0.999993745883712,
}
VALUES = some.floats(-1e4, 1e4).map(lambda x: round(x, 3))
SERIES = some.lists(VALUES, min_size=3, max_size=25)
LEVELS = some.sampled_from([0.9, 0.95, 0.99, 0.998])


def test_norris_is_met_to_thirteen_digits():
    line = st.ols(*zip(*NORRIS, strict=True))
    for name, value in CERTIFIED.items():
        assert getattr(line, name) == pytest.approx(value, rel=1e-13), name


def test_shift_of_ten_million_costs_no_digit():
    x, y = np.array(NORRIS).T
    shifted = st.ols(x + 2.0**30, y + 2.0**24)
    exact = st.ols(np.round(x * 1024) / 1024, np.round(y * 1024) / 1024)
    again = st.ols(np.round(x * 1024) / 1024 + 2.0**20, np.round(y * 1024) / 1024 - 2.0**20)
    assert shifted.slope == pytest.approx(CERTIFIED["slope"], rel=1e-9)
    assert again.slope == pytest.approx(exact.slope, rel=1e-15)
    assert again.slope_se == pytest.approx(exact.slope_se, rel=1e-14)


@given(SERIES, LEVELS)
def test_line_equals_scipy(values, level):
    x = np.arange(len(values)) * 1.5 - 3
    assume(np.ptp(values) > 0.01)
    line, other = st.ols(x, values, level), stats.linregress(x, values)
    reach = stats.t.ppf(0.5 + level / 2, len(values) - 2) * other.stderr
    # scipy subtracts nearly equal sums: its errors are of the size of all values.
    scale = np.ptp(values)
    assert line.slope == pytest.approx(other.slope, rel=1e-7, abs=1e-10 * scale)
    assert line.intercept == pytest.approx(other.intercept, rel=1e-7, abs=1e-9 * scale)
    assert line.slope_se == pytest.approx(other.stderr, rel=1e-6, abs=1e-7 * scale)
    assert line.slope_upper - line.slope == pytest.approx(reach, rel=1e-6, abs=1e-6 * scale)


@given(SERIES, some.randoms(use_true_random=False))
def test_order_of_points_does_not_matter(values, random):
    points = list(enumerate(values))
    random.shuffle(points)
    once, again = st.ols(*zip(*enumerate(values), strict=True)), st.ols(*zip(*points, strict=True))
    assert again == pytest.approx(once, rel=1e-12, abs=1e-12, nan_ok=True)


@given(SERIES, some.sampled_from([-4.0, -1.0, 0.5, 8.0]))
def test_scale_and_sign_of_values_carry_over(values, factor):
    x = np.arange(len(values))
    line, scaled = st.ols(x, values), st.ols(x, np.array(values) * factor)
    assert scaled.slope == line.slope * factor
    assert scaled.slope_se == line.slope_se * abs(factor)
    assert scaled.p == pytest.approx(line.p, rel=1e-12)


@given(SERIES, LEVELS)
def test_limits_hold_the_estimates(values, level):
    line = st.ols(np.arange(len(values)), values, level)
    assert line.slope_lower <= line.slope <= line.slope_upper
    assert line.intercept_lower <= line.intercept <= line.intercept_upper
    assert 0 <= line.p <= 1


def test_band_is_the_line_and_wider_for_new_values():
    x, y = zip(*NORRIS, strict=True)
    line, band = st.ols(x, y), st.ols_band(x, y, [0.0, 500.0])
    assert band.fitted[0] == line.intercept
    assert band.lower[0] == pytest.approx(line.intercept_lower, rel=1e-12)
    assert (band.new_lower < band.lower).all()
    assert band.upper[1] - band.lower[1] < band.upper[0] - band.lower[0]


def test_too_few_points_and_flat_ones():
    assert math.isnan(st.ols([2020], [3.0]).slope)
    two = st.ols([2020, 2021], [3.0, 5.0])
    assert two.slope == 2
    assert math.isnan(two.slope_lower)
    assert math.isnan(st.ols([2020, 2020], [3.0, 5.0]).slope)
    flat = st.ols([1, 2, 3, 4], [0.1] * 4)
    assert (flat.slope, flat.slope_lower, flat.p) == (0, 0, 1)
    assert math.isnan(flat.r2)


def test_missing_points_are_left_out_and_infinite_ones_refused():
    assert st.ols([1, 2, None, 4], [1, 2, 9, 5.0]) == st.ols([1, 2, 4], [1, 2, 5.0])
    with pytest.raises(ValueError, match="y must be finite, got inf at position 1"):
        st.ols([1, 2], [1, math.inf])
    with pytest.raises(ValueError, match="two columns of one length"):
        st.ols([1, 2], [1])
