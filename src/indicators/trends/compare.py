"""An area against a benchmark, respecting what both figures really say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.codebook import indicators
from indicators.codebook.places import NATION, current
from indicators.trends.periods import compares_with_year_before, year_of

if TYPE_CHECKING:
    import pandas as pd

Bounds = tuple[float | None, float | None]
COLUMNS = [
    "indicator", "measure", "unit", "value", "value_low", "value_high", "year", "id",
    "benchmark", "benchmark_low", "benchmark_high", "benchmark_year", "benchmark_id", "verdict",
]  # fmt: skip
_PER_PERSON = ("‰", "1/10万", "张/千人", "人/千人")


def verdict(value: Bounds, benchmark: Bounds, polarity: str) -> str:
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


def against(
    observations: pd.DataFrame, area: str, benchmark: str = NATION, within: int = 5
) -> pd.DataFrame:
    """An area's rates, ratios and growth beside the benchmark's of the same or nearest year.

    Counts are left out: a county's count says nothing beside the nation's. So are breakdowns,
    targets, single hospitals, and growth that is not on the year before.

    Parameters
    ----------
    observations : the observations table, pandas
    area, benchmark : GB/T 2260 codes; an area's former codes count as the area
    within : most years between the two figures

    Returns
    -------
    DataFrame, one row a figure of the area: indicator, measure, unit, value, bounds, year and id
    of both, and the verdict; figures without a benchmark are left out
    """
    import pandas as pd

    rows = observations[(observations["status"] == "actual")]
    rows = rows[rows["breakdown"].isna() & rows["organisation"].isna()]
    rows = rows[pd.Series([_comparable(r) for r in rows.to_dict("records")], rows.index, bool)]
    places = rows["area_code"].map(lambda c: current(c) if isinstance(c, str) else "")
    own, other = rows[places == current(area)], rows[places == current(benchmark)]
    found = []
    for row in own.to_dict("records"):
        nearest = _nearest(row, _same(row, other), within)
        if nearest is not None:
            found.append(_beside(row, nearest))
    table = pd.DataFrame(found, columns=COLUMNS)
    return table.drop_duplicates(
        ["indicator", "measure", "unit", "year", "value"], ignore_index=True
    )


def _comparable(row: dict[str, Any]) -> bool:
    if row["measure"] == "change_pct":
        return compares_with_year_before(str(row["evidence"]), row["value"], year_of(row))
    indicator = indicators()[row["indicator"]]
    relative = indicator.kind in ("rate", "ratio", "duration") or indicator.unit in _PER_PERSON
    return row["measure"] == "change_pp" or (row["measure"] in ("level", "share") and relative)


def _same(row: dict[str, Any], other: pd.DataFrame) -> list[dict[str, Any]]:
    alike = (other[name] == row[name] for name in ("indicator", "measure", "unit"))
    keep = next(alike)
    for condition in alike:
        keep &= condition
    return list(other[keep].to_dict("records"))


def _nearest(row: dict[str, Any], rows: list[dict[str, Any]], within: int) -> dict[str, Any] | None:
    """The row of the same year, else of the closest; among equals a whole year, then by id."""
    year = year_of(row)
    if year is None:
        return None
    dated = [
        (abs(other - year), not _whole_year(r), r["observation_id"], r)
        for r in rows
        if (other := year_of(r)) is not None and abs(other - year) <= within
    ]
    return min(dated, key=lambda item: item[:3])[3] if dated else None


def _whole_year(row: dict[str, Any]) -> bool:
    first, last = row["period_start"], row["period_end"]
    return (
        isinstance(first, str)
        and isinstance(last, str)
        and (first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31")
    )


def _beside(row: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    here, there = _bounds(row), _bounds(other)
    return {
        **{name: row[name] for name in ("indicator", "measure", "unit", "value")},
        "value_low": here[0],
        "value_high": here[1],
        "year": year_of(row),
        "id": row["observation_id"],
        "benchmark": other["value"],
        "benchmark_low": there[0],
        "benchmark_high": there[1],
        "benchmark_year": year_of(other),
        "benchmark_id": other["observation_id"],
        "verdict": verdict(here, there, indicators()[row["indicator"]].polarity),
    }


def _bounds(row: dict[str, Any]) -> Bounds:
    low, high = (row[name] for name in ("value_low", "value_high"))
    return (None if low != low else low, None if high != high else high)
