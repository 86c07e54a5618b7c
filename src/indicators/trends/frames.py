"""Frames of either kind in, the same kind out: the work itself is written once, with narwhals.

Everything is computed on lazy frames. A pandas or Polars frame is collected at the end, a
Polars LazyFrame goes back as lazy as it came. Rows are sorted by a full key before they leave,
so that the answer does not depend on the order of the rows that came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

Lazy = nw.LazyFrame[Any]


class Opened:
    """A frame to compute with, and the way back to the kind it came in.

    Raises
    ------
    TypeError
        It is neither a pandas nor a Polars frame.
    """

    def __init__(self, frame: Any) -> None:
        try:
            given = nw.from_native(frame)
        except TypeError:
            raise TypeError(_neither(frame)) from None
        self._eager = isinstance(given, nw.DataFrame)
        self.implementation = given.implementation
        if not (self.implementation.is_pandas() or self.implementation.is_polars()):
            raise TypeError(_neither(frame))
        self.frame: Lazy = given.lazy()
        self.columns: list[str] = given.collect_schema().names()

    def need(self, names: Iterable[str], what: str) -> None:
        """Refuse a frame without the columns that are needed."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise ValueError(
                f"{what} needs the column(s) {', '.join(missing)}; "
                f"the frame has {', '.join(self.columns) or 'none'}"
            )

    def small(self, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> Lazy:
        """A little frame of the same kind, to join with."""
        made = nw.from_dict(dict(columns), dict(schema), backend=self.implementation)
        return made.lazy()

    def table(
        self, rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Any], order: Sequence[str]
    ) -> Any:
        """Rows made in Python as a frame of the kind that came in."""
        columns = {name: [row[name] for row in rows] for name in schema}
        return self.close(self.small(columns, schema), order)

    def close(self, frame: Lazy, order: Sequence[str], without: Sequence[str] = ()) -> Any:
        """The frame in the kind that came in, its rows in order; `without` only orders them."""
        ordered = frame.sort(*order, nulls_last=True) if order else frame
        ordered = ordered.drop(*without)
        if not self._eager:
            return ordered.to_native()
        native = ordered.collect().to_native()
        return native.reset_index(drop=True) if self.implementation.is_pandas() else native


def _neither(frame: Any) -> str:
    return (
        f"a pandas or Polars frame is needed, got {type(frame).__name__}; "
        "pandas.DataFrame(...) or polars.DataFrame(...) makes one"
    )


def text(name: str) -> nw.Expr:
    """A column of text with "" for what is missing, so that it can be a key."""
    return nw.col(name).cast(nw.String).fill_null("")


def real(name: str) -> nw.Expr:
    """A column of numbers with null for what is missing: Polars tells NaN from null."""
    column = nw.col(name).cast(nw.Float64)
    return nw.when(~column.is_nan()).then(column).alias(name)


def blank_as_null(name: str) -> nw.Expr:
    """A key put back: "" is nothing again."""
    return nw.when(nw.col(name) != "").then(nw.col(name)).alias(name)


def cases(*pairs: tuple[nw.Expr, str | None], otherwise: str | None = None) -> nw.Expr:
    """The word of the first condition that holds."""
    found: nw.Expr = nw.lit(otherwise, nw.String)
    for holds, word in reversed(pairs):
        found = nw.when(holds).then(nw.lit(word, nw.String)).otherwise(found)
    return found


def rows_of(frame: Lazy) -> list[dict[str, Any]]:
    """The rows as dictionaries, None for what is missing: for what only Python can read."""
    rows = frame.collect().rows(named=True)
    return [{k: None if v is None or v != v else v for k, v in row.items()} for row in rows]
