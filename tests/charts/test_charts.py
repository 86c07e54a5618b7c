"""Charts: the same bytes every time, text as text, no missing glyph."""

from __future__ import annotations

import pandas as pd
import pytest

from indicators import charts

FRAME = pd.DataFrame(
    {
        "label": ["投入资金", "用药种数"],
        "value": [4e9, 210.0],
        "value_low": [4e9, 210.0],
        "value_high": [5e9, None],
        "benchmark": [3e9, 100.0],
    }
)
DRAWN = {
    "exactness": lambda: charts.exactness(FRAME, "两个数字不是确数", "与印出数值之差(%)"),
    "benchmark": lambda: charts.benchmark(FRAME, "高于全国", ("奉化区", "全国"), "元"),
    "earlier": lambda: charts.earlier(
        [("2023", 28140.0, 27749.0, 28532.0), ("2024", 36000.0, 35500.0, None)],
        "上年约2.8万",
        "人次",
    ),
    "parts": lambda: charts.parts(85, [("硕士", 21), ("本科", 25)], "其余", "引进85名", "名"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_the_same_bytes_twice_and_keeps_its_text(name):
    first, second = (charts.svg_of(DRAWN[name](), "f1") for _ in range(2))
    assert first == second
    assert "<text" in first
    assert "Date" not in first
    assert first.count(' id="') == first.count(' id="f1-')


def test_a_missing_glyph_is_an_error():
    chart = charts.parts(2, [("\U00013080", 1)], "rest", "hieroglyph", "n")
    with pytest.raises(UserWarning, match="missing"):
        charts.svg_of(chart, "f1")
