"""XmR control charts: process limits, segments with limits of their own, target assurance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.causes import special_causes
from indicators.statistics.columns import Array, Figures, Numbers, column, finite, plain

# 3 / d2 for moving ranges of two points (d2 = 1.128), as it is printed everywhere.
TO_LIMITS = 2.66
# D4 for two points: a moving range above this many mean ranges is an outlier.
OUTLIER = 3.267
IMPROVEMENTS = ("increase", "decrease", "neutral")


class XmrLimits(NamedTuple):
    """Mean and process limits in the unit of the values; near limits at two thirds."""

    mean: Figures
    lower: Figures
    upper: Figures
    near_lower: Figures
    near_upper: Figures


class XmrChart(NamedTuple):
    """One entry a point: its segment, the limits there, and whether something caused it."""

    value: Array
    segment: NDArray[np.int64]
    mean: Array
    lower: Array
    upper: Array
    near_lower: Array
    near_upper: Array
    cause: NDArray[Any]
    meaning: NDArray[Any]


def xmr_limits(values: Numbers, screen_outliers: bool = True) -> XmrLimits:
    """Mean and natural process limits of a series, in its unit: mean ± 2.66 mean moving range.

    Moving ranges above 3.267 times their mean are left out of the mean once. Valid for points
    in time order that would be independent if nothing changed; better with twelve or more.

    Parameters
    ----------
    values : in time order; the last axis is time, the others are series. A missing point is no
        point, and the ranges on both sides of it are not counted.
    screen_outliers : leave out the ranges that a change of level makes

    Returns
    -------
    XmrLimits of floats, or of arrays without the time axis. Of one point the limits are NaN.

    Raises
    ------
    ValueError
        Infinite values.

    Source
    ------
    Wheeler (2000), Understanding Variation, 2nd ed.; NHS England, Making Data Count (2019), for
    screening and near limits.

    >>> [round(x, 4) for x in xmr_limits([3, 1, 4, 1, 5, 9, 2])]
    [3.5714, -6.6252, 13.7681, -3.2263, 10.3692]
    """
    x = np.atleast_1d(finite(values, "values"))
    ranges = np.abs(np.diff(x, axis=-1))
    mean_range = _mean(ranges)
    if screen_outliers:
        # A constant series has ranges of zero, none of which is an outlier.
        kept = (ranges < OUTLIER * mean_range[..., None]) | (ranges == 0)
        mean_range = _mean(np.where(kept, ranges, np.nan))
    mean, reach = _mean(x), TO_LIMITS * mean_range
    near = reach * 2 / 3
    return XmrLimits(*map(plain, (mean, mean - reach, mean + reach, mean - near, mean + near)))


def xmr_chart(
    values: Numbers,
    rebase: Sequence[int] = (),
    baseline: int | None = None,
    improvement: str = "neutral",
    screen_outliers: bool = True,
) -> XmrChart:
    """Limits at each point of a series, and which points have a special cause.

    Parameters
    ----------
    values : one series in time order
    rebase : positions (0 = first point) from where on limits are computed afresh
    baseline : number of points of each segment from which its limits are computed and then
        frozen; all of them where None
    improvement : "increase", "decrease" or "neutral": which way is better
    screen_outliers : as for `xmr_limits`

    Returns
    -------
    XmrChart. `cause` is the first rule that holds, see `special_causes`, or ""; `meaning` is
    "improvement", "concern", "high", "low" or "" by the side of the mean the point is on.

    Raises
    ------
    ValueError
        More than one series, positions that do not rise, an unknown direction.

    Source
    ------
    As for `xmr_limits`.

    >>> chart = xmr_chart([5, 6, 5, 7, 6, 5, 20, 21, 20, 22, 21, 20], rebase=[6])
    >>> chart.segment.tolist()[4:8], [round(float(x), 2) for x in chart.mean[5:7]]
    ([0, 0, 1, 1], [5.67, 20.67])
    """
    x = finite(values, "values")
    if x.ndim != 1:
        raise ValueError(f"values must be one series, got {x.ndim} dimensions. Call it per series.")
    if improvement not in IMPROVEMENTS:
        raise ValueError(f"improvement must be one of {', '.join(IMPROVEMENTS)}: {improvement!r}.")
    if baseline is not None and baseline < 2:
        raise ValueError(f"a baseline needs at least 2 points, got {baseline}.")
    segment = _segments(len(x), rebase)
    parts = [_one(x[segment == i], baseline, screen_outliers) for i in np.unique(segment)]
    columns = [np.concatenate(one) for one in zip(*parts, strict=True)] if parts else [x] * 6
    mean, lower, upper, near_lower, near_upper, causes = columns
    words = np.asarray(causes, dtype="<U24")
    meaning = _meaning(x - mean, words, improvement)
    return XmrChart(x, segment, mean, lower, upper, near_lower, near_upper, words, meaning)


def assurance(lower: Numbers, upper: Numbers, target: Numbers, improvement: str) -> Figures:
    """Whether a process will reach its target by itself, as words.

    Parameters
    ----------
    lower, upper : process limits, of the last segment
    target : in the same unit
    improvement : "increase" or "decrease"; "neutral" has no target to reach

    Returns
    -------
    "consistently passing", "consistently failing", "hit or miss", or "" where a figure is missing

    Source
    ------
    NHS England, Making Data Count (2019), assurance icons.

    >>> assurance(80, 90, 95, "increase"), assurance(80, 90, 85, "increase")
    ('consistently failing', 'hit or miss')
    >>> assurance([80, 96], [90, 99], 95, "increase").tolist()
    ['consistently failing', 'consistently passing']
    """
    if improvement not in IMPROVEMENTS:
        raise ValueError(f"improvement must be one of {', '.join(IMPROVEMENTS)}: {improvement!r}.")
    names = {"lower": lower, "upper": upper, "target": target}
    low, high, aim = np.broadcast_arrays(*(column(v, name) for name, v in names.items()))
    over, under = "consistently failing", "consistently passing"
    if improvement == "decrease":
        over, under = under, over
    known = ~np.isnan(low + high + aim) & (improvement != "neutral")
    words = np.select([~known, aim > high, aim < low], ["", over, under], default="hit or miss")
    return plain(words)


def _mean(values: Array) -> Array:
    known = ~np.isnan(values)
    n = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.asarray(np.where(n > 0, total / np.maximum(n, 1), np.nan))


def _segments(points: int, rebase: Sequence[int]) -> NDArray[np.int64]:
    starts = np.zeros(points, dtype=np.int64)
    places = list(rebase)
    if places != sorted(set(places)) or any(not 0 < place < points for place in places):
        raise ValueError(
            f"rebase must rise and lie between 1 and {points - 1}, got {places}. "
            "Positions count from 0; the first segment starts by itself."
        )
    starts[places] = 1
    return np.cumsum(starts)


def _one(x: Array, baseline: int | None, screen_outliers: bool) -> tuple[NDArray[Any], ...]:
    """Limits and causes of one segment."""
    limits = xmr_limits(x[:baseline], screen_outliers)
    causes = special_causes(x, *limits)
    return (*(np.full(len(x), one) for one in limits), causes)


def _meaning(side: Array, cause: NDArray[Any], improvement: str) -> NDArray[Any]:
    high, low = {
        "increase": ("improvement", "concern"), "decrease": ("concern", "improvement"),
        "neutral": ("high", "low"),
    }[improvement]  # fmt: skip
    caused = cause != ""
    return np.select([caused & (side > 0), caused & (side < 0)], [high, low], default="")
