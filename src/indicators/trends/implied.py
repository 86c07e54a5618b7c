"""Earlier levels that a published level and its published growth imply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.trends.periods import compares_with_year_before, year_before, year_of

if TYPE_CHECKING:
    import pandas as pd

Interval = tuple[float | None, float | None]
_SAME = ["source_id", "indicator", "breakdown", "organisation", "area_code", "status"]
_CARRIED = ["source_id", "indicator", "breakdown", "organisation", "area_code", "unit"]
_NEAR = 40  # characters between a level and its growth; further apart they are two statements
COLUMNS = [
    *_CARRIED, "status", "period_start", "period_end",
    "value", "value_low", "value_high", "level_id", "growth_id",
]  # fmt: skip


def earlier_level(level: Interval, growth_pct: Interval) -> Interval:
    """Bounds of the level before a growth, in the unit of the level.

    Interval arithmetic: the lowest level over the highest growth and the other way round. An
    open bound stays open; a fall of 100% or more gives no bound.

    Parameters
    ----------
    level : low and high of the present level, None = open; not negative
    growth_pct : low and high of the growth in percent, None = open

    Raises
    ------
    ValueError
        A negative level: its growth in percent has no meaning.

    Source
    ------
    Moore, Kearfott and Cloud (2009), Introduction to Interval Analysis, ch. 2.

    >>> [round(x) for x in earlier_level((35500, 36500), (27.925, 27.935))]
    [27748, 28532]
    >>> earlier_level((210, None), (5, 5))
    (200.0, None)
    """
    low, high = level
    slow, fast = growth_pct
    if low is not None and low < 0:
        raise ValueError(f"a level of {low:g} has no growth in percent; use levels from 0 up")
    return _before(low, fast), _before(high, slow)


def _before(level: float | None, growth: float | None) -> float | None:
    if level is None or growth is None or growth <= -100:
        return None
    return level * 100 / (100 + growth)


def implied_earlier(observations: pd.DataFrame) -> pd.DataFrame:
    """One derived row for every level that is published together with its growth on a year before.

    Growth against another year (较2020年), a yearly average (年均) or at constant prices implies
    no level of the year before and is left out.

    Parameters
    ----------
    observations : the observations table, pandas

    Returns
    -------
    DataFrame: source_id, indicator, breakdown, organisation, area_code, unit, status ("derived"),
    period_start and period_end (the level's, a year earlier; open ends stay open), value,
    value_low, value_high, level_id and growth_id (observations it rests on)
    """
    import pandas as pd

    rows = observations.fillna(dict.fromkeys(("breakdown", "organisation", "area_code"), ""))
    rows = rows[rows["status"] == "actual"]
    levels = rows[(rows["measure"] == "level") & (rows["value"] > 0)]
    growths = rows[(rows["measure"] == "change_pct") & rows["evidence"].notna()]
    pairs = levels.merge(growths, on=_SAME, suffixes=("", "_growth"))
    pairs = pairs.assign(distance=_distance(pairs))
    pairs = pairs[(pairs["distance"] < _NEAR) & _same_time(pairs)]
    pairs = pairs.sort_values(["distance", "observation_id"]).drop_duplicates(
        "observation_id_growth"
    )
    made = [_implied(p) for p in pairs.to_dict("records") if compares_with_year_before(
        p["evidence_growth"], p["value_growth"], year_of(p))]  # fmt: skip
    table = pd.DataFrame(made, columns=COLUMNS)
    return table.sort_values(["source_id", "level_id", "growth_id"], ignore_index=True)


def _distance(pairs: pd.DataFrame) -> Any:
    """Characters between level and growth, whichever comes first."""
    after = pairs["start_growth"] - pairs["end"]
    before = pairs["start"] - pairs["end_growth"]
    return after.where(after >= before, before)


def _same_time(pairs: pd.DataFrame) -> Any:
    """Level and growth end in the same year, or both end open and begin together."""
    ends = [pairs[name].fillna("").str[:4] for name in ("period_end", "period_end_growth")]
    starts = [pairs[name].fillna("").str[:4] for name in ("period_start", "period_start_growth")]
    return (ends[0] == ends[1]) & ((ends[0] != "") | (starts[0] == starts[1]))


def _implied(pair: dict[str, Any]) -> dict[str, Any]:
    low, high = earlier_level(
        (_open(pair["value_low"]), _open(pair["value_high"])),
        (_open(pair["value_low_growth"]), _open(pair["value_high_growth"])),
    )
    return {
        **{name: pair[name] for name in _CARRIED},
        "status": "derived",
        "period_start": year_before(pair["period_start"]),
        "period_end": year_before(pair["period_end"]),
        "value": _before(pair["value"], pair["value_growth"]),
        "value_low": low,
        "value_high": high,
        "level_id": pair["observation_id"],
        "growth_id": pair["observation_id_growth"],
    }


def _open(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
