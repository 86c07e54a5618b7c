"""What a figure says: value, bounds, unit and qualifier, in every way the genre writes it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.language.chinese import parse_chinese
from indicators.language.mentions import Mention
from indicators.language.quantities import find_quantities


def one(text):
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "qualifier", "unit"),
    [
        ("85名", 85, 85, 85, "exact", "名"),
        ("3.6万人次", 36000, 35500, 36500, "rounded", "人次"),
        ("80.85%", 80.85, 80.845, 80.855, "rounded", "%"),
        ("59%", 59, 58.5, 59.5, "rounded", "%"),
        ("100%", 100, 100, 100, "exact", "%"),
        ("0‰", 0, 0, 0, "exact", "‰"),
        ("800万元", 8e6, 7.995e6, 8.005e6, "rounded", "元"),
        ("40余亿元", 4e9, 4e9, 5e9, "more_than", "元"),
        ("20多家", 20, 20, 30, "more_than", "家"),
        ("120余人", 120, 120, 130, "more_than", "人"),
        ("100余种", 100, 100, 200, "more_than", "种"),
        ("31万余人", 310000, 310000, 320000, "more_than", "人"),
        ("十多万人", 100000, 100000, 200000, "more_than", "人"),
        ("三十余项", 30, 30, 40, "more_than", "项"),
        ("超100万人次", 1e6, 1e6, None, "more_than", "人次"),
        ("突破2000例", 2000, 2000, None, "more_than", "例"),
        ("210种以上", 210, 210, None, "at_least", "种"),
        ("不低于90元", 90, 90, None, "at_least", "元"),
        ("至少1000家", 1000, 1000, None, "at_least", "家"),
        ("近2000人次", 2000, None, 2000, "nearly", "人次"),
        ("将近300公里", 300, None, 300, "nearly", "公里"),
        ("近百家", 100, None, 100, "nearly", "家"),
        ("上千人", 1000, 1000, None, "at_least", "人"),
        ("不足5%", 5, None, 5, "up_to", "%"),
        ("不到8%", 8, None, 8, "up_to", "%"),
        ("约30人", 30, None, None, "approx", "人"),
        ("30人左右", 30, None, None, "approx", "人"),
        ("200至300人", 250, 200, 300, "range", "人"),
        ("1~2名", 1.5, 1, 2, "range", "名"),
        ("80.5%~90.2%", 85.35, 80.5, 90.2, "range", "%"),
        ("5%—8%", 6.5, 5, 8, "range", "%"),
        ("3至5万人", 40000, 30000, 50000, "range", "人"),
        ("七十七岁", 77, 77, 77, "exact", "岁"),
        ("零点三岁", 0.3, 0.25, 0.35, "rounded", "岁"),
        ("两千三百人", 2300, 2300, 2300, "exact", "人"),
        ("百分之八十", 80, 79.5, 80.5, "rounded", "%"),
        ("八成", 80, 75, 85, "rounded", "%"),
        ("19.37/10万", 19.37, 19.365, 19.375, "rounded", "1/10万"),
        ("3亿2000万元", 3.2e8, 319995000, 320005000, "rounded", "元"),
        ("1,234.5万元", 12345000, 12344500, 12345500, "rounded", "元"),
        ("1.1个百分点", 1.1, 1.05, 1.15, "rounded", "百分点"),
        ("1007545个", 1007545, 1007545, 1007545, "exact", "个"),
        ("五批", 5, 5, 5, "exact", "批"),
        ("翻一番", 100, 100, 100, "exact", "%"),
        ("翻两番", 300, 300, 300, "exact", "%"),
        ("翻了3番", 700, 700, 700, "exact", "%"),
        ("一倍", 1, 1, 1, "exact", "倍"),
        ("一半以上", 50, 50, None, "at_least", "%"),
        ("近一半", 50, None, 50, "nearly", "%"),
        ("三分之二以上", 200 / 3, 200 / 3, None, "at_least", "%"),
        ("3/4", 75, None, None, "approx", "%"),
        ("六成三", 63, 62.5, 63.5, "rounded", "%"),
        ("六成多", 60, 60, 70, "more_than", "%"),
        ("千分之三", 3, 2.5, 3.5, "rounded", "‰"),
        ("百分之五至百分之八", 6.5, 5, 8, "range", "%"),
        ("两三个", 2.5, 2, 3, "range", "个"),
        ("七八成", 75, 70, 80, "range", "%"),
        ("三至五年", 4, 3, 5, "range", "年"),
        ("200多到300人", 250, 200, 300, "range", "人"),
        ("1000张以上,1500张以下", 1250, 1000, 1500, "range", "张"),
        ("两万三四千元", 23500, 23000, 24000, "range", "元"),
        ("一百二三十张", 125, 120, 130, "range", "张"),
        ("五千六七百万元", 5.65e7, 5.6e7, 5.7e7, "range", "元"),
        ("两亿三四千万元", 2.35e8, 2.3e8, 2.4e8, "range", "元"),
        ("二十七八个", 27.5, 27, 28, "range", "个"),
        ("三四十人", 35, 30, 40, "range", "人"),
        ("十来个", 10, None, None, "approx", "个"),
        ("二十来分钟", 20, None, None, "approx", "分钟"),
        ("三十来万元", 3e5, None, None, "approx", "元"),
        ("百名以上", 100, 100, None, "at_least", "名"),
        ("十几名", 10, 10, 20, "more_than", "名"),
        ("千余人", 1000, 1000, 2000, "more_than", "人"),
        ("两年多", 2, 2, 3, "more_than", "年"),
        ("3个多月", 3, 3, 4, "more_than", "个月"),
        ("数十名", None, None, None, "approx", "名"),
        ("3亿2万5千8百人", 300025800, 300025800, 300025800, "exact", "人"),
        ("零下5℃", -5, -5, -5, "exact", "℃"),
        ("负4.2%", -4.2, -4.25, -4.15, "rounded", "%"),
        ("$20", 20, 20, 20, "exact", "美元"),
        ("3元5角", 3.5, 3.495, 3.505, "rounded", "元"),
        ("人民币50万元", 500000, 495000, 505000, "rounded", "元"),
        ("超过了90人", 90, 90, None, "more_than", "人"),
        ("约为30%", 30, None, None, "approx", "%"),
    ],
)
def test_a_figure_carries_what_was_written(text, value, low, high, qualifier, unit):
    found = one(text)
    assert (found.value, found.low, found.high) == (value, low, high)
    assert (found.qualifier, found.unit, found.text) == (qualifier, unit, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“3342X”布局", "name"),
        ("“1+1”测评", "name"),
        ("4/5G网络", "name"),
        ("5S管理", "name"),
        ("[2008]16号", "name"),
        ("10.20.3.4", "name"),
        ("第三个医师节", "ordinal"),
        ("平湖市第一人民医院", "ordinal"),
        ("第182期", "ordinal"),
        ("65岁及以上老年人", "age_band"),
        ("0-6岁儿童", "age_band"),
    ],
)
def test_numerals_that_measure_nothing_are_told_apart(text, kind):
    assert {m.kind for m in find_quantities(text)} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "双下沉、两提升",
        "统一部署",
        "一些地方",
        "三四级手术",
        "百家争鸣",
        "一方面",
        "三级医院",
        "一体化",
        "党的二十大",
        "“八八战略”",
        "一二三级",
        "“一对一”帮扶",
        "万众一心",
        "过五关",
        "高出一大截",
        "三来一补",
        "一来二去",
        "百名专家",
        "一大批专家",
    ],
)
def test_numeral_characters_in_words_are_no_figures(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("居全市第一", 1),
        ("位列全国80家医院第三", 3),
        ("列全省第3位", 3),
        ("进入前10名", 10),
        ("挤进全市前五。", 5),
        ("位居全省前3,", 3),
        ("此前三,", None),
    ],
)
def test_a_place_in_an_order_is_a_rank(text, value):
    ranks = [m for m in find_quantities(text) if m.kind == "rank"]
    assert [m.value for m in ranks] == ([value] if value else [])


def test_the_unit_in_brackets_before_a_number_is_its_unit():
    found = find_quantities("床位(实有,张)1808")[0]
    assert (found.value, found.unit, found.text) == (1808, "张", "1808")


@given(st.integers(1, 10**12), st.sampled_from(["人", "家", "张", "人次"]))
def test_a_plain_count_is_exact(number, unit):
    found = one(f"{number}{unit}")
    assert found.value == found.low == found.high == number


@given(
    st.decimals(min_value="0.01", max_value="9999", places=2), st.sampled_from(["%", "万元", "‰"])
)
def test_a_decimal_lies_half_a_unit_inside_its_bounds(number, unit):
    found = one(f"{number}{unit}")
    step = 0.01 * (10_000 if unit == "万元" else 1)
    assert found.low < found.value < found.high
    assert found.high - found.low == pytest.approx(step, rel=1e-6)


@given(
    st.text(
        alphabet="0123456789一二两十百千万亿余多近超约%‰个家人次至~-第前,.点/年月日()[]\n中医院",
        max_size=60,
    )
)
def test_any_text_gives_ordered_spans_that_quote_it(text):
    found = find_quantities(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


UNITS = ["", "十", "百", "千"]


def in_chinese(number):
    """A count below 10,000 as Chinese writes it."""
    digits, out, gap = str(number), "", False
    for place, ch in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if ch == "0":
            gap = True
            continue
        if gap and out:
            out += "零"
        out, gap = out + "零一二三四五六七八九"[int(ch)] + UNITS[place], False
    return out


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_chinese_numerals_are_read_back(large, small):
    written = in_chinese(large) + "万" + ("零" if 0 < small < 1000 else "") + in_chinese(small)
    assert parse_chinese(written).value == large * 10_000 + small


@pytest.mark.parametrize("text", ["由80%到90%", "从20家到30家", "由3至5"])
def test_a_change_from_one_number_to_another_is_no_range(text):
    assert [m.kind for m in find_quantities(text)].count("range") == 0


def test_a_number_that_runs_into_a_period_stops_before_it():
    period = Mention(2, 9, "period", "2024年1月")
    assert [m.text for m in find_quantities("3至2024年1月", [period])] == ["3"]
