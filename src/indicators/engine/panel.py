"""A table in many Parquet files: its columns, alike in all, and its row groups."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.tables.partitions import NULL

Types = dict[str, pl.DataType | None]  # by column; None for the name of a folder


class Place(NamedTuple):
    """A row group of a file."""

    path: str
    group: int
    rows: int


class File(NamedTuple):
    """A Parquet file: its columns, and the rows of each of its row groups."""

    path: str
    schema: Any
    groups: list[int]


def panel_files(paths: str | Path | Sequence[str | Path], out: Path) -> list[File]:
    """The files to read, but for `out`, which may lie among them; no pattern finds a scratch folder.

    Paths are absolute, for workers may have another current folder.

    Raises
    ------
    ValueError
        A path leads to no Parquet file.
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    found = dict.fromkeys(Path(file).absolute() for path in given for file in _leads_to(str(path)))
    own = os.path.realpath(out)
    files = [panel_file(path) for path in found if os.path.realpath(path) != own]
    if not files:
        raise ValueError("there is no Parquet file at the paths given beside `out`; check them")
    return files


def _leads_to(path: str) -> list[str]:
    """A file itself, those in a folder or of a pattern, in order."""
    if Path(path).is_file():
        return [path]
    inside = f"{glob.escape(path)}/**/*.parquet" if Path(path).is_dir() else path
    names = sorted(glob.glob(inside, recursive=True))
    if not names:
        raise ValueError(f"there is no Parquet file at {path}; check the path")
    return names


def panel_file(path: str | Path) -> File:
    """One file of a panel.

    Raises
    ------
    ValueError
        It is no Parquet file.
    """
    try:
        about = pq.read_metadata(path)
        schema = about.schema.to_arrow_schema()
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())
        raise ValueError(f"{path} cannot be read as Parquet ({reason}); leave it out") from None
    groups = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
    return File(str(path), schema, groups)


def panel_columns(files: Sequence[File], by: Sequence[str], columns: Sequence[str] | None) -> Types:
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
    folders = folder_values(file.path)
    own = [name for name in wanted if name in file.schema.names]
    for name in wanted:
        if name not in own and name not in folders:
            there = ", ".join(dict.fromkeys([*file.schema.names, *folders]))
            raise ValueError(f"{file.path} has no column {name}; it has {there}")
    frame = pl.from_arrow(pa.schema([file.schema.field(name) for name in own]).empty_table())
    assert isinstance(frame, pl.DataFrame)
    return dict.fromkeys(wanted) | dict(frame.schema)


def folder_values(path: str) -> dict[str, str | None]:
    """Columns that the folders of a file name, as texts.

    >>> folder_values("observations/province=330000/year=__HIVE_DEFAULT_PARTITION__/0.parquet")
    {'province': '330000', 'year': None}
    """
    pairs = [part.split("=", 1) for part in Path(path).parts[:-1] if "=" in part]
    return {unquote(name): None if value == NULL else unquote(value) for name, value in pairs}


def read_group(place: Place, types: Types) -> pl.DataFrame:
    """The columns of a row group, and those that the names of its folders stand for."""
    with pq.ParquetFile(place.path) as file:
        own = [name for name in types if name in file.schema_arrow.names]
        table = file.read_row_group(place.group, own, use_threads=False)
    folders = folder_values(place.path)
    for name in types:
        if name not in own:
            value = pa.scalar(folders[name], pa.large_string())
            table = table.append_column(name, pa.repeat(value, place.rows))
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame.select(types.keys()).cast(
        {name: kind for name, kind in types.items() if kind is not None}
    )
