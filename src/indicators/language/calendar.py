"""Days, weeks, months and years as ISO text."""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

from indicators.language.chinese import parse_chinese

DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "Ｏ": "0",
}
Span = tuple[str, str]


@lru_cache(maxsize=1024)
def small_number(text: str) -> int:
    """A year, month or day in Arabic or Chinese numerals.

    >>> [small_number(t) for t in ("12", "十二", "二十一", "二〇二四", "两千零四", "２０２４")]
    [12, 12, 21, 2024, 2004, 2024]
    """
    if text.isdecimal():
        return int(text)
    if "千" in text or "百" in text or "两" in text:
        numeral = parse_chinese(text)
        return int(numeral.value) if numeral else 0
    if "十" not in text:
        return int("".join(DIGITS[ch] for ch in text))
    tens, _, ones = text.partition("十")
    return 10 * int(DIGITS[tens] if tens else 1) + int(DIGITS[ones] if ones else 0)


def day(year: int, month: int, number: int) -> str:
    """An ISO date, "" when there is no such day.

    >>> day(2024, 2, 29), day(2023, 2, 29)
    ('2024-02-29', '')
    """
    if 1 <= number <= 28 and 1 <= month <= 12 and 1 <= year <= 9999:
        return f"{year:04d}-{month:02d}-{number:02d}"
    try:
        return datetime.date(year, month, number).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=1024)
def shifted(iso: str, days: int) -> str:
    """The day a number of days later, "" outside the calendar.

    >>> shifted("2024-02-28", 2), shifted("9999-12-31", 1)
    ('2024-03-01', '')
    """
    try:
        moved = datetime.date.fromisoformat(iso) + datetime.timedelta(days=days)
    except OverflowError:
        return ""
    return moved.isoformat()


@lru_cache(maxsize=1024)
def same_day(iso: str, months_later: int) -> str:
    """The same day of another month, its last day where there is no such one.

    >>> same_day("2024-03-31", -1), same_day("2017-03-22", -36)
    ('2024-02-29', '2014-03-22')
    """
    year, month, number = (int(part) for part in iso.split("-"))
    year, month = divmod(12 * year + month - 1 + months_later, 12)
    if not 1 <= year <= 9999:
        return ""
    return day(year, month + 1, min(number, calendar.monthrange(year, month + 1)[1]))


def months(year: int, first: int, last: int) -> Span:
    """First and last day of a run of months.

    >>> months(2024, 1, 2)
    ('2024-01-01', '2024-02-29')
    """
    end = (
        calendar.monthrange(year, last)[1] if last == 2 else 30 + (last in (1, 3, 5, 7, 8, 10, 12))
    )
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{end:02d}"


def weeks(year: int, month: int, first: int, last: int) -> Span:
    """First and last day of weeks, Monday to Sunday, of a year (`month` 0) or a month.

    The first week of a year is that of ISO 8601, of a month that of its first Monday.

    >>> weeks(2021, 0, 1, 2), weeks(2017, 10, 1, 1)
    (('2021-01-04', '2021-01-17'), ('2017-10-02', '2017-10-08'))
    """
    start = datetime.date(year, month or 1, 4 if not month else 7)
    monday = start - datetime.timedelta(days=start.weekday())
    days = (datetime.timedelta(days=7 * first - 7), datetime.timedelta(days=7 * last - 1))
    return (monday + days[0]).isoformat(), (monday + days[1]).isoformat()


def season(words: str) -> tuple[int, int, str]:
    """First and last month and the granularity of 上半年, 前三季度, 第二季度, 前11个月.

    >>> season("上半年"), season("前三季度"), season("二季度"), season("前11个月")
    ((1, 6, 'half'), (1, 9, 'span'), (4, 6, 'quarter'), (1, 11, 'span'))
    """
    if "半年" in words:
        return (1, 6, "half") if words[0] == "上" else (7, 12, "half")
    ends = [ch for ch in words if ch in "一二三四1234"]
    if len(ends) == 2 and "季" in words:  # 一至三季度
        return 3 * small_number(ends[0]) - 2, 3 * small_number(ends[1]), "span"
    number = small_number(words.strip("前第个季度月份"))
    if "月" in words:
        return 1, number, "span"
    return (1, 3 * number, "span") if words[0] == "前" else (3 * number - 2, 3 * number, "quarter")


def five_years(words: str) -> Span | None:
    """First and last day of a five-year plan: 十四五 is 2021 to 2025.

    >>> five_years("十四五"), five_years("十一五")
    (('2021-01-01', '2025-12-31'), ('2006-01-01', '2010-12-31'))
    """
    try:
        number = small_number(words[:-1])
    except KeyError:
        return None
    if number < 6:  # the plans before 六五 did not keep to five years
        return None
    first = 1951 + 5 * number
    return f"{first:04d}-01-01", f"{first + 4:04d}-12-31"
