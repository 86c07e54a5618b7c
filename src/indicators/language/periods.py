"""Calendar periods and dates in Chinese text, resolved against the publication date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from indicators.language.calendar import day, months
from indicators.language.context import Context, span
from indicators.language.dates import (
    DATED,
    NOT_BEFORE,
    OTHER,
    UNDATED,
    N,
    read_dated,
    read_other,
    read_undated,
)
from indicators.language.mentions import Mention
from indicators.language.relative import (
    AGO,
    DECADE,
    NAMED,
    NEAR,
    read_ago,
    read_decade,
    read_named,
    read_near,
)

# Where a period can begin: a character of the first class and what tells that one follows.
_JOIN = r" ?(?:-{1,2}|—{1,2}|~|至|到) ?"
_BY_ARABIC = (
    rf"[0-9]{{1,3}} ?年|[0-9]{{0,3}} ?(?:年[之以]?前(?![{NOT_BEFORE}])|月|日|号(?=[^线楼院])|世纪|季度"
    rf"|(?:天|个月|周|个?星期)[之以]?前|{_JOIN}[0-9]{{1,4}} ?[年月季])"
    rf"|(?<=[12])[09][0-9]{{2}}(?:[-/.][01]?[0-9][-/.][0-3]?[0-9]|{_JOIN}(?:19|20)[0-9]{{2}}(?![0-9]))"
)
_BY_CHINESE = (
    rf"[{N}十百千两]{{1,6}}年|[{N}十百千两]{{0,6}}(?:年[之以]?前(?![{NOT_BEFORE}])|月|季度|世纪|日|天[之以]?前|(?:个月|周|个?星期)[之以]?前"
    rf"|{_JOIN}[{N}十百千两]{{1,6}}[年月季])|(?<=五)年(?:[来间中]|累计|共|新增|总|先后)|[{N}十]{{0,2}}(?<=五)”?(?:期|时|规|末|初|以来)"
)
_COUNTED = rf"[0-9{N}十两]{{1,3}}(?:年|个?月|天|周|个?星期|个?季度)"
_BY_WORD = (
    r"(?<=[今明])[年天日]|(?<=[去当同该全])年|(?<=前)(?:年|天|" + _COUNTED + r")"
    r"|(?<=后)(?<![今之以然]后)[年天]|(?<=昨)[天日]|(?<=大)[前后][年天]"
    r"|(?<=[上下本])(?<![以之]上)(?<![以之]下)(?:一?年|半年|一?个?(?:月|周|星期|季度|礼拜|世纪))"
    r"|(?<=这)(?:一年|个?(?:月|周|季度))"
    r"|(?<=[年月])[初底末]|(?<=目)前|(?<=如)今|(?<=第)[一二三四1-4]季度"
    rf"|(?<=近){_COUNTED}|(?<=最)近{_COUNTED}|(?<=过)去的?{_COUNTED}|(?<=未)来的?{_COUNTED}"
    rf"|(?<=今)后的?{_COUNTED}|(?<=接)下来的?{_COUNTED}|(?<=“)[{N}十]{{1,3}}(?:”|期|时|规|末|初|以来)"
)
_START = re.compile(
    rf"[0-9{N}十两今明去当同该全前后昨大上下本这年月目如第近最过未接“](?:(?<=[0-9])(?:{_BY_ARABIC})"
    rf"|(?<=[{N}十两])(?:{_BY_CHINESE})|{_BY_WORD})"
)
_NUMERAL = re.compile(rf"[0-9]+|[{N}十百千两]+")
_JOINED = re.compile(_JOIN)
_PAIRED = re.compile(r" ?[和与及] ?")
_BETWEEN = re.compile(r"之?间(?![接隔])")
_UNTIL = ("截至到", "截止到", "截至", "截止")
_Form = tuple[re.Pattern[str], Callable[[re.Match[str], bool, Context], Mention | None]]
_DATED, _UNDATED, _OTHER = (DATED, read_dated), (UNDATED, read_undated), (OTHER, read_other)
_NEAR, _NAMED, _AGO = (NEAR, read_near), (NAMED, read_named), (AGO, read_ago)
_DECADE = (DECADE, read_decade)
_NUMBERED: tuple[_Form, ...] = (_DATED, _UNDATED, _OTHER, _AGO, _DECADE)
# Those that begin with a numeral, by the character that told of them.
_ENDS: dict[str, tuple[_Form, ...]] = {
    "年": (_DATED, _AGO, _DECADE, _OTHER), "月": (_UNDATED, _DATED, _AGO), "前": (_AGO,),
    "纪": (_DECADE,), **dict.fromkeys("日号度", (_UNDATED, _DATED)),
}  # fmt: skip
# The forms that begin with a word, by its first character.
_FORMS: dict[str, tuple[_Form, ...]] = {
    "“": (_OTHER,), "第": (_UNDATED,),
    **dict.fromkeys("去当同全该", (_DATED,)),
    **dict.fromkeys("年月目如昨", (_NAMED,)),
    **dict.fromkeys("近最未接", (_NEAR,)),
    **dict.fromkeys("明后大", (_DATED, _NAMED)),
    **dict.fromkeys("上下本这", (_DATED, _UNDATED, _NAMED, _DECADE)),
    "今": (_DATED, _NAMED, _NEAR), "前": (_DATED, _UNDATED, _NAMED), "过": (_NEAR, _NAMED),
}  # fmt: skip
_OPEN_UNITS = frozenset(("since", "before"))
_SHORT = frozenset(("day", "month"))


def find_periods(text: str, reference: str = "") -> list[Mention]:
    """Every calendar period and date of a text, in order.

    Parameters
    ----------
    text : half-width Chinese text
    reference : ISO publication date of any precision, "" when unknown

    Returns
    -------
    list of Mention of kind "date" (one day) or "period"; `low` and `high` are the first and last
    day (None = open); `unit` is day, week, month, quarter, half, year, decade, span, since, before,
    until or now; `qualifier` is stated, relative (to the reference), context (to what was named
    before), or partial where the year cannot be known or the day does not exist.

    >>> [(m.text, m.low, m.high) for m in find_periods("2024年1—11月,截至6月底", "2024-12")]
    [('2024年1—11月', '2024-01-01', '2024-11-30'), ('截至6月底', '2024-06-30', '2024-06-30')]
    """
    context = Context(reference)
    found: list[Mention] = []
    for mention in _read(text, context):
        joined = _joined(text, found[-1], mention) if found else None
        if joined is None:
            found.append(mention)
        else:
            found[-1] = joined
    return found


def _read(text: str, context: Context) -> Iterator[Mention]:
    place, search = 0, _START.search
    while (hit := search(text, place)) is not None:
        start = hit.start()
        mention = None
        if _stands_alone(text, start):
            forms = _FORMS.get(text[start]) or _ENDS.get(text[hit.end() - 1], _NUMBERED)
            mention = _at(text, start, forms, context)
        if mention is not None:
            place = mention.end
            yield mention
        else:
            numeral = _NUMERAL.match(text, start)
            place = numeral.end() if numeral else start + 1


def _stands_alone(text: str, start: int) -> bool:
    """Not the tail of a number: 8.8日 ends a figure."""
    if not start:
        return True
    first, before = text[start], text[start - 1]
    if "0" <= first <= "9":
        return before not in "0123456789."
    return not ((first in N or first == "十") and (before in "星" or before in N))


def _at(text: str, start: int, forms: tuple[_Form, ...], context: Context) -> Mention | None:
    """The period that begins at a place, with 截至 or 自从 before it."""
    until, since, first = _lead(text, start)
    for pattern, read in forms:
        match = pattern.match(text, start)
        mention = read(match, until, context) if match is not None else None
        if mention is not None:
            return mention if first == start else _led(text, mention, first, since)
    return None


def _lead(text: str, start: int) -> tuple[bool, bool, int]:
    """Whether 截至 or 自从 stands before, and where the period begins with it."""
    before = text[start - 1] if start else ""
    if before in ("至", "止", "到"):
        word = next((w for w in _UNTIL if text.endswith(w, max(0, start - 3), start)), "")
        return bool(word), False, start - len(word)
    if before == "从" and text.startswith("自从", start - 2):
        return False, True, start - 2
    return False, False, start


def _led(text: str, mention: Mention, first: int, since: bool) -> Mention:
    high, unit = (None, "since") if since else (mention.high, mention.unit)
    low = None if mention.low is None else str(mention.low)
    last = None if high is None else str(high)
    return span(text, first, mention.end, low, last, unit, mention.qualifier)


def _joined(text: str, before: Mention, mention: Mention) -> Mention | None:
    """2019年10月至2020年3月, 2015年和2018年之间: two dates joined to one period."""
    if mention.start - before.end > 3 or not before.low:
        return None
    end = mention.end
    if _JOINED.fullmatch(text, before.end, mention.start) is None:
        between = _BETWEEN.match(text, end)
        if between is None or not _PAIRED.fullmatch(text, before.end, mention.start):
            return None
        end = between.end()
    low, high = str(before.low), str(mention.high or "")
    if not high or (before.unit in _OPEN_UNITS and mention.unit in _OPEN_UNITS):
        return None
    if mention.qualifier == "context" and mention.unit in _SHORT and before.unit in _SHORT:
        low, high = _in_order(before, mention, low, high)
    if low > high:
        return None
    return span(text, before.start, end, low, high, "span", before.qualifier)


def _in_order(before: Mention, mention: Mention, low: str, high: str) -> tuple[str, str]:
    """12月28日至1月3日, 10月和5月间: the second of two dates is the next one after the first."""
    year, wraps = int(low[:4]), low[5:] > high[5:]
    if low > high and wraps and before.qualifier == "context":  # both lie in the past
        return f"{year - 1}{low[4:]}", f"{year}{high[4:]}"
    month = int(high[5:7])
    if mention.unit == "month":
        return low, months(year + wraps, month, month)[1]
    return low, day(year + wraps, month, int(high[8:]))
