"""Years of observations, the day a year before, and what a growth is measured against."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Any

from indicators.language import find_mentions

# A yearly average, a sum over years, and growth with prices held still say nothing of the level
# of the year before.
_NOT_ON_YEAR = re.compile(r"年均|年平均|累计|可比价|不变价|翻[了一两]|以来增")
_ON_YEAR = re.compile(r"同比|[上去前]年|上一年")
_YEAR = re.compile(r"((?:19|20)\d\d)年")


def year_of(row: Mapping[str, Any]) -> int | None:
    """The year a row speaks of: of its last day, else of its first, None when unknown.

    >>> year_of({"period_start": "2024-01-01", "period_end": None})
    2024
    """
    for column in ("period_end", "period_start"):
        if isinstance(row[column], str) and row[column]:
            return int(row[column][:4])
    return None


def year_before(day: object) -> str:
    """The same day a year earlier; the end of February stays the end of February; "" stays "".

    >>> year_before("2024-02-29"), year_before("2025-02-28"), year_before("")
    ('2023-02-28', '2024-02-29', '')
    """
    if not isinstance(day, str) or not day:
        return ""
    year = int(day[:4]) - 1
    if day[4:] in ("-02-28", "-02-29") and day[4:] == f"-02-{28 + calendar.isleap(year + 1)}":
        return f"{year:04d}-02-{28 + calendar.isleap(year)}"
    return f"{year:04d}{day[4:]}"


def compares_with_year_before(evidence: str, growth_pct: float, year: int | None) -> bool:
    """Whether a growth in a sentence is measured against the year before.

    同比, 比上年 say so; so does a bare 增长5% in a sentence that names no third year.

    >>> compares_with_year_before("2024年转诊3656.7万人次,较2023年增长20.6%", 20.6, 2024)
    True
    >>> compares_with_year_before("2023年总诊疗95.5亿人次,较2020年多23.4%", 23.4, 2023)
    False
    """
    before = evidence[: _place(evidence, growth_pct)]
    clause = re.split(r"[;。]", before)[-1]
    if _NOT_ON_YEAR.search(clause):
        return False
    if _ON_YEAR.search(clause):
        return True
    named = {int(found) for found in _YEAR.findall(before)}
    return not named or (year is not None and named <= {year, year - 1})


def _place(evidence: str, growth_pct: float) -> int:
    """Where a growth stands in its sentence; the end when it cannot be found."""
    for mention in find_mentions(evidence):
        if mention.kind == "percent" and _same(mention.value, growth_pct):
            return mention.start
    return len(evidence)


def _same(value: object, growth_pct: float) -> bool:
    """Equal but for the sign: a fall is written without one."""
    return isinstance(value, float | int) and abs(abs(value) - abs(growth_pct)) < 1e-9
