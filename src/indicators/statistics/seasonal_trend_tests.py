"""Mann-Kendall tests of several series at once: the seasons of one, or many places."""

from __future__ import annotations

import numpy as np

from indicators.statistics.columns import Array, Numbers, column
from indicators.statistics.kendall import by_season, score
from indicators.statistics.tails import normal_log10_p, normal_p
from indicators.statistics.trend_tests import MannKendall, judged, mann_kendall, ratio


def seasonal_mann_kendall(
    values: Numbers, period: int = 12, *, correlated: bool = False
) -> MannKendall:
    """Mann-Kendall test with S added up over seasons, so that a season is its own yardstick.

    From about 3 cycles of 12 seasons, or 10 values a season. The p-value is normal.

    Parameters
    ----------
    values : column in order of time, the first value being of the first season, missing ones
        keeping their place; or a table of cycles x seasons (or years x places: the regional test)
    period : seasons in a cycle, 12 for months; not used with a table
    correlated : allow for seasons (places) that depend on one another; cycles with a missing
        value are then left out, there is no correction for continuity, and 10 cycles are needed

    Returns
    -------
    MannKendall over all seasons; ``tau_b`` is NaN, having no agreed meaning here.

    Raises
    ------
    ValueError
        A period below 1.

    Source
    ------
    Hirsch, Slack and Smith (1982), Water Resources Research 18; Hirsch and Slack (1984), ibid.
    20, for correlated seasons; Helsel and Frans (2006), Environmental Science & Technology 40,
    for regions.

    Two seasons of four years, one rising and one falling except once:

    >>> result = seasonal_mann_kendall([1, 9, 2, 8, 3, 6, 4, 7], period=2)
    >>> result.s, round(result.var_s, 4), round(result.p, 4)
    (2, 17.3333, 0.8102)
    """
    cycles = by_season(column(values, "values"), period)
    return _correlated(cycles) if correlated else _added_up(cycles)


def _added_up(cycles: Array) -> MannKendall:
    tests = [mann_kendall(season, exact=False) for season in cycles.T]
    pairs = sum(test.n * (test.n - 1) // 2 for test in tests)
    s = sum(test.s for test in tests)
    points = sum(test.n for test in tests)
    variance = sum(test.var_s for test in tests)
    return judged(s, variance, points if pairs else 0, ratio(s, pairs), np.nan)


def _correlated(cycles: Array) -> MannKendall:
    whole = cycles[~np.isnan(cycles).any(axis=1)]
    n, seasons = whole.shape
    clock = np.arange(n, dtype=float)
    s = sum(score(clock, season) for season in whole.T)
    signs = np.sign(whole[:, None, :] - whole[None, :, :])  # later less earlier, by season
    ranks = (n + 1 + signs.sum(axis=1)) / 2
    concordance = np.einsum("ijg,ijh->gh", signs, signs) / 2
    covariance = (concordance + 4 * ranks.T @ ranks - n * (n + 1) ** 2) / 3
    variance = float(covariance.sum())
    tau = ratio(s, seasons * n * (n - 1) / 2)
    z = s / np.sqrt(variance) if variance > 0 else (0.0 if s == 0 and n > 1 else np.nan)
    p, log10_p = float(normal_p(z)), float(normal_log10_p(z))
    return MannKendall(n * seasons, s, variance, float(z), p, log10_p, tau, np.nan, False)
