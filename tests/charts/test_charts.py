"""Charts: the same bytes every time, text as text, no missing glyph, no leak of settings."""

from __future__ import annotations

import sys

import matplotlib as mpl
import pandas as pd
import pytest

from indicators import charts
from indicators.charts.text import shorten, wrap

OPEN = float("nan")
INTERVALS = pd.DataFrame(
    [
        ("投入资金", 40.0, 40.0, 50.0, "亿元", "40亿–50亿"),
        ("用药种数", 210.0, 210.0, OPEN, "种", "≥ 210"),
        ("近百", 100.0, OPEN, 100.0, "种", "≤ 100"),
    ],
    columns=["label", "value", "value_low", "value_high", "unit", "words"],
)
BENCHMARK = pd.DataFrame(
    {
        "label": ["增长率", "死亡率"],
        "value": [27.93, -1],
        "benchmark": [20.6, 3],
        "unit": ["%", "‰"],
    }
)
RANKS = pd.DataFrame({"label": ["互认率", "受检医院"], "value": [1, 3], "size": [OPEN, 80]})
EARLIER = pd.DataFrame(
    [
        ("a", "2023", 28140.0, 27748.0, 28532.0, True, "2.77万–2.85万", "人次"),
        ("a", "2024", 36000.0, 35500.0, OPEN, False, "≥ 3.55万", "人次"),
    ],
    columns=["panel", "label", "value", "value_low", "value_high", "derived", "words", "axis"],
)
DRAWN = {
    "intervals": lambda: charts.intervals(INTERVALS, "3个数字不是确数"),
    "benchmark": lambda: charts.benchmark(BENCHMARK, "高于全国", ("奉化区", "全国")),
    "ranks": lambda: charts.ranks(RANKS, "2项在前三", "名次"),
    "earlier": lambda: charts.earlier(EARLIER, "上年约2.8万"),
    "parts": lambda: charts.parts(85, [("硕士", 21), ("本科", 25)], "其余", "引进85名", "名"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_the_same_bytes_twice_and_keeps_its_text(name):
    first, second = (charts.svg_of(DRAWN[name](), "f1") for _ in range(2))
    assert first == second
    assert "<text" in first
    assert "<metadata" not in first
    assert first.count(' id="') == first.count(' id="f1-')


@pytest.mark.parametrize("name", DRAWN)
def test_everything_written_lies_inside_the_figure(name):
    figure = DRAWN[name]()
    figure.canvas.draw()
    written = [*figure.texts, figure._suptitle]
    for axes in figure.axes:
        written += [*axes.texts, axes.xaxis.label]
    for legend in figure.legends:
        written += legend.get_texts()
    for text in written:
        box = text.get_window_extent(figure.canvas.get_renderer())
        assert -1 <= box.x0 <= box.x1 <= figure.bbox.width + 1, text.get_text()
        assert -1 <= box.y0 <= box.y1 <= figure.bbox.height + 1, text.get_text()


def test_units_never_share_an_axis():
    axes = charts.intervals(INTERVALS, "t").axes
    assert [a.get_xlabel() for a in axes] == ["亿元", "种"]


def test_settings_of_the_caller_neither_matter_nor_change():
    plain = charts.svg_of(DRAWN["parts"](), "f1")
    with mpl.rc_context({"font.family": ["serif"], "axes.facecolor": "yellow"}):
        assert charts.svg_of(DRAWN["parts"](), "f1") == plain
        assert mpl.rcParams["axes.facecolor"] == "yellow"


def test_a_missing_glyph_is_an_error():
    with pytest.raises(UserWarning, match="missing"):
        charts.svg_of(charts.parts(2, [("\U00013080", 1)], "rest", "hieroglyph", "n"), "f1")


def test_parts_beyond_their_whole_are_refused():
    with pytest.raises(ValueError, match="the whole is 10; draw them apart"):
        charts.parts(10, [("a", 8), ("b", 4)], "rest", "t", "n")


def test_the_font_is_found_without_importing_its_package():
    assert charts.font_path().exists()
    assert "zhplot" not in sys.modules


def test_lines_break_where_the_language_allows_and_names_are_cut_with_a_mark():
    assert wrap("双向转诊人次，增长率", 12).split("\n") == ["双向转诊人", "次，增长率"]
    assert wrap("a growth of 5% here", 11).split("\n") == ["a growth of", "5% here"]
    assert shorten("Two-way referrals", 8) == "Two-way…"
