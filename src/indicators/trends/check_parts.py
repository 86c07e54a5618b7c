"""Parts against their wholes: in one unit, no part exceeds its whole."""

from __future__ import annotations

import narwhals as nw

from indicators.codebook import indicators
from indicators.trends.bounds import ratio, shifted
from indicators.trends.checks import as_role, figure, findings, lookup
from indicators.trends.facts import KEY, PERIOD
from indicators.trends.frames import Lazy, Opened, text

_ADDED = ("count", "money")
_LINK = ("observation_id", "whole_id")


def parts_told(opened: Opened, rows: Lazy) -> Lazy:
    """Parts that a text names with its whole (其中); where units differ a part may be more."""
    links = _links(opened)
    parts = rows.join(links, on="observation_id", how="inner")
    parts = parts.filter((nw.col("measure") == "level") & (nw.col("status") == "actual"))
    parts = _of_kind(parts, opened, _ADDED)
    about = [*KEY, "period_end", "whole_id"]
    pairs = as_role(parts, "first", about).rename({"whole_id": "second_id"})
    wholes = rows.filter(nw.col("measure") == "level").rename({"unit": "whole_unit"})
    wholes = as_role(wholes, "second", ["whole_unit"])
    pairs = pairs.join(wholes, on="second_id", how="inner")
    pairs = pairs.filter(nw.col("unit") == nw.col("whole_unit"))
    return findings(pairs, "part", figure("first"), figure("second"), most=True)


def shares_told(opened: Opened, rows: Lazy) -> Lazy:
    """Shares that a text gives of a part, beside the part over the whole."""
    links = _links(opened)
    rows = rows.filter(nw.col("status") == "actual")
    same = ["indicator", "breakdown", "organisation", "whole_id"]
    linked = rows.join(links, on="observation_id", how="inner")
    shares = linked.filter((nw.col("measure") == "share") & (nw.col("unit") == "%"))
    parts = linked.filter(nw.col("measure") == "level").rename({"unit": "part_unit"})
    wholes = rows.filter(nw.col("measure") == "level").rename({"unit": "whole_unit"})
    pairs = as_role(shares, "first", [*same, "measure", "unit", "area_code", "period_end"])
    pairs = pairs.join(as_role(parts, "second", [*same, "part_unit"]), on=same, how="inner")
    pairs = pairs.rename({"whole_id": "third_id"})
    pairs = pairs.join(as_role(wholes, "third", ["whole_unit"]), on="third_id", how="inner")
    pairs = pairs.filter(nw.col("part_unit") == nw.col("whole_unit"))
    computed = shifted(ratio(figure("second"), figure("third")), 0.0, 100.0)
    return findings(pairs, "share", figure("first"), computed)


def parts_of_codebook(opened: Opened, points: Lazy) -> Lazy:
    """Indicators that are part of another, and classes beside all, of the same place and period."""
    points = points.filter(nw.col("measure") == "level")
    same = ["unit", "area_code", "organisation", "span", *PERIOD]
    known = {name: i for name, i in indicators().items() if i.parent}
    parents = lookup(
        opened, indicator=list(known), parent=[indicator.parent for indicator in known.values()]
    )
    parts = _of_kind(points.join(parents, on="indicator", how="inner"), opened, (*_ADDED, "rate"))
    first = as_role(parts, "first", ["indicator", "measure", "parent", "breakdown", *same])
    wholes = points.rename({"indicator": "parent"})
    of_parent = first.join(
        as_role(wholes, "second", ["parent", "breakdown", *same]),
        on=["parent", "breakdown", *same], how="inner",
    )  # fmt: skip
    classes = _of_kind(points.filter(nw.col("breakdown") != ""), opened, ("count",))
    first = as_role(classes, "first", ["indicator", "measure", "breakdown", *same])
    whole = points.filter(nw.col("breakdown") == "")
    of_all = first.join(
        as_role(whole, "second", ["indicator", *same]), on=["indicator", *same], how="inner"
    )
    return nw.concat(
        [findings(p, "part", figure("first"), figure("second"), most=True)
         for p in (of_parent, of_all)], how="vertical",
    )  # fmt: skip


def _links(opened: Opened) -> Lazy:
    if "part_of" not in opened.columns:
        return opened.small({name: [] for name in _LINK}, dict.fromkeys(_LINK, nw.String))
    links = opened.frame.select(observation_id=text("observation_id"), whole_id=text("part_of"))
    return links.filter(nw.col("whole_id") != "")


def _of_kind(rows: Lazy, opened: Opened, kinds: tuple[str, ...]) -> Lazy:
    """Rows of indicators of some kinds: what is a mean or a rate does not add up."""
    names = [name for name, found in indicators().items() if found.kind in kinds]
    return rows.filter(nw.col("indicator").is_in(names))
