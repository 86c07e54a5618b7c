"""Theil-Sen slopes: the median of the slopes of all pairs of points, with Sen's limits."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from indicators.statistics.columns import Array, Numbers, column, finite, two_sided_z
from indicators.statistics.kendall import by_season, dated
from indicators.statistics.pairwise_slopes import count_slopes, ordered_slopes
from indicators.statistics.trend_tests import variance_of_score


class TheilSen(NamedTuple):
    """A slope with limits, in units of the values per unit of time, and where the line starts."""

    n: int
    slope: float
    lower: float
    upper: float
    intercept: float


def theil_sen(
    values: Numbers,
    time: Numbers | None = None,
    confidence: float = 0.95,
    *,
    limits: Literal["nearest", "interpolated"] = "nearest",
) -> TheilSen:
    """Median slope of all pairs of points, in units of the values per unit of time.

    Nearly 30% of the points may be outliers. The limits need no distribution, but values that do
    not depend on one another; from about 10 points.

    Parameters
    ----------
    values : column of numbers; missing points are left out
    time : column of the same length, need not be sorted; without it, the values are one unit
        apart from 0 on. Pairs at one time have no slope.
    confidence : share, two-sided
    limits : the ranks of the limits rounded to whole ones, or slopes interpolated between ranks

    Returns
    -------
    TheilSen. The intercept is the median value less the slope times the median time (Conover).
    Limits are NaN where there are too few points for them at this confidence (up to 4 at 95%);
    slope and intercept are NaN where no two points differ in time.

    Raises
    ------
    ValueError
        Columns of different length; infinite values or times.

    Source
    ------
    Theil (1950), Proc. Kon. Ned. Akad. v. Wetensch. A 53; Sen (1968), Journal of the American
    Statistical Association 63; interpolated limits: Gilbert (1987), Statistical Methods for
    Environmental Pollution Monitoring, section 16.5.

    Gilbert's example, several values a time, 90% limits published as 2.6 and 9.3:

    >>> fit = theil_sen([10, 22, 21, 30, 22, 30, 40, 40], [1, 1, 1, 2, 3, 3, 4, 5], 0.9,
    ...                 limits="interpolated")
    >>> [round(x, 2) for x in (fit.slope, fit.lower, fit.upper)]
    [5.5, 2.57, 9.27]
    """
    clock, value = dated(finite(values, "values"), time)
    count = count_slopes(clock)
    if count == 0:
        return TheilSen(value.size, *[math.nan] * 4)
    half_width = two_sided_z(confidence) * math.sqrt(variance_of_score(clock, value))
    places = _nearest(count, half_width) if limits == "nearest" else _between(count, half_width)
    slope, lower, upper = _slopes_at(clock, value, count, places)
    intercept = float(np.median(value)) - slope * float(np.median(clock))
    return TheilSen(value.size, slope, lower, upper, intercept)


def seasonal_sen_slope(values: Numbers, period: int = 12) -> float:
    """Median slope of all pairs of points of the same season, in units of the values per cycle.

    ``values`` and ``period`` as for `seasonal_mann_kendall`; NaN where no season has two points.

    Source: Hirsch, Slack and Smith (1982), Water Resources Research 18.

    >>> seasonal_sen_slope([1, 9, 2, 9.5, 3, 10], period=2)
    0.75
    """
    seasons = by_season(finite(column(values, "values"), "values"), period).T
    every = [_all_slopes(*dated(season, None)) for season in seasons]
    together = np.concatenate([np.zeros(0), *every])
    return float(np.median(together)) if together.size else math.nan


def _all_slopes(time: Array, value: Array) -> Array:
    return ordered_slopes(time, value, range(count_slopes(time)))


def _nearest(count: int, half_width: float) -> tuple[float, float]:
    """Ranks (from 0) of the limits, as whole numbers."""
    below = np.rint((count - half_width) / 2) - 1
    return below, np.rint((count + half_width) / 2)


def _between(count: int, half_width: float) -> tuple[float, float]:
    return (count - half_width) / 2 - 1, (count + half_width) / 2


def _slopes_at(
    time: Array, value: Array, count: int, places: tuple[float, float]
) -> tuple[float, float, float]:
    """Median, lower and upper limit; no limits where one of their ranks does not exist."""
    fits = places[0] >= 0 and places[1] <= count - 1
    wanted = [(count - 1) / 2, *(places if fits else (math.nan, math.nan))]
    known = [p for p in wanted if not math.isnan(p)]
    ranks = [f(p) for p in known for f in (math.floor, math.ceil)]
    found = ordered_slopes(time, value, ranks).reshape(-1, 2)
    share = np.mod(known, 1.0)
    mixed = iter(np.where(share == 0.5, (found[:, 0] + found[:, 1]) / 2,
                          found[:, 0] + share * (found[:, 1] - found[:, 0])).tolist())  # fmt: skip
    median, lower, upper = (math.nan if math.isnan(p) else next(mixed) for p in wanted)
    return median, lower, upper
