"""Which time the columns and rows of a table speak of."""

from __future__ import annotations

import re

from indicators.language.calendar import months
from indicators.language.mentions import Mention
from indicators.language.periods import find_periods

_DATED = re.compile(r"\d{4}|[一二][零〇○一二三四五六七八九]{3}年|\d月|季度|上半年|下半年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = re.compile(
    r"^(?:上年|去年|上年度|上期|上年同期|去年同期|同期|上年末|上年数|去年数|同期数)"
)
_SAME_TIME = re.compile(r"(?:上年|去年)同[期月季]\)?$")
_SUM = re.compile(r"累计|1-本月")
_BASE = re.compile(r"[比较与同和](?=[^,;]{0,3}(?:19|20)\d\d)")


def period_of(words: str, published: str) -> Mention | None:
    """The period that a head, label or caption states, a year that is only compared with aside.

    >>> period_of("2023", "")[4:6], period_of("比2022年增长(%)", "")
    ((None, '2023-01-01'), None)
    """
    if not _DATED.search(words) or _BASE.search(words):
        return None
    text = words if not _YEAR.fullmatch(words) else words + "年"
    found = [m for m in find_periods(text, published) if m.low and m.high]
    return min(found, key=lambda m: (_length(m), m.start)) if found else None


def is_year(words: str) -> bool:
    """A cell that is a calendar year and nothing else."""
    return bool(_YEAR.fullmatch(words.removesuffix("年")))


def of_column(words: str, base: Mention | None, published: str) -> Mention | None:
    """The period of a column: its own, a year before the table's, or from January to it."""
    stated = period_of(words, published)
    if stated is not None or base is None:
        return stated
    if words.startswith(("上月", "上个月", "上季")):
        return _just_before(base)
    if _BEFORE.match(words) or _SAME_TIME.search(words):
        return _a_year_before(base)
    if _SUM.search(words):
        return base._replace(low=f"{str(base.low)[:4]}-01-01", unit="span")
    return None


def _just_before(period: Mention) -> Mention:
    """The month or quarter before the table's."""
    first, last = str(period.low), str(period.high)
    size = int(last[5:7]) - int(first[5:7]) + 1
    year, month = divmod(12 * int(first[:4]) + int(first[5:7]) - 1 - size, 12)
    low, high = months(year, month + 1, month + size)
    return period._replace(low=low, high=high)


def _a_year_before(period: Mention) -> Mention:
    """The same days one year earlier; the 29th of February has none and becomes the 28th."""
    return period._replace(low=_earlier(period.low), high=_earlier(period.high))


def _earlier(day: float | str | None) -> str:
    text = str(day)
    moved = f"{int(text[:4]) - 1}{text[4:]}"
    return moved.replace("-02-29", "-02-28")


def _length(mention: Mention) -> int:
    import datetime

    first, last = (datetime.date.fromisoformat(str(day)) for day in (mention.low, mention.high))
    return (last - first).days
