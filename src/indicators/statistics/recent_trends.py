"""The recent trend of an indicator: the last five points, by Fingertips' chi-square test."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from indicators.statistics.columns import (
    Array,
    Figures,
    Numbers,
    column,
    counts,
    finite,
    plain,
    two_sided_z,
)

POINTS = 5
# The 99.8% quantile of a chi-square variable of one degree of freedom.
CRITICAL = 9.549535706083

INCREASING, DECREASING = "increasing", "decreasing"
NO_CHANGE, NO_RESULT = "no significant change", "cannot be calculated"


class RecentTrend(NamedTuple):
    """A verdict in words, the chi-square (no unit), the slope a time step, and a reason."""

    trend: Figures
    chi_square: Figures
    slope: Figures
    reason: Figures


class _Faults(NamedTuple):
    """Rows that cannot be tested and why, the weightiest first."""

    rows: list[NDArray[np.bool_]]
    reasons: list[str]


def recent_trend(
    value: Numbers, lower: Numbers, upper: Numbers, time: Numbers = None, confidence: float = 0.95
) -> RecentTrend:
    """Whether an indicator with an interval rose or fell over its last five points, in words.

    A line is fitted with weights 1/s², s from the width of the interval. The trend is
    significant where (slope / its error)² > 9.5495 and the slope keeps its sign whichever single
    point is left out. Valid for yearly, independent points.

    Parameters
    ----------
    value, lower, upper : in time order; the last axis is time, the others are series
    time : years; 1, 2, 3 ... where not given
    confidence : of the interval

    Returns
    -------
    RecentTrend of "increasing", "decreasing", "no significant change" or "cannot be calculated"
    with the reason; slope in the value's unit a time step. Arrays where there are many series.

    Raises
    ------
    ValueError
        Infinite values.

    Source
    ------
    Public Health England, Fingertips Technical Guidance: Recent trends (2016).

    >>> recent_trend([30.6, 30.2, 28, 24.6, 24.67], [29, 28.6, 26.4, 23.2, 23.2],
    ...              [32.3, 31.9, 29.6, 26.2, 26.2])[0]
    'decreasing'
    >>> recent_trend([1, 2, 3], [0, 1, 2], [2, 3, 4]).reason
    'fewer than 5 points'
    """
    parts = [_last(finite(one, "value")) for one in (value, lower, upper)]
    y, low, high = np.broadcast_arrays(*parts)
    t = _times(time, y)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = (2 * two_sided_z(confidence) / (high - low)) ** 2
    t, weights = np.broadcast_arrays(t, weights)
    faults = _faults(y, t, [
        (np.isnan(y).any(axis=-1), "a value is missing"),
        (np.isnan(low + high).any(axis=-1), "an interval is missing"),
        ((high <= low).any(axis=-1), "an interval has no width"),
    ])  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        slope, precision = _slope(t, y, weights)
        steady = _keeps_sign(t, y, weights, slope)
        return _judge(slope, slope**2 * precision, steady, faults)


def recent_trend_of_proportion(part: Numbers, whole: Numbers, time: Numbers = None) -> RecentTrend:
    """Whether a proportion rose or fell over its last five points, in words.

    Cochran and Armitage's chi-square for a trend in proportions; the sign is that of the line
    through the logits, and must stay whichever single point is left out.

    Parameters
    ----------
    part, whole : counts in time order; the last axis is time, the others are series
    time : years; 1, 2, 3 ... where not given

    Returns
    -------
    RecentTrend; slope in logits a time step

    Raises
    ------
    ValueError
        Negative or infinite counts.

    Source
    ------
    Armitage (1955), Biometrics 11:375-386; Public Health England, Fingertips Technical Guidance:
    Recent trends (2016).

    >>> result = recent_trend_of_proportion([318, 314, 318, 291, 292], [468, 473, 501, 480, 499])
    >>> result.trend, round(result.chi_square, 2), round(result.slope, 3)
    ('decreasing', 12.59, -0.106)
    """
    x, n = np.broadcast_arrays(_last(counts(part, "part")), _last(counts(whole, "whole")))
    t = _times(time, x)
    faults = _faults(x, t, [
        (np.isnan(x + n).any(axis=-1), "a count is missing"),
        ((x > n).any(axis=-1), "a part exceeds its whole"),
        (((x == 0) | (x == n)).any(axis=-1), "a proportion of 0 or 1 has no logit"),
    ])  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        odds, even = logit(x / n), np.ones_like(x)
        slope, _ = _slope(t, odds, even)
        steady = _keeps_sign(t, odds, even, slope)
        return _judge(slope, _armitage(t, x, n), steady, faults)


def with_judgement(trend: Figures, polarity: str = "none") -> Figures:
    """A trend in words with what it means where high or low is good.

    >>> with_judgement("decreasing", "low")
    'decreasing and getting better'
    >>> with_judgement(["increasing", "no significant change"], "none").tolist()
    ['increasing', 'no significant change']
    """
    words = np.asarray(trend)
    if polarity not in ("high", "low", "none"):
        raise ValueError(f"polarity must be high, low or none, got {polarity!r}.")
    if polarity == "none":
        return plain(words)
    better = np.where(polarity == "high", INCREASING, DECREASING)
    moved = (words == INCREASING) | (words == DECREASING)
    tail = np.where(words == better, " and getting better", " and getting worse")
    return plain(np.where(moved, np.char.add(words, tail), words))


def _last(values: Array) -> Array:
    """The last five points, or what there is of them with NaN in front."""
    rows = np.atleast_1d(values)[..., -POINTS:]
    short = POINTS - rows.shape[-1]
    return np.pad(rows, [(0, 0)] * (rows.ndim - 1) + [(short, 0)], constant_values=np.nan)


def _times(time: Numbers, like: Array) -> Array:
    if time is None:
        return np.broadcast_to(np.arange(1.0, POINTS + 1), like.shape)
    t = _last(column(time, "time"))
    # Counted from the first: slopes do not change, and no digits are lost to the era.
    return np.broadcast_to(t - np.fmin.reduce(t, axis=-1, keepdims=True), like.shape)


def _faults(y: Array, t: Array, own: list[tuple[Any, str]]) -> _Faults:
    short = np.isnan(y[..., 0]) & np.isnan(t[..., 0])
    steps = np.diff(t, axis=-1)
    general = [
        (short | _padded(y), "fewer than 5 points"),
        (np.isnan(t).any(axis=-1), "a time is missing"),
        ((steps == 0).any(axis=-1), "two points have the same time"),
        ((steps < 0).any(axis=-1), "points are not in time order"),
    ]
    rows, reasons = zip(*general, *own, strict=True)
    return _Faults(list(rows), list(reasons))


def _padded(y: Array) -> NDArray[np.bool_]:
    """Series with leading gaps only: too short, rather than interrupted."""
    known = ~np.isnan(y)
    late = known.cumsum(axis=-1) == 0
    return late[..., 0] & (known | late).all(axis=-1)


def _slope(t: Array, y: Array, weights: Array) -> tuple[Array, Array]:
    """Slope of the weighted line and the inverse of its variance."""
    total = weights.sum(axis=-1, keepdims=True)
    away = t - (weights * t).sum(axis=-1, keepdims=True) / total
    # Values too, or a large level would drown a small slope in rounding.
    height = y - (weights * y).sum(axis=-1, keepdims=True) / total
    precision = (weights * away**2).sum(axis=-1)
    return (weights * away * height).sum(axis=-1) / precision, precision


def _keeps_sign(t: Array, y: Array, weights: Array, slope: Array) -> NDArray[np.bool_]:
    signs = [
        np.sign(_slope(*(np.delete(one, i, axis=-1) for one in (t, y, weights)))[0])
        for i in range(POINTS)
    ]
    return np.asarray((np.stack(signs) == np.sign(slope)).all(axis=0))


def _armitage(t: Array, x: Array, n: Array) -> Array:
    part, whole = x.sum(axis=-1, keepdims=True), n.sum(axis=-1, keepdims=True)
    away = t - (n * t).sum(axis=-1, keepdims=True) / whole
    share = part / whole
    covered = (x * away).sum(axis=-1) ** 2
    return np.asarray(covered / ((share * (1 - share))[..., 0] * (n * away**2).sum(axis=-1)))


def _judge(
    slope: Array, chi_square: Array, steady: NDArray[np.bool_], faults: _Faults
) -> RecentTrend:
    bad = np.any(faults.rows, axis=0)
    surely = chi_square > CRITICAL
    trend = np.select(
        [bad, surely & steady & (slope > 0), surely & steady & (slope < 0)],
        [NO_RESULT, INCREASING, DECREASING], default=NO_CHANGE,
    )  # fmt: skip
    reason = np.select(
        [*faults.rows, ~surely, ~steady],
        [*faults.reasons, "chi-square is not above 9.5495", "one point decides the direction"],
        default="chi-square is above 9.5495 and no point decides the direction",
    )
    figures: list[NDArray[Any]] = [np.where(bad, np.nan, one) for one in (chi_square, slope)]
    return RecentTrend(plain(trend), plain(figures[0]), plain(figures[1]), plain(reason))
