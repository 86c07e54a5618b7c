"""Parts of a whole: 百分之八十, 三分之一, 2/3, 八成, 六成三, 一半, 翻两番."""

from __future__ import annotations

import re

from indicators.language.figures import figure
from indicators.language.mentions import Mention
from indicators.language.numerals import DIGITS, Numeral
from indicators.language.ranges import span_between
from indicators.language.units import unit_at
from indicators.language.written import Written, written_at

_UNITS = {100.0: "%", 1000.0: "‰", 10_000.0: "1/万", 100_000.0: "1/10万"}
_TO = re.compile(r" ?(?:~|-{1,2}|—{1,2}|至|到) ?(?:百分之|千分之|万分之)?")
MOST_DOUBLINGS = 10  # 翻三番 is a plan; more is no growth of anything
_SLASHED = re.compile(r"/([0-9]{1,3})(?![0-9/.%‰A-Za-z]|[万千百亿]|个?月|日)")
_TENTHS = re.compile(rf" ?([{''.join(DIGITS)}])(?![十百千万亿个家名位所项年月])")


def parts_of(text: str, start: int, below: Written) -> Mention | None:
    """N分之M with `below` the N: a percentage, a per mille, or the share that it comes to.

    >>> from indicators.language.written import chinese_at
    >>> parts_of("百分之八十", 0, chinese_at("百分之八十", 0))[4:8]
    (80.0, 79.5, 80.5, '%')
    """
    above = written_at(text, below.end + 2)
    if above is None or above.sort != "number" or above.numeral is None or below.numeral is None:
        return None
    unit = _UNITS.get(below.numeral.value)
    if unit:
        ranged = _parts_to(text, start, above, unit)
        if ranged is not None:
            return ranged
        return figure(text, start, above.end, above.numeral, unit, above.more)
    return share(text, start, above.end, above.numeral, below.numeral)


def _parts_to(text: str, start: int, above: Written, unit: str) -> Mention | None:
    """百分之五至百分之八, 百分之八十到九十."""
    joint = _TO.match(text, above.end)
    last = written_at(text, joint.end()) if joint is not None else None
    if last is None or last.numeral is None or last.sort != "number" or above.numeral is None:
        return None
    low, high = above.numeral.value, last.numeral.value
    if not low < high or unit_at(text, last.end) or text.startswith("分之", last.end):
        return None
    if start and text[start - 1] in "由从":
        return None
    return span_between(text, start, last.end, low, high, unit)


def share(text: str, start: int, end: int, above: Numeral, below: Numeral) -> Mention | None:
    """A ratio in percent; how exactly it is meant, the words do not say."""
    if not below.digits:
        return None
    value = 100 * above.value / below.value
    found = figure(text, start, end, above, "%")
    if found.qualifier in ("rounded", "exact"):
        return Mention(start, end, "percent", text[start:end], value, None, None, "%", "approx")
    low = None if found.low is None else value
    high = None if found.high is None or found.qualifier == "more_than" else value
    span = found.text
    return Mention(found.start, found.end, "percent", span, value, low, high, "%", found.qualifier)


def slashed(text: str, start: int, end: int, above: Numeral) -> Mention | None:
    """2/3 of something; 4/5G, 12/10万 and 120/80mmHg are none."""
    match = _SLASHED.match(text, end)
    if match is None or above.places or above.scale > 1 or above.digits > 100:
        return None
    if not 1 < int(match[1]) <= 100 or match[1][0] == "0":
        return None
    if start and text[start - 1] in "0123456789/.":
        return None
    return share(text, start, match.end(), above, Numeral(int(match[1]), 0, 1))


def tenths(text: str, start: int, end: int, numeral: Numeral, more: bool) -> Mention:
    """八成, 六成三, 6.5成: tenths as a percentage; `end` lies behind 成."""
    digit = _TENTHS.match(text, end)
    if digit is not None and not more and not numeral.places:
        exact = Numeral(10 * numeral.digits + DIGITS[digit[1]], 0, 1)
        return figure(text, start, digit.end(), exact, "%")
    if text[end : end + 1] == "多" and not more:
        return figure(text, start, end + 1, numeral.times(10), "%", True)
    return figure(text, start, end, numeral.times(10), "%", more)


def half(text: str, start: int) -> Mention:
    """一半, 半数: fifty per cent, with what qualifies it."""
    fifty = figure(text, start, start + 2, Numeral(50, 0, 1), "%")
    if fifty.qualifier != "rounded":
        return fifty
    return Mention(start, start + 2, "percent", fifty.text, 50.0, None, None, "%", "approx")


def doubled(text: str, start: int, end: int, times: Numeral) -> Mention:
    """翻一番, 翻两番: a growth of 100 and 300 per cent; from 翻 to 番."""
    growth = 100.0 * (2.0**times.value - 1)
    return Mention(start, end, "percent", text[start:end], growth, growth, growth, "%", "exact")
