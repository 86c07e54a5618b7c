"""Trends of many series at once: by how much a year, how sure, and in which direction."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.grouped import Engine, Reason, trends
from indicators.trends.facts import KEY
from indicators.trends.open_pairs import least_favourable_p
from indicators.trends.panels import Panel

F = TypeVar("F")
_MEASURES = (
    "slope", "slope_low", "slope_high", "r2", "p", "mk_s", "mk_z", "mk_p", "tau", "sen_slope",
    "sen_low", "sen_high", "sen_intercept",
)  # fmt: skip


def trend(
    frame: F,
    by: Sequence[str] | None = None,
    time: str = "period_end",
    value: str = "value",
    *,
    low: str | None = None,
    high: str | None = None,
    confidence: float = 0.95,
    significance: float = 0.05,
    across_breaks: bool = False,
    engine: Engine = "auto",
    assume_sorted: bool = False,
) -> F:
    """The change a year of every series, in the unit of its figures, with its direction.

    Least squares (slope, r2, p), the Mann-Kendall test (mk_s, mk_z, mk_p, tau) and the Theil-Sen
    slope (sen_slope), slopes with intervals. `direction` is "rise" or "fall" where Mann-Kendall's
    p is below `significance`, also for the least favourable order that the figures' bounds allow
    (`p_least`; `open_pairs` counts the pairs whose order they leave open); else "none", or
    "unsure", with a `reason`.

    Parameters
    ----------
    frame : one value a series and time, such as the points of `series`; bounds in `value_low` and
        `value_high` where there are any. pandas or Polars; a LazyFrame is collected to be fitted
        and its trends go back lazy
    by : columns that tell series apart; those of `series` by default
    time : years as numbers, dates, or text such as 2024, 2024-06, 2024-06-30
    value, low, high : columns of the figure and its bounds
    confidence : of the intervals of both slopes
    significance : of the Mann-Kendall test
    across_breaks : judge series whose place changed its code in between (`segment`) all the same
    engine : "numpy", "numba" (the extra `fast`) or "auto"; the answers are the same
    assume_sorted : the rows are in the order of `by` and time already

    Returns
    -------
    A frame of the same kind, one row a series: by, n, first and last time, the measures,
    open_pairs, p_least, direction and reason: "too few points" (below 5 at 5%), "break inside",
    "no significant trend", "all figures alike" or "bounds too wide"

    Raises
    ------
    ValueError
        A column that is missing; a significance or confidence that is no share.

    Source
    ------
    Mann (1945), Econometrica 13; Sen (1968), JASA 63; see `indicators.statistics`.

    >>> import pandas as pd
    >>> beds = pd.DataFrame({"year": range(2018, 2024), "value": [8.4, 8.8, 9.1, 9.4, 9.8, 10.2]})
    >>> made = trend(beds, by=[], time="year").iloc[0]
    >>> f"{made.sen_slope:.2f} a year, {made.direction}, p = {made.mk_p:.4f}"
    '0.35 a year, rise, p = 0.0028'
    """
    if not 0 < significance < 1:
        raise ValueError(f"significance is a share between 0 and 1, got {significance}; try 0.05")
    panel = Panel(frame, KEY if by is None else by, by is None, time, (value, low, high),
                  assume_sorted)  # fmt: skip
    made = trends(
        panel.offsets, panel.time, panel.value, confidence=confidence, engine=engine,
        assume_sorted=True, offsets=True,
    )  # fmt: skip
    alike = made["reason"] == Reason.CONSTANT
    made = {name: np.asarray(made[name], dtype=float) for name in _MEASURES}
    made["p_least"], made["open_pairs"] = least_favourable_p(
        panel.starts, panel.length, panel.low, panel.high, made["mk_s"], made["mk_p"]
    )
    broken = panel.broken & (not across_breaks)
    words = _judged(made, panel.length < _fewest(significance), broken, alike, significance)
    return panel.table({**made, **words})


def _fewest(significance: float) -> int:
    """The points below which not even a series that only rises is significant: p is 2/n!.

    >>> _fewest(0.05), _fewest(0.1)
    (5, 4)
    """
    return next((n for n in range(2, 170) if 2 / math.factorial(n) < significance), 170)


def _judged(
    made: Mapping[str, NDArray[Any]], few: NDArray[np.bool_], broken: NDArray[np.bool_],
    alike: NDArray[np.bool_], significance: float,
) -> dict[str, list[str | None]]:  # fmt: skip
    """Direction and reason of every series; the first reason that holds."""
    significant = made["mk_p"] < significance
    reasons = (
        (few, "too few points", "unsure"),
        (broken, "break inside", "unsure"),
        (np.isnan(made["mk_p"]), "not all figures are finite", "unsure"),
        (alike, "all figures alike", "none"),
        (~significant, "no significant trend", "none"),
        (~(made["p_least"] < significance), "bounds too wide", "unsure"),
    )
    direction = np.where(made["mk_s"] > 0, "rise", "fall").astype(object)
    reason = np.full(few.size, None, dtype=object)
    for holds, word, way in reversed(reasons):
        reason[holds], direction[holds] = word, way
    return {"direction": list(direction), "reason": list(reason)}
