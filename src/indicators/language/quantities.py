"""Figures in Chinese text: numbers, quantities, percentages, money, ranks, with their bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.language.chinese import CHINESE
from indicators.language.decoys import PER, decoy, front_rank, ordinal, ordinal_value
from indicators.language.figures import figure, is_age_band, unit_before, unit_behind
from indicators.language.fractions import doubled, half, parts_of, slashed, tenths
from indicators.language.mentions import Mention
from indicators.language.money import SIGNS, named_before, signed, with_coins
from indicators.language.numerals import Numeral
from indicators.language.ranges import CONNECTORS, OPEN, both_bounds, range_from, span_between
from indicators.language.units import CANONICAL, CHINESE_UNIT_STARTS, unit_at, unit_class
from indicators.language.written import Written, arabic_at, chinese_at

# A Chinese numeral is looked at where something follows that it can count, or 第 stands before.
_FOLLOWS = f"[{CHINESE}几半{CHINESE_UNIT_STARTS}分点余多成番强~—至到 -]"
_START = re.compile(
    rf"[0-9{CHINESE}几数半翻](?:(?<=[0-9])|(?<=[几数])(?=[十百千万亿])"
    rf"|(?<=[{CHINESE}])(?:(?={_FOLLOWS})|(?<=[第前].)|(?<=\A.)(?=\Z|的)"
    rf"|(?<=[“\"是却点].)(?=[”\"而却这。!?]|\Z))"
    r"|(?<=半)(?<![上下一])(?=数|年(?![度报级])|个(?:月|小时)|小时|天(?!安|然))|(?<=翻)(?=了?番))"
)
_LONG = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
_ALONE = re.compile(r"[”\"而却这。!?]|的|\Z")
_PER_UNITS = {"十万": "10万", "1000": "千", "10000": "万"}
_LEADING = frozenset("近上超逾约过")
_HALVED = frozenset(("年", "天", "小时", "个小时"))


def find_quantities(text: str, taken: Sequence[Mention] = ()) -> list[Mention]:
    """Every figure of a text, in order, with what it says; none that begins in `taken`.

    Kinds: number, quantity, percent, money, range, rank, and for numerals that measure
    nothing: ordinal, name (3342X, 1+1), list_marker, age_band.

    >>> [(m.text, m.low, m.high) for m in find_quantities("投入40余亿元,近2000人次")]
    [('40余亿元', 4000000000.0, 5000000000.0), ('近2000人次', None, 2000.0)]
    """
    found: list[Mention] = []
    spans = [*taken, Mention(len(text) + 1, len(text) + 2, "end", "")]
    upcoming, floor, place = 0, 0, 0
    search = _START.search
    while (match := search(text, place)) is not None:
        start = match.start()
        while spans[upcoming].end <= start:
            floor = spans[upcoming].end
            upcoming += 1
        if spans[upcoming].start <= start:
            place = spans[upcoming].end
            continue
        mention, place = _read(text, start)
        if mention is None:
            continue
        if mention.end > spans[upcoming].start:
            mention, place = _cut(text, start, spans[upcoming].start)
            if mention is None:
                continue
        if found and mention.qualifier in OPEN and found[-1].qualifier in OPEN:
            both = both_bounds(text, found[-1], mention)
            if both is not None:
                mention = both
                found.pop()
                floor = mention.start
        if mention.start < floor:  # a qualifier that belongs to what stands before
            mention = _from(text, floor, mention)
        found.append(mention)
        floor = place = mention.end
    return found


def _read(text: str, start: int) -> tuple[Mention | None, int]:
    """The mention of the numeral at a place, and where to look on if it makes none."""
    if "0" <= text[start] <= "9":
        mention = _arabic(text, start)
        return mention, mention.end
    if text[start] == "翻":
        end = text.index("番", start) + 1
        return doubled(text, start, end, Numeral(1, 0, 1)), end
    if text[start] == "半":
        return _half(text, start), start + 1
    number = chinese_at(text, start)
    if number is None:
        return None, start + 1
    return _chinese(text, start, number), number.end


def _cut(text: str, start: int, stop: int) -> tuple[Mention | None, int]:
    """The numeral read as if the text ended where a period begins."""
    window = text[max(0, start - 40) : stop]
    shift = max(0, start - 40)
    mention, place = _read(window, start - shift)
    if mention is None:
        return None, place + shift
    moved = mention._replace(start=mention.start + shift, end=mention.end + shift)
    return moved, moved.end


def _from(text: str, floor: int, mention: Mention) -> Mention:
    return mention._replace(start=floor, text=text[floor : mention.end])


def _arabic(text: str, start: int) -> Mention:
    number = arabic_at(text, start)
    if number is None or number.numeral is None:
        long = _LONG.match(text, start)
        end = long.end() if long else start + 1
        return Mention(start, end, "name", text[start:end])
    other = decoy(text, start, number.end)
    if other is not None:
        return other
    numeral = number.numeral
    before = text[start - 1] if start else ""
    if before in SIGNS:
        return signed(text, start, number.end, numeral, number.more)
    first = _sign(text, start, before)
    if first < start:
        numeral = Numeral(-numeral.digits, numeral.places, numeral.scale)
    return _complete(text, first, number.end, numeral, number.more, False)


def _sign(text: str, start: int, before: str) -> int:
    """Where -8.6, 负8.6 or 零下5 begins; a dash between two numbers or behind a word is none."""
    if before == "负":
        return start - 1
    if before == "-" and (start == 1 or text[start - 2] in " \t\n|(,:;为"):
        return start - 1
    if before == "下" and text.startswith("零下", start - 2):
        return start - 2
    return start


def _complete(
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
    elif after == "强" and start and not more:
        first = start - (text[start - 1] == "前")
        return front_rank(text, first, end + 1, numeral.value, "位")
    elif after == "分" and text.startswith("分之", end):
        part = parts_of(text, start, Written(end, "number", numeral))
        if part is not None:
            return part
    unit, stop = unit_behind(text, end, chinese)
    if not unit:
        return figure(text, start, end, numeral, unit_before(text, start), more)
    return _in_unit(text, start, stop, numeral, unit, more, chinese)


def _per(text: str, start: int, end: int, numeral: Numeral, more: bool) -> Mention | None:
    per = PER.match(text, end)
    if per is not None:
        unit = "1/" + _PER_UNITS.get(per[1], per[1])
        return figure(text, start, per.end(), numeral, unit, more)
    return slashed(text, start, end, numeral)


def _in_unit(
    text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool, chinese: bool
) -> Mention:
    """A number with its unit, which ends at `end`."""
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if after in CONNECTORS and (before not in "由从" or after in "~-—") and after != " ":
        ranged = range_from(text, start, end, numeral, CANONICAL.get(unit, unit), chinese)
        if ranged is not None:
            return ranged
    if is_age_band(text, end, unit):
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
    elif after == "半" and unit in _HALVED and numeral.scale == 1 and not numeral.places:
        numeral = Numeral(10 * numeral.digits + 5, 1, 1)
        end += 1
    return figure(text, start, end, numeral, unit, more)


def _half(text: str, start: int) -> Mention:
    """半年, 半数."""
    if text[start + 1] == "数":
        return half(text, start)
    unit = unit_at(text, start + 1)
    end = start + 1 + len(unit)
    return Mention(start, end, "quantity", text[start:end], 0.5, None, None, unit, "approx")


def _chinese(text: str, start: int, number: Written) -> Mention | None:
    before = text[start - 1] if start else "\n"
    end, numeral = number.end, number.numeral
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
    if number.sort == "scale" and not (before in _LEADING and numeral):
        return None
    if numeral is None:
        return None
    if number.sort == "pair" and number.last is not None:
        return _pair(text, start, end, numeral, number.last)
    return _counted(text, start, number, numeral, before)


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
        start, numeral = start + 1, ordinal_numeral(written[1:]) or numeral
    if written == "一" and text.startswith("半", end) and not unit_at(text, end + 1):
        return half(text, start)
    if text.startswith("番", end):
        rise = start - 1 - (before == "了")
        return doubled(text, rise, end + 1, numeral) if text.startswith("翻", rise) else None
    first = _sign(text, start, before)
    if first < start:
        numeral = Numeral(-numeral.digits, numeral.places, numeral.scale)
    unit, stop = unit_behind(text, end, chinese=True)
    if unit == "大":
        return figure(text, first, stop, numeral, "大", number.more)._replace(unit="个")
    if unit:
        return _in_unit(text, first, stop, numeral, unit, number.more, True)
    found = _complete(text, first, end, numeral, number.more, True)
    if found.kind != "number" or _stands_alone(text, written, first, end):
        return found
    return None


def ordinal_numeral(text: str) -> Numeral | None:
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
