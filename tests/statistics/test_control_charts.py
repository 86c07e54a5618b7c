"""Control charts: limits, segments, the rules for special causes, and targets."""

from __future__ import annotations

import numpy as np
import pytest

from indicators import statistics as st
from indicators.statistics.causes import shift, special_causes, trend, two_of_three

STEADY = [5.0, 6, 5, 7, 6, 5, 6, 7, 5, 6, 6, 5]


def test_one_large_step_does_not_widen_the_limits():
    stepped = [*STEADY, *(x + 20 for x in STEADY)]
    screened, raw = st.xmr_limits(stepped), st.xmr_limits(stepped, screen_outliers=False)
    assert screened.mean == raw.mean
    assert screened.upper - screened.lower < 0.7 * (raw.upper - raw.lower)


def test_a_constant_series_has_its_value_for_limits_and_no_cause():
    chart = st.xmr_chart([4.0] * 9)
    assert st.xmr_limits([4.0] * 9) == (4, 4, 4, 4, 4)
    assert set(chart.cause) == {""}


def test_limits_of_many_series_are_those_of_each():
    table = np.array([STEADY, STEADY[::-1], np.cumsum(STEADY)])
    for place, row in enumerate(table):
        assert [one[place] for one in st.xmr_limits(table)] == list(st.xmr_limits(row))


def test_a_gap_is_no_point_and_breaks_its_ranges():
    limits = st.xmr_limits([1, 2, None, 9, 10])
    assert limits.mean == 5.5
    assert limits.upper == pytest.approx(5.5 + 2.66)


@pytest.mark.parametrize("few", [[], [3.0]])
def test_too_little_for_limits(few):
    assert np.isnan(st.xmr_limits(few).upper)
    assert len(st.xmr_chart(few).cause) == len(few)


def test_rebase_gives_each_segment_its_own_limits_and_rules():
    chart = st.xmr_chart([*STEADY, *(x + 20 for x in STEADY)], rebase=[12])
    assert chart.mean[:12].tolist() == [st.xmr_limits(STEADY).mean] * 12
    assert chart.mean[12:] == pytest.approx(chart.mean[0] + 20)
    assert set(chart.cause) == {""}


def test_a_frozen_baseline_shows_the_step_that_full_limits_hide():
    later = [x + 3 for x in STEADY]
    frozen = st.xmr_chart([*STEADY, *later], baseline=12, improvement="increase")
    assert frozen.mean.tolist() == [st.xmr_limits(STEADY).mean] * 24
    assert set(frozen.cause[12:]) <= {"shift", "outside limits"}
    assert set(frozen.meaning[12:]) == {"improvement"}
    assert set(frozen.meaning[:12]) == {""}


@pytest.mark.parametrize(
    ("improvement", "above", "below"),
    [("increase", "improvement", "concern"), ("decrease", "concern", "improvement"),
     ("neutral", "high", "low")],
)  # fmt: skip
def test_meaning_follows_the_better_direction(improvement, above, below):
    chart = st.xmr_chart([*STEADY, 30, *STEADY, -20], baseline=12, improvement=improvement)
    assert (chart.meaning[12], chart.meaning[-1]) == (above, below)
    assert (chart.cause[12], chart.cause[-1]) == ("outside limits", "outside limits")


@pytest.mark.parametrize(
    ("sides", "flagged"),
    [([1] * 6, 0), ([1] * 6 + [-1], 0), ([1] * 7, 7), ([1] * 8 + [-1], 8), ([-1] * 8 + [1], 8),
     ([0] * 9, 0), ([1, 1, 1, np.nan, 1, 1, 1, 1], 0), ([], 0)],
)  # fmt: skip
def test_shift_needs_seven_on_one_side(sides, flagged):
    assert int(shift(np.array(sides, dtype=float)).sum()) == flagged


@pytest.mark.parametrize(
    ("values", "flagged"),
    [(range(1, 7), 0), ([1, 2, 3, 3, 4, 5, 6], 0), (range(1, 8), 7), ([2, *range(1, 8), 3], 7),
     (range(7, 0, -1), 7), ([2, 7, 6, 5, 4, 3, 2, 1, 3], 7), ([1, 2, 3, np.nan, 5, 6, 7, 8], 0)],
)  # fmt: skip
def test_trend_needs_seven_that_rise_or_seven_that_fall(values, flagged):
    assert int(trend(np.array(list(values), dtype=float)).sum()) == flagged


@pytest.mark.parametrize(
    ("near", "flagged"),
    [([1, 0, 1], [1, 0, 1]), ([0, 1, 1], [0, 1, 1]), ([1, 1, 0], [1, 1, 0]), ([1, 0, 0, 1], [0] * 4),
     ([1, 0, 0, 1, 1], [0, 0, 0, 1, 1]), ([0, 0, 1, 0, 1, 0, 0], [0, 0, 1, 0, 1, 0, 0]), ([1, 1], [0, 0])],
)  # fmt: skip
def test_two_of_three_near_points_on_one_side(near, flagged):
    flags = two_of_three(np.array(near, dtype=bool), np.ones(len(near)))
    assert flags.tolist() == [bool(one) for one in flagged]


def test_two_of_three_needs_the_same_side():
    near = np.array([True, True, False])
    assert two_of_three(near, np.array([1, -1, 1])).tolist() == [False] * 3


def test_the_first_rule_names_the_cause():
    values = np.array([1.0, 2, 3, 4, 5, 6, 99])
    causes = special_causes(values, 20, -10, 50, 0, 40)
    assert causes.tolist() == ["trend"] * 6 + ["outside limits"]


@pytest.mark.parametrize(
    ("improvement", "words"),
    [("increase", ["consistently failing", "consistently passing", "hit or miss"]),
     ("decrease", ["consistently passing", "consistently failing", "hit or miss"]),
     ("neutral", ["", "", ""])],
)  # fmt: skip
def test_assurance_by_where_the_target_lies(improvement, words):
    assert st.assurance([1, 5, 1], [3, 7, 5], 4, improvement).tolist() == words


def test_assurance_of_unknown_limits_is_empty():
    assert st.assurance(None, 3, 2, "increase") == ""
