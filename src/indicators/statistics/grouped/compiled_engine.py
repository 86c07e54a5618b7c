"""Measures of many series at once, compiled: the same bits as the NumPy engine, sooner.

Needs the extra ``fast`` (numba). Series are worked on 64 side by side, so that one instruction
serves several. Neither the order of additions nor any rounding differs from the other engine.
"""

from __future__ import annotations

import math

import numpy as np
from numba import boolean, float64, int64, njit, void

from indicators.statistics.columns import Array
from indicators.statistics.grouped import compiled_slopes as slopes
from indicators.statistics.grouped import measures as m
from indicators.statistics.grouped.compiled_slopes import LANES
from indicators.statistics.grouped.layout import Layout
from indicators.statistics.grouped.ordering import Index

# Longer series go to the NumPy engine: with more slopes a pair's number leaves too few bits.
LONGEST = 64


def measure(chunk: Layout, lanes: Index, z: float, out: Array) -> None:
    """Fill ``out[:, lanes]``; ``lanes`` should come shortest first, none above ``LONGEST``."""
    widest = int(chunk.length[lanes].max(initial=0))
    time, value = np.ascontiguousarray(chunk.time), np.ascontiguousarray(chunk.value)
    _measure(time, value, chunk.start, chunk.length, chunk.common, lanes, z, widest, out)


@njit(cache=True, error_model="numpy")
def _load_whole(time: Array, value: Array, start: Index, block: Index, t: Array, y: Array) -> bool:
    """Series into columns, all with one clock; False where anything is missing or infinite."""
    for lane in range(LANES):
        for i in range(time.size):
            y[i, lane] = value[start[block[lane]] + i]
    odd = 0.0
    for i in range(time.size):
        for lane in range(LANES):
            t[i, lane] = time[i]
            odd += y[i, lane] - y[i, lane]
    return odd == 0.0


@njit(cache=True, error_model="numpy")
def _load(
    time: Array,
    value: Array,
    start: Index,
    length: Index,
    common: bool,
    block: Index,
    t: Array,
    y: Array,
    n: Index,
    sums: Array,
) -> None:
    """Series into columns, points with neither time nor value closed up, NaN below."""
    t[:] = np.nan
    y[:] = np.nan
    n[:] = 0
    for lane in range(block.size):
        series = block[lane]
        clock = 0 if common else start[series]
        for i in range(length[series]):
            when, what = time[clock + i], value[start[series] + i]
            if math.isfinite(when) and math.isfinite(what):
                t[n[lane], lane], y[n[lane], lane] = when, what
                n[lane] += 1
            elif math.isinf(when) or math.isinf(what):
                sums[m.INFINITE, lane] = 1.0
        sums[m.N, lane] = n[lane]
        if sums[m.INFINITE, lane] > 0:
            t[:, lane] = np.nan
            y[:, lane] = np.nan
            n[lane] = 0


@njit(cache=True, error_model="numpy")
def _least_squares(t: Array, y: Array, n: Index, width: int, sums: Array) -> None:
    time_mean, value_mean = sums[m.TIME_MEAN], sums[m.VALUE_MEAN]
    squares, products = sums[m.TIME_SQUARES], sums[m.PRODUCTS]
    for i in range(width):
        for lane in range(LANES):
            time_mean[lane] += t[i, lane] if i < n[lane] else 0.0
            value_mean[lane] += y[i, lane] if i < n[lane] else 0.0
    for lane in range(LANES):
        time_mean[lane] /= n[lane]
        value_mean[lane] /= n[lane]
    for i in range(width):
        for lane in range(LANES):
            dt = t[i, lane] - time_mean[lane] if i < n[lane] else 0.0
            dy = y[i, lane] - value_mean[lane] if i < n[lane] else 0.0
            squares[lane] += dt * dt
            products[lane] += dt * dy
            sums[m.VALUE_SQUARES, lane] += dy * dy
    for i in range(width):
        for lane in range(LANES):
            dt = t[i, lane] - time_mean[lane] if i < n[lane] else 0.0
            dy = y[i, lane] - value_mean[lane] if i < n[lane] else 0.0
            rest = dy - products[lane] / squares[lane] * dt
            sums[m.RESIDUAL_SQUARES, lane] += rest * rest


@njit(cache=True, error_model="numpy")
def _medians(
    t: Array,
    y: Array,
    n: Index,
    width: int,
    steps: tuple[Index, Index],
    spare: Array,
    sums: Array,
) -> None:
    for i in range(width):
        for lane in range(LANES):
            spare[i, lane] = y[i, lane] if i < n[lane] else np.inf
    slopes.sort_rows(spare, *steps)
    for lane in range(LANES):
        low, high = (n[lane] - 1) // 2, n[lane] // 2
        some = n[lane] > 0
        sums[m.TIME_MEDIAN, lane] = 0.5 * (t[low, lane] + t[high, lane]) if some else np.nan
        middle = 0.5 * (spare[low, lane] + spare[high, lane]) + 0.0
        sums[m.VALUE_MEDIAN, lane] = middle if some else np.nan


# Written out, so that columns that may not be written to do not have it compiled again.
_COLUMN, _INDEX = float64[::1].copy(readonly=True), int64[::1]
_GIVEN = void(
    _COLUMN, _COLUMN, _INDEX, _INDEX, boolean, _INDEX, float64, int64, float64[:, ::1]
)  # fmt: skip


@njit([_GIVEN], cache=True, error_model="numpy")
def _measure(
    time: Array,
    value: Array,
    start: Index,
    length: Index,
    common: bool,
    lanes: Index,
    z: float,
    widest: int,
    out: Array,
) -> None:
    t, y = np.zeros((widest, LANES)), np.zeros((widest, LANES))
    spare = np.empty((widest, LANES))
    early, late = slopes.pair_points(widest)
    keys = np.empty((early.size, LANES), np.int32)
    n = np.empty(LANES, np.int64)
    ranks, found = np.empty((4, LANES), np.int64), np.empty((4, LANES))
    ordered = np.empty(early.size)
    width = -1
    for first in range(0, lanes.size, LANES):
        block = lanes[first : first + LANES]
        sums = np.zeros((m.COUNT, LANES))
        if width != length[block[-1]]:
            width = length[block[-1]]
            point_steps = slopes.network(width)
            slope_steps = slopes.network(width * (width - 1) // 2)
        whole = common and block.size == LANES and _load_whole(time, value, start, block, t, y)
        if whole:
            n[:] = width
            sums[m.N] = width
        else:
            _load(time, value, start, length, common, block, t, y, n, sums)
        _least_squares(t, y, n, width, sums)
        _medians(t, y, n, width, point_steps, spare, sums)
        if whole:
            bits = slopes.whole_pairs(t[:, 0].copy(), y, width, keys, sums)
        else:
            bits = slopes.any_pairs(t, y, width, keys, sums)
        slopes.sort_rows(keys, *slope_steps)
        slopes.sen_ranks(n, z, sums, ranks)
        slopes.slopes_at(
            ranks, keys[: width * (width - 1) // 2], bits, t, y, early, late, ordered, found
        )
        for lane in range(LANES):
            sums[m.SEN_SLOPE, lane] = 0.5 * (found[0, lane] + found[1, lane]) + 0.0
            sums[m.SEN_LOW, lane] = found[2, lane] + 0.0
            sums[m.SEN_HIGH, lane] = found[3, lane] + 0.0
        for field in range(m.COUNT):
            for lane in range(block.size):
                out[field, block[lane]] = sums[field, lane]
