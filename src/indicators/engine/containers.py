"""Files of many documents: JSON Lines, plain or compressed, and Parquet."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import zstandard

CONTAINERS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
_ROWS = 256
_BYTES = 1 << 16
Record = tuple[int, str, int]


def records(name: str, storage: Mapping[str, Any]) -> Iterator[Record]:
    """The documents of a file, one after another: row, JSON text, weight in bytes.

    Weights are the bytes of the file that were read since the record before, so that they add
    up to the size of the file, compressed or not. The text is not parsed further than needed:
    a line that is no JSON is for its reader to refuse.

    Raises
    ------
    OSError
        The file cannot be read, or is not what its suffix says.
    """
    import fsspec

    with fsspec.open(name, "rb", **storage) as raw:
        yield from _parquet(raw, name) if name.lower().endswith(".parquet") else _lines(raw, name)


def _lines(raw: BinaryIO, name: str) -> Iterator[Record]:
    before = 0
    try:
        for nth, line in enumerate(_plain(raw, name), 1):
            text = line.decode("utf-8", "backslashreplace").strip()
            if text:
                now = raw.tell()
                yield nth, text, now - before
                before = now
    except (EOFError, zlib.error, zstandard.ZstdError) as error:
        raise OSError(f"it is damaged: {error}") from None


def _plain(raw: BinaryIO, name: str) -> Iterable[bytes]:
    if name.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)
    if name.lower().endswith(".zst"):
        return _zst(raw)
    return raw


def _zst(raw: BinaryIO) -> Iterator[bytes]:
    """The lines of a .zst of one or more frames; the library's own reader takes one that was
    cut short for complete."""
    frame, rest = zstandard.ZstdDecompressor().decompressobj(), b""
    while data := raw.read(_BYTES):
        while data:
            if frame.eof:
                frame = zstandard.ZstdDecompressor().decompressobj()
            *lines, rest = (rest + frame.decompress(data)).split(b"\n")
            yield from lines
            data = frame.unused_data if frame.eof else b""
    if not frame.eof:
        raise EOFError("it ends too early")
    yield rest


def _parquet(raw: BinaryIO, name: str) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(raw)
    except pa.ArrowInvalid as error:
        raise OSError(f"it is no Parquet file: {error}") from None
    total = max(1, file.metadata.num_rows)
    size, nth = raw.seek(0, io.SEEK_END), 0
    for batch in file.iter_batches(batch_size=_ROWS):
        for row in batch.to_pylist():
            weight = size * (nth + 1) // total - size * nth // total
            nth += 1
            # Dates and numbers become text, so that a row and a line are read alike.
            text = json.dumps(row, ensure_ascii=False, default=str)
            yield nth, text, weight
