"""A mean with Student's t interval, computed on the decimals as they were printed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from indicators.statistics.columns import Array, Figures, Numbers, checked, finite, plain

# 10^0 .. 10^9: more decimal places than any published table has.
_PLACES = 10


class Mean(NamedTuple):
    """A mean with limits, and what it was made of, all in the unit of the values."""

    value: Figures
    lower: Figures
    upper: Figures
    stdev: Figures
    total: Figures
    count: Figures


def mean(values: Numbers, confidence: float = 0.95) -> Mean:
    """Mean of values in their own unit, with limits by Student's t and the standard deviation.

    Valid for values that are roughly normal, or many. The decimals are taken as printed: 0.1 is
    one tenth and not the nearest binary number, so that 10000000.1 and 10000000.3 differ by
    exactly 0.2 where every value has at most nine decimals.

    Parameters
    ----------
    values : a column, or an array whose last axis is averaged; missing values are left out
    confidence : share, two-sided

    Returns
    -------
    Mean of floats, or of arrays without the last axis. Of one value the standard deviation
    (n - 1 in the denominator) and the limits are NaN; of none, everything but total and count.

    Raises
    ------
    ValueError
        Infinite values.

    Source
    ------
    Altman et al. (2000), Statistics with Confidence, 2nd ed., ch. 3; accuracy after the NIST
    Statistical Reference Datasets, univariate summary statistics.

    >>> result = mean([12, 15, 11, None, 14])
    >>> result.value, round(result.stdev, 6), round(result.lower, 4), round(result.upper, 4)
    (13.0, 1.825742, 10.0948, 15.9052)
    >>> mean([10000000.1, 10000000.2, 10000000.3]).stdev
    0.1
    """
    x = np.atleast_1d(finite(values, "values"))
    if x.shape[-1] == 0:
        x = np.full((*x.shape[:-1], 1), np.nan)
    return Mean(*map(plain, _of_rows(x, checked(confidence))))


def _of_rows(x: Array, confidence: float) -> tuple[Array, ...]:
    known = ~np.isnan(x)
    n = known.sum(axis=-1).astype(np.float64)
    total, squares = _sums(x, known, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.where(n > 0, total / n, np.nan)
        deviation = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
        half = stdtrit(n - 1, 0.5 + confidence / 2) * deviation / np.sqrt(n)
    return centre, centre - half, centre + half, deviation, total, n


def _sums(x: Array, known: NDArray[np.bool_], n: Array) -> tuple[Array, Array]:
    """Sum and sum of squared deviations of each row.

    In whole units of the last decimal the sums are exact; what has no such unit (more than nine
    decimals) is summed around its mean.
    """
    scale = _scales(x, known)
    whole = np.where(known, np.where(scale > 1, np.rint(x * scale), x * scale), 0.0)
    some = np.maximum(n, 1)
    # Any value near the others would do; the first known one costs nothing to find.
    near = np.take_along_axis(whole, known.argmax(axis=-1)[..., None], axis=-1)
    around = np.where(known, whole - near, 0.0)
    middle = (around.sum(axis=-1) / some)[..., None]
    total = near[..., 0] * n + around.sum(axis=-1)
    squares = np.where(known, (around - middle) ** 2, 0.0).sum(axis=-1)
    return total / scale[..., 0], squares / scale[..., 0] ** 2


def _scales(x: Array, known: NDArray[np.bool_]) -> Array:
    """The power of ten that makes a row's values whole numbers; 1 where there is none."""
    scale = np.ones((*x.shape[:-1], 1))
    open_rows = np.ones_like(scale, dtype=bool)
    for power in (10.0**place for place in range(_PLACES)):
        whole = np.rint(np.where(known, x, 0.0) * power)
        fits = (np.abs(whole) <= 2**52) & ((whole / power == x) | ~known)
        found = open_rows & fits.all(axis=-1, keepdims=True)
        scale[found] = power
        open_rows &= ~found
        if not open_rows.any():
            break
    return scale
