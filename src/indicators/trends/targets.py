"""What was promised, and what was reached by the day it was promised for."""

from __future__ import annotations

from typing import TypeVar

import narwhals as nw

from indicators.codebook import indicators
from indicators.trends.facts import KEY, placed
from indicators.trends.frames import Lazy, Opened, blank_as_null, cases, text
from indicators.trends.moments import day_of, days
from indicators.trends.series import series

F = TypeVar("F")
_WHOSE = [name for name in KEY if name != "span"]
_REACHED = {
    "value": "reached", "value_low": "reached_low", "value_high": "reached_high",
    "period_end": "reached_at", "observation_id": "reached_id",
}  # fmt: skip
_COLUMNS = (
    *_WHOSE, "deadline", "target", "target_low", "target_high", "needed", *_REACHED.values(),
    "verdict", "so_far", "reason", "target_id",
)  # fmt: skip
_AT_LEAST, _AT_MOST = ("more_than", "at_least"), ("up_to", "nearly")


def targets(observations: F, as_of: str | None = None) -> F:
    """Every target with the last figure up to its deadline, and whether it was met.

    A target asks for at least or at most what its wording says (不低于, 以内), else for what the
    indicator's polarity calls good; a neutral number is one to be reached. It is "met" or
    "missed" by a figure of the deadline itself when the whole of its bounds lies on one side,
    "not yet due" before the deadline, else "unknown" with a reason. `so_far` says the same of the
    last figure there is: reached, short or unsure.

    Parameters
    ----------
    observations : the observations table; pandas, Polars, or a LazyFrame (stays lazy)
    as_of : the day to judge on, such as 2025-12-31; the latest day of the actual figures by
        default, never today

    Returns
    -------
    A frame of the same kind, one row a target: whose it is, deadline, target with bounds,
    `needed` (at_least or at_most), the last figure reached with bounds and day, `verdict`,
    `so_far`, `reason`, and the ids of both observations

    >>> import pandas as pd
    >>> row = dict.fromkeys(["organisation", "breakdown", "repeat_of", "period_start"]) | {
    ...     "indicator": "physicians_per_1000", "measure": "level", "area_code": "000000",
    ...     "source_id": "s", "period_basis": "stated", "qualifier": "exact", "unit": "人"}
    >>> table = pd.DataFrame([
    ...     row | {"observation_id": "s#1", "status": "target", "period_end": "2025-12-31",
    ...            "value": 3.2, "value_low": 3.2, "value_high": 3.2},
    ...     row | {"observation_id": "s#2", "status": "actual", "period_end": "2024-12-31",
    ...            "value": 3.61, "value_low": 3.605, "value_high": 3.615}])
    >>> targets(table)[["verdict", "so_far"]].values.tolist()
    [['not yet due', 'reached']]
    """
    opened = Opened(observations)
    promised = _promised(opened)
    figures = _figures(opened, series(observations).points, as_of)
    last = _last_before_deadline(promised, figures)
    made = promised.join(last, on="target_id", how="left")
    made = made.join(_latest(opened, figures, as_of), on="_one", how="left")
    made = _judged(made)
    blank = ("organisation", "breakdown", "area_code", "deadline")
    columns = [blank_as_null(name) if name in blank else nw.col(name) for name in _COLUMNS]
    return opened.close(made.select(*columns), [*_WHOSE, "deadline", "target_id"])


def _promised(opened: Opened) -> Lazy:
    rows = placed(opened).filter(
        (nw.col("status") == "target")
        & nw.col("measure").is_in(["level", "share"])
        & ~nw.col("value").is_null()
    )
    polarity = {
        "indicator": list(indicators()),
        "polarity": [i.polarity for i in indicators().values()],
    }
    known = opened.small(polarity, dict.fromkeys(polarity, nw.String))
    rows = rows.join(known, on="indicator", how="left")
    less = nw.col("qualifier").is_in(_AT_MOST) | (
        (nw.col("polarity") == "lower_better").fill_null(False)
        & ~nw.col("qualifier").is_in(_AT_LEAST)
    )
    rows = rows.with_columns(
        needed=nw.when(less).then(nw.lit("at_most")).otherwise(nw.lit("at_least")),
        due=days("period_end", nw.String),
        _one=nw.lit(0),
    )
    renamed = {
        "observation_id": "target_id", "period_end": "deadline", "value": "target",
        "value_low": "target_low", "value_high": "target_high",
    }  # fmt: skip
    kept = [*_WHOSE, *renamed, "needed", "due", "qualifier", "_one"]
    return rows.select(*kept).rename(renamed)


def _figures(opened: Opened, points: object, as_of: str | None) -> Lazy:
    """What there is of whole years and moments, up to the day to judge on."""
    frame = nw.from_native(points).lazy()  # type: ignore[call-overload]
    frame = frame.filter(nw.col("span").is_in(["moment", "year"]))
    frame = frame.with_columns(day=days("period_end", nw.String))
    if as_of is not None:
        frame = frame.filter(nw.col("day") <= day_of(as_of, nw.String))
    keys = [text(name).alias(name) for name in _WHOSE]
    return frame.select(*keys, *(nw.col(o).alias(n) for o, n in _REACHED.items()), "day")


def _last_before_deadline(promised: Lazy, figures: Lazy) -> Lazy:
    pairs = promised.select(*_WHOSE, "target_id", "due").join(figures, on=_WHOSE, how="inner")
    pairs = pairs.filter((nw.col("day") <= nw.col("due")).fill_null(False))
    pairs = pairs.with_columns(wait=nw.col("due") - nw.col("day"))
    last = pairs.unique(["target_id"], keep="first", order_by=["wait", "reached_id"])
    return last.select("target_id", *_REACHED.values(), "wait")


def _latest(opened: Opened, figures: Lazy, as_of: str | None) -> Lazy:
    """The day to judge on, in one row."""
    if as_of is not None:
        day = float(day_of(as_of, nw.String))
        return opened.small(
            {"_one": [0], "judged": [day]}, {"_one": nw.Int64, "judged": nw.Float64}
        )
    latest = figures.with_columns(_one=nw.lit(0)).group_by("_one")
    return latest.agg(nw.col("day").max().alias("judged"))


def _judged(made: Lazy) -> Lazy:
    at_least = nw.col("needed") == "at_least"
    edge = nw.when(at_least).then(nw.col("target_low")).otherwise(nw.col("target_high"))
    made = made.with_columns(edge=edge.fill_null(nw.col("target")))
    low, high, sought = (nw.col(name) for name in ("reached_low", "reached_high", "edge"))
    met = nw.when(at_least).then(low >= sought).otherwise(high <= sought).fill_null(False)
    short = nw.when(at_least).then(high < sought).otherwise(low > sought).fill_null(False)
    about = nw.col("qualifier") == "approx"
    missing = nw.col("reached").is_null()
    so_far = ((missing, None), (met, "reached"), (short & ~about, "short"))
    made = made.with_columns(
        so_far=cases(*so_far, otherwise="unsure"),
        on_time=(nw.col("wait") == 0).fill_null(False),
        early=(nw.col("due") > nw.col("judged")).fill_null(False),
        about=about,
    )
    on_time, result = nw.col("on_time"), nw.col("so_far")
    verdict = cases(
        ((on_time & (result == "reached")).fill_null(False), "met"),
        ((on_time & (result == "short")).fill_null(False), "missed"),
        (nw.col("early") & ~on_time, "not yet due"),
        otherwise="unknown",
    )
    return made.with_columns(verdict=verdict).with_columns(reason=_reason())


def _reason() -> nw.Expr:
    """Why a verdict is unknown; missing where it is not."""
    return cases(
        (nw.col("verdict") != "unknown", None),
        (nw.col("deadline") == "", "no deadline stated"),
        (~nw.col("on_time"), "no figure of the deadline"),
        (nw.col("about"), "the target is approximate"),
        otherwise="the figure's bounds reach over the target",
    )
