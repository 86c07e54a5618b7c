"""Pairs of points of 64 series side by side: Kendall's score, ties, and slopes by rank.

To find a few slopes by rank, each becomes a whole number of 31 bits: in the upper ones how high
it lies between the smallest and the largest, in the lower ones which pair of points it is of.
A sorting network orders these, taking the same steps for every series. Around a wanted rank
only the slopes whose numbers cannot tell them apart are then computed exactly and compared.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from indicators.statistics.columns import Array
from indicators.statistics.grouped import measures as m
from indicators.statistics.grouped.ordering import Index
from indicators.statistics.kendall import score_variance

Keys = NDArray[np.int32]

# Series side by side; the slopes of 20 points then just fill a processor's innermost memory.
LANES = 64
_NO_SLOPE = np.int32(2**31 - 1)
# So many keys that cannot be told apart are put in order by insertion.
_FEW = 32

_variance = njit(error_model="numpy")(score_variance)


@njit(cache=True, error_model="numpy")
def pair_points(points: int) -> tuple[Index, Index]:
    """The earlier and the later point of each pair."""
    pairs = max(points * (points - 1) // 2, 1)
    early, late = np.zeros(pairs, np.int64), np.zeros(pairs, np.int64)
    pair = 0
    for j in range(1, points):
        for i in range(j):
            early[pair], late[pair] = i, j
            pair += 1
    return early, late


@njit(cache=True, error_model="numpy")
def whole_pairs(clock: Array, y: Array, width: int, keys: Keys, sums: Array) -> int:
    """Score, ties and keys where nothing is missing and all share a strictly rising clock."""
    low, high = np.full(LANES, np.inf), np.full(LANES, -np.inf)
    # Any slope lies between those of neighbours that it spans.
    for j in range(1, width):
        step = 1.0 / (clock[j] - clock[j - 1])
        for lane in range(LANES):
            slope = (y[j, lane] - y[j - 1, lane]) * step
            low[lane] = slope if slope < low[lane] else low[lane]
            high[lane] = slope if slope > high[lane] else high[lane]
    bits, scale = _scales(low, high, width)
    up, equal = np.zeros(LANES, np.int64), np.zeros(LANES, np.int64)
    pair = 0
    for j in range(1, width):
        equal[:] = 0
        for i in range(j):
            step = 1.0 / (clock[j] - clock[i])
            for lane in range(LANES):
                rise = y[j, lane] - y[i, lane]
                up[lane] += rise > 0
                equal[lane] += rise == 0
                place = (rise * step - low[lane]) * scale[lane]
                keys[pair, lane] = (np.int32(place if place > 0 else 0.0) << bits) | pair
            pair += 1
        for lane in range(LANES):
            sums[m.VALUE_PAIRS, lane] += equal[lane]
            sums[m.VALUE_TRIPLES, lane] += equal[lane] * (equal[lane] - 1) // 2
    for lane in range(LANES):
        sums[m.S, lane] = 2 * up[lane] + sums[m.VALUE_PAIRS, lane] - pair
    return bits


@njit(cache=True, error_model="numpy")
def any_pairs(t: Array, y: Array, width: int, keys: Keys, sums: Array) -> int:
    """Score, ties and keys of series with clocks and lengths of their own, NaN at the end."""
    low, high = _ends(t, y, width)
    bits, scale = _scales(low, high, width)
    score = np.zeros(LANES, np.int64)
    equal, same = np.zeros(LANES, np.int64), np.zeros(LANES, np.int64)
    pair = 0
    for j in range(1, width):
        equal[:] = 0
        same[:] = 0
        for i in range(j):
            for lane in range(LANES):
                rise, run = y[j, lane] - y[i, lane], t[j, lane] - t[i, lane]
                later = run > 0
                score[lane] += np.int64(later & (rise > 0)) - np.int64(later & (rise < 0))
                equal[lane] += rise == 0
                same[lane] += run == 0
                place = (rise / run - low[lane]) * scale[lane]
                key = (np.int32(place if later and place > 0 else 0.0) << bits) | pair
                keys[pair, lane] = key if later else _NO_SLOPE
            pair += 1
        for lane in range(LANES):
            sums[m.VALUE_PAIRS, lane] += equal[lane]
            sums[m.VALUE_TRIPLES, lane] += equal[lane] * (equal[lane] - 1) // 2
            sums[m.TIME_PAIRS, lane] += same[lane]
            sums[m.TIME_TRIPLES, lane] += same[lane] * (same[lane] - 1) // 2
    for lane in range(LANES):
        sums[m.S, lane] = score[lane]
    return bits


@njit(cache=True, error_model="numpy")
def _ends(t: Array, y: Array, width: int) -> tuple[Array, Array]:
    """Between which all slopes lie; neighbours suffice unless they stand at one time."""
    low, high = np.full(LANES, np.inf), np.full(LANES, -np.inf)
    tied = False
    for j in range(1, width):
        for lane in range(LANES):
            tied |= t[j, lane] == t[j - 1, lane]
    for j in range(1, width):
        for i in range(0 if tied else j - 1, j):
            for lane in range(LANES):
                run = t[j, lane] - t[i, lane]
                slope = (y[j, lane] - y[i, lane]) / run
                low[lane] = slope if run > 0 and slope < low[lane] else low[lane]
                high[lane] = slope if run > 0 and slope > high[lane] else high[lane]
    return low, high


@njit(cache=True, error_model="numpy")
def _scales(low: Array, high: Array, width: int) -> tuple[int, Array]:
    """Bits for a pair's number, and what a slope is multiplied with to fill the others.

    Zero where the slopes differ by so little that rounding could change their order by more than
    one step: the keys then say nothing, and all slopes are compared.
    """
    bits = 1
    while (1 << bits) < width * (width - 1) // 2:
        bits += 1
    steps = np.float64((1 << (31 - bits)) - 4)
    scale = np.zeros(LANES)
    for lane in range(LANES):
        span = high[lane] - low[lane]
        largest = max(abs(low[lane]), abs(high[lane]))
        if span > 4e-15 * steps * largest and span < 1e300 and steps / span < 1e300:
            scale[lane] = steps / span
        else:
            low[lane] = 0.0
    return bits, scale


@njit(cache=True, error_model="numpy")
def network(count: int) -> tuple[Index, Index]:
    """Which rows to compare and exchange, one pair after the other, to put ``count`` in order.

    Batcher's merge exchange: Knuth, The Art of Computer Programming, algorithm 5.2.2M.
    """
    first, second = [0 for _ in range(0)], [0 for _ in range(0)]
    top = 1
    while 2 * top < count:
        top *= 2
    p = top if count > 1 else 0
    while p > 0:
        q, r, d = top, 0, p
        while True:
            for i in range(count - d):
                if (i & p) == r:
                    first.append(i)
                    second.append(i + d)
            if q == p:
                break
            d, q, r = q - p, q // 2, p
        p //= 2
    return np.array(first), np.array(second)


@njit(cache=True, error_model="numpy")
def sort_rows(rows: NDArray[np.float64] | Keys, first: Index, second: Index) -> None:
    """Put each column in order, smallest first, by a network."""
    for step in range(first.size):
        i, j = first[step], second[step]
        for lane in range(LANES):
            a, b = rows[i, lane], rows[j, lane]
            rows[i, lane] = min(a, b)
            rows[j, lane] = max(a, b)


@njit(cache=True, error_model="numpy")
def sen_ranks(n: Index, z: float, sums: Array, ranks: Index) -> None:
    """Ranks (from 0) of the two middle slopes and of the limits; -1 where there is none."""
    for lane in range(LANES):
        times = sums[m.TIME_PAIRS, lane], sums[m.TIME_TRIPLES, lane]
        ties = sums[m.VALUE_PAIRS, lane], sums[m.VALUE_TRIPLES, lane]
        count = n[lane] * (n[lane] - 1) // 2 - np.int64(times[0])
        half_width = z * math.sqrt(_variance(np.float64(n[lane]), *ties, *times))
        low = np.int64(np.rint((count - half_width) / 2)) - 1
        high = np.int64(np.rint((count + half_width) / 2))
        fits = low >= 0 and high < count
        ranks[0, lane] = (count - 1) // 2 if count > 0 else -1
        ranks[1, lane] = count // 2 if count > 0 else -1
        ranks[2, lane] = low if fits else -1
        ranks[3, lane] = high if fits else -1


@njit(cache=True, error_model="numpy")
def slopes_at(
    ranks: Index,
    keys: Keys,
    bits: int,
    t: Array,
    y: Array,
    early: Index,
    late: Index,
    spare: Array,
    found: Array,
) -> None:
    """The exact slopes of the ranks, by the slopes around whose keys are at most a step apart."""
    pair_of = (1 << bits) - 1
    for lane in range(LANES):
        for which in range(ranks.shape[0]):
            rank = ranks[which, lane]
            if rank < 0:
                found[which, lane] = np.nan
                continue
            first = last = rank
            # Keys without a slope stand at the end, far from any other.
            while first > 0 and (keys[first, lane] >> bits) - (keys[first - 1, lane] >> bits) < 2:
                first -= 1
            while (
                last < keys.shape[0] - 1
                and (keys[last + 1, lane] >> bits) - (keys[last, lane] >> bits) < 2
            ):
                last += 1
            held = last - first + 1
            for place in range(held):
                pair = keys[first + place, lane] & pair_of
                i, j = early[pair], late[pair]
                slope = (y[j, lane] - y[i, lane]) / (t[j, lane] - t[i, lane])
                hole = place
                while held <= _FEW and hole > 0 and spare[hole - 1] > slope:
                    spare[hole] = spare[hole - 1]
                    hole -= 1
                spare[hole] = slope
            if held > _FEW:
                spare[:held].sort()
            found[which, lane] = spare[rank - first]
