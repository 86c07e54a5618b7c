"""Partnerships as charts need them: kinds with their looks, dates of reduced precision."""

from __future__ import annotations

import calendar
from typing import Any, NamedTuple

from indicators.charts.rows import Row, missing, rows_of
from indicators.charts.style import BLUE, GREEN, GREY, INK, ORANGE, PINK

NEEDED = ("kind", "provider", "recipient")
OPTIONAL = ("date", "status", "area_code")


class Kind(NamedTuple):
    """How a kind of tie is drawn, as a point and as a line, and called."""

    marker: str
    dashes: Any
    colour: str
    zh: str
    en: str


KINDS = {
    "agreement": Kind("o", "-", BLUE, "协议", "agreement"),
    "partnership": Kind("s", (0, (6, 1.5)), GREEN, "合作", "partnership"),
    "branch": Kind("^", (0, (3, 1, 1, 1)), ORANGE, "分院", "branch"),
    "trusteeship": Kind("D", (0, (3, 1.5)), PINK, "托管", "trusteeship"),
    "assistance": Kind("P", (0, (1, 1.2)), GREY, "对口支援", "assistance"),
    "workstation": Kind("*", (0, (5, 1, 1, 1, 1, 1)), INK, "工作站", "workstation"),
}


def ties_of(frame: Any, chart: str) -> list[Row]:
    """The rows of a partnerships table.

    Raises
    ------
    ValueError
        No row, a missing column, an unknown kind.
    """
    rows = rows_of(frame, chart, NEEDED, OPTIONAL)
    for row in rows:
        if row["kind"] not in KINDS:
            raise ValueError(f"{chart} knows the kinds {', '.join(KINDS)}, got {row['kind']!r}.")
    return rows


def span_of(date: str) -> tuple[float, float]:
    """First and last moment that a date of reduced precision allows, in years.

    >>> span_of("2018"), span_of("2018-07")[0]
    ((2018.0, 2019.0), 2018.495890410959)
    """
    parts = [int(part) for part in str(date).split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    last_month, first_month = month or 12, month or 1
    last_day = day or calendar.monthrange(year, last_month)[1]
    return _moment(year, first_month, day or 1), _moment(year, last_month, last_day + 1)


def _moment(year: int, month: int, day: int) -> float:
    """A day as a fraction of its year, at its beginning."""
    before = sum(calendar.monthrange(year, m)[1] for m in range(1, month)) + day - 1
    return year + before / (366 if calendar.isleap(year) else 365)


def planned(row: Row) -> bool:
    """Whether a tie is only planned."""
    return not missing(row["status"]) and row["status"] == "planned"
