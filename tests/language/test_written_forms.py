"""Numbers written in every form read back to their value; nothing is lost or read twice."""

from __future__ import annotations

import datetime
import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import find_mentions

FORMAL = dict(zip("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬", strict=True))
PLACES = ["", "十", "百", "千"]


def below_ten_thousand(number):
    digits, out, gap = str(number), "", False
    for place, ch in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if ch == "0":
            gap = True
            continue
        out += ("零" if gap and out else "") + "零一二三四五六七八九"[int(ch)] + PLACES[place]
        gap = False
    return out


def in_chinese(number):
    """A count below 10^12 as Chinese writes it."""
    out = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if part:
            out += ("零" if out and part < 1000 else "") + below_ten_thousand(part) + name
    return out


def formal(words):
    return "".join(FORMAL.get(ch, ch) for ch in words)


def full_width(words):
    return "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in words)


def one(text):
    found = find_mentions(text, "2024-06-15")
    assert len(found) == 1, found
    assert found[0].text == text[found[0].start : found[0].end]
    return found[0]


COUNTS = st.integers(1, 10**11)
CENTS = st.decimals(min_value="0.01", max_value="9999.99", places=2)


@given(COUNTS)
def test_chinese_numerals_read_back(number):
    written = in_chinese(number)
    for words in (written, formal(written)):
        assert one(f"{words}人次").value == number
    assert one(f"负{written}元").value == -number


@given(COUNTS, st.booleans())
def test_arabic_numerals_read_back(number, wide):
    for words in (f"{number}", f"{number:,}"):
        assert one(f"共{full_width(words) if wide else words}人次").value == number


@given(CENTS, st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("千万", 10**7)]))
def test_scaled_numerals_read_back_inside_half_a_unit(number, scale):
    found = one(f"{number}{scale[0]}元")
    assert found.value == pytest.approx(float(number) * scale[1], rel=1e-12)
    assert found.low <= found.value <= found.high
    assert found.high - found.low == pytest.approx(0.01 * scale[1], rel=1e-6)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_compound_numerals_read_back(large, small):
    assert one(f"{large}亿{small}万元").value == large * 10**8 + small * 10**4


@given(CENTS)
def test_percentages_read_back_in_each_form(number):
    whole, decimals = str(number).split(".")
    words = (
        (in_chinese(int(whole)) or "零")
        + "点"
        + "".join("零一二三四五六七八九"[int(c)] for c in decimals)
    )
    for text in (f"{number}%", f"百分之{number}", f"百分之{words}", full_width(f"{number}%")):
        found = one(text)
        assert (found.value, found.unit) == (float(number), "%")
        assert found.low < found.value < found.high


@given(st.integers(1, 99), st.integers(2, 99))
def test_shares_read_back_as_percentages(above, below):
    for text in (f"{in_chinese(below)}分之{in_chinese(above)}", f"{below}分之{above}"):
        if below != 100:
            assert one(text).value == pytest.approx(100 * above / below)
    assert one(f"占{above}/{below}").value == pytest.approx(100 * above / below)


@given(st.integers(1, 99))
def test_tenths_read_back_as_percentages(tenths):
    whole, part = divmod(tenths, 10)
    words = in_chinese(whole) + "成" + in_chinese(part)
    if whole:
        assert one(words).value == tenths
    assert one(f"{tenths / 10}成").value == pytest.approx(tenths)


@given(
    st.integers(1, 999),
    st.integers(1, 999),
    st.sampled_from(["至", "到", "~", "—", "-"]),
    st.sampled_from(["人", "万元", "%", "个百分点", "次"]),
)
def test_ranges_read_back_to_their_ends(first, second, joint, unit):
    low, high = sorted((first, first + second))
    found = one(f"{low}{joint}{high}{unit}")
    scale = 10_000 if unit == "万元" else 1
    assert (found.kind, found.low, found.high) == ("range", low * scale, high * scale)
    assert found.low <= found.value <= found.high


@given(st.integers(1, 9999), st.sampled_from("家人种张"))
def test_qualified_figures_hold_their_value_at_the_bound(number, unit):
    open_above = [
        f"超{number}{unit}",
        f"不低于{number}{unit}",
        f"{number}{unit}以上",
        f"突破{number}{unit}",
    ]
    for text in open_above:
        found = one(text)
        assert (found.value, found.low, found.high, found.text) == (number, number, None, text)
    for text in (f"近{number}{unit}", f"不足{number}{unit}", f"{number}{unit}以内"):
        found = one(text)
        assert (found.value, found.low, found.high, found.text) == (number, None, number, text)
    more = one(f"{number}余{unit}")
    assert more.low == more.value == number < more.high <= 2 * number + 1


def on_a_calendar(number):
    words = in_chinese(number)
    return words.removeprefix("一") if 10 <= number < 20 else words


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))
def test_dates_read_back_in_each_form(date):
    year = "".join("〇一二三四五六七八九"[int(ch)] for ch in str(date.year))
    for text in (
        f"{date.year}年{date.month}月{date.day}日",
        f"{year}年{on_a_calendar(date.month)}月{on_a_calendar(date.day)}日",
        f"{date.year}/{date.month}/{date.day}",
        f"{date:%Y.%m.%d}",
    ):
        found = one(text)
        assert (found.kind, found.low, found.high) == ("date", date.isoformat(), date.isoformat())


PIECES = st.sampled_from(
    (
        "2024年 3.6万人次 ， 同比增长 27.93% 。 医院 4家 20余个 \n 第三 65岁以上 1—6月 （ ） 由 到 至 百分点 "
        "1.2 近 以上 、 和 分别为 居全市第一 ； 床位 张 ： 去年 5月3日 3,000 元 12 / 10万 ‰ １５ “ ” A 1 一 "
        "两 十 百 千 万 亿 半 几 数 分之 百分之 点 成 番 翻 负 - 零下 年 月 日 周 前 后 上 下 本 今 近三年 "
        "之前 以来 截至 自从 世纪 年代 $ 角 大于 小于 并 间 岁 个 多 第 2019 季度 天 分 ~ 来"
    ).split(" ")
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["", "2024", "2024-02-29"]))
def test_every_digit_of_any_text_is_in_exactly_one_mention(text, reference):
    found = find_mentions(text, reference)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {i for m in found for i in range(m.start, m.end)}
    assert not [i for i, ch in enumerate(text) if ch in "0123456789１５" and i not in covered]


@given(st.lists(PIECES, max_size=30).map("".join))
def test_bounds_hold_the_value_and_days_are_in_order(text):
    for mention in find_mentions(text, "2024-06-15"):
        low, high = mention.low, mention.high
        if mention.kind in ("date", "period"):
            for day in (low, high):
                assert day is None or datetime.date.fromisoformat(day)
            assert low is None or high is None or low <= high
        elif mention.value is not None:
            assert low is None or low <= mention.value
            assert high is None or mention.value <= high


SAMPLE = (
    "截至2024年6月底，全区共有医疗机构331家，床位3,121张，近三年增长27.93%，八成以上、三分之一、"
    "十多万人，5年前，上周三，3月，12月31日，“十四五”期间，1.2万亿元，两三个，200至300人。"
)


def test_the_reading_depends_on_no_clock_locale_or_hash_seed():
    code = f"import indicators; print(ascii(indicators.find_mentions({SAMPLE!a}, '2024-06-15')))"
    surroundings = [
        ("UTC", "C", "0"), ("Asia/Shanghai", "zh_CN.UTF-8", "1"),
        ("Pacific/Kiritimati", "tr_TR.UTF-8", "77"),
    ]  # fmt: skip
    said = set()
    for zone, locale, seed in surroundings:
        own = {"TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, env=os.environ | own, capture_output=True, text=True, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
