"""Reading tables that lie in Parquet by province and year, checked file by file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from indicators.tables.columns import TABLES
from indicators.tables.conform import PANDAS_TYPES
from indicators.tables.faults import COLUMN, FILE, KEY, Fault, TableFaults
from indicators.tables.partitions import (
    LISTED,
    arrow_type,
    folder_of,
    partition_faults,
    partition_of,
)

PARTITIONED = ("observations", "partnerships", "unclaimed", "sources")
ENGINES = ("pandas", "polars", "lazy")
_SHOWN = 100  # repeated keys that are named
_DOCUMENTS = 2000  # checked together


def is_partitioned(folder: Path) -> bool:
    """Whether a folder holds its tables as Parquet by province and year."""
    return (folder / LISTED).is_file()


def load_partitioned(folder: Path, engine: str, check: bool) -> dict[str, Any]:
    """The frames of a folder by table name, without the codebook; see `load`.

    Raises
    ------
    TableFaults
        A file is damaged or breaks the contract, or two rows of a table have one key.
    """
    if check:
        faults = folder_faults(folder)
        if faults:
            raise TableFaults(faults)
    return {name: _frame(_files(folder, name), name, engine) for name in PARTITIONED}


def folder_faults(folder: Path) -> list[Fault]:
    """What is wrong with the tables of a folder, found without holding any of them."""
    faults = list(_missing(folder))
    held: dict[str, dict[str, Any]] = {}
    for place in _places(folder):
        found = _at(folder, place)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        held[place] = found
        faults += _misplaced(place, found["sources"])
        if sum(len(frames["sources"]) for frames in held.values()) >= _DOCUMENTS:
            faults += partition_faults(held)
            held = {}
    faults += partition_faults(held)
    if any(fault.weight in (FILE, COLUMN) for fault in faults):
        return faults  # nothing can be asked of them together
    return faults + [fault for name in PARTITIONED for fault in _repeated(folder, name)]


def _missing(folder: Path) -> Iterator[Fault]:
    """Files that are not as they were written: gone, of another size, or added."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    way_out = "run the extraction again"
    try:
        listed = dict(json.loads((folder / LISTED).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault(LISTED, None, "", "cannot be read", way_out, FILE)
        return
    there = [p.relative_to(folder).as_posix() for n in PARTITIONED for p in _files(folder, n)]
    for place in sorted({*listed, *there}):
        if place not in there:
            yield Fault(place, None, "", "is missing", way_out, FILE)
        elif place not in listed:
            yield Fault(place, None, "", f"is not in {LISTED}", "remove it", FILE)
        else:
            with contextlib.suppress(pa.ArrowInvalid, OSError):  # one that is damaged is told below
                rows = pq.read_metadata(folder / place).num_rows
                if rows != listed[place]:
                    what = f"has {rows} rows, {listed[place]} were written"
                    yield Fault(place, None, "", what, way_out, FILE)


def _misplaced(place: str, sources: Any) -> Iterator[Fault]:
    """Sources that lie in a partition of another province or year."""
    if not {"source_id", "area_code", "published"} <= set(sources.columns):
        return
    for number, row in enumerate(sources.iter_rows(named=True), 1):
        own = folder_of(*partition_of(row))
        if own != Path(place).parent.as_posix():
            what = f"belongs to {own}"
            way_out = "run the extraction again"
            yield Fault(f"sources/{place}", number, str(row["source_id"]), what, way_out, KEY)


def _files(folder: Path, name: str) -> list[Path]:
    return sorted((folder / name).rglob("*.parquet"))


def _places(folder: Path) -> list[str]:
    """Paths below the tables at which some table has a file."""
    found = {
        path.relative_to(folder / name).as_posix()
        for name in PARTITIONED
        for path in _files(folder, name)
    }
    return sorted(found)


def _at(folder: Path, place: str) -> dict[str, Any] | Fault:
    """The frames of one place, or the fault of the file that cannot be read."""
    import polars as pl

    frames = {}
    for name in PARTITIONED:
        path = folder / name / place
        try:
            there = path.exists()
            frames[name] = pl.read_parquet(path, hive_partitioning=False) if there else _empty(name)
        except (OSError, pl.exceptions.PolarsError):
            what, way_out = "is no Parquet file, or a damaged one", "run the extraction again"
            return Fault(f"{name}/{place}", None, "", what, way_out, FILE)
    return frames


def _empty(name: str) -> Any:
    import polars as pl

    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
    return pl.DataFrame(schema={c.name: types[c.kind] for c in TABLES[name].columns})


def _repeated(folder: Path, name: str) -> Iterator[Fault]:
    """Keys that more than one row has, wherever the rows lie; DuckDB spills what it cannot hold."""
    import duckdb

    files = [path.as_posix() for path in _files(folder, name)]
    if not files:
        return
    key = ", ".join(f'"{column}"' for column in TABLES[name].key)
    query = (
        f"SELECT {key}, min(filename), max(filename) FROM read_parquet(?, filename = true, "
        f"hive_partitioning = false) GROUP BY {key} HAVING count(*) > 1 ORDER BY {key} LIMIT ?"
    )
    with (
        TemporaryDirectory() as spill,
        duckdb.connect(config={"memory_limit": "1GB", "temp_directory": spill}) as connection,
    ):
        rows = connection.execute(query, [files, _SHOWN]).fetchall()
    for *values, first, last in rows:
        place = Path(first).relative_to(folder).as_posix()
        other = f", also in {Path(last).relative_to(folder)}" if last != first else ""
        what = f"more than one row has the same {' + '.join(TABLES[name].key)}{other}"
        shown = " ".join(map(str, values))
        yield Fault(place, None, shown, what, "keep one row a key", KEY)


def _frame(files: list[Path], name: str, engine: str) -> Any:
    if engine != "pandas":
        import polars as pl

        lazy = pl.scan_parquet(files, hive_partitioning=False) if files else _empty(name).lazy()
        return lazy if engine == "lazy" else lazy.collect()
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(arrow_type(name))
    tables = [pq.read_table(path, partitioning=None) for path in files]
    table = pa.concat_tables(tables) if tables else schema.empty_table()
    frame = table.to_pandas()
    kinds = {c.name: PANDAS_TYPES[c.kind] for c in TABLES[name].columns}
    return frame.astype(kinds)
