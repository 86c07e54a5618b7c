"""Earlier levels from a level and its growth."""

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.trends import earlier_level, implied
from indicators.trends.periods import compares_with_year_before, year_before

LEVELS = st.floats(0.1, 1e10)
GROWTHS = st.floats(-99, 1000)
SHARES = st.floats(0, 1)


def row(start, measure, value, low, high, evidence, **more):
    common = {
        "observation_id": f"s#{start}", "source_id": "s", "indicator": "two_way_referrals",
        "measure": measure, "status": "actual", "area_code": "330213", "organisation": None,
        "breakdown": None, "period_start": "2024-01-01", "period_end": None, "value": value,
        "value_low": low, "value_high": high, "unit": "%" if measure == "change_pct" else "人次",
        "evidence": evidence, "start": start, "end": start + 5,
    }  # fmt: skip
    return {**common, **more}


def pair(evidence, growth=27.93, **more):
    return pd.DataFrame(
        [
            row(10, "level", 36000.0, 35500.0, 36500.0, evidence, **more),
            row(20, "change_pct", growth, growth - 0.005, growth + 0.005, evidence, **more),
        ]
    )


@given(LEVELS, LEVELS, GROWTHS, GROWTHS, SHARES, SHARES)
def test_the_interval_holds_what_any_level_and_growth_inside_their_bounds_imply(a, b, c, d, s, t):
    low, high = sorted((a, b))
    slow, fast = sorted((c, d))
    level, growth = low + s * (high - low), slow + t * (fast - slow)
    floor, ceiling = earlier_level((low, high), (slow, fast))
    implied = level / (1 + growth / 100)
    assert floor * (1 - 1e-9) <= implied <= ceiling * (1 + 1e-9)


@given(LEVELS, GROWTHS)
def test_growing_from_the_earlier_level_gives_the_level_back(level, growth):
    assume(growth > -90)
    floor, ceiling = earlier_level((level, level), (growth, growth))
    assert floor == ceiling == pytest.approx(level / (1 + growth / 100))


def test_open_ends_stay_open():
    assert earlier_level((None, 100), (0, 0)) == (None, 100)
    assert earlier_level((100, None), (0, 0)) == (100, None)
    assert earlier_level((100, 100), (10, None))[0] is None


def test_a_fall_of_all_gives_no_upper_bound():
    assert earlier_level((0, 1), (-100, -90)) == (0, None)


def test_a_negative_level_is_refused_with_the_way_out():
    with pytest.raises(ValueError, match="use levels from 0 up"):
        earlier_level((-1, 1), (0, 0))


def test_a_derived_row_names_both_observations_and_the_same_span_a_year_before():
    made = implied(pair("双向转诊3.6万人次,同比增长27.93%"))
    assert made["status"].tolist() == ["derived"]
    assert made[["level_id", "growth_id"]].iloc[0].tolist() == ["s#10", "s#20"]
    assert made[["period_start", "period_end"]].iloc[0].tolist() == ["2023-01-01", ""]
    assert made[["value_low", "value_high"]].iloc[0].round().tolist() == [27748, 28532]


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param("双向转诊3.6万人次,较2020年增长27.93%", id="another year"),
        pytest.param("双向转诊3.6万人次,年均增长27.93%", id="yearly average"),
        pytest.param("双向转诊3.6万元,按可比价格增长27.93%", id="constant prices"),
    ],
)
def test_growth_against_anything_but_the_year_before_implies_nothing(evidence):
    assert implied(pair(evidence)).empty


def test_targets_imply_nothing():
    assert implied(pair("双向转诊3.6万人次,增长27.93%", status="target")).empty


def test_a_growth_belongs_to_the_level_next_to_it():
    rows = pair("门诊5万,双向转诊3.6万人次,同比增长27.93%")
    far = row(1, "level", 50000.0, 50000.0, 50000.0, "", observation_id="s#1")
    made = implied(pd.concat([pd.DataFrame([far]), rows], ignore_index=True))
    assert made["level_id"].tolist() == ["s#10"]


def test_no_rows_give_the_columns():
    made = implied(pair("转诊3.6万人次").iloc[:1])
    assert made.empty
    assert {"value_low", "level_id", "status"} <= set(made.columns)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2024-06-30", "2023-06-30"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-29"),
        ("2024-02-28", "2023-02-28"),
        (None, ""),
    ],
)
def test_a_year_before(day, before):
    assert year_before(day) == before


def test_a_bare_growth_is_on_the_year_before_unless_a_third_year_is_named():
    assert compares_with_year_before("2018年末卫生人员1230.0万人,增长4.7%", 4.7, 2018)
    assert not compares_with_year_before("1990年为88.8,2018年为18.3,降幅79.4%", -79.4, 2018)
