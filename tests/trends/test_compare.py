"""An area beside the nation."""

import pandas as pd
import pytest

from indicators.trends import against, verdict


def row(area, value, year, **more):
    common = {
        "observation_id": f"{area}-{year}-{value}", "indicator": "two_way_referrals",
        "measure": "change_pct", "status": "actual", "area_code": area, "organisation": None,
        "breakdown": None, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
        "value": value, "value_low": value - 0.05, "value_high": value + 0.05, "unit": "%",
        "evidence": f"同比增长{value:g}%",
    }  # fmt: skip
    return {**common, **more}


def compared(*rows):
    return against(pd.DataFrame(rows), "330213")


@pytest.mark.parametrize(
    ("value", "benchmark", "polarity", "expected"),
    [
        ((27.925, 27.935), (20.55, 20.65), "higher_better", "better"),
        ((27.925, 27.935), (20.55, 20.65), "lower_better", "worse"),
        ((27.925, 27.935), (20.55, 20.65), "neutral", "higher"),
        ((20, 22), (21, 23), "higher_better", "unsure"),
        ((24, None), (21, 23), "higher_better", "better"),
        ((None, 20), (21, 23), "higher_better", "worse"),
        ((None, None), (21, 23), "higher_better", "unsure"),
        ((100, 100), (100, 100), "higher_better", "similar"),
    ],
)
def test_a_verdict_needs_intervals_apart_and_a_polarity(value, benchmark, polarity, expected):
    assert verdict(value, benchmark, polarity) == expected


def test_the_same_year_is_preferred_and_both_years_are_told():
    table = compared(row("330213", 27.93, 2024), row("000000", 20.6, 2024), row("000000", 9, 2023))
    assert table[["benchmark", "year", "benchmark_year"]].values.tolist() == [[20.6, 2024, 2024]]


def test_the_closest_year_stands_in_and_far_ones_do_not():
    assert compared(row("330213", 5, 2024), row("000000", 6, 2022))["benchmark_year"].item() == 2022
    assert compared(row("330213", 5, 2024), row("000000", 6, 2012)).empty


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"measure": "level", "unit": "人次"}, id="a count"),
        pytest.param({"breakdown": "男"}, id="a breakdown"),
        pytest.param({"organisation": "区人民医院"}, id="one hospital"),
        pytest.param({"status": "target"}, id="a target"),
        pytest.param({"evidence": "较2020年增长5%"}, id="growth on another year"),
    ],
)
def test_what_does_not_compare_is_left_out(more):
    assert compared(row("330213", 5, 2024, **more), row("000000", 6, 2024, **more)).empty


def test_a_former_code_is_the_same_place():
    assert len(compared(row("330283", 5, 2015), row("000000", 6, 2015))) == 1
