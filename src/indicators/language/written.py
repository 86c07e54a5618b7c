"""The number that stands at a place of a text, Arabic or Chinese, with its 余 and 万."""

from __future__ import annotations

import re
from typing import NamedTuple

from indicators.language.chinese import CHINESE, parse_chinese, read_run
from indicators.language.numerals import DIGITS, Numeral, multiplier, parse_compound, parse_plain

# 51 207人: thousands parted by blanks, where a unit tells that it is one number.
_PARTED = r"[0-9]{1,3}(?: [0-9]{3})+(?=[人张家个元例台名次所万亿余多对床件份户])"
PLAIN = rf"(?:{_PARTED}|[0-9]+(?:,[0-9]{{3}}(?![0-9]))*(?:\.[0-9]+)?)"
FACTOR = r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千仟](?![位人名家个]?分))"
_MORE = r"余(?![额杭姚庆下地温江])|多(?!发|样|数|元化|层次|维|学)"
ARABIC = re.compile(
    rf"({PLAIN})(?: ?({FACTOR}))?((?:零?{PLAIN}{FACTOR})+)?({_MORE})?([万亿]{{1,2}})?"
)
_PAIR = re.compile(rf"({PLAIN})({FACTOR})")
_DIGITS = "".join(ch for ch in DIGITS if ch not in "两俩仨兩")
RUN = re.compile(rf"(?:[几数](?=[十百千万亿]))?[{CHINESE}]*(?:几[{CHINESE}]*)?")
_POINT = re.compile(rf"点([{_DIGITS}]+)([万亿]{{1,2}})?")
_CHINESE_MORE = re.compile(
    r"(?:余(?![额杭姚庆下地温江])|多(?!发|样|次|数|元化|层|项目|维|学)"
    r"|来(?=[万亿个名人种家位项张天年岁台床所次例块元斤米里度户场亩]|分钟|公里|小时))([万亿]{1,2})?"
)
_SIZE = 40  # characters; longer runs of digits are codes, not figures


class Written(NamedTuple):
    """A number as printed and where it ends.

    `sort` as in `chinese.Run`; `more` is true for 余, 多, 来 behind it.
    """

    end: int
    sort: str
    numeral: Numeral | None = None
    last: Numeral | None = None
    more: bool = False


def written_at(text: str, start: int) -> Written | None:
    """The number that begins at a place; None where a run of characters is too long for one.

    >>> written_at("3亿2000万元", 0).numeral.value, written_at("十多万人", 0).end
    (320000000.0, 3)
    """
    if "0" <= text[start : start + 1] <= "9":
        return arabic_at(text, start)
    return chinese_at(text, start)


def arabic_at(text: str, start: int) -> Written | None:
    """The Arabic number that begins at a place, with 万 and 亿."""
    match = ARABIC.match(text, start)
    if match is None or match.end() - start > _SIZE:
        return None
    end = match.end()
    if match.lastindex == 1:
        return Written(end, "number", parse_plain(match[1]))
    plain, factor, pairs, more, late = match.groups()
    numeral = parse_plain(plain)
    if pairs:
        if factor:
            numeral = parse_compound([(plain, factor), *_PAIR.findall(pairs)])
            return Written(end, "number", _times(numeral, late), None, bool(more))
        end, more, late = match.start(3), None, None  # 2 3万: two numbers
    return Written(end, "number", _times(_times(numeral, factor), late), None, bool(more))


def _times(numeral: Numeral, factor: str | None) -> Numeral:
    return numeral.times(multiplier(factor)) if factor else numeral


def chinese_at(text: str, start: int) -> Written | None:
    """The Chinese number that begins at a place; `sort` says what it is good for."""
    match = RUN.match(text, start)
    if match is None or not match[0]:
        return None
    run = read_run(match[0])
    end = start + run.size
    numeral = run.numeral
    if run.sort == "scale" and text[end : end + 1] == "余":  # 千余人
        more = _CHINESE_MORE.match(text, end)
        if more is not None and not more[1]:
            return Written(more.end(), "number", numeral, None, True)
    if run.sort not in ("number", "more"):
        return Written(end, run.sort, numeral, run.last)
    if text[end : end + 1] == "点" and run.sort == "number":
        point = _POINT.match(text, end)
        exact = parse_chinese(text[start : point.end()]) if point else None
        if point and exact:
            numeral, end = exact, point.end()
    more = _CHINESE_MORE.match(text, end) if text[end : end + 1] in ("余", "多", "来") else None
    if more is None or numeral is None:
        return Written(end, "number", numeral, None, run.sort == "more")
    return Written(more.end(), "number", _times(numeral, more[1]), None, True)
