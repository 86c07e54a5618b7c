"""Published shares and rates against the numbers they are made of."""

from __future__ import annotations

import narwhals as nw

from indicators.trends.bounds import Bounds, ratio
from indicators.trends.checks import as_role, figure, findings, lookup
from indicators.trends.frames import Lazy, Opened
from indicators.trends.ratios import RATIOS

_SAME = ["area_code", "organisation", "breakdown", "period_end"]


def ratios_against_numbers(opened: Opened, points: Lazy) -> Lazy:
    """Ratios beside numerator over denominator, where all three are published."""
    pairs = _with_numerator(opened, points)
    denominators = points.filter(nw.col("measure") == "level")
    denominators = denominators.rename({"indicator": "denominator"})
    pairs = pairs.join(
        as_role(denominators, "third", ["denominator", *_SAME]),
        on=["denominator", *_SAME], how="inner",
    )  # fmt: skip
    computed = _times(ratio(figure("second"), figure("third")))
    check = nw.when(nw.col("per") == 100.0).then(nw.lit("share")).otherwise(nw.lit("rate"))
    return (
        findings(pairs, "share", figure("first"), computed)
        .drop("check")
        .join(pairs.select(first_id="first_id", check=check), on="first_id", how="inner")
    )


def ratios_against_each_other(opened: Opened, points: Lazy) -> Lazy:
    """Ratios over one denominator that nobody prints: each numerator over its ratio implies it.

    The tightest of a place and year is the measure for the others; the third figure of a finding
    is that ratio.
    """
    implied = ratio(figure("second"), figure("first"))
    pairs = _with_numerator(opened, points).with_columns(
        *(part.alias(name) for part, name in zip(_times(implied), _IMPLIED, strict=True))
    )
    pairs = pairs.with_columns(width=(nw.col("d_high") - nw.col("d_low")) / nw.col("d"))
    pairs = pairs.filter(~nw.col("width").is_null())
    keys = ["denominator", *_SAME]
    tightest = pairs.unique(keys, keep="first", order_by=["width", "indicator", "first_id"])
    taken = {"first_id": "third_id", "first_source": "third_source"}
    taken |= {name: f"third_{name}" for name in _IMPLIED}
    tightest = tightest.select(*keys, *taken).rename(taken)
    pairs = pairs.join(tightest, on=keys, how="inner")
    pairs = pairs.filter(nw.col("first_id") != nw.col("third_id"))
    third = Bounds(*(nw.col(f"third_{name}") for name in _IMPLIED))
    return findings(pairs, "rate", figure("first"), _times(ratio(figure("second"), third)))


_IMPLIED = ("d", "d_low", "d_high")


def _with_numerator(opened: Opened, points: Lazy) -> Lazy:
    """Ratios with the number they are made of, of one place and time."""
    points = points.filter(nw.col("measure") == "level")
    table = lookup(
        opened,
        indicator=[r.indicator for r in RATIOS],
        numerator=[r.numerator for r in RATIOS],
        denominator=[r.denominator for r in RATIOS],
        per=[r.per for r in RATIOS],
    )
    rates = points.join(table, on="indicator", how="inner")
    about = ["indicator", "measure", "unit", "numerator", "denominator", "per", *_SAME]
    pairs = as_role(rates, "first", about)
    numbers = as_role(points.rename({"indicator": "numerator"}), "second", ["numerator", *_SAME])
    return pairs.join(numbers, on=["numerator", *_SAME], how="inner")


def _times(made: Bounds) -> Bounds:
    return Bounds(*(part * nw.col("per") for part in made))
