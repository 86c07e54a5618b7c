"""Measures of many series at once in plain NumPy: a row a point, a column a series."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array
from indicators.statistics.grouped import measures as m
from indicators.statistics.grouped.layout import Layout
from indicators.statistics.grouped.ordering import Index
from indicators.statistics.kendall import score_variance
from indicators.statistics.pairwise_slopes import ordered_slopes

Marks: TypeAlias = NDArray[np.bool_]

# Slopes held at once, about what a processor's own memory takes: 2 MB.
_HELD = 1 << 18
# Beyond so many points, each series is worked on alone: it has two million slopes.
_LONG = 2048


def measure(chunk: Layout, lanes: Index, z: float, out: Array) -> None:
    """Fill ``out[:, lanes]``; ``lanes`` should come shortest first."""
    first = 0
    while first < lanes.size:
        block = lanes[first : first + _width(int(chunk.length[lanes[first]]))]
        # Not too many more points than the first, so that little is filled up with nothing.
        block = block[chunk.length[block] <= 1.1 * chunk.length[block[0]] + 1]
        out[:, block] = _measured(*_columns(chunk, block), chunk.common, z)
        first += block.size


def _width(points: int) -> int:
    return max(_HELD // max(points * (points - 1) // 2, 64), 1)


def _columns(chunk: Layout, lanes: Index) -> tuple[Array, Array]:
    """Times (points x series, or points x 1 for a common clock) and values (points x series)."""
    points = int(chunk.length[lanes].max(initial=0))
    if chunk.common:
        panel = chunk.value.reshape(-1, points)[lanes]
        return chunk.time[:, None], np.ascontiguousarray(panel.T)
    step = np.arange(points)[:, None]
    inside = step < chunk.length[lanes]
    rows = np.where(inside, chunk.start[lanes] + step, 0)
    return np.where(inside, chunk.time[rows], np.nan), np.where(inside, chunk.value[rows], np.nan)


def _measured(time: Array, value: Array, common: bool, z: float) -> Array:
    out = np.zeros((m.COUNT, value.shape[1]))
    infinite = np.isinf(value).any(axis=0) | np.isinf(time).any(axis=0)
    there = np.isfinite(value) & np.isfinite(time)
    out[m.N], out[m.INFINITE] = there.sum(axis=0), infinite
    gaps = None
    if not there.all():
        there &= ~infinite
        gaps, value = ~there, np.where(there, value, np.nan)
        # A common clock stays one column: a missing value is enough to leave a point out.
        time = time if common else np.where(there, time, np.nan)
    with np.errstate(all="ignore"):
        _least_squares(time, value, gaps, out)
        _medians(time, value, gaps, out)
        _pairs(time, value, z, out)
    return out


def _least_squares(time: Array, value: Array, gaps: Marks | None, out: Array) -> None:
    n = value.shape[0] - (0 if gaps is None else gaps.sum(axis=0).astype(float))
    out[m.TIME_MEAN] = _total(_filled(time, gaps, 0.0)) / n
    out[m.VALUE_MEAN] = _total(_filled(value, gaps, 0.0)) / n
    t = _filled(time - out[m.TIME_MEAN], gaps, 0.0)
    y = _filled(value - out[m.VALUE_MEAN], gaps, 0.0)
    out[m.TIME_SQUARES], out[m.PRODUCTS] = _total(t * t), _total(t * y)
    out[m.VALUE_SQUARES] = _total(y * y)
    rest = y - out[m.PRODUCTS] / out[m.TIME_SQUARES] * t
    out[m.RESIDUAL_SQUARES] = _total(rest * rest)


def _filled(column: Array, gaps: Marks | None, with_what: float) -> Array:
    return column if gaps is None else np.where(gaps, with_what, column)


def _total(rows: Array) -> Array:
    """Row after row, as the compiled engine adds, so that both give the same bits."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


def _medians(time: Array, value: Array, gaps: Marks | None, out: Array) -> None:
    n = value.shape[0] - (np.zeros(1, int) if gaps is None else gaps.sum(axis=0))
    for column, field in ((time, m.TIME_MEDIAN), (value, m.VALUE_MEDIAN)):
        rows = np.ascontiguousarray(_filled(column, gaps, np.nan).T)
        out[field] = _middle(np.sort(rows, axis=1), np.broadcast_to(n, rows.shape[:1]))


def _middle(ordered: Array, n: Array) -> Array:
    """Median of the first n of each row; NaN where there are none."""
    return 0.5 * (_picked(ordered, (n - 1) // 2) + _picked(ordered, n // 2)) + 0.0


def _picked(ordered: Array, rank: Array) -> Array:
    """The element of a rank in each row, NaN for a rank below zero or beyond."""
    if ordered.shape[1] == 0:
        return np.full(ordered.shape[0], np.nan)
    inside = (rank >= 0) & (rank < ordered.shape[1])
    place = np.where(inside, rank, 0).astype(np.int64)[:, None]
    return np.where(inside, np.take_along_axis(ordered, place, axis=1)[:, 0], np.nan)


def _pairs(time: Array, value: Array, z: float, out: Array) -> None:
    """Kendall's score, ties and slopes, from each point to all before it."""
    points, width = value.shape
    slopes = np.empty((points * (points - 1) // 2, width)) if points <= _LONG else None
    first = 0
    for j in range(1, points):
        rise, run = value[j] - value[:j], time[j] - time[:j]
        later = run > 0
        _count_pairs(rise, run, later, out)
        if slopes is not None:
            np.divide(rise, run, out=slopes[first : first + j])
            if not later.all():
                slopes[first : first + j][~np.broadcast_to(later, rise.shape)] = np.nan
            first += j
    count = out[m.N] * (out[m.N] - 1) / 2 - out[m.TIME_PAIRS]
    count[out[m.INFINITE] > 0] = 0
    ranks = _sen_ranks(count, z, out)
    if slopes is not None:
        ordered = np.sort(np.ascontiguousarray(slopes.T), axis=1)
        found = [_picked(ordered, rank) for rank in ranks]
    else:
        found = [_alone(time, value, rank) for rank in ranks]
    out[m.SEN_LOW], out[m.SEN_HIGH] = found[2] + 0.0, found[3] + 0.0
    out[m.SEN_SLOPE] = 0.5 * (found[0] + found[1]) + 0.0


def _count_pairs(rise: Array, run: Array, later: Marks, out: Array) -> None:
    up, down = rise > 0, rise < 0
    equal = _counted(rise == 0)
    out[m.VALUE_PAIRS] += equal
    out[m.VALUE_TRIPLES] += equal * (equal - 1) / 2
    if not later.all():
        up, down, same = up & later, down & later, _counted(run == 0)
        out[m.TIME_PAIRS] += same
        out[m.TIME_TRIPLES] += same * (same - 1) / 2
    out[m.S] += _counted(up) - _counted(down)


def _counted(marks: Marks) -> Array:
    """How many marks each column has; bytes are added as bytes as long as they can hold it."""
    kind = np.int8 if marks.shape[0] < 128 else np.int64
    return np.add.reduce(marks.view(np.int8), axis=0, dtype=kind).astype(float)


def _sen_ranks(count: Array, z: float, out: Array) -> tuple[Array, Array, Array, Array]:
    """Ranks (from 0) of the two middle slopes and of the limits; -1 where there is none."""
    ties = out[m.VALUE_PAIRS], out[m.VALUE_TRIPLES], out[m.TIME_PAIRS], out[m.TIME_TRIPLES]
    half_width = z * np.sqrt(score_variance(out[m.N], *ties))
    low = np.rint((count - half_width) / 2) - 1
    high = np.rint((count + half_width) / 2)
    fits = (low >= 0) & (high < count)
    some = count > 0
    middle = np.where(some, (count - 1) // 2, -1), np.where(some, count // 2, -1)
    return *middle, np.where(fits, low, -1), np.where(fits, high, -1)


def _alone(time: Array, value: Array, ranks: Array) -> Array:
    """Slopes of given ranks, one series after another: for very long ones."""
    clocks = np.broadcast_to(time, value.shape)
    found = np.full(ranks.size, np.nan)
    for lane, rank in enumerate(ranks.tolist()):
        there = ~np.isnan(value[:, lane])
        if rank >= 0:
            points = clocks[there, lane], value[there, lane]
            found[lane] = ordered_slopes(*points, [int(rank)])[0]
    return found
