"""Tables too large for one file: Parquet by province and year of the source documents.

All rows of a document lie in one file of each table, so that whatever ties rows together
(parts, repeats, spans, sources) can be checked file by file.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from indicators.tables.codebook import codebook_rows
from indicators.tables.columns import TABLES
from indicators.tables.faults import Fault
from indicators.tables.validation import all_faults

_GROUP = 1 << 16

LISTED = "tables.json"  # in a folder of tables by partition: their files, with the rows of each
PLACE = r"province=[^/]+/year=[^/]+/[^/]+\.parquet"  # of a file below its table

NULL = "__HIVE_DEFAULT_PARTITION__"  # what DuckDB, Polars and pyarrow read as missing


def arrow_type(name: str) -> list[tuple[str, Any]]:
    """Column names and Arrow types of a table.

    >>> [str(kind) for name, kind in arrow_type("unclaimed")][:3]
    ['string', 'int64', 'int64']
    """
    import pyarrow as pa

    types = {"string": pa.string(), "number": pa.float64(), "integer": pa.int64()}
    return [(column.name, types[column.kind]) for column in TABLES[name].columns]


def partition_of(source: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Province and year of publication of a source; None where they are not known.

    >>> partition_of({"area_code": "330213", "published": "2025-03"})
    ('330000', '2025')
    """
    code, published = str(source["area_code"] or ""), str(source["published"] or "")
    return (f"{code[:2]}0000" if code else None), (published[:4] or None)


def folder_of(province: str | None, year: str | None) -> str:
    """The path of a partition below its table.

    >>> folder_of("330000", None)
    'province=330000/year=__HIVE_DEFAULT_PARTITION__'
    """
    return f"province={province or NULL}/year={year or NULL}"


def ordered(frame: Any, name: str) -> Any:
    """A Polars frame of a table with empty texts missing, in the order of its key."""
    import polars as pl

    texts = [column.name for column in TABLES[name].columns if column.kind == "string"]
    keys = [*TABLES[name].key]
    if "start" in frame.columns:
        keys = ["source_id", "start", "end", *keys]
    frame = frame.with_columns(pl.col(texts).replace("", None))
    return frame.sort(list(dict.fromkeys(keys)), maintain_order=True)


def write_partitions(
    given: Mapping[str, Mapping[str, Any]], folder: Path
) -> tuple[dict[str, int], list[Fault]]:
    """The tables of some documents as one file a partition and table, if they keep the contract.

    Parameters
    ----------
    given : for each place below a table, such as province=330000/year=2024/00000.parquet, Polars
        frames by table name with all rows of the documents in it
    folder : holds a folder for each table

    Returns
    -------
    Rows by table, and what is wrong with them; with a fault nothing is written.
    """
    given = {
        place: {name: ordered(frame, name) for name, frame in frames.items()}
        for place, frames in given.items()
    }
    faults = partition_faults(given)
    if faults:
        return {}, faults
    rows: dict[str, int] = defaultdict(int)
    for place, frames in given.items():
        for name, frame in frames.items():
            rows[name] += len(frame)
            if len(frame):
                _write(frame, name, folder / name / place)
    return dict(rows), []


def _write(frame: Any, name: str, path: Path) -> None:
    import pyarrow as pa

    path.parent.mkdir(parents=True, exist_ok=True)
    table = frame.select(TABLES[name].names).to_arrow().cast(pa.schema(arrow_type(name)))
    write_parquet(table, path, row_group_size=_GROUP)


def write_parquet(table: Any, place: Path, row_group_size: int | None = None) -> None:
    """A Parquet file, written beside its place, safe on disk before it takes it.

    A worker given up for dead that is only cut off may write the same file at the same time.
    """
    import pyarrow.parquet as pq

    handle, name = tempfile.mkstemp(".tmp", f".{place.name}.", place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            pq.write_table(table, file, compression="zstd", row_group_size=row_group_size)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, place)
    finally:
        Path(name).unlink(missing_ok=True)


def partition_faults(given: Mapping[str, Mapping[str, Any]]) -> list[Fault]:
    """What is wrong with the tables of some partitions, each fault under its file's name."""
    import polars as pl

    names = list(next(iter(given.values()), {}))
    # Checking has a price a frame; only with a fault does it matter in which file it is.
    with contextlib.suppress(pl.exceptions.PolarsError):
        together = {name: pl.concat([frames[name] for frames in given.values()]) for name in names}
        if not all_faults(together, _codebook()):
            return []
    return [
        fault._replace(table=f"{fault.table}/{place}")
        for place, frames in given.items()
        for fault in all_faults(frames, _codebook())
        if fault.table in frames
    ]


@lru_cache(maxsize=1)
def _codebook() -> dict[str, list[dict[str, Any]]]:
    return codebook_rows()


def foreign(folder: Path, names: Iterable[str]) -> Path | None:
    """A file in the place of a table that no table by partition would have, None for none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     place = Path(folder) / "sources" / "note.md"
    ...     place.parent.mkdir()
    ...     _ = place.write_text("")
    ...     foreign(Path(folder), ["sources"]) == place
    True
    """
    for name in names:
        table = folder / name
        if table.exists() and not table.is_dir():
            return table
        for path in sorted(table.rglob("*")):
            leftover = path.name.startswith(".") and path.suffix == ".tmp"
            own = re.fullmatch(PLACE, path.relative_to(table).as_posix())
            if not path.is_dir() and not own and not leftover:
                return path
    return None


def list_files(folder: Path, names: Iterable[str]) -> str:
    """What a folder's tables by partition consist of, as JSON: path and rows of every file."""
    import pyarrow.parquet as pq

    files = {
        path.relative_to(folder).as_posix(): pq.read_metadata(path).num_rows
        for name in names
        for path in sorted((folder / name).rglob("*.parquet"))
    }
    return json.dumps({"files": files}, indent=0) + "\n"
