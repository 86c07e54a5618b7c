"""Earlier levels implied by growth, and comparison with a benchmark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.tables import load
from indicators.trends import against, earlier_level, implied_earlier, verdict

PROCESSED = Path(__file__).parents[2] / "data" / "processed"


def test_a_level_of_36000_at_27_93_percent_implies_27_7_to_28_5_thousand():
    low, high = earlier_level((35_500, 36_500), (27.925, 27.935))
    assert (round(low, -2), round(high, -2)) == (27_700, 28_500)


def test_open_bounds_stay_open():
    assert earlier_level((35_500, None), (20, 20)) == (pytest.approx(35_500 / 1.2), None)
    assert earlier_level((0, 10), (-100, -100)) == (None, None)


positive = st.floats(1, 1e9)
growth = st.floats(-90, 500)


@given(positive, positive, growth, growth, st.floats(0, 1), st.floats(0, 1))
def test_the_interval_holds_whatever_level_and_growth_were(a, b, g, h, x, y):
    level, rate = sorted((a, b)), sorted((g, h))
    low, high = earlier_level(tuple(level), tuple(rate))
    true_level = level[0] + x * (level[1] - level[0])
    true_rate = rate[0] + y * (rate[1] - rate[0])
    earlier = true_level / (1 + true_rate / 100)
    assert low * (1 - 1e-9) <= earlier <= high * (1 + 1e-9)


def test_the_published_tables_imply_the_referrals_of_the_year_before():
    rows = implied_earlier(load(PROCESSED).observations)
    row = rows[(rows["area_code"] == "330213") & (rows["indicator"] == "two_way_referrals")].iloc[0]
    assert (row["period_start"], row["period_end"]) == ("2023-01-01", "")
    assert 27_700 < row["value_low"] < row["value"] < row["value_high"] < 28_600


@pytest.mark.parametrize(
    ("value", "benchmark", "polarity", "expected"),
    [
        ((27.9, 27.95), (20.5, 20.7), "higher_better", "better"),
        ((27.9, 27.95), (20.5, 20.7), "lower_better", "worse"),
        ((8.0, 8.0), (8.0, 8.0), "lower_better", "similar"),
        ((7.9, 8.1), (8.0, 8.2), "lower_better", "unsure"),
        ((95, None), (90, 91), "higher_better", "better"),
        ((None, 95), (90, 91), "higher_better", "unsure"),
        ((1, 2), (3, 4), "neutral", "lower"),
    ],
)
def test_a_verdict_needs_intervals_that_do_not_overlap(value, benchmark, polarity, expected):
    assert verdict(value, benchmark, polarity) == expected


def test_fenghua_grew_faster_than_the_nation_in_the_same_year():
    rows = against(load(PROCESSED).observations, "330213")
    row = rows[rows["indicator"] == "two_way_referrals"].iloc[0]
    assert (row["value"], row["benchmark"]) == (27.93, 20.6)
    assert (row["year"], row["benchmark_year"], row["verdict"]) == (2024, 2024, "better")
