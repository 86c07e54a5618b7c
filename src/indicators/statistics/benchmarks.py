"""An area's interval against a benchmark: better, similar, worse; higher, lower."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array, Figures, Numbers, column, plain, refuse

POLARITIES = ("high", "low", "none")
NOT_COMPARED = "not compared"


def compare_with_benchmark(
    lower: Numbers, upper: Numbers, benchmark: Numbers, polarity: str = "none"
) -> Figures:
    """How a figure stands to a benchmark, as a word, by whether its interval holds the benchmark.

    An interval that ends exactly at the benchmark holds it. The benchmark's own uncertainty is
    not used: it is meant for a benchmark much larger than the area.

    Parameters
    ----------
    lower, upper, benchmark : limits and benchmark in one unit, numbers or columns
    polarity : "high" or "low" is good, or "none"

    Returns
    -------
    "better", "similar" or "worse"; without polarity "higher", "similar" or "lower";
    "not compared" where a figure is missing. Columns give an array of these words.

    Raises
    ------
    ValueError
        A lower limit above the upper one, an unknown polarity.

    Source
    ------
    Public Health England, Fingertips Technical Guidance: comparing local areas to a benchmark.

    >>> compare_with_benchmark(12.3, 12.6, 12.1, "low")
    'worse'
    >>> compare_with_benchmark([1, 3, None], [2, 4, 6], 2)
    array(['similar', 'higher', 'not compared'], dtype='<U12')
    """
    side = _side(lower, upper, benchmark)
    return plain(_worded(side, polarity))


def compare_at_two_levels(
    lower_95: Numbers, upper_95: Numbers, lower_998: Numbers, upper_998: Numbers,
    benchmark: Numbers, polarity: str = "none",
) -> Figures:  # fmt: skip
    """How a figure stands to a benchmark and how surely, as words: "worse (99.8%)".

    Parameters, refusals and source: `compare_with_benchmark`; the 99.8% interval must hold the
    95% interval.

    >>> compare_at_two_levels(12.3, 12.6, 12.2, 12.7, 12.1, "high")
    'better (99.8%)'
    >>> compare_at_two_levels(12.3, 12.6, 12.0, 12.9, 12.1, "high")
    'better (95%)'
    """
    inner, outer = _side(lower_95, upper_95, benchmark), _side(lower_998, upper_998, benchmark)
    wrong = (inner == 0) & (np.abs(outer) == 1)
    refuse(wrong, outer, "the 99.8% interval must hold the 95% interval", "Are they exchanged?")
    words = _worded(inner, polarity)
    level = np.where(np.abs(outer) == 1, " (99.8%)", " (95%)")
    known = (np.abs(inner) == 1) & ~np.isnan(outer)
    return plain(np.where(known, np.char.add(words, level), words))


def _side(lower: Numbers, upper: Numbers, benchmark: Numbers) -> Array:
    """1 above the benchmark, -1 below, 0 neither, NaN where a figure is missing."""
    low, high = column(lower, "lower"), column(upper, "upper")
    middle = column(benchmark, "benchmark")
    low, high, middle = np.broadcast_arrays(low, high, middle)
    refuse(low > high, low, "lower must not exceed upper", "Are the limits exchanged?")
    side = (low > middle).astype(np.float64) - (high < middle)
    return np.where(np.isnan(low + high + middle), np.nan, side)


def _worded(side: Array, polarity: str) -> NDArray[Any]:
    if polarity not in POLARITIES:
        raise ValueError(f"polarity must be one of {', '.join(POLARITIES)}, got {polarity!r}.")
    above, below = {
        "high": ("better", "worse"), "low": ("worse", "better"), "none": ("higher", "lower"),
    }[polarity]  # fmt: skip
    known = [side > 0, side < 0, side == 0]
    return np.select(known, [above, below, "similar"], default=NOT_COMPARED)
