"""Files of many documents: JSON Lines, plain or compressed, and Parquet."""

from __future__ import annotations

import codecs
import datetime
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

import zstandard

from indicators.documents import DocumentError
from indicators.documents.metadata import FIELDS
from indicators.engine.stores import store_of

CONTAINERS = (
    ".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst", ".parquet",
)  # fmt: skip
FIELDS_READ = ("source_id", *FIELDS, "text")
_KNOWN = frozenset(FIELDS_READ)
_ROWS = 256
_BYTES = 1 << 16
_WINDOW = 1 << 31  # of zstd --long=31, the largest there is
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Record = tuple[int, str, int]


def records(name: str, storage: Mapping[str, Any], at_once: bool = False) -> Iterator[Record]:
    """The documents of a file, one after another: row, JSON text, weight in bytes.

    The text has the fields that are read and no other; bytes that are no UTF-8 stand in it as
    surrogates, and what is no JSON as it is: both for its reader to refuse.
    Weights are the bytes of the file that were read since the record before, so that they add
    up to the size of the file, compressed or not. `at_once` asks a web server for the whole file,
    not piece by piece, which some do not know.

    Raises
    ------
    DocumentError
        The file is not what its suffix says, or holds no document.
    Exception
        Whatever its store raises.
    """
    nth = 0
    with _opened(name, storage, at_once) as raw:
        read = _parquet if name.lower().endswith(".parquet") else _lines
        for nth, text, weight in read(raw, name):
            yield nth, text, weight
    if not nth:
        raise DocumentError(name, "the file holds no document", "fill it or leave it out")


def _opened(name: str, storage: Mapping[str, Any], at_once: bool) -> Any:
    if "://" not in name:
        return open(name, "rb")
    fs, path = store_of(name, storage)
    whole = at_once and name.startswith(("http://", "https://"))
    return fs.open(path, "rb", **({"block_size": 0} if whole else {}))


def _damaged(name: str, what: object) -> DocumentError:
    said = " ".join(str(what).split())
    return DocumentError(name, f"cannot be read (it is damaged: {said})", "write the file again")


def _lines(raw: BinaryIO, name: str) -> Iterator[Record]:
    before = 0
    try:
        for nth, line in enumerate(_plain(raw, name), 1):
            if nth == 1 and (line.startswith(_WIDE) or b"\0" in line):
                what = "is in UTF-16 or no text, not in UTF-8"
                raise DocumentError(name, what, "save the text as UTF-8")
            text = line.decode("utf-8", "surrogateescape").strip().strip("\ufeff")
            if text:
                now = raw.tell()
                yield nth, _known(text), now - before
                before = now
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        raise _damaged(name, error) from None


def _known(text: str) -> str:
    """A record without the fields that nobody reads: they make no other document of it."""
    try:
        record = json.loads(text)
        if not isinstance(record, dict) or record.keys() <= _KNOWN:
            return text
        known = {key: record[key] for key in FIELDS_READ if record.get(key) is not None}
        made = json.dumps(known, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text
    # Half a character written as \\ud800 is no byte that cannot be read: it stays an escape.
    return made if is_utf8(made) or not is_utf8(text) else json.dumps(known)


def is_utf8(text: str) -> bool:
    """Whether all of a text was read as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(raw: BinaryIO, name: str) -> Iterable[bytes]:
    if name.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)
    if name.lower().endswith(".zst"):
        return _cut(_unpacked(raw))
    # Files of stores look for the end of each line in a copy of all they hold.
    return raw if "://" not in name else _cut(iter(lambda: raw.read(_BYTES), b""))


def _cut(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a text that comes in blocks."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        yield from lines
    yield rest


def _unpacked(raw: BinaryIO) -> Iterator[bytes]:
    """What is in a .zst of one or more frames; the library's own reader takes one that was cut
    short for complete."""
    opener = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    frame, whole = opener.decompressobj(), True
    while data := raw.read(_BYTES):
        while data:
            if frame.eof:
                frame = opener.decompressobj()
            yield frame.decompress(data)
            data = frame.unused_data if frame.eof else b""
        whole = frame.eof
    if not whole:
        raise EOFError("it ends too early")


def _parquet(raw: BinaryIO, name: str) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(raw)
    except pa.ArrowException as error:
        what = f"cannot be read (it is no Parquet file: {' '.join(str(error).split())})"
        raise DocumentError(name, what, "write the file again") from None
    columns = _columns(file.schema_arrow.names, name)
    total = max(1, file.metadata.num_rows)
    size, nth = raw.seek(0, io.SEEK_END), 0
    try:
        # Group by group: a batch of two would lose the rows of a sound one to a damaged one.
        groups = ([group] for group in range(file.num_row_groups))
        batches = (file.iter_batches(_ROWS, group, columns) for group in groups)
        for batch in chain.from_iterable(batches):
            for row in _rows(batch):
                weight = size * (nth + 1) // total - size * nth // total
                nth += 1
                yield nth, _as_text(row), weight
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise _damaged(name, error) from None


def _columns(names: list[str], name: str) -> list[str]:
    if "text" not in names:
        what = f"has no column text among its columns {', '.join(names) or '(none)'}"
        raise DocumentError(name, what, "name the column of the documents' texts text")
    return [column for column in FIELDS_READ if column in names]


def _rows(batch: Any) -> list[dict[str, Any]]:
    """The rows of a batch; texts come as bytes when one of them is no UTF-8."""
    import pyarrow as pa

    try:
        return list(batch.to_pylist())
    except UnicodeDecodeError:
        columns = [_as_bytes(column) for column in batch.columns]
        return list(pa.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist())


def _as_bytes(column: Any) -> Any:
    import pyarrow as pa

    texts = (pa.string(), pa.large_string(), pa.string_view())
    return column.cast(pa.large_binary()) if column.type in texts else column


def _as_text(row: Mapping[str, Any]) -> str:
    known = {key: row[key] for key in FIELDS_READ if row.get(key) is not None}
    return json.dumps(known, ensure_ascii=False, default=_said)


def _said(value: Any) -> str:
    """What JSON has no form for, as a line of JSON would have it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)
