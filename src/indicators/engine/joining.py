"""Pieces of a result as one Parquet file: the same bytes however the pieces were cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 1 << 20  # of a row group


def join(parts: Sequence[str], path: Path) -> None:
    """Parts one behind another, in row groups of one size, however the pieces were cut."""
    if not parts:
        raise ValueError("the files at the paths given have no row; check the paths")
    schema = _common(parts)
    held: list[Any] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            held.append(_typed(part, schema))
            while sum(map(len, held)) >= ROWS:
                whole = pa.concat_tables(held)
                writer.write_table(whole[:ROWS].combine_chunks(), row_group_size=ROWS)
                held = [whole[ROWS:]]
        writer.write_table(pa.concat_tables(held).combine_chunks(), row_group_size=ROWS)


def _common(parts: Sequence[str]) -> Any:
    """The columns of all parts; one that has no type in a part, for want of values, has another's."""
    common = pq.read_schema(parts[0])
    for part in parts[1:]:
        schema = pq.read_schema(part)
        if schema.names != common.names:
            one, other = (", ".join(names) or "none" for names in (common.names, schema.names))
            what = f"the function gives a piece the columns {one} and another {other}"
            raise ValueError(f"{what}; let it give all the same")
        for n, field in enumerate(schema):
            known = common.field(n)
            if pa.types.is_null(known.type):
                common = common.set(n, field)
            elif not pa.types.is_null(field.type) and not field.equals(known, check_metadata=True):
                what = f"the function gives column {field.name} as {known.type} and as {field.type}"
                raise ValueError(f"{what}; let it give all series one type")
    return common


def _typed(part: str, schema: Any) -> Any:
    with pq.ParquetFile(part) as file:
        table = file.read(use_threads=False)
    columns = [
        pa.nulls(len(table), field.type) if pa.types.is_null(column.type) else column
        for field, column in zip(schema, table.columns, strict=True)
    ]
    return pa.table(columns, schema=schema)
