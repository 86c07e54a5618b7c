"""What changed between two figures of a series, and what their bounds allow one to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import narwhals as nw

from indicators.trends.bounds import Bounds, bounds, difference, direction, ratio, root, shifted
from indicators.trends.facts import KEY
from indicators.trends.frames import Lazy, Opened, cases, text
from indicators.trends.moments import A_YEAR, day_of, days, years

F = TypeVar("F")
_KINDS = ("absolute", "percent", "points", "yearly", "index")
_FIGURE = ("value", "value_low", "value_high")
_BEFORE = ("before", "before_low", "before_high")
_ENDS = ("", "_low", "_high")


def change(
    points: F,
    against: str | float = "previous",
    *,
    by: Sequence[str] | None = None,
    time: str = "period_end",
    value: str = "value",
    low: str | None = None,
    high: str | None = None,
) -> F:
    """The change of every figure of a series, each measure with the bounds the figures leave it.

    `absolute` in the unit of the figures; `percent`; `points`, percentage points, of figures in
    %; `yearly`, the compound annual growth rate in % a year; `index`, the earlier figure being
    100. Each has `_low` and `_high`; an open bound stays open. `direction` is a sure "rise" or
    "fall", "same" where both figures are the same exact number, or "unsure".

    Parameters
    ----------
    points : one value a series and time, such as the points of `series`; bounds in `value_low`
        and `value_high` (a figure without these columns is exact)
    against : "previous" the figure before, however long ago (`years` says); "year_before" the
        same day a year earlier, nothing where that year has a gap; "first" of the series; or a
        base: a time such as 2015 or "2015-12-31"
    by : columns that tell series apart; those of `series` by default
    time : years as numbers, dates, or text such as 2024, 2024-06, 2024-06-30
    value, low, high : columns of the figure and its bounds

    Returns
    -------
    A frame of the same kind, one row a point: by, time, the figure, the earlier figure with its
    time and bounds, `years` between them, the measures, `direction`, `across_break` (whether the
    place changed its code in between) and `reason` where there is nothing to compare with

    Percent, index and yearly growth need an earlier figure above zero.

    Raises
    ------
    ValueError
        A column that is missing.

    Source
    ------
    Moore, Kearfott and Cloud (2009), Introduction to Interval Analysis, ch. 2.

    >>> import pandas as pd
    >>> beds = pd.DataFrame({"place": "A", "year": [2021, 2023], "value": [20.0, 31.0],
    ...                      "value_low": [20.0, 31.0], "value_high": [30.0, 31.0]})
    >>> made = change(beds, by=["place"], time="year").iloc[1]
    >>> f"{made.absolute_low} to {made.absolute_high} in {made.years} years: {made.direction}"
    '1.0 to 11.0 in 2.0 years: rise'
    """
    opened = Opened(points)
    by = [name for name in KEY if name in opened.columns] if by is None else list(by)
    opened.need([*by, time, value], "a change")
    pairs = _paired(_figures(opened, by, time, (value, low, high)), time, against)
    pairs = pairs.with_columns(*_measures())
    known = ~nw.col("before").is_null()
    pairs = pairs.with_columns(
        direction=nw.when(known).then(direction(bounds("absolute"))),
        # Not "unequal": in pandas, a missing number is unequal to any other.
        across_break=(nw.col("segment") > nw.col("before_segment")).fill_null(False)
        | (nw.col("segment") < nw.col("before_segment")).fill_null(False),
        reason=_reason(against),
    )
    wide = [f"{kind}{end}" for kind in _KINDS for end in _ENDS]
    names = [
        *by, time, *_FIGURE, "before_time", *_BEFORE, "years", *wide, "direction",
        "across_break", "reason",
    ]  # fmt: skip
    return opened.close(pairs.select(*dict.fromkeys(names)), [*by, time])


def _figures(
    opened: Opened, by: Sequence[str], time: str, names: tuple[str, str | None, str | None]
) -> Lazy:
    """Keys, time, figure and bounds under names of our own; without what has no time or value."""
    value, low, high = names
    ends = [low or f"{value}_low", high or f"{value}_high"]
    if low is None and high is None and not set(ends) <= set(opened.columns):
        ends = [value, value]
    opened.need(ends, "a change")
    dtype = opened.frame.collect_schema()[time]
    unit = text("unit") if "unit" in opened.columns else nw.lit("")
    segment = nw.col("segment") if "segment" in opened.columns else nw.lit(0)
    frame = opened.frame.select(
        *(nw.col(name) for name in dict.fromkeys([*by, time])),
        *bounds(value, *ends).named("value"),
        # Keys equal to themselves, also where they are missing.
        *(text(name).alias(f"key_{n}") for n, name in enumerate(by)),
        key=nw.lit(0),
        day=days(time, dtype),
        in_percent=unit == "%",
        segment=segment,
    )
    known = ~nw.col("day").is_null() & ~nw.col("value").is_null()
    return frame.filter(known).with_columns(day=nw.col("day").round(0).cast(nw.Int64))


def _paired(frame: Lazy, time: str, against: str | float) -> Lazy:
    """Every figure with the earlier one beside it, where there is one."""
    names = frame.collect_schema()
    keys = [name for name in names.names() if name == "key" or name.startswith("key_")]
    taken = {time: "before_time", "day": "before_day", "segment": "before_segment"}
    taken |= dict(zip(_FIGURE, _BEFORE, strict=True))
    if against == "previous":
        return frame.with_columns(
            *(nw.col(c).shift(1).over(*keys, order_by=["day"]).alias(n) for c, n in taken.items())
        )
    earlier = frame.select(*keys, *(nw.col(c).alias(n) for c, n in taken.items()))
    if against == "year_before":
        earlier = earlier.with_columns(day=nw.col("before_day") + A_YEAR)
        return frame.join(earlier, on=[*keys, "day"], how="left")
    if against == "first":
        base = earlier.unique(keys, keep="first", order_by=["before_day"])
    else:
        base = earlier.filter(nw.col("before_day") == day_of(against, names[time]))
    return frame.join(base, on=keys, how="left")


def _measures() -> list[nw.Expr]:
    now, before = bounds("value"), bounds("before")
    itself = (nw.col("day") == nw.col("before_day")).fill_null(False)
    span = years(nw.col("day") - nw.col("before_day"))
    absolute, times = difference(now, before), ratio(now, before)
    points = Bounds(*(nw.when(nw.col("in_percent")).then(end) for end in absolute))
    made = {
        # A figure differs from itself by nothing, however wide its bounds are.
        "absolute": _unless(itself, 0.0, absolute),
        "percent": _unless(itself, 0.0, shifted(times, -1.0, 100.0)),
        "points": _unless(itself & nw.col("in_percent"), 0.0, points),
        "yearly": shifted(root(times, span), -1.0, 100.0),
        "index": _unless(itself, 100.0, shifted(times, 0.0, 100.0)),
    }
    wide = [column for kind, measured in made.items() for column in measured.named(kind)]
    return [span.alias("years"), *wide]


def _unless(condition: nw.Expr, instead: float, measured: Bounds) -> Bounds:
    return Bounds(*(nw.when(condition).then(nw.lit(instead)).otherwise(end) for end in measured))


def _reason(against: str | float) -> nw.Expr:
    """Why there is nothing to compare with; missing where there is."""
    words = {
        "previous": "first of its series",
        "year_before": "no figure a year before",
        "first": "first of its series",
    }.get(str(against), "no figure at the base")
    not_above = (nw.col("before") <= 0).fill_null(False)
    return cases(
        (nw.col("before").is_null(), words), (not_above, "the earlier figure is not above zero")
    )
