"""Two-sided p-values that keep their relative accuracy however small they are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import betainc, betaln, erfc, log_ndtr

from indicators.statistics.columns import Array, Figures

# Up to here the closed form for even degrees of freedom is faster than betainc, and as accurate.
_LARGEST_CLOSED = 64


def normal_p(z: Figures) -> Figures:
    """Probability of a standard normal deviate at least as far from zero as z, either side.

    By the complementary error function, so that it is right to a dozen digits down to 1e-307,
    where 2 (1 - Phi(z)) has been zero since 1e-16.

    >>> f"{normal_p(37.0):.6e}"
    '1.145114e-299'
    """
    return erfc(np.abs(z) / np.sqrt(2.0))


def normal_log10_p(z: Figures) -> Figures:
    """Decimal logarithm of `normal_p`, also where the p-value itself is below any float.

    >>> round(float(normal_log10_p(100.0)), 6)
    -2173.570513
    """
    return (log_ndtr(-np.abs(z)) + np.log(2.0)) / np.log(10.0)


def regression_p(unexplained: Array, freedom: Array) -> Array:
    """p-value of a slope from the share of variance it leaves unexplained (1 - r squared).

    The incomplete beta function I(1 - r squared; freedom / 2, 1 / 2), which is the two-sided
    t-test of the slope. For even degrees of freedom up to 64 it is a polynomial with positive
    terms, so nothing cancels.

    >>> [round(p, 6) for p in regression_p(np.array([0.5, 0.5]), np.array([8, 9])).tolist()]
    [0.022204, 0.014956]
    """
    p = np.full(unexplained.shape, np.nan)
    for df in np.unique(freedom[freedom > 0]).tolist():
        rows = np.flatnonzero(freedom == df) if freedom.size else freedom
        share = unexplained[rows]
        closed = df % 2 == 0 and df <= _LARGEST_CLOSED
        p[rows] = _even_p(share, df // 2) if closed else betainc(df / 2, 0.5, share)
    return p


def _even_p(unexplained: Array, half: int) -> Array:
    """Integrating (1 - v**2)**(half - 1) from r to 1 by parts, again and again."""
    r = np.sqrt(1 - unexplained)
    y = unexplained / (1 + r) ** 2  # (1 - r) / (1 + r)
    total = np.zeros_like(y)
    for term in reversed(_terms(half)):
        total = total * y + term
    return unexplained**half / (1 + r) * total


@lru_cache(maxsize=64)
def _terms(half: int) -> tuple[float, ...]:
    terms = [2.0 / (half * float(np.exp(betaln(0.5, half))))]
    for k in range(half - 1):
        terms.append(terms[-1] * (half - 1 - k) / (half + k + 1))
    return tuple(terms)
