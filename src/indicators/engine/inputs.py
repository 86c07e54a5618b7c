"""From paths, folders, patterns and addresses to the documents of a run, in a fixed order."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from indicators.documents import SUFFIXES, DocumentError
from indicators.documents.folders import Entry, files_of
from indicators.documents.metadata import plain
from indicators.documents.reading import Sources
from indicators.engine.containers import CONTAINERS, Record, records
from indicators.engine.items import Item, key_of
from indicators.engine.own import WORK as WORK
from indicators.engine.own import run_of
from indicators.engine.stores import list_files, reason, twice, unreadable
from indicators.extraction.corrections import NO_DECISIONS, Decisions


class Found(NamedTuple):
    """A file that was found: its name as given, its size, and what its store says of its content.

    `mark` is empty for local files, whose bytes are read for the key; object storage names the
    content in its listing (ETag), so that nothing is fetched twice.
    """

    name: str
    size: int
    mark: str = ""


@dataclass
class Inputs:
    """What a run reads.

    `paths` are files, folders, patterns (docs/**/*.md) and addresses (s3://bucket/folder);
    `out` is where the run writes: what it keeps there is no document.
    """

    paths: Sequence[str]
    sources: Sources = field(default_factory=dict)
    decisions: Decisions = NO_DECISIONS
    storage: Mapping[str, Any] = field(default_factory=dict)
    out: Path | None = None
    errors: list[DocumentError] = field(default_factory=list)

    def files(self) -> list[Found]:
        """Every file once, folder by folder in the order of their paths.

        One that several names lead to is taken under the first.
        """
        found: dict[str, Found] = {}
        for path in self.paths:
            for real, file in self._files(as_path(path)):
                found.setdefault(real, file)
        return list(found.values())

    def items(self, files: Iterable[Found]) -> Iterator[Item]:
        """The documents of files, one after another; a key is made of each on the way.

        A file that cannot be read becomes an entry of `errors`.
        """
        for file in files:
            try:
                if is_container(file.name):
                    yield from self._records(file)
                else:
                    yield self._item(file)
            except DocumentError as error:
                self.errors.append(error)
            except Exception as error:  # whatever a file or a store does, the others are read
                self.errors.append(unreadable(file.name, error))

    def _files(self, path: str) -> Iterator[tuple[str, Found]]:
        if "://" in path:
            yield from self._remote(path)
            return
        for entry in files_of(path, self._is_input, self.errors):
            yield entry.real, Found(entry.name, entry.size)

    def _is_input(self, entry: Entry) -> bool:
        return is_document(posixpath.basename(entry.name)) and not self._is_output(entry)

    def _is_output(self, entry: Entry) -> bool:
        """Whether a file is what this run or another one wrote."""
        real = entry.real.replace(os.sep, "/")
        run = run_of(real)
        if run is None:
            return f"/{WORK}/" in real
        own = self.out is not None and os.path.realpath(self.out) == os.path.realpath(run)
        return own or os.path.isdir(f"{run}/{WORK}")

    def _remote(self, address: str) -> Iterator[tuple[str, Found]]:
        told = len(self.errors)
        options = (self.storage, is_document, is_container, self.errors)
        try:
            listed = twice(lambda: list_files(address, *options))
        except Exception as error:  # each kind of store has errors of its own
            what = f"cannot be listed ({reason(error)})"
            way_out = "check the address, the network and the credentials"
            self.errors.append(DocumentError(address, what, way_out))
            return
        for file in listed:
            yield file.address, Found(*file)
        if not listed and len(self.errors) == told:
            what, way_out = "holds no document", "check the address"
            self.errors.append(DocumentError(address, what, way_out))

    def _item(self, file: Found) -> Item:
        content = None if "://" in file.name else Path(file.name).read_bytes()
        stem = posixpath.splitext(posixpath.basename(file.name))[0]
        fields, decisions = self.sources.get(stem), self.decisions.by_source.get(stem, ())
        item = Item(file.name, b"", None, fields, tuple(decisions), file.size, content)
        return item._replace(key=key_of(file.mark.encode() if content is None else content, item))

    def _records(self, file: Found) -> Iterator[Item]:
        given = 0
        for last in (False, True):
            try:
                for record in islice(records(file.name, self.storage, last), given, None):
                    given += 1
                    yield self._of_record(file, record)
                return
            except DocumentError:
                raise
            except Exception:
                if last or "://" not in file.name:
                    raise

    def _of_record(self, file: Found, found: Record) -> Item:
        nth, record, weight = found
        by_source = self.decisions.by_source
        decisions = tuple(by_source.get(_source_id(record), ())) if by_source else ()
        item = Item(f"{file.name} row {nth}", b"", record, None, decisions, weight)
        return item._replace(key=key_of(record.encode("utf-8", "backslashreplace"), item))


def is_container(name: str) -> bool:
    """Whether a file holds many documents.

    >>> is_container("2024/papers.jsonl.gz"), is_container("a.md")
    (True, False)
    """
    return name.lower().endswith(CONTAINERS)


def is_document(name: str) -> bool:
    """Whether a file of a folder is read: one of the formats, and not its README.md."""
    return name.lower().endswith((*SUFFIXES, *CONTAINERS)) and name != "README.md"


def as_path(path: str) -> str:
    """A path; file:// addresses are paths like others."""
    if not path.startswith(("file://", "local://")):
        return path
    from fsspec.implementations.local import LocalFileSystem

    return str(LocalFileSystem._strip_protocol(path))


def _source_id(text: str) -> str:
    """The id that a record gives itself, "" when it gives none that can be read."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    found = record.get("source_id") if isinstance(record, dict) else None
    return plain(str(found)) if isinstance(found, str | int) else ""
