"""Figures in Chinese text: numbers, quantities, percentages, money, ranks, with their bounds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from indicators.language.arabic import read_arabic
from indicators.language.chinese import CHINESE
from indicators.language.counted import read_chinese, read_half
from indicators.language.fractions import doubled
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral
from indicators.language.ranges import OPEN, both_bounds
from indicators.language.units import CHINESE_UNIT_STARTS
from indicators.language.written import chinese_at

# A Chinese numeral is looked at where something follows that it can count, or 第 stands before.
_FOLLOWS = f"[{CHINESE}几半{CHINESE_UNIT_STARTS}分点余多来成番强~—至到 -]"
_START = re.compile(
    rf"[0-9{CHINESE}几数半翻](?:(?<=[0-9])|(?<=[几数])(?=[十百千万亿])"
    rf"|(?<=[{CHINESE}])(?:(?={_FOLLOWS})|(?<=[第前].)|(?<=\A.)(?=\Z|的)"
    rf"|(?<=[“\"是却点].)(?=[”\"而却这。!?]|\Z))"
    r"|(?<=半)(?<![上下一])(?=数|年(?![度报级])|个(?:月|小时)|小时|天(?!安|然))|(?<=翻)(?=了?番))"
)
_NEVER = sys.maxsize


def find_quantities(text: str, taken: Sequence[Mention] = ()) -> list[Mention]:
    """Every figure of a text, in order, with what it says; none that overlaps `taken`.

    Kinds: number, quantity, percent, money, range, rank, and for numerals that measure
    nothing: ordinal, name (3342X, 1+1), list_marker, age_band.

    >>> [(m.text, m.low, m.high) for m in find_quantities("投入40余亿元,近2000人次")]
    [('40余亿元', 4000000000.0, 5000000000.0), ('近2000人次', None, 2000.0)]
    """
    found: list[Mention] = []
    for mention in _outside(text, taken):
        last = found[-1] if found else None
        if mention.qualifier in OPEN and last is not None and last.qualifier in OPEN:
            both = both_bounds(text, last, mention)
            if both is not None:
                found[-1] = both
                continue
        if last is not None and mention.start < last.end:
            mention = _from(text, last.end, mention)
        found.append(mention)
    return found


def _outside(text: str, taken: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions between the spans that are taken."""
    spans = iter(taken)
    first, last = _next(spans)
    floor = place = 0
    search = _START.search
    while (match := search(text, place)) is not None:
        start = match.start()
        while last <= start:
            floor = last
            first, last = _next(spans)
        if first <= start:
            place = last
            continue
        mention, place = _read(text, start)
        if mention is not None and place > first:
            mention, place = _cut(text, start, first)
        if mention is not None:
            yield mention if mention.start >= floor else _from(text, floor, mention)


def _next(spans: Iterator[Mention]) -> tuple[int, int]:
    span = next(spans, None)
    return (span.start, span.end) if span is not None else (_NEVER, _NEVER)


def _read(text: str, start: int) -> tuple[Mention | None, int]:
    """The mention of the numeral at a place, if any, and where to look on."""
    first = text[start]
    mention: Mention | None
    if "0" <= first <= "9":
        mention = read_arabic(text, start)
        return mention, mention.end
    if first == "翻":
        end = text.index("番", start) + 1
        return doubled(text, start, end, Numeral(1, 0, 1)), end
    if first == "半":
        mention = read_half(text, start)
        return mention, mention.end
    number = chinese_at(text, start)
    if number is None:
        return None, start + 1
    mention = read_chinese(text, start, number)
    return mention, mention.end if mention else number.end


def _cut(text: str, start: int, stop: int) -> tuple[Mention | None, int]:
    """The numeral read as if the text ended where a period begins."""
    shift = max(0, start - 40)
    mention, place = _read(text[shift:stop], start - shift)
    if mention is None:
        return None, place + shift
    moved = mention._replace(start=mention.start + shift, end=mention.end + shift)
    return moved, moved.end


def _from(text: str, floor: int, mention: Mention) -> Mention:
    """The mention without a qualifier that belongs to what stands before."""
    return mention._replace(start=floor, text=text[floor : mention.end])
