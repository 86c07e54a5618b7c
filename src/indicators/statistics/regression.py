"""A straight line by least squares, with intervals for its slope, its ends and new values."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.special import betainc, stdtrit

from indicators.statistics.columns import Array, Numbers, checked, column, finite


class Line(NamedTuple):
    """Slope in units of y per unit of x, intercept in units of y, both with limits."""

    n: int
    slope: float
    slope_lower: float
    slope_upper: float
    slope_se: float
    intercept: float
    intercept_lower: float
    intercept_upper: float
    intercept_se: float
    residual_sd: float
    r2: float
    t: float
    p: float


class Band(NamedTuple):
    """The line at given places, limits of the line, and limits of one more value there."""

    fitted: Array
    lower: Array
    upper: Array
    new_lower: Array
    new_upper: Array


def ols(x: Numbers, y: Numbers, confidence: float = 0.95) -> Line:
    """Least squares slope of y on x, in units of y per unit of x, with t intervals.

    Valid where the values scatter about a straight line with one spread and do not depend on
    one another; the intervals for roughly normal scatter. Sums are taken exactly and the
    solution is refined once, so that all digits of a float are right unless the data have none.

    Parameters
    ----------
    x, y : columns of one length; points where either is missing are left out
    confidence : share, two-sided

    Returns
    -------
    Line. ``p`` is two-sided, of no slope. With two points there are no intervals (NaN); with
    one, or all x alike, nothing but n. All y alike: slope 0, r2 NaN, p 1.

    Raises
    ------
    ValueError
        Columns of different length, infinite values.

    Source
    ------
    Draper and Smith (1998), Applied Regression Analysis, 3rd ed., ch. 1; accuracy after the NIST
    Statistical Reference Datasets, linear regression.

    >>> line = ols([2019, 2020, 2021, 2022, 2023], [4.1, 4.3, 4.2, 4.6, 4.8])
    >>> [round(v, 4) for v in (line.slope, line.slope_lower, line.slope_upper, line.p)]
    [0.17, 0.0388, 0.3012, 0.0259]
    """
    points = _points(x, y)
    n = points[0].size
    if n < 2 or np.ptp(points[0]) == 0:
        return Line(n, *[math.nan] * 12)
    slope, intercept = _solved(*points)
    return _with_intervals(*points, slope, intercept, checked(confidence))


def ols_band(x: Numbers, y: Numbers, at: Numbers, confidence: float = 0.95) -> Band:
    """The least squares line at given x, in units of y, with limits of line and of new values.

    ``x``, ``y`` and ``confidence`` as for `ols`; ``at`` is a column of places. The limits are NaN
    with fewer than three points.

    >>> band = ols_band([1, 2, 3, 4], [1, 3, 2, 4], [5])
    >>> [round(float(v[0]), 3) for v in band]
    [4.5, -0.499, 9.499, -1.954, 10.954]
    """
    line, (xs, _) = ols(x, y, confidence), _points(x, y)
    places = column(at, "at")
    fitted = line.intercept + line.slope * places
    centred = xs - xs.mean() if xs.size else xs
    with np.errstate(divide="ignore", invalid="ignore"):
        leverage = 1 / np.float64(line.n) + (places - np.mean(xs)) ** 2 / np.sum(centred**2)
    reach = _t(line.n, checked(confidence)) * line.residual_sd
    line_reach, new_reach = reach * np.sqrt(leverage), reach * np.sqrt(1 + leverage)
    return Band(
        fitted, fitted - line_reach, fitted + line_reach, fitted - new_reach, fitted + new_reach
    )


def _points(x: Numbers, y: Numbers) -> tuple[Array, Array]:
    xs, ys = finite(x, "x"), finite(y, "y")
    if xs.ndim != 1 or xs.shape != ys.shape:
        raise ValueError(
            f"x and y must be two columns of one length, got shapes {xs.shape} and {ys.shape}."
        )
    there = ~(np.isnan(xs) | np.isnan(ys))
    return xs[there], ys[there]


def _solved(x: Array, y: Array) -> tuple[float, float]:
    """Slope and intercept; what rounding left in the residuals is fitted once more."""
    dx = x - math.fsum(x) / x.size
    spread = math.fsum(dx * dx)
    slope = math.fsum(dx * (y - math.fsum(y) / y.size)) / spread
    intercept = (math.fsum(y) - slope * math.fsum(x)) / x.size
    rest = _residuals(x, y, slope, intercept)
    more = math.fsum(dx * rest) / spread
    return slope + more, intercept + (math.fsum(rest) - more * math.fsum(x)) / x.size


def _residuals(x: Array, y: Array, slope: float, intercept: float) -> Array:
    """y - intercept - slope x as if each operation were exact (Dekker 1971, Knuth 4.2.2)."""
    product, product_low = _product(np.full_like(x, slope), x)
    first, first_low = _sum(y, np.full_like(y, -intercept))
    second, second_low = _sum(first, -product)
    return second + (first_low + second_low - product_low)


def _sum(a: Array, b: Array) -> tuple[Array, Array]:
    total = a + b
    back = total - a
    return total, (a - (total - back)) + (b - back)


def _product(a: Array, b: Array) -> tuple[Array, Array]:
    (a_high, a_low), (b_high, b_low) = _halves(a), _halves(b)
    product = a * b
    low = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, low


def _halves(a: Array) -> tuple[Array, Array]:
    scaled = 134217729.0 * a  # 2**27 + 1
    high = scaled - (scaled - a)
    return high, a - high


def _with_intervals(x: Array, y: Array, slope: float, intercept: float, confidence: float) -> Line:
    n = x.size
    dx, dy = x - math.fsum(x) / n, y - math.fsum(y) / n
    rest = _residuals(x, y, slope, intercept)
    spread, left = math.fsum(dx * dx), math.fsum(rest * rest)
    flat = np.ptp(y) == 0
    slope, left = (0.0, 0.0) if flat else (slope, left)
    whole = math.fsum(dy * dy)
    sd = math.sqrt(left / (n - 2)) if n > 2 else math.nan
    slope_se = sd / math.sqrt(spread)
    intercept_se = sd * math.sqrt(math.fsum(x * x) / n / spread)
    reach = _t(n, confidence)
    return Line(
        n,
        slope, slope - reach * slope_se, slope + reach * slope_se, slope_se,
        intercept, intercept - reach * intercept_se, intercept + reach * intercept_se,
        intercept_se, sd,
        math.nan if flat else 1 - left / whole,
        *_tested(slope, slope_se, left / whole if whole else 1.0, n),
    )  # fmt: skip


def _tested(slope: float, slope_se: float, unexplained: float, n: int) -> tuple[float, float]:
    if n < 3:
        return math.nan, math.nan
    if slope == 0:
        return 0.0, 1.0
    t = slope / slope_se if slope_se else math.copysign(math.inf, slope)
    return t, float(betainc((n - 2) / 2, 0.5, min(unexplained, 1.0)))


def _t(n: int, confidence: float) -> float:
    return float(stdtrit(n - 2, 0.5 + confidence / 2)) if n > 2 else math.nan
