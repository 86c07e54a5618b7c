"""A function of whole series over a table larger than memory, piece by piece.

Pieces are cut between series, never inside one, so the answers of a function that looks at one
series at a time are those over the whole table, to the last bit.
"""

from __future__ import annotations

import contextlib
import glob
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any, NamedTuple
from uuid import uuid4

import polars as pl

from indicators.engine.joining import join
from indicators.engine.panel import (
    File,
    Place,
    Types,
    panel_columns,
    panel_files,
    read_group,
)
from indicators.engine.pools import Call, all_values
from indicators.engine.sorting import duckdb_in, quoted_names, sorted_panel
from indicators.engine.workers import workers_for

Function = Callable[[pl.DataFrame], pl.DataFrame]
_SCRATCH = ".series"  # how the names of scratch folders end
_KEYS = ".keys"  # the keys of the series of a piece


class Table(NamedTuple):
    """What workers read: the file that lists the row groups, and the columns.

    `sorted` rows need not be checked for their order, but DuckDB knows fewer types: they are
    given back those that the columns had.
    """

    places: Path
    by: list[str]
    types: Types
    sorted: bool


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
    paths : Parquet files, folders or patterns, of the same columns; `out` among them is not read
    out : the Parquet file to write; its folder must be reachable by all workers
    by : columns that tell series apart; what no file has as a column is taken, as text, from the
        names of its folders (province=330000/year=2024)
    columns : those that the function needs, likewise; all that the files have by default
    in_order : the rows of a series stand together already, which is checked; otherwise they are
        sorted first, on disk, by `by` and then by all other columns
    rows : rows of a piece, about; with the longest series the measure of what a worker holds
    engine, scheduler, workers, memory : as for `extract`; the client keeps to `memory` too

    Returns
    -------
    The written table, lazy

    Raises
    ------
    ValueError
        There is no file, a file cannot be read, a column is missing or not alike in all files,
        or the rows are not in order though they should be.
    EngineError
        The workers cannot be had, or the memory is too small.

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
    out = Path(out).absolute()
    files = panel_files(paths, out)
    types = panel_columns(files, by, columns)
    with _scratch(out) as scratch:
        if not in_order:
            files = [sorted_panel(files, by, list(types), scratch, memory, workers)]
        table = Table(scratch / "places", list(dict.fromkeys(by)), types, not in_order)
        calls = [
            Call(piece_of, (function, table, piece, scratch / f"{n:09}"))
            for n, piece in enumerate(_pieces(_list_places(files, table.places), rows))
        ]
        with contextlib.closing(workers_for(engine, scheduler, workers, memory)) as pool:
            made = sorted(filter(None, all_values(pool, calls)))
        if in_order and len(made) > 1:
            with duckdb_in(scratch, memory, workers) as connection:
                _check_apart(made, table.by, connection)
        join(made, scratch / "all")
        (scratch / "all").replace(out)
    return pl.scan_parquet(out, glob=False)


@contextlib.contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """A folder of this run's own beside `out`, for its time; those of killed runs go first."""
    out.parent.mkdir(parents=True, exist_ok=True)
    for left in out.parent.glob(f".{glob.escape(out.name)}.*{_SCRATCH}"):
        with contextlib.suppress(OSError), open(left / "lock", "a") as lock:
            if _locked(lock):
                shutil.rmtree(left, ignore_errors=True)
    fresh = Path(mkdtemp(prefix=".", dir=out.parent))
    with open(fresh / "lock", "w") as lock:
        _locked(lock)
        # It takes its name only now: under it, no other run finds it without its lock.
        scratch = fresh.rename(fresh.with_name(f".{out.name}{fresh.name}{_SCRATCH}"))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _locked(file: IO[str]) -> bool:
    """Whether this process has the lock now, until it ends; no where locks cannot be had."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def _list_places(files: Sequence[File], path: Path) -> list[Place]:
    """The row groups in order, also written for the workers: a call tells its own by number."""
    every = [Place(file.path, n, rows) for file in files for n, rows in enumerate(file.groups)]
    held = [place for place in every if place.rows]
    pl.DataFrame(held, schema=Place._fields, orient="row").write_parquet(path)
    return held


@lru_cache(maxsize=2)  # the file is of one run and does not change
def _places(path: Path) -> list[Place]:
    return list(map(Place._make, pl.read_parquet(path, glob=False).iter_rows()))


def _pieces(places: list[Place], rows: int) -> Iterator[tuple[int, int]]:
    """Row groups together until they hold so many rows: from which to before which."""
    first, held = 0, 0
    for n, place in enumerate(places, 1):
        held += place.rows
        if held >= rows or n == len(places):
            yield first, n
            first, held = n, 0


def piece_of(function: Function, table: Table, piece: tuple[int, int], path: Path) -> str | None:
    """Write what a function says of the series that begin in these row groups; None for none."""
    frame = _series_of(table, piece)
    if not len(frame):
        return None
    if not table.sorted:
        _write(_runs(frame, table.by), path.with_suffix(_KEYS))
    _write(function(frame), path)
    return str(path)


def _series_of(table: Table, piece: tuple[int, int]) -> pl.DataFrame:
    places, (first, last) = _places(table.places), piece
    frame = pl.concat([read_group(place, table.types) for place in places[first:last]])
    if first:
        keys = {name: table.types[name] for name in table.by}
        frame = frame[_leading(frame, table.by, read_group(places[first - 1], keys)[-1]) :]
    if not len(frame):
        return frame
    end = frame.select(table.by)[-1]
    for place in places[last:]:
        more = read_group(place, table.types)
        length = _leading(more, table.by, end)
        frame = pl.concat([frame, more[:length]])
        if length < len(more):
            break
    return frame


def _runs(frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """The key of each series, after a look whether its rows stand together."""
    changes = [pl.col(name).ne_missing(pl.col(name).shift()) for name in by]
    first = pl.int_range(pl.len()) == 0
    keys = frame.select(by).filter(pl.any_horizontal(first, *changes))
    if keys.n_unique() < len(keys):
        raise ValueError(_apart(by, keys.filter(keys.is_duplicated()).row(0)))
    return keys


def _check_apart(parts: Sequence[str], by: list[str], connection: Any) -> None:
    """No series is in two pieces; its rows stand together in each."""
    query = (
        f"SELECT {quoted_names(by)} FROM read_parquet(?, hive_partitioning=false) "
        f"GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
    )
    keys = [glob.escape(str(Path(part).with_suffix(_KEYS))) for part in parts]
    if twice := connection.execute(query, [keys]).fetchone():
        raise ValueError(_apart(by, twice))


def _apart(by: list[str], key: tuple[Any, ...]) -> str:
    series = ", ".join(f"{name} {value}" for name, value in zip(by, key, strict=True))
    what = f"the rows of the series {series} do not stand together"
    return f"{what}; sort the files, or give in_order=False"


def _write(frame: pl.DataFrame, path: Path) -> None:
    """A Parquet file, whole or not there: a worker given up for dead may write the same."""
    beside = path.with_name(f"{path.name}.{uuid4().hex}")
    frame.write_parquet(beside)
    beside.replace(path)


def _leading(frame: pl.DataFrame, by: list[str], key: pl.DataFrame) -> int:
    """Rows at the beginning of a frame that belong to the series of a key."""
    same = [pl.col(name).eq_missing(pl.lit(key[name][0], dtype=key[name].dtype)) for name in by]
    others = frame.select((~pl.all_horizontal(same)).alias("other"))["other"]
    place = others.arg_max() if len(others) else None
    return len(frame) if place is None or not others[place] else place
