"""A chart's table as plain rows: what is needed is there, what is missing is NaN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

NAN = float("nan")
Row = dict[str, Any]


def rows_of(
    frame: Any, chart: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[Row]:
    """The rows of a pandas or Polars table as dicts; missing values and columns are NaN.

    A table without bounds (value_low, value_high) is exact: they are the value.

    Parameters
    ----------
    frame : one row a mark
    chart : its name, for messages
    needed : columns without which there is no chart
    optional : columns that it shows where they are there

    Raises
    ------
    ValueError
        A column that is missing, or a table without rows.

    >>> import pandas as pd
    >>> rows_of(pd.DataFrame({"year": [2024]}), "trend", ["year"], ["value_low"])
    [{'year': 2024, 'value_low': nan}]
    """
    table = nw.from_native(frame, eager_only=True)
    lacking = [name for name in needed if name not in table.columns]
    if lacking:
        raise ValueError(
            f"{chart} needs the columns {', '.join(needed)}; {', '.join(lacking)} is missing. "
            f"The table has {', '.join(map(str, table.columns)) or 'none'}: rename or add them."
        )
    source = {name: _source(name, table.columns) for name in (*needed, *optional)}
    rows = [
        {name: _plain(row.get(column)) for name, column in source.items()}
        for row in table.rows(named=True)
    ]
    if not rows:
        raise ValueError(
            f"{chart} has no row to draw. Check the filter before it, or show a remark instead."
        )
    return rows


def missing(value: Any) -> bool:
    """Whether a cell is empty.

    >>> missing(NAN), missing(0)
    (True, False)
    """
    return bool(value != value)


def known(rows: Iterable[Row], chart: str, name: str = "value") -> list[Row]:
    """The rows that have a value.

    Raises
    ------
    ValueError
        None has.
    """
    found = [row for row in rows if not missing(row[name])]
    if not found:
        raise ValueError(
            f"{chart} has rows, but '{name}' is empty in all of them. "
            "Nothing was reported: say so in words instead."
        )
    return found


def one_of(rows: Sequence[Row], name: str, chart: str) -> str:
    """The text that a column holds in all rows, "" where it is empty.

    Raises
    ------
    ValueError
        The rows differ.

    >>> one_of([{"unit": "%"}, {"unit": "%"}], "unit", "trend")
    '%'
    """
    found = dict.fromkeys("" if missing(row[name]) else str(row[name]) for row in rows)
    if len(found) > 1:
        raise ValueError(
            f"{chart} draws one {name}, got {', '.join(map(repr, found))}. "
            "Draw one chart each, or use multiples."
        )
    return next(iter(found), "")


def grouped(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    """Rows by what a column holds, in the order in which it first comes.

    >>> list(grouped([{"unit": "张"}, {"unit": "人"}, {"unit": "张"}], "unit"))
    ['张', '人']
    """
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups


def true(value: Any) -> bool:
    """Whether a flag is set; empty is not.

    >>> true(True), true(NAN), true(0)
    (True, False, False)
    """
    return not missing(value) and bool(value)


def table_of(rows: Iterable[Row], heads: Mapping[str, tuple[str, str]], lang: str) -> Any:
    """The rows behind a chart as a pandas table, headed in a language; empty columns left out.

    Parameters
    ----------
    heads : column -> (zh, en), in reading order
    """
    import pandas as pd

    table = pd.DataFrame(rows, columns=list(heads)).dropna(axis="columns", how="all")
    return table.rename(columns={key: pair[lang != "zh"] for key, pair in heads.items()})


def _source(name: str, columns: Sequence[str]) -> str:
    """The column a field is read from: a bound that no column has is the value."""
    stem = name.removesuffix("_low").removesuffix("_high")
    return stem if name not in columns and stem in columns else name


def _plain(value: Any) -> Any:
    """A Python value; NaN for every kind of nothing (None, NaN, pandas' NA and NaT)."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return NAN
    return value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value
