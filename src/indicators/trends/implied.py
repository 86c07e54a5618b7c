"""Earlier levels that a published level and its published growth imply."""

from __future__ import annotations

from typing import Any, TypeVar

import narwhals as nw

from indicators.trends.frames import Lazy, Opened, real, rows_of, text
from indicators.trends.periods import compares_with_year_before, year_before, year_of

F = TypeVar("F")
Interval = tuple[float | None, float | None]
_SAME = ["source_id", "indicator", "breakdown", "organisation", "area_code", "status"]
_CARRIED = ["source_id", "indicator", "breakdown", "organisation", "area_code", "unit"]
_TEXT = (*_SAME, "observation_id", "measure", "unit", "period_start", "period_end", "evidence")
_NUMBERS = ("value", "value_low", "value_high")
_PLACE = ("start", "end")
_NEAR = 40  # characters between a level and its growth; further apart they are two statements
_KINDS = {
    **dict.fromkeys([*_CARRIED, "measure", "status", "period_start", "period_end"], nw.String),
    **dict.fromkeys(["period_basis", "qualifier"], nw.String),
    **dict.fromkeys(_NUMBERS, nw.Float64),
    **dict.fromkeys(["observation_id", "repeat_of", "level_id", "growth_id"], nw.String),
}


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


def implied(observations: F) -> F:
    """One derived row for every level that is published together with its growth on a year before.

    Growth against another year (较2020年), a yearly average (年均) or at constant prices implies
    no level of the year before and is left out. What a growth is measured against stands in its
    sentence, which has to be read: a LazyFrame is collected here, and what is made goes back lazy.

    Parameters
    ----------
    observations : the observations table; pandas or Polars

    Returns
    -------
    A frame of the same kind that `series` takes as `derived`: source_id, indicator, breakdown,
    organisation, area_code, unit, status ("derived"), period_start and period_end (the level's,
    a year earlier; open ends stay ""), value, value_low, value_high (missing = open), level_id
    and growth_id (the observations it rests on)

    >>> import pandas as pd
    >>> both = {"source_id": "s", "indicator": "two_way_referrals", "status": "actual",
    ...         "breakdown": None, "organisation": None, "area_code": "330213",
    ...         "period_start": "2024-01-01", "period_end": "2024-12-31",
    ...         "evidence": "双向转诊3.6万人次，同比增长27.93%"}
    >>> made = implied(pd.DataFrame([
    ...     both | {"observation_id": "s#4", "measure": "level", "unit": "人次", "start": 4, "end": 10,
    ...             "value": 36000.0, "value_low": 35500.0, "value_high": 36500.0},
    ...     both | {"observation_id": "s#15", "measure": "change_pct", "unit": "%", "start": 15,
    ...             "end": 21, "value": 27.93, "value_low": 27.925, "value_high": 27.935}]))
    >>> made[["period_end", "value_low", "value_high"]].round().values.tolist()
    [['2023-12-31', 27748.0, 28532.0]]
    """
    opened = Opened(observations)
    opened.need([*_TEXT, *_NUMBERS, *_PLACE], "an implied level")
    rows = opened.frame.select(
        *(text(n).alias(n) for n in _TEXT), *(real(n) for n in (*_NUMBERS, *_PLACE))
    )
    rows = rows.filter(nw.col("status") == "actual")
    pairs = rows_of(_pairs(rows))
    made = [_implied(pair) for pair in pairs if _on_year_before(pair)]
    return opened.table(made, _KINDS, ["source_id", "level_id", "growth_id"])


def _pairs(rows: Lazy) -> Lazy:
    """Levels with the growth told beside them, every growth with the nearest level."""
    levels = rows.filter((nw.col("measure") == "level") & (nw.col("value") > 0))
    growths = rows.filter((nw.col("measure") == "change_pct") & (nw.col("evidence") != ""))
    own = [name for name in (*_TEXT, *_NUMBERS, *_PLACE) if name not in _SAME]
    growths = growths.select(*_SAME, *(nw.col(name).alias(f"{name}_growth") for name in own))
    pairs = levels.join(growths, on=_SAME, how="inner")
    # Whichever comes first in the text.
    after = nw.col("start_growth") - nw.col("end")
    before = nw.col("start") - nw.col("end_growth")
    pairs = pairs.with_columns(distance=nw.when(after >= before).then(after).otherwise(before))
    pairs = pairs.filter((nw.col("distance") < _NEAR) & _same_time())
    return pairs.unique(
        ["observation_id_growth"], keep="first", order_by=["distance", "observation_id"]
    )


def _same_time() -> nw.Expr:
    """Level and growth end in the same year, or both end open and begin together."""
    year = {
        name: nw.col(name).str.slice(0, 4)
        for end in ("period_start", "period_end")
        for name in (end, f"{end}_growth")
    }
    ended = nw.col("period_end") != ""
    together = year["period_start"] == year["period_start_growth"]
    return (year["period_end"] == year["period_end_growth"]) & (ended | together)


def _on_year_before(pair: dict[str, Any]) -> bool:
    return compares_with_year_before(pair["evidence_growth"], pair["value_growth"], year_of(pair))


def _implied(pair: dict[str, Any]) -> dict[str, Any]:
    low, high = earlier_level(
        (pair["value_low"], pair["value_high"]),
        (pair["value_low_growth"], pair["value_high_growth"]),
    )
    level, growth = pair["observation_id"], pair["observation_id_growth"]
    return {
        **{name: pair[name] for name in _CARRIED},
        "measure": "level",
        "status": "derived",
        "period_basis": "stated",
        "qualifier": "derived",
        "period_start": year_before(pair["period_start"]),
        "period_end": year_before(pair["period_end"]),
        "value": _before(pair["value"], pair["value_growth"]),
        "value_low": low,
        "value_high": high,
        "observation_id": f"{level}~{growth.removeprefix(pair['source_id'])}",
        "repeat_of": "",
        "level_id": level,
        "growth_id": growth,
    }
