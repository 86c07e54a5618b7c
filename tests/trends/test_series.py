"""Series: one value a period by rules, and nothing joined that is not the same thing."""

from __future__ import annotations

import pytest

from indicators.trends import implied, series


def values(made):
    return made.points[["year", "value"]].values.tolist()


def test_a_published_level_stands_before_a_derived_one(observe, in_year):
    rows = observe(
        in_year(2024, value=36000.0, evidence="转诊3.6万人次，同比增长20%"),
        in_year(
            2024, value=20.0, measure="change_pct", unit="%", evidence="转诊3.6万人次，同比增长20%"
        ),
        in_year(2022, value=25000.0),
    )
    derived = implied(rows)
    filled = series(rows, derived=derived)
    assert values(filled) == [[2022, 25000], [2023, 30000], [2024, 36000]]
    assert filled.points["status"].tolist() == ["actual", "derived", "actual"]
    more = observe(in_year(2023, value=29000.0, observation_id="t#1"))
    told = series(pd_concat(rows, more), derived=derived)
    assert values(told)[1] == [2023, 29000]
    assert told.conflicts["other_value"].tolist() == [30000]


def pd_concat(*frames):
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        pytest.param({"period_basis": "inherited"}, {}, {}, id="stated before inherited"),
        pytest.param(
            {"period_basis": "carried"}, {"period_basis": "inherited"}, {},
            id="inherited before carried",
        ),
        pytest.param(
            {"period_basis": "unknown"}, {"period_basis": "carried"}, {},
            id="carried before unknown",
        ),
        pytest.param({}, {"source_id": "b"}, {"priority": ["b"]}, id="priority of sources"),
        pytest.param(
            {"value_low": 0.5, "value_high": 1.5}, {"value_low": 1.9, "value_high": 2.1}, {},
            id="tighter bounds",
        ),
        pytest.param({"observation_id": "z"}, {"observation_id": "y"}, {}, id="id at last"),
        pytest.param(
            {"value_low": 0.9, "value_high": 1.1}, {"value_low": 0.0, "source_id": "b"},
            {"rules": ["priority", "narrow"], "priority": ["b"]}, id="rules in another order",
        ),
    ],
)  # fmt: skip
def test_rules_choose_the_second(observe, first, second, how):
    rows = observe({"value": 1.0} | first, {"value": 2.0} | second)
    made = series(rows, **how)
    assert made.points["value"].tolist() == [2.0]


def test_the_source_published_last_goes_before(observe):
    import pandas as pd

    rows = observe({"value": 1.0, "source_id": "a"}, {"value": 2.0, "source_id": "b"})
    sources = pd.DataFrame({"source_id": ["a", "b"], "published": ["2024-12", "2025"]})
    assert series(rows, sources=sources).points["value"].tolist() == [2.0]
    assert series(rows).points["value"].tolist() == [1.0]


def test_bounds_that_meet_are_told_and_those_that_do_not_are_conflicts(observe):
    rows = observe(
        {"value": 20.0, "value_low": 20.0, "value_high": 20.0},
        {"value": 20.0, "value_low": 20.0, "value_high": None},
        {"value": 21.0},
    )
    made = series(rows)
    assert made.points[["told", "disputed"]].values.tolist() == [[2, 1]]
    assert made.conflicts[["observation_id", "other_id"]].values.tolist() == [["s#0", "s#2"]]


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "人"},
        {"breakdown": "农村"},
        {"organisation": "区人民医院"},
        {"area_code": "330200"},
        {"indicator": "upward_referrals"},
        {"measure": "share"},
        {"period_start": "2024-01-01", "period_end": "2024-06-30"},
        {"period_start": "2023-01-01"},
    ],
    ids=str,
)
def test_nothing_else_is_ever_joined(observe, other):
    made = series(observe({"value": 1.0}, {"value": 2.0} | other))
    assert len(made.points) == 2
    assert made.conflicts.empty


def test_eleven_months_are_a_series_of_their_own_and_stocks_are_moments(observe):
    months = [{"period_start": f"{y}-01-01", "period_end": f"{y}-11-30"} for y in (2023, 2024)]
    rows = observe(*({"value": 1.0} | m for m in months), {"value": 2.0})
    assert series(rows).points["span"].tolist() == ["01-01/11-30", "01-01/11-30", "year"]
    beds = observe(
        {"value": 5.0, "period_start": None},
        {"value": 5.0, "period_start": "2024-12-31"},
        {"value": 5.0},
        indicator="hospital_beds", unit="张",
    )  # fmt: skip
    made = series(beds)
    assert made.points[["span", "told"]].values.tolist() == [["moment", 3]]


def test_words_that_count_the_same_things_are_one_unit(observe):
    rows = observe(
        {"value": 1.0, "unit": "名"}, {"value": 1.0, "unit": "位"}, {"value": 1, "unit": "人"}
    )
    assert series(rows).points[["unit", "told"]].values.tolist() == [["人", 3]]


def test_a_county_that_became_a_district_is_one_series_with_its_break_marked(observe, in_year):
    rows = observe(
        in_year(2014, value=1.0, area_code="330283"),
        in_year(2015, value=2.0, area_code="330283"),
        in_year(2017, value=3.0),
        in_year(2018, value=4.0),
    )
    made = series(rows).points
    assert made["area_code"].unique().tolist() == ["330213"]
    assert made["segment"].tolist() == [0, 0, 1, 1]
    assert made["break_before"].fillna("").tolist() == ["", "", "330213", ""]


def test_a_place_merged_into_another_stays_its_own_series(observe, in_year):
    # 宣化县 went into 宣化区, which had stood beside it all along.
    rows = observe(
        in_year(2014, value=1.0, area_code="130721"), in_year(2018, value=9.0, area_code="130705")
    )
    assert series(rows).points["area_code"].tolist() == ["130705", "130721"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"status": "target"}, "target"),
        ({"measure": "change_pct"}, "growth"),
        ({"measure": "rank"}, "rank"),
        ({"repeat_of": "s#9"}, "repeat"),
        ({"area_code": None}, "no_area"),
        ({"period_end": None}, "open_period"),
        ({"period_start": None}, "no_period"),
        ({"period_start": None, "period_end": None}, "no_period"),
    ],
)
def test_what_joins_no_series_is_left_out_with_its_reason(observe, row, reason):
    made = series(observe({"value": 1.0} | row))
    assert made.points.empty
    assert made.left_out.values.tolist() == [["s#0", reason]]


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do(observe):
    with pytest.raises(ValueError, match="no rule is called best; rules are level, stated"):
        series(observe({"value": 1.0}), rules=["best"])


def test_a_frame_without_a_column_is_told_what_it_has(observe):
    rows = observe({"value": 1.0}).drop(columns="unit")
    with pytest.raises(ValueError, match=r"needs the column\(s\) unit; the frame has value_low, "):
        series(rows)


def test_what_is_no_frame_is_refused_with_the_way_out():
    with pytest.raises(TypeError, match=r"got list; pandas.DataFrame\(...\)"):
        series([1, 2])


def test_every_observation_of_the_repository_is_told_or_left_out_with_a_reason(tables):
    made = series(tables.observations, sources=tables.sources)
    told = int(made.points["told"].sum() + made.points["disputed"].sum())
    assert told + len(made.left_out) == len(tables.observations)
    assert not made.points.duplicated(["indicator", "measure", "unit", "area_code", "organisation",
                                       "breakdown", "span", "period_start", "period_end"]).any()  # fmt: skip


def test_ten_years_of_the_nations_beds_are_the_published_ones(tables):
    made = series(tables.observations, priority=["2026-national-core-series-2015-2024"]).points
    beds = made[(made["indicator"] == "hospital_beds") & (made["area_code"] == "000000")]
    beds = beds[beds["breakdown"].isna() & beds["year"].between(2015, 2024)]
    # National Health Commission, yearly bulletins: 10,000 beds.
    assert (beds["value"] / 1e4).tolist() == pytest.approx(
        [701.5, 741.0, 794.0, 840.4, 880.7, 910.1, 944.8, 975.0, 1017.4, 1029.8]
    )
