"""Days, months and years as ISO text."""

from __future__ import annotations

import calendar
import datetime

DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "Ｏ": "0",
}
Span = tuple[str, str]


def small_number(text: str) -> int:
    """A year, month or day in Arabic or Chinese numerals.

    >>> [small_number(t) for t in ("12", "十二", "二十一", "二〇二四", "２０２４")]
    [12, 12, 21, 2024, 2024]
    """
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(DIGITS[ch] for ch in text))
    tens, _, ones = text.partition("十")
    return 10 * int(DIGITS[tens] if tens else 1) + int(DIGITS[ones] if ones else 0)


def day(year: int, month: int, number: int) -> str:
    """An ISO date, "" when there is no such day.

    >>> day(2024, 2, 29), day(2023, 2, 29)
    ('2024-02-29', '')
    """
    try:
        return datetime.date(year, month, number).isoformat()
    except ValueError:
        return ""


def months(year: int, first: int, last: int) -> Span:
    """First and last day of a run of months.

    >>> months(2024, 1, 2)
    ('2024-01-01', '2024-02-29')
    """
    end = calendar.monthrange(year, last)[1]
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{end:02d}"


def season(words: str) -> tuple[int, int, str]:
    """First and last month and the granularity of 上半年, 前三季度, 第二季度.

    >>> season("上半年"), season("前三季度"), season("二季度")
    ((1, 6, 'half'), (1, 9, 'span'), (4, 6, 'quarter'))
    """
    if "半年" in words:
        return (1, 6, "half") if words[0] == "上" else (7, 12, "half")
    number = small_number(words.strip("前第个季度"))
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
