"""Observations as facts of series: which series and period each belongs to, or why to none."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from indicators.codebook import indicators
from indicators.trends.frames import Lazy, Opened, cases, real, text
from indicators.trends.lineage import joined_codes
from indicators.trends.moments import span, year_of_text

# What a series is: a change in any of these is another definition, unit or place.
KEY = ("indicator", "measure", "unit", "area_code", "organisation", "breakdown", "span")
PERIOD = ("period_start", "period_end")
_TEXT = (
    "observation_id", "source_id", "indicator", "measure", "status", "area_code", "organisation",
    "breakdown", "repeat_of", "period_start", "period_end", "period_basis", "qualifier", "unit",
)  # fmt: skip
_REAL = ("value", "value_low", "value_high")
NEEDED = (*_TEXT, *_REAL)
# Words that count the same things: not different units.
_SAME_UNIT = {"名": "人", "位": "人", "个": "家", "所": "家", "间": "家", "日": "天"}
_MOMENT = "moment"


def candidates(opened: Opened, derived: Opened | None = None) -> tuple[Lazy, Lazy]:
    """Facts that can join a series, and the ids of the others with the reason.

    Reasons: target, growth or rank (no level), repeat, no_area, no_period, open_period (begins
    and does not end).
    """
    facts = placed(opened)
    if derived is not None:
        facts = nw.concat([facts, placed(derived)], how="vertical")
    facts = facts.with_columns(reason=_reason())
    out = facts.filter(nw.col("reason") != "").select("observation_id", "reason")
    return facts.filter(nw.col("reason") == "").drop("reason"), out


def placed(opened: Opened) -> Lazy:
    """Rows under their series' key: place under its present code, one unit for one thing."""
    opened.need(NEEDED, "a series")
    facts = opened.frame.select(*(text(c).alias(c) for c in _TEXT), *(real(c) for c in _REAL))
    facts = facts.join(_codebook(opened), on="indicator", how="left")
    facts = under_series_code(facts, opened)
    of_itself = (nw.col("measure") == "share") & (nw.col("codebook_unit") == "%").fill_null(False)
    stock = (nw.col("timing") == "stock").fill_null(False)
    facts = facts.with_columns(
        # The share of a whole, of an indicator that is one, is its level.
        measure=nw.when(of_itself).then(nw.lit("level")).otherwise(nw.col("measure")),
        unit=_one_unit(nw.col("unit")),
        stock=stock,
        # A stock told of a year, or "to the end of" a year, is the one at its end.
        period_start=nw.when(stock | (nw.col("period_start") == ""))
        .then(nw.lit(""))
        .otherwise(nw.col("period_start")),
    )
    moment = nw.col("stock") | (nw.col("period_start") == nw.col("period_end"))
    facts = facts.with_columns(
        span=nw.when(moment).then(nw.lit(_MOMENT)).otherwise(span(*PERIOD)),
        year=year_of_text("period_end"),
    )
    return facts.drop("codebook_unit", "timing")


def _one_unit(unit: nw.Expr) -> nw.Expr:
    found = unit
    for word, same in _SAME_UNIT.items():
        found = nw.when(unit == word).then(nw.lit(same)).otherwise(found)
    return found


def _codebook(opened: Opened) -> Lazy:
    found = list(indicators().values())
    columns = {
        "indicator": [i.indicator for i in found],
        "codebook_unit": [i.unit for i in found],
        "timing": [i.timing for i in found],
    }
    return opened.small(columns, dict.fromkeys(columns, nw.String))


def under_series_code(rows: Lazy, opened: Opened) -> Lazy:
    """Rows with the code whose series their place belongs to."""
    codes = joined_codes()
    columns: dict[str, list[Any]] = {"area_code": list(codes), "_head": list(codes.values())}
    heads = opened.small(columns, dict.fromkeys(columns, nw.String))
    rows = rows.join(heads, on="area_code", how="left")
    own = nw.col("_head").fill_null(nw.col("area_code"))
    return rows.with_columns(area_code=own).drop("_head")


def _reason() -> nw.Expr:
    """Why a row joins no series, "" when it does."""
    no_end = nw.col("period_end") == ""
    no_start = ~nw.col("stock") & (nw.col("period_start") == "")
    return cases(
        (nw.col("status") == "target", "target"),
        (nw.col("measure").is_in(["change_pct", "change_pp", "change_abs"]), "growth"),
        (nw.col("measure") == "rank", "rank"),
        (nw.col("repeat_of") != "", "repeat"),
        (nw.col("area_code") == "", "no_area"),
        (no_end & (nw.col("period_start") != ""), "open_period"),
        (no_end | no_start, "no_period"),
        otherwise="",
    )
