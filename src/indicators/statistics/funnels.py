"""Control limits of a funnel plot for proportions, rates and ratios, and who lies outside."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import (
    Array,
    Figures,
    Numbers,
    column,
    counts,
    plain,
    populations,
    refuse,
    two_sided_z,
)
from indicators.statistics.direct import LEAST_EVENTS
from indicators.statistics.rates import count_limits, poisson_limits

LEVELS = (0.95, 0.998)
# What `significance` says, and a directly standardised rate of fewer than 10 events gets.
INSIDE, TOO_FEW = "not significant", "too few events"


class Funnel(NamedTuple):
    """Control limits at 95% and 99.8% in the unit of the plotted figure."""

    lower_95: Figures
    upper_95: Figures
    lower_998: Figures
    upper_998: Figures


def proportion_funnel(population: Numbers, average: float, multiplier: float = 100) -> Funnel:
    """Limits that a proportion of `average` stays in by chance, in units of `multiplier`.

    The area's Wilson interval holds the average exactly where its proportion lies within
    p ± z sqrt(p (1 - p) / n); limits are cut at 0 and 1.

    Parameters
    ----------
    population : denominators, numbers or a column
    average : share of all areas together, between 0 and 1
    multiplier : 100 for percent

    Raises
    ------
    ValueError
        A population of zero, an average outside 0..1.

    Source
    ------
    Spiegelhalter (2005), Stat Med 24:1185-1202; Wilson (1927).

    >>> [round(x, 3) for x in proportion_funnel(400, 0.8)]
    [76.08, 83.92, 73.82, 86.18]
    """
    if not 0 <= average <= 1:
        raise ValueError(f"average is a share between 0 and 1, got {average}. Divide percentages.")
    n = populations(population, "population")
    spread = np.sqrt(average * (1 - average) / n)
    sides = [average + sign * two_sided_z(level) * spread for level in LEVELS for sign in (-1, 1)]
    return Funnel(*(plain(np.clip(side, 0, 1) * multiplier) for side in sides))


def expected_funnel(events: Numbers) -> Funnel:
    """Expected events at which so many observed ones come to lie on a control limit, in events.

    The exact Poisson limits of the observed number, exchanged: on the *upper* control limit lies
    who observes this many though only the lower Poisson limit was expected.

    Parameters
    ----------
    events : observed events, above 0, numbers or a column

    Source
    ------
    Spiegelhalter (2005), Stat Med 24:1185-1202; Garwood (1936) for the exact limits.

    >>> [round(x, 4) for x in expected_funnel(9)]
    [17.0848, 4.1154, 22.6574, 2.4524]
    """
    pairs = [poisson_limits(events, level) for level in LEVELS]
    return Funnel(*(limit for pair in pairs for limit in (pair.upper, pair.lower)))


def ratio_funnel(events: Numbers, multiplier: float = 1) -> Funnel:
    """Observed over expected events on the control limits, times `multiplier`; average 1.

    Parameters, refusals and source: `expected_funnel`.

    >>> [round(x, 4) for x in ratio_funnel(9, multiplier=100)]
    [52.6784, 218.6922, 39.7222, 366.9838]
    """
    x = _some(events)
    return Funnel(*(plain(multiplier * x / column(e, "events")) for e in expected_funnel(x)))


def rate_funnel(events: Numbers, average: float, multiplier: float = 100_000) -> Funnel:
    """Rates on the control limits, in events per `multiplier` people.

    Parameters
    ----------
    events : observed events, above 0, numbers or a column
    average : rate of all areas together, per `multiplier` people
    multiplier : size of the population the rates are quoted for; only names the unit

    Source
    ------
    Spiegelhalter (2005), Stat Med 24:1185-1202; Garwood (1936) for the exact limits.

    >>> [round(x, 2) for x in rate_funnel(9, average=116.17)]
    [61.2, 254.05, 46.15, 426.33]
    """
    if not (average > 0 and multiplier > 0):
        raise ValueError(f"average and multiplier must be above 0, got {average}, {multiplier}.")
    return ratio_funnel(events, average)


def proportion_significance(part: Numbers, whole: Numbers) -> Figures:
    """Which proportions lie outside the funnel around their common average, as words.

    Parameters
    ----------
    part, whole : counts of the areas, columns

    Returns
    -------
    "high (99.8%)", "high (95%)", "not significant", "low (95%)", "low (99.8%)", or "" where a
    count is missing. The average is that of the areas with both counts.

    >>> proportion_significance([450, 400, 300], [500, 500, 500]).tolist()
    ['high (99.8%)', 'not significant', 'low (99.8%)']
    """
    x, n = np.broadcast_arrays(counts(part, "part"), populations(whole, "whole"))
    refuse(x > n, x, "part must not exceed its whole", "Are they in the same unit and period?")
    known = ~np.isnan(x + n)
    average = float(x[known].sum() / n[known].sum()) if known.any() else 0.0
    return plain(_outside(x / n, proportion_funnel(n, average, 1)))


def ratio_significance(observed: Numbers, expected: Numbers) -> Figures:
    """Which ratios of observed to expected events differ from 1, as words.

    Limits of the observed number are Byar's from 10 events up, exact Poisson below. Words as
    for `proportion_significance`.

    >>> ratio_significance([8, 30, 2], [6.2, 12.0, 9.0]).tolist()
    ['not significant', 'high (99.8%)', 'low (95%)']
    """
    x, e = np.broadcast_arrays(counts(observed, "observed"), populations(expected, "expected"))
    return plain(_by_counts(x, e))


def rate_significance(
    events: Numbers,
    rate: Numbers,
    population: Numbers = None,
    multiplier: float = 100_000,
    standardised: bool = False,
) -> Figures:
    """Which rates differ from the average of all areas, as words.

    The average is weighted by the population each rate implies (events over rate), which for a
    standardised rate is the effective one.

    Parameters
    ----------
    events : observed events, a column
    rate : events per `multiplier` people, a column
    population : needed for crude rates of areas without events
    multiplier : size of the population the rates are quoted for
    standardised : directly standardised rates; below 10 events they are "too few events"

    Returns
    -------
    Words as for `proportion_significance`

    >>> rate_significance([250, 120, 60, 4], [250.0, 120.0, 60.0, 4.0], standardised=True).tolist()
    ['high (99.8%)', 'not significant', 'low (99.8%)', 'too few events']
    """
    x, r = np.broadcast_arrays(counts(events, "events"), counts(rate, "rate"))
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = np.where(x > 0, x / r * multiplier, np.nan)
    if population is not None and not standardised:
        implied = np.where(x > 0, implied, populations(population, "population"))
    known = ~np.isnan(x) & ~np.isnan(implied)
    average = x[known].sum() / implied[known].sum() if known.any() else np.nan
    words = _by_counts(x, implied * average)
    few = standardised & (x < LEAST_EVENTS)
    return plain(np.where(few, TOO_FEW, words))


def _by_counts(x: Array, expected: Array) -> NDArray[Any]:
    sides = [
        column(limit, "limit") for level in LEVELS for limit in reversed(count_limits(x, level))
    ]
    # Limits of the count that lie above what was expected are high, below it low.
    return _outside(-expected, Funnel(*(-side for side in sides)))


def _outside(figure: Array, funnel: Funnel) -> NDArray[Any]:
    sides = [
        (figure < funnel.lower_998, "low (99.8%)"), (figure < funnel.lower_95, "low (95%)"),
        (figure > funnel.upper_998, "high (99.8%)"), (figure > funnel.upper_95, "high (95%)"),
        (~np.isnan(figure), INSIDE),
    ]  # fmt: skip
    return np.select([side for side, _ in sides], [word for _, word in sides], default="")


def _some(events: Numbers) -> Array:
    x = counts(events, "events")
    refuse(x == 0, x, "a control limit needs events", "Start the axis at 1.")
    return x
