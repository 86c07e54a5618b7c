"""Frames as people make them, given the types of a table where nothing is lost by it."""

from __future__ import annotations

from typing import Any

from indicators.tables.columns import TABLES

PANDAS_TYPES = {"string": "str", "number": "float64", "integer": "Int64"}
_NUMBERS = frozenset({"empty", "integer", "integer-na", "floating", "mixed-integer-float"})
_HELD = {"string": frozenset({"empty", "string"}), "number": _NUMBERS, "integer": _NUMBERS}


def is_polars(frame: Any) -> bool:
    """Whether a frame is a Polars one, told without importing Polars."""
    return type(frame).__module__.startswith("polars")


def conform(frame: Any, name: str) -> Any:
    """A copy in which 3 may stand for 3.0, an empty column has a type, and NaN is missing.

    What would lose something stays as it is, for the schema to name.

    >>> import pandas as pd
    >>> conform(pd.DataFrame({"start": [3], "title": [None]}), "sources").dtypes["title"].name
    'str'
    """
    if is_polars(frame):
        return _polars(frame, name)
    if not type(frame).__module__.startswith("pandas"):
        raise TypeError(f"{name} is a {type(frame).__name__}; give a pandas or Polars frame")
    frame = frame.reset_index(drop=True)
    for column in TABLES[name].columns:
        if column.name in frame.columns and frame[column.name].ndim == 1:
            frame[column.name] = _pandas(frame[column.name], column.kind)
    return frame


def _pandas(values: Any, kind: str) -> Any:
    from pandas.api.types import infer_dtype

    held = "empty" if values.isna().all() else infer_dtype(values, skipna=True)
    if str(values.dtype) == PANDAS_TYPES[kind] or held not in _HELD[kind]:
        return values
    try:
        return values.astype(PANDAS_TYPES[kind])
    except (TypeError, ValueError):  # 3.5 as a whole number
        return values


def _polars(frame: Any, name: str) -> Any:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
    for column in TABLES[name].columns:
        if column.name not in frame.columns:
            continue
        held, wanted = frame.schema[column.name], types[column.kind]
        widens = held.is_integer() or (held.is_float() and column.kind == "number")
        if held == pl.Null or (widens and column.kind != "string"):
            frame = frame.with_columns(pl.col(column.name).cast(wanted))
        if wanted == frame.schema[column.name] == pl.Float64:
            frame = frame.with_columns(pl.col(column.name).fill_nan(None))
    return frame
