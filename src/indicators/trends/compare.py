"""Figures against a benchmark, respecting what both really say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import narwhals as nw

from indicators.codebook import indicators
from indicators.trends.bounds import Bounds, bounds, direction
from indicators.trends.frames import Lazy, Opened, cases, text

F = TypeVar("F")
Interval = tuple[float | None, float | None]
_ON = ("indicator", "measure", "unit", "organisation", "breakdown", "span")
_BENCHMARK = ("benchmark", "benchmark_low", "benchmark_high")


def verdict(value: Interval, benchmark: Interval, polarity: str) -> str:
    """better, worse, similar or unsure from two intervals; higher or lower where neither is good.

    Intervals that overlap leave it unsure, unless both are the same single number. None = open.

    >>> verdict((27.925, 27.935), (20.55, 20.65), "higher_better")
    'better'
    >>> verdict((95, None), (90, 92), "neutral"), verdict((90, 92), (91, 93), "higher_better")
    ('higher', 'unsure')
    """
    low, high = value
    floor, ceiling = benchmark
    if None not in (low, high) and low == high == floor == ceiling:
        return "similar"
    above = low is not None and ceiling is not None and low > ceiling
    below = high is not None and floor is not None and high < floor
    if not above and not below:
        return "unsure"
    if polarity == "neutral":
        return "higher" if above else "lower"
    return "better" if above == (polarity == "higher_better") else "worse"


def compare(
    frame: F,
    benchmark: F | float,
    *,
    on: Sequence[str] | None = None,
    time: str = "year",
    within: float = 0,
    polarity: str | Mapping[str, str] | None = None,
    row: Sequence[str] = ("observation_id",),
    prefer: Sequence[str] = (),
) -> F:
    """Every figure beside a benchmark of the same or the nearest time, with a verdict.

    better, worse or similar where the polarity says which direction is good, else higher or
    lower; unsure where the bounds of the two overlap.

    Parameters
    ----------
    frame : figures in `value`, with `value_low` and `value_high` (missing = open)
    benchmark : figures in the same columns, a frame of the same kind; or one exact number
    on : columns that must agree; of indicator, measure, unit, organisation, breakdown and span
        those that both frames have, by default
    time : column of numbers such as years; not used with a number as benchmark
    within : most time between the two figures
    polarity : higher_better, lower_better or neutral; or one for each indicator; the codebook's
        by default
    row : columns that tell the frame's rows apart
    prefer : columns of the benchmark; the smaller goes first among those equally near in time

    Returns
    -------
    The rows of `frame` that have a benchmark, with benchmark, benchmark_low, benchmark_high,
    benchmark_time, benchmark_id (where the benchmark has observation_id) and verdict

    Raises
    ------
    ValueError
        A column that is missing.

    >>> import pandas as pd
    >>> here = pd.DataFrame({"observation_id": ["a"], "indicator": ["maternal_mortality_ratio"],
    ...     "year": [2024], "value": [4.5], "value_low": [4.45], "value_high": [4.55]})
    >>> there = here.assign(observation_id="b", value=14.3, value_low=14.25, value_high=14.35)
    >>> compare(here, there)["verdict"].tolist()
    ['better']
    """
    opened = Opened(frame)
    opened.need([*row, "value", "value_low", "value_high"], "a comparison")
    if isinstance(benchmark, int | float):
        level = [nw.lit(float(benchmark)).alias(name) for name in _BENCHMARK]
        pairs = opened.frame.with_columns(*level)
        added = [*_BENCHMARK]
    else:
        pairs, added = _nearest(opened, Opened(benchmark), on, time, within, row, prefer)
    pairs = _with_verdict(pairs, opened, polarity)
    names = [name for name in opened.columns if name not in (*added, "verdict")]
    return opened.close(pairs.select(*names, *added, "verdict"), [*row])


def _nearest(
    opened: Opened, other: Opened, on: Sequence[str] | None, time: str, within: float,
    row: Sequence[str], prefer: Sequence[str],
) -> tuple[Lazy, list[str]]:  # fmt: skip
    """Rows beside the benchmark nearest in time, and the columns that brings."""
    if on is None:
        on = [name for name in _ON if name in opened.columns and name in other.columns]
    opened.need([*on, time], "a comparison")
    other.need([*on, time, "value", "value_low", "value_high", *prefer], "a benchmark")
    keys = [f"_key_{n}" for n, _ in enumerate(on)]
    same = [text(name).alias(key) for name, key in zip(on, keys, strict=True)]
    ids = (
        [text("observation_id").alias("benchmark_id")] if "observation_id" in other.columns else []
    )
    level = bounds("value").named("benchmark")
    ranks = [nw.col(name).alias(f"_prefer_{n}") for n, name in enumerate(prefer)]
    when = nw.col(time).alias("benchmark_time")
    there = other.frame.select(*same, *level, when, *ids, *ranks, _one=nw.lit(0))
    here = opened.frame.with_columns(*same, _one=nw.lit(0))
    pairs = here.join(there, on=[*keys, "_one"], how="inner")
    pairs = pairs.with_columns(_gap=(nw.col(time) - nw.col("benchmark_time")).abs())
    pairs = pairs.filter((nw.col("_gap") <= within).fill_null(False))
    added = [*_BENCHMARK, "benchmark_time", *(["benchmark_id"] if ids else [])]
    # Ties that are left are told apart by what is shown, never by the order of the rows.
    order = ["_gap", *(f"_prefer_{n}" for n, _ in enumerate(prefer)), *reversed(added)]
    return pairs.unique(list(row), keep="first", order_by=order), added


def _with_verdict(pairs: Lazy, opened: Opened, polarity: str | Mapping[str, str] | None) -> Lazy:
    if isinstance(polarity, str):
        pairs = pairs.with_columns(_polarity=nw.lit(polarity))
    else:
        given = polarity or {name: found.polarity for name, found in indicators().items()}
        columns = {"indicator": list(given), "_polarity": list(given.values())}
        opened.need(["indicator"], "the codebook's polarity")
        table = opened.small(columns, dict.fromkeys(columns, nw.String))
        pairs = pairs.join(table, on="indicator", how="left")
    return pairs.with_columns(verdict=_verdict())


def _verdict() -> nw.Expr:
    there = Bounds(*(nw.col(name) for name in _BENCHMARK))
    here = bounds("value")
    side = direction(Bounds(here.value, here.low - there.high, here.high - there.low))
    more, less = (nw.col("_polarity") == p for p in ("higher_better", "lower_better"))
    up, down = side == "rise", side == "fall"
    return cases(
        (side == "unsure", "unsure"),
        (side == "same", "similar"),
        ((up & more).fill_null(False) | (down & less).fill_null(False), "better"),
        ((down & more).fill_null(False) | (up & less).fill_null(False), "worse"),
        (up, "higher"),
        otherwise="lower",
    )
