"""Quantiles of weighted sums of figures whose logarithm, logit or self is normal."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from indicators.statistics.columns import Array
from indicators.statistics.scales import Scale

# Enough nodes for the moments of exp and expit of a normal variable of any plausible error.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(32)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_STEPS = 60


def quantile_of_sum(
    weights: Array, centre: Array, errors: Array, scale: Scale, tail: float
) -> Array:
    """The `tail` quantile of sum(weights x figures), in the unit of the figures.

    figure = scale.back(normal of mean `centre` and standard deviation `errors`), independent of
    each other. Exact on the identity scale; else by the four-moment expansion of Cornish and
    Fisher: wrong by less than 0.003 of the spread for ten figures with errors up to a third.

    >>> from indicators.statistics.scales import LOG
    >>> one, log_rate, error = np.array([1.0]), np.array([2.0]), np.array([0.1])
    >>> round(float(quantile_of_sum(one, log_rate, error, LOG, 0.975)), 2)
    8.99
    >>> round(float(np.exp(2 + 1.959964 * 0.1)), 2)
    8.99
    """
    return _cornish_fisher(weights, _cumulants(centre, errors, scale), float(ndtri(tail)))


def quantile_of_ratio(
    above: Array, below: Array, centre: Array, errors: Array, scale: Scale, tail: float
) -> Array:
    """The `tail` quantile of sum(above x figures) / sum(below x figures), without unit.

    The ratio r for which sum((above - r below) x figures) has its `tail` quantile at zero
    (Fieller's argument); valid where the denominator is surely positive.
    """
    cumulants = _cumulants(centre, errors, scale)
    z = float(ndtri(tail))

    def miss(r: Array) -> Array:
        return _cornish_fisher(above - r[..., None] * below, cumulants, z)

    bottom = (below * cumulants[0]).sum(axis=-1)
    start = (above * cumulants[0]).sum(axis=-1) / bottom
    # At the centre the miss is about z spreads of the ratio: a first step of the secant method.
    return _secant(miss, start, start + miss(start) / bottom)


def _secant(miss: object, old: Array, new: Array) -> Array:
    assert callable(miss)
    f_old = miss(old)
    for _ in range(_STEPS):
        f_new = miss(new)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = f_new * (new - old) / (f_new - f_old)
        step = np.where((f_new == 0) | (new == old), 0.0, step)
        old, f_old, new = new, f_new, new - step
        if not (np.abs(step) > 1e-15 * np.abs(new)).any():
            break
    return new


def _cumulants(centre: Array, errors: Array, scale: Scale) -> tuple[Array, Array, Array, Array]:
    """First four cumulants of each figure, by Gauss and Hermite's rule."""
    figures = scale.back(centre[..., None] + errors[..., None] * _NODES)
    mean = (figures * _WEIGHTS).sum(axis=-1)
    away = figures - mean[..., None]
    second, third, fourth = ((away**k * _WEIGHTS).sum(axis=-1) for k in (2, 3, 4))
    return mean, second, third, fourth - 3 * second**2


def _cornish_fisher(weights: Array, cumulants: tuple[Array, ...], z: float) -> Array:
    k1, k2, k3, k4 = ((weights**k * one).sum(axis=-1) for k, one in enumerate(cumulants, 1))
    spread = np.sqrt(k2)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew = np.where(k2 > 0, k3 / spread**3, 0.0)
        excess = np.where(k2 > 0, k4 / k2**2, 0.0)
    moved = (
        z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24
        - (2 * z**3 - 5 * z) * skew**2 / 36
    )  # fmt: skip
    return np.asarray(k1 + spread * moved)
