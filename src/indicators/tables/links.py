"""Rules across rows and tables: references lead somewhere, no figure is claimed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from indicators.tables.columns import TABLES
from indicators.tables.faults import CLAIM, LINK, Fault
from indicators.tables.figures import Row, number, text
from indicators.tables.rules import key_of


def link_faults(tables: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    """Every reference must lead to a row, and none in a circle."""
    for name, rows in tables.items():
        for column, other, target in TABLES[name].foreign:
            if other in tables:
                keys = {row[target] for row in tables[other]}
                yield from _dangling(name, rows, column, other, keys)
            if other == name:
                yield from _circles(name, rows, column)


def _dangling(
    name: str, rows: Sequence[Row], column: str, other: str, keys: set[object]
) -> Iterator[Fault]:
    for place, row in enumerate(rows, 2):
        value = text(row, column)
        if value and value not in keys:
            what = f"{column} {value} is not in {other}.csv"
            way_out = f"add it there or correct {column}"
            yield Fault(name, place, key_of(name, row), what, way_out, LINK)


def _circles(name: str, rows: Sequence[Row], column: str) -> Iterator[Fault]:
    key = TABLES[name].key[0]
    above = {text(row, key): text(row, column) for row in rows}
    settled: set[str] = {""}
    for place, row in enumerate(rows, 2):
        path: dict[str, None] = {}
        step = text(row, key)
        while step not in settled and step not in path:
            path[step] = None
            step = above.get(step, "")
        settled.update(path)
        if step in path:
            what = f"{column} leads in a circle over {step}"
            yield Fault(name, place, key_of(name, row), what, f"correct {column}", LINK)


def overlap_faults(observations: Sequence[Row], unclaimed: Sequence[Row]) -> Iterator[Fault]:
    """No two rows may claim the same characters of a source.

    Observations of exactly one span are no conflict: a figure said of two subjects at once is
    two rows, told apart by the number at the end of their ids.
    """
    spans = []
    for table, rows in (("observations", observations), ("unclaimed", unclaimed)):
        for place, row in enumerate(rows, 2):
            start, end = number(row, "start"), number(row, "end")
            if start is not None and end is not None:
                spans.append((text(row, "source_id"), int(start), int(end), table, place))
    spans.sort()
    # The span that reaches furthest so far: a long one may hold several short ones.
    reach: tuple[str, int, int, str, int] | None = None
    for span in spans:
        if reach is not None and span[0] == reach[0] and span[1] < reach[2]:
            if span[:4] != (*reach[:3], "observations"):
                yield _claimed_twice(span, reach)
            if span[2] <= reach[2]:
                continue
        reach = span


def _claimed_twice(
    span: tuple[str, int, int, str, int], other: tuple[str, int, int, str, int]
) -> Fault:
    what = f"claims characters that {other[3]}.csv row {other[4]} claims too"
    key = f"{span[0]}#{span[1]}-{span[2]}"
    return Fault(span[3], span[4], key, what, "one figure is one row", CLAIM)
