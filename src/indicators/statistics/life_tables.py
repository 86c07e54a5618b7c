"""Life expectancy by Chiang's abridged life table, with Silcocks' variance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from indicators.statistics.columns import (
    Array,
    Numbers,
    column,
    counts,
    populations,
    refuse,
    two_sided_z,
)

AGES = (0, 1, *range(5, 95, 5))
# People in all below which a life table is not reliable.
LEAST_POPULATION = 5_000
# Years; an estimate whose 95% interval is wider than this is withheld.
WIDEST_INTERVAL = 20


class LifeExpectancy(NamedTuple):
    """Years still to live at the start of each age group, with limits."""

    value: Array
    lower: Array
    upper: Array


class _Table(NamedTuple):
    """Columns of a life table; the last axis is age."""

    width: Array
    lived: Array
    died: Array
    survivors: Array
    years: Array


def life_expectancy(
    deaths: Numbers,
    population: Numbers,
    start_ages: Numbers = AGES,
    confidence: float = 0.95,
    least_population: float = LEAST_POPULATION,
    withhold_wide: bool = True,
) -> LifeExpectancy:
    """Years still to live at the start of each age group, from one period's deaths, with limits.

    Chiang's abridged life table: who dies in an age group lives half of it, in the first year of
    life a tenth. The variance adds to Chiang's the last, open age group (Silcocks), which it
    leaves out.

    Parameters
    ----------
    deaths, population : by age group; the last axis is age, the others are areas
    start_ages : first year of each group, from 0 upwards; the last group is open
    confidence : share, two-sided
    least_population : fewer people than this in all give NaN
    withhold_wide : where the 95% interval is wider than 20 years, give its limits only

    Returns
    -------
    LifeExpectancy of arrays in the shape of the deaths; NaN for an area with a missing figure,
    with too few people, or with nobody dead in the last age group

    Raises
    ------
    ValueError
        Negative deaths, a population of zero, more deaths than people, ages that do not rise
        from 0.

    Source
    ------
    Chiang (1968), Introduction to Stochastic Processes in Biostatistics, ch. 9; Silcocks et al.
    (2001), J Epidemiol Community Health 55:38-43; Eayres and Williams (2004), ibid. 58:243-249.

    >>> ages, deaths = [0, 1, 15, 45, 65, 80], [5, 2, 10, 60, 150, 200]
    >>> result = life_expectancy(deaths, [900, 12000, 30000, 20000, 8000, 2000], ages)
    >>> [round(float(column[0]), 2) for column in result]
    [82.73, 81.4, 84.05]
    """
    x, n = counts(deaths, "deaths"), populations(population, "population")
    x, n = np.broadcast_arrays(np.atleast_1d(x), np.atleast_1d(n))
    refuse(x > n, x, "deaths must not exceed the population", "Give people at mid-year.")
    table = _life_table(x, n, _ages(start_ages, x.shape[-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        left = _from_the_end(table.years) / table.survivors
        error = np.sqrt(_variance(table, x, x / n, left))
    good = (n.sum(axis=-1, keepdims=True) > least_population) & np.isfinite(left)
    half = two_sided_z(confidence) * error
    wide = withhold_wide & (2 * ndtri(0.975) * error > WIDEST_INTERVAL)
    shown = np.where(good & ~wide, left, np.nan)
    low, high = (np.where(good, left + s * half, np.nan) for s in (-1, 1))
    return LifeExpectancy(shown, low, high)


def _ages(start_ages: Numbers, groups: int) -> Array:
    ages = column(start_ages, "start_ages")
    if len(ages) != groups or ages[0] != 0 or not (np.diff(ages) > 0).all():
        raise ValueError(
            f"start_ages must rise from 0 and name {groups} age groups, got {ages.tolist()}. "
            "Sort the rows by age and give one start age each."
        )
    return ages


def _life_table(x: Array, n: Array, ages: Array) -> _Table:
    width = np.append(np.diff(ages), np.nan)
    lived = np.where(ages == 0, 0.1, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        mortality = x / n
        died = mortality * width / (1 + mortality * width * (1 - lived))
        # More deaths than the group has years to lose: nobody survives it.
        died = np.minimum(died, 1)
        died[..., -1] = 1.0
        survivors = np.concatenate(
            [np.ones_like(died[..., :1]), np.cumprod(1 - died[..., :-1], axis=-1)], axis=-1
        )
        after = np.append(survivors[..., 1:], np.zeros_like(survivors[..., :1]), axis=-1)
        years = width * (after + lived * (survivors - after))
        years[..., -1] = survivors[..., -1] / mortality[..., -1]
    return _Table(width, lived, died, survivors, years)


def _variance(table: _Table, x: Array, mortality: Array, left: Array) -> Array:
    """Variance of the years left, in years squared."""
    dies = np.where(x > 0, table.died**2 * (1 - table.died) / x, 0.0)
    after = np.append(left[..., 1:], np.zeros_like(left[..., :1]), axis=-1)
    reach = (1 - table.lived) * table.width + after
    parts = dies * table.survivors**2 * reach**2
    parts[..., -1] = table.survivors[..., -1] ** 2 / (x[..., -1] * mortality[..., -1] ** 2)
    return _from_the_end(parts) / table.survivors**2


def _from_the_end(values: Array) -> Array:
    return np.flip(np.cumsum(np.flip(values, axis=-1), axis=-1), axis=-1)
