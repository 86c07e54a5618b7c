"""Published figures held against each other: one row for every check that can be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import narwhals as nw

from indicators.trends.bounds import bounds
from indicators.trends.check_growth import growth_against_levels
from indicators.trends.check_parts import parts_of_codebook, parts_told, shares_told
from indicators.trends.check_ratios import ratios_against_each_other, ratios_against_numbers
from indicators.trends.checks import COLUMNS, findings
from indicators.trends.facts import KEY, candidates, placed
from indicators.trends.frames import Lazy, Opened, blank_as_null, text
from indicators.trends.series import series

F = TypeVar("F")
_BLANK = ("unit", "area_code", "organisation", "breakdown", "period_end")


def consistency(observations: F, *, sources: F | None = None, priority: Sequence[str] = ()) -> F:
    """Every published figure that others allow to be checked, with a verdict and all sources.

    "growth": growth on the year before against the two levels. "part": a part against its whole,
    told by a text (其中), by the codebook (an indicator's parent) or as a class of all; in one unit
    no part exceeds its whole, and in different units it may. "share": a share against part and
    whole. "rate": a rate against numerator and denominator, or, where nobody prints the
    denominator, against the one that another rate implies. "telling": two figures of one fact.

    A check "contradicts" only when no numbers inside the bounds of all the figures would agree.

    Parameters
    ----------
    observations : the observations table; pandas, Polars, or a LazyFrame (its growth rows are
        collected to read their sentences; the rest stays lazy)
    sources, priority : which of several tellings the checks of parts, shares and rates take; see
        `series`

    Returns
    -------
    A frame of the same kind, one row a check: check, verdict (agrees or contradicts), what it is
    about, the stated figure and the computed one with bounds, and id and source of the stated
    figure (first) and of those it is computed from (second, third)

    >>> import pandas as pd
    >>> row = dict.fromkeys(["organisation", "breakdown", "part_of", "repeat_of"]) | {
    ...     "indicator": "hospital_beds", "measure": "level", "status": "actual", "unit": "张",
    ...     "area_code": "330213", "period_start": None, "period_end": "2024-12-31",
    ...     "period_basis": "stated", "qualifier": "exact", "source_id": "a", "evidence": ""}
    >>> table = pd.DataFrame([
    ...     row | {"observation_id": "a#1", "value": 110.0, "value_low": 110, "value_high": 110},
    ...     row | {"observation_id": "b#1", "value": 100.0, "value_low": 100, "value_high": 100,
    ...            "period_end": "2023-12-31", "source_id": "b"},
    ...     row | {"observation_id": "a#2", "value": 8.0, "value_low": 7.5, "value_high": 8.5,
    ...            "measure": "change_pct", "unit": "%", "evidence": "床位110张，比上年增长8%"}])
    >>> found = consistency(table)
    >>> found[["check", "verdict", "stated_high", "computed_low", "third_source"]].values.tolist()
    [['growth', 'contradicts', 8.5, 10.000000000000009, 'b']]
    """
    opened = Opened(observations)
    opened.need(["evidence"], "a check of growth")
    facts, _ = candidates(opened)
    rows, joined = placed(opened), series(observations, sources=sources, priority=priority)
    points = _keyed(joined.points)
    made = [
        growth_against_levels(opened, facts, rows),
        parts_told(opened, rows),
        shares_told(opened, rows),
        parts_of_codebook(opened, points),
        ratios_against_numbers(opened, points),
        ratios_against_each_other(opened, points),
        _tellings(joined.conflicts),
    ]
    table = nw.concat([found.select(*COLUMNS) for found in made], how="vertical")
    table = table.select(*(blank_as_null(n) if n in _BLANK else nw.col(n) for n in COLUMNS))
    # One check can be found twice: a text's 其中 is often the codebook's parent too.
    ids = ["check", "first_id", "second_id", "third_id"]
    table = table.with_columns(nw.col("third_id").fill_null(""))
    table = table.unique(ids, keep="first", order_by=["verdict", "stated", "computed"])
    table = table.with_columns(blank_as_null("third_id"))
    return opened.close(table, ["check", "verdict", "first_id", "second_id", "third_id"])


def _keyed(native: object) -> Lazy:
    """The points of series with "" for missing keys, so that they can be joined."""
    points = nw.from_native(native).lazy()  # type: ignore[call-overload]
    return points.with_columns(*(text(n).alias(n) for n in (*KEY, "period_start", "period_end")))


def _tellings(native: object) -> Lazy:
    conflicts = nw.from_native(native).lazy()  # type: ignore[call-overload]
    renamed = {
        "other_id": "first_id", "other_source": "first_source", "observation_id": "second_id",
        "source_id": "second_source",
    }  # fmt: skip
    pairs = conflicts.rename(renamed)
    other = bounds("other_value", "other_low", "other_high")
    return findings(pairs, "telling", other, bounds("value"))
