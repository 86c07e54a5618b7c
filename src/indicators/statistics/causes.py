"""Rules by which a point of a control chart is more than chance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Array

RUN = 7
OUTSIDE, SHIFT, TREND, TWO_OF_THREE = "outside limits", "shift", "trend", "two of three"
Flags = NDArray[np.bool_]


def special_causes(
    values: Array, mean: float, lower: float, upper: float, near_lower: float, near_upper: float
) -> NDArray[Any]:
    """The first rule that each point of one series fulfils, as words; "" for chance.

    "outside limits": beyond a process limit. "shift": one of seven points in a row on one side
    of the mean. "trend": one of seven points in a row that each rise, or each fall. "two of
    three": beyond a near limit and one of at least two such points among three in a row that
    are all on the same side of the mean. A missing point interrupts every row.

    Source
    ------
    NHS England, Making Data Count (2019); Western Electric (1956), Statistical Quality Control
    Handbook.

    >>> special_causes(np.array([5, 1, 2, 3, 4, 5, 6, 7.0]), 4.1, -9, 20, -4, 15).tolist()
    ['', 'trend', 'trend', 'trend', 'trend', 'trend', 'trend', 'trend']
    """
    outside = (values < lower) | (values > upper)
    near = ~outside & ((values < near_lower) | (values > near_upper))
    side = np.sign(values - mean)
    rules = {
        OUTSIDE: outside,
        SHIFT: shift(side),
        TREND: trend(values),
        TWO_OF_THREE: two_of_three(near, side),
    }
    words = np.select(list(rules.values()), list(rules), default="")
    return np.asarray(words, dtype="<U24")


def shift(side: Array) -> Flags:
    """Points that belong to seven or more in a row with the same sign.

    >>> int(shift(np.array([1.0] * 6 + [-1])).sum()), int(shift(np.array([-1.0] * 8 + [1])).sum())
    (0, 8)
    """
    same = np.r_[False, (side[1:] == side[:-1]) & (side[1:] != 0)]
    return _spread(_ends(same, RUN - 1), RUN)


def trend(values: Array) -> Flags:
    """Points that belong to seven or more in a row that each rise, or each fall.

    >>> trend(np.array([2, 1, 2, 3, 4, 5, 6, 7, 3.0])).tolist() == [False] + [True] * 7 + [False]
    True
    """
    steps = np.r_[0, np.sign(np.diff(values))]
    risen, fallen = _ends(steps == 1, RUN - 1), _ends(steps == -1, RUN - 1)
    return _spread(risen | fallen, RUN)


def two_of_three(near: Flags, side: Array) -> Flags:
    """Points beyond a near limit with another one among three in a row on the same side.

    >>> two_of_three(np.array([True, False, False, True, True]), np.ones(5)).tolist()
    [False, False, False, True, True]
    """
    if len(near) < 3:
        return np.zeros(len(near), dtype=bool)
    enough = np.convolve(near, [1, 1, 1], "valid") >= 2
    together = np.abs(np.convolve(np.nan_to_num(side), [1, 1, 1], "valid")) == 3
    ends = np.r_[False, False, enough & together]
    return near & _spread(ends, 3)


def _ends(flags: Flags, length: int) -> Flags:
    """Where `length` flags in a row end."""
    if len(flags) < length:
        return np.zeros(len(flags), dtype=bool)
    held = np.convolve(flags, np.ones(length), "valid") == length
    return np.r_[np.zeros(length - 1, dtype=bool), held]


def _spread(ends: Flags, length: int) -> Flags:
    """The `length` points up to and including each end."""
    later = np.r_[ends, np.zeros(length - 1, dtype=bool)]
    return np.convolve(later, np.ones(length), "valid") > 0
