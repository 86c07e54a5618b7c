"""Numerals: Arabic, grouped, mixed with 万 and 亿, and Chinese; read without rounding errors."""

from __future__ import annotations

from typing import NamedTuple

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6,
    "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_LONGEST = 30  # characters of the longest Chinese numeral worth reading
CHINESE = "".join(dict.fromkeys([*DIGITS, *SMALL, *LARGE]))


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


def parse_plain(text: str) -> Numeral:
    """An Arabic numeral, grouped or not.

    >>> parse_plain("1,234.50").value
    1234.5
    """
    whole, _, decimals = text.replace(",", "").partition(".")
    return Numeral(int(whole + decimals), len(decimals), 1)


def multiplier(text: str) -> int:
    """万, 亿, 千万, 万亿, 百, 千 ... as a factor.

    >>> multiplier("千万"), multiplier("万亿")
    (10000000, 1000000000000)
    """
    factor = 1
    for ch in text:
        factor *= SMALL.get(ch) or LARGE[ch]
    return factor


def parse_compound(parts: list[tuple[str, str]]) -> Numeral:
    """3亿2000万: numbers with their multipliers, added up.

    >>> parse_compound([("3", "亿"), ("2000", "万")]).value
    320000000.0
    """
    scale = 0
    total = 0
    smallest = None
    for number, factor in parts:
        plain = parse_plain(number)
        scale = multiplier(factor)
        exact = plain.digits * scale
        if exact % 10**plain.places:
            return Numeral(plain.digits, plain.places, scale)
        total += exact // 10**plain.places
        smallest = scale if smallest is None else min(smallest, scale)
    unit = smallest or 1
    return Numeral(total // unit, 0, unit) if total % unit == 0 else Numeral(total, 0, 1)


def parse_chinese(text: str) -> Numeral | None:
    """A Chinese numeral, None when the characters form no number.

    Read as a number with places (二百五十, 一千零五, 三亿二千万, 两万三), digit by digit
    (二〇二四), with a decimal point (零点三), or mixed with 半 (两个半 is not one).

    >>> [parse_chinese(t).value for t in ("七十七", "一千零五", "两万三", "二〇二四", "零点三")]
    [77.0, 1005.0, 23000.0, 2024.0, 0.3]
    >>> parse_chinese("万") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    if point:
        left = parse_chinese(whole)
        tail = decimals.rstrip("万亿")
        if left is None or not tail or any(c not in DIGITS for c in tail):
            return None
        digits = int("".join(str(DIGITS[c]) for c in tail))
        scale = multiplier(decimals[len(tail) :])
        base = left.digits * left.scale * 10 ** len(tail)
        return Numeral(base + digits, len(tail), scale)
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Numeral(int("".join(str(DIGITS[c]) for c in text)), 0, 1)
    return _parse_places(text)


def _parse_places(text: str) -> Numeral | None:
    total = section = 0
    digit: int | None = None
    last = 1  # the place just read, for a digit that follows it without one: 两万三
    for ch in text:
        if ch in DIGITS:
            if digit:
                return None
            digit = DIGITS[ch]
            if digit == 0:
                last = 1
        elif ch in SMALL:
            factor = SMALL[ch]
            section += factor if factor in (20, 30) else (digit or 1) * factor
            if digit is None and factor > 30:
                return None
            digit, last = None, factor if factor not in (20, 30) else 10
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            if LARGE[ch] > 10**4:  # 亿 counts everything before it, 万 only its own section
                total, section = (total + section) * LARGE[ch], 0
            else:
                total, section = total + section * LARGE[ch], 0
            digit, last = None, LARGE[ch]
    if digit:
        section += digit * (last // 10 if last >= 100 else 1)
    result = total + section
    if result == 0 and "零" not in text and "〇" not in text:
        return None
    scale = 1
    for big in (10**8, 10**4):
        if result and result % big == 0 and text[-1] in LARGE:
            scale = big
            break
    return Numeral(result // scale, 0, scale)
