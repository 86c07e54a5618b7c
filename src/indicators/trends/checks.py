"""What every check of figures against figures works with and gives back."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from indicators.trends.bounds import Bounds, apart, bounds
from indicators.trends.frames import Lazy, Opened

# The figures that a check is about: its own, and up to two that it is computed from.
ROLES = ("first", "second", "third")
_ABOUT = ("indicator", "measure", "unit", "area_code", "organisation", "breakdown", "period_end")
COLUMNS = (
    "check", "verdict", *_ABOUT, "stated", "stated_low", "stated_high", "computed",
    "computed_low", "computed_high", *(f"{r}_{c}" for r in ROLES for c in ("id", "source")),
)  # fmt: skip
_FIGURE = ("value", "value_low", "value_high", "observation_id", "source_id")


def as_role(frame: Lazy, role: str, keys: Sequence[str]) -> Lazy:
    """A frame's figures under the name of their role, its keys kept."""
    names = {name: f"{role}_{name}" for name in _FIGURE}
    ids = {f"{role}_observation_id": f"{role}_id", f"{role}_source_id": f"{role}_source"}
    return frame.select(*keys, *names).rename(names).rename(ids)


def figure(role: str) -> Bounds:
    """The figure of a role."""
    return bounds(f"{role}_value")


def findings(pairs: Lazy, check: str, stated: Bounds, computed: Bounds, most: bool = False) -> Lazy:
    """One row a check made, in the columns of all checks.

    Parameters
    ----------
    pairs : columns of what it is about, and ids and sources of the roles
    check : its name
    stated, computed : what is published, and what the other figures make of it
    most : the computed figure is a ceiling, and less does not contradict it
    """
    above = (stated.low > computed.high).fill_null(False)
    wrong = above if most else apart(stated, computed)
    known = pairs.collect_schema().names()
    missing = [
        nw.lit(None, nw.String).alias(name)
        for name in (*_ABOUT, *(f"{r}_{c}" for r in ROLES for c in ("id", "source")))
        if name not in known
    ]
    made = pairs.with_columns(
        *missing, *stated.named("stated"), *computed.named("computed"), check=nw.lit(check)
    )
    made = made.filter(~nw.col("stated").is_null() & ~nw.col("computed").is_null())
    verdict = nw.when(wrong).then(nw.lit("contradicts")).otherwise(nw.lit("agrees"))
    return made.with_columns(verdict=verdict).select(
        *(
            nw.col(n) if n.startswith(("stated", "computed")) else nw.col(n).cast(nw.String)
            for n in COLUMNS
        )
    )


def lookup(opened: Opened, **columns: Sequence[str | float]) -> Lazy:
    """A little table to join with: text, and numbers where the first entry is one."""
    kinds = {n: nw.Float64 if isinstance(c[0], float) else nw.String for n, c in columns.items()}
    return opened.small(columns, kinds)
