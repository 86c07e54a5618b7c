"""Arabic numerals as figures; every one of them is a mention, if only a name."""

from __future__ import annotations

import re

from indicators.language.complete import complete, sign_at
from indicators.language.decoys import CUES_AFTER, CUES_BEFORE, SEPARATORS, decoy
from indicators.language.figures import CONNECTORS, plain
from indicators.language.mentions import Mention
from indicators.language.money import SIGNS, signed
from indicators.language.numerals import Numeral, parse_plain
from indicators.language.written import ARABIC, arabic_at

_LONG = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
# Where nothing of this stands around it, a number and its unit are all there is to a figure.
_TELLING_BEFORE = CUES_BEFORE | frozenset(SIGNS) | frozenset("负-下前)币")
_TELLING_AFTER = SEPARATORS | CUES_AFTER | CONNECTORS | frozenset("强分番")


def read_arabic(text: str, start: int) -> Mention:
    """The figure that begins at a place, or what the numeral there names or orders."""
    bare = _plain(text, start)
    if bare is not None:
        return bare
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
    if before in _TELLING_BEFORE or end - start > 6:
        return None
    after = text[end : end + 1]
    if after in _TELLING_AFTER and not (after in "至到" and before in "由从"):
        return None  # 由80到90 is a change, so that 到 tells nothing of the number before it
    return plain(text, start, end, parse_plain(match[1]))
