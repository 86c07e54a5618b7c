"""What both engines measure of every series, before any test is judged.

A block of measures is an array of ``COUNT`` rows by series. Counts are whole numbers kept as
floats, exact below 2**53.
"""

from __future__ import annotations

(
    N,  # points with time and value
    TIME_MEAN,
    VALUE_MEAN,
    TIME_SQUARES,  # sums about the means
    PRODUCTS,
    VALUE_SQUARES,
    RESIDUAL_SQUARES,
    S,  # pairs that rise less pairs that fall
    VALUE_PAIRS,  # pairs and triples of equal values and of equal times
    VALUE_TRIPLES,
    TIME_PAIRS,
    TIME_TRIPLES,
    SEN_SLOPE,
    SEN_LOW,
    SEN_HIGH,
    TIME_MEDIAN,
    VALUE_MEDIAN,
    INFINITE,  # 1 where a time or value is infinite; nothing else is then measured
) = range(18)

COUNT = 18
