"""What a worker does with a batch: read, extract, and leave a part behind."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from indicators.documents import Document, DocumentError, parse, parse_record
from indicators.documents.metadata import NotYet
from indicators.engine import guard
from indicators.engine.containers import is_utf8
from indicators.engine.errors import EngineError
from indicators.engine.items import Item, version
from indicators.engine.parts import Note, Row, done_row, failed_row, part_path, write_part
from indicators.engine.stores import fetch_all, unreadable
from indicators.extraction.deciding import corrected
from indicators.tables.aside import extracted, set_aside

Reader = Callable[[Item, bytes], Document]
# Said alike whether the worker noticed or died of it, so that all engines write the same.
EXCESS = (
    "takes more time or memory than it may, or ends its worker",
    "leave it out, or allow more with --timeout and --memory",
)
# One batch at a time in a process: the time limit is the process's.
_ALONE = threading.Lock()


@dataclass(frozen=True)
class Job:
    """What holds for every batch of a run.

    `reader` makes a document of an item and its bytes; `seconds` is what one may take; a worker
    of `hard` limits is ended by one that takes more.
    """

    folder: Path
    decisions: Path
    seconds: float
    reader: Reader | None = None
    hard: bool = True
    storage: Mapping[str, Any] = field(default_factory=dict)
    version: str = field(default_factory=version)


class Result(NamedTuple):
    """What became of a batch: documents with a result, those that cannot be used among them,
    and the failures that another attempt may mend, by key."""

    documents: int
    unusable: int
    failures: dict[bytes, tuple[str, str]]


def work(job: Job, batch: Sequence[Item]) -> Result:
    """Extract the documents of a batch and write its part.

    Raises
    ------
    EngineError
        This worker runs another version of the code than the client.
    OSError
        The part cannot be written.
    """
    if version() != job.version:
        what = "the worker runs another version of this package than the client"
        raise EngineError(f"{what}; install the same one on both")
    rows: list[Row] = []
    failures: dict[bytes, tuple[str, str]] = {}
    with _ALONE:
        for item, content in zip(batch, fetch(batch, job.storage), strict=True):
            row = _guarded(job, item, content, failures)
            if row is not None:
                rows.append(row)
    if rows:
        try:
            write_part(part_path(job.folder, (item.key for item in batch)), rows)
        except MemoryError:
            if not job.hard:
                raise
            os._exit(1)
    return Result(len(rows), sum("what" in row for row in rows), failures)


def fetch(batch: Sequence[Item], storage: Mapping[str, Any]) -> list[bytes | Exception]:
    """The bytes of every item, or why there are none; those of one remote store all at once."""
    remote = [item.name for item in batch if item.record is None and item.content is None]
    held = fetch_all(remote, storage) if remote else {}
    return [held.get(item.name, item.content or b"") for item in batch]


def _guarded(
    job: Job, item: Item, content: bytes | Exception, failures: dict[bytes, tuple[str, str]]
) -> Row | None:
    """The row of an item; None, and an entry of `failures`, when another attempt may succeed."""
    if isinstance(content, Exception):
        failures[item.key] = _told(unreadable(item.name, content))
        return None
    limit = guard.hard_limit if job.hard else guard.soft_limit
    try:
        with limit(job.seconds):
            return _row(job, item, content)
    except (guard.TooSlow, MemoryError):
        if job.hard:  # it may be held still: its neighbours get another worker
            os._exit(1)
        failures[item.key] = EXCESS
    except NotYet as error:
        failures[item.key] = _told(error)
    except OSError as error:
        failures[item.key] = _told(unreadable(item.name, error))
    except Exception as error:
        failures[item.key] = _told(_broken(item, error))
    return None


def _told(error: DocumentError) -> tuple[str, str]:
    return error.what, error.way_out


def _broken(item: Item, error: Exception) -> DocumentError:
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"cannot be read ({type(error).__name__}, {Path(last.filename).name} {last.lineno})"
    way_out = "this is a fault of the program: leave the document out and report it"
    return DocumentError(item.name, what, way_out)


def _row(job: Job, item: Item, content: bytes) -> Row:
    try:
        document = (job.reader or read_item)(item, content)
        found = extracted(document)
    except DocumentError as error:
        if isinstance(error.__cause__, MemoryError):
            raise error.__cause__ from None
        if isinstance(error, NotYet):
            raise
        return failed_row(item.key, error)
    notes: list[Note] = []
    if item.decisions:
        about = str(job.decisions)
        found, misfits = corrected(document, found, list(item.decisions), about)
        notes = [Note(e.what, e.way_out, about) for e in misfits]
    found, aside = set_aside(document, found)
    return done_row(item.key, found, notes + [Note(e.what, e.way_out) for e in aside])


def read_item(item: Item, content: bytes) -> Document:
    """The document of an item.

    Raises
    ------
    DocumentError
        It cannot be used.
    """
    if item.record is None:
        stem = Path(item.name).stem
        return parse(item.name, content, {stem: item.fields} if item.fields else None)
    if not is_utf8(item.record):
        what = "is not in UTF-8 (in GB18030 perhaps)"
        raise DocumentError(item.name, what, "save the file as UTF-8")
    record = None
    with contextlib.suppress(ValueError, RecursionError):
        record = json.loads(item.record)
    if not isinstance(record, dict):
        raise DocumentError(item.name, "is no JSON object", "write one object a line")
    return parse_record(record, item.name)
