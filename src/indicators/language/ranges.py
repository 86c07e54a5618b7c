"""Two numbers as the ends of a range: 200至300人, 80.5%~90.2%, 一千到一千五百, 10与20之间."""

from __future__ import annotations

import re

from indicators.language.figures import AGES, unit_behind
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral
from indicators.language.units import CANONICAL
from indicators.language.written import written_at

_TO = re.compile(
    r" ?(?:~|-{1,2}|—{1,2}|至|到|与|和) ?(?:近|约)?(?=[-0-9零〇一二两三四五六七八九十百])"
)
_BETWEEN = re.compile(r"之?间(?!接|隔)")
OPEN = frozenset(("at_least", "more_than", "up_to", "nearly"))
_AND = re.compile(r"[, 、]{0,2}(?:并且?|且|而|但)?[, ]{0,2}")
_CALENDAR = frozenset(("月", "日"))


def range_from(
    text: str, start: int, end: int, first: Numeral, unit: str, chinese: bool
) -> Mention | None:
    """The range whose first number, and its unit if it has one of its own, ends at `end`."""
    if text[end] in "至到" and start and text[start - 1] in "由从":
        return None  # 由80%到90%: a change from one to the other
    joined = _TO.match(text, end)
    if joined is None:
        return None
    second = written_at(text, joined.end())
    if second is None or second.sort != "number" or second.numeral is None or second.more:
        return None
    if text.startswith("分之", second.end):
        return None
    joint, ends = joined[0].strip("近约 "), (first, second.numeral)
    return _closed(text, start, second.end, joint, ends, unit, chinese)


def _closed(
    text: str,
    start: int,
    end: int,
    joint: str,
    ends: tuple[Numeral, Numeral],
    unit: str,
    chinese: bool,
) -> Mention | None:
    first, last = ends
    name, end = unit_behind(text, end, chinese)
    if name == "间" and joint in ("与", "和"):
        name, end = "", end - 1
    between = _BETWEEN.match(text, end)
    if joint in ("与", "和") and between is None:
        return None
    name = CANONICAL.get(name, name)
    if unit and name != unit:
        return None
    if not name and between is None and joint not in ("至", "到", "~"):
        return None
    if first.scale == 1 and last.scale > 1 and first.value < last.digits:
        first = first.times(last.scale)  # 3至5万人
    if not first.value < last.value or (chinese and name in _CALENDAR):
        return None
    if between is not None:
        end = between.end()
    return span_between(text, start, end, first.value, last.value, name)


def span_between(text: str, start: int, end: int, low: float, high: float, unit: str) -> Mention:
    """A range, or the ages from one to another; its value is the middle."""
    span = text[start:end]
    if unit == "成":
        low, high, unit = 10 * low, 10 * high, "%"
    if unit in AGES:
        return Mention(start, end, "age_band", span, low, low, high, unit)
    return Mention(start, end, "range", span, (low + high) / 2, low, high, unit, "range")


def both_bounds(text: str, one: Mention, other: Mention) -> Mention | None:
    """1000张以上1500张以下, 大于5并小于8: a lower and an upper bound said of the same figure."""
    if (one.low is None) == (other.low is None) or (one.high is None) == (other.high is None):
        return None
    if not 0 <= other.start - one.end <= 6:
        return None
    if one.unit and other.unit and one.unit != other.unit:
        return None
    if other.start > one.end and _AND.fullmatch(text, one.end, other.start) is None:
        return None
    low, high = (one.low, other.high) if one.low is not None else (other.low, one.high)
    if low is None or high is None or float(low) >= float(high):
        return None
    unit = one.unit or other.unit
    return span_between(text, one.start, other.end, float(low), float(high), unit)
