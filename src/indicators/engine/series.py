"""A function of whole series over a table larger than memory, piece by piece.

Pieces are cut between series, never inside one, so the answers are those of the function over
the whole table, to the last bit.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.engine.inputs import expanded
from indicators.engine.pools import Call, all_values
from indicators.engine.workers import workers_for

Function = Callable[[pl.DataFrame], pl.DataFrame]
_GROUP = 1 << 20  # rows of a group in what is written here


class Place(NamedTuple):
    """A row group of a file."""

    path: str
    group: int
    rows: int


def per_series(
    function: Function,
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    by: Sequence[str],
    *,
    columns: Sequence[str] | None = None,
    in_order: bool = False,
    rows: int = 1 << 21,
    engine: str = "processes",
    scheduler: str | None = None,
    workers: int | None = None,
    memory: int = 2 << 30,
) -> pl.LazyFrame:
    """What a function says of every series of a table in Parquet, in the order of the series.

    Parameters
    ----------
    function : takes a Polars frame of whole series and gives one back, such as `trend` or
        `change` with their columns bound by functools.partial; it must pickle
    paths : Parquet files, folders or patterns
    out : the Parquet file to write; its folder must be reachable by all workers
    by : columns that tell series apart
    columns : those that the function needs; all by default
    in_order : whether the rows of a series stand together already; otherwise they are sorted
        first, on disk, in no more than `memory`
    rows : rows of a piece, about; with the longest series the measure of what a worker holds
    engine, scheduler, workers, memory : as for `extract`

    Returns
    -------
    The written table, lazy

    Raises
    ------
    ValueError
        There is no file, or a column is missing.

    >>> import tempfile
    >>> import polars as pl
    >>> folder = tempfile.mkdtemp()
    >>> panel = pl.DataFrame({"place": ["b", "a", "b"], "value": [1.0, 2.0, 3.0]})
    >>> panel.write_parquet(folder + "/panel.parquet")
    >>> def mean(frame):
    ...     return frame.group_by("place", maintain_order=True).mean()
    >>> per_series(mean, folder + "/panel.parquet", folder + "/means.parquet", ["place"],
    ...            engine="serial").collect().rows()
    [('a', 2.0), ('b', 2.0)]
    """
    out = Path(out)
    files = expanded([paths] if isinstance(paths, str | Path) else paths)
    wanted = _wanted(files, by, columns)
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        if not in_order:
            files = [_sorted(files, by, wanted, scratch, memory, workers)]
        calls = [
            Call(piece_of, (function, tuple(files), piece, list(by), wanted, scratch / f"{n:06}"))
            for n, piece in enumerate(_pieces(_places(tuple(files)), rows))
        ]
        with contextlib.closing(workers_for(engine, scheduler, workers, memory)) as pool:
            made = sorted(filter(None, all_values(pool, calls)))
        _join(made, scratch / "all")
        (scratch / "all").replace(out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return pl.scan_parquet(out)


def _wanted(files: Sequence[str], by: Sequence[str], columns: Sequence[str] | None) -> list[str]:
    if not files:
        raise ValueError("there is no Parquet file at the paths given; check them")
    there = pq.read_schema(files[0]).names
    wanted = list(dict.fromkeys([*by, *(there if columns is None else columns)]))
    missing = [name for name in wanted if name not in there]
    if missing:
        raise ValueError(f"{files[0]} has no column {missing[0]}; it has {', '.join(there)}")
    return wanted


def _sorted(
    files: Sequence[str],
    by: Sequence[str],
    wanted: Sequence[str],
    scratch: Path,
    memory: int,
    threads: int | None,
) -> str:
    """The rows in the order of series and then of all columns, whatever order they came in."""
    import duckdb

    place = (scratch / "sorted.parquet").as_posix()
    names = ", ".join(f'"{name}"' for name in wanted)
    order = ", ".join(f'"{name}"' for name in dict.fromkeys([*by, *wanted]))
    settings: dict[str, Any] = {
        "memory_limit": f"{memory >> 20}MiB",
        "temp_directory": (scratch / "spill").as_posix(),
    }
    if threads:
        settings["threads"] = threads
    query = (
        f"COPY (SELECT {names} FROM read_parquet(?) ORDER BY {order}) TO '{_quoted(place)}' "
        f"(FORMAT parquet, ROW_GROUP_SIZE {_GROUP // 4})"
    )
    with duckdb.connect(config=settings) as connection:
        connection.execute(query, [list(files)])
    return place


def _quoted(text: str) -> str:
    return text.replace("'", "''")


@lru_cache(maxsize=4)
def _places(files: tuple[str, ...]) -> list[Place]:
    found = []
    for path in files:
        about = pq.read_metadata(path)
        found += [Place(path, n, about.row_group(n).num_rows) for n in range(about.num_row_groups)]
    return [place for place in found if place.rows]


def _pieces(places: list[Place], rows: int) -> Iterator[tuple[int, int]]:
    """Row groups together until they hold so many rows: from which to before which."""
    first, held = 0, 0
    for n, place in enumerate(places, 1):
        held += place.rows
        if held >= rows or n == len(places):
            yield first, n
            first, held = n, 0


def piece_of(
    function: Function,
    files: tuple[str, ...],
    piece: tuple[int, int],
    by: list[str],
    columns: list[str],
    path: Path,
) -> str | None:
    """Write what a function says of the series that begin in these row groups; None for none."""
    places, (first, last) = _places(files), piece
    frame = pl.concat([_read(place, columns) for place in places[first:last]])
    if first:
        frame = frame[_leading(frame, by, _read(places[first - 1], by)[-1]) :]
    if not len(frame):
        return None
    end = frame.select(by)[-1]
    for place in places[last:]:
        more = _read(place, columns)
        length = _leading(more, by, end)
        frame = pl.concat([frame, more[:length]])
        if length < len(more):
            break
    function(frame).write_parquet(path)
    return str(path)


def _read(place: Place, columns: list[str]) -> pl.DataFrame:
    with pq.ParquetFile(place.path) as file:
        frame = pl.from_arrow(file.read_row_group(place.group, columns, use_threads=False))
    assert isinstance(frame, pl.DataFrame)
    return frame.select(columns)


def _leading(frame: pl.DataFrame, by: list[str], key: pl.DataFrame) -> int:
    """Rows at the beginning of a frame that belong to the series of a key."""
    same = [pl.col(name).eq_missing(pl.lit(key[name][0], dtype=key[name].dtype)) for name in by]
    others = frame.select((~pl.all_horizontal(same)).alias("other"))["other"]
    place = others.arg_max() if len(others) else None
    return len(frame) if place is None or not others[place] else place


def _join(parts: Sequence[str], path: Path) -> None:
    """Parts one behind another, in row groups of one size, however the pieces were cut."""
    writer = None
    held: list[Any] = []
    for part in parts:
        table = pq.read_table(part, use_threads=False)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        held.append(table)
        while sum(map(len, held)) >= _GROUP:
            whole = pa.concat_tables(held)
            writer.write_table(whole[:_GROUP].combine_chunks(), row_group_size=_GROUP)
            held = [whole[_GROUP:]]
    if writer is None:
        raise ValueError("the table has no row")
    writer.write_table(pa.concat_tables(held).combine_chunks(), row_group_size=_GROUP)
    writer.close()
