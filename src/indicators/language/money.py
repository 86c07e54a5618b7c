"""Amounts of money with a sign in front or smaller coins behind: $20, 人民币50元, 3元5角."""

from __future__ import annotations

import re

from indicators.language.bounds import bounds_of
from indicators.language.chinese import CHINESE
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral, parse_plain
from indicators.language.units import CANONICAL, unit_at
from indicators.language.written import written_at

SIGNS = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_NAMED = re.compile(r"人民币 *$")
_CONTINUES = frozenset("又0123456789" + CHINESE)
_COINS = {
    "元": {"角": 10, "毛": 10, "分": 100},
    "美元": {"美分": 100, "分": 100},
    "欧元": {"欧分": 100, "分": 100},
    "港元": {"毫": 10, "分": 100},
    "日元": {"日本銭": 100, "钱": 100},
    "英镑": {"便士": 100},
}


def signed(text: str, start: int, end: int, numeral: Numeral, more: bool) -> Mention:
    """$20, ￥300万: the currency is told by the sign before the number."""
    unit = SIGNS[text[start - 1]]
    grouped = text.find(",", start, end)
    if grouped > 0 and unit_at(text, end):  # $20,300美元: two amounts
        end, numeral = grouped, parse_plain(text[start:grouped])
    return _amount(text, start - 1, end, numeral, unit, more)


def named_before(text: str, start: int) -> int:
    """Where an amount begins that 人民币 stands before."""
    if not start or text[start - 1] not in "币 ":
        return start
    named = _NAMED.search(text, max(0, start - 8), start)
    return named.start() if named else start


def with_coins(text: str, start: int, end: int, numeral: Numeral, unit: str) -> Mention | None:
    """3元5角, 两美元又三美分: a whole amount and the coins behind it."""
    unit = CANONICAL.get(unit, unit)
    coins = _COINS.get(unit)
    if coins is None or numeral.places or numeral.scale > 1:
        return None
    if text[end : end + 1] not in _CONTINUES:
        return None
    hundredths, place = 0, end
    while True:
        at = place + 1 if text[place : place + 1] in ("又", "零") else place
        number = written_at(text, at) if at < len(text) else None
        if number is None or number.numeral is None or number.sort != "number":
            break
        coin = next((c for c in coins if text.startswith(c, number.end)), "")
        if not coin or number.numeral.places or number.numeral.scale > 1:
            break
        hundredths += number.numeral.digits * 100 // coins[coin]
        place = number.end + len(coin)
    if place == end:
        return None
    return _amount(
        text, start, place, Numeral(100 * numeral.digits + hundredths, 2, 1), unit, False
    )


def _amount(text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool) -> Mention:
    qualifier, low, high = bounds_of(numeral, unit, "more_than" if more else "", more)
    return Mention(start, end, "money", text[start:end], numeral.value, low, high, unit, qualifier)
