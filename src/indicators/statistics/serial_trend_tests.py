"""Mann-Kendall tests of series whose values depend on the ones before."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from indicators.statistics.columns import Array, Numbers, checked
from indicators.statistics.kendall import dated
from indicators.statistics.sen_slopes import theil_sen
from indicators.statistics.trend_tests import (
    MannKendall,
    judged,
    mann_kendall,
    ratio,
    variance_of_score,
)


def hamed_rao(values: Numbers, *, lags: int | None = None, confidence: float = 0.95) -> MannKendall:
    """Mann-Kendall test with the variance widened for autocorrelation of the ranks.

    Only autocorrelations outside their own limits count. From about 20 points; the p-value is
    never exact.

    Parameters
    ----------
    values : column in order of time; missing points are left out and the rest is taken as
        consecutive
    lags : autocorrelations to look at; all without it, 3 in the paper
    confidence : share, of the limits of the autocorrelations

    Returns
    -------
    MannKendall, ``var_s`` being the corrected variance. Where that is below zero the series is
    too dependent for this correction: z and p are NaN.

    Source
    ------
    Hamed and Rao (1998), Journal of Hydrology 204.

    >>> result = hamed_rao([3, 4, 4, 6, 5, 7, 9, 8, 9, 11, 10, 12])
    >>> result.s, round(result.var_s, 3), round(result.z, 3)
    (58, 29.382, 10.516)
    """
    value = dated(values, None)[1]
    n = value.size
    r = autocorrelations(_ranks(_detrended(values, value)), _lags(lags, n))
    r = np.where(np.abs(r) <= ndtri(0.5 + checked(confidence) / 2) / np.sqrt(max(n, 1)), 0.0, r)
    k = np.arange(1, r.size + 1)
    weight = np.sum((n - k) * (n - k - 1) * (n - k - 2) * r)
    return _corrected(values, 1 + 2 * float(weight) / max(n * (n - 1) * (n - 2), 1))


def yue_wang(values: Numbers, *, lags: int | None = None) -> MannKendall:
    """Mann-Kendall test with the variance widened for the effective number of points.

    Parameters
    ----------
    values : column in order of time; missing points are left out and the rest is taken as
        consecutive
    lags : autocorrelations of the detrended values to add up; all without it, 1 in the paper

    Returns
    -------
    MannKendall, ``var_s`` being the corrected variance; z and p are NaN where that is below zero.

    Source
    ------
    Yue and Wang (2004), Water Resources Management 18.

    >>> result = yue_wang([3, 4, 4, 6, 5, 7, 9, 8, 9, 11, 10, 12], lags=1)
    >>> result.s, round(result.var_s, 3)
    (58, 5.69)
    """
    value = dated(values, None)[1]
    r = autocorrelations(_detrended(values, value), _lags(lags, value.size))
    k = np.arange(1, r.size + 1)
    return _corrected(values, 1 + 2 * float(np.sum((1 - k / max(value.size, 1)) * r)))


def pre_whitened(values: Numbers) -> MannKendall:
    """Mann-Kendall test of what each value adds to the share it owes to the one before.

    Takes away part of a real trend: see `trend_free_pre_whitened`.

    Source: Kulkarni and von Storch (1995), Meteorologische Zeitschrift 4; Yue and Wang (2002),
    Water Resources Research 38. Missing points as in `hamed_rao`; one point less in the result.

    >>> pre_whitened([3, 4, 4, 6, 5, 7, 9, 8, 9, 11, 10, 12]).s
    29
    """
    return mann_kendall(_whitened(dated(values, None)[1]), exact=False)


def trend_free_pre_whitened(values: Numbers) -> MannKendall:
    """Mann-Kendall test after the dependence left beside Sen's trend has been taken out.

    Source: Yue, Pilon, Phinney and Cavadias (2002), Hydrological Processes 16. Missing points as
    in `hamed_rao`; one point less in the result.

    >>> trend_free_pre_whitened([3, 4, 4, 6, 5, 7, 9, 8, 9, 11, 10, 12]).s
    47
    """
    value = dated(values, None)[1]
    white = _whitened(_detrended(values, value))
    trend = np.arange(1, white.size + 1) * theil_sen(values).slope
    return mann_kendall(white + trend, exact=False)


def autocorrelations(value: Array, lags: int) -> Array:
    """Autocorrelation at lag 1, 2, ..., each sum over n; zero where the values do not vary.

    >>> autocorrelations(np.array([1.0, 2, 3, 4]), 2).tolist()
    [0.25, -0.3]
    """
    if value.size < 2:
        return np.zeros(0)
    centred = value - value.mean()
    sums = np.correlate(centred, centred, "full")[value.size - 1 :]
    return sums[1 : lags + 1] / sums[0] if np.ptp(value) > 0 else np.zeros(lags)


def _lags(lags: int | None, n: int) -> int:
    if lags is not None and lags < 1:
        raise ValueError(f"lags must be at least 1, got {lags}. Leave it out for all of them.")
    return max(n - 1 if lags is None else min(lags, n - 1), 0)


def _detrended(values: Numbers, value: Array) -> Array:
    """Less Sen's slope a step, missing points having closed up."""
    slope = theil_sen(values).slope
    return value - np.arange(1, value.size + 1) * slope if np.isfinite(slope) else value


def _ranks(value: Array) -> Array:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, place, size = np.unique(value, return_inverse=True, return_counts=True)
    return (np.cumsum(size) - (size - 1) / 2)[place]


def _whitened(value: Array) -> Array:
    r = autocorrelations(value, 1)
    return value[1:] - value[:-1] * r[0] if r.size else value[1:]


def _corrected(values: Numbers, factor: float) -> MannKendall:
    clock, value = dated(values, None)
    plain = mann_kendall(value, exact=False)
    variance = variance_of_score(clock, value) * factor
    pairs = value.size * (value.size - 1) / 2
    return judged(plain.s, variance, value.size, ratio(plain.s, pairs), plain.tau_b)
