"""From the measures of a series to its tests, intervals and direction."""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from indicators.statistics.columns import Array
from indicators.statistics.grouped import measures as m
from indicators.statistics.grouped.exact_table import replace_short
from indicators.statistics.kendall import score_variance, standard_score
from indicators.statistics.tails import normal_p, regression_p


class Reason(IntEnum):
    """Why a series has the direction it has."""

    SIGNIFICANT = 0
    NOT_SIGNIFICANT = 1
    TOO_FEW_POINTS = 2  # so few that not even a series that only rises could be significant
    CONSTANT = 3  # all values alike
    ONE_TIME = 4  # all points at one time
    INFINITE = 5  # a time or a value is infinite: nothing is computed


def judge(block: Array, confidence: float) -> dict[str, NDArray[np.generic]]:
    """Everything that is returned of a block of series."""
    with np.errstate(all="ignore"):
        constant = _constant(block)
        line = _line(block, confidence, constant)
        kendall = _kendall(block)
        start = block[m.VALUE_MEDIAN] - block[m.SEN_SLOPE] * block[m.TIME_MEDIAN]
    sen = block[m.SEN_SLOPE], block[m.SEN_LOW], block[m.SEN_HIGH]
    named = dict(
        zip(("sen_slope", "sen_low", "sen_high", "sen_intercept"), (*sen, start), strict=True)
    )
    numbers: dict[str, NDArray[np.generic]] = {**line, **kendall, **named}
    numbers = _without_infinite(numbers, block[m.INFINITE] > 0)
    reason = _reasons(block, kendall["mk_p"], constant, 1 - confidence)
    rises = np.sign(block[m.S]).astype(np.int8)
    direction = np.where(reason == Reason.SIGNIFICANT, rises, 0).astype(np.int8)
    counted = {"n": block[m.N].astype(np.int32)}
    return {**counted, **numbers, "direction": direction, "reason": reason}


def _constant(block: Array) -> NDArray[np.bool_]:
    """All values alike, by counting and not by a sum of squares that rounding leaves above 0."""
    n = block[m.N]
    return (n > 0) & (block[m.VALUE_PAIRS] == n * (n - 1) / 2)


def _line(block: Array, confidence: float, constant: NDArray[np.bool_]) -> dict[str, Array]:
    n = block[m.N]
    placed = block[m.TIME_PAIRS] < n * (n - 1) / 2
    squares = np.where(placed, block[m.TIME_SQUARES], np.nan)
    slope = np.where(constant & placed, 0.0, block[m.PRODUCTS] / squares)
    left = np.where(constant, 0.0, block[m.RESIDUAL_SQUARES])
    unexplained = np.minimum(left / np.where(constant, np.nan, block[m.VALUE_SQUARES]), 1.0)
    reach = _t(n, confidence) * np.sqrt(left / (n - 2) / squares)
    p = regression_p(np.where(placed, unexplained, np.nan), (n - 2).astype(np.int64))
    return {
        "slope": slope,
        "slope_low": slope - reach,
        "slope_high": slope + reach,
        "intercept": block[m.VALUE_MEAN] - slope * block[m.TIME_MEAN],
        "r2": np.where(placed, 1 - unexplained, np.nan),
        "p": np.where(constant & placed & (n > 2), 1.0, p),
    }


def _t(n: Array, confidence: float) -> Array:
    """Student's t for n - 2 degrees of freedom, NaN for none."""
    size = int(n.max(initial=0)) + 1
    if size > n.size + 1000:
        return np.asarray(stdtrit(np.where(n > 2, n - 2, np.nan), 0.5 + confidence / 2))
    freedom = np.arange(size, dtype=float) - 2
    table = stdtrit(np.where(freedom > 0, freedom, np.nan), 0.5 + confidence / 2)
    return np.asarray(table)[n.astype(np.int64)]


def _kendall(block: Array) -> dict[str, Array]:
    n, s, pairs, triples = (block[i] for i in (m.N, m.S, m.VALUE_PAIRS, m.VALUE_TRIPLES))
    time_pairs = block[m.TIME_PAIRS]
    variance = score_variance(n, pairs, triples, time_pairs, block[m.TIME_TRIPLES])
    z = np.where(n > 1, standard_score(s, variance), np.nan)
    p = normal_p(z)
    replace_short(np.where(time_pairs == 0, n, 0.0), s, pairs, triples, p)
    all_pairs = n * (n - 1) / 2
    untied = (all_pairs - pairs) * (all_pairs - time_pairs)
    tau = np.where(untied > 0, s / np.sqrt(untied), np.nan)
    return {"mk_s": s, "mk_var": variance, "mk_z": z, "mk_p": p, "tau": tau}


def _reasons(block: Array, p: Array, constant: NDArray[np.bool_], level: float) -> NDArray[np.int8]:
    n = block[m.N]
    reason = np.where(p <= level, np.int8(Reason.SIGNIFICANT), np.int8(Reason.NOT_SIGNIFICANT))
    reason[constant] = Reason.CONSTANT
    reason[block[m.TIME_PAIRS] == n * (n - 1) / 2] = Reason.ONE_TIME
    reason[n < fewest_points(level)] = Reason.TOO_FEW_POINTS
    reason[block[m.INFINITE] > 0] = Reason.INFINITE
    return reason.astype(np.int8)


def fewest_points(level: float) -> int:
    """Points from which on a series that only rises is significant: 2 / n! at most the level.

    >>> fewest_points(0.05), fewest_points(0.002)
    (5, 7)
    """
    n = 2
    while 2 / math.factorial(n) > level and n < 170:
        n += 1
    return n


def _without_infinite(
    numbers: dict[str, NDArray[np.generic]], infinite: NDArray[np.bool_]
) -> dict[str, NDArray[np.generic]]:
    if not infinite.any():
        return numbers
    return {name: np.where(infinite, np.nan, values) for name, values in numbers.items()}
