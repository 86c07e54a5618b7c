"""Amounts of money with a sign in front or smaller coins behind: $20, 人民币50元, 3元5角."""

from __future__ import annotations

import re

from indicators.language.bounds import bounds_of
from indicators.language.chinese import CHINESE, parse_chinese
from indicators.language.mentions import Mention
from indicators.language.numerals import Numeral, parse_plain
from indicators.language.units import CANONICAL, unit_at

SIGNS = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_NAMED = re.compile(r"人民币 *$")
_COIN = re.compile(
    rf"[又零]?([0-9]{{1,2}}|[{CHINESE}]{{1,3}})(角|毛|分|美分|欧分|毫|日本銭|钱|便士)"
)
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
    """3元5角, 5美元又20美分: a whole amount and the coins behind it."""
    unit = CANONICAL.get(unit, unit)
    coins = _COINS.get(unit)
    if coins is None or numeral.places or numeral.scale > 1:
        return None
    hundredths, place = 0, end
    while (coin := _COIN.match(text, place)) is not None and coin[2] in coins:
        number = parse_plain(coin[1]) if coin[1].isdigit() else parse_chinese(coin[1])
        if number is None:
            break
        hundredths += int(number.value) * 100 // coins[coin[2]]
        place = coin.end()
        if coins[coin[2]] == 100:
            break
    if place == end:
        return None
    return _amount(
        text, start, place, Numeral(100 * numeral.digits + hundredths, 2, 1), unit, False
    )


def _amount(text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool) -> Mention:
    qualifier, low, high = bounds_of(numeral, unit, "more_than" if more else "", more)
    return Mention(start, end, "money", text[start:end], numeral.value, low, high, unit, qualifier)
