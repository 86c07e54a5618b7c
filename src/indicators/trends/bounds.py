"""Interval arithmetic on columns: a value with the bounds that its wording leaves it.

A missing bound is open. Every result holds whatever a number inside each of the bounds would
give; an end that nothing bounds stays open. Source: Moore, Kearfott and Cloud (2009),
Introduction to Interval Analysis, ch. 2.
"""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw

from indicators.trends.frames import cases, real


class Bounds(NamedTuple):
    """A value, its lower and its upper bound, as expressions on columns."""

    value: nw.Expr
    low: nw.Expr
    high: nw.Expr

    def named(self, name: str) -> list[nw.Expr]:
        """The three columns name, name_low and name_high."""
        return [
            part.cast(nw.Float64).alias(f"{name}{end}")
            for part, end in zip(self, ("", "_low", "_high"), strict=True)
        ]


def bounds(name: str, low: str | None = None, high: str | None = None) -> Bounds:
    """A value column with its two columns of bounds, `name`_low and `name`_high by default."""
    return Bounds(real(name), real(low or f"{name}_low"), real(high or f"{name}_high"))


def difference(one: Bounds, other: Bounds) -> Bounds:
    """One less the other."""
    return Bounds(one.value - other.value, one.low - other.high, one.high - other.low)


def ratio(one: Bounds, other: Bounds) -> Bounds:
    """One over the other, which is a quantity above zero.

    An open lower bound of the divisor may be as near to zero as it likes: the ratio has no upper
    bound then. A divisor that is zero, or that may be negative, gives nothing.
    """
    divisible = ~(other.low < 0).fill_null(False) & (other.value > 0)
    least = _over(one.low, other.high, other.low)
    most = _over(one.high, other.low, other.high)
    return Bounds(
        nw.when(divisible).then(one.value / other.value),
        nw.when(divisible).then(least),
        nw.when(divisible).then(most),
    )


def _over(end: nw.Expr, if_positive: nw.Expr, if_negative: nw.Expr) -> nw.Expr:
    """A bound over the divisor's end that takes it furthest."""
    negative = nw.when((end < 0) & (if_negative > 0)).then(end / if_negative)
    return nw.when((end >= 0) & (if_positive > 0)).then(end / if_positive).otherwise(negative)


def shifted(one: Bounds, by: float, times: float = 1.0) -> Bounds:
    """(one + by) times a positive number."""
    return Bounds(*((part + by) * times for part in one))


def root(one: Bounds, degree: nw.Expr) -> Bounds:
    """The root of a degree above zero, of what is not negative."""
    possible = [nw.when((part >= 0) & (degree > 0)).then(part) for part in one]
    power = 1.0 / nw.when(degree > 0).then(degree)
    return Bounds(*(part**power for part in possible))


def apart(one: Bounds, other: Bounds) -> nw.Expr:
    """Whether no number satisfies both."""
    return (one.low > other.high).fill_null(False) | (one.high < other.low).fill_null(False)


def direction(changed: Bounds) -> nw.Expr:
    """A sure rise, a sure fall, the same, or unsure: what the bounds of a difference say."""
    up, down = (changed.low > 0).fill_null(False), (changed.high < 0).fill_null(False)
    same = ((changed.low == 0) & (changed.high == 0)).fill_null(False)
    return cases((up, "rise"), (down, "fall"), (same, "same"), otherwise="unsure")
