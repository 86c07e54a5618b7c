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


def change_words(before: Mapping[str, Any], after: Mapping[str, Any], lang: str) -> str:
    """The direction, with the relative change that the bounds allow where both are above zero.

    >>> change_words({"value": 20}, {"value": 30}, "en")
    'rise of 50%'
    >>> change_words({"value": 20, "value_low": 20, "value_high": 30}, {"value": 36}, "zh")
    '上升20%–80%'
    """
    way = direction(before, after)
    word = DIRECTIONS[way][lang != "zh"]
    (low, high), (next_low, next_high) = bounded(before), bounded(after)
    if way in (SAME, UNSURE) or min(low, next_low) <= 0:
        return word
    ends = sorted((abs(next_low / high - 1) * 100, abs(next_high / low - 1) * 100))
    return f"{word}{'' if lang == 'zh' else ' of '}{_percent(ends, lang)}"


def _percent(ends: list[float], lang: str) -> str:
    """From the least to the most; one number where three digits do not tell them apart."""
    least, most = (f"{end:.3g}" if end < 1000 else f"{end:.0f}" for end in ends)
    if math.isinf(ends[1]):
        return f"至少{least}%" if lang == "zh" else f"at least {least}%"
    return f"{least}%" if least == most else f"{least}%–{most}%"
