"""Periods: every written form, resolved against the publication date and never the clock."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.language.periods import find_periods


def one(text, reference="2024-12-05"):
    found = find_periods(text, reference)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2023年度", "2023-01-01", "2023-12-31"),
        ("2023年末", "2023-12-31", "2023-12-31"),
        ("2012年年底", "2012-12-31", "2012-12-31"),
        ("2013年底至今", "2013-12-01", None),
        ("2024年以来", "2024-01-01", None),
        ("2019年11月起", "2019-11-01", None),
        ("今年1—11月", "2024-01-01", "2024-11-30"),
        ("2024年1-6月", "2024-01-01", "2024-06-30"),
        ("2024年前三季度", "2024-01-01", "2024-09-30"),
        ("2024年一季度", "2024-01-01", "2024-03-31"),
        ("2024年上半年", "2024-01-01", "2024-06-30"),
        ("下半年", "2024-07-01", "2024-12-31"),
        ("截至6月底", "2024-06-30", "2024-06-30"),
        ("截至2024年6月30日", "2024-06-30", "2024-06-30"),
        ("截至2010年", "2010-12-31", "2010-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("“十一五”时期", "2006-01-01", "2010-12-31"),
        ("“十四五”末", "2025-12-31", "2025-12-31"),
        ("二〇二四年十二月", "2024-12-01", "2024-12-31"),
        ("二○○六至二○一○年", "2006-01-01", "2010-12-31"),
        ("2010至2012年", "2010-01-01", "2012-12-31"),
        ("2010—2012年", "2010-01-01", "2012-12-31"),
        ("2019年10月至2020年3月", "2019-10-01", "2020-03-31"),
        ("8月28日至29日", "2024-08-28", "2024-08-29"),
        ("10月30日至11月2日", "2024-10-30", "2024-11-02"),
        ("3月中旬", "2024-03-11", "2024-03-20"),
        ("去年同期", "2023-01-01", "2023-12-31"),
        ("去年全年", "2023-01-01", "2023-12-31"),
        ("2022年全年", "2022-01-01", "2022-12-31"),
        ("去年7月", "2023-07-01", "2023-07-31"),
        ("去年12月24日", "2023-12-24", "2023-12-24"),
        ("上年末", "2023-12-31", "2023-12-31"),
        ("2018/11/29", "2018-11-29", "2018-11-29"),
        ("2018-11-29", "2018-11-29", "2018-11-29"),
        ("截至目前", "2024-12-05", "2024-12-05"),
        ("昨天", "2024-12-04", "2024-12-04"),
        ("12月31日", "2024-12-31", "2024-12-31"),
        ("1至9月", "2024-01-01", "2024-09-30"),
        ("今年前11个月", "2024-01-01", "2024-11-30"),
        ("一至三季度", "2024-01-01", "2024-09-30"),
        ("2015年之前", None, "2014-12-31"),
        ("2016年5月4日或之前", None, "2016-05-04"),
        ("2018年之后", "2019-01-01", None),
        ("2018-03-01及以后", "2018-03-01", None),
        ("自从2018年", "2018-01-01", None),
        ("“十四五”以来", "2021-01-01", None),
        ("2011年和2014年之间", "2011-01-01", "2014-12-31"),
        ("2016-2020", "2016-01-01", "2020-12-31"),
        ("17年9月2日至18年4月5日", "2017-09-02", "2018-04-05"),
        ("零六年", "2006-01-01", "2006-12-31"),
        ("两千零九年六月十八", "2009-06-18", "2009-06-18"),
        ("2019年的第一周", "2018-12-31", "2019-01-06"),
        ("10月的第一周", "2024-10-07", "2024-10-13"),
        ("上周三", "2024-11-27", "2024-11-27"),
        ("下个月", "2025-01-01", "2025-01-31"),
        ("本月10日", "2024-12-10", "2024-12-10"),
        ("前天", "2024-12-03", "2024-12-03"),
        ("5年前", "2019-12-05", "2019-12-05"),
        ("三个月前", "2024-09-05", "2024-09-05"),
        ("近三年", "2021-12-05", "2024-12-05"),
        ("未来两天", "2024-12-06", "2024-12-07"),
        ("上世纪90年代", "1990-01-01", "1999-12-31"),
        ("19世纪60年代", "1860-01-01", "1869-12-31"),
        ("年底", "2024-12-31", "2024-12-31"),
        ("2月29日", "2024-02-29", "2024-02-29"),
        ("12月28日至1月3日", "2023-12-28", "2024-01-03"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, low, high):
    found = one(text)
    assert (found.text, found.low, found.high) == (text, low, high)


def test_a_month_still_to_come_lies_in_the_year_before():
    assert one("11月3日", "2024-03").low == "2023-11-03"


def test_shorter_dates_belong_to_the_year_and_month_named_before():
    found = find_periods("2019年10月召开会议。11月启动。28日上午义诊。", "2020-08")
    assert [m.low for m in found] == ["2019-10-01", "2019-11-01", "2019-11-28"]


def test_without_a_publication_date_relative_periods_stay_open():
    found = one("今年", "")
    assert (found.low, found.high, found.qualifier) == (None, None, "partial")


def test_an_impossible_date_is_known_to_be_one():
    found = one("2023年2月30日")
    assert (found.low, found.qualifier) == (None, "partial")


@pytest.mark.parametrize(
    "text",
    [
        "15.4万人次",
        "19.37/10万",
        "4/5G",
        "平均住院8.8日",
        "连续五年",
        "8个月",
        "24小时",
        "[2008]16号",
        "历时近三年",
        "5年内",
        "3月龄",
        "前列腺",
        "第三年级",
        "120元至130元",
        "3.12",
    ],
)
def test_what_is_no_calendar_period(text):
    assert find_periods(text, "2024-12-05") == []


@given(st.dates(datetime.date(1949, 10, 1), datetime.date(2049, 12, 31)))
def test_a_full_date_resolves_to_itself(date):
    for text in (f"{date.year}年{date.month}月{date.day}日", date.isoformat()):
        found = one(text, "")
        assert found.low == found.high == date.isoformat()


@given(
    st.text(
        alphabet="0123456789一二三十年月日季度上下半去今至到-—~截底末以来“”五期间.,", max_size=50
    )
)
def test_any_text_gives_ordered_spans_with_ordered_days(text):
    found = find_periods(text, "2024-06-15")
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.low is None or m.high is None or m.low <= m.high for m in found)


def test_a_reference_of_a_year_or_a_month_is_the_last_of_the_years_told():
    assert (one("近三年", "2024").low, one("近三年", "2024").high) == ("2022-01-01", "2024-12-31")
    assert (one("近三年", "2024-06").low, one("近三年", "2024-06").high) == (
        "2021-07-01",
        "2024-06-30",
    )


def test_a_leap_day_without_a_year_is_the_last_one_there_was():
    assert one("2月29日", "2023-07-01").low == "2020-02-29"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("“十三五”时期成效明显。五年累计投入3亿元", "2016-01-01", "2020-12-31"),
        ("“十四五”规划开局。五年来新增床位", "2016-01-01", "2020-12-31"),
    ],
)
def test_five_years_are_those_of_the_plan_spoken_of(text, low, high):
    last = find_periods(text, "2021-12-10")[-1]
    assert (last.low, last.high) == (low, high)


def test_half_a_year_below_a_heading_is_of_the_year_that_it_names():
    text = "五、2023年打算\n病房楼上半年开工。"
    assert find_periods(text, "2022-12-28")[-1].high == "2023-06-30"
    assert find_periods("到2025年建成。\n上半年开工。", "2022-12-28")[-1].high == "2022-06-30"
