"""Rows of a panel sorted on disk by DuckDB, in no more memory than it may take."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from indicators.engine.errors import EngineError
from indicators.engine.joining import ROWS
from indicators.engine.panel import File, folder_values, panel_file

_SHARE = 0.6  # of the memory for DuckDB, whose process takes some 300 MiB more
_PATH = "path of the file"  # a column while rows are sorted


def sorted_panel(
    files: Sequence[File],
    by: Sequence[str],
    wanted: Sequence[str],
    scratch: Path,
    memory: int,
    threads: int | None,
) -> File:
    """The rows in the order of series and then of all columns, whatever order they came in."""
    _check_letters(files, wanted)
    place = scratch / "sorted.parquet"
    folders = [name for name in wanted if name not in files[0].schema.names]
    query = (
        f"COPY (SELECT {quoted_names(wanted)} FROM {_rows(folders)} ORDER BY {quoted_names([*by, *wanted])}) "
        f"TO '{_quoted(place)}' (FORMAT parquet, ROW_GROUP_SIZE {ROWS // 4})"
    )
    with duckdb_in(scratch, memory, threads) as connection:
        connection.register("folders", _folder_table(files, folders))
        connection.execute(query, [[glob.escape(file.path) for file in files]])
    return panel_file(place)


@contextlib.contextmanager
def duckdb_in(scratch: Path, memory: int, threads: int | None) -> Iterator[Any]:
    """A connection that spills into `scratch` what its share of `memory` does not hold.

    Raises
    ------
    EngineError
        The share is too small for what was asked.
    """
    import duckdb

    settings: dict[str, Any] = {
        "memory_limit": f"{int(memory * _SHARE) >> 20}MiB",
        "temp_directory": (scratch / "spill").as_posix(),
    }
    if threads:
        settings["threads"] = threads
    try:
        with duckdb.connect(config=settings) as connection:
            yield connection
    except duckdb.OutOfMemoryException:
        what = f"DuckDB cannot sort in {settings['memory_limit']}, its share of `memory`"
        raise EngineError(f"{what}; allow more memory, or fewer workers") from None


def _check_letters(files: Sequence[File], wanted: Sequence[str]) -> None:
    for file in files:
        seen: dict[str, str] = {}
        for name in [*file.schema.names, *wanted]:
            if (other := seen.setdefault(name.lower(), name)) != name:
                what = f"{file.path}: DuckDB, which sorts, cannot tell {other} and {name} apart"
                raise ValueError(f"{what}; rename one, or sort the rows and give in_order=True")


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")


def quoted_names(columns: Sequence[str]) -> str:
    """Names of columns for DuckDB, each once.

    >>> quoted_names(["the year", "place", "place"])
    '"the year", "place"'
    """
    return ", ".join('"{}"'.format(name.replace('"', '""')) for name in dict.fromkeys(columns))


def _rows(folders: Sequence[str]) -> str:
    """What DuckDB reads: the files' own columns win over the names of their folders."""
    if not folders:
        return "read_parquet(?, hive_partitioning=false)"
    read = f"read_parquet(?, hive_partitioning=false, filename='{_PATH}')"
    return f'{read} JOIN folders USING ("{_PATH}")'


def _folder_table(files: Sequence[File], names: Sequence[str]) -> Any:
    values = [folder_values(file.path) for file in files]
    columns = {name: pa.array([each[name] for each in values], pa.string()) for name in names}
    return pa.table({_PATH: [file.path for file in files]} | columns)
