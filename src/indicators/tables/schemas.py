"""pandera schemas for pandas and for Polars, both made from the one list of columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from indicators.tables.columns import FORMS, TABLES, Column
from indicators.tables.conform import PANDAS_TYPES


@cache
def pandas_schema(name: str) -> Any:
    """The pandera schema of a table for pandas frames.

    >>> pandas_schema("sources").unique
    ['source_id']
    """
    import pandera.pandas as pa

    def matches(pattern: str) -> Any:
        # A pattern that ends in $ would let a line break behind the code pass.
        return pa.Check(lambda values: values.str.fullmatch(pattern), error=FORMS[pattern])

    return _schema(pa, name, PANDAS_TYPES, matches)


@cache
def polars_schema(name: str) -> Any:
    """The pandera schema of a table for Polars frames.

    >>> polars_schema("sources").unique
    ['source_id']
    """
    import pandera.polars as pa
    import polars as pl

    def matches(pattern: str) -> Any:
        return pa.Check.str_matches(rf"^(?:{pattern})$", error=FORMS[pattern])

    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
    return _schema(pa, name, types, matches)


def _schema(pa: Any, name: str, types: dict[str, Any], matches: Callable[[str], Any]) -> Any:
    table = TABLES[name]
    columns = {
        column.name: pa.Column(
            types[column.kind],
            _checks(pa, column, matches),
            nullable=column.nullable,
            description=column.description,
        )
        for column in table.columns
    }
    return pa.DataFrameSchema(columns, strict=True, unique=list(table.key), name=name)


def _checks(pa: Any, column: Column, matches: Callable[[str], Any]) -> list[Any]:
    checks = []
    if column.allowed:
        error = f"one of {', '.join(column.allowed)}"
        checks.append(pa.Check.isin(list(column.allowed), error=error))
    if column.pattern:
        checks.append(matches(column.pattern))
    return checks
