"""Periods told from the publication date: 近三年, 5年前, 上周三, 下个月, 昨天, 上世纪90年代."""

from __future__ import annotations

import datetime
import re

from indicators.language.calendar import day, months, same_day, shifted, small_number
from indicators.language.context import Context, of
from indicators.language.dates import NOT_BEFORE
from indicators.language.mentions import Mention

_COUNT = r"(?P<n>[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_OF = r"(?P<u>年|个月|天|周|个?星期|个?季度)"
NEAR = re.compile(
    rf"(?P<lead>最?近|过去的?|未来的?|今后的?|接下来的?){_COUNT}{_OF}(?:以来|来|间|之?内|里)?(?!级|生|龄|度)"
)
AGO = re.compile(rf"{_COUNT}{_OF}[之以]?前(?![{NOT_BEFORE}])")
NAMED = re.compile(
    r"(?P<day>大?前天|昨[天日]|今[天日](?!头条|关注|说法)|明[天日](?!星|珠|媚)|大?后天(?!性))"
    r"|(?P<which>[上下本这])一?个?(?P<of>周|星期|礼拜|月|季度)(?![围边转密度报刊数均])份?"
    r"(?:(?P<wd>(?<=[周期拜])[一二三四五六日天末])|(?P<part>(?<=月)(?:[初末底]|上旬|中旬|下旬))"
    r"|(?<=月)(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?"
    r"|(?P<edge>[年月][初底末])(?!前线|数|人数|总数)|(?P<now>目前|如今)|(?P<year>过去一年|过去的一年)"
)
DECADE = re.compile(
    r"(?:(?P<c>1[0-9]|2[01]|十[一二三四五六七八九]|二十一?)世纪|(?P<rc>[上本])个?世纪)?"
    r"(?P<dec>[1-9]0|[二三四五六七八九]十)年代(?P<part>初期?|中期|末期?|后期)?"
)
_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1,
    "后天": 2, "大后天": 3,
}  # fmt: skip
_STEP = {"上": -1, "下": 1, "本": 0, "这": 0}
_WEEKDAYS = {ch: i for i, ch in enumerate("一二三四五六日")} | {"天": 6}
_MONTHS_IN = {"年": 12, "个月": 1, "季度": 3, "个季度": 3}
_DAYS_IN = {"天": 1, "周": 7, "星期": 7, "个星期": 7}
# 历时近三年, 工作近五年: how long something took, not when it was.
_OPENS_A_CLAUSE = frozenset(" \n,。;:!?()、“”在于对将是和及的以")


def read_near(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """近三年, 过去8年, 未来两天: that long up to, or from, the publication date."""
    lead, text, start = match["lead"], match.string, match.start()
    if lead == "近" and start and text[start - 1] not in _OPENS_A_CLAUSE:
        return None
    if lead.startswith("过去") and match["n"] == "一" and match["u"] == "年":
        return _past_year(match, context)
    number = small_number(match["n"])
    low, high = context.reference
    if not low:
        return of(match, None, None, "span", "partial")
    if lead[0] in "未今接":
        first = shifted(high, 1)
        last = _moved(high, number, match["u"])
    else:
        first, last = _moved(low, -number, match["u"]), high
        if low != high:  # a publication date of a month or a year is the last of them
            first = same_day(first, 1 if low[:7] == high[:7] else 12)
    return of(match, first, last, "span", "relative")


def _past_year(match: re.Match[str], context: Context) -> Mention | None:
    if context.ref_year is None or (context.ref_month or 12) > 4:
        return None
    context.year = context.ref_year - 1
    return of(match, f"{context.year}-01-01", f"{context.year}-12-31", "year", "relative")


def _moved(iso: str, number: int, unit: str) -> str:
    if unit in _MONTHS_IN:
        return same_day(iso, number * _MONTHS_IN[unit])
    return shifted(iso, number * _DAYS_IN[unit])


def read_ago(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """5年前, 三个月前: as precise as the publication date and the unit allow."""
    low, high = context.reference
    number = -small_number(match["n"])
    if not low:
        return of(match, None, None, "day", "partial")
    if low != high and match["u"] in _DAYS_IN:
        return None
    first, last = _moved(low, number, match["u"]), _moved(high, number, match["u"])
    return of(match, first, last, "day" if first == last else "span", "relative")


def read_named(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """昨天, 上周三, 下个月, 年底, 目前."""
    if match["year"]:
        return _past_year(match, context)
    if match["edge"]:
        return _edge(match, context)
    if match["which"]:
        if match["of"] in ("月", "季度"):
            return _month(match, context)
        return _week(match, context)
    today = context.today()
    if not today:
        return None
    if match["now"]:
        return of(match, today, today, "now", "relative")
    exact = shifted(today, _DAYS[match["day"]])
    return of(match, exact, exact, "day", "relative")


def _edge(match: re.Match[str], context: Context) -> Mention | None:
    """年底, 月初: the last or the first day of the year or month spoken of."""
    before = match.string[match.start() - 1 : match.start()]
    if (
        context.year is None
        or before in ("每", "年", "月", "历", "周", "逐", "末")
        or before.isdecimal()
    ):
        return None
    year, month = context.year, context.month
    if match["edge"][0] == "年":
        low, high = f"{year}-01-01", f"{year}-12-31"
    elif month is None:
        return None
    else:
        low, high = months(context.year_of(month) or year, month, month)
    if match["edge"][1] == "初":
        return of(match, low, months(year, 1, 1)[1] if match["edge"][0] == "年" else shifted(low, 9),
                  "span", "context")  # fmt: skip
    return of(match, high, high, "day", "context")


def _week(match: re.Match[str], context: Context) -> Mention | None:
    today = context.today()
    if not today:
        return None
    monday = shifted(
        today, 7 * _STEP[match["which"]] - datetime.date.fromisoformat(today).weekday()
    )
    weekday = match["wd"]
    if weekday == "末":
        return of(match, shifted(monday, 5), shifted(monday, 6), "span", "relative")
    if weekday:
        exact = shifted(monday, _WEEKDAYS[weekday])
        return of(match, exact, exact, "day", "relative")
    return of(match, monday, shifted(monday, 6), "week", "relative")


def _month(match: re.Match[str], context: Context) -> Mention | None:
    if context.ref_year is None or context.ref_month is None:
        return None
    step = _STEP[match["which"]]
    if match["of"] == "季度":
        start = 3 * ((context.ref_month - 1) // 3 + step)
        year, first = divmod(12 * context.ref_year + start, 12)
        return of(match, *months(year, first + 1, first + 3), "quarter", "relative")
    year, month = divmod(12 * context.ref_year + context.ref_month - 1 + step, 12)
    low, high = months(year, month + 1, month + 1)
    if match["d"]:
        exact = day(year, month + 1, small_number(match["d"]))
        return of(match, exact, exact, "day", "relative")
    ends = {"初": (low, shifted(low, 9)), "上旬": (low, shifted(low, 9)),
            "中旬": (shifted(low, 10), shifted(low, 19)), "下旬": (shifted(low, 20), high),
            "末": (high, high), "底": (high, high)}  # fmt: skip
    low, high = ends.get(match["part"], (low, high))
    unit = "month" if not match["part"] else "day" if low == high else "span"
    return of(match, low, high, unit, "relative")


def read_decade(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """19世纪60年代, 上世纪90年代, 90年代: ten years."""
    tens = small_number(match["dec"])
    now = context.ref_year or 2029
    if match["c"]:
        year = 100 * (small_number(match["c"]) - 1) + tens
    elif match["rc"]:
        year = 100 * ((now - 1) // 100 - (match["rc"] == "上")) + tens
    else:
        year = 100 * (now // 100) + tens
        year -= 100 * (year > now)
    part = (match["part"] or "")[:1]
    first, last = {"初": (0, 3), "中": (3, 6), "末": (7, 9), "后": (5, 9)}.get(part, (0, 9))
    return of(match, f"{year + first:04d}-01-01", f"{year + last:04d}-12-31", "decade", "stated")
