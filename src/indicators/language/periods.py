"""Calendar periods and dates in Chinese text, resolved against the publication date."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from indicators.language.mentions import Mention

_CN = "零〇○Ｏ一二三四五六七八九"
_CN_DIGIT = {c: str(i) for c, i in zip(_CN, [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)}
_YEAR = rf"(?:(?:19|20)\d\d|[12一二][{_CN}]{{3}})"
_REL = "今年|去年|前年|上年|当年|同年|本年度?|上一?年度|明年|这一年|全年|该年"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"\s*(?:-{1,2}|—{1,2}|~|～|－|–|至|到)\s*"
_Y = rf"(?P<{{0}}>{_YEAR})年"
_PATTERN = re.compile(
    rf"(?P<until>截至|截止到?|到)?"
    rf"(?:(?P<y>{_YEAR})(?:年度?(?!级)|(?={_TO}{_YEAR}年))|(?P<rel>{_REL}))"
    rf"(?:{_TO}(?P<y2>{_YEAR})年|"
    rf"(?P<m>{_M})月份?(?:(?P<d>{_D})[日号])?|(?P<ms>{_M})(?:月份?)?{_TO}(?P<me>{_M})月份?|"
    rf"(?P<q>前?[一二三四1-4](?:个?季度|季)|第[一二三四1-4]季度)|(?P<h>上半年|下半年))?"
    rf"(?P<edge>以来|至今|起(?!草|步)|开始|年?[底末](?:至今|以来)|年?底|年?末|初|以前|之前|之后|以后|同期|期间)?"
    rf"|(?P<pm>{_M})月份?(?P<pd>{_D})[日号](?:{_TO}(?:(?P<pm2>{_M})月)?(?P<pd2>{_D})[日号])?"
    rf"|(?P<xs>{_M})(?:月份?)?{_TO}(?P<xe>{_M})月份?"
    rf"|(?P<om>{_M})月(?:份|(?P<part>上旬|中旬|下旬|底|初|末))?"
    rf"|(?P<od>{_D})日(?=上午|下午|晚|清晨|凌晨|中午|,|，|至|、)"
    rf"|(?P<plan>“?(?:十[一二三四五]|九|八)五”?)(?P<plantail>期间|时期|末|规划|以来)?"
    rf"|(?P<iso>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d))"
    rf"|(?P<half>上半年|下半年|前三季度|[一二三四]季度|第[一二三四1-4]季度)"
    rf"|(?P<past>过去一年)|(?P<now>截至目前|截止目前|目前|如今|现有|现已)"
    rf"|(?P<yest>昨日|昨天|昨)"
)


@dataclass
class _Context:
    """The year and month that shorter dates after it belong to."""

    year: int | None
    month: int | None
    reference: tuple[int | None, int | None, int | None]


def find_periods(text: str, reference: str = "") -> list[Mention]:
    parts = [int(p) for p in reference.split("-")] if reference else []
    ref = (*parts, None, None, None)[:3]
    context = _Context(ref[0], ref[1], ref)  # type: ignore[arg-type]
    found = []
    for match in _PATTERN.finditer(text):
        if (
            match.start()
            and text[match.start() - 1] in "0123456789.０１２３４５６７８９"
            and text[match.start()].isdigit()
        ):
            continue  # 8.8日 ends a figure
        mention = _resolve(match, context)
        if mention is not None:
            found.append(mention)
    return found


def _num(text: str) -> int:
    if text.isdigit():
        return int(text)
    if all(c in _CN_DIGIT for c in text) and len(text) == 4:
        return int("".join(_CN_DIGIT[c] for c in text))
    total = 0
    tens, ten, ones = text.partition("十")
    if ten:
        total = (int(_CN_DIGIT[tens]) if tens else 1) * 10
        return total + (int(_CN_DIGIT[ones]) if ones else 0)
    return int(_CN_DIGIT[text])


def _iso(y: int, m: int, d: int) -> str:
    return f"{y:04d}-{m:02d}-{d:02d}"


def _last(y: int, m: int) -> str:
    return _iso(y, m, calendar.monthrange(y, m)[1])


def _make(match, low, high, unit, how, start=None, end=None):
    s = match.start() if start is None else start
    e = match.end() if end is None else end
    kind = "date" if low is not None and low == high else "period"
    return Mention(s, e, kind, match.string[s:e], None, low, high, unit, how)


def _resolve(match: re.Match[str], c: _Context) -> Mention | None:
    g = match.groupdict()
    ref_year = c.reference[0]
    if g["iso"]:
        y, m, d = (int(x) for x in re.split(r"[-/.]", g["iso"]))
        try:
            datetime.date(y, m, d)
        except ValueError:
            return _make(match, None, None, "day", "partial")
        c.year, c.month = y, m
        return _make(match, _iso(y, m, d), _iso(y, m, d), "day", "stated")
    if g["plan"]:
        if not g["plantail"] and "“" not in g["plan"]:
            return None
        n = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "九": 9, "八": 8}[
            g["plan"].strip("“”")[:-1]
        ]
        first = 1951 + (n - 1) * 5 + 0
        first = 2006 + (n - 11) * 5
        if g["plantail"] == "末":
            return _make(match, _iso(first + 4, 12, 31), _iso(first + 4, 12, 31), "day", "stated")
        return _make(match, _iso(first, 1, 1), _iso(first + 4, 12, 31), "span", "stated")
    if g["now"]:
        if c.reference[2]:
            day = _iso(*c.reference)  # type: ignore[arg-type]
            return _make(match, day, day, "now", "relative")
        return None
    if g["yest"]:
        if c.reference[2]:
            day = (datetime.date(*c.reference) - datetime.timedelta(1)).isoformat()  # type: ignore[arg-type]
            return _make(match, day, day, "day", "relative")
        return None
    if g["past"]:
        if ref_year and c.reference[1] and c.reference[1] <= 4:
            return _make(
                match, _iso(ref_year - 1, 1, 1), _iso(ref_year - 1, 12, 31), "year", "relative"
            )
        return None
    if g["y"] or g["rel"]:
        return _with_year(match, g, c)
    year = c.year
    if g["half"]:
        if year is None:
            return _make(match, None, None, "half", "partial")
        a, b, unit = _season(g["half"])
        return _make(match, _iso(year, a, 1), _last(year, b), unit, "context")
    if g["xs"]:
        a, b = _num(g["xs"]), _num(g["xe"])
        if year is None or a > b:
            return _make(match, None, None, "span", "partial")
        return _make(match, _iso(year, a, 1), _last(year, b), "span", "context")
    if g["od"]:
        day = _num(g["od"])
        if year is None or c.month is None:
            return _make(match, None, None, "day", "partial")
        return _day(match, year, c.month, day, "context")
    month = _num(g["pm"] or g["om"])
    year = _year_of(month, c)
    if year is None:
        return _make(match, None, None, "month", "partial")
    if g["pm"]:
        c.month = month
        first = _day(match, year, month, _num(g["pd"]), "context")
        if g["pd2"] and first.low:
            m2 = _num(g["pm2"]) if g["pm2"] else month
            second = _day(match, year, m2, _num(g["pd2"]), "context")
            if second.low and second.low >= first.low:
                return _make(match, first.low, second.low, "span", "context")
        return first
    c.month = month
    span = {"上旬": (1, 10), "中旬": (11, 20)}.get(g["part"] or "")
    if span:
        return _make(
            match, _iso(year, month, span[0]), _iso(year, month, span[1]), "span", "context"
        )
    if g["part"] == "下旬":
        return _make(match, _iso(year, month, 21), _last(year, month), "span", "context")
    if g["part"] in ("底", "末"):
        return _make(match, _last(year, month), _last(year, month), "day", "context")
    return _make(match, _iso(year, month, 1), _last(year, month), "month", "context")


def _year_of(month: int, c: _Context) -> int | None:
    """The latest such month that is not after the document, in the year last named."""
    if c.year is None:
        return None
    ref_year, ref_month, _ = c.reference
    if c.year == ref_year and ref_month is not None and month > ref_month:
        return c.year - 1
    return c.year


def _day(match, year, month, day, how):
    try:
        datetime.date(year, month, day)
    except ValueError:
        return _make(match, None, None, "day", "partial")
    return _make(match, _iso(year, month, day), _iso(year, month, day), "day", how)


def _season(text: str) -> tuple[int, int, str]:
    if "半年" in text:
        return (1, 6, "half") if text[0] == "上" else (7, 12, "half")
    n = _num(re.sub(r"[前第个季度]", "", text))
    return (1, 3 * n, "span") if text[0] == "前" else (3 * n - 2, 3 * n, "quarter")


def _with_year(match, g, c):
    how = "stated"
    if g["y"]:
        year = _num(g["y"])
    else:
        how = "relative"
        rel = g["rel"]
        base = c.year if rel in ("当年", "同年", "这一年", "全年", "该年") else c.reference[0]
        if base is None:
            return _make(match, None, None, "year", "partial")
        how = "context" if rel in ("当年", "同年", "这一年", "全年", "该年") else how
        year = base - {"去年": 1, "上年": 1, "上年度": 1, "上一年度": 1, "前年": 2, "明年": -1}.get(
            rel, 0
        )
    if (g["until"] == "到" and not g["edge"] and not g["m"]) or g["until"] == "到":
        start = match.start() + 1
    else:
        start = match.start()
    if g["rel"] not in ("去年", "上年", "前年", "上年度", "上一年度"):
        c.year = year
    if g["y2"]:
        return _make(match, _iso(year, 1, 1), _iso(_num(g["y2"]), 12, 31), "span", how, start)
    low, high, unit = _iso(year, 1, 1), _iso(year, 12, 31), "year"
    if g["m"]:
        month = _num(g["m"])
        c.month = month
        low, high, unit = _iso(year, month, 1), _last(year, month), "month"
        if g["d"]:
            day = _day(match, year, month, _num(g["d"]), how)
            low, high, unit = day.low, day.high, "day"
    elif g["ms"]:
        a, b = _num(g["ms"]), _num(g["me"])
        if a <= b:
            low, high, unit = _iso(year, a, 1), _last(year, b), "span"
    elif g["q"] or g["h"]:
        a, b, unit = _season(g["q"] or g["h"])
        low, high = _iso(year, a, 1), _last(year, b)
    edge = g["edge"] or ""
    if low is None:
        return _make(match, None, None, unit, "partial", start)
    if edge[-2:] in ("至今", "以来") and len(edge) > 2:
        low, high, unit = high[:8] + "01", None, "since"
    elif edge in ("底", "年底", "末", "年末"):
        low, unit = high, "day"
    elif edge in ("以来", "至今", "起", "开始"):
        high, unit = None, "since"
    if g["until"] in ("截至", "截止", "截止到"):
        return _make(match, high, high, "until", how, start)
    return _make(match, low, high, unit, how, start)
