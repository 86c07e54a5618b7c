"""The scale on which a figure's error is normal: itself, its logarithm, its logit."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from indicators.statistics.columns import Array


class Scale(NamedTuple):
    """A transformation, its inverse, and the range of the figure (ends excluded)."""

    forward: Callable[[Array], Array]
    back: Callable[[Array], Array]
    within: tuple[float, float]


def _same(values: Array) -> Array:
    return values


def _log(values: Array) -> Array:
    # A lower limit of 0 has no logarithm that is a number; the error is then infinite.
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(values)


IDENTITY = Scale(_same, _same, (-np.inf, np.inf))
LOG = Scale(_log, np.exp, (0, np.inf))
LOGIT = Scale(logit, expit, (0, 1))
