"""What the bounds of two figures allow one to say of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from indicators.charts.rows import missing

RISE, FALL, SAME, UNSURE = "rise", "fall", "same", "unsure"
DIRECTIONS = {
    RISE: ("上升", "rise"), FALL: ("下降", "fall"),
    SAME: ("不变", "no change"), UNSURE: ("不能断定", "cannot tell"),
}  # fmt: skip


def bounded(row: Mapping[str, Any]) -> tuple[float, float]:
    """Lower and upper bound of a row; an end that is left open is infinite.

    A row without the two fields is exact.

    >>> bounded({"value": 20, "value_low": 20, "value_high": 30})
    (20, 30)
    >>> bounded({"value": 210, "value_low": 210, "value_high": float("nan")})
    (210, inf)
    """
    low, high = row.get("value_low", row["value"]), row.get("value_high", row["value"])
    return (-math.inf if missing(low) else low, math.inf if missing(high) else high)


def direction(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Which way a figure went: a rise or fall only where the bounds lie apart.

    >>> direction({"value": 20, "value_low": 20, "value_high": 30}, {"value": 31})
    'rise'
    >>> direction({"value": 20, "value_low": 20, "value_high": 30}, {"value": 29})
    'unsure'
    """
    (low, high), (next_low, next_high) = bounded(before), bounded(after)
    if next_low > high:
        return RISE
    if next_high < low:
        return FALL
    return SAME if low == high == next_low == next_high else UNSURE


def change_words(
    before: Mapping[str, Any], after: Mapping[str, Any], lang: str, unit: str = ""
) -> str:
    """The direction, with as much of the change as the bounds allow one to say.

    The change of a percentage is in points, of other figures above zero in percent.

    >>> change_words({"value": 20}, {"value": 30}, "en")
    'rise of 50%'
    >>> change_words({"value": 20, "value_low": 20, "value_high": 30}, {"value": 36}, "zh")
    '上升20–80%'
    >>> change_words({"value": 80.5}, {"value": 80.2}, "zh", "%")
    '下降0.3个百分点'
    """
    way = direction(before, after)
    word = DIRECTIONS[way][lang != "zh"]
    if way in (SAME, UNSURE):
        return word
    ends, suffix = _by_how_much(bounded(before), bounded(after), unit == "%")
    if ends is None:
        return word
    said = _range(ends, suffix[lang != "zh"], lang)
    return f"{word}{'' if lang == 'zh' else ' of '}{said}"


def beside_words(way: str, other: str, lang: str) -> str:
    """How a figure stands to another, which is named; `way` leads from that one to the figure.

    >>> beside_words("rise", "the nation", "en")
    'above the nation'
    """
    return {
        RISE: (f"高于{other}", f"above {other}"),
        FALL: (f"低于{other}", f"below {other}"),
        SAME: (f"与{other}相同", f"equal to {other}"),
        UNSURE: (f"与{other}分不出高低", f"not distinguishable from {other}"),
    }[way][lang != "zh"]


def _by_how_much(
    before: tuple[float, float], after: tuple[float, float], points: bool
) -> tuple[tuple[float, float] | None, tuple[str, str]]:
    """The least and the most of a rise or fall; None of a ratio that makes no sense."""
    rise = after[0] > before[1]
    near, far = (before[1], before[0]) if rise else before
    least, most = (after[0], after[1]) if rise else (after[1], after[0])
    if points:
        return (abs(least - near), abs(most - far)), ("个百分点", " points")
    if near <= 0 or any(-math.inf < end <= 0 for end in (least, far)):
        return None, ("", "")
    # An end that is left open leaves the most open too.
    is_open = math.isinf(most) or math.isinf(far)
    return (
        100 * abs(least / near - 1),
        math.inf if is_open else 100 * abs(most / far - 1),
    ), ("%", "%")


def _range(ends: tuple[float, float], suffix: str, lang: str) -> str:
    """From the least to the most; one number where three digits do not tell them apart."""
    least, most = (f"{end:.3g}" if end < 1000 else f"{end:.0f}" for end in ends)
    if math.isinf(ends[1]):
        return f"至少{least}{suffix}" if lang == "zh" else f"at least {least}{suffix}"
    return f"{least}{suffix}" if least == most else f"{least}–{most}{suffix}"
