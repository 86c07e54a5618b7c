"""Trends of many series in one call."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.columns import Numbers, checked, two_sided_z
from indicators.statistics.grouped import measures as m
from indicators.statistics.grouped import numpy_engine
from indicators.statistics.grouped.layout import Layout, arrange
from indicators.statistics.grouped.ordering import Index
from indicators.statistics.grouped.verdicts import judge

Engine = Literal["auto", "numpy", "numba"]

# Series worked on at once, so that what lies between columns and results stays small.
_CHUNK = 1 << 15
# Below so many rows, loading the compiled engine takes longer than it saves.
_WORTH_COMPILING = 1 << 23


def trends(
    series: Any,
    time: Numbers,
    value: Numbers,
    *,
    confidence: float = 0.95,
    engine: Engine = "auto",
    assume_sorted: bool = False,
    offsets: bool | None = None,
) -> dict[str, NDArray[Any]]:
    """Least squares, Mann-Kendall and Theil-Sen of every series, in units of value per time.

    For each series the same as `ols`, `mann_kendall` and `theil_sen` give, without a loop over
    series. Work is linear in the number of series and quadratic in their length.

    Parameters
    ----------
    series : names of the rows, of any kind that can be ordered; or where each series starts, as
        whole numbers from 0 to the number of rows (one more than there are series); or, for a
        panel, names of the series or None
    time, value : columns of numbers, one row a point; or a panel: ``value`` a table of series x
        points, ``time`` one clock for all, or a table as well. Rows may come in any order,
        series may have different clocks, lengths and gaps.
    confidence : share, two-sided, of all intervals and of the direction
    engine : "numpy"; "numba", which needs the extra ``fast``; or "auto", compiled where it is
        installed and pays. All give the same bits.
    assume_sorted : True where the rows of a series are known to stand together, in order of time.
        The order is then not checked; where it is wrong, so are the results. Series come in the
        order met.
    offsets : whether ``series`` are starts rather than names, where both could be meant

    Returns
    -------
    One array per name, one entry per series (in the order of names, or as given):
    ``series`` (where there are names); ``n``, points with time and value;
    ``slope``, ``slope_low``, ``slope_high``, ``intercept``, ``r2``, ``p`` by least squares;
    ``mk_s``, ``mk_var``, ``mk_z``, ``mk_p`` (exact up to 12 points at distinct times), ``tau``
    (tau-b) by Mann-Kendall; ``sen_slope``, ``sen_low``, ``sen_high``, ``sen_intercept``;
    ``direction``, 1 rising, -1 falling, 0 neither, by ``mk_p`` at this confidence; and
    ``reason``, a `Reason`.

    What is missing: a row without time or value (None, null, NaN) is left out. Two points have a
    slope but no interval; one has only its intercepts missing. All values alike: slope 0, p 1,
    r2 and tau NaN. Rows at one time count as points; pairs of them neither rise nor have a slope.
    A series with an infinite time or value gets NaN everywhere and the reason INFINITE.

    Raises
    ------
    ValueError
        Columns of different length; text for numbers; an unknown engine, or numba where it is
        not installed; ``series`` that could be names or starts.

    Source
    ------
    See `ols`, `mann_kendall` and `theil_sen`.

    >>> from indicators.statistics.grouped import Reason
    >>> found = trends(["a"] * 6 + ["b"] * 6, [2018, 2019, 2020, 2021, 2022, 2023] * 2,
    ...                [1, 2, 4, 3, 6, 7, 5, 5, 5, 5, 5, 5])
    >>> found["direction"].tolist(), [Reason(r).name for r in found["reason"]]
    ([1, 0], ['SIGNIFICANT', 'CONSTANT'])
    >>> found["sen_slope"].tolist(), found["mk_p"].round(4).tolist()
    ([1.2, 0.0], [0.0167, 1.0])
    """
    z = two_sided_z(checked(confidence))
    layout = arrange(series, time, value, offsets, assume_sorted)
    compiled = _compiled_engine(engine, int(layout.length.sum()))
    results: dict[str, NDArray[Any]] = {}
    for first in range(0, max(layout.count, 1), _CHUNK):
        last = min(first + _CHUNK, layout.count)
        found = judge(_measured(layout.chunk(first, last), z, compiled), confidence)
        for name, values in found.items():
            if not first:
                results[name] = np.empty(layout.count, dtype=values.dtype)
            results[name][first:last] = values
    return results if layout.names is None else {"series": layout.names, **results}


def _measured(chunk: Layout, z: float, compiled: Any) -> NDArray[np.float64]:
    block = np.empty((m.COUNT, chunk.count))
    shortest_first: Index = np.argsort(chunk.length, kind="stable")
    short = 0
    if compiled is not None:
        short = int(np.count_nonzero(chunk.length <= compiled.LONGEST))
        compiled.measure(chunk, shortest_first[:short], z, block)
    numpy_engine.measure(chunk, shortest_first[short:], z, block)
    return block


def _compiled_engine(engine: Engine, rows: int) -> Any:
    """The compiled engine where it is wanted, else None."""
    if engine not in ("auto", "numpy", "numba"):
        raise ValueError(f"engine is 'auto', 'numpy' or 'numba', got {engine!r}.")
    installed = find_spec("numba") is not None
    if engine == "numba" and not installed:
        raise ValueError(
            "The compiled engine needs numba, which is not installed. Install the extra 'fast', "
            "or use engine='numpy', which gives the same."
        )
    if engine == "numpy" or not installed or (engine == "auto" and rows < _WORTH_COMPILING):
        return None
    from indicators.statistics.grouped import compiled_engine

    return compiled_engine
