"""Chinese numerals as figures, where they count something and are no part of a word."""

from __future__ import annotations

import re

from indicators.language.complete import complete, in_unit, sign_at
from indicators.language.decoys import front_rank, ordinal, ordinal_value
from indicators.language.figures import figure, plain, unit_behind
from indicators.language.fractions import MOST_DOUBLINGS, doubled, half, parts_of
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral
from indicators.language.ranges import span_between
from indicators.language.units import CANONICAL, CHINESE_UNIT_STARTS, unit_at, unit_class
from indicators.language.written import Written, chinese_at

_ALONE = re.compile(r"[”\"而却这。!?]|的|\Z")
# Where these stand, a numeral may be part of another one, an ordinal or a word.
_TELLING_BEFORE = frozenset("0123456789.第前唯统单负下")
_COUNTABLE = frozenset(CHINESE_UNIT_STARTS) - frozenset("分成大强番半 ")
_MUCH = frozenset("批截步块早笔堆")
_LEADING = frozenset("近上超逾约过")


def read_chinese(text: str, start: int, number: Written) -> Mention | None:
    before = text[start - 1] if start else "\n"
    end, numeral = number.end, number.numeral
    if number.sort == "number" and numeral is not None and not number.more and start:
        after = text[end : end + 1]
        if after in _COUNTABLE and before not in _TELLING_BEFORE:
            bare = plain(text, start, end, numeral, chinese=True)
            if bare is not None and bare.unit:
                return bare
    if before in "0123456789." and text[start] in "万亿百千十仟佰拾":
        return None  # belongs to an Arabic numeral
    if text.startswith("分之", end):
        return parts_of(text, start, number)
    if before == "第":
        return ordinal(text, start, end)
    if before == "前" and text[end : end + 1] in ("位", "名", "强"):
        value = ordinal_value(text[start:end])
        if value is not None:
            return front_rank(text, start - 1, end + 1, value, "位")
    if number.sort == "several":
        return _several(text, start, end)
    if number.sort == "scale" and not (numeral and _is_said_around(text, end, before)):
        return None
    if numeral is None:
        return None
    if number.sort == "pair" and number.last is not None:
        return _pair(text, start, end, numeral, number.last)
    found = _counted(text, start, number, numeral, before)
    if found is not None and "来" in text[start:end] and found.qualifier == "more_than":
        return found._replace(low=None, high=None, qualifier="approx")  # 二十来人
    return found


def _is_said_around(text: str, end: int, before: str) -> bool:
    """近百人, 百名以上: what makes a number of a scale alone; 万元以上 is a class of sums."""
    if before in _LEADING:
        return True
    unit, stop = unit_behind(text, end, chinese=True)
    return unit_class(unit) in ("person", "institution", "thing") and text.startswith("以上", stop)


def _several(text: str, start: int, end: int) -> Mention | None:
    """数十名, 几百家: a size without a number; recorded, never a value."""
    unit = unit_at(text, end, chinese=True)
    if not unit:
        return None
    stop = end + len(unit)
    return Mention(start, stop, "quantity", text[start:stop], unit=unit, qualifier="approx")


def _pair(text: str, start: int, end: int, first: Numeral, last: Numeral) -> Mention | None:
    """两三个, 七八成: neighbouring digits are a range where they count something."""
    unit, stop = unit_behind(text, end, chinese=True)
    if not unit and first.scale == 1:
        return None
    return span_between(text, start, stop, first.value, last.value, CANONICAL.get(unit, unit))


def _counted(
    text: str, start: int, number: Written, numeral: Numeral, before: str
) -> Mention | None:
    """A Chinese numeral that counts something, or is long enough to be no word."""
    end = number.end
    written = text[start:end]
    if before in "唯统单" and written[0] == "一":  # 唯一一家
        if len(written) == 1:
            return None
        start, numeral = start + 1, _numeral_of(written[1:]) or numeral
    if written == "一" and text.startswith("半", end) and not unit_at(text, end + 1):
        return half(text, start)
    if text.startswith("番", end):
        rise = start - 1 - (before == "了")
        risen = text.startswith("翻", max(0, rise)) and numeral.value <= MOST_DOUBLINGS
        return doubled(text, rise, end + 1, numeral) if risen else None
    first = sign_at(text, start, before)
    if first < start:
        numeral = Numeral(-numeral.digits, numeral.places, numeral.scale)
    unit, stop = unit_behind(text, end, chinese=True)
    if unit == "大":
        if numeral.value > 12 or (numeral.value == 1 and text[stop : stop + 1] in _MUCH):
            return None  # 二十大 is a congress, 一大批 many
        return figure(text, first, stop, numeral, "大", number.more)._replace(unit="个")
    if unit:
        return in_unit(text, first, stop, numeral, unit, number.more, True)
    found = complete(text, first, end, numeral, number.more, True)
    if found.kind != "number" or _stands_alone(text, written, first, end):
        return found
    return None


def _numeral_of(text: str) -> Numeral | None:
    """The numeral that is left of 一一家."""
    number = chinese_at(text, 0)
    return number.numeral if number else None


def _stands_alone(text: str, written: str, start: int, end: int) -> bool:
    """Whether a numeral without a unit is a number and no part of a word."""
    if len(written) > 1 and not set(written) <= set("万千百亿一"):
        return True
    if _ALONE.match(text, end) is None:
        return False
    quoted = text[end : end + 1] in ("”", '"')
    return start == 0 or text[start - 1] in ('“"' if quoted else "是却点")


def read_half(text: str, start: int) -> Mention:
    """半年, 半数."""
    if text[start + 1] == "数":
        return half(text, start)
    unit = unit_at(text, start + 1)
    end = start + 1 + len(unit)
    return Mention(start, end, "quantity", text[start:end], 0.5, None, None, unit, "approx")
