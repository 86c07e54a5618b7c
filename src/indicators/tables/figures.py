"""Rules for one figure: its bounds, its unit, what its measure allows, its evidence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from indicators.codebook.indicators import indicators
from indicators.extraction.units import fits
from indicators.language import find_mentions

Row = Mapping[str, object]
Finding = tuple[str, str]

# More patients than beds: occupancy is the one percentage of the codebook that exceeds its whole.
_MAY_EXCEED_100 = frozenset({"bed_occupancy_rate"})
_WHOLE = {"%": 100, "‰": 1000}
_INFINITE = frozenset({math.inf, -math.inf})
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def figure_findings(row: Row) -> Iterator[Finding]:
    """What is wrong with the figure of an observation, and the way out."""
    value = number(row, "value")
    if value is None:
        return
    yield from bounds_findings(row)
    yield from _qualifier(row, value)
    yield from _measure(row, value)
    yield from _unit(row)
    if not in_evidence(row):
        yield f"the evidence does not hold the figure {value:g}", "check the value or the evidence"


def number(row: Row, column: str) -> float | None:
    """A cell as a number, None when empty."""
    value = row.get(column)
    if value is None:
        return None
    if type(value) is float:  # nearly all that are given
        return value if value == value else None
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        return None
    return float(value)


def text(row: Row, column: str) -> str:
    """A cell as text, "" when empty."""
    value = row.get(column)
    return value if isinstance(value, str) else ""


def bounds_findings(row: Row) -> Iterator[Finding]:
    """Numbers are finite, and value_low <= value <= value_high where they are given."""
    value, low, high = number(row, "value"), number(row, "value_low"), number(row, "value_high")
    if _INFINITE & {value, low, high}:
        for column, given in (("value", value), ("value_low", low), ("value_high", high)):
            if given in _INFINITE:
                yield f"{column} is infinite", "leave a bound that is open empty"
    if low is not None and high is not None and low > high:
        yield f"value_low {low:g} is above value_high {high:g}", "swap the bounds"
    elif value is not None and (
        (low is not None and low > value) or (high is not None and high < value)
    ):
        shown = "..".join("" if bound is None else f"{bound:g}" for bound in (low, high))
        yield f"value {value:g} lies outside its bounds {shown}", "check the figure"


def _qualifier(row: Row, value: float) -> Iterator[Finding]:
    """Each wording fixes which bounds there are; those of a fall (-5) are mirrored."""
    qualifier = text(row, "qualifier")
    near, far = ("value_low", "value_high") if value >= 0 else ("value_high", "value_low")
    missing = {c for c in (near, far) if number(row, c) is None}
    if qualifier in ("exact", "rounded", "range") and missing:
        yield f"a figure that is {qualifier} has two bounds", "fill value_low and value_high"
    elif qualifier == "exact" and {number(row, near), number(row, far)} != {value}:
        yield "the bounds of an exact figure differ from it", "set both to the value"
    elif qualifier in ("more_than", "at_least") and near in missing:
        yield f"a figure that is {qualifier} has a bound at its value", f"fill {near}"
    elif qualifier in ("nearly", "up_to") and far in missing:
        yield f"a figure that is {qualifier} has a bound at its value", f"fill {far}"


def _measure(row: Row, value: float) -> Iterator[Finding]:
    measure, unit = text(row, "measure"), text(row, "unit")
    if measure == "rank" and unit != "%" and not (value >= 1 and value.is_integer()):
        yield f"a rank of {value:g}", "ranks are whole numbers from 1 up"
    if measure == "change_pct" and value < -100:
        yield f"a fall by {-value:g}%", "nothing falls by more than all of it; check the figure"
    if measure not in ("level", "share") or unit not in _WHOLE:
        return
    most = math.inf if text(row, "indicator") in _MAY_EXCEED_100 else _WHOLE[unit]
    # A rate of change per thousand (natural growth) may be negative, a part of a whole may not.
    least = 0 if unit == "%" or measure == "share" else -_WHOLE[unit]
    if not least <= value <= most:
        yield f"a {measure} of {value:g}{unit}", "no such part of a whole; check the figure"


def _unit(row: Row) -> Iterator[Finding]:
    indicator = indicators().get(text(row, "indicator"))
    if indicator is None:
        return
    unit, measure = text(row, "unit"), row["measure"]
    shown = unit or "nothing"
    way_out = "check the indicator, the measure and the unit"
    if measure == "change_abs" and unit in ("位", "名", "名次", "个名次"):
        return  # 前移9位: a rank that changed
    if measure in ("level", "change_abs") and not fits(indicator, unit, in_table=True):
        yield f"{indicator.indicator} is counted in {indicator.unit}, not {shown}", way_out
    if measure in ("share", "change_pct") and unit not in _WHOLE:
        yield f"a {measure} is in %, not {shown}", way_out
    if measure == "change_pp" and unit not in ("百分点", "个千分点", "千分点", "%", "‰"):
        yield f"a change_pp is in 百分点, not {shown}", way_out


def in_evidence(row: Row) -> bool:
    """Whether the evidence prints the figure, in digits or in words.

    Digits are compared without point and end zeros, so that 3.6万 is 36000; what that misses
    (六成, 3亿2000万) is read as the documents are.

    >>> in_evidence({"value": 36000.0, "evidence": "双向转诊3.6万人次"})
    True
    >>> in_evidence({"value": 37000.0, "evidence": "双向转诊3.6万人次"})
    False
    """
    evidence = text(row, "evidence")
    column = ("value_low", "value_high") if row.get("qualifier") == "range" else ("value",)
    wanted = {abs(n) for c in column if (n := number(row, c)) is not None}
    if {_significant(f"{n:.15g}") for n in wanted} <= set(
        map(_significant, _DIGITS.findall(evidence))
    ):
        return True
    read = [m.value for m in find_mentions(evidence)]
    value = number(row, "value") or 0.0
    return any(isinstance(v, int | float) and math.isclose(abs(v), abs(value)) for v in read)


def _significant(printed: str) -> str:
    return printed.split("e")[0].replace(".", "").replace(",", "").strip("0")
