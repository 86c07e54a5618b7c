"""From observations to series: one value a period, by rules that are written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import narwhals as nw

from indicators.trends.bounds import apart, bounds
from indicators.trends.facts import KEY, PERIOD, candidates
from indicators.trends.frames import Lazy, Opened, blank_as_null, text
from indicators.trends.lineage import segments

F = TypeVar("F")

# What makes one figure of a period stand before another; the first rule that differs decides.
RULES = ("level", "stated", "priority", "latest", "narrow", "id")
# How sure the period of a figure is, the surest first.
BASES = ("stated", "inherited", "carried", "published", "unknown")
_WHERE = (*KEY, *PERIOD)
_ORDER = (*KEY, "period_end", "period_start")
_POINTS = (
    *_WHERE, "year", "value", "value_low", "value_high", "qualifier", "status", "told",
    "disputed", "segment", "break_before", "observation_id", "source_id",
)  # fmt: skip
_CONFLICTS = (
    *_WHERE, "observation_id", "source_id", "value", "value_low", "value_high",
    "other_id", "other_source", "other_value", "other_low", "other_high",
)  # fmt: skip
_OTHER = {
    "observation_id": "other_id", "source_id": "other_source", "value": "other_value",
    "value_low": "other_low", "value_high": "other_high",
}  # fmt: skip


@dataclass(frozen=True)
class SeriesTables(Generic[F]):
    """What became of observations.

    `points` has one row a series and period; `conflicts` one row a figure that cannot be right
    if the chosen one of its period is; `left_out` the observation_id and reason of every row
    that can join no series (target, growth, rank, repeat, no_area, no_period, open_period).
    """

    points: F
    conflicts: F
    left_out: F


def series(
    observations: F,
    *,
    derived: F | None = None,
    sources: F | None = None,
    priority: Sequence[str] = (),
    rules: Sequence[str] = RULES,
) -> SeriesTables[F]:
    """One value a period of every indicator and place, in the unit of the figures.

    A series is one indicator, unit, place, organisation and breakdown over periods of one kind:
    stocks at moments, flows over whole years, or halves, or the same eleven months. Nothing else
    is ever joined. A place that changed its code is one series; `segment` counts its codes and
    `break_before` names the new one where it begins.

    Where several figures tell one period, `rules` choose: "level" a published figure before a
    derived one; "stated" a period stated in the sentence before an inherited one, that before one
    carried over from the paragraph before, that before an undated one; "priority" the order of
    `priority`; "latest" the source published last (needs `sources`); "narrow" the tighter bounds;
    "id" the observation's id. The chosen figure and those whose bounds meet its bounds are
    counted in `told`, those whose bounds do not in `disputed`; these are `conflicts`.

    Parameters
    ----------
    observations : the observations table; pandas, Polars, or a LazyFrame (stays lazy)
    derived : rows of `implied`, to fill periods without a published level
    sources : the sources table, for the rule "latest"
    priority : source ids, the most trusted first; others follow them
    rules : names of rules in the order they count; "id" always decides at last

    Returns
    -------
    SeriesTables of frames of the same kind

    Raises
    ------
    ValueError
        A rule that does not exist, or a column that is missing.

    >>> import pandas as pd
    >>> row = dict.fromkeys(["organisation", "breakdown", "repeat_of"]) | {
    ...     "indicator": "two_way_referrals", "measure": "level", "status": "actual",
    ...     "area_code": "330283", "period_start": "2015-01-01", "period_end": "2015-12-31",
    ...     "period_basis": "stated", "qualifier": "rounded", "unit": "人次", "source_id": "a"}
    >>> table = pd.DataFrame([
    ...     row | {"observation_id": "a#1", "value": 3e4, "value_low": 29500, "value_high": 30500},
    ...     row | {"observation_id": "a#2", "value": 33e3, "value_low": 33e3, "value_high": 33e3},
    ...     row | {"observation_id": "a#3", "value": 36e3, "value_low": 35500, "value_high": 36500,
    ...            "area_code": "330213", "period_start": "2016-01-01", "period_end": "2016-12-31"}])
    >>> made = series(table)
    >>> made.points[["area_code", "year", "value", "disputed", "segment"]].values.tolist()
    [['330213', 2015, 33000.0, 1, 0], ['330213', 2016, 36000.0, 0, 1]]
    >>> made.conflicts["other_value"].tolist()
    [30000.0]
    """
    _check(rules)
    opened = Opened(observations)
    facts, left_out = candidates(opened, None if derived is None else Opened(derived))
    facts = _ranked(facts, opened, None if sources is None else Opened(sources), priority)
    order = [rule for rule in rules if rule != "id"]
    chosen = facts.unique(list(_WHERE), keep="first", order_by=[*order, "observation_id"])
    pairs = _pairs(facts, chosen)
    points = _with_segments(_counted(chosen, pairs), opened)
    disputed = pairs.filter(nw.col("conflict") == 1)
    return SeriesTables(
        opened.close(_restored(points, _POINTS), _ORDER),
        opened.close(_restored(disputed, _CONFLICTS), [*_ORDER, "other_id"]),
        opened.close(left_out, ["observation_id"]),
    )


def _check(rules: Sequence[str]) -> None:
    unknown = [rule for rule in rules if rule not in RULES]
    if unknown:
        raise ValueError(f"no rule is called {', '.join(unknown)}; rules are {', '.join(RULES)}")


def _ranked(facts: Lazy, opened: Opened, sources: Opened | None, priority: Sequence[str]) -> Lazy:
    """Facts with a column a rule: the smaller stands before."""
    width = nw.col("value_high") - nw.col("value_low")
    facts = facts.with_columns(
        level=(nw.col("status") == "derived").cast(nw.Int64),
        stated=_place(nw.col("period_basis"), BASES),
        priority=_place(nw.col("source_id"), priority),
        narrow=width.fill_null(float("inf")),
    )
    if sources is None:
        return facts.with_columns(latest=nw.lit(0))
    return facts.join(_published(sources), on="source_id", how="left").with_columns(
        latest=nw.col("latest").fill_null(0)
    )


def _place(column: nw.Expr, order: Sequence[str]) -> nw.Expr:
    """The place of a text in an order; what is not in it comes last."""
    place = nw.lit(len(order))
    for n, name in reversed(list(enumerate(order))):
        place = nw.when(column == name).then(nw.lit(n)).otherwise(place)
    return place.cast(nw.Int64)


def _published(sources: Opened) -> Lazy:
    """Source ids with minus their day of publication: the latest first."""
    sources.need(("source_id", "published"), "the rule 'latest'")
    digits = text("published").str.replace_all("-", "", literal=True)
    # A date of reduced precision counts as its first day.
    whole = nw.concat_str([digits, nw.lit("00000000")]).str.slice(0, 8)
    return sources.frame.select(text("source_id").alias("source_id"), latest=-whole.cast(nw.Int64))


def _pairs(facts: Lazy, chosen: Lazy) -> Lazy:
    """Every figure beside the chosen one of its period, and whether both can be right."""
    others = facts.select(*_WHERE, *(nw.col(old).alias(new) for old, new in _OTHER.items()))
    pairs = chosen.select(*_WHERE, *_OTHER).join(others, on=list(_WHERE), how="inner")
    disjoint = apart(bounds("value"), bounds("other_value", "other_low", "other_high"))
    return pairs.with_columns(conflict=disjoint.cast(nw.Int64), one=nw.lit(1))


def _counted(chosen: Lazy, pairs: Lazy) -> Lazy:
    counts = pairs.group_by("observation_id").agg(
        nw.col("conflict").sum().alias("disputed"), nw.col("one").sum().alias("told")
    )
    counts = counts.with_columns(told=nw.col("told") - nw.col("disputed"))
    return chosen.join(counts, on="observation_id", how="left")


def _with_segments(points: Lazy, opened: Opened) -> Lazy:
    """Points with the number of their place's code, and the new code where one begins."""
    rows = [(area, *part) for area, parts in segments().items() for part in parts]
    names = ("area_code", "segment", "first", "until", "code")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    kinds = dict(zip(names, (nw.String, nw.Int64, nw.Int64, nw.Int64, nw.String), strict=True))
    points = points.join(opened.small(columns, kinds), on="area_code", how="left")
    inside = (nw.col("first") <= nw.col("year")) & (nw.col("year") < nw.col("until"))
    points = points.filter(nw.col("segment").is_null() | inside.fill_null(False))
    points = points.with_columns(segment=nw.col("segment").fill_null(0).cast(nw.Int64))
    before = nw.col("segment").shift(1).over(*KEY, order_by=["period_end", "period_start"])
    begins = (nw.col("segment") > before).fill_null(False)
    return points.with_columns(break_before=nw.when(begins).then(nw.col("code")))


def _restored(frame: Lazy, names: Sequence[str]) -> Lazy:
    """The columns of a table, nothing where a key had no word."""
    blank = ("organisation", "breakdown", "period_start")
    columns: list[Any] = [blank_as_null(n) if n in blank else nw.col(n) for n in names]
    return frame.select(*columns)
