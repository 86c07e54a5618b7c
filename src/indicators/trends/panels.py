"""A frame of figures as columns of numbers, series after series, and back to a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from indicators.trends.bounds import bounds
from indicators.trends.frames import Opened, real, text
from indicators.trends.moments import in_years

_NUMBERS = ("_time", "_value", "_value_low", "_value_high", "_segment", "_begins")
_KINDS: dict[str, Any] = {
    "n": nw.Int64, "open_pairs": nw.Int64, "direction": nw.String, "reason": nw.String,
}  # fmt: skip


class Panel:
    """Figures in the order of series and time, as numbers.

    Series n has `length[n]` rows from `starts[n]` on; `low` and `high` are the bounds (NaN =
    open), the figure itself where the frame has none; `broken` tells the series whose place
    changed its code. Rows without time or figure are left out.
    """

    def __init__(
        self, frame: Any, by: Sequence[str], where_there: bool, time: str,
        names: tuple[str, str | None, str | None], assume_sorted: bool,
    ) -> None:  # fmt: skip
        self._opened, self._when = Opened(frame), time
        self._by = [n for n in by if n in self._opened.columns or not where_there]
        self._rows = self._read(names, assume_sorted)
        columns = {name: self._rows[name].to_numpy() for name in _NUMBERS}
        self.time, self.value = columns["_time"], columns["_value"]
        self.low, self.high = columns["_value_low"], columns["_value_high"]
        (self.starts,) = np.nonzero(columns["_begins"])
        self.length: NDArray[np.int64] = np.diff(np.append(self.starts, self.time.size))
        segment = columns["_segment"]
        self.broken = segment[self.starts] != segment[self.starts + self.length - 1]

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Where each series starts, and the number of rows at last."""
        return np.append(self.starts, self.time.size)

    def _read(self, names: tuple[str, str | None, str | None], assume_sorted: bool) -> Any:
        opened, time, by = self._opened, self._when, self._by
        value, low, high = names
        ends = [low or f"{value}_low", high or f"{value}_high"]
        if low is None and high is None and not set(ends) <= set(opened.columns):
            ends = [value, value]
        opened.need([*by, time, value, *ends], "a trend")
        dtype = opened.frame.collect_schema()[time]
        segment = nw.col("segment") if "segment" in opened.columns else nw.lit(0)
        rows = opened.frame.select(
            *(nw.col(n) for n in dict.fromkeys([*by, time])),
            *bounds(value, *ends).named("_value"),
            _time=in_years(time, dtype),
            _segment=segment,
        )
        rows = rows.filter(~nw.col("_time").is_null() & ~nw.col("_value").is_null())
        if not assume_sorted:
            rows = rows.sort(*by, "_time", "_value", nulls_last=True)
        eager = rows.collect()
        begins = np.zeros(len(eager), dtype=bool)
        begins[:1] = True
        for name in by:
            key = eager.select(text(name))[name]
            begins |= (key != key.shift(1)).fill_null(False).to_numpy()
        return eager.with_columns(nw.new_series("_begins", begins, backend=opened.implementation))

    def table(self, measures: Mapping[str, Any]) -> Any:
        """One row a series: its keys, how many figures, first and last time, and measures."""
        last = self.starts + self.length - 1
        made = self._rows[self.starts.tolist()].select(*self._by, first=nw.col(self._when))
        ends = self._rows[last.tolist()][self._when].alias("last")
        columns = {"n": self.length, **measures}
        backend = self._opened.implementation
        added = [
            nw.new_series(name, column, _KINDS.get(name, nw.Float64), backend=backend)
            for name, column in columns.items()
        ]
        made = made.with_columns(ends, *added)
        names = [*self._by, "n", "first", "last", *measures]
        numbers = [real(name) for name in measures if name not in _KINDS]
        return self._opened.close(made.with_columns(*numbers).select(*names).lazy(), self._by)
