"""Areas in groups of equal size by rank: deciles, quintiles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array, Numbers, finite


def quantile_groups(values: Numbers, groups: int = 10, highest_first: bool = True) -> Array:
    """Number of the group (1 .. `groups`) that each value falls into by its rank, without unit.

    Equal values take the lowest of their ranks, so that they share a group. With n values, rank
    r and q groups the group is q + 1 - ceil((n + 1 - r) q / n), in whole numbers throughout.

    Parameters
    ----------
    values : a column; in more dimensions each row of the last axis is grouped by itself
    groups : 10 for deciles, 5 for quintiles
    highest_first : the highest values make group 1 (most deprived first), else the lowest

    Returns
    -------
    array of floats in the shape of the values; NaN for a missing value, and for every value
    where there are fewer values than groups

    Raises
    ------
    ValueError
        Infinite values, fewer than two groups.

    Source
    ------
    Public Health England, Technical Guide: Assigning deprivation categories (2017 revision).

    >>> quantile_groups([3, 8, 5, 9, 2, 7], groups=3)
    array([3., 1., 2., 1., 3., 2.])
    >>> quantile_groups([3, 8, 8, 9, 2, None], groups=5, highest_first=False)
    array([ 2.,  3.,  3.,  5.,  1., nan])
    """
    if groups < 2:
        raise ValueError(f"groups must be at least 2, got {groups}. 10 gives deciles.")
    x = np.atleast_1d(finite(values, "values"))
    known = ~np.isnan(x)
    n = known.sum(axis=-1, keepdims=True)
    if x.size == 0:
        return x
    rank = np.apply_along_axis(_lowest_rank, -1, -x if highest_first else x)
    from_top = n + 1 - rank
    group = groups + 1 + (-from_top * groups) // np.maximum(n, 1)
    return np.where(known & (n >= groups), group.astype(np.float64), np.nan)


def _lowest_rank(row: Array) -> NDArray[np.int64]:
    """1 for the smallest; equal values share the lowest of their ranks."""
    return np.searchsorted(np.sort(row), row) + 1
