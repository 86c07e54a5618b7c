"""How far the bounds of figures leave the order of a series open, and what that does to its trend."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.kendall import score_variance, standard_score
from indicators.statistics.kendall_exact import exact_p
from indicators.statistics.tails import normal_p
from indicators.statistics.trend_tests import EXACT_UP_TO

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
# Comparisons held in memory at once.
_PIECE = 1 << 22


def least_favourable_p(
    starts: Counts, length: Counts, low: Array, high: Array, score: Array, p: Array
) -> tuple[Array, Counts]:
    """Mann-Kendall's two-sided p, were all pairs that bounds leave open against the trend.

    Parameters
    ----------
    starts, length : where each series begins in the columns, and how many figures it has; in the
        order of time
    low, high : bounds of the figures, NaN = open
    score, p : Mann-Kendall's S and its p of each series by the figures as printed

    Returns
    -------
    p of each series, never below the one given, and the number of pairs left open

    >>> one, zero = np.array([5]), np.array([0])
    >>> sure = np.array([1.0, 2, 3, 4, 5])
    >>> p = np.array([exact_p(10, (1,) * 5)])
    >>> least_favourable_p(zero, one, sure - 0.6, sure + 0.6, np.array([10.0]), p)
    (array([0.81666667]), array([4]))
    """
    sure, unsure = _pairs(starts, length, low, high)
    against = np.maximum(np.where(score > 0, sure, -sure) - unsure, 0)
    least = np.where(unsure > 0, np.maximum(_p(against, length), p), p)
    return np.where(np.isnan(p), np.nan, least), unsure


def _pairs(starts: Counts, length: Counts, low: Array, high: Array) -> tuple[Counts, Counts]:
    """Sure rises less sure falls of each series, and pairs that may be either."""
    sure, unsure = np.zeros(starts.size, np.int64), np.zeros(starts.size, np.int64)
    # Exact figures leave nothing open. A missing bound is unequal to itself, and inexact.
    inexact = np.add.reduceat(low != high, starts) > 0 if low.size else np.zeros(0, bool)
    for points in np.unique(length[inexact]):
        (these,) = np.nonzero(inexact & (length == points))
        step = max(_PIECE // int(points) ** 2, 1)
        for first in range(0, these.size, step):
            some = these[first : first + step]
            rows = starts[some][:, None] + np.arange(points)
            sure[some], unsure[some] = _compared(low[rows], high[rows])
    return sure, unsure


def _compared(low: Array, high: Array) -> tuple[Counts, Counts]:
    points = low.shape[1]
    early, late = np.triu_indices(points, 1)
    rises = (low[:, late] > high[:, early]).sum(axis=1)
    falls = (high[:, late] < low[:, early]).sum(axis=1)
    exact = np.where(low == high, low, np.nan)
    alike = (exact[:, late] == exact[:, early]).sum(axis=1)
    return rises - falls, early.size - rises - falls - alike


def _p(score: Counts, points: Counts) -> Array:
    """p of a score among orders without ties: exact for few points, normal beyond."""
    points = np.asarray(points)
    p = np.asarray(normal_p(standard_score(score, score_variance(points, 0, 0))), dtype=float)
    for n in range(2, EXACT_UP_TO + 1):
        (these,) = np.nonzero(points == n)
        p[these] = _exact(n)[score[these]]
    return p


@lru_cache(maxsize=EXACT_UP_TO)
def _exact(points: int) -> Array:
    most = points * (points - 1) // 2
    return np.array([exact_p(s, (1,) * points) for s in range(most + 1)])
