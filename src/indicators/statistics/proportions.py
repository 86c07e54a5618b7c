"""A proportion with Wilson's score interval."""

from __future__ import annotations

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
    two_sided_z,
)


class Proportion(NamedTuple):
    """A share with its limits, all in units of `multiplier` (1 = share, 100 = percent)."""

    value: Figures
    lower: Figures
    upper: Figures


def proportion(
    part: Numbers, whole: Numbers, confidence: float = 0.95, multiplier: float = 1
) -> Proportion:
    """Share of a whole with Wilson's score limits, in units of `multiplier`.

    Valid for every part between 0 and the whole, also at both ends; limits stay inside 0..1.

    Parameters
    ----------
    part, whole : counts (fractions allowed), numbers or columns of one shape
    confidence : share, two-sided
    multiplier : 1 gives a share, 100 a percentage

    Returns
    -------
    Proportion of floats, or of arrays in the shape of the input; NaN where a count is missing

    Raises
    ------
    ValueError
        Negative or infinite counts, a whole of zero, a part above its whole.

    Source
    ------
    Wilson (1927), J Am Stat Assoc 22:209-212; Newcombe (1998), Stat Med 17:857-872.

    >>> [round(x, 4) for x in proportion(65, 100, multiplier=100)]
    [65.0, 55.2544, 73.6358]
    >>> [round(x, 4) for x in proportion(0, 20)]
    [0.0, 0.0, 0.1611]
    """
    x, n = np.broadcast_arrays(counts(part, "part"), populations(whole, "whole"))
    refuse(x > n, x, "part must not exceed its whole", "Are they in the same unit and period?")
    share = x / n
    lower, upper = _wilson(share, n, two_sided_z(confidence))
    return Proportion(*(plain(multiplier * one) for one in (share, lower, upper)))


def _wilson(share: Array, n: Array, z: float) -> tuple[Array, Array]:
    """Wilson's limits of shares.

    Each limit is written as a sum of positive terms, so that nothing cancels near 0 and 1; the
    usual formula loses all digits of the lower limit of a rare event.
    """
    spread = z * np.sqrt(z**2 + 4 * n * share * (1 - share))
    lower = 2 * n * share**2 / (2 * n * share + z**2 + spread)
    rest = 1 - share
    upper = 1 - 2 * n * rest**2 / (2 * n * rest + z**2 + spread)
    return lower, upper
