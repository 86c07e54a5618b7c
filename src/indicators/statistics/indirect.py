"""Indirectly standardised rates and ratios: what happened against what was to be expected."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indicators.statistics.columns import Array, Figures, Numbers, counts, plain, populations
from indicators.statistics.rates import count_limits


class IndirectRate(NamedTuple):
    """Events per `multiplier` people with limits, and the figures behind it."""

    value: Figures
    lower: Figures
    upper: Figures
    observed: Figures
    expected: Figures
    reference_rate: Figures


class IndirectRatio(NamedTuple):
    """Observed over expected events times `multiplier`, with limits."""

    value: Figures
    lower: Figures
    upper: Figures
    observed: Figures
    expected: Figures


def indirectly_standardised_ratio(
    events: Numbers,
    population: Numbers,
    reference_events: Numbers,
    reference_population: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
    missing_as_zero: bool = False,
    totals: bool = False,
) -> IndirectRatio:
    """Observed events over those expected at the reference's rates, times `multiplier`.

    Expected = sum(n_i X_i / N_i) over age groups; limits are those of the observed number:
    Byar's from 10 events up, exact Poisson below. Multiplier 100 gives the usual SMR.

    Parameters
    ----------
    events, population : counts by age group; the last axis is age, the others are areas
    reference_events, reference_population : the same of the reference population
    confidence : share, two-sided
    multiplier : 1 or 100
    missing_as_zero : count an age group without figure as one without events
    totals : `events` are already totals of all ages, one an area

    Returns
    -------
    IndirectRatio of floats, or of arrays without the age axis; NaN where nothing was expected

    Raises
    ------
    ValueError
        Negative figures, a reference population of zero.

    Source
    ------
    Breslow and Day (1987), vol. II; Eayres (2008), APHO Technical Briefing 3.

    >>> result = indirectly_standardised_ratio(
    ...     [4, 9, 12], [900, 800, 300], [30, 90, 300], [9000, 9000, 9000], multiplier=100)
    >>> [round(x, 2) for x in result[:3]], result.expected
    ([119.05, 77.02, 175.75], 21.0)
    """
    observed, expected = _both(
        events, population, reference_events, reference_population, missing_as_zero, totals
    )
    scale = _over(expected, multiplier)
    low, high = count_limits(observed, confidence)
    numbers = (observed * scale, low * scale, high * scale, observed, expected)
    return IndirectRatio(*(plain(np.asarray(one)) for one in numbers))


def indirectly_standardised_rate(
    events: Numbers,
    population: Numbers,
    reference_events: Numbers,
    reference_population: Numbers,
    confidence: float = 0.95,
    multiplier: float = 100_000,
    missing_as_zero: bool = False,
    totals: bool = False,
) -> IndirectRate:
    """Events per `multiplier` people: the standardised ratio times the reference's crude rate.

    Parameters, refusals and source: `indirectly_standardised_ratio`.

    Returns
    -------
    IndirectRate of floats, or of arrays without the age axis

    >>> result = indirectly_standardised_rate(
    ...     [4, 9, 12], [900, 800, 300], [30, 90, 300], [9000, 9000, 9000], multiplier=1000)
    >>> [round(x, 3) for x in result[:3]], round(result.reference_rate, 3)
    ([18.519, 11.981, 27.338], 15.556)
    """
    ratio = indirectly_standardised_ratio(
        events, population, reference_events, reference_population,
        confidence, 1, missing_as_zero, totals,
    )  # fmt: skip
    people = populations(reference_population, "reference_population")
    cases = _cases(reference_events, missing_as_zero)
    crude = plain(np.asarray(cases.sum(axis=-1) / people.sum(axis=-1) * multiplier))
    value, lower, upper = (one * crude for one in ratio[:3])
    return IndirectRate(value, lower, upper, ratio.observed, ratio.expected, crude)


def _both(
    events: Numbers, population: Numbers, reference_events: Numbers,
    reference_population: Numbers, missing_as_zero: bool, totals: bool,
) -> tuple[Array, Array]:  # fmt: skip
    """Observed and expected events."""
    people = populations(reference_population, "reference_population")
    share = _cases(reference_events, missing_as_zero) / people
    own = counts(population, "population")
    expected = (share * (np.nan_to_num(own, nan=0.0) if missing_as_zero else own)).sum(axis=-1)
    observed = counts(events, "events") if totals else _cases(events, missing_as_zero).sum(axis=-1)
    return np.asarray(observed), np.asarray(expected)


def _cases(events: Numbers, missing_as_zero: bool) -> Array:
    cases = counts(events, "events")
    return np.nan_to_num(cases, nan=0.0) if missing_as_zero else cases


def _over(expected: Array, multiplier: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, multiplier / expected, np.nan)
