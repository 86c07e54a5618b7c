"""Rules for single rows of every table: what pandera's columns cannot say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from indicators.tables.columns import REDUCED_DATE, TABLES, belongs_to
from indicators.tables.faults import Fault
from indicators.tables.figures import (
    Finding,
    Row,
    bounds_findings,
    figure_findings,
    number,
    text,
)

_REDUCED = {
    name: [column.name for column in table.columns if column.pattern == REDUCED_DATE]
    for name, table in TABLES.items()
}


def row_faults(table: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """Faults inside single rows of a table."""
    for place, row in enumerate(rows, 2):  # row 1 is the header
        for what, way_out in findings(table, row):
            yield Fault(table, place, key_of(table, row), what, way_out)


def findings(table: str, row: Row) -> Iterator[Finding]:
    """What is wrong with one row, and the way out."""
    yield from _dates(table, row)
    for rule in _RULES[table]:
        yield from rule(row)


def key_of(table: str, row: Row) -> str:
    """The key of a row, as faults show it."""
    return " ".join("" if row[c] is None else str(row[c]) for c in TABLES[table].key)


def _dates(table: str, row: Row) -> Iterator[Finding]:
    """Dates of reduced precision exist; whole dates are looked at with their period."""
    for name in _REDUCED[table]:
        given = text(row, name)
        if given and not _exists(given):
            yield f"{name} {given} does not exist", "write 2024, 2024-03 or 2024-03-27"


def _exists(date: str) -> bool:
    try:
        datetime.date.fromisoformat((date + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _period(row: Row) -> Iterator[Finding]:
    days = []
    for column in ("period_start", "period_end"):
        given = text(row, column)
        if not given:
            continue
        try:
            days.append(datetime.date.fromisoformat(given))
        except ValueError:
            yield f"{column} {given} does not exist", "write an ISO date"
    if len(days) == 2 and days[0] > days[1]:
        yield f"the period ends before it starts ({days[0]}..{days[1]})", "swap the dates"
    known = bool(text(row, "period_start") or text(row, "period_end"))
    if known == (row["period_basis"] == "unknown"):
        yield (
            f"period_basis is {row['period_basis']}",
            "unknown goes with empty dates, and only then",
        )


def _span(row: Row) -> Iterator[Finding]:
    start, end = number(row, "start"), number(row, "end")
    if start is not None and end is not None and not 0 <= start < end:
        yield f"the span {start:g}..{end:g} is empty", "start must come before end"


def _id(row: Row) -> Iterator[Finding]:
    start, end = number(row, "start"), number(row, "end")
    given, source = text(row, "observation_id"), text(row, "source_id")
    if start is None or end is None or not given:
        return
    if not belongs_to(given, source, int(start), int(end)):
        yield f"the id is not that of {source}#{start:g}-{end:g}", "correct the id or the span"
    if text(row, "part_of") == given:
        yield "the figure is a part of itself", "name the whole in part_of"


def _validity(row: Row) -> Iterator[Finding]:
    first, last = number(row, "valid_from"), number(row, "valid_to")
    if first is not None and last is not None and first > last:
        yield f"valid from {first:g} to {last:g}", "swap the years"


_RULES: Mapping[str, tuple[Callable[[Row], Iterator[Finding]], ...]] = {
    "observations": (_span, _id, _period, figure_findings),
    "partnerships": (_span,),
    "unclaimed": (_span, bounds_findings),
    "sources": (),
    "indicators": (),
    "areas": (_validity,),
}
