"""Validating tables: every fault at once, a readable line each, worst first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.tables.columns import TABLES
from indicators.tables.rules import Fault, link_faults, overlap_faults, row_faults
from indicators.tables.schemas import pandas_schema, polars_schema


class TableFaults(ValueError):
    """Tables that break their contract; `faults` has one entry a fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def validate(frame: Any, name: str) -> Any:
    """A pandas or Polars frame, unchanged, if it is a valid table.

    Parameters
    ----------
    frame : DataFrame with exactly the columns of the table
    name : observations, partnerships, unclaimed, sources, indicators or areas

    Raises
    ------
    TableFaults
        One line a fault: file, row (the header is row 1), key, what, the way out.

    >>> import pandas as pd
    >>> from indicators.tables import TABLES, validate
    >>> row = dict.fromkeys(TABLES["sources"].names) | {"source_id": "a", "title": "t"}
    >>> len(validate(pd.DataFrame([row]).astype("str").replace("None", None), "sources"))
    1
    """
    faults = frame_faults(frame, name)
    if faults:
        raise TableFaults(faults)
    return frame


def frame_faults(frame: Any, name: str) -> list[Fault]:
    """The faults of one table, from its schema and, if that holds, from its rows."""
    faults = _schema_faults(frame, name)
    return faults or list(row_faults(name, rows_of(frame)))


def all_faults(frames: Mapping[str, Any]) -> list[Fault]:
    """The faults of a set of tables: each by itself, then links and spans across them."""
    faults = [fault for name, frame in frames.items() for fault in frame_faults(frame, name)]
    if faults:
        return faults
    rows = {name: rows_of(frame) for name, frame in frames.items()}
    faults = list(link_faults(rows))
    if "observations" in rows and "unclaimed" in rows:
        faults += overlap_faults(rows["observations"], rows["unclaimed"])
    return faults


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """Rows as dictionaries, None for what is missing."""
    if _is_polars(frame):
        return list(frame.to_dicts())
    clean = frame.astype(object).where(frame.notna(), None)
    return list(clean.to_dict("records"))


def _is_polars(frame: Any) -> bool:
    return type(frame).__module__.startswith("polars")


def _schema_faults(frame: Any, name: str) -> list[Fault]:
    import pandera.errors

    schema = polars_schema(name) if _is_polars(frame) else pandas_schema(name)
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return _readable(errors.failure_cases, frame, name)
    return []


def _readable(cases: Any, frame: Any, name: str) -> list[Fault]:
    """pandera's failure cases, which come in several shapes, as one line each."""
    faults: dict[tuple[object, str], Fault] = {}
    rows = rows_of(frame) if set(TABLES[name].key) <= set(frame.columns) else []
    for case in rows_of(cases):
        index = case.get("index")
        number = int(index) if isinstance(index, int | float) else None
        key = ""
        if number is not None and number < len(rows):
            key = " ".join(str(rows[number][column]) for column in TABLES[name].key)
        check, column = str(case.get("check")), case.get("column")
        what, way_out = _words(check, column, case.get("failure_case"), name)
        place = None if number is None else number + 2
        faults.setdefault((place, what), Fault(name, place, key, what, way_out))
    return sorted(faults.values(), key=lambda f: (f.row is not None, f.row or 0, f.what))


def _words(check: str, column: object, value: object, name: str) -> tuple[str, str]:
    key = " + ".join(TABLES[name].key)
    if check == "column_in_dataframe":
        return f"the column {value} is missing", "add it, empty where nothing is known"
    if check == "column_in_schema":
        return f"the column {value} is not in the table", "remove it or rename it"
    if check.startswith("multiple_fields_uniqueness"):
        return f"more than one row has the same {key}", "keep one row a key"
    if check == "not_nullable":
        return f"{column} is empty", "fill it"
    if check.startswith("dtype"):
        return f"{column} is of type {value}, not {check}", "convert the column"
    return f"{column} is '{value}', not {check}", "correct the value"
