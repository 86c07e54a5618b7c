"""A rate of events with Byar's limits from 10 events and exact Poisson limits below."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from indicators.statistics.columns import (
    Array,
    Figures,
    Numbers,
    checked,
    counts,
    plain,
    populations,
    two_sided_z,
)

# Below this many events Byar's approximation is left for the exact limits.
BYAR_FROM = 10


class Limits(NamedTuple):
    """Lower and upper limit of a number of events."""

    lower: Figures
    upper: Figures


class Rate(NamedTuple):
    """Events per `multiplier` people with limits."""

    value: Figures
    lower: Figures
    upper: Figures


def byar_limits(events: Numbers, confidence: float = 0.95) -> Limits:
    """Byar's limits of a number of events, in events.

    An approximation to the Poisson limits, within 1% from 10 events up. With very few events at
    a high confidence the lower limit would be negative: it is NaN then, as it is for 0 events.

    Source
    ------
    Breslow and Day (1987), Statistical Methods in Cancer Research, vol. II, p. 69.

    >>> [round(x, 4) for x in byar_limits(65)]
    [50.1632, 82.8491]
    """
    x = counts(events, "events")
    return Limits(*map(plain, _byar(x, two_sided_z(confidence))))


def _byar(x: Array, z: float) -> tuple[Array, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * x) - z / (3 * np.sqrt(x))
        lower = np.where(root >= 0, x * (root * root * root), np.nan)
    more = x + 1
    root = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    # Products, not powers: numpy's power differs in the last digit between one and many.
    return lower, more * (root * root * root)


def poisson_limits(events: Numbers, confidence: float = 0.95) -> Limits:
    """Exact limits of a number of events, in events: quantiles of the chi-square distribution.

    Valid for any number of events; the lower limit of 0 events is 0.

    Source
    ------
    Garwood (1936), Biometrika 28:437-442; Armitage and Berry (2002), Statistical Methods in
    Medical Research, 4th ed.

    >>> [round(x, 4) for x in poisson_limits(9)]
    [4.1154, 17.0848]
    """
    x = counts(events, "events")
    return Limits(*map(plain, _exact(x, checked(confidence))))


def _exact(x: Array, confidence: float) -> tuple[Array, Array]:
    tail = (1 - confidence) / 2
    # A chi-square of 2k degrees of freedom is twice a gamma variable of shape k.
    with np.errstate(invalid="ignore"):
        lower = np.where(x == 0, 0.0, gammaincinv(x, tail))
    return lower, gammainccinv(x + 1, tail)


def count_limits(events: Numbers, confidence: float = 0.95) -> Limits:
    """Limits of a number of events, in events: Byar's from 10 events up, exact below.

    >>> [round(x, 4) for x in count_limits(9)] == [round(x, 4) for x in poisson_limits(9)]
    True
    >>> [round(x, 4) for x in count_limits(65)]
    [50.1632, 82.8491]
    """
    x = counts(events, "events")
    few = x < BYAR_FROM
    limits = [np.array(limit) for limit in _byar(x, two_sided_z(confidence))]
    # The exact limits cost fifty times as much: only where they are wanted.
    for limit, exact in zip(limits, _exact(x[few], checked(confidence)), strict=True):
        limit[few] = exact
    return Limits(*map(plain, limits))


def rate(
    events: Numbers, population: Numbers, confidence: float = 0.95, multiplier: float = 100_000
) -> Rate:
    """Events per `multiplier` people with limits: Byar's from 10 events up, exact Poisson below.

    Valid where events are independent of each other and rare in the population.

    Parameters
    ----------
    events, population : counts (fractions allowed), numbers or columns of one shape
    confidence : share, two-sided
    multiplier : size of the population the rate is quoted for

    Returns
    -------
    Rate of floats, or of arrays in the shape of the input; NaN where a figure is missing

    Raises
    ------
    ValueError
        Negative or infinite events, a population of zero.

    Source
    ------
    Breslow and Day (1987), vol. II; Armitage and Berry (2002), 4th ed.; Eayres (2008), APHO
    Technical Briefing 3, commonly used public health statistics.

    >>> [round(x, 4) for x in rate(65, 100, multiplier=100)]
    [65.0, 50.1632, 82.8491]
    >>> [round(x, 2) for x in rate(0, 12_000)]
    [0.0, 0.0, 30.74]
    """
    x, n = np.broadcast_arrays(counts(events, "events"), populations(population, "population"))
    limits = count_limits(x, confidence)
    scale = multiplier / n
    return Rate(plain(x * scale), plain(limits.lower * scale), plain(limits.upper * scale))
