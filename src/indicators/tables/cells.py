"""From bytes to cells: a CSV that is damaged is named, row and column, not guessed at."""

from __future__ import annotations

import csv
import io
import re

from indicators.tables.columns import TABLES
from indicators.tables.faults import COLUMN, FILE, VALUE, Fault, TableFaults

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)


def csv_rows(data: bytes, name: str) -> list[list[str]]:
    """Header and rows of a CSV in UTF-8, with or without byte order mark, all of one length."""
    try:
        text = data.decode("utf-8-sig")
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may be long
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        raise _unusable(name, "is not in UTF-8", "save it as CSV UTF-8") from None
    except csv.Error as error:
        raise _unusable(name, f"is no CSV ({error})", "restore the file or build again") from None
    rows = [row for row in rows if row]
    if not rows:
        raise _unusable(name, "is empty", "restore the file or build again")
    twice = {column for column in rows[0] if rows[0].count(column) > 1}
    if twice:
        what = f"has the column {min(twice)} twice"
        raise TableFaults([Fault(name, None, "", what, "remove one", COLUMN)])
    return rows


def _unusable(name: str, what: str, way_out: str) -> TableFaults:
    return TableFaults([Fault(name, None, "", what, way_out, FILE)])


def cell_faults(rows: list[list[str]], name: str) -> list[Fault]:
    """Rows of the wrong length, and cells that are no number in a column of numbers."""
    header, *lines = rows
    faults = [
        Fault(
            name,
            place,
            line[0],
            f"has {len(line)} cells, the header has {len(header)}",
            "put quotes around a cell that holds a comma",
            FILE,
        )
        for place, line in enumerate(lines, 2)
        if len(line) != len(header)
    ]
    if faults:
        return faults
    for column in TABLES[name].columns:
        if column.kind == "string" or column.name not in header:
            continue
        at, wanted = header.index(column.name), _INTEGER if column.kind == "integer" else _NUMBER
        words = "a whole number" if column.kind == "integer" else "a number"
        for place, line in enumerate(lines, 2):
            if line[at] and not wanted.fullmatch(line[at]):
                what = f"{column.name} is '{line[at]}', not {words}"
                faults.append(Fault(name, place, line[0], what, "correct the value", VALUE))
    return faults
