"""Loading the tables of a folder, validated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.tables.columns import TABLES, Table
from indicators.tables.rules import Fault
from indicators.tables.validation import TableFaults, all_faults

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
    folder : where the CSV files are
    engine : "pandas" or "polars"
    check : validate them all, links between tables included

    Returns
    -------
    Tables; codes are text (330213), what is empty in the CSV is missing

    Raises
    ------
    TableFaults
        A file is missing or breaks the contract; one line a fault.
    """
    folder = Path(folder)
    missing = [t.name for t in TABLES.values() if not (folder / f"{t.name}.csv").exists()]
    if missing:
        raise TableFaults(
            [
                Fault(name, None, "", f"is not in {folder}", "run 'indicators build' first")
                for name in missing
            ]
        )
    frames = {name: read_table(folder / f"{name}.csv", name, engine) for name in TABLES}
    faults = all_faults(frames) if check else []
    if faults:
        raise TableFaults(faults)
    return Tables(**frames)


def read_table(path: str | Path, name: str, engine: str = "pandas") -> Any:
    """One CSV as a frame with the table's types, not yet validated."""
    if engine == "polars":
        return _polars(path, TABLES[name])
    if engine == "pandas":
        return _pandas(path, TABLES[name])
    raise ValueError(f"engine is '{engine}'; use 'pandas' or 'polars'")


def _pandas(path: str | Path, table: Table) -> Any:
    import pandas as pd

    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    types = {"number": "float64", "integer": "Int64"}
    for column in table.columns:
        if column.name not in frame:
            continue
        values = frame[column.name].replace("", None)
        if column.kind in types:
            values = pd.to_numeric(values, errors="coerce").astype(types[column.kind])
        frame[column.name] = values
    return frame


def _polars(path: str | Path, table: Table) -> Any:
    import polars as pl

    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
    overrides = {column.name: types[column.kind] for column in table.columns}
    return pl.read_csv(path, schema_overrides=overrides, null_values=[""], encoding="utf8")
