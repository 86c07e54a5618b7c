"""Figures, bounds and periods in words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from indicators.charts.words import amount, number, scale
from indicators.language import find_mentions
from indicators.reports.labels import say

__all__ = ["amount", "bounds", "missing_as_none", "number", "period", "printed", "scale"]


def bounds(row: Mapping[str, Any], lang: str) -> str:
    """What the wording says about a figure: 3.55万–3.65万, ≥ 210, ≤ 2,000; "" when exact.

    >>> row = {"value": 210.0, "value_low": 210.0, "value_high": None, "qualifier": "at_least"}
    >>> bounds(row, "en")
    '≥ 210'
    """
    low, high = (missing_as_none(row[name]) for name in ("value_low", "value_high"))
    if low is None and high is None:
        return ("约 " if lang == "zh" else "about ") + amount(row["value"], lang)
    if high is None:
        return f"≥ {amount(low, lang)}"
    if low is None:
        return f"≤ {amount(high, lang)}"
    return "" if low == high else f"{amount(low, lang)}–{amount(high, lang)}"


def missing_as_none(value: Any) -> float | None:
    """A number, or None for NaN."""
    return None if value is None or value != value else float(value)


def period(row: Mapping[str, Any], lang: str) -> str:
    """2024, 2024-08, 2024-12-31, since 2024-01-01, or not stated.

    >>> period({"period_start": "2024-01-01", "period_end": None}, "en")
    'since 2024-01-01'
    >>> period({"period_start": "2024-08-01", "period_end": "2024-08-31"}, "en")
    '2024-08'
    """
    first, last = (
        row[name] if isinstance(row[name], str) else "" for name in ("period_start", "period_end")
    )
    if not first and not last:
        return say("unknown", lang)
    if first == last:
        return first
    if not last:
        return f"{first} 起" if lang == "zh" else f"since {first}"
    if not first:
        return f"截至 {last}" if lang == "zh" else f"to {last}"
    if first[5:] == "01-01" and last[5:] == "12-31" and first[:4] == last[:4]:
        return first[:4]
    if first[:7] == last[:7] and first[8:] == "01" and _month_ends(last):
        return first[:7]
    return f"{first} – {last}"


def _month_ends(day: str) -> bool:
    return (date.fromisoformat(day) + timedelta(days=1)).day == 1


def printed(row: Mapping[str, Any]) -> tuple[str, int, int]:
    """A figure as its sentence prints it, and where in the sentence; ("", 0, 0) if not found.

    >>> printed({"evidence": "投入40余亿元", "value": 4e9, "value_low": 4e9, "value_high": 5e9})
    ('40余亿元', 2, 7)
    """
    evidence = row["evidence"] if isinstance(row["evidence"], str) else ""
    same = [m for m in find_mentions(evidence) if _equal(m.value, row["value"])]
    bounded = [
        m for m in same if _equal(m.low, row["value_low"]) and _equal(m.high, row["value_high"])
    ]
    for mention in [*bounded, *same]:
        return mention.text, mention.start, mention.end
    return "", 0, 0


def _equal(one: Any, other: Any) -> bool:
    """Equal but for the sign (a fall is written without one), or both missing."""
    first, second = (None if isinstance(v, str) else missing_as_none(v) for v in (one, other))
    if first is None or second is None:
        return first is second
    return abs(abs(first) - abs(second)) <= 1e-9 * max(1.0, abs(first))
