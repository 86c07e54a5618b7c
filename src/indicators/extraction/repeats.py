"""The same fact told twice in one document: the later telling points to the first."""

from __future__ import annotations

from collections import defaultdict

from indicators.extraction.units import same_sort

Row = dict[str, object]
_FACT = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown", "rank_pool",
)  # fmt: skip
_PERIOD = ("period_start", "period_end")
_WORDING = ("unit", *_PERIOD, "value", "value_low", "value_high")
_MOST = 50  # inexact tellings of one fact that are compared with the next one


def mark_repeats(rows: list[Row]) -> list[Row]:
    """The rows of one document with `repeat_of`: the observation_id of the first telling, or "".

    Two rows tell one fact when they agree in what, where and when, and some number satisfies both
    wordings (3.6万 and 36012). Where one of them does not say when, the printed values must be
    equal. A repeat stays a row, with its own evidence: it confirms, and is not to be summed.

    >>> fact = dict.fromkeys((*_FACT, *_PERIOD), "") | {"unit": "人次", "start": 0}
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
        first = tellings.first_like(row)
        root = (first["repeat_of"] or first["observation_id"]) if first is not None else ""
        row = row | {"repeat_of": root}
        tellings.add(row)
        marked.append(row)
    return marked


class _Tellings:
    """The tellings of one fact, found by their printed value or by their bounds."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.by_value: dict[object, list[int]] = defaultdict(list)
        self.by_wording: set[tuple[object, ...]] = set()
        self.inexact: list[int] = []

    def add(self, row: Row) -> None:
        wording = tuple(row[name] for name in _WORDING)
        if wording in self.by_wording:
            return  # whoever tells the same as this one tells the same as the first of its kind
        self.by_wording.add(wording)
        self.by_value[row["value"]].append(len(self.rows))
        if not _is_exact(row):
            self.inexact.append(len(self.rows))
        self.rows.append(row)

    def first_like(self, row: Row) -> Row | None:
        """The first telling that `_same` finds the same.

        Exact figures are the same only if they print the same value; among many inexact
        figures of one fact the last ones are looked at.
        """
        others = self.inexact if _is_exact(row) else range(len(self.rows))
        numbers = sorted({*self.by_value.get(row["value"], ()), *others[-_MOST:]})
        return next((self.rows[n] for n in numbers if _same(self.rows[n], row)), None)


def _is_exact(row: Row) -> bool:
    return bool(row["value"] == row["value_low"] == row["value_high"])


def _same(first: Row, second: Row) -> bool:
    if not same_sort(str(first["unit"]), str(second["unit"])):
        return False
    periods = [tuple(row[name] for name in _PERIOD) for row in (first, second)]
    if periods[0] == periods[1] and any(periods[0]):
        return _overlap(first, second)
    undated = not any(periods[0]) or not any(periods[1])
    return undated and first["value"] == second["value"]


def _overlap(first: Row, second: Row) -> bool:
    """Whether some number satisfies both wordings; two open wordings must print the same."""
    lows = [float(str(r["value_low"])) for r in (first, second) if r["value_low"] is not None]
    highs = [float(str(r["value_high"])) for r in (first, second) if r["value_high"] is not None]
    if not lows or not highs:
        return first["value"] == second["value"]
    return max(lows) <= min(highs)
