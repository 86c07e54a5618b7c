"""Calendar dates and periods as they are written: years, months, days, quarters, five-year plans."""

from __future__ import annotations

import re

from indicators.language.calendar import (
    day,
    five_years,
    months,
    season,
    shifted,
    small_number,
    weeks,
)
from indicators.language.context import Context, of
from indicators.language.mentions import Mention

N = "零〇○一二三四五六七八九"
_YEAR4 = rf"(?:(?:19|20)[0-9]{{2}}|[一二][{N}]{{3}})"
# 零六年, 两千零九年; 17年9月 and 九八年一月 only where a month tells that they are years.
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = (
    rf"(?:{_YEAR4}|[零〇○][一二三四五六七八九](?=年)|[九][{N}](?=年)|[一二两]千[{N}十百]{{1,5}}(?=年)"
    rf"|(?:[0-9]{{2}}|[{N}]{{2,3}})(?=年{_MONTH}月))"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_BARE_DAY = r"(?:三十一?|二?十[一二三四五六七八九]?|初?[一二三四五六七八九])(?=$|[,。;、!?)\s])"
TO = r"(?: ?(?:-{1,2}|—{1,2}|~|至|到) ?)"
_QUARTERS = rf"第?[一1](?:季度)?{TO}[二三四2-4]季度|前[二三2-3]个?季度|第?[一二三四1-4]季度"
_QUARTER = (
    rf"{_QUARTERS}|上半年|下半年|前(?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])个?月(?!份?以)"
)
_COUNT = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_WEEK = rf"的?(?:第(?P<week>{_COUNT})|前(?P<weeks>{_COUNT})个?)(?:周|个?星期)"
NOT_BEFORE = "往后列三二一两几0-9十来期身沿端线台言途景置提瞻门缀述任臂"
_NOT_AFTER = "续备勤期来者半面方代人劲院果台"
_EDGE = (
    r"(?P<edge>以来|至今|起(?!草|步|点)|开始|年?[底末](?:以来|至今)?|初|同期|期间"
    rf"|[或及]其?[之以][前后]|[之以][前后]|前(?![{NOT_BEFORE}移]|进[0-9{N}十两了])|后(?![{_NOT_AFTER}]))?"
)
DATED = re.compile(
    rf"(?:(?P<y>{_YEAR}) ?(?:年度?|(?={TO}{_YEAR} ?年))"
    r"|(?P<rel>今年|去年|大?前年|上一?年度?|明年|后年(?!均)|本年度?|当年|同年|这一年|全年|该年))(?:全年)?"
    rf" ?(?:{TO}(?P<y2>{_YEAR}) ?年|(?P<m1>{_MONTH})月?份?{TO}(?P<m2>{_MONTH})月份?"
    rf"|(?P<m>{_MONTH})月份?(?:{_WEEK}|(?P<d>{_DAY})[日号](?!均)(?:{TO}(?P<d2>{_DAY})[日号])?"
    rf"|(?P<bare>{_BARE_DAY}))?|(?P<q>{_QUARTER})|{_WEEK.replace('week', 'yweek')})?{_EDGE}"
)
UNDATED = re.compile(
    rf"(?:(?P<m1>{_MONTH})月?份?{TO}(?P<m2>{_MONTH})月份?(?!{_DAY}[日号])"
    rf"|(?P<m>{_MONTH})月份?(?:的?第(?P<week>{_COUNT})(?:周|个?星期)|(?P<d>{_DAY})[日号](?:{TO}(?P<d2>{_DAY})[日号])?"
    rf"|(?P<bare>{_BARE_DAY}))"
    r"|(?P<q>" + _QUARTER + r"))" + _EDGE + rf"|(?P<om>{_MONTH})月"
    rf"(?P<part>份|上旬|中旬|下旬|底|初|末)?(?!龄|嫂|经)(?P<oedge>[之以][前后]|前(?![{NOT_BEFORE}]))?"
    rf"|(?P<od>{_DAY})日(?=上午|下午|晚|清晨|凌晨|中午|,|、|至)"
    rf"|(?:(?<=\A)|(?<=[。;\n]))(?P<sd>{_DAY})日(?![均间元圆币本])"
)
_PLAN = "(?:十[一二三四五六七八九]?|[六七八九])五"
OTHER = re.compile(
    rf"“?(?P<plan>{_PLAN})”?(?P<tail>期间|时期|规划期末|规划期|末期|末|期末|期初|初期|初|规划|以来)"
    rf"|“(?P<quoted>{_PLAN})”|(?P<five>(?:这|过去)?五年(?:来|间|中|(?=累计|共|新增|总|先后)))"
    rf"|(?P<iso>(?:19|20)[0-9]{{2}}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12][0-9]|0?[1-9]))(?![0-9]){_EDGE}"
    rf"|(?P<ya>(?:19|20)[0-9]{{2}}){TO}(?P<yb>(?:19|20)[0-9]{{2}})(?![0-9年.,%])"
)
# 2022年度全国公立医院绩效考核: the year of the review, not of what is told next.
_REVIEW = re.compile(r"[^,。;:]{0,16}(?:考核|评价|评审|排名|评选|表彰|检查)")
# A line 五、2026年打算: the 上半年 of what stands below it is of that year.
_PLANNED = re.compile(
    r"[^,。;:\n]{0,8}?(?:打算|计划|安排|思路|目标|任务|重点|展望|要点)[^,。;:\n]{0,4}(?:\n|\Z)"
)
_SEPARATOR = re.compile(r"[-/.]")
_BACK_YEARS = {
    "去年": 1, "上年": 1, "上年度": 1, "上一年": 1, "上一年度": 1, "前年": 2, "大前年": 3,
    "明年": -1, "后年": -2,
}  # fmt: skip
_FROM_CONTEXT = frozenset(("当年", "同年", "这一年", "全年", "该年"))
_TENS = {"上旬": (1, 10), "中旬": (11, 20)}


def read_dated(match: re.Match[str], until: bool, context: Context) -> Mention:
    """A year, written or relative, with what follows it."""
    relative = match["rel"]
    how = "stated" if not relative else "context" if relative in _FROM_CONTEXT else "relative"
    if relative:
        told = relative in _FROM_CONTEXT or relative.startswith("上")
        base = context.year if told else context.ref_year
        if base is None:
            return of(match, None, None, "year", "partial")
        year = base - _BACK_YEARS.get(relative, 0)
    else:
        year = _full_year(match["y"], context)
    if relative not in _BACK_YEARS and _names_context(match, year, context):
        context.year = year
    if match["y2"]:
        last = _full_year(match["y2"], context)
        return edged(match, f"{year:04d}-01-01", f"{last:04d}-12-31", "span", how, until)
    low, high, unit = _inside_year(match, year, context)
    if not low:
        return of(match, None, None, unit, "partial")
    return edged(match, low, high, unit, how, until)


def _full_year(words: str, context: Context) -> int:
    """2018 of 18, 1998 of 九八; other years as they are written."""
    year = small_number(words)
    if len(words) > 2:
        return year
    now = context.ref_year or 2029
    return 2000 + year if 2000 + year <= now + 10 else 1900 + year


def _names_context(match: re.Match[str], year: int, context: Context) -> bool:
    """A year to compare with (比2022年, 由2022年的) or still to come is not what 全年 means next."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    ahead = context.ref_year is not None and year > context.ref_year
    if ahead:
        return _PLANNED.match(match.string, match.end()) is not None
    named = match[0].endswith("年度") and _REVIEW.match(match.string, match.end())
    return before not in ("比", "较", "由", "从", "与") and not named


def _inside_year(match: re.Match[str], year: int, context: Context) -> tuple[str, str, str]:
    if match["m"]:
        month = context.month = small_number(match["m"])
        if match["d"] or match["bare"]:
            first = day(year, month, small_number(match["d"] or match["bare"].lstrip("初")))
            last = day(year, month, small_number(match["d2"])) if match["d2"] else first
            return first, last, "span" if match["d2"] else "day"
        if match["week"] or match["weeks"]:
            return _weeks(year, month, match["week"], match["weeks"])
        return (*months(year, month, month), "month")
    if match["m1"]:
        first_month, last_month = small_number(match["m1"]), small_number(match["m2"])
        if first_month > last_month:
            return "", "", "span"
        return (*months(year, first_month, last_month), "span")
    if match["q"]:
        first_month, last_month, unit = season(match["q"])
        return (*months(year, first_month, last_month), unit)
    if match["yweek"] or match["yweeks"]:
        return _weeks(year, 0, match["yweek"], match["yweeks"])
    return f"{year:04d}-01-01", f"{year:04d}-12-31", "year"


def _weeks(year: int, month: int, one: str | None, several: str | None) -> tuple[str, str, str]:
    number = small_number(one or several or "1")
    if not 1 <= number <= 53:
        return "", "", "week"
    return (*weeks(year, month, number if one else 1, number), "week" if one else "span")


def edged(match: re.Match[str], low: str, high: str, unit: str, how: str, until: bool) -> Mention:
    """年底, 以来, 之前, 截至 make a day or an open period of what stands before or behind them."""
    edge = match["edge"]
    if edge is None:
        return of(match, high if until else low, high, "until" if until else unit, how)
    if edge.endswith(("以来", "至今")) or edge in ("起", "开始"):
        return of(match, high[:8] + "01" if len(edge) > 2 else low, None, "since", how)
    if edge[-1] == "前":
        inside = edge[0] in "或及" or low == high
        return of(match, None, high if inside else shifted(low, -1), "before", how)
    if edge[-1] == "后":
        return of(match, low if edge[0] in "或及" else shifted(high, 1), None, "since", how)
    if until:
        return of(match, high, high, "until", how)
    if edge in ("底", "年底", "末", "年末"):
        return of(match, high, high, "day", how)
    return of(match, low, high, unit, how)


def read_undated(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """Months and days without a year: the year and month come from before."""
    if match["q"] or match["m1"]:
        return _months(match, until, context)
    if match["od"] or match["sd"]:
        return _day_alone(match, context)
    month = small_number(match["m"] or match["om"])
    year = context.year_of(month)
    if year is None:
        return of(match, None, None, "month", "partial")
    context.month = month
    if match["om"]:
        return _month(match, year, month, until)
    if match["week"]:
        low, high, unit = _weeks(year, month, match["week"], None)
        return of(match, low, high, unit, "context")
    return _days(match, year, month, until)


def _months(match: re.Match[str], until: bool, context: Context) -> Mention:
    unit = "span"
    if match["q"]:
        first, last, unit = season(match["q"])
    else:
        first, last = small_number(match["m1"]), small_number(match["m2"])
    if context.year is None or first > last:
        return of(match, None, None, unit, "context")
    low, high = months(context.year, first, last)
    return edged(match, low, high, unit, "context", until)


def _day_alone(match: re.Match[str], context: Context) -> Mention | None:
    """29日: of the month named before, or of the last one that has such a day."""
    if context.year is None or context.month is None:
        return of(match, None, None, "day", "context")
    number = small_number(match["od"] or match["sd"])
    year = context.year_of(context.month) or context.year
    month = context.month
    exact = day(year, month, number)
    if not exact and number <= 31 and match["sd"]:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        exact = day(year, month, number)
    return of(match, exact, exact, "day", "context")


def _days(match: re.Match[str], year: int, month: int, until: bool) -> Mention:
    number = small_number(match["d"] or match["bare"].lstrip("初"))
    first = day(year, month, number)
    if not first and (month, number) == (2, 29):  # the last one there was
        first = next(filter(None, (day(y, 2, 29) for y in range(year - 1, year - 9, -1))), "")
    last = day(year, month, small_number(match["d2"])) if match["d2"] else first
    if not first or last < first:
        return of(match, None, None, "day", "partial")
    return edged(match, first, last, "span" if match["d2"] else "day", "context", until)


def _month(match: re.Match[str], year: int, month: int, until: bool) -> Mention:
    low, high = months(year, month, month)
    part, edge = match["part"] or "", match["oedge"] or ""
    if until:
        return of(match, high, high, "until", "context")
    if edge:
        if edge[-1] == "后":
            return of(match, shifted(high, 1), None, "since", "context")
        return of(match, None, high if part else shifted(low, -1), "before", "context")
    if part in ("底", "末"):
        return of(match, high, high, "day", "context")
    if part in _TENS:
        first, last = _TENS[part]
        return of(match, day(year, month, first), day(year, month, last), "span", "context")
    if part == "下旬":
        return of(match, day(year, month, 21), high, "span", "context")
    return of(match, low, high, "month", "context")


def _five_years_told(match: re.Match[str], context: Context) -> Mention | None:
    """五年来: the years of the plan named before, or of the one before it when that only begins."""
    low, high = context.plan
    if not low:
        return None
    if context.ref_year is not None and int(low[:4]) >= context.ref_year:
        low, high = f"{int(low[:4]) - 5}{low[4:]}", f"{int(high[:4]) - 5}{high[4:]}"
    return of(match, low, high, "span", "context")


def read_other(match: re.Match[str], until: bool, context: Context) -> Mention | None:
    """Five-year plans, ISO dates, years joined without 年."""
    if match["five"]:
        return _five_years_told(match, context)
    if match["plan"] or match["quoted"]:
        plan = five_years(match["plan"] or match["quoted"])
        if plan is None:
            return None
        context.plan = plan
        tail = match["tail"] or ""
        if "初" in tail or tail.endswith("末"):
            exact = plan["初" not in tail]
            return of(match, exact, exact, "day", "stated")
        since = tail == "以来"
        return of(
            match, plan[0], None if since else plan[1], "since" if since else "span", "stated"
        )
    if match["ya"]:
        first, last = int(match["ya"]), int(match["yb"])
        if not first < last <= first + 99:
            return None
        return of(match, f"{first}-01-01", f"{last}-12-31", "span", "stated")
    year, month, number = (int(part) for part in _SEPARATOR.split(match["iso"]))
    exact = day(year, month, number)
    if not exact:
        return of(match, None, None, "day", "stated")
    context.year, context.month = year, month
    return edged(match, exact, exact, "day", "stated", until)
