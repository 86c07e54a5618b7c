"""The same fact told twice in one document: the later telling points to the first."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from indicators.extraction.units import same_sort

Row = dict[str, object]
_FACT = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown", "rank_pool",
)  # fmt: skip
_WORDING = ("unit", "period_start", "period_end", "value", "value_low", "value_high")
_MOST = 50  # inexact tellings of one fact that are compared with the next one


def mark_repeats(rows: list[Row]) -> list[Row]:
    """The rows of one document with `repeat_of`: the observation_id of the first telling, or "".

    Two rows tell one fact when they agree in what, where and when, and some number satisfies both
    wordings (3.6万 and 36012). Where one of them does not say when, the printed values must be
    equal. A repeat stays a row, with its own evidence: it confirms, and is not to be summed.

    >>> fact = dict.fromkeys((*_FACT, *_WORDING), "") | {"unit": "人次", "start": 0}
    >>> first = fact | {"observation_id": "a", "value": 3.6e4, "value_low": 35500.0, "value_high": 36500.0}
    >>> later = fact | {"observation_id": "b", "value": 36012.0, "value_low": 36012.0, "value_high": 36012.0}
    >>> dated = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
    >>> [row["repeat_of"] for row in mark_repeats([first | dated, later | dated, later])]
    ['', 'a', 'a']
    """
    told: dict[tuple[object, ...], _Tellings] = defaultdict(_Tellings)
    marked = []
    for row in rows:
        tellings = told[tuple(row[name] for name in _FACT)]
        telling = _Telling(*(row[name] for name in _WORDING))  # type: ignore[arg-type]
        first = tellings.first_like(telling)
        root = (first["repeat_of"] or first["observation_id"]) if first is not None else ""
        row = row | {"repeat_of": root}
        tellings.add(telling, row)
        marked.append(row)
    return marked


class _Telling(NamedTuple):
    """When and how much a row says."""

    unit: str
    first: str
    last: str
    value: float
    low: float | None
    high: float | None

    @property
    def exact(self) -> bool:
        return self.value == self.low == self.high


class _Tellings:
    """The tellings of one fact, found by their printed value or by their bounds."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.number: dict[_Telling, int] = {}
        self.by_value: dict[float, list[_Telling]] = defaultdict(list)
        self.all: list[_Telling] = []
        self.inexact: list[_Telling] = []

    def add(self, telling: _Telling, row: Row) -> None:
        if telling in self.number:
            return  # what is the same as this one is the same as the first that was told so
        self.number[telling] = len(self.rows)
        self.rows.append(row)
        self.by_value[telling.value].append(telling)
        self.all.append(telling)
        if not telling.exact:
            self.inexact.append(telling)

    def first_like(self, telling: _Telling) -> Row | None:
        """The row of the first telling that `_same` finds the same, None without one.

        Exact figures are the same only if they print the same value; among many inexact
        figures of one fact the last ones are looked at.
        """
        near = (self.inexact if telling.exact else self.all)[-_MOST:]
        same = [t for t in (*self.by_value.get(telling.value, ()), *near) if _same(t, telling)]
        return self.rows[min(self.number[t] for t in same)] if same else None


def _same(first: _Telling, second: _Telling) -> bool:
    if not same_sort(first.unit, second.unit):
        return False
    if first[1:3] == second[1:3] and (first.first or first.last):
        return _overlap(first, second)
    undated = not (first.first or first.last) or not (second.first or second.last)
    return undated and first.value == second.value


def _overlap(first: _Telling, second: _Telling) -> bool:
    """Whether some number satisfies both wordings; two open wordings must print the same."""
    lows = [bound for bound in (first.low, second.low) if bound is not None]
    highs = [bound for bound in (first.high, second.high) if bound is not None]
    if not lows or not highs:
        return first.value == second.value
    return max(lows) <= min(highs)
