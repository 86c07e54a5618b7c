"""Where each series lies in the columns given: panels, runs of rows, rows in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array, Numbers, column
from indicators.statistics.grouped.ordering import PIECE, Index, by_series_and_time, coded


@dataclass(frozen=True)
class Layout:
    """Series as runs of rows: ``time[time_start:]`` and ``value[start:]``, ``length`` each.

    ``common`` says that all series have one and the same strictly rising clock, which is then
    all there is in ``time``. ``order`` are the rows in the order of series and time, if they are
    not in it already.
    """

    names: NDArray[Any] | None
    time: Array
    value: Array
    start: Index
    length: Index
    common: bool
    order: NDArray[np.integer[Any]] | None = None

    @property
    def count(self) -> int:
        return self.length.size

    def chunk(self, first: int, last: int) -> Layout:
        """Series ``first`` to ``last``, with no more rows than theirs, in order."""
        begin = int(self.start[first]) if first < last else 0
        end = int(self.start[last - 1] + self.length[last - 1]) if first < last else 0
        rows = slice(begin, end) if self.order is None else self.order[begin:end]
        return Layout(
            None,
            self.time if self.common else self.time[rows],
            self.value[rows],
            self.start[first:last] - begin,
            self.length[first:last],
            self.common,
        )


def arrange(
    series: Any, time: Numbers, value: Numbers, offsets: bool | None, assume_sorted: bool
) -> Layout:
    """Find the series, put them in order where needed, and see whether they share a clock."""
    values, times = column(value, "value"), column(time, "time")
    if values.ndim == 2:
        return _panel(series, times, values, assume_sorted)
    if values.ndim != 1 or times.shape != values.shape:
        raise ValueError(
            f"time and value must be columns of one length, got shapes {times.shape} and "
            f"{values.shape}. A panel has a table of series x points and one clock of points."
        )
    keys = np.asarray(series.to_numpy() if hasattr(series, "to_numpy") else series)
    if _are_offsets(keys, values.size, offsets):
        bounds = keys.astype(np.int64)
        return _runs(None, times, values, bounds[:-1], np.diff(bounds), assume_sorted)
    return _named(keys, times, values, assume_sorted)


def _panel(series: Any, time: Array, value: Array, assume_sorted: bool) -> Layout:
    count, points = value.shape
    names = None if series is None else np.asarray(series)
    if names is not None and names.shape != (count,):
        raise ValueError(f"A panel of {count} series needs {count} names, got {names.shape}.")
    start = np.arange(count, dtype=np.int64) * points
    length = np.full(count, points, dtype=np.int64)
    if time.shape == value.shape:
        return _runs(names, time.ravel(), value.ravel(), start, length, assume_sorted)
    if time.shape != (points,):
        raise ValueError(
            f"A panel of {count} series x {points} points needs one clock of {points} times or a "
            f"time for every value, got shape {time.shape}."
        )
    if _rises(time):
        return Layout(names, time, np.ascontiguousarray(value).ravel(), start, length, True)
    every = np.broadcast_to(time, value.shape).ravel()
    return _runs(names, every, value.ravel(), start, length, False)


def _are_offsets(keys: NDArray[Any], rows: int, said: bool | None) -> bool:
    """Whether the first column gives where series start, rather than a name for every row."""
    fits = bool(
        keys.ndim == 1
        and keys.size > 0
        and keys.dtype.kind in "iu"
        and keys[0] == 0
        and keys[-1] == rows
        and (np.diff(keys.astype(np.int64)) >= 0).all()
    )
    if said if said is not None else fits and keys.shape != (rows,):
        if not fits:
            raise ValueError(
                f"Offsets must be whole numbers from 0 to {rows} (the rows) that never fall."
            )
        return True
    if keys.shape != (rows,):
        raise ValueError(
            f"series must name each of the {rows} rows, or be offsets from 0 to {rows}; "
            f"got shape {keys.shape}."
        )
    if fits and said is None:
        raise ValueError(
            "series may be names or offsets: say which with offsets=False or offsets=True."
        )
    return False


def _named(keys: NDArray[Any], time: Array, value: Array, assume_sorted: bool) -> Layout:
    _refuse_unnamed(keys)
    if assume_sorted or _never_falls(keys):
        start = _run_starts(keys)
        length = np.diff(np.append(start, keys.size))
        return _runs(keys[start], time, value, start, length, assume_sorted)
    names, codes, length = coded(keys)
    order = by_series_and_time(codes, time, value)
    return Layout(names, time, value, np.cumsum(length) - length, length, False, order)


def _refuse_unnamed(keys: NDArray[Any]) -> None:
    if keys.dtype.kind == "f":
        unnamed = np.isnan(keys)
    elif keys.dtype.kind == "O":
        unnamed = np.array([key is None or key != key for key in keys], dtype=np.bool_)
    else:
        return
    if unnamed.any():
        raise ValueError(
            f"series has no name at position {int(np.argmax(unnamed))} (and "
            f"{int(unnamed.sum()) - 1} more). Name the series of every row, or leave the row out."
        )


def _never_falls(keys: NDArray[Any]) -> bool:
    pieces = (slice(first, first + PIECE) for first in range(0, keys.size - 1, PIECE))
    return all(bool((keys[1:][piece] >= keys[:-1][piece]).all()) for piece in pieces)


def _run_starts(keys: NDArray[Any]) -> Index:
    """Rows whose name is not the one of the row before."""
    found = [np.zeros(min(keys.size, 1), dtype=np.int64)]
    for first in range(1, keys.size, PIECE):
        last = min(first + PIECE, keys.size)
        found.append(np.flatnonzero(keys[first:last] != keys[first - 1 : last - 1]) + first)
    return np.concatenate(found)


def _runs(
    names: NDArray[Any] | None,
    time: Array,
    value: Array,
    start: Index,
    length: Index,
    assume_sorted: bool,
) -> Layout:
    clock = _common_clock(time, length)
    if clock is not None:
        return Layout(names, clock, value, start, length, True)
    if assume_sorted or not _any_falls(time, start):
        return Layout(names, time, value, start, length, False)
    codes = np.repeat(np.arange(length.size, dtype=np.int64), length)
    order = by_series_and_time(codes, time, value)
    return Layout(names, time, value, start, length, False, order)


def _common_clock(time: Array, length: Index) -> Array | None:
    """The clock all series share, where they do and it rises strictly."""
    points = int(length[0]) if length.size else 0
    if points == 0 or time.size != points * length.size or (length != points).any():
        return None
    clock, table = time[:points], time.reshape(-1, points)
    step = max(PIECE // points, 1)
    same = all(
        bool((table[row : row + step] == clock).all()) for row in range(0, length.size, step)
    )
    return clock.copy() if same and _rises(clock) else None


def _rises(clock: Array) -> bool:
    return bool(clock.size and np.isfinite(clock).all() and (clock[1:] > clock[:-1]).all())


def _any_falls(time: Array, start: Index) -> bool:
    """Whether a time is before the one above it in the same series, or is missing."""
    for first in range(1, time.size, PIECE):
        last = min(first + PIECE, time.size)
        falls = ~(time[first:last] >= time[first - 1 : last - 1])
        inside = start[(start >= first) & (start < last)] - first
        falls[inside] = False
        if falls.any():
            return True
    return bool(np.isnan(time[:1]).any())
