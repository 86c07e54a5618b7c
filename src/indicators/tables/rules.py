"""Checks that look at more than one column: bounds, periods, units, spans, links."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from indicators.codebook.indicators import indicators
from indicators.extraction.units import fits
from indicators.tables.columns import TABLES

Row = Mapping[str, object]


class Fault(NamedTuple):
    """One thing that is wrong: where, what, and the way out."""

    table: str
    row: int | None
    key: str
    what: str
    way_out: str

    def __str__(self) -> str:
        where = f"{self.table}.csv" + (f" row {self.row}" if self.row is not None else "")
        return f"{where} {self.key}".rstrip() + f": {self.what}; {self.way_out}"


def row_faults(table: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """Faults inside single rows of a table."""
    key = TABLES[table].key
    for number, row in enumerate(rows, 2):  # row 1 is the header
        name = " ".join(str(row[column]) for column in key)
        if table == "observations":
            found = _observation(row)
        elif table in ("unclaimed", "partnerships"):
            found = _span(row)
        else:
            found = iter(())
        for what, way_out in found:
            yield Fault(table, number, name, what, way_out)


def _observation(row: Row) -> Iterator[tuple[str, str]]:
    yield from _span(row)
    yield from _bounds(row)
    yield from _period(row)
    yield from _unit(row)


def _number(row: Row, column: str) -> float | None:
    value = row[column]
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return float(value) if isinstance(value, int | float) else None


def _bounds(row: Row) -> Iterator[tuple[str, str]]:
    value, low, high = (_number(row, c) for c in ("value", "value_low", "value_high"))
    if value is None:
        return
    if (low is not None and low > value) or (high is not None and high < value):
        yield f"value {value:g} lies outside its bounds {low}..{high}", "check the figure"
    if row["qualifier"] in ("exact", "rounded", "range") and None in (low, high):
        yield f"a figure that is {row['qualifier']} has two bounds", "fill value_low and value_high"
    if row["measure"] == "rank" and not (value >= 1 or row["unit"] == "%"):
        yield f"a rank of {value:g}", "ranks start at 1"


def _period(row: Row) -> Iterator[tuple[str, str]]:
    days = []
    for column in ("period_start", "period_end"):
        text = _text(row[column])
        if not text:
            continue
        try:
            days.append(datetime.date.fromisoformat(text))
        except ValueError:
            yield f"{column} {text} does not exist", "write an ISO date"
    if len(days) == 2 and days[0] > days[1]:
        yield f"the period ends before it starts ({days[0]}..{days[1]})", "swap the dates"
    known = bool(_text(row["period_start"]) or _text(row["period_end"]))
    if known == (row["period_basis"] == "unknown"):
        yield (
            f"period_basis is {row['period_basis']}",
            "unknown goes with empty dates, and only then",
        )


def _unit(row: Row) -> Iterator[tuple[str, str]]:
    indicator = indicators().get(str(row["indicator"]))
    if indicator is None:
        return
    unit, measure = _text(row["unit"]), row["measure"]
    way_out = "check the indicator, the measure and the unit"
    if measure in ("level", "change_abs") and not fits(indicator, unit, in_table=True):
        yield f"{indicator.indicator} is counted in {indicator.unit}, not {unit}", way_out
    if measure in ("share", "change_pct") and unit not in ("%", "‰"):
        yield f"a {measure} is in %, not {unit}", way_out
    if measure == "change_pp" and unit not in ("百分点", "%"):
        yield f"a change_pp is in 百分点, not {unit}", way_out


def _span(row: Row) -> Iterator[tuple[str, str]]:
    start, end = _number(row, "start"), _number(row, "end")
    if start is not None and end is not None and not 0 <= start < end:
        yield f"the span {start:g}..{end:g} is empty", "start must come before end"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def overlap_faults(observations: Sequence[Row], unclaimed: Sequence[Row]) -> Iterator[Fault]:
    """No two rows may claim the same characters of a source."""
    spans = []
    for table, rows in (("observations", observations), ("unclaimed", unclaimed)):
        for number, row in enumerate(rows, 2):
            spans.append(
                (str(row["source_id"]), int(str(row["start"])), int(str(row["end"])), table, number)
            )
    spans.sort()
    for before, after in itertools.pairwise(spans):
        if before[0] == after[0] and after[1] < before[2]:
            what = f"claims characters that {before[3]}.csv row {before[4]} claims too"
            key = f"{after[0]}#{after[1]}-{after[2]}"
            yield Fault(after[3], after[4], key, what, "one figure is one row")


def link_faults(tables: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    """Every reference must lead to a row."""
    keys: dict[tuple[str, str], set[object]] = {}
    for name, rows in tables.items():
        for column, other, target in TABLES[name].foreign:
            if other not in tables:
                continue
            if (other, target) not in keys:
                keys[other, target] = {row[target] for row in tables[other]}
            for number, row in enumerate(rows, 2):
                value = _text(row[column])
                if value and value not in keys[other, target]:
                    key = " ".join(str(row[k]) for k in TABLES[name].key)
                    what = f"{column} {value} is not in {other}.csv"
                    yield Fault(name, number, key, what, f"add it there or correct {column}")
