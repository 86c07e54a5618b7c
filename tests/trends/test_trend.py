"""Trends of tables: the published cases, what bounds and breaks do, and every kind of frame."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from indicators.statistics.trend_tests import mann_kendall
from indicators.trends import series, trend

RISING = [412, 480, 683, 1052, 1385, 1418, 1634, 2178, 3362, 5948]


def yearly(values, **more):
    frame = pd.DataFrame({"year": range(2015, 2015 + len(values)), "value": values, **more})
    return frame.astype({"value": float})


def fitted(values, **more):
    return trend(pl.from_pandas(yearly(values, **more)), by=[], time="year").row(0, named=True)


def test_ten_values_that_only_rise_have_the_exact_p():
    made = fitted(RISING)
    # 2 / 10!, Kendall (1975), Rank Correlation Methods.
    assert made["mk_p"] == pytest.approx(2 / 3628800)
    assert (made["n"], made["mk_s"], made["direction"], made["reason"]) == (10, 45, "rise", None)
    assert (made["first"], made["last"]) == (2015, 2024)


@pytest.mark.parametrize(
    ("values", "direction", "reason"),
    [
        ([5, 4, 3, 2, 1], "fall", None),
        ([1, 2, 3, 4], "unsure", "too few points"),
        ([3, 1, 4, 1, 5, 2], "none", "no significant trend"),
        ([7, 7, 7, 7, 7, 7], "none", "all figures alike"),
        ([1, 2, 3, 4, float("inf"), 6], "unsure", "not all figures are finite"),
    ],
)
def test_a_direction_comes_with_its_reason(values, direction, reason):
    made = fitted(values)
    assert (made["direction"], made["reason"]) == (direction, reason)


def test_bounds_too_wide_for_an_order_leave_the_direction_unsure():
    values = [1.0, 2, 3, 4, 5, 6]
    sure = fitted(values, value_low=values, value_high=values)
    assert (sure["direction"], sure["open_pairs"], sure["p_least"]) == ("rise", 0, sure["mk_p"])
    wide = fitted(values, value_low=[v - 2.5 for v in values], value_high=[v + 2.5 for v in values])
    assert (wide["direction"], wide["reason"]) == ("unsure", "bounds too wide")
    assert wide["open_pairs"] == 15  # even 3.5 of the first meets 3.5 of the last


def test_rounding_that_leaves_a_pair_or_two_open_does_not_hide_a_clear_trend():
    values = [
        8.1,
        7.5,
        6.8,
        6.1,
        5.6,
        5.4,
        5.0,
        4.9,
        4.5,
        4.0,
    ]  # infant deaths per 1,000, 2015-2024
    made = fitted(
        values, value_low=[v - 0.05 for v in values], value_high=[v + 0.05 for v in values]
    )
    assert made["open_pairs"] in (0, 1)  # 5.0 and 4.9 touch
    assert made["direction"] == "fall"


def test_a_break_inside_leaves_the_direction_unsure_unless_asked_for(observe, in_year):
    rows = observe(
        *(in_year(y, value=float(y), area_code="330283" if y < 2016 else "330213")
          for y in range(2011, 2021))
    )  # fmt: skip
    points = series(rows).points
    made = trend(points).iloc[0]
    assert (made["direction"], made["reason"]) == ("unsure", "break inside")
    assert made["sen_slope"] == pytest.approx(1)
    assert trend(points, across_breaks=True)["direction"].tolist() == ["rise"]


def test_gaps_and_missing_figures_are_left_out():
    rows = yearly([1, 2, None, 4, 5, 6])
    made = trend(rows, by=[], time="year").iloc[0]
    assert (made["n"], made["sen_slope"]) == (5, 1)


TABLE = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(2000, 2020), st.integers(-5, 5)),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=30)
@given(TABLE, st.randoms(use_true_random=False))
def test_every_series_is_as_it_is_alone_in_any_order_and_kind(rows, random):
    frame = pd.DataFrame(rows, columns=["place", "year", "value"]).astype({"value": float})
    made = trend(frame, by=["place"], time="year")
    order = list(frame.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(trend(frame.loc[order], by=["place"], time="year"), made)
    theirs = trend(pl.from_pandas(frame).lazy(), by=["place"], time="year")
    assert isinstance(theirs, pl.LazyFrame)
    assert_frame_equal(theirs.collect(), pl.from_pandas(made), check_dtypes=False)
    for place, part in frame.groupby("place"):
        row = made[made["place"] == place].iloc[0]
        alone = mann_kendall(part["value"].to_numpy(), part["year"].to_numpy(dtype=float))
        assert (row["n"], row["mk_s"]) == (alone.n, alone.s)
        assert row["mk_p"] == pytest.approx(alone.p, rel=1e-9, nan_ok=True)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 6), st.integers(0, 6)), min_size=5, max_size=12
    )
)
def test_no_numbers_inside_the_bounds_are_less_significant_than_the_least_favourable(rows):
    values = [float(v) for v, _, _ in rows]
    low, high = ([v + s * w for v, *w_ in rows for w in (w_[n],)] for n, s in ((0, -1), (1, 1)))
    made = fitted(values, value_low=[float(v) for v in low], value_high=[float(v) for v in high])
    if made["direction"] not in ("rise", "fall"):
        return
    for chosen in (low, high, [(a + b) / 2 for a, b in zip(low, high, strict=True)]):
        other = mann_kendall([float(v) for v in chosen])
        assert (other.s > 0) == (made["direction"] == "rise")
        assert other.s != 0


def test_no_rows_give_the_columns():
    made = trend(yearly([]), by=[], time="year")
    assert made.empty
    assert {"sen_slope", "direction", "p_least"} <= set(made.columns)


def test_the_nations_maternal_mortality_falls_and_its_beds_rise(tables):
    points = series(tables.observations, sources=tables.sources).points
    nation = points[(points["area_code"] == "000000") & points["breakdown"].isna()]
    made = trend(nation[nation["year"].between(2015, 2024)]).set_index("indicator")
    assert made.loc["maternal_mortality_ratio", "direction"] == "fall"
    assert made.loc["hospital_beds", "direction"] == "rise"
    assert made.loc["hospital_beds", "sen_low"] < 364_500 < made.loc["hospital_beds", "sen_high"]
