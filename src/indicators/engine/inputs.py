"""From paths, folders, patterns and addresses to the documents of a run, in a fixed order."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indicators.documents import SUFFIXES, DocumentError
from indicators.documents.reading import Sources
from indicators.engine.containers import CONTAINERS, records
from indicators.engine.items import Item, key_of
from indicators.extraction.corrections import NO_DECISIONS, Decisions
from indicators.tables.columns import TABLES

WORK = ".parts"
OWN = frozenset({WORK, *TABLES})
_MAGIC = frozenset("*?[")


@dataclass(frozen=True)
class Found:
    """A file that was found: its name as given, its size, and what its store says of its content.

    `mark` is empty for local files, whose bytes are read for the key; object storage names the
    content in its listing (ETag), so that nothing is fetched twice.
    """

    name: str
    size: int
    mark: str = ""
    local: bool = True


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
        """Every file once, folder by folder in the order of their paths."""
        found: dict[str, Found] = {}
        for path in self.paths:
            for entry in self._files(path):
                found.setdefault(entry.name, entry)
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
            except OSError as error:
                what = f"cannot be read ({error.strerror or error})"
                self.errors.append(DocumentError(file.name, what, "check the path"))

    def _files(self, path: str) -> Iterator[Found]:
        if "://" in path:
            yield from self._remote(path)
        elif Path(path).is_dir():
            yield from self._folder(path)
        elif _MAGIC & set(path) and not Path(path).exists():
            yield from self._matching(path)
        else:
            yield _local(path)

    def _folder(self, path: str) -> Iterator[Found]:
        inside: list[tuple[str, ...]] = []
        for folder, below, names in os.walk(path):
            if self.out is not None and Path(folder).absolute() == self.out.absolute():
                below[:] = [name for name in below if name not in OWN]
            parts = Path(folder).parts
            inside += [(*parts, name) for name in names if is_document(name)]
        for found in sorted(inside):
            yield _local(Path(*found).as_posix())
        if not inside:
            what, way_out = "the folder holds no document", "name the folder of the documents"
            self.errors.append(DocumentError(path, what, way_out))

    def _matching(self, pattern: str) -> Iterator[Found]:
        import glob

        names = sorted(glob.glob(pattern, recursive=True))
        inside = [n for n in names if is_document(Path(n).name) and not self._skipped(Path(n))]
        for name in inside:
            yield _local(name)
        if not inside:
            what, way_out = "no file matches", "check the pattern, and put it in quotes"
            self.errors.append(DocumentError(pattern, what, way_out))

    def _skipped(self, path: Path) -> bool:
        if self.out is None or self.out.absolute() not in path.absolute().parents:
            return False
        return path.absolute().relative_to(self.out.absolute()).parts[0] in OWN

    def _remote(self, address: str) -> Iterator[Found]:
        try:
            listed = self._listed(address)
        except Exception as error:  # each kind of store has errors of its own
            what = f"cannot be listed ({' '.join(str(error).split()) or type(error).__name__})"
            way_out = "check the address, the network and the credentials"
            self.errors.append(DocumentError(address, what, way_out))
            return
        yield from listed
        if not listed:
            what, way_out = "holds no document", "check the address"
            self.errors.append(DocumentError(address, what, way_out))

    def _listed(self, address: str) -> list[Found]:
        import fsspec

        fs, root = fsspec.core.url_to_fs(address, **self.storage)
        fs.invalidate_cache()
        if _MAGIC & set(address):
            listed = fs.glob(root, detail=True)
        elif fs.isdir(root):
            listed = fs.find(root, detail=True)
        else:
            listed = {root: fs.info(root)}
        if root not in listed:
            listed = {k: v for k, v in listed.items() if is_document(posixpath.basename(k))}
        found = []
        for name, about in sorted(listed.items()):
            if about.get("type") == "file":
                mark, size = str(about.get("ETag") or fs.ukey(name)), int(about.get("size") or 0)
                found.append(Found(fs.unstrip_protocol(name), size, mark, False))
        return found

    def _item(self, file: Found) -> Item:
        content = Path(file.name).read_bytes() if file.local else file.mark.encode()
        stem = posixpath.splitext(posixpath.basename(file.name))[0]
        fields, decisions = self.sources.get(stem), self.decisions.by_source.get(stem, ())
        item = Item(file.name, b"", None, fields, tuple(decisions), file.size)
        return item._replace(key=key_of(content, item))

    def _records(self, file: Found) -> Iterator[Item]:
        by_source = self.decisions.by_source
        for nth, record, weight in records(file.name, self.storage):
            decisions = tuple(by_source.get(_source_id(record), ())) if by_source else ()
            item = Item(f"{file.name} row {nth}", b"", record, None, decisions, weight)
            yield item._replace(key=key_of(record.encode("utf-8", "backslashreplace"), item))


def expanded(paths: Sequence[str | Path]) -> list[str]:
    """The Parquet files of paths, folders and patterns, in order."""
    import glob

    found: dict[str, None] = {}
    for path in map(str, paths):
        inside = f"{glob.escape(path)}/**/*.parquet" if Path(path).is_dir() else path
        names = [path] if Path(path).is_file() else sorted(glob.glob(inside, recursive=True))
        found.update(dict.fromkeys(names))
    return list(found)


def is_container(name: str) -> bool:
    """Whether a file holds many documents.

    >>> is_container("2024/papers.jsonl.gz"), is_container("a.md")
    (True, False)
    """
    return name.lower().endswith(CONTAINERS)


def is_document(name: str) -> bool:
    """Whether a file of a folder is read: one of the formats, and not its README.md."""
    return name.lower().endswith((*SUFFIXES, *CONTAINERS)) and name != "README.md"


def _source_id(text: str) -> str:
    """The id that a record gives itself, "" when it gives none that can be read."""
    try:
        record = json.loads(text)
    except ValueError:
        return ""
    found = record.get("source_id") if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""


def _local(name: str) -> Found:
    try:
        return Found(name, Path(name).stat().st_size)
    except OSError:
        return Found(name, 0)  # reading it will say what is wrong
