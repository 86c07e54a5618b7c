"""Arabic numerals as figures; every one of them is a mention, if only a name."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.language.bounds import AFTER, BEFORE, bounds_of
from indicators.language.complete import complete, sign_at
from indicators.language.decoys import CUES_AFTER, CUES_BEFORE, SEPARATORS, decoy
from indicators.language.figures import AGED, COMPARED, kind_of
from indicators.language.mentions import Mention
from indicators.language.money import SIGNS, signed
from indicators.language.numerals import Numeral, parse_plain
from indicators.language.ranges import CONNECTORS
from indicators.language.units import CANONICAL, unit_at, unit_class
from indicators.language.written import ARABIC, arabic_at

_LONG = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
# Where nothing of this stands around it, a number and its unit are all there is to a figure.
_TELLING_BEFORE = CUES_BEFORE | BEFORE | frozenset(SIGNS) | frozenset("负-下前)币")
_TELLING_AFTER = SEPARATORS | CUES_AFTER | CONNECTORS | frozenset("强分番")
_TELLING_BEHIND = AFTER | CONNECTORS | COMPARED | frozenset("半民")
_FROM, _TO, _NOTHING = frozenset("由从"), frozenset("至到"), frozenset[str]()
_TELLING_UNITS = AGED | {"成"}


def read_arabic(text: str, start: int) -> Mention:
    """The figure that begins at a place, or what the numeral there names or orders."""
    plain = _plain(text, start)
    if plain is not None:
        return plain
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
    first = sign_at(text, start, before)
    if first < start:
        numeral = Numeral(-numeral.digits, numeral.places, numeral.scale)
    return complete(text, first, number.end, numeral, number.more, False)


def _plain(text: str, start: int) -> Mention | None:
    """The figure of a bare number and its unit, None where more has to be looked at."""
    match = ARABIC.match(text, start)
    if match is None or match.lastindex != 1 or not start:
        return None
    before, end = text[start - 1], match.end()
    # 由80到90 is a change, so that 到 tells nothing of the number before it
    passed = _TO if before in _FROM else _NOTHING
    after = text[end : end + 1]
    if before in _TELLING_BEFORE or end - start > 6:
        return None
    if after in _TELLING_AFTER and after not in passed:
        return None
    unit = unit_at(text, end)
    stop = end + len(unit)
    behind = text[stop : stop + 1]
    if unit in _TELLING_UNITS or (behind in _TELLING_BEHIND and behind not in passed):
        return None
    measured = _measured(match[1], unit)
    if measured is None:
        return None
    kind, value, low, high, name, qualifier = measured
    return Mention(start, stop, kind, text[start:stop], value, low, high, name, qualifier)


@lru_cache(maxsize=8192)
def _measured(
    number: str, unit: str
) -> tuple[str, float, float | None, float | None, str, str] | None:
    if unit_class(unit) == "money":
        return None  # coins and 人民币 may stand around it
    name = CANONICAL.get(unit, unit)
    numeral = parse_plain(number)
    qualifier, low, high = bounds_of(numeral, name, "", False)
    return kind_of(name), numeral.value, low, high, name, qualifier
