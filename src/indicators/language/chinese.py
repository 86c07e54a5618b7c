"""Chinese numerals: with places, digit by digit, with a point, and the inexact ones."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from indicators.language.numerals import DIGITS, LARGE, SMALL, Numeral, multiplier

CHINESE = "".join(dict.fromkeys([*DIGITS, *SMALL, *LARGE]))
_LONGEST = 30  # characters of the longest Chinese numeral worth reading
_ZERO = frozenset("零〇○")
_SEVERAL = frozenset("几数")
_LAST_PAIR = re.compile(
    "([一二两三四五六七八九十百千万亿]*[十百千万亿])([一二三四五六七八九])([一二三四五六七八九])([十百千]?)([万亿]*)"
)
_LARGE_IN = frozenset(LARGE)
_PAIRABLE = frozenset("一二两三四五六七八九")
_SCALES = SMALL | LARGE


class Run(NamedTuple):
    """What a run of numeral characters says, and how many of them it takes.

    `sort` is number, pair (两三 is 2 to 3: `numeral` to `last`), more (十几), several (数十,
    without a value), scale (百 alone, a number only behind 近 or 上), half (半), or none.
    """

    sort: str
    size: int
    numeral: Numeral | None = None
    last: Numeral | None = None


def parse_chinese(text: str) -> Numeral | None:
    """A Chinese numeral, None when the characters form no number.

    Read as a number with places (二百五十, 一千零五, 三亿二千万, 两万三), digit by digit
    (二〇二四), or with a decimal point (零点三).

    >>> [parse_chinese(t).value for t in ("七十七", "一千零五", "两万三", "二〇二四", "零点三")]
    [77.0, 1005.0, 23000.0, 2024.0, 0.3]
    >>> parse_chinese("万") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    if point:
        return _with_point(whole, decimals)
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Numeral(int("".join(str(DIGITS[c]) for c in text)), 0, 1)
    numeral, size = _places(text)
    return numeral if size == len(text) else None


def _with_point(whole: str, decimals: str) -> Numeral | None:
    left = parse_chinese(whole)
    tail = decimals.rstrip("万亿")
    if left is None or not tail or any(c not in DIGITS for c in tail):
        return None
    digits = int("".join(str(DIGITS[c]) for c in tail))
    base = left.digits * left.scale * 10 ** len(tail)
    return Numeral(base + digits, len(tail), multiplier(decimals[len(tail) :]))


@lru_cache(maxsize=4096)
def read_run(text: str) -> Run:
    """The numeral that a run of numeral characters begins with.

    >>> read_run("六十千").size, read_run("两三百").last.value, read_run("二十几万").numeral.value
    (2, 300.0, 200000.0)
    >>> read_run("数十").sort, read_run("百").sort
    ('several', 'scale')
    """
    size = len(text)
    if size > _LONGEST:
        return Run("none", size)
    if text[0] == "半":
        return Run("half", 1)
    if not _SEVERAL.isdisjoint(text):
        return _several(text)
    if text[0] in _SCALES and text[0] not in "十拾廿卅":
        return _scale(text)
    stop = next((i for i, ch in enumerate(text) if ch not in DIGITS), size)
    if stop == size and size > 2:
        if text in "一二三四五六七八九":  # 一二三级: named one after the other
            return Run("none", size)
        return Run("number", size, parse_chinese(text))
    pair = _pair(text, stop)
    if pair is not None:
        return pair
    pair = _pair_behind(text)
    if pair is not None:
        return pair
    numeral, read = _places(text)
    if read == size and size == 2 and stop == size:  # 二〇, 〇五
        numeral = parse_chinese(text)
    return Run("number", read, numeral) if numeral is not None else Run("none", size)


def _scale(text: str) -> Run:
    size = 1
    while size < len(text) and text[size] in _SCALES and text[size] not in "十拾廿卅":
        size += 1
    return Run("scale", size, Numeral(1, 0, multiplier(text[:size])))


def _pair(text: str, stop: int) -> Run | None:
    """两三百, 七八个, 十七八, 三五万: two digits that follow each other are a range."""
    lead = 0
    if text[0] in "十拾" and len(text) > 1:
        lead = 1
        stop = next((i for i, ch in enumerate(text) if i and ch not in DIGITS), len(text))
    if stop - lead != 2 or not _PAIRABLE.issuperset(text[lead:stop]):
        return None
    first, last = DIGITS[text[lead]], DIGITS[text[lead + 1]]
    rest = text[stop:]
    if not 0 < last - first <= 2 or any(ch not in _SCALES for ch in rest):
        return None
    scale = multiplier(rest)
    low, high = (Numeral(10 * lead + digit, 0, scale) for digit in (first, last))
    return Run("pair", len(text), low, high)


def _pair_behind(text: str) -> Run | None:
    """两万三四千, 一百二三十, 二十七八: the last digit but one place is a range."""
    match = _LAST_PAIR.fullmatch(text)
    if match is None or DIGITS[match[3]] - DIGITS[match[2]] != 1:
        return None
    lead, size = _places(match[1])
    if lead is None or size < len(match[1]):
        return None
    small, large = match[4], match[5]
    if not _LARGE_IN.isdisjoint(match[1]):
        small, large = small + large, ""  # 两亿三四千万: 万 counts only what follows 亿
    step, times = multiplier(small), multiplier(large)
    if step >= (LARGE | SMALL).get(match[1][-1], 1):
        return None  # 三十五六百 is no number
    low, high = (
        Numeral(int(lead.value + DIGITS[digit] * step), 0, times) for digit in match.groups()[1:3]
    )
    return Run("pair", len(text), low, high)


def _several(text: str) -> Run:
    """十几, 二十几万, 三千零几万 begin with a number; 几十 and 数百万 have no value."""
    place = next(i for i, ch in enumerate(text) if ch in _SEVERAL)
    lead, rest = text[:place].rstrip("零"), text[place + 1 :]
    if not lead:
        known = bool(rest) and all(ch in _SCALES for ch in rest)
        return Run("several", len(text)) if known else Run("none", len(text))
    numeral, size = _places(lead)
    if numeral is None or size < len(lead) or text[place] != "几" or lead[-1] not in SMALL:
        return Run("none", len(text))
    if any(ch not in LARGE for ch in rest):
        return Run("none", len(text))
    return Run("more", len(text), numeral.times(multiplier(rest)))


def _places(text: str) -> tuple[Numeral | None, int]:
    """The number with places that a text begins with, and its length."""
    total = section = size = 0
    digit: int | None = None
    last = 1  # the place just read, for a digit that follows it without one: 两万三
    smallest = 10**4  # in this section: 六十千 is no number
    for ch in text:
        if ch in DIGITS:
            if digit or (digit == 0 and DIGITS[ch] == 0):
                break
            digit = DIGITS[ch]
            if digit == 0:
                last = 1
        elif ch in SMALL:
            factor = SMALL[ch]
            tens = factor in (20, 30)
            if (tens and digit) or (digit is None and factor > 30) or factor == smallest:
                break
            if factor > smallest and not section:
                break
            section += factor if tens else (digit or 1) * factor
            digit, last, smallest = None, 10 if tens else factor, 10 if tens else factor
        elif ch not in LARGE:
            break
        else:
            section += digit or 0
            if section == 0 and total == 0:
                break
            if LARGE[ch] > 10**4:  # 亿 counts everything before it, 万 only its own section
                total, section = (total + section) * LARGE[ch], 0
            else:
                total, section = total + section * LARGE[ch], 0
            digit, last, smallest = None, LARGE[ch], 10**4
        size += 1
    if digit:
        section += digit * (last // 10 if last >= 100 else 1)
    return _as_printed(total + section, text[:size]), size


def _as_printed(result: int, text: str) -> Numeral | None:
    """The count with the scale it ends in, as far as its rounding is concerned."""
    if result == 0:
        return Numeral(0, 0, 1) if not _ZERO.isdisjoint(text) else None
    if text[-1] in LARGE:
        for big in (10**8, 10**4):
            if result % big == 0:
                return Numeral(result // big, 0, big)
    return Numeral(result, 0, 1)
