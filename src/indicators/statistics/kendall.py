"""Kendall's score of a series, its ties and its variance: what the trend tests share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indicators.statistics.columns import Array, Figures, Numbers, column


class Ties(NamedTuple):
    """How many pairs and triples of equal values a series has."""

    pairs: int
    triples: int


def dated(values: Numbers, time: Numbers | None, name: str = "values") -> tuple[Array, Array]:
    """Time and values in the order of time, without the points where either is missing.

    Without ``time`` the values are taken as one unit apart, a missing one keeping its place.

    Raises
    ------
    ValueError
        Where the two differ in length, are not one-dimensional, or time is infinite.

    >>> dated([3.0, None, 5.0], None)
    (array([0., 2.]), array([3., 5.]))
    >>> dated([3.0, 4.0], [2024, 2019])
    (array([2019., 2024.]), array([4., 3.]))
    """
    value = column(values, name)
    clock = np.arange(value.size, dtype=float) if time is None else column(time, "time")
    if value.ndim != 1 or clock.shape != value.shape:
        raise ValueError(
            f"{name} and time must be two columns of one length, got shapes {value.shape} and "
            f"{clock.shape}. Give one time for each value."
        )
    if np.isinf(clock).any():
        raise ValueError(f"time is infinite at position {int(np.argmax(np.isinf(clock)))}.")
    there = ~(np.isnan(value) | np.isnan(clock))
    clock, value = clock[there], value[there]
    # The value decides between equal times, so that the order of the rows never matters.
    order = np.lexsort((value, clock))
    return clock[order], value[order]


def by_season(value: Array, period: int) -> Array:
    """Cycles x seasons; the last cycle is filled up with NaN.

    >>> by_season(np.array([1.0, 2, 3]), 2)
    array([[ 1.,  2.],
           [ 3., nan]])
    """
    if value.ndim == 2:
        return value
    if value.ndim != 1 or period < 1:
        raise ValueError(
            f"period must be at least 1 and values a column or a table, got period {period} and "
            f"shape {value.shape}."
        )
    return np.append(value, [np.nan] * (-value.size % period)).reshape(-1, period)


def score(time: Array, value: Array) -> int:
    """Kendall's S: pairs that rise less pairs that fall; pairs at one time do not count.

    ``time`` must not fall. Source: Kendall (1975), Rank Correlation Methods.

    >>> score(np.array([1.0, 2, 3]), np.array([5.0, 7, 7]))
    2
    """
    earlier = np.searchsorted(time, time, side="left")
    rises = sum(int(np.count_nonzero(value[:n] < value[j])) for j, n in enumerate(earlier))
    falls = sum(int(np.count_nonzero(value[:n] > value[j])) for j, n in enumerate(earlier))
    return rises - falls


def ties(values: Array) -> Ties:
    """Pairs and triples of equal values.

    >>> ties(np.array([1.0, 2, 2, 3, 3, 3]))
    Ties(pairs=4, triples=1)
    """
    sizes = tie_sizes(values)
    pairs = sum(t * (t - 1) // 2 for t in sizes)
    return Ties(pairs, sum(t * (t - 1) * (t - 2) // 6 for t in sizes))


def tie_sizes(values: Array) -> tuple[int, ...]:
    """How often each distinct value occurs, largest first.

    >>> tie_sizes(np.array([1.0, 2, 2, 3, 3, 3]))
    (3, 2, 1)
    """
    return tuple(sorted(np.unique(values, return_counts=True)[1].tolist(), reverse=True))


def score_variance(
    n: Figures, pairs: Figures, triples: Figures, time_pairs: Figures = 0, time_triples: Figures = 0
) -> Figures:
    """Variance of S under no trend, with tied values and tied times.

    Numbers or arrays: points, then pairs and triples of equal values and of equal times. The sum
    over ties t(t-1)(2t+5) is 18 pairs + 12 triples.

    Source: Kendall (1975), Rank Correlation Methods, ch. 4; Gilbert (1987), equation 16.5.

    Gilbert's example of several values a time (8 values; ties 2, 2, 2; times 3 and 2 alike):

    >>> round(float(score_variance(8, 3, 0, 4, 1)), 1)
    58.1
    """
    untied = n * (n - 1) * (2 * n + 5) - 18 * (pairs + time_pairs) - 12 * (triples + time_triples)
    both = 2 * pairs * time_pairs / np.maximum(n * (n - 1), 1)
    three = 4 * triples * time_triples / np.maximum(n * (n - 1) * (n - 2), 1)
    return untied / 18 + both + three


def standard_score(s: Figures, variance: Figures) -> Figures:
    """Z of S, one unit nearer to zero for continuity; zero where S or its variance is zero.

    >>> float(standard_score(np.array(45), np.array(125.0)).round(6))
    3.93548
    """
    spread = np.sqrt(np.where(np.asarray(variance) > 0, variance, np.nan))
    z = (s - np.sign(s)) / spread
    return np.where((s == 0) | (np.asarray(variance) == 0), 0.0, z)
