"""What stands behind a number: the end of a range, a rate, a unit, coins."""

from __future__ import annotations

import re

from indicators.language.decoys import PER, front_rank
from indicators.language.figures import CONNECTORS, figure, is_age_band, unit_before, unit_behind
from indicators.language.fractions import MOST_DOUBLINGS, doubled, parts_of, slashed, tenths
from indicators.language.mentions import Mention
from indicators.language.money import named_before, with_coins
from indicators.language.numerals import Numeral
from indicators.language.ranges import range_from
from indicators.language.units import CANONICAL, unit_class
from indicators.language.written import Written

_PER_UNITS = {"十万": "10万", "1000": "千", "10000": "万"}
_RANKED = re.compile(
    r"(?:进|入|居|列|排|在|成为|[省市县区州国级]|同类)[^,。;:年月日]{0,12}(?<![之以目提此先])前$"
)
_BREAK = re.compile(r"[,。;、!?)”\n]|\Z|行列|之列")
_EXCEEDED = re.compile(
    r"个多(?:月|小时|星期)|(?:年|倍|岁|个月|小时|公里|亩)多(?![种样次项家名个发元])"
)
_HALVED = re.compile(r"(?:年|天|小时|个小时)半|个半(?:月|小时)")


def complete(
    text: str, start: int, end: int, numeral: Numeral, more: bool, chinese: bool
) -> Mention:
    """From a number to a figure: range, unit, qualifiers on either side, bounds."""
    after = text[end : end + 1]
    if after in CONNECTORS:
        ranged = range_from(text, start, end, numeral, "", chinese)
        if ranged is not None:
            return ranged
    elif after == "/":
        part = _per(text, start, end, numeral, more)
        if part is not None:
            return part
    elif after == "番" and text[start - 1 : start] in ("翻", "了", "近"):
        rise = start - 1 - (text[start - 1] == "近")
        rise -= text[rise : rise + 1] == "了"
        if text.startswith("翻", max(0, rise)) and numeral.value <= MOST_DOUBLINGS:
            return doubled(text, rise, end + 1, numeral)
    elif after == "强" and start and not more:
        first = start - (text[start - 1] == "前")
        return front_rank(text, first, end + 1, numeral.value, "位")
    elif after == "分" and text.startswith("分之", end):
        part = parts_of(text, start, Written(end, "number", numeral))
        if part is not None:
            return part
    unit, stop = unit_behind(text, end, chinese)
    if not unit and _is_front(text, start, end, numeral):
        return front_rank(text, start - 1, end, numeral.value, "位")
    if not unit:
        return figure(text, start, end, numeral, unit_before(text, start), more)
    return in_unit(text, start, stop, numeral, unit, more, chinese)


def _is_front(text: str, start: int, end: int, numeral: Numeral) -> bool:
    """挤进全市前五, 位居全省前3: a place in a ranking without its classifier."""
    plain = numeral.scale == 1 and not numeral.places and 0 < numeral.value <= 20
    return (
        plain
        and bool(_RANKED.search(text, max(0, start - 20), start))
        and (_BREAK.match(text, end) is not None)
    )


def _per(text: str, start: int, end: int, numeral: Numeral, more: bool) -> Mention | None:
    per = PER.match(text, end)
    if per is not None:
        unit = "1/" + _PER_UNITS.get(per[1], per[1])
        return figure(text, start, per.end(), numeral, unit, more)
    return slashed(text, start, end, numeral)


def in_unit(
    text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool, chinese: bool
) -> Mention:
    """A number with its unit, which ends at `end`."""
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if after in CONNECTORS and after != " ":
        ranged = range_from(text, start, end, numeral, CANONICAL.get(unit, unit), chinese)
        if ranged is not None:
            return ranged
    if after == "多" and not more:
        exceeded = _EXCEEDED.match(text, end - len(unit))
        if exceeded is not None:  # 3个多月, 两年多
            whole = exceeded[0].replace("多", "")
            return figure(text, start, exceeded.end(), numeral, whole, True)
    if not numeral.places and is_age_band(text, end, unit):
        return Mention(start, end, "age_band", text[start:end], numeral.value, unit=unit)
    if before == "前" and unit in ("名", "位", "%"):
        place = "%" if unit == "%" else "位"
        return front_rank(text, start - 1, end, numeral.value, place)
    if unit == "成":
        return tenths(text, start, end, numeral, more)
    if unit_class(unit) == "money":
        coins = with_coins(text, start, end, numeral, unit)
        start = named_before(text, start)
        if coins is not None:
            return coins
    elif after == "半" and numeral.scale == 1 and not numeral.places:
        halved = _HALVED.match(text, end - len(unit))
        if halved is not None:
            numeral, end = Numeral(10 * numeral.digits + 5, 1, 1), halved.end()
            unit = halved[0].replace("半", "")
    return figure(text, start, end, numeral, unit, more)


def sign_at(text: str, start: int, before: str) -> int:
    """Where -8.6, 负8.6 or 零下5 begins; a dash between two numbers or behind a word is none."""
    if before == "负":
        return start - 1
    if before == "-" and (start == 1 or text[start - 2] in " \t\n|(,:;为长幅速增率"):
        return start - 1
    if before == "下" and text.startswith("零下", start - 2):
        return start - 2
    return start
