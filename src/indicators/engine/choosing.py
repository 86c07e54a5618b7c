"""Which results make the tables: every document of the input accounted for, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.documents import DocumentError
from indicators.engine.errors import EngineError
from indicators.engine.parts import SCHEMA, read_keys, shown

_LOOKED_AT = ["key", "what", "way_out", "province", "year", "source_id", "notes"]


class Choice(NamedTuple):
    """`chosen` has a row for each document that was read: part and row of its result, source_id,
    province, year; `failures` are the documents that were not, and decisions that do not fit;
    `aside` are figures that broke a rule; all in the order of the input."""

    parts: list[Path]
    chosen: pl.DataFrame
    failures: list[DocumentError]
    aside: list[DocumentError]


def choose(
    folder: Path,
    names: Sequence[str],
    keys: Sequence[bytes],
    failures: Mapping[bytes, tuple[str, str]],
) -> Choice:
    """The results of a run's documents, given by name and key in the order of the input.

    Of two documents with one id the first is taken. The parts may hold results of other
    documents, and of one document twice: they are left alone.

    Raises
    ------
    EngineError
        A document has neither result nor failure.
    """
    parts = list(read_keys(folder))
    index = pl.DataFrame(
        {
            "key": pl.Series(keys, dtype=pl.Binary),
            "name": pl.Series(map(shown, names), dtype=pl.String),
        }
    ).with_row_index("nth")
    table = index.join(_results(parts), on="key", how="left", maintain_order="left")
    without = table.filter(pl.col("part").is_null()).select("key", "name").iter_rows()
    lost = [name for key, name in without if key not in failures]
    if lost:
        first = f"{len(lost)} documents have no result, {lost[0]} the first"
        raise EngineError(f"{first}; give the command again")
    read = table.filter(pl.col("part").is_not_null() & pl.col("what").is_null())
    chosen = read.unique("source_id", keep="first", maintain_order=True).sort("nth")
    seconds = read.join(chosen, on="nth", how="anti").join(
        chosen.select("source_id", first="name"), on="source_id"
    )
    failed = table.join(chosen, on="nth", how="anti").join(
        seconds.select("nth", "first"), on="nth", how="left"
    )
    told = [_failure(row, failures) for row in failed.sort("nth").iter_rows(named=True)]
    noted = chosen.filter(pl.col("notes").list.len() > 0).iter_rows(named=True)
    notes = [(row["name"], note) for row in noted for note in row["notes"]]
    misfits = [DocumentError(n["about"], n["what"], n["way_out"]) for _, n in notes if n["about"]]
    aside = [DocumentError(name, n["what"], n["way_out"]) for name, n in notes if not n["about"]]
    columns = ["part", "row", "key", "source_id", "province", "year"]
    return Choice(parts, chosen.select(columns), told + misfits, aside)


def _failure(row: Mapping[str, Any], failures: Mapping[bytes, tuple[str, str]]) -> DocumentError:
    if row["first"] is not None:
        what = f"its id {row['source_id']} is taken by {row['first']}"
        return DocumentError(row["name"], what, "rename one of the two, or give one another id")
    if row["part"] is None:
        return DocumentError(row["name"], *failures[row["key"]])
    return DocumentError(row["name"], row["what"], row["way_out"])


def _results(parts: Sequence[Path]) -> pl.DataFrame:
    """One row a document with a result, whatever became of it."""
    tables = []
    for number, path in enumerate(parts):
        table = pq.read_table(path, columns=_LOOKED_AT, use_threads=False)
        place = pa.array([number] * len(table), pa.int32()), pa.array(range(len(table)), pa.int32())
        tables.append(table.append_column("part", place[0]).append_column("row", place[1]))
    if not tables:
        number = pa.array([], pa.int32())
        empty = SCHEMA.empty_table().select(_LOOKED_AT)
        tables = [empty.append_column("part", number).append_column("row", number)]
    frame = pl.from_arrow(pa.concat_tables(tables))
    assert isinstance(frame, pl.DataFrame)
    return frame.unique("key", keep="first", maintain_order=True)
