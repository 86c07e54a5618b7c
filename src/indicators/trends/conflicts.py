"""The same fact told twice: repeats that agree, and conflicts that cannot both be right."""

from __future__ import annotations

from typing import TypeVar

import narwhals as nw

from indicators.trends.bounds import apart, bounds
from indicators.trends.frames import Opened, blank_as_null, real, text

F = TypeVar("F")
FACT = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown",
    "period_start", "period_end", "rank_pool",
)  # fmt: skip
_SHOWN = ("indicator", "measure", "area_code", "breakdown", "period_start", "period_end")
_VALUES = ("value", "value_low", "value_high")


def same_facts(observations: F) -> F:
    """Pairs of rows about one fact: each row beside the first that tells it, by observation_id.

    One fact is one indicator, measure, status, area, organisation, breakdown and period. Rows
    without a period are left out: they need not speak of one time.

    Parameters
    ----------
    observations : the observations table; pandas, Polars, or a LazyFrame (stays lazy)

    Returns
    -------
    A frame of the same kind, one row a pair; `relation` is "repeat" when the bounds of the two
    figures overlap and "conflict" when they do not

    >>> import pandas as pd
    >>> row = dict.fromkeys(FACT, "x") | {"value_low": 9.5, "value_high": 10.5, "value": 10.0}
    >>> rows = [row | {"observation_id": "a"}, row | {"observation_id": "b", "value_high": 9.8}]
    >>> same_facts(pd.DataFrame(rows))["relation"].tolist()
    ['repeat']
    """
    opened = Opened(observations)
    opened.need([*FACT, *_VALUES, "observation_id"], "a search for conflicts")
    rows = opened.frame.select(
        *(text(name).alias(name) for name in (*FACT, "observation_id")), *map(real, _VALUES)
    ).filter(nw.col("period_end") != "")
    first = rows.unique(list(FACT), keep="first", order_by=["observation_id"])
    renamed = {name: f"first_{name}" for name in (*_VALUES, "observation_id")}
    first = first.rename(renamed).rename({"first_observation_id": "first_id"})
    pairs = rows.join(first, on=list(FACT), how="inner")
    pairs = pairs.filter(nw.col("observation_id") != nw.col("first_id"))
    conflict = apart(bounds("value"), bounds("first_value"))
    pairs = pairs.select(
        *(blank_as_null(name) for name in _SHOWN),
        nw.when(conflict).then(nw.lit("conflict")).otherwise(nw.lit("repeat")).alias("relation"),
        "first_id",
        "first_value",
        nw.col("observation_id").alias("second_id"),
        nw.col("value").alias("second_value"),
    )
    names = ["relation", *_SHOWN, "first_id", "first_value", "second_id", "second_value"]
    return opened.close(pairs.select(*names), ["first_id", "second_id"])
