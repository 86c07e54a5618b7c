"""Numerals that name or order something: 3342X, 1+1, 5G, [2008]16号, '1、', 第3期, 前10名."""

from __future__ import annotations

import re

from indicators.language.chinese import parse_chinese
from indicators.language.mentions import Mention
from indicators.language.units import unit_at

PER = re.compile(r"/(10万|十万|100万|万|千|百万|1000|10000)(?![0-9])")
# Twenty bare numbers in a row are a list of codes or a scan's noise, no figures.
_SEQUENCE = re.compile(r"[0-9]{1,4}(?:[,、~/.:— \t至到-][0-9]{1,4}){19,}(?![0-9])")
SEPARATORS = frozenset(",、~/.:— \t至到-")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_MARKS_BEFORE = _LETTERS | frozenset("+[〔#№@_=&")
CUES_BEFORE = _MARKS_BEFORE | frozenset("第\n(:")
CUES_AFTER = _LETTERS | frozenset("+号》]/:.型排")
_EQUIPMENT = frozenset("台套辆架部")
_IN_NAME = re.compile(r"[0-9A-Za-z+-]*")
_DOTTED = re.compile(r"[0-9.]*[0-9]")
_SLASHED = re.compile(r"/[0-9/]+")
_RANK_BEFORE = re.compile(
    r"(?:居|列|名列|排名?|排位|排在|位次|评为|荣获|获得?|取得|考核|成绩|综合|夺得|跃居|升至|升到|跃升至|上升至|稳居|保持)"
    r"[^,。;:!?]{0,18}$|(?:全国|全省|全市|全区|全县|全州|省内|市内|国内|同类|同级)[^,。;:!?]{0,12}$"
)
_RANK_AFTER = re.compile(
    r"(位|名)?(?=[,。;:!?、()\s”’》)]|$|的|跃|升|上升|提升|前移|跌|降|退|和|与|及|以及|且|并|左右|方阵)"
)


def decoy(text: str, start: int, end: int) -> Mention | None:
    """What an Arabic numeral names or orders, None when it may be a figure."""
    before = text[start - 1] if start else "\n"
    after = text[end : end + 1]
    if after in SEPARATORS:
        run = _SEQUENCE.match(text, start)
        if run is not None:
            return _named(text, start, run.end())
    if before not in CUES_BEFORE and after not in CUES_AFTER and end - start < 7:
        return None
    if before == "第":
        return ordinal(text, start, end)
    return _name(text, start, end, before, after) or _marker(text, start, end, before, after)


def _named(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, "name", text[start:end])


def _name(text: str, start: int, end: int, before: str, after: str) -> Mention | None:
    if before in _LETTERS and (unit_at(text, end) in _EQUIPMENT or _is_index(text, start, end)):
        return None  # 购置CT1台, CMI0.96
    if (
        before == "+"
        and start > 1
        and after in ("%", "‰")
        and text[start - 2] not in _DIGITS | _LETTERS
    ):
        return None  # 同比+13.9%
    lettered = after in _LETTERS and not unit_at(text, end)
    if lettered or before in _MARKS_BEFORE or after == "+":
        return _named(text, start, _IN_NAME.match(text, end).end())  # type: ignore[union-attr]
    if after and after in "号》]型排":
        return _named(text, start, end)
    if after == "." and text[end + 1 : end + 2] in _DIGITS:  # 10.20.3.4
        return _named(text, start, _DOTTED.match(text, end).end())  # type: ignore[union-attr]
    if after == "/" and not PER.match(text, end):
        slashed = _SLASHED.match(text, end)
        if slashed is not None and text[slashed.end() : slashed.end() + 1] in _LETTERS:
            return _named(text, start, slashed.end() + 1)
    if after == ":" and text[end + 1 : end + 3].isdigit() and end - start <= 2:
        return _named(text, start, end + 3)
    if before == ":" and start > 1 and text[start - 2] in _DIGITS and end - start == 2:
        return _named(text, start, end)
    if end - start >= 7 and text[start:end].isdigit() and not unit_at(text, end):
        return _named(text, start, end)
    return None


def _is_index(text: str, start: int, end: int) -> bool:
    """CMI0.96: an index by its capitals, with a decimal point; 3342X and CT-1 are names."""
    return (
        text[start - 3 : start].isupper()
        and "." in text[start:end]
        and text[end : end + 1] not in _LETTERS
    )


def _marker(text: str, start: int, end: int, before: str, after: str) -> Mention | None:
    """1、 at the head of a line, (1) anywhere."""
    if end - start > 2:
        return None
    spaced = text.startswith((" 成", " %", " ‰"), end)
    if (before == "\n" and after and after in "、. ):" and not spaced) or (
        before == "(" and after == ")"
    ):
        return Mention(start, end, "list_marker", text[start:end])
    return None


def ordinal(text: str, start: int, end: int) -> Mention:
    """第N: a rank when a place in an order is what the words before it announce."""
    start -= 1
    after = _RANK_AFTER.match(text, end)
    value = ordinal_value(text[start + 1 : end])
    if after is not None and value:
        clause = text[max(0, start - 24) : start]
        if after[1] is not None or _RANK_BEFORE.search(clause):
            stop = after.end()
            span = text[start:stop]
            return Mention(start, stop, "rank", span, value, value, value, "位", "exact")
    stop = end if text.startswith("人民", end) else end + len(unit_at(text, end))
    return Mention(start, stop, "ordinal", text[start:stop], value)


def ordinal_value(text: str) -> float | None:
    """The place that a numeral names.

    >>> ordinal_value("12"), ordinal_value("十二")
    (12.0, 12.0)
    """
    if text.isdigit():
        return float(int(text))
    numeral = parse_chinese(text)
    return numeral.value if numeral else None


def front_rank(text: str, start: int, end: int, value: float, unit: str) -> Mention:
    """前10名, 前7.5%, 300强: a place not worse than the number."""
    span = text[start:end]
    return Mention(start, end, "rank", span, value, None, value, unit, "up_to")
