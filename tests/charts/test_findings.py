"""What each chart says: computed, respecting bounds, and refusing what it cannot draw."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from indicators import charts
from indicators.charts.marks import VERDICTS
from indicators.reports.labels import say

NAN = float("nan")


def trend_of(*rows, lang="zh", **columns):
    frame = pd.DataFrame(rows, columns=["year", "value", "value_low", "value_high"])
    return charts.trend(frame.assign(unit="人次", **columns), lang, ("奉化区", "全国")).finding


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        pytest.param((2023, 20, 20, 30), (2024, 31, 31, 31), "上升3.33–55%", id="apart"),
        pytest.param((2023, 20, 20, 30), (2024, 29, 29, 29), "不能断定", id="overlap"),
        pytest.param((2023, 210, 210, NAN), (2024, 300, 300, 300), "不能断定", id="open end"),
        pytest.param((2023, 20, 20, 20), (2024, 210, 210, NAN), "上升至少950%", id="open above"),
        pytest.param((2023, 50, 50, 50), (2024, 40, NAN, 40), "下降至少20%", id="nearly"),
        pytest.param((2023, 99, NAN, 100), (2024, 200, 200, 200), "上升至少100%", id="from nearly"),
        pytest.param((2023, 5, 5, 5), (2024, 5, 5, 5), "不变", id="same"),
    ],
)
def test_a_trend_says_no_more_than_the_bounds_allow(first, last, told):
    assert told in trend_of(first, last)


def test_a_percentage_changes_by_points():
    frame = pd.DataFrame({"year": [2023, 2024], "value": [80.5, 80.2], "unit": "%"})
    assert (
        charts.trend(frame, "en").finding
        == "from 80.5% in 2023 to 80.2% in 2024, fall of 0.3 points"
    )


def test_a_benchmark_within_the_bounds_is_not_told_apart():
    assert "与全国分不出高低（25人次）" in trend_of((2024, 20, 20, 30), benchmark=25.0)
    assert "高于全国（15人次）" in trend_of((2024, 20, 20, 30), benchmark=15.0)


def test_a_year_twice_and_two_units_are_refused():
    with pytest.raises(ValueError, match="one value a year, got several for 2024"):
        trend_of((2024, 1, 1, 1), (2024, 2, 2, 2))
    with pytest.raises(ValueError, match="draws one unit, got '张', '人'"):
        charts.trend(pd.DataFrame({"year": [1, 2], "value": [1, 2], "unit": ["张", "人"]}))


def test_polars_and_pandas_give_the_same_picture():
    columns = {"year": [2023, 2024], "value": [20.0, None], "benchmark": [None, 3.0]}
    one, other = (charts.trend(frame(columns), "en") for frame in (pd.DataFrame, pl.DataFrame))
    assert charts.svg_of(one, "f") == charts.svg_of(other, "f")


def test_places_without_a_figure_are_listed_as_not_reported_and_not_as_zero():
    frame = pd.DataFrame({"label": ["A", "B", "C"], "value": [0.0, NAN, 3.0]})
    figure = charts.ranked(frame, "en")
    assert "B not reported" in figure.alt
    assert "A 0" in figure.alt


@pytest.mark.parametrize(
    ("value", "told"),
    [(86.2, "1个高于控制限"), (73.0, "1个低于控制限"), (86.0, "都在控制限之内")],
)
def test_ranked_bars_tell_who_lies_outside(value, told):
    frame = pd.DataFrame({"label": ["甲"], "value": [value], "limit_low": 74, "limit_high": 86})
    assert told in charts.ranked(frame, "zh").finding


def test_verdicts_are_called_as_in_the_tables():
    for verdict, look in VERDICTS.items():
        if verdict != "not compared":
            assert (look.zh, look.en) == (say(verdict, "zh"), say(verdict, "en"))


def test_no_two_verdicts_share_a_shape():
    assert len({(look.marker, look.filled) for look in VERDICTS.values()}) == len(VERDICTS)


def test_an_unknown_verdict_is_refused_with_those_there_are():
    frame = pd.DataFrame({"row": ["a"], "column": ["b"], "verdict": ["good"]})
    with pytest.raises(ValueError, match=r"knows the verdicts better, worse.*got 'good'"):
        charts.heat(frame)


def test_a_rug_too_wide_for_a_phone_is_refused():
    frame = pd.DataFrame({"row": "a", "column": range(13), "verdict": "better"})
    with pytest.raises(ValueError, match=r"fits 12 columns on a phone, got 13\. Split"):
        charts.heat(frame)


def test_lower_is_better_to_the_right():
    row = {"label": "IMR", "value": 4.0, "benchmark": 5.0, "area_min": 3, "area_max": 8,
           "verdict": "better"}  # fmt: skip

    def place(**more):
        (axes,) = charts.spine(pd.DataFrame([{**row, **more}])).axes
        (mark,) = (
            line for line in axes.lines if line.get_marker() == "^" and len(line.get_xdata())
        )
        return float(mark.get_xdata()[0])

    assert place(polarity="lower_better") == pytest.approx(1 / 3)
    assert place(polarity="higher_better") == pytest.approx(-1 / 3)


def test_a_value_outside_all_areas_is_refused():
    row = {
        "label": "IMR",
        "value": 9,
        "benchmark": 5,
        "area_min": 3,
        "area_max": 8,
        "verdict": "worse",
    }
    with pytest.raises(
        ValueError, match=r"outside area_min\.\.area_max \(3\.\.8\)\. Count the area"
    ):
        charts.spine(pd.DataFrame([row]))


def test_a_funnel_names_who_lies_beyond_which_limit():
    limits = {"lower_95": 70, "upper_95": 90, "lower_998": 60, "upper_998": 99}
    rows = [("甲", 80), ("乙", 92), ("丙", 59)]
    frame = pd.DataFrame(rows, columns=["label", "value"]).assign(size=10, average=80, **limits)
    told = charts.funnel(frame, "zh").finding
    assert told == "3个地区中1个在99.8%控制限之外（丙）；1个在95%控制限之外（乙）"


def test_a_funnel_needs_sizes():
    limits = {"lower_95": 70, "upper_95": 90, "lower_998": 60, "upper_998": 99}
    frame = pd.DataFrame([{"label": "甲", "size": 0, "value": 1, "average": 1, **limits}])
    with pytest.raises(ValueError, match=r"sizes above 0, got 0\. Leave such places out"):
        charts.funnel(frame)


def test_a_stable_process_is_called_stable():
    frame = pd.DataFrame(
        {"period": ["1", "2"], "value": [5, 6], "mean": 5.5, "lower": 3, "upper": 8}
    )
    figure = charts.xmr(frame.assign(cause="", meaning=""), "zh")
    assert figure.finding == "2个点都是偶然波动，过程稳定"
    assert "均值5.5，控制限3至8" in figure.alt


def test_limits_break_between_segments():
    frame = pd.DataFrame(
        {"period": list("1234"), "value": 5, "mean": [5, 5, 9, 9], "lower": 1, "upper": 12,
         "segment": [0, 0, 1, 1]}
    )  # fmt: skip
    (axes,) = charts.xmr(frame).axes
    means = [set(line.get_ydata()) for line in axes.lines if line.get_color() == "#1a1a1a"]
    assert {5} in means
    assert {9} in means
    assert {5, 9} not in means


def test_a_slope_compares_two_years_only():
    frame = pd.DataFrame({"label": "a", "year": [1, 2, 3], "value": 1})
    with pytest.raises(ValueError, match=r"two years, got 1, 2, 3\. Filter"):
        charts.slope(frame)


def test_two_places_cannot_hold_one_rank():
    frame = pd.DataFrame({"label": ["a", "b"], "year": 2024, "rank": 1})
    with pytest.raises(ValueError, match="one rank once a year, got 1 twice in 2024"):
        charts.bump(frame)


def test_targets_count_what_is_met_missed_and_early():
    frame = pd.DataFrame(
        {"label": list("abc"), "target": 10, "reached": [11, 9, 12], "needed": "at_least",
         "verdict": ["met", "missed", "not yet due"], "so_far": ["reached", "short", "reached"]}
    )  # fmt: skip
    assert charts.targets(frame, "zh", "奉化区").finding == (
        "奉化区3项目标中，已达到 1、未达到 1、未到期 1；未到期的有1项已提前达到"
    )


def test_undated_ties_are_counted_and_in_the_table():
    frame = pd.DataFrame(
        {"date": ["2018-06", None], "kind": "branch", "provider": "A", "recipient": ["B", "C"]}
    )
    figure = charts.timeline(frame, "zh")
    assert "另有1项关系没有写明日期" in figure.alt
    assert len(figure.table) == 2
    with pytest.raises(ValueError, match=r"none has a date\. Draw the network instead"):
        charts.timeline(frame.tail(1))


def test_the_network_does_not_depend_on_how_a_table_was_made():
    rows = [("A", "B"), ("B", "C"), ("X", "B"), ("C", "A")]
    frame = pd.DataFrame(rows, columns=["provider", "recipient"]).assign(kind="agreement")
    pictures = {charts.svg_of(charts.network(f), "n") for f in (frame, pl.from_pandas(frame))}
    assert len(pictures) == 1
    assert "A → B" in charts.network(frame).alt


def test_islands_and_districts_are_tiles_of_one_size():
    frame = pd.DataFrame({"area_code": ["330922", "330283"], "value": [7.9, 5.5]})
    figure = charts.tiles(frame, "zh", "床位", here="330922")
    assert figure.finding == "床位：2个县（市、区）中，嵊泗最高（7.9），奉化最低（5.5）"
    (axes,) = figure.axes
    assert len({(round(p.get_width(), 6), round(p.get_height(), 6)) for p in axes.patches}) == 1
    # The former code counts as the present county.
    assert figure.table["代码"].tolist() == ["330922", "330213"]
    written = {text.get_text() for text in axes.texts}
    assert {"舟山市", "宁波市", "嵊泗", "岱山", "奉化"} <= written


@pytest.mark.parametrize(
    ("codes", "within", "message"),
    [
        (["330000", "330922"], "", "one level below the nation, got county, province"),
        (["330922", "330922"], "", "several for 330922 嵊泗"),
        (["999999"], "", "needs GB/T 2260 codes, got '999999'. find_area"),
        (["330922"], "330200", "330922 does not lie in 330200"),
    ],
)
def test_tiles_refuse_what_has_no_place(codes, within, message):
    with pytest.raises(ValueError, match=message):
        charts.tiles(pd.DataFrame({"area_code": codes, "value": 1}), within=within)


def test_counties_of_several_provinces_stand_under_their_prefectures():
    frame = pd.DataFrame({"area_code": ["330922", "440113"], "value": [1, 2]})
    (axes,) = charts.tiles(frame).axes
    assert {"浙江省舟山市", "广东省广州市"} <= {text.get_text() for text in axes.texts}


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [(40, 50, "两端有界"), (210, NAN, "一端不限"), (NAN, 100, "一端不限"), (NAN, NAN, "约数")],
)
def test_intervals_tell_open_ends_from_about(low, high, kind):
    frame = pd.DataFrame(
        [("a", 45 if low == 40 else 100, low, high, "种", "w")],
        columns=["label", "value", "value_low", "value_high", "unit", "words"],
    )
    (legend,) = charts.intervals(frame, "t").legends
    assert [text.get_text() for text in legend.get_texts()] == [kind]


def test_places_are_told_apart_from_the_benchmark_only_as_far_as_bounds_allow():
    rows = [(2020, 5, 5, 5, None), (2024, 6, 6, 6, None), (2023, 7, 6.5, NAN, "甲"),
            (2021, 5, NAN, 5.5, "乙"), (2024, 6, 6, 6, "丙"), (2020, 9, 9, 9, "丙")]  # fmt: skip
    columns = ["year", "value", "value_low", "value_high", "place"]
    frame = pd.DataFrame(rows, columns=columns).assign(label="床位")
    told = charts.places(frame, "zh", ("全国", "", "")).finding
    assert told == "各地3个数字：高于全国1个、与全国相同1个、与全国分不出高低1个"


@pytest.mark.parametrize(("place", "lacking"), [(None, "place"), ("甲", "benchmark")])
def test_a_panel_without_benchmark_or_place_is_refused(place, lacking):
    frame = pd.DataFrame({"label": ["床位"], "year": [2024], "value": [3.0], "place": [place]})
    with pytest.raises(ValueError, match=f"places has no {lacking}.* for 床位"):
        charts.places(frame)


def test_the_band_of_a_trend_counts_in_the_scale():
    frame = pd.DataFrame({"label": "A", "year": [2020, 2024], "value": [5.0, 6.0]})
    frame = frame.assign(fit=5.5, fit_low=1.0, fit_high=9.0)
    low, high = charts.multiples(frame, "en").axes[0].get_ylim()
    assert low < 1
    assert high > 9


def test_names_of_columns_stand_level_where_they_are_narrow():
    def turned(columns):
        frame = pd.DataFrame({"row": "床位", "column": columns, "verdict": "rise"})
        axes = charts.heat(frame, "zh").axes[0]
        return {text.get_text(): text.get_rotation() for text in axes.texts}

    assert turned([2016, 2017])["2016"] == 0
    assert turned(["Fenghua District", "Yuyao"])["Yuyao"] == 90
