"""What a run is about: one item a document, with the key that its result is kept under."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from indicators.extraction.corrections import Correction

# What the rows of a document depend on, beside the document itself.
_PACKAGES = ("codebook", "documents", "language", "extraction", "tables", "engine")
_SUFFIXES = (".py", ".csv", ".txt", ".json")


class Item(NamedTuple):
    """One document to be read.

    `name` is its path or address, with its row for one of many in a file; `key` stands for its
    content, its row in the table of sources, the decisions about it and the code that reads it;
    `record` is the document itself when it came as a record, `content` the bytes of a local file
    (read for the key, and workers elsewhere may not see it), else it is fetched from `name`;
    `weight` is its share of the input in bytes, for the time left.
    """

    name: str
    key: bytes
    record: str | None = None
    fields: Mapping[str, str] | None = None
    decisions: tuple[Correction, ...] = ()
    weight: int = 0
    content: bytes | None = None


def key_of(content: bytes, item: Item) -> bytes:
    """16 bytes that change when the rows of a document may change, wherever it lies.

    >>> one = key_of("床位744张。".encode(), Item("a.md", b""))
    >>> one == key_of("床位744张。".encode(), Item("elsewhere/a.md", b""))
    True
    """
    about = "\0".join(
        [
            version(),
            posixpath.basename(item.name) if item.record is None else "",
            repr(sorted((item.fields or {}).items())),
            repr(item.decisions),
        ]
    )
    digest = hashlib.blake2b(about.encode("utf-8", "backslashreplace"), digest_size=16)
    digest.update(b"\0")
    digest.update(content)
    return digest.digest()


@lru_cache(maxsize=1)
def version() -> str:
    """A digest of the code and the codebook: results of another one are not used again."""
    digest = hashlib.blake2b(digest_size=16)
    for package in _PACKAGES:
        for path, data in _contents(files("indicators").joinpath(package), package):
            digest.update(f"{path}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _contents(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_SUFFIXES):
            found.append((f"{path}/{entry.name}", entry.read_bytes()))
    return found
