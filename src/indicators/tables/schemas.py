"""pandera schemas for pandas and for Polars, both made from the one list of columns."""

from __future__ import annotations

from functools import cache
from typing import Any

from indicators.tables.columns import TABLES, Column

_PANDAS = {"string": "str", "number": "float64", "integer": "Int64"}


@cache
def pandas_schema(name: str) -> Any:
    """The pandera schema of a table for pandas frames.

    >>> pandas_schema("sources").unique
    ['source_id']
    """
    import pandera.pandas as pa

    table = TABLES[name]
    columns = {
        c.name: pa.Column(
            _PANDAS[c.kind], _checks(pa, c), nullable=c.nullable, description=c.description
        )
        for c in table.columns
    }
    return pa.DataFrameSchema(columns, strict=True, unique=list(table.key), name=name)


@cache
def polars_schema(name: str) -> Any:
    """The pandera schema of a table for Polars frames.

    >>> polars_schema("sources").unique
    ['source_id']
    """
    import pandera.polars as pa
    import polars as pl

    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
    table = TABLES[name]
    columns = {
        c.name: pa.Column(
            types[c.kind], _checks(pa, c), nullable=c.nullable, description=c.description
        )
        for c in table.columns
    }
    return pa.DataFrameSchema(columns, strict=True, unique=list(table.key), name=name)


def _checks(pa: Any, column: Column) -> list[Any]:
    checks = []
    if column.allowed:
        words = ", ".join(column.allowed)
        checks.append(pa.Check.isin(list(column.allowed), error=f"one of {words}"))
    if column.pattern:
        checks.append(
            pa.Check.str_matches(
                rf"^(?:{column.pattern})\z".replace(r"\z", "$"),
                error=f"of the form {column.pattern}",
            )
        )
    return checks
