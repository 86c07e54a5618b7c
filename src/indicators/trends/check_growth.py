"""Published growth against published levels."""

from __future__ import annotations

import narwhals as nw

from indicators.trends.bounds import Bounds, difference, ratio, shifted
from indicators.trends.checks import COLUMNS, as_role, figure, findings
from indicators.trends.facts import KEY
from indicators.trends.frames import Lazy, Opened, rows_of, text
from indicators.trends.moments import A_YEAR, days
from indicators.trends.periods import compares_with_year_before, year_of

_MEASURES = ("change_pct", "change_pp", "change_abs")
_KEYS = [name for name in KEY if name not in ("measure", "unit")]


def growth_against_levels(opened: Opened, facts: Lazy, rows: Lazy) -> Lazy:
    """Growth on the year before, beside the growth of the two levels.

    Where several sources tell a level, growth that fits one of them contradicts nothing; the
    tellings contradict each other then, and that is a check of its own.

    Parameters
    ----------
    opened : the observations, for their sentences
    facts : levels with their series' key
    rows : growth rows with that key
    """
    growths = rows.filter(
        nw.col("measure").is_in(_MEASURES)
        & (nw.col("status") == "actual")
        & (nw.col("period_end") != "")
        & nw.col("observation_id").is_in(_on_year_before(opened))
    )
    growths = growths.with_columns(day=days("period_end", nw.String).cast(nw.Int64))
    levels = facts.filter((nw.col("measure") == "level") & (nw.col("status") == "actual"))
    levels = levels.with_columns(day=days("period_end", nw.String).cast(nw.Int64))
    pairs = as_role(growths, "first", [*_KEYS, "measure", "unit", "period_end", "day"])
    before = levels.with_columns(day=nw.col("day") + A_YEAR)
    for role, told in (("second", levels), ("third", before)):
        found = as_role(
            told.rename({"unit": f"{role}_unit"}), role, [*_KEYS, "day", f"{role}_unit"]
        )
        pairs = pairs.join(found, on=[*_KEYS, "day"], how="inner")
    made = findings(pairs.filter(_in_one_unit()), "growth", figure("first"), _computed())
    made = made.with_columns(
        off=(nw.col("stated") - nw.col("computed")).abs(),
        misses=(nw.col("verdict") == "contradicts").cast(nw.Int64),
        strangers=(nw.col("second_source") != nw.col("first_source")).cast(nw.Int64)
        + (nw.col("third_source") != nw.col("first_source")).cast(nw.Int64),
    )
    order = ["misses", "strangers", "off", "second_id", "third_id"]
    return made.unique(["first_id"], keep="first", order_by=order).select(*COLUMNS)


def _in_one_unit() -> nw.Expr:
    measure, level = nw.col("measure"), nw.col("second_unit")
    fits = (measure == "change_pct") | ((measure == "change_pp") & (level == "%"))
    fits = fits | ((measure == "change_abs") & (level == nw.col("unit")))
    return (level == nw.col("third_unit")) & fits


def _computed() -> Bounds:
    """The growth of the levels, in % or in their unit, as the published one is."""
    percent = shifted(ratio(figure("second"), figure("third")), -1.0, 100.0)
    plain = difference(figure("second"), figure("third"))
    relative = nw.col("measure") == "change_pct"
    return Bounds(
        *(nw.when(relative).then(a).otherwise(b) for a, b in zip(percent, plain, strict=True))
    )


def _on_year_before(opened: Opened) -> list[str]:
    """Growth rows whose sentence measures against the year before."""
    names = ("observation_id", "measure", "value", "period_start", "period_end", "evidence")
    rows = opened.frame.select(*names).filter(text("measure").is_in(_MEASURES))
    return [
        row["observation_id"]
        for row in rows_of(rows)
        if compares_with_year_before(row["evidence"] or "", row["value"], year_of(row))
    ]
