"""Numbers as exact decimals: what was printed, without rounding errors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5,
    "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3, "兩": 2,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}


class Numeral(NamedTuple):
    """An exact decimal: `digits` * `scale` / 10 ** `places`.

    Kept apart because a figure's bounds depend on how it was printed: 3.6万 is known to
    half a thousand, 36000 is a count.
    """

    digits: int
    places: int
    scale: int

    @property
    def value(self) -> float:
        """The number, correctly rounded (one division).

        >>> Numeral(36, 1, 10_000).value
        36000.0
        """
        return self.digits * self.scale / 10**self.places

    def times(self, factor: int) -> Numeral:
        """The number a factor greater, as known as it was.

        >>> Numeral(36, 1, 1).times(10_000).value
        36000.0
        """
        return Numeral(self.digits, self.places, self.scale * factor)

    def half_unit(self, sign: int) -> float:
        """The number plus (sign 1) or minus (-1) half a unit of its last printed digit.

        >>> Numeral(8085, 2, 1).half_unit(-1)
        80.845
        """
        return (10 * self.digits + 5 * sign) * self.scale / 10 ** (self.places + 1)

    def next_step(self) -> float:
        """The number plus one unit of its last digit that is not zero (120 -> 130, 100 -> 200)."""
        step, digits = 1, self.digits
        while digits and digits % 10 == 0:
            digits //= 10
            step *= 10
        return (self.digits + step) * self.scale / 10**self.places


@lru_cache(maxsize=2048)
def _whole(text: str) -> Numeral:
    return Numeral(int(text), 0, 1)


def parse_plain(text: str) -> Numeral:
    """An Arabic numeral, grouped or not.

    >>> parse_plain("1,234.50").value
    1234.5
    """
    if text.isdigit():
        return _whole(text)
    whole, _, decimals = text.replace(",", "").replace(" ", "").partition(".")
    return Numeral(int(whole + decimals), len(decimals), 1)


@lru_cache(maxsize=256)
def multiplier(text: str) -> int:
    """万, 亿, 千万, 万亿, 百, 千 ... as a factor.

    >>> multiplier("千万"), multiplier("万亿")
    (10000000, 1000000000000)
    """
    factor = 1
    for ch in text:
        factor *= SMALL.get(ch) or LARGE[ch]
    return factor


def parse_compound(parts: Iterable[tuple[str, str]]) -> Numeral:
    """3亿2000万: numbers with their multipliers, added up; 2千30万 counts 2030 in 万.

    >>> parse_compound([("3", "亿"), ("2000", "万")]).value
    320000000.0
    >>> parse_compound([("2", "千"), ("30", "万")]).value
    20300000.0
    """
    total = 0
    smallest = 0
    for number, factor in parts:
        plain, scale = parse_plain(number), multiplier(factor)
        exact = plain.digits * scale
        if exact % 10**plain.places:
            return plain.times(scale)
        exact //= 10**plain.places
        if smallest and scale > smallest:  # what came before counts in this one, too
            total = total * scale + exact
        else:
            total += exact
        smallest = min(smallest, scale) if smallest else scale
    unit = smallest or 1
    return Numeral(total // unit, 0, unit) if total % unit == 0 else Numeral(total, 0, 1)
