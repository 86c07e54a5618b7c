"""Quantiles of weighted sums and their quotients, of figures normal on a scale of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from indicators.statistics.columns import Array
from indicators.statistics.scales import IDENTITY, Scale

# The characteristic function is summed up to 6.5 spreads, where it is below 1e-9, in steps that
# put its period 30 spreads away from any quantile.
_STEP = 2 * np.pi / 30
_FREQUENCIES = _STEP * (np.arange(int(6.5 / _STEP) + 1) + 0.5)
# Nodes for figures whose error follows a normal distribution: exact up to those frequencies.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_MOST_STEPS = 40
# Spreads between a denominator and zero from which on it is taken to be surely of one sign.
SURELY = 4


class Figure(NamedTuple):
    """Independent figures: normal on `scale` around `centre` with deviation `error`.

    The last axis counts the figures.
    """

    centre: Array
    error: Array
    scale: Scale


class _Moments(NamedTuple):
    mean: Array
    spread: Array


def quantile_of_sum(weights: Array, figures: Figure, tail: float) -> Array:
    """The `tail` quantile of sum(weights x figures), in the unit of the figures.

    Exact on the identity scale. Else right to 0.001 of a standard deviation at 95% for five or
    more figures with errors up to a half, and to 1e-6 with errors up to a tenth.

    Source
    ------
    Davies (1973), Biometrika 60:415-417, inversion of a characteristic function.

    >>> from indicators.statistics.scales import LOG
    >>> rate = Figure(np.array([2.0]), np.array([0.1]), LOG)
    >>> round(float(quantile_of_sum(np.array([1.0]), rate, 0.975)), 6)
    8.988953
    >>> round(float(np.exp(2 + ndtri(0.975) * 0.1)), 6)
    8.988953
    """
    values, about = _values(figures), _moments(weights, figures)
    z = float(ndtri(tail))
    start = about.mean + z * about.spread
    if figures.scale is IDENTITY:
        return start
    wave = _wave(weights, values, about)
    return _solve(lambda q: _deviate(wave, (q - about.mean) / about.spread) - z, about.mean, start)


def quantile_of_ratio(above: Array, below: Array, figures: Figure, tail: float) -> Array:
    """The `tail` quantile of sum(above x figures) / sum(below x figures), without unit.

    The ratio r at which sum((above - r below) x figures) is below zero with probability `tail`.
    NaN where the denominator is less than four spreads away from zero: the ratio then has no
    limits worth the name.

    Source
    ------
    Fieller (1954), J R Stat Soc B 16:175-185.
    """
    bottom, z = _moments(below, figures), float(ndtri(tail))
    # A negative denominator: both are turned over, the ratio stays.
    sign = np.sign(bottom.mean)[..., None]
    above, below = above * sign, below * sign
    centre = _moments(above, figures).mean / np.abs(bottom.mean)
    spread = _moments(above - centre[..., None] * below, figures).spread / np.abs(bottom.mean)
    with np.errstate(all="ignore"):
        limit = _solve(_miss_of_ratio(above, below, figures, z), centre, centre + z * spread)
    return np.where(np.abs(bottom.mean) > SURELY * bottom.spread, limit, np.nan)


def _miss_of_ratio(
    above: Array, below: Array, figures: Figure, z: float
) -> Callable[[Array], Array]:
    values = _values(figures)

    def miss(ratio: Array) -> Array:
        weights = above - ratio[..., None] * below
        about = _moments(weights, figures)
        place = -about.mean / about.spread
        if figures.scale is IDENTITY:
            return place - z
        return _deviate(_wave(weights, values, about), place) - z

    return miss


def _values(figures: Figure) -> Array:
    """The figures at each node of their error."""
    return figures.scale.back(figures.centre[..., None] + figures.error[..., None] * _NODES)


def _moments(weights: Array, figures: Figure) -> _Moments:
    """Mean and standard deviation of a weighted sum."""
    if figures.scale is IDENTITY:
        mean, variance = figures.centre, figures.error**2
    else:
        values = _values(figures)
        mean = values @ _WEIGHTS
        variance = (values - mean[..., None]) ** 2 @ _WEIGHTS
    sums = (weights * mean).sum(axis=-1), (weights**2 * variance).sum(axis=-1)
    return _Moments(np.asarray(sums[0]), np.sqrt(sums[1]))


def _wave(weights: Array, values: Array, about: _Moments) -> NDArray[np.complex128]:
    """Characteristic function of the standardised sum at the frequencies."""
    away = (values - (values @ _WEIGHTS)[..., None]) * weights[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        away = away / about.spread[..., None, None]
    product = np.ones((*away.shape[:-2], len(_FREQUENCIES)), dtype=np.complex128)
    # One figure at a time: all of them at once would not fit into memory for many areas.
    for place in range(away.shape[-2]):
        turns = _FREQUENCIES[:, None] * away[..., place, None, :]
        product *= np.exp(1j * turns) @ _WEIGHTS
    return product


def _deviate(wave: NDArray[np.complex128], place: Array) -> Array:
    """Normal deviate of the probability that the standardised sum is below `place`."""
    back = wave * np.exp(-1j * _FREQUENCIES * place[..., None])
    below = 0.5 - (back.imag / _FREQUENCIES).sum(axis=-1) * _STEP / np.pi
    # Out of reach of the sum the probability is only known to be small, as the normal one is.
    known = (below > 1e-8) & (below < 1 - 1e-8)
    return ndtri(np.where(known, below, ndtr(place)))


def _solve(miss: Callable[[Array], Array], old: Array, new: Array) -> Array:
    """Where `miss` is zero, by secants; deviates are so straight that few are needed."""
    f_old = miss(old)
    for _ in range(_MOST_STEPS):
        f_new = miss(new)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = f_new * (new - old) / (f_new - f_old)
        step = np.where((f_new == f_old) | (new == old), 0.0, step)
        old, f_old, new = new, f_new, new - step
        if not (np.abs(step) > 1e-13 * np.abs(new)).any():
            break
    return new
