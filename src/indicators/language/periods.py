"""Calendar periods and dates in Chinese text, resolved against the publication date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from indicators.language.calendar import day, five_years, months, season, small_number
from indicators.language.mentions import Mention

_N = "零〇○一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[一二][{_N}]{{3}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"(?:-{1,2}|—{1,2}|~|至|到)"
_QUARTER = r"前[二三2-3]个?季度|第?[一二三四1-4]季度|上半年|下半年"
# Everything that can be a period holds one of these.
_ANCHOR = re.compile(
    r"[年月季]|[0-9一二三四五六七八九十]日|昨[日天]|五”?(?:期|时|规|末)|目前|如今|[0-9]{4}[-/.][0-9]"
)
_BACK, _AHEAD = 14, 36
_DATED = re.compile(
    rf"(?P<until>截[至止]到?)?"
    rf"(?:(?P<y>{_YEAR})(?:年度?|(?={_TO}{_YEAR}年))"
    r"|(?P<rel>今年|去年|前年|上一?年度?|明年|本年度?|当年|同年|这一年|全年|该年))"
    rf"(?:{_TO}(?P<y2>{_YEAR})年|(?P<m1>{_MONTH})月?份?{_TO}(?P<m2>{_MONTH})月份?"
    rf"|(?P<m>{_MONTH})月份?(?:(?P<d>{_DAY})[日号](?!均))?|(?P<q>{_QUARTER}))?"
    r"(?P<edge>以来|至今|起(?!草|步|点)|开始|年?[底末](?:以来|至今)?|初|同期|期间)?"
)
_UNDATED = re.compile(
    rf"(?P<until>截[至止]到?)?"
    rf"(?:(?P<m>{_MONTH})月份?(?P<d>{_DAY})[日号](?:{_TO}(?P<d2>{_DAY})[日号])?"
    rf"|(?P<m1>{_MONTH})月?份?{_TO}(?P<m2>{_MONTH})月份?"
    rf"|(?P<om>{_MONTH})月(?P<part>份|上旬|中旬|下旬|底|初|末)?(?!龄|嫂|经)"
    rf"|(?P<od>{_DAY})日(?=上午|下午|晚|清晨|凌晨|中午|,|、|至)"
    rf"|(?P<q>{_QUARTER}))"
)
_OTHER = re.compile(
    r"“?(?P<plan>[一二]?十?[一二三四五六七八九]五)”?(?P<tail>期间|时期|规划期|末|期末|规划|以来)"
    r"|(?P<iso>(?:19|20)[0-9]{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12][0-9]|0?[1-9]))(?![0-9])"
    r"|(?P<past>过去一年|过去的一年)|(?P<now>截[至止]目前|目前|如今)|(?P<yest>昨[日天])"
)
_BACK_YEARS = {"去年": 1, "上年": 1, "上年度": 1, "上一年": 1, "上一年度": 1, "前年": 2, "明年": -1}
_FROM_CONTEXT = frozenset(("当年", "同年", "这一年", "全年", "该年"))
_JOINED = re.compile(_TO)
_Reading = Callable[[re.Match[str], "_Context"], Mention | None]
# What may belong to a year and stand before it: 2010至2012年, 截至2010年.
_LEADS = frozenset("-—~至到止")
_GROUPS = {"上旬": (1, 10), "中旬": (11, 20)}


class _Context:
    """The publication date, and the year and month that shorter dates belong to."""

    def __init__(self, reference: str) -> None:
        parts = [int(part) for part in reference.split("-")] if reference else []
        self.ref_year, self.ref_month, self.ref_day = (*parts, None, None, None)[:3]
        self.year = self.ref_year
        self.month = self.ref_month

    def year_of(self, month: int) -> int | None:
        """The last named year; the one before for a month that is still to come."""
        if self.year is None or self.ref_month is None or self.year != self.ref_year:
            return self.year
        return self.year - (month > self.ref_month)

    def today(self) -> str:
        """The publication day, "" when it is known less precisely."""
        if self.ref_year is None or self.ref_month is None or self.ref_day is None:
            return ""
        return day(self.ref_year, self.ref_month, self.ref_day)


def find_periods(text: str, reference: str = "") -> list[Mention]:
    """Every calendar period and date of a text, in order.

    Parameters
    ----------
    text : half-width Chinese text
    reference : ISO publication date of any precision, "" when unknown

    Returns
    -------
    list of Mention of kind "date" (one day) or "period"; `low` and `high` are the first and last
    day (None = open); `unit` is day, month, quarter, half, year, span, since, until or now;
    `qualifier` is stated, relative (to the reference), context (to what was named before), or
    partial where the year cannot be known or the day does not exist.

    >>> [(m.text, m.low, m.high) for m in find_periods("2024年1—11月,截至6月底", "2024-12")]
    [('2024年1—11月', '2024-01-01', '2024-11-30'), ('截至6月底', '2024-06-30', '2024-06-30')]
    """
    context = _Context(reference)
    found: list[Mention] = []
    for mention in _read(text, context):
        last = found[-1] if found else None
        if last is not None and _continues(text, last, mention):
            low, high = str(last.low), str(mention.high)
            found[-1] = _mention(text, last.start, mention.end, low, high, "span", last.qualifier)
        else:
            found.append(mention)
    return found


def _continues(text: str, before: Mention, mention: Mention) -> bool:
    """2019年10月至2020年3月: two dates joined to one period."""
    if not before.low or not mention.high or str(before.low) > str(mention.high):
        return False
    return _JOINED.fullmatch(text, before.end, mention.start) is not None


def _read(text: str, context: _Context) -> Iterator[Mention]:
    past = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < past:
            continue
        floor, stop = max(past, anchor.start() - _BACK), anchor.start() + _AHEAD
        found = _at(text, anchor.start(), floor, stop)
        if found is None:
            continue
        read, match = found
        mention = read(match, context)
        if mention is not None:
            past = mention.end
            yield mention


def _at(text: str, anchor: int, floor: int, stop: int) -> tuple[_Reading, re.Match[str]] | None:
    """The form that an anchor belongs to; years only stand before 年, plans and today elsewhere."""
    ch = text[anchor]
    if ch == "年":
        floor = max(floor, anchor - 10)
        if text[anchor - 4 : anchor].isdecimal() and text[anchor - 5 : anchor - 4] not in _LEADS:
            match = _DATED.match(text, anchor - 4, stop)
            if match is not None and _stands_alone(text, match):
                return _dated, match
    for pattern, read in _FORMS[1:] if ch in "月季" else _FORMS:
        match = _first(pattern, text, floor, stop)
        if match is not None and match.start() <= anchor:
            return read, match
    return None


def _first(pattern: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    match = pattern.search(text, start, stop)
    while match is not None and not _stands_alone(text, match):
        match = pattern.search(text, match.start() + 1, stop)
    return match


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Not the tail of a number: 8.8日 ends a figure."""
    first = text[match.start()]
    before = text[match.start() - 1] if match.start() else " "
    return not (
        (first.isdecimal() and before in "0123456789.")
        or (first in _N + "十" and before in "第星" + _N)
    )


def _mention(
    text: str, start: int, end: int, low: str | None, high: str | None, unit: str, how: str
) -> Mention:
    kind = "date" if low and low == high else "period"
    return Mention(start, end, kind, text[start:end], None, low or None, high or None, unit, how)


def _of(match: re.Match[str], low: str | None, high: str | None, unit: str, how: str) -> Mention:
    if low is None and high is None:
        how = "partial" if how != "relative" else how
    return _mention(match.string, match.start(), match.end(), low, high, unit, how)


def _dated(match: re.Match[str], context: _Context) -> Mention:
    """A year, written or relative, with what follows it."""
    relative = match["rel"]
    how = "stated" if not relative else "context" if relative in _FROM_CONTEXT else "relative"
    if relative:
        base = context.year if relative in _FROM_CONTEXT else context.ref_year
        if base is None:
            return _of(match, None, None, "year", "partial")
        year = base - _BACK_YEARS.get(relative, 0)
    else:
        year = small_number(match["y"])
    if relative not in _BACK_YEARS and _names_context(match, year, context):
        context.year = year
    if match["y2"]:
        return _of(match, f"{year}-01-01", f"{small_number(match['y2'])}-12-31", "span", how)
    low, high, unit = _inside_year(match, year, context)
    if not low:
        return _of(match, None, None, unit, "partial")
    return _edged(match, low, high, unit, how)


def _names_context(match: re.Match[str], year: int, context: _Context) -> bool:
    """A year to compare with (比2022年, 由2022年的) or still to come is not what 全年 means next."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    ahead = context.ref_year is not None and year > context.ref_year
    return before not in ("比", "较", "由", "从", "与") and not ahead


def _inside_year(match: re.Match[str], year: int, context: _Context) -> tuple[str, str, str]:
    if match["m1"]:
        first, last = small_number(match["m1"]), small_number(match["m2"])
        return (*months(year, first, last), "span") if first <= last else ("", "", "span")
    if match["q"]:
        first, last, unit = season(match["q"])
        return (*months(year, first, last), unit)
    if match["m"]:
        month = context.month = small_number(match["m"])
        if match["d"]:
            exact = day(year, month, small_number(match["d"]))
            return exact, exact, "day"
        return (*months(year, month, month), "month")
    return f"{year}-01-01", f"{year}-12-31", "year"


def _edged(match: re.Match[str], low: str, high: str, unit: str, how: str) -> Mention:
    """年底, 以来, 截至 make a day or an open period of what stands before or behind them."""
    edge = match["edge"] or ""
    if edge.endswith(("以来", "至今")) or edge in ("起", "开始"):
        start = high[:8] + "01" if len(edge) > 2 else low
        return _of(match, start, None, "since", how)
    if match["until"]:
        return _of(match, high, high, "until", how)
    if edge in ("底", "年底", "末", "年末"):
        return _of(match, high, high, "day", how)
    return _of(match, low, high, unit, how)


def _undated(match: re.Match[str], context: _Context) -> Mention | None:
    """Months and days without a year: the year and month come from before."""
    if match["q"]:
        first, last, unit = season(match["q"])
        low, high = months(context.year, first, last) if context.year is not None else (None, None)
        return _of(match, low, high, unit, "context")
    if match["m1"]:
        first, last = small_number(match["m1"]), small_number(match["m2"])
        known = context.year if first <= last else None
        low, high = months(known, first, last) if known is not None else (None, None)
        return _of(match, low, high, "span", "context")
    if match["od"]:
        exact = ""
        if context.year is not None and context.month is not None:
            exact = day(
                context.year_of(context.month) or context.year,
                context.month,
                small_number(match["od"]),
            )
        return _of(match, exact or None, exact or None, "day", "context")
    month = small_number(match["m"] or match["om"])
    year = context.year_of(month)
    if year is None:
        return _of(match, None, None, "month", "partial")
    context.month = month
    if match["m"]:
        return _days(match, year, month)
    return _month(match, year, month)


def _days(match: re.Match[str], year: int, month: int) -> Mention:
    first = day(year, month, small_number(match["d"]))
    last = day(year, month, small_number(match["d2"])) if match["d2"] else first
    if not first or last < first:
        return _of(match, None, None, "day", "partial")
    if match["until"]:
        first = last
    return _of(
        match,
        first,
        last,
        "until" if match["until"] else "span" if match["d2"] else "day",
        "context",
    )


def _month(match: re.Match[str], year: int, month: int) -> Mention:
    low, high = months(year, month, month)
    part = match["part"] or ""
    if match["until"]:
        return _of(match, high, high, "until", "context")
    if part in ("底", "末"):
        return _of(match, high, high, "day", "context")
    if part in _GROUPS:
        first, last = _GROUPS[part]
        return _of(match, day(year, month, first), day(year, month, last), "span", "context")
    if part == "下旬":
        return _of(match, day(year, month, 21), high, "span", "context")
    return _of(match, low, high, "month", "context")


def _other(match: re.Match[str], context: _Context) -> Mention | None:
    """Five-year plans, ISO dates, 过去一年, 目前, 昨日."""
    if match["plan"]:
        span = five_years(match["plan"])
        if span is None:
            return None
        at_end = match["tail"].endswith("末")
        return _of(
            match, span[1] if at_end else span[0], span[1], "day" if at_end else "span", "stated"
        )
    if match["iso"]:
        year, month, number = (int(part) for part in re.split(r"[-/.]", match["iso"]))
        exact = day(year, month, number)
        if exact:
            context.year, context.month = year, month
        return _of(match, exact or None, exact or None, "day", "stated")
    if match["past"]:
        if context.ref_year is None or (context.ref_month or 12) > 4:
            return None
        context.year = context.ref_year - 1
        return _of(match, f"{context.year}-01-01", f"{context.year}-12-31", "year", "relative")
    today = context.today()
    if not today:
        return None
    if match["now"]:
        return _of(match, today, today, "now", "relative")
    before = (datetime.date.fromisoformat(today) - datetime.timedelta(days=1)).isoformat()
    return _of(match, before, before, "day", "relative")


_FORMS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (_DATED, _dated),
    (_UNDATED, _undated),
    (_OTHER, _other),
)
