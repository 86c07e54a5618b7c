"""What is wrong with a table, one readable line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# How bad a fault is: what makes the others meaningless comes first.
FILE, COLUMN, KEY, LINK, CLAIM, VALUE = range(6)


class Fault(NamedTuple):
    """One thing that is wrong: where, what, and the way out. `row` 1 is the header.

    >>> print(Fault("sources", 3, "a", "title is empty", "fill it"))
    sources.csv row 3 a: title is empty; fill it
    """

    table: str
    row: int | None
    key: str
    what: str
    way_out: str
    weight: int = VALUE

    def __str__(self) -> str:
        # A file of a partitioned table is named as it is.
        file = self.table if self.table.endswith(".parquet") else f"{self.table}.csv"
        where = file + (f" row {self.row}" if self.row is not None else "")
        line = f"{where} {self.key}".rstrip() + f": {self.what}; {self.way_out}"
        return line.replace("\r", "\\r").replace("\n", "\\n")


class TableFaults(ValueError):
    """Tables that break their contract; `faults` has one entry a fault, worst first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = worst_first(faults)
        super().__init__("\n".join(map(str, self.faults)))


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by weight and then by its place."""
    once = dict.fromkeys(faults)
    return sorted(once, key=lambda f: (f.weight, f.table, f.row or 0, f.what))
