"""Figures printed in papers, textbooks and official guides."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from indicators import statistics as st
from indicators.statistics.recent_trends import _armitage


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_intervals_of_newcombe_1998(part, whole, lower, upper):
    assert st.proportion(part, whole)[1:] == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
)
def test_poisson_limits_of_garwood_1936(events, lower, upper):
    assert st.poisson_limits(events) == pytest.approx((lower, upper), abs=5e-4)


def test_individuals_chart_of_the_nist_handbook():
    # Section 6.3.2.2: flow rates of ten batches; it uses 3/1.128 where 2.66 is usual.
    flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    limits = st.xmr_limits(flow)
    assert limits.mean == pytest.approx(50.81)
    assert (limits.lower, limits.upper) == pytest.approx((45.8159, 55.8041), abs=2e-3)


def test_individuals_chart_of_montgomery():
    paint = [
        33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27,
        33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84,
    ]  # fmt: skip
    limits = st.xmr_limits(paint)
    assert (limits.lower, limits.mean, limits.upper) == pytest.approx(
        (32.24, 33.52, 34.80), abs=6e-3
    )


def test_fourth_dataset_of_nist_accurate_to_twelve_digits():
    # NumAcc4: 10000000.2, then 500 pairs of .1 and .3; certified deviation 0.1.
    values = [10000000.2] + [10000000.1, 10000000.3] * 500
    result = st.mean(values)
    assert result.stdev == pytest.approx(0.1, rel=1e-12)
    assert result.value == pytest.approx(10000000.2, rel=1e-15)


@pytest.mark.parametrize(
    ("part", "whole", "chi_square"),
    [
        pytest.param([83, 90, 129, 70], [86, 93, 136, 82], 8.2249, id="Fleiss, lung cancer"),
        pytest.param([19, 29, 24], [516, 589, 293], 7.19, id="Armitage, tonsils"),
    ],
)
def test_chi_square_for_a_trend_in_proportions(part, whole, chi_square):
    x, n = np.array(part, dtype=float), np.array(whole, dtype=float)
    assert float(_armitage(np.arange(len(x)), x, n)) == pytest.approx(chi_square, abs=5e-3)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "trend"),
    [
        pytest.param(
            [2.935, 1.93028, 2.7567, 2.8701, 3.0121], [2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
            [3.0919, 2.058, 2.9082, 3.0237, 3.1683], "increasing", id="eye disease, England",
        ),
        pytest.param(
            [92.6254, 92.3221, 90.8708, 90.017, 90.1013],
            [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
            [92.8288, 92.5315, 91.1004, 90.2594, 90.3396], "decreasing", id="vaccinations, Yorkshire",
        ),
    ],
)  # fmt: skip
def test_trends_shown_on_fingertips(value, lower, upper, trend):
    assert st.recent_trend(value, lower, upper).trend == trend


def test_critical_value_is_the_upper_two_thousandths_of_chi_square():
    from indicators.statistics.recent_trends import CRITICAL

    assert pytest.approx(stats.chi2.ppf(0.998, 1), rel=1e-12) == CRITICAL


def test_rate_of_the_public_health_briefing():
    assert st.rate(222, 3_215, multiplier=100)[1:] == pytest.approx((6.0266, 7.8757), abs=5e-5)
    assert st.rate(65, 100, multiplier=100)[1:] == pytest.approx((50.1632, 82.8491), abs=5e-5)
