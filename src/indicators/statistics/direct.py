"""Directly standardised rates with Dobson's limits, also for events that repeat in a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from indicators.statistics.columns import (
    Array,
    Figures,
    Numbers,
    counts,
    plain,
    populations,
    refuse,
)
from indicators.statistics.rates import byar_limits

# Fewer events than this give no reliable standardised rate.
LEAST_EVENTS = 10


class DirectRate(NamedTuple):
    """Events per `multiplier` people of the standard population, with limits and totals."""

    value: Figures
    lower: Figures
    upper: Figures
    events: Figures
    population: Figures


def directly_standardised_rate(
    events: Numbers,
    population: Numbers,
    standard: Numbers,
    confidence: float = 0.95,
    multiplier: float = 100_000,
    missing_as_zero: bool = False,
) -> DirectRate:
    """Events per `multiplier` people, had the area the age structure of the standard population.

    With a_i the standard's share of age group i, the rate is sum(a_i x_i / n_i); Dobson's limits
    move it by Byar's limits of the total, in proportion to the standard deviations.

    Parameters
    ----------
    events, population : counts by age group; the last axis is age, the others are areas
    standard : people of the standard population by age group
    confidence : share, two-sided
    multiplier : size of the population the rate is quoted for
    missing_as_zero : count an age group without figure as one without events

    Returns
    -------
    DirectRate of floats, or of arrays without the age axis. Rate and limits are NaN below 10
    events in all (not reliable), and where an age group is missing.

    Raises
    ------
    ValueError
        Negative events, a population of zero, a standard that is negative or empty.

    Source
    ------
    Dobson et al. (1991), Stat Med 10:457-462; Eayres (2008), APHO Technical Briefing 3.

    >>> result = directly_standardised_rate([30, 60, 90], [9000, 8000, 3000], [5, 3, 2])
    >>> [round(x, 2) for x in result[:3]], result.events
    ([991.67, 848.22, 1151.91], 180.0)
    """
    x = _events(events, missing_as_zero)
    n, weight = populations(population, "population"), _weights(standard)
    variance = (x * (weight / n) ** 2).sum(axis=-1)
    return _dobson(x, n, weight, variance, confidence, multiplier)


def repeated_events_rate(
    people: Mapping[int, Numbers],
    population: Numbers,
    standard: Numbers,
    confidence: float = 0.95,
    multiplier: float = 100_000,
    missing_as_zero: bool = False,
) -> DirectRate:
    """Directly standardised rate of events that one person can have more than once.

    The rate counts events; its variance counts people, weighted by the square of their number
    of events, because the events of one person are not independent. The limits are wider.

    Parameters
    ----------
    people : number of events a person had -> people with that many, by age group
    population, standard, confidence, multiplier, missing_as_zero : as for
        `directly_standardised_rate`

    Returns
    -------
    DirectRate; `events` is the number of events, not of people

    Source
    ------
    Stukel et al. (1994), Stat Med 13:1781-1791, in Dobson's form; Public Health England,
    Fingertips Technical Guidance: directly standardised rates of non-independent events.

    >>> once, twice = [26, 48, 66], [2, 6, 12]
    >>> result = repeated_events_rate({1: once, 2: twice}, [9000, 8000, 3000], [5, 3, 2])
    >>> [round(x, 2) for x in result[:3]], result.events
    ([991.67, 832.22, 1169.78], 180.0)
    """
    n, weight = populations(population, "population"), _weights(standard)
    groups = {int(times): _events(who, missing_as_zero) for times, who in people.items()}
    total = np.sum([times * who for times, who in groups.items()], axis=0)
    squares = np.sum([times**2 * who for times, who in groups.items()], axis=0)
    variance = (squares * (weight / n) ** 2).sum(axis=-1)
    return _dobson(total, n, weight, variance, confidence, multiplier)


def _events(events: Numbers, missing_as_zero: bool) -> Array:
    x = np.atleast_1d(counts(events, "events"))
    return np.nan_to_num(x, nan=0.0) if missing_as_zero else x


def _weights(standard: Numbers) -> Array:
    people = np.atleast_1d(counts(standard, "standard"))
    total = people.sum(axis=-1, keepdims=True)
    refuse(total <= 0, total, "standard must hold somebody", "Give its people by age group.")
    return np.asarray(people / total)


def _dobson(
    x: Array, n: Array, weight: Array, variance: Array, confidence: float, multiplier: float
) -> DirectRate:
    events = x.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Few or missing events: the rate is withheld, the totals are not.
        value = np.where(events >= LEAST_EVENTS, (weight * x / n).sum(axis=-1), np.nan)
        per_event = np.sqrt(variance / events)
    limits = byar_limits(events, confidence)
    low, high = (value + per_event * (limit - events) for limit in limits)
    people = np.broadcast_to(n, np.broadcast_shapes(n.shape, x.shape)).sum(axis=-1)
    value, low, high = (plain(np.asarray(one * multiplier)) for one in (value, low, high))
    return DirectRate(value, low, high, plain(events), plain(people))
