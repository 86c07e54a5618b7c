"""Order statistics of the slopes of all pairs of points, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indicators.statistics.columns import Array

# Slopes held at once: 32 MB.
_HELD = 1 << 22
_BINS = 1 << 16


def count_slopes(time: Array) -> int:
    """Pairs of points at different times; ``time`` must not fall.

    >>> count_slopes(np.array([1.0, 1, 2]))
    2
    """
    return int(np.searchsorted(time, time, side="left").sum())


def ordered_slopes(time: Array, value: Array, ranks: Sequence[int]) -> Array:
    """The slopes of given ranks (0 the smallest) among all pairs at different times.

    ``time`` must not fall and every rank must exist. A few passes over the pairs; at most some
    100 MB for any number of points.

    >>> ordered_slopes(np.array([1.0, 2, 3]), np.array([5.0, 7, 6]), [0, 1, 2])
    array([-1. ,  0.5,  2. ])
    """
    if not len(ranks):
        return np.zeros(0)
    if count_slopes(time) <= _HELD:
        every = np.concatenate([np.zeros(0), *_slopes(time, value)])
        return _at(np.partition(every, sorted(set(ranks))), ranks)
    return _narrowed(time, value, ranks)


def _at(ordered: Array, ranks: Sequence[int]) -> Array:
    return ordered[list(ranks)] + 0.0  # -0.0 becomes 0.0


def _slopes(time: Array, value: Array) -> Iterator[Array]:
    """Slopes from all earlier points to one point, for each point."""
    for j, n in enumerate(np.searchsorted(time, time, side="left").tolist()):
        yield (value[j] - value[:n]) / (time[j] - time[:n])


def _narrowed(time: Array, value: Array, ranks: Sequence[int]) -> Array:
    """Count the slopes in bins, then look into the bins that hold the ranks only."""
    low = min(float(part.min()) for part in _slopes(time, value) if part.size)
    high = max(float(part.max()) for part in _slopes(time, value) if part.size)
    if low == high:
        return np.full(len(ranks), low) + 0.0
    counts = np.zeros(_BINS, dtype=np.int64)
    for part in _gathered(_slopes(time, value)):
        counts += np.bincount(_bins(part, low, high), minlength=_BINS)
    ends = np.cumsum(counts)
    wanted = np.searchsorted(ends, ranks, side="right")
    keep = np.isin(np.arange(_BINS), wanted)
    parts = (part[keep[_bins(part, low, high)]] for part in _gathered(_slopes(time, value)))
    inside = np.sort(np.concatenate(list(parts)))
    before = np.cumsum(np.where(keep, 0, counts))[wanted]
    return _at(inside, (np.asarray(ranks) - before).tolist())


def _bins(slopes: Array, low: float, high: float) -> np.ndarray:
    # Monotone in the slope, rounding included, so that a bin never holds what belongs to another.
    scaled = (slopes - low) * ((_BINS - 1) / (high - low))
    return np.minimum(scaled.astype(np.int64), _BINS - 1)


def _gathered(parts: Iterator[Array]) -> Iterator[Array]:
    held: list[Array] = []
    size = 0
    for part in parts:
        held.append(part)
        size += part.size
        if size >= _HELD:
            yield np.concatenate(held)
            held, size = [], 0
    yield np.concatenate([np.zeros(0), *held])
