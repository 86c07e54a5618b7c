"""What a figure says about its bounds: 近, 余, 以上, 约 ... and the rounding of printed digits."""

from __future__ import annotations

import re

from indicators.language.numerals import Numeral

_PREFIXES = {
    "more_than": "超过 超出 超 逾 突破 大于 高于 多于 过 > 已超 远超 冲破 跨过",
    "at_least": "不低于 不少于 不小于 大于等于 大于或等于 大于或者等于 至少 不下 不下于 最少 起码 ≥ >= 上",
    "nearly": "近 将近 接近 几近 逼近 近乎 靠近",
    "up_to": (
        "小于等于 小于或等于 小于或者等于 不多于 不足 不到 低于 小于 少于 不超过 不超 "
        "不高于 不大于 至多 最多 未到 未超过 < ≤ <="
    ),
    "approx": "约 大约 大概 约为 约有 约占 大致 左右约 ≈ 平均约",
}
_SUFFIXES = {
    "at_least": "以上 及以上 或以上 或者以上 之上 起",
    "up_to": "以下 及以下 或以下 或者以下 以内 之内 之下 以里 内",
    "approx": "左右 上下 前后",
    "more_than": "余 多 有余 开外 出头 余次",
}
_BEFORE = {word: kind for kind, words in _PREFIXES.items() for word in words.split()}
_AFTER = {word: kind for kind, words in _SUFFIXES.items() for word in words.split()}
_LAST_BEFORE = frozenset(word[-1] for word in _BEFORE)
AFTER = frozenset(word[0] for word in _AFTER)
_SIZES = {
    last: sorted({len(word) for word in _BEFORE if word[-1] == last}, reverse=True)
    for last in _LAST_BEFORE
}
# 小于 或 等于: comparisons that are spaced out in their parts.
_OR_EQUAL = re.compile(r"(?:(大于)|(小于)) ?或者? ?等于 ?$")
# 超过了80, 至少有20: a particle between the qualifier and its number.
_PARTICLES = frozenset("是有为了达")
_ENDINGS = _LAST_BEFORE - _PARTICLES
BEFORE = _LAST_BEFORE | _PARTICLES | {" "}
# 上 before 百, 千, 万 alone (上千人); 过 only as 超过 or 已过; 起, 内 are too common alone.
_NOT_ALONE = frozenset(("上", "过", "起", "内", "多"))
_AFTER_BY_FIRST = {
    first: [
        (word, _AFTER[word])
        for word in sorted(_AFTER, key=lambda w: (-len(w), w))
        if word[0] == first and word not in _NOT_ALONE
    ]
    for first in AFTER
}
_RATE_UNITS = frozenset(("%", "‰", "百分点", "1/万", "1/10万", "1/千", "1/百万", "1/100万"))
_NO_MORE = re.compile(
    r"余(?:额|杭|姚|庆|下|地|温|江)|多(?:个|种|家|名|项|发|样|次|年|学科|部门|方|元|点|层|病|重|中心|地)"
)


def prefix_qualifier(text: str, start: int) -> tuple[str, int]:
    """The qualifier in front of a figure and where it starts.

    >>> prefix_qualifier("仅门诊就超过100万", 6)
    ('more_than', 4)
    >>> prefix_qualifier("最近3年", 2)
    ('', 2)
    """
    before = text[start - 1] if start else "\n"
    if (before in _PARTICLES or before == " ") and start > 2 and text[start - 2] in _ENDINGS:
        found, place = prefix_qualifier(text, start - 1)
        if start - 1 - place > 1:
            return found, place
    if before not in _LAST_BEFORE:
        return "", start
    if before == "于" and text[start - 2] == "等":
        equal = _OR_EQUAL.search(text, max(0, start - 9), start)
        if equal is not None:
            return "at_least" if equal[1] else "up_to", equal.start()
    for size in _SIZES[before]:
        if size > start:
            continue
        word = text[start - size : start]
        kind = _BEFORE.get(word)
        if kind is None:
            continue
        if size == 1 and not _single_means_it(text, start, word):
            return "", start
        return kind, start - size
    return "", start


def _single_means_it(text: str, start: int, word: str) -> bool:
    previous = text[start - 2] if start > 1 else "\n"
    if word == "上":
        return text[start : start + 1] in "百千万" and previous not in "以之"
    if word == "过":
        return previous == "已"
    if word == "近":
        return previous not in "最附邻远就亲"
    if word == "约":
        return previous not in "签预合公契节相邀制条纽续履违大"
    if word == "超":
        return previous not in "彩B三四"
    return True


def suffix_qualifier(text: str, end: int) -> tuple[str, int]:
    """The qualifier behind a figure and where it ends.

    >>> suffix_qualifier("210种以上,", 4)
    ('at_least', 6)
    """
    first = text[end : end + 1]
    if first in "余多" and _NO_MORE.match(text, end):
        return "", end
    for word, kind in _AFTER_BY_FIRST.get(first, ()):
        if text.startswith(word, end):
            return kind, end + len(word)
    return "", end


def bounds_of(
    numeral: Numeral, unit: str, qualifier: str, steps: bool
) -> tuple[str, float | None, float | None]:
    """Qualifier, low and high of a figure as printed.

    `steps` is true for 余 and 多, which reach to the next step of the last non-zero digit;
    超 and 逾 have no upper end.

    >>> bounds_of(Numeral(36, 1, 10_000), "人次", "", False)
    ('rounded', 35500.0, 36500.0)
    >>> bounds_of(Numeral(120, 0, 1), "人", "more_than", True)
    ('more_than', 120.0, 130.0)
    """
    value = numeral.value
    match qualifier:
        case "":
            if _is_rounded(numeral, unit):
                return "rounded", numeral.half_unit(-1), numeral.half_unit(1)
            return "exact", value, value
        case "more_than":
            return qualifier, value, numeral.next_step() if steps else None
        case "at_least":
            return qualifier, value, None
        case "nearly" | "up_to":
            return qualifier, None, value
    return qualifier, None, None


def _is_rounded(numeral: Numeral, unit: str) -> bool:
    digits, places, scale = numeral
    if digits == 0:
        return False
    if places or scale >= 10_000:
        return True
    return unit in _RATE_UNITS and not (unit == "%" and digits * scale == 100)
