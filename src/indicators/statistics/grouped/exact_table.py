"""Exact Mann-Kendall p-values of many short series, looked up."""

from __future__ import annotations

from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array
from indicators.statistics.kendall_exact import exact_p, tie_patterns
from indicators.statistics.trend_tests import EXACT_UP_TO


def replace_short(n: Array, s: Array, pairs: Array, triples: Array, p: Array) -> None:
    """Put the exact p-value in place of the normal one where there are 2 to 12 points.

    Up to 13 points, the number of tied pairs and that of tied triples tell how the values are
    tied; a test goes through all of them.

    >>> p = np.array([8.3031e-05])
    >>> replace_short(np.array([10.0]), np.array([45.0]), np.zeros(1), np.zeros(1), p)
    >>> f"{p[0]:.4e}"
    '5.5115e-07'
    """
    for points in range(2, EXACT_UP_TO + 1):
        rows = np.flatnonzero(n == points)
        if rows.size:
            places, table = _table(points)
            first = places[pairs[rows].astype(np.int64), triples[rows].astype(np.int64)]
            p[rows] = table[first + np.abs(s[rows]).astype(np.int64)]


@lru_cache(maxsize=EXACT_UP_TO)
def _table(points: int) -> tuple[NDArray[np.int64], Array]:
    """Where a way of being tied begins (by pairs and triples), then p by the size of S."""
    most = comb(points, 2)
    places = np.zeros((most + 1, comb(points, 3) + 1), dtype=np.int64)
    table: list[float] = []
    for sizes in tie_patterns(points):
        places[sum(comb(t, 2) for t in sizes), sum(comb(t, 3) for t in sizes)] = len(table)
        table.extend(exact_p(s, sizes) for s in range(most + 1))
    return places, np.array(table)
