"""Change: every measure holds whatever the bounds allow, and says only what is sure."""

from __future__ import annotations

import math

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.trends import change, series

BOUNDS = st.tuples(st.floats(0.001, 1e9), st.floats(0.001, 1e9), st.floats(0, 1)).map(
    lambda t: (min(t[:2]), min(t[:2]) + t[2] * (max(t[:2]) - min(t[:2])), max(t[:2]))
)
OPEN = st.sampled_from(["", "low", "high"])
CASES = st.lists(st.tuples(BOUNDS, OPEN, BOUNDS, OPEN, st.integers(1, 30)), min_size=1, max_size=20)


def figure(bounds, opened):
    low, value, high = bounds
    return {
        "value": value,
        "value_low": None if opened == "low" else low,
        "value_high": None if opened == "high" else high,
    }


def frame_of(cases):
    rows = []
    for place, (before, open_before, now, open_now, years) in enumerate(cases):
        rows.append({"id": place, "year": 2000, **figure(before, open_before)})
        rows.append({"id": place, "year": 2000 + years, **figure(now, open_now)})
    kinds = dict.fromkeys(("value", "value_low", "value_high"), float)
    return pd.DataFrame(rows).astype(kinds)


def holds(row, kind, number):
    low, high = row[f"{kind}_low"], row[f"{kind}_high"]
    slack = 1e-9 * max(1.0, abs(number))
    return not (low > number + slack) and not (high < number - slack)


@settings(max_examples=25)  # of up to twenty figures each
@given(CASES, st.floats(0, 1), st.floats(0, 1))
def test_every_measure_holds_what_any_numbers_inside_the_bounds_give(cases, s, t):
    # In Polars, which is the quicker for little frames; that pandas agrees is tested elsewhere.
    made = change(pl.from_pandas(frame_of(cases)), by=["id"], time="year").to_pandas()
    made = made.dropna(subset=["before"]).to_dict("records")
    for (before, open_before, now, open_now, years), row in zip(cases, made, strict=True):
        then = before[0] + s * (before[2] - before[0])
        here = now[0] + t * (now[2] - now[0])
        assert holds(row, "absolute", here - then)
        assert holds(row, "percent", (here / then - 1) * 100)
        assert holds(row, "index", here / then * 100)
        assert holds(row, "yearly", ((here / then) ** (1 / years) - 1) * 100)
        if row["direction"] in ("rise", "fall"):
            assert (here > then) == (row["direction"] == "rise")
        for kind in ("absolute", "percent", "yearly", "index"):
            assert holds(row, kind, row[kind])
            opened = (open_now == "low" or open_before == "high",
                      open_now == "high" or open_before == "low")  # fmt: skip
            assert tuple(math.isnan(row[f"{kind}{end}"]) for end in ("_low", "_high")) == opened


def years(*values, **more):
    rows = pd.DataFrame(values, columns=["year", "value", "value_low", "value_high"])
    return rows.assign(**more)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        ((20, 20, 30), (31, 31, 31), "rise"),
        ((20, 20, 30), (30, 30, 30), "unsure"),
        ((100, 99.5, 100.5), (98, 97.5, 98.5), "fall"),
        ((100, 99.5, 100.5), (101, 100.5, 101.5), "unsure"),
        ((85, 85, 85), (85, 85, 85), "same"),
        ((210, 210, None), (200, 200, 200), "fall"),
        ((2000, None, 2000), (2100, 2100, None), "rise"),
        ((30, None, None), (80, 80, 80), "unsure"),
    ],
)
def test_a_rise_or_fall_is_sure_only_when_the_bounds_lie_apart(before, now, direction):
    made = change(years((2023, *before), (2024, *now)), by=[], time="year")
    assert made["direction"].iloc[1] == direction


def test_the_figure_before_may_be_years_ago_and_the_growth_a_year_says_so():
    made = change(years((2020, 100, 100, 100), (2022, 121, 121, 121)), by=[], time="year")
    assert made["percent"].iloc[1] == pytest.approx(21)
    assert (made["years"].iloc[1], made["yearly"].iloc[1]) == pytest.approx((2, 10))


def test_year_on_year_does_not_bridge_a_gap():
    rows = years((2020, 1, 1, 1), (2021, 2, 2, 2), (2023, 4, 4, 4))
    made = change(rows, "year_before", by=[], time="year")
    assert made["percent"].fillna(-1).tolist() == [-1, 100, -1]
    assert made["reason"].iloc[2] == "no figure a year before"


def test_an_index_is_exactly_100_at_its_base_and_has_bounds_elsewhere():
    rows = years((2020, 50, 49.5, 50.5), (2021, 60, 59.5, 60.5))
    made = change(rows, 2020, by=[], time="year")
    assert made[["index_low", "index", "index_high"]].iloc[0].tolist() == [100, 100, 100]
    assert made["index"].iloc[1] == 120
    assert made["index_low"].iloc[1] == pytest.approx(59.5 / 50.5 * 100)
    assert (
        change(rows, 2019, by=[], time="year")["reason"].tolist() == ["no figure at the base"] * 2
    )


def test_points_are_for_figures_in_percent_only():
    rows = years((2020, 50, 50, 50), (2021, 60, 60, 60))
    in_percent = change(rows.assign(unit="%"), by=["unit"], time="year")
    assert (in_percent["points"].iloc[1], in_percent["percent"].iloc[1]) == pytest.approx((10, 20))
    assert change(rows.assign(unit="人"), by=["unit"], time="year")["points"].isna().all()


@pytest.mark.parametrize("base", [0, -5])
def test_growth_in_percent_needs_an_earlier_figure_above_zero(base):
    made = change(years((2020, base, base, base), (2021, 6, 6, 6)), by=[], time="year")
    assert made["absolute"].iloc[1] == 6 - base
    assert made[["percent", "index", "yearly", "percent_low"]].iloc[1].isna().all()
    assert made["reason"].iloc[1] == "the earlier figure is not above zero"


def test_a_loss_keeps_its_sign():
    made = change(years((2020, 10, 8, 10), (2021, -5, -5, -4)), by=[], time="year").iloc[1]
    assert made[["index_low", "index", "index_high"]].tolist() == [-62.5, -50, -40]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023-12-31", "2024-12-31"),
        ("2023-02-28", "2024-02-29"),
        ("2023-06", "2024-06"),
        ("2023", "2024"),
        (2023, 2024),
        (2023.5, 2024.5),
    ],
)
def test_times_of_every_form_are_a_year_apart(one, other):
    rows = pd.DataFrame({"when": [one, other], "value": [1.0, 2.0]})
    made = change(rows, "year_before", by=[], time="when")
    assert made["percent"].fillna(0).tolist() == [0, 100]


def test_dates_are_times_too():
    rows = pl.DataFrame({"when": ["2023-12-31", "2024-12-31"], "value": [1.0, 2.0]})
    rows = rows.with_columns(pl.col("when").str.to_date())
    assert change(rows, "year_before", by=[], time="when")["percent"].to_list() == [None, 100]


def test_figures_without_a_time_or_value_are_gaps():
    rows = pd.DataFrame({"year": [2020, 2021, None, 2022], "value": [1.0, None, 5.0, 2.0]})
    made = change(rows, by=[], time="year")
    assert made["years"].fillna(0).tolist() == [0, 2]


def test_series_are_kept_apart_also_where_a_key_is_missing():
    rows = pd.DataFrame(
        {"place": ["a", None, None], "year": [2020, 2020, 2021], "value": [1.0, 2, 3]}
    )
    made = change(rows, by=["place"], time="year")
    assert made["absolute"].count() == 1
    assert made["absolute"].max() == 1


def test_no_rows_give_the_columns():
    made = change(pd.DataFrame({"year": [], "value": []}, dtype=float), by=[], time="year")
    assert made.empty
    assert {"absolute_low", "yearly", "direction"} <= set(made.columns)


def test_a_new_code_between_two_figures_is_marked(observe, in_year):
    rows = observe(in_year(2015, value=1.0, area_code="330283"), in_year(2017, value=2.0))
    assert change(series(rows).points)["across_break"].tolist() == [False, True]


def test_life_expectancy_rose_surely_every_time_it_was_published(tables):
    points = series(tables.observations).points
    rows = points[(points["indicator"] == "life_expectancy") & (points["area_code"] == "000000")]
    made = change(rows[rows["breakdown"].isna() & (rows["year"] >= 2010)])
    assert set(made["direction"].dropna()) == {"rise"}
