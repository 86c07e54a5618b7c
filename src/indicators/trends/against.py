"""An area beside a benchmark, straight from the observations."""

from __future__ import annotations

from typing import Any, TypeVar

import narwhals as nw

from indicators.codebook import indicators
from indicators.codebook.places import NATION
from indicators.trends.compare import compare
from indicators.trends.facts import under_series_code
from indicators.trends.frames import Lazy, Opened, rows_of
from indicators.trends.lineage import series_code
from indicators.trends.periods import compares_with_year_before, year_of

F = TypeVar("F")
_COLUMNS = [
    "area_code", "indicator", "measure", "unit", "value", "value_low", "value_high", "year", "id",
    "benchmark", "benchmark_low", "benchmark_high", "benchmark_year", "benchmark_id", "verdict",
]  # fmt: skip
_READ = (
    "observation_id", "indicator", "measure", "status", "area_code", "organisation", "breakdown",
    "period_start", "period_end", "value", "value_low", "value_high", "unit", "evidence",
)  # fmt: skip
_PER_PERSON = ("‰", "1/10万", "张/千人", "人/千人")


def against(
    observations: F, area: str | None = None, benchmark: str = NATION, within: int = 5
) -> F:
    """Rates, ratios and growth of an area, or of all, beside the benchmark's of the nearest year.

    Counts are left out: a county's count says nothing beside the nation's. So are breakdowns,
    targets, single hospitals, and growth that is not on the year before (its sentence is read
    for that: a LazyFrame is collected here).

    Parameters
    ----------
    observations : the observations table; pandas or Polars
    area : GB/T 2260 code, its former codes count as the area; None for every area but the
        benchmark
    benchmark : code of the area to compare with
    within : most years between the two figures

    Returns
    -------
    A frame of the same kind, one row a figure of an area: area_code, indicator, measure, unit,
    value, bounds, year and id of both, and the verdict; figures without a benchmark are left out
    """
    opened = Opened(observations)
    opened.need(_READ, "a comparison with a benchmark")
    rows = opened.frame.select(*_READ).filter(
        (nw.col("status") == "actual")
        & ~nw.col("area_code").is_null()
        & nw.col("breakdown").is_null()
        & nw.col("organisation").is_null()
    )
    rows = under_series_code(_comparable(rows, opened), opened)
    measure = nw.col("area_code") == series_code(benchmark)
    mine = ~measure if area is None else nw.col("area_code") == series_code(area)
    own, other = rows.filter(mine), rows.filter(measure)
    pairs = compare(
        own.to_native(), other.to_native(), on=("indicator", "measure", "unit"), within=within,
        prefer=("part_year",),
    )  # fmt: skip
    found = nw.from_native(pairs).lazy()
    renamed = {"observation_id": "id", "benchmark_time": "benchmark_year"}
    found = found.rename(renamed).unique(
        ["area_code", "indicator", "measure", "unit", "year", "value"],
        keep="first",
        order_by=["order"],
    )
    return opened.close(found.select(*_COLUMNS, "order"), ["order"], without=["order"])


def _comparable(rows: Lazy, opened: Opened) -> Lazy:
    """Rows that compare, with their place in the table, their year, and what is no whole year."""
    kept = [
        {
            "observation_id": row["observation_id"],
            "order": order,
            "year": year_of(row),
            "part_year": int(not _whole_year(row)),
        }
        for order, row in enumerate(rows_of(rows))
        if year_of(row) is not None and _compares(row)
    ]
    kinds = {"observation_id": nw.String, **dict.fromkeys(("order", "year", "part_year"), nw.Int64)}
    columns = {name: [row[name] for row in kept] for name in kinds}
    return rows.join(opened.small(columns, kinds), on="observation_id", how="inner")


def _compares(row: dict[str, Any]) -> bool:
    if row["measure"] == "change_pct":
        return compares_with_year_before(str(row["evidence"]), row["value"], year_of(row))
    indicator = indicators()[row["indicator"]]
    relative = indicator.kind in ("rate", "ratio", "duration") or indicator.unit in _PER_PERSON
    return row["measure"] == "change_pp" or (row["measure"] in ("level", "share") and relative)


def _whole_year(row: dict[str, Any]) -> bool:
    first, last = row["period_start"] or "", row["period_end"] or ""
    return first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31"
