"""A function of whole series over a table larger than memory, piece by piece.

Pieces are cut between series, never inside one, so the answers of a function that looks at one
series at a time are those over the whole table, to the last bit.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any, NamedTuple
from urllib.parse import unquote
from uuid import uuid4

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.engine.errors import EngineError
from indicators.engine.inputs import expanded
from indicators.engine.pools import Call, all_values
from indicators.engine.workers import workers_for
from indicators.tables.partitions import NULL

Function = Callable[[pl.DataFrame], pl.DataFrame]
Types = dict[str, pl.DataType | None]  # by column; None for the name of a folder
_GROUP = 1 << 20  # rows of a group in what is written here
_SCRATCH = ".series"  # how the names of scratch folders end
_KEYS = ".keys"  # the keys of the series of a piece
_SHARE = 0.6  # of the memory for DuckDB, whose process takes some 300 MiB more
_PATH = "path of the file"  # a column while rows are sorted


class Place(NamedTuple):
    """A row group of a file."""

    path: str
    group: int
    rows: int


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
    files = _files(paths, out)
    types = _columns(files, by, columns)
    with _scratch(out) as scratch:
        if not in_order:
            files = [_sorted(files, by, list(types), scratch, memory, workers)]
        table = Table(scratch / "places", list(dict.fromkeys(by)), types, not in_order)
        calls = [
            Call(piece_of, (function, table, piece, scratch / f"{n:09}"))
            for n, piece in enumerate(_pieces(_list_places(files, table.places), rows))
        ]
        with contextlib.closing(workers_for(engine, scheduler, workers, memory)) as pool:
            made = sorted(filter(None, all_values(pool, calls)))
        if in_order and len(made) > 1:
            with _duckdb(scratch, memory, workers) as connection:
                _check_apart(made, table.by, connection)
        _join(made, scratch / "all")
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


class File(NamedTuple):
    """A Parquet file: its columns, and the rows of each of its row groups."""

    path: str
    schema: Any
    groups: list[int]


def _files(paths: str | Path | Sequence[str | Path], out: Path) -> list[File]:
    """The files to read, but for `out`, which may lie among them; no pattern finds a scratch folder.

    Paths are absolute, for workers may have another current folder.
    """
    given = expanded([paths] if isinstance(paths, str | Path) else paths)
    found = dict.fromkeys(Path(path).absolute() for path in given)
    own = os.path.realpath(out)
    files = [_file(path) for path in found if os.path.realpath(path) != own]
    if not files:
        raise ValueError("there is no Parquet file at the paths given beside `out`; check them")
    return files


def _file(path: str | Path) -> File:
    try:
        about = pq.read_metadata(path)
        schema = about.schema.to_arrow_schema()
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())
        raise ValueError(f"{path} cannot be read as Parquet ({reason}); leave it out") from None
    groups = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
    return File(str(path), schema, groups)


def _columns(files: Sequence[File], by: Sequence[str], columns: Sequence[str] | None) -> Types:
    """The columns to read, those of `by` first, after a look whether all files have them alike."""
    wanted = list(dict.fromkeys([*by, *(files[0].schema.names if columns is None else columns)]))
    types = _types(files[0], wanted)
    for file in files[1:]:
        for name, found in _types(file, wanted).items():
            if found != types[name]:
                one, other = (kind or "the name of a folder" for kind in (found, types[name]))
                what = f"{file.path}: column {name} is {one}, but {other} in {files[0].path}"
                raise ValueError(f"{what}; write both alike or leave it out of `columns`")
    return types


def _types(file: File, wanted: Sequence[str]) -> Types:
    folders = _folder_values(file.path)
    own = [name for name in wanted if name in file.schema.names]
    for name in wanted:
        if name not in own and name not in folders:
            there = ", ".join(dict.fromkeys([*file.schema.names, *folders]))
            raise ValueError(f"{file.path} has no column {name}; it has {there}")
    frame = pl.from_arrow(pa.schema([file.schema.field(name) for name in own]).empty_table())
    assert isinstance(frame, pl.DataFrame)
    return dict.fromkeys(wanted) | dict(frame.schema)


def _folder_values(path: str) -> dict[str, str | None]:
    """Columns that the folders of a file name, as texts.

    >>> _folder_values("observations/province=330000/year=__HIVE_DEFAULT_PARTITION__/0.parquet")
    {'province': '330000', 'year': None}
    """
    pairs = [part.split("=", 1) for part in Path(path).parts[:-1] if "=" in part]
    return {unquote(name): None if value == NULL else unquote(value) for name, value in pairs}


def _sorted(
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
        f"COPY (SELECT {_names(wanted)} FROM {_rows(folders)} ORDER BY {_names([*by, *wanted])}) "
        f"TO '{_quoted(place)}' (FORMAT parquet, ROW_GROUP_SIZE {_GROUP // 4})"
    )
    with _duckdb(scratch, memory, threads) as connection:
        connection.register("folders", _folder_table(files, folders))
        connection.execute(query, [[glob.escape(file.path) for file in files]])
    return _file(place)


@contextlib.contextmanager
def _duckdb(scratch: Path, memory: int, threads: int | None) -> Iterator[Any]:
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


def _names(columns: Sequence[str]) -> str:
    return ", ".join('"{}"'.format(name.replace('"', '""')) for name in dict.fromkeys(columns))


def _rows(folders: Sequence[str]) -> str:
    """What DuckDB reads: the files' own columns win over the names of their folders."""
    if not folders:
        return "read_parquet(?, hive_partitioning=false)"
    read = f"read_parquet(?, hive_partitioning=false, filename='{_PATH}')"
    return f'{read} JOIN folders USING ("{_PATH}")'


def _folder_table(files: Sequence[File], names: Sequence[str]) -> Any:
    values = [_folder_values(file.path) for file in files]
    columns = {name: pa.array([each[name] for each in values], pa.string()) for name in names}
    return pa.table({_PATH: [file.path for file in files]} | columns)


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
    frame = pl.concat([_read(place, table.types) for place in places[first:last]])
    if first:
        frame = frame[
            _leading(
                frame,
                table.by,
                _read(places[first - 1], {name: table.types[name] for name in table.by})[-1],
            ) :
        ]
    if not len(frame):
        return frame
    end = frame.select(table.by)[-1]
    for place in places[last:]:
        more = _read(place, table.types)
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
        f"SELECT {_names(by)} FROM read_parquet(?, hive_partitioning=false) "
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


def _read(place: Place, types: Types) -> pl.DataFrame:
    with pq.ParquetFile(place.path) as file:
        own = [name for name in types if name in file.schema_arrow.names]
        table = file.read_row_group(place.group, own, use_threads=False)
    folders = _folder_values(place.path)
    for name in types:
        if name not in own:
            value = pa.scalar(folders[name], pa.large_string())
            table = table.append_column(name, pa.repeat(value, place.rows))
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame.select(types.keys()).cast(
        {name: kind for name, kind in types.items() if kind is not None}
    )


def _leading(frame: pl.DataFrame, by: list[str], key: pl.DataFrame) -> int:
    """Rows at the beginning of a frame that belong to the series of a key."""
    same = [pl.col(name).eq_missing(pl.lit(key[name][0], dtype=key[name].dtype)) for name in by]
    others = frame.select((~pl.all_horizontal(same)).alias("other"))["other"]
    place = others.arg_max() if len(others) else None
    return len(frame) if place is None or not others[place] else place


def _join(parts: Sequence[str], path: Path) -> None:
    """Parts one behind another, in row groups of one size, however the pieces were cut."""
    if not parts:
        raise ValueError("the files at the paths given have no row; check the paths")
    schema = _common(parts)
    held: list[Any] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            held.append(_typed(part, schema))
            while sum(map(len, held)) >= _GROUP:
                whole = pa.concat_tables(held)
                writer.write_table(whole[:_GROUP].combine_chunks(), row_group_size=_GROUP)
                held = [whole[_GROUP:]]
        writer.write_table(pa.concat_tables(held).combine_chunks(), row_group_size=_GROUP)


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
