"""The Mann-Kendall test of a series for a trend in one direction."""

from __future__ import annotations

import math
from typing import NamedTuple

from indicators.statistics.columns import Array, Numbers
from indicators.statistics.kendall import (
    dated,
    score,
    score_variance,
    standard_score,
    tie_sizes,
    ties,
)
from indicators.statistics.kendall_exact import exact_p
from indicators.statistics.tails import normal_log10_p, normal_p

# Up to this many points the p-value is exact unless the caller says otherwise.
EXACT_UP_TO = 12


class MannKendall(NamedTuple):
    """S with its variance, and how far that is from no trend; without unit."""

    n: int
    s: int
    var_s: float
    z: float
    p: float
    log10_p: float
    tau_a: float
    tau_b: float
    exact: bool


def mann_kendall(
    values: Numbers, time: Numbers | None = None, *, exact: bool | None = None
) -> MannKendall:
    """Mann-Kendall test: p-value of no trend, two-sided, with Kendall's tau.

    Any monotone trend counts, and no distribution is assumed, but the values must not depend on
    one another; see `hamed_rao` where they do. The exact p-value is used up to 12 points, tied
    values included; the normal one (with continuity) beyond, right from about 10 points. It
    misleads below: ten values that only rise have 8.3e-5 by the normal, 5.5e-7 exactly.

    Parameters
    ----------
    values : column of numbers in any unit; missing points are left out. Infinite values are
        ranked as largest or smallest.
    time : column of the same length, need not be sorted; without it the values are in order.
        Pairs of points at one time do not count, and the variance allows for them.
    exact : exact p-value always (True), never (False), or up to 12 points at distinct times

    Returns
    -------
    MannKendall. ``var_s`` and ``z`` belong to the normal approximation also where ``p`` is
    exact. ``tau_a`` counts tied pairs in its denominator, ``tau_b`` does not. All values alike:
    p is 1 and tau_b NaN. Fewer than two points: everything but n, s and var_s is NaN.

    Raises
    ------
    ValueError
        Columns of different length, infinite times; ``exact=True`` with equal times or more
        than 150 points.

    Source
    ------
    Mann (1945), Econometrica 13; Kendall (1975), Rank Correlation Methods; Gilbert (1987),
    Statistical Methods for Environmental Pollution Monitoring, ch. 16.

    >>> result = mann_kendall([412, 480, 683, 1052, 1385, 1418, 1634, 2178, 3362, 5948])
    >>> result.s, round(result.z, 4), f"{result.p:.4e}", result.tau_b
    (45, 3.9355, '5.5115e-07', 1.0)
    """
    clock, value = dated(values, time)
    s, variance = score(clock, value), variance_of_score(clock, value)
    apart = ties(clock).pairs == 0
    if exact and not apart:
        raise ValueError(
            "The exact p-value needs distinct times, got several values at one time. "
            "Use exact=False, or one value a time."
        )
    exactly = exact if exact is not None else apart and value.size <= EXACT_UP_TO
    result = judged(s, variance, value.size, *_taus(s, clock, value))
    return _exactly(result, value) if exactly and value.size > 1 else result


def variance_of_score(time: Array, value: Array) -> float:
    """Variance of S of one series, ties allowed for.

    >>> import numpy as np
    >>> variance_of_score(np.arange(10.0), np.arange(10.0))
    125.0
    """
    return float(score_variance(value.size, *ties(value), *ties(time)))


def judged(s: int, variance: float, n: int, tau_a: float, tau_b: float) -> MannKendall:
    """The test by the normal approximation; NaN where the variance is below zero or n below 2.

    >>> round(judged(45, 125.0, 10, 1.0, 1.0).p, 9)
    8.3031e-05
    """
    z = float(standard_score(s, variance)) if n > 1 else math.nan
    p, log10_p = float(normal_p(z)), float(normal_log10_p(z))
    return MannKendall(n, s, variance, z, p, min(log10_p, 0.0), tau_a, tau_b, False)


def _exactly(result: MannKendall, value: Array) -> MannKendall:
    p = exact_p(result.s, tie_sizes(value))
    return result._replace(p=p, log10_p=math.log10(p), exact=True)


def _taus(s: int, time: Array, value: Array) -> tuple[float, float]:
    pairs = value.size * (value.size - 1) // 2
    untied = (pairs - ties(time).pairs) * (pairs - ties(value).pairs)
    return ratio(s, pairs), ratio(s, math.sqrt(untied))


def ratio(part: float, whole: float) -> float:
    """Part over whole, NaN over zero.

    >>> ratio(1, 0)
    nan
    """
    return part / whole if whole else math.nan
