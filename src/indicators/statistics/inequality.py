"""Slope and relative index of inequality across groups ordered by deprivation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from indicators.statistics.columns import (
    Array,
    Figures,
    Numbers,
    checked,
    column,
    plain,
    populations,
    refuse,
)
from indicators.statistics.inequality_limits import Figure, quantile_of_ratio, quantile_of_sum
from indicators.statistics.scales import IDENTITY, LOG, LOGIT, Scale

_SCALES = {"value": IDENTITY, "rate": LOG, "proportion": LOGIT}
_Z95 = float(ndtri(0.975))


class Inequality(NamedTuple):
    """Slope index (unit of the values times `multiplier`) and relative index, with limits."""

    sii: Figures
    sii_lower: Figures
    sii_upper: Figures
    rii: Figures
    rii_lower: Figures
    rii_upper: Figures
    intercept: Figures


class _Fit(NamedTuple):
    """Weights that turn the values of the groups into the fitted line's ends."""

    first: Array
    last: Array


def slope_index(
    population: Numbers,
    value: Numbers,
    se: Numbers = None,
    lower: Numbers = None,
    upper: Numbers = None,
    kind: str = "value",
    transform: bool = False,
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Inequality:
    """Difference (SII) and ratio (RII) between the two ends of the social scale.

    A line is fitted through the groups' values against the middle of their range in the ordered
    population, weighted by population. SII = fitted value at 1 minus at 0, RII = their quotient.
    Valid for 5 to 100 groups, ordered from most to least deprived, that lie on a line.

    Limits are the quantiles that a simulation tends to in which every value is normal around
    itself (for "rate" after logarithm, for "proportion" after logit) with its standard error;
    they are computed, so that they repeat.

    Parameters
    ----------
    population : people by group; the last axis is the group, the others are areas
    value : figure of each group
    se : standard errors, of the logarithm for a rate, of the logit for a proportion
    lower, upper : 95% limits of the values, used where `se` is not given
    kind : "value", "rate" (above 0) or "proportion" (between 0 and 1)
    transform : fit the line through logarithms or logits instead of values
    multiplier : factor of the SII; a negative one turns the RII upside down
    confidence : share, two-sided

    Returns
    -------
    Inequality; the intercept is the fitted value at 0 times the size of the multiplier. Limits
    are NaN without standard errors, those of the RII also where the fitted value at 0 is within
    four standard errors of zero.

    Raises
    ------
    ValueError
        An unknown kind, a population of zero, rates or proportions out of range, one group.

    Source
    ------
    Low and Low (2004), J Public Health 26:388-395; Davies (1973) for the quantiles of sums,
    Fieller (1954) for those of quotients.

    >>> people, share = [100, 110, 90, 100, 100], [0.30, 0.28, 0.24, 0.21, 0.20]
    >>> result = slope_index(people, share, se=[0.1] * 5, kind="proportion", multiplier=100)
    >>> [round(x, 2) for x in result[:3]], round(result.rii, 3)
    ([-13.6, -19.42, -7.8], 0.568)
    """
    if kind not in _SCALES:
        raise ValueError(f"kind must be one of {', '.join(_SCALES)}, got {kind!r}.")
    people = np.atleast_1d(populations(population, "population"))
    scale = _SCALES[kind]
    y = _inside(column(value, "value"), scale, kind)
    errors = _errors(se, lower, upper, scale)
    fit = _fit(people)
    tails = (1 - checked(confidence)) / 2, (1 + checked(confidence)) / 2
    ends = _fitted_line if transform else _fitted_values
    return Inequality(*map(plain, ends(fit, scale, y, errors, tails, multiplier)))


def _fitted_values(
    fit: _Fit, scale: Scale, y: Array, errors: Array, tails: tuple[float, float], m: float
) -> tuple[Array, ...]:
    """Everything from a line through the values themselves."""
    first, last = (fit.first * y).sum(axis=-1), (fit.last * y).sum(axis=-1)
    slope = fit.last - fit.first
    figures = Figure(scale.forward(y), np.broadcast_to(errors, y.shape), scale)
    sii = [m * quantile_of_sum(slope, figures, tail) for tail in tails]
    rii = [quantile_of_ratio(fit.last, fit.first, figures, tail) for tail in tails]
    return _signed(first, last, sii, rii, m)


def _fitted_line(
    fit: _Fit, scale: Scale, y: Array, errors: Array, tails: tuple[float, float], m: float
) -> tuple[Array, ...]:
    """Everything from a line through logarithms or logits, turned about its middle."""
    centre = scale.forward(y)
    first, last = (fit.first * centre).sum(axis=-1), (fit.last * centre).sum(axis=-1)
    middle = (first + last) / 2
    spread = np.sqrt((((fit.last - fit.first) * errors) ** 2).sum(axis=-1))
    slopes = [last - first + ndtri(tail) * spread for tail in tails]
    low = [(scale.back(middle - s / 2), scale.back(middle + s / 2)) for s in slopes]
    sii = [m * (b - a) for a, b in low]
    rii = [b / a for a, b in low]
    return _signed(scale.back(first), scale.back(last), sii, rii, m)


def _signed(
    first: Array, last: Array, sii: list[Array], rii: list[Array], m: float
) -> tuple[Array, ...]:
    ratio = last / first
    if m < 0:
        # Polarity turned: the ratio is read from the other end, the limits change places.
        ratio, rii, sii = 1 / ratio, [1 / rii[1], 1 / rii[0]], sii[::-1]
    return (m * (last - first), *sii, ratio, *rii, abs(m) * first)


def _fit(people: Array) -> _Fit:
    share = people / people.sum(axis=-1, keepdims=True)
    rank = np.cumsum(share, axis=-1) - share / 2
    if people.shape[-1] < 2:
        raise ValueError("an index of inequality needs at least 2 groups, got 1.")
    away = rank - (share * rank).sum(axis=-1, keepdims=True)
    slope = share * away / (share * away**2).sum(axis=-1, keepdims=True)
    middle = (share * rank).sum(axis=-1, keepdims=True)
    return _Fit(share - middle * slope, share + (1 - middle) * slope)


def _inside(values: Array, scale: Scale, kind: str) -> Array:
    low, high = scale.within
    bad = (values <= low) | (values >= high)
    refuse(
        bad, values, f"a {kind} must lie between {low:g} and {high:g}, ends excluded",
        "Give proportions as shares; merge groups without events.",
    )  # fmt: skip
    return values


def _errors(se: Numbers, lower: Numbers, upper: Numbers, scale: Scale) -> Array:
    if se is not None:
        errors = column(se, "se")
        refuse(errors < 0, errors, "se must not be negative", "Give standard errors.")
        return errors
    if lower is None or upper is None:
        return np.array(np.nan)
    low, high = (scale.forward(column(one, "limits")) for one in (lower, upper))
    return (high - low) / (2 * _Z95)
