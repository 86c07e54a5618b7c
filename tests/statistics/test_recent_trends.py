"""The recent trend: what is significant, what one point decides, what cannot be calculated."""

from __future__ import annotations

import numpy as np
import pytest

from indicators import statistics as st

RISING = np.array([10.0, 11, 12, 13, 14])
NARROW, WIDE = 0.5, 9.0


def around(values, half):
    y = np.asarray(values, dtype=float)
    return y, y - half, y + half


def test_direction_and_size():
    result = st.recent_trend(*around(RISING, NARROW))
    assert (result.trend, result.slope) == ("increasing", pytest.approx(1))
    assert result.chi_square == pytest.approx(10 / (NARROW / 1.959964) ** 2, rel=1e-6)
    assert st.recent_trend(*around(RISING[::-1], NARROW)).trend == "decreasing"


def test_wide_intervals_hide_a_trend():
    result = st.recent_trend(*around(RISING, WIDE))
    assert result.trend == "no significant change"
    assert result.reason == "chi-square is not above 9.5495"


def test_a_trend_that_one_point_makes_is_none():
    result = st.recent_trend(*around([10, 9.9, 9.8, 9.7, 14], NARROW))
    assert result.chi_square > 9.5495
    assert result.trend == "no significant change"
    assert result.reason == "one point decides the direction"


def test_the_last_five_points_count():
    falling_first = [30, 25, 20, *RISING]
    assert st.recent_trend(*around(falling_first, NARROW)) == st.recent_trend(
        *around(RISING, NARROW)
    )


def test_years_with_gaps_change_the_slope():
    years = [2015, 2016, 2018, 2020, 2023]
    line = 3 + 0.5 * np.array(years)
    assert st.recent_trend(*around(line, 0.1), time=years).slope == pytest.approx(0.5, rel=1e-9)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda y, lo, hi, t: (y[1:], lo[1:], hi[1:], t[1:]), "fewer than 5 points"),
        (lambda y, lo, hi, t: (y[:0], lo[:0], hi[:0], t[:0]), "fewer than 5 points"),
        (lambda y, lo, hi, t: (np.where(t == 2021, np.nan, y), lo, hi, t), "a value is missing"),
        (lambda y, lo, hi, t: (y, lo, np.where(t == 2021, np.nan, hi), t), "an interval is missing"),
        (lambda y, lo, hi, t: (y, hi, hi, t), "an interval has no width"),
        (lambda y, lo, hi, t: (y, lo, hi, np.where(t == 2021, 2020, t)), "two points have the same time"),
        (lambda y, lo, hi, t: (y, lo, hi, t[::-1]), "points are not in time order"),
        (lambda y, lo, hi, t: (y, lo, hi, np.where(t == 2021, np.nan, t)), "a time is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_calculated_says_why(change, reason):
    y, low, high = around(RISING, NARROW)
    values, lower, upper, time = change(y, low, high, np.arange(2019.0, 2024))
    result = st.recent_trend(values, lower, upper, time)
    assert (result.trend, result.reason) == ("cannot be calculated", reason)
    assert np.isnan(result.slope)


@pytest.mark.parametrize(
    ("part", "whole", "reason"),
    [
        ([0, 2, 3, 4, 5], [50] * 5, "a proportion of 0 or 1 has no logit"),
        ([1, 2, 3, 4, 50], [50] * 5, "a proportion of 0 or 1 has no logit"),
        ([1, 2, 3, 4, 51], [50] * 5, "a part exceeds its whole"),
        ([1, 2, None, 4, 5], [50] * 5, "a count is missing"),
        ([1, 2, 3], [50] * 3, "fewer than 5 points"),
    ],
)
def test_proportions_that_cannot_be_tested(part, whole, reason):
    assert st.recent_trend_of_proportion(part, whole).reason == reason


def test_rows_are_series():
    table = np.array([RISING, RISING[::-1], [5, 5.1, 4.9, 5, 5.05]])
    rows = st.recent_trend(*around(table, NARROW))
    assert rows.trend.tolist() == ["increasing", "decreasing", "no significant change"]
    for place, row in enumerate(table):
        alone = st.recent_trend(*around(row, NARROW))
        assert rows.chi_square[place] == pytest.approx(alone.chi_square, rel=1e-12)
        assert rows.reason[place] == alone.reason


@pytest.mark.parametrize(
    ("trend", "polarity", "words"),
    [("increasing", "high", "increasing and getting better"),
     ("increasing", "low", "increasing and getting worse"),
     ("decreasing", "high", "decreasing and getting worse"),
     ("no significant change", "low", "no significant change"),
     ("increasing", "none", "increasing")],
)  # fmt: skip
def test_judgement_follows_polarity(trend, polarity, words):
    assert st.with_judgement(trend, polarity) == words
