"""Loading the tables of a folder, validated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.tables.cells import cell_faults, csv_rows
from indicators.tables.codebook import codebook_rows
from indicators.tables.columns import TABLES, Table
from indicators.tables.conform import PANDAS_TYPES
from indicators.tables.faults import FILE, Fault, TableFaults
from indicators.tables.parquet import ENGINES, folder_faults, is_partitioned, load_partitioned
from indicators.tables.validation import all_faults
from indicators.tables.writing import to_csv

PROCESSED = "data/processed"


@dataclass(frozen=True)
class Tables:
    """The six tables, as pandas or Polars frames."""

    observations: Any
    partnerships: Any
    unclaimed: Any
    sources: Any
    indicators: Any
    areas: Any


def load(folder: str | Path = PROCESSED, engine: str = "pandas", check: bool = True) -> Tables:
    """The tables of a folder.

    Parameters
    ----------
    folder : where the CSV files are, or the Parquet files of a large extraction; one that
        `indicators extract` wrote has no codebook of its own and gets the one of the package
    engine : "pandas", "polars", or "lazy" for Polars frames that are read when they are needed
    check : validate them all, links between tables included

    Returns
    -------
    Tables; codes are text (330213), what is empty in the CSV is missing

    Raises
    ------
    TableFaults
        A file is missing, damaged or breaks the contract; one line a fault.
    """
    folder = Path(folder)
    if engine not in ENGINES:
        raise ValueError(
            f"engine is '{engine}'; use 'pandas' or 'polars', or 'lazy' for large tables"
        )
    if is_partitioned(folder):
        codebook = {name: to_csv(name, rows) for name, rows in codebook_rows().items()}
        return Tables(
            **load_partitioned(folder, engine, check), **_frames(codebook, engine, check=False)
        )
    contents: dict[str, bytes] = {}
    faults = []
    own = {} if (folder / "datapackage.json").exists() else codebook_rows()
    for name in TABLES:
        path = folder / f"{name}.csv"
        if name in own and not path.exists():
            contents[name] = to_csv(name, own[name])
            continue
        try:
            contents[name] = path.read_bytes()
        except FileNotFoundError:
            what = f"is not in {folder}"
            way_out = "run 'indicators build' or 'indicators extract' first"
            faults.append(Fault(name, None, "", what, way_out, FILE))
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            faults.append(Fault(name, None, "", what, "check the path", FILE))
    if faults:
        raise TableFaults(faults)
    return Tables(**_frames(contents, engine, check))


def check(folder: str | Path = PROCESSED) -> None:
    """Validate the tables of a folder; of Parquet, one file after another is held.

    Raises
    ------
    TableFaults
        A file is missing, damaged or breaks the contract; one line a fault.
    """
    faults = folder_faults(Path(folder)) if is_partitioned(Path(folder)) else []
    if faults:
        raise TableFaults(faults)
    if not is_partitioned(Path(folder)):
        load(folder)


def _frames(contents: dict[str, bytes], engine: str, check: bool) -> dict[str, Any]:
    if engine != "lazy":
        return frames_of(contents, engine, check)
    return {name: frame.lazy() for name, frame in frames_of(contents, "polars", check).items()}


def frames_of(
    contents: dict[str, bytes], engine: str = "pandas", check: bool = True
) -> dict[str, Any]:
    """The frames of CSV texts by table name, all their faults raised together."""
    frames, faults = {}, []
    for name, data in contents.items():
        try:
            frames[name] = read_table(data, name, engine)
        except TableFaults as found:
            faults += found.faults
    if check:
        faults += all_faults(frames)
    if faults:
        raise TableFaults(faults)
    return frames


def read_table(source: str | Path | bytes, name: str, engine: str = "pandas") -> Any:
    """One CSV, a file or its bytes, as a frame with the table's types, not yet validated.

    Raises
    ------
    TableFaults
        The file is no CSV in UTF-8, a row has too many cells, a number cannot be read.
    """
    engines: dict[str, Callable[[list[list[str]], Table], Any]] = {
        "pandas": _pandas,
        "polars": _polars,
    }
    if engine not in engines:
        raise ValueError(f"engine is '{engine}'; use 'pandas' or 'polars'")
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    rows = csv_rows(data, name)
    faults = cell_faults(rows, name)
    if faults:
        raise TableFaults(faults)
    return engines[engine](rows, TABLES[name])


def _columns(rows: list[list[str]]) -> dict[str, list[str | None]]:
    header, *lines = rows
    cells = zip(*lines, strict=True) if lines else ((),) * len(header)
    return {
        name: [cell or None for cell in column] for name, column in zip(header, cells, strict=True)
    }


def _pandas(rows: list[list[str]], table: Table) -> Any:
    import pandas as pd

    frame = pd.DataFrame(_columns(rows), dtype="str")
    for column in table.columns:
        if column.name in frame and column.kind != "string":
            numbers = pd.to_numeric(frame[column.name])
            frame[column.name] = numbers.astype(PANDAS_TYPES[column.kind])
    return frame


def _polars(rows: list[list[str]], table: Table) -> Any:
    import polars as pl

    types = {"number": pl.Float64, "integer": pl.Int64}
    cells = _columns(rows)
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    numbers = [c for c in table.columns if c.name in cells and c.kind in types]
    return frame.with_columns(pl.col(c.name).cast(types[c.kind]) for c in numbers)
