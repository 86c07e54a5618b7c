"""Validating tables: every fault at once, a readable line each, worst first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.tables.columns import TABLES
from indicators.tables.conform import conform, is_polars
from indicators.tables.faults import COLUMN, KEY, VALUE, Fault, TableFaults, worst_first
from indicators.tables.links import link_faults, overlap_faults
from indicators.tables.rules import key_of, row_faults
from indicators.tables.schemas import pandas_schema, polars_schema

Rows = list[dict[str, Any]]


def validate(frame: Any, name: str) -> Any:
    """A pandas or Polars frame, unchanged, if it is a valid table.

    Parameters
    ----------
    frame : DataFrame with exactly the columns of the table
    name : observations, partnerships, unclaimed, sources, indicators or areas

    Raises
    ------
    TableFaults
        One line a fault, worst first: file, row (the header is row 1), key, what, the way out.

    >>> import pandas as pd
    >>> from indicators.tables import TABLES, validate
    >>> row = dict.fromkeys(TABLES["sources"].names) | {"source_id": "a", "title": "t"}
    >>> len(validate(pd.DataFrame([row]), "sources"))
    1
    """
    faults = frame_faults(frame, name)
    if faults:
        raise TableFaults(faults)
    return frame


def frame_faults(frame: Any, name: str) -> list[Fault]:
    """The faults of one table, from its schema and from its rows, worst first."""
    if name not in TABLES:
        raise ValueError(f"there is no table '{name}'; the tables are {', '.join(TABLES)}")
    return _faults(conform(frame, name), name)[0]


def all_faults(frames: Mapping[str, Any], known: Mapping[str, Rows] | None = None) -> list[Fault]:
    """The faults of a set of tables: each by itself, then links and spans across them.

    `known` are rows of further tables, valid ones, that links may lead to.
    """
    faults: list[Fault] = []
    rows: dict[str, Rows] = dict(known or {})
    for name, frame in frames.items():
        found, readable = _faults(conform(frame, name), name)
        faults += found
        if readable is not None:
            rows[name] = readable
    faults += link_faults(rows)
    if "observations" in rows and "unclaimed" in rows:
        faults += overlap_faults(rows["observations"], rows["unclaimed"])
    return worst_first(faults)


def _faults(frame: Any, name: str) -> tuple[list[Fault], Rows | None]:
    """Faults of a conformed frame, and its rows unless whole columns are at fault."""
    rows = rows_of(frame) if set(TABLES[name].names) <= set(frame.columns) else None
    faults = _schema_faults(frame, name, rows)
    if rows is None or any(f.weight == COLUMN for f in faults):
        return faults, None
    return worst_first([*faults, *row_faults(name, rows)]), rows


def rows_of(frame: Any) -> Rows:
    """Rows as dictionaries, None for what is missing."""
    if is_polars(frame):
        return list(frame.to_dicts())
    clean = frame.astype(object).where(frame.notna(), None)
    return list(clean.to_dict("records"))


def _schema_faults(frame: Any, name: str, rows: Rows | None) -> list[Fault]:
    import pandera.errors

    schema = polars_schema(name) if is_polars(frame) else pandas_schema(name)
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        types = frame.schema if is_polars(frame) else dict(frame.dtypes)
        return _readable(rows_of(errors.failure_cases), name, rows, types)
    return []


def _readable(cases: Rows, name: str, rows: Rows | None, types: Mapping[str, Any]) -> list[Fault]:
    """pandera's failure cases, which come in several shapes, as one line each."""
    faults = []
    for case in cases:
        index = case.get("index")
        place = int(index) if isinstance(index, int | float) else None
        key = key_of(name, rows[place]) if rows is not None and place is not None else ""
        what, way_out, weight = _words(case, name, types)
        if weight == COLUMN:
            place, key = None, ""
        row = None if place is None else place + 2
        faults.append(Fault(name, row, key, what, way_out, weight))
    return worst_first(faults)


def _words(case: Mapping[str, Any], name: str, types: Mapping[str, Any]) -> tuple[str, str, int]:
    check, column, value = str(case.get("check")), case.get("column"), case.get("failure_case")
    key = " + ".join(TABLES[name].key)
    if check == "column_in_dataframe":
        return f"the column {value} is missing", "add it, empty where nothing is known", COLUMN
    if check == "column_in_schema":
        return f"the column {value} is not in the table", "remove it or rename it", COLUMN
    if check.startswith("dtype"):
        kinds = {c.name: c.kind for c in TABLES[name].columns}
        what = f"{column} is of type {types[str(column)]}, not {kinds[str(column)]}"
        return what, "convert the column", COLUMN
    if check.startswith("multiple_fields_uniqueness"):
        return f"more than one row has the same {key}", "keep one row a key", KEY
    if check == "not_nullable":
        return f"{column} is empty", "fill it", KEY if column in TABLES[name].key else VALUE
    return f"{column} is '{value}', not {check}", "correct the value", VALUE
