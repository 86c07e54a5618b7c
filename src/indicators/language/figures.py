"""From a number to a figure: its unit, the qualifiers on either side, its bounds."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.language.bounds import AFTER, BEFORE, bounds_of, prefix_qualifier, suffix_qualifier
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral
from indicators.language.units import CANONICAL, unit_at, unit_class

AGES = frozenset(("岁", "周岁", "月龄"))
AGED = AGES | {"个月"}
_AGE_AFTER = re.compile(
    r"(?:及|或)?(?:以上|以下|以内)(?:的?(?:常住)?(?:老|儿|妇|人|居民|孕|婴|幼|患|群|育龄|高|女|男|户籍|失能|参|农|城|户|参保|独))"
    r"|(?:儿童|老年|妇女|人群|婴幼儿|女性|男性|青少年|居民|的|适龄|以上|以下|及以|至|~|-|组)"
)
COMPARED = frozenset(" 低高小大")
CONNECTORS = frozenset("~-—至到与和 ")
_TELLING = COMPARED | frozenset("半民多")
_TELLING_UNITS = AGED | {"成"}
_KINDS = {"rate": "percent", "money": "money"}
# 3成立, 一成不变, 5成员: 成 is a tenth only where no such word begins.
_NO_TENTH = frozenset("立为了功员都本绩果效人长年就熟不")


def figure(
    text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool = False
) -> Mention:
    """A number in a unit, with the qualifiers around it.

    `end` lies behind the unit; `more` says that 余 or 多 stood between number and unit.

    >>> figure("近2000人次", 1, 7, Numeral(2000, 0, 1), "人次")[2:8]
    ('quantity', '近2000人次', 2000.0, None, 2000.0, '人次')
    """
    unit = CANONICAL.get(unit, unit)
    qualifier = "more_than" if more else ""
    if not more and text[end : end + 1] in AFTER:
        qualifier, end = suffix_qualifier(text, end)
    if start and text[start - 1] in BEFORE and qualifier in ("", "at_least", "approx"):
        before, start = prefix_qualifier(text, start)
        qualifier = qualifier or before
    if not qualifier and text[end : end + 1] in COMPARED:
        qualifier, start, end = _compared(text, start, end)
    steps = more or (qualifier == "more_than" and text[end - 1] in "余多")
    qualifier, low, high = bounds_of(numeral, unit, qualifier, steps)
    kind, value = kind_of(unit), numeral.value
    return Mention(start, end, kind, text[start:end], value, low, high, unit, qualifier)


def _compared(text: str, start: int, end: int) -> tuple[str, int, int]:
    """比170低, 比 60% 高: a bound told by comparison."""
    before = start - (text[start - 1 : start] == " ")
    place = end + (text[end] == " ")
    word = text[place : place + 1]
    if text[before - 1 : before] != "比" or word not in ("低", "小", "高", "大"):
        return "", start, end
    return "up_to" if word in "低小" else "more_than", before - 1, place + 1


@lru_cache(maxsize=1024)
def kind_of(unit: str) -> str:
    """percent, money, quantity, or number where there is no unit."""
    if not unit:
        return "number"
    return "percent" if unit.startswith("1/") else _KINDS.get(unit_class(unit), "quantity")


def unit_behind(text: str, end: int, chinese: bool) -> tuple[str, int]:
    """The unit behind a number, one space between allowed, and where it ends.

    >>> unit_behind("10人民医院", 2, False), unit_behind("5 人", 1, False)
    (('', 2), ('人', 3))
    """
    place = end + 1 if text[end : end + 1] == " " else end
    unit = unit_at(text, place, chinese)
    if not unit or (unit == "人" and text.startswith("人民", place)):
        return "", end
    if unit == "成" and text[place + 1 : place + 2] in _NO_TENTH:
        return "", end
    return unit, place + len(unit)


def is_age_band(text: str, end: int, unit: str) -> bool:
    """65岁及以上老年人, 3岁儿童: who is meant, not how much there is."""
    return unit in AGED and _AGE_AFTER.match(text, end) is not None


def unit_before(text: str, start: int) -> str:
    """床位(实有,张)1808: the unit in brackets right before the number."""
    if not start or text[start - 1] != ")":
        return ""
    opening = max(text.rfind(mark, max(0, start - 16), start) for mark in "(,、")
    word = text[opening + 1 : start - 1] if opening >= 0 else ""
    return word if word and unit_at(word, 0) == word else ""


def plain(
    text: str, start: int, end: int, numeral: Numeral, chinese: bool = False
) -> Mention | None:
    """A number that ends at `end` and its unit, None where more has to be looked at."""
    before, qualifier, first = text[start - 1], "", start
    if before in BEFORE:
        qualifier, first = prefix_qualifier(text, start)
    unit = unit_at(text, end, chinese)
    stop = end + len(unit)
    behind = text[stop : stop + 1]
    if behind in _TELLING or unit in _TELLING_UNITS:
        return None
    if behind in CONNECTORS and not (behind in "至到" and before in "由从"):
        return None
    if behind in AFTER and suffix_qualifier(text, stop)[0]:
        return None
    measured = _measured(numeral, unit, qualifier)
    if measured is None:
        return None
    kind, value, low, high, name, said = measured
    return Mention(first, stop, kind, text[first:stop], value, low, high, name, said)


@lru_cache(maxsize=8192)
def _measured(
    numeral: Numeral, unit: str, qualifier: str
) -> tuple[str, float, float | None, float | None, str, str] | None:
    if unit_class(unit) == "money":
        return None  # coins and 人民币 may stand around it
    name = CANONICAL.get(unit, unit)
    qualifier, low, high = bounds_of(numeral, name, qualifier, False)
    return kind_of(name), numeral.value, low, high, name, qualifier
