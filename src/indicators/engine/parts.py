"""Parts: the results of a batch as one Parquet file, a row a document, complete or not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.documents import DocumentError
from indicators.engine.items import version
from indicators.extraction import Extraction
from indicators.tables.partitions import arrow_type, partition_of, write_parquet

_NOTE = pa.struct([("what", pa.string()), ("way_out", pa.string()), ("about", pa.string())])
SCHEMA = pa.schema(
    [
        ("key", pa.binary(16)),
        ("what", pa.string()),  # why the document could not be used; null when it could
        ("way_out", pa.string()),
        ("source_id", pa.string()),
        ("province", pa.string()),
        ("year", pa.string()),
        ("source", pa.struct(arrow_type("sources"))),
        ("observations", pa.list_(pa.struct(arrow_type("observations")))),
        ("partnerships", pa.list_(pa.struct(arrow_type("partnerships")))),
        ("unclaimed", pa.list_(pa.struct(arrow_type("unclaimed")))),
        ("notes", pa.list_(_NOTE)),
    ]
)
_VERSION = b"version"
_TABLES = ("observations", "partnerships", "unclaimed")


class Note(NamedTuple):
    """Something to tell about a document that was used; `about` is "" for the document itself,
    else the file at fault (corrections.csv)."""

    what: str
    way_out: str
    about: str = ""


Row = dict[str, Any]


def done_row(key: bytes, found: Extraction, notes: Sequence[Note]) -> Row:
    """The row of a document that was read."""
    province, year = partition_of(found.source)
    row: Row = {name: getattr(found, name) for name in _TABLES}
    kept = [note._asdict() for note in notes]
    return row | {
        "key": key,
        "source": found.source,
        "source_id": found.source["source_id"],
        "province": province,
        "year": year,
        "notes": kept,
    }


def failed_row(key: bytes, error: DocumentError) -> Row:
    """The row of a document that cannot be used, whoever reads it."""
    return {"key": key, "what": error.what, "way_out": error.way_out}


def part_path(folder: Path, keys: Iterable[bytes]) -> Path:
    """Where the part of a batch of documents with these keys is, or will be."""
    name = hashlib.blake2b(b"".join(keys), digest_size=12).hexdigest()
    return folder / f"{name}.parquet"


def write_part(path: Path, rows: Sequence[Row]) -> None:
    """A part of these rows; nothing half-written is left."""
    try:
        table = pa.Table.from_pylist(rows, SCHEMA)
    except UnicodeEncodeError:  # a file name that is not UTF-8 is shown by its bytes
        table = pa.Table.from_pylist([shown(row) for row in rows], SCHEMA)
    write_parquet(table.replace_schema_metadata({_VERSION: version()}), path)


def shown(value: Any) -> Any:
    """Texts with what is no UTF-8 in them (a file's name) shown by its bytes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: shown(inner) for key, inner in value.items()}
    return [shown(inner) for inner in value] if isinstance(value, list) else value


def left_behind(path: Path) -> dict[bytes, bool]:
    """The documents of a part that a worker finished before it died: whether they can be used."""
    if not path.exists():
        return {}
    table = pq.read_table(path, columns=["key", "what"], use_threads=False)
    keys, reasons = table["key"].to_pylist(), table["what"].to_pylist()
    return {key: reason is None for key, reason in zip(keys, reasons, strict=True)}


def read_keys(folder: Path) -> dict[Path, list[bytes]]:
    """The keys of the documents in each part of a folder, part by part in a fixed order.

    A part that a power cut left unreadable is removed, and so is one of another layout or
    version of the program: it would not be used again.

    Raises
    ------
    OSError
        The folder cannot be read.
    """
    found, now = {}, version().encode()
    for path in sorted(folder.glob("*.parquet")):
        try:
            with pq.ParquetFile(path) as file:
                about = file.schema_arrow
                if not about.equals(SCHEMA) or (about.metadata or {}).get(_VERSION) != now:
                    raise pa.ArrowInvalid("of another version")
                found[path] = file.read(["key"])["key"].to_pylist()
        except pa.ArrowInvalid:
            path.unlink()
        except OSError as error:  # pyarrow's own, for a damaged file, has no number
            if error.errno is not None:
                raise
            path.unlink()
    return found
