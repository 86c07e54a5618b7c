"""Writing tables: the same rows give the same bytes, and nothing is left half-written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from indicators.tables.columns import TABLES, Table
from indicators.tables.conform import conform
from indicators.tables.validation import rows_of

Row = Mapping[str, object]
_SPECIAL = re.compile(r'[",\r\n]')


def to_csv(name: str, rows: Iterable[Row]) -> bytes:
    """A table as CSV: UTF-8, line ends \\n, rows in the order of the table's key."""
    table = TABLES[name]
    ordered = sorted(rows, key=lambda row: _order(row, table))
    lines = [table.names, *([_written(row.get(c)) for c in table.names] for row in ordered)]
    # A file name that is not UTF-8 becomes part of ids: shown by its bytes, never a failure.
    text = "".join(",".join(map(_quoted, line)) + "\n" for line in lines)
    return text.encode("utf-8", "backslashreplace")


def _quoted(cell: str) -> str:
    """Quotes where needed; the csv module forgets \\r, and which it quotes varies by version."""
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def _order(row: Row, table: Table) -> tuple[object, ...]:
    if "start" in table.names:
        return (row["source_id"], row["start"], row["end"], *(str(row[k]) for k in table.key))
    return tuple(str(row[column]) for column in table.key)


def _written(value: object) -> str:
    """Whole numbers without a point, others as the shortest text that reads back the same."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else float.__repr__(value)
    return str(value)


def _rows(given: Any, name: str) -> Iterable[Row]:
    return given if isinstance(given, list | tuple) else rows_of(conform(given, name))


def write(tables: Any, folder: str | Path, package: bool = True) -> None:
    """All tables into a folder, with a datapackage.json that describes them.

    Parameters
    ----------
    tables : what `load` returns, or frames or lists of rows by table name; not validated here
    folder : made when it does not exist
    package : also write datapackage.json

    Every file is first written beside its place; only when all are there do they replace the
    old ones, so that a failure leaves the last good tables.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    given = tables if isinstance(tables, Mapping) else vars(tables)
    contents = {f"{name}.csv": to_csv(name, _rows(of, name)) for name, of in given.items()}
    if package:
        contents["datapackage.json"] = _package(contents)
    temporary: list[tuple[str, Path]] = []
    try:
        for name, data in contents.items():
            handle, path = tempfile.mkstemp(".tmp", f".{name}.", folder)
            temporary.append((path, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(path, 0o644)
        for path, place in temporary:
            os.replace(path, place)
    finally:
        for path, _ in temporary:
            Path(path).unlink(missing_ok=True)


def _package(contents: Mapping[str, bytes]) -> bytes:
    """The Frictionless description of the tables."""
    resources = [
        _resource(TABLES[name.removesuffix(".csv")], name, data) for name, data in contents.items()
    ]
    described = {
        "name": "county-health-indicators",
        "title": "County health indicators from published prose",
        "profile": "tabular-data-package",
        "resources": resources,
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(table: Table, path: str, data: bytes) -> dict[str, object]:
    fields = []
    for column in table.columns:
        constraints: dict[str, object] = {} if column.nullable else {"required": True}
        if column.allowed:
            constraints["enum"] = list(column.allowed)
        if column.pattern:
            constraints["pattern"] = f"^(?:{column.pattern})$"
        field: dict[str, object] = {
            "name": column.name,
            "type": column.kind,
            "description": column.description,
        }
        fields.append(field | ({"constraints": constraints} if constraints else {}))
    links = [
        {
            "fields": column,
            "reference": {"resource": "" if other == table.name else other, "fields": key},
        }
        for column, other, key in table.foreign
    ]
    return {
        "name": table.name,
        "path": path,
        "description": table.description,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": links,
        },
    }
