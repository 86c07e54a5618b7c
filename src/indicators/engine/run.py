"""A run: documents from wherever they lie, extracted wherever there is room, into tables."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from indicators.documents import read_sources
from indicators.engine.choosing import Choice, choose
from indicators.engine.errors import EngineError, OptionError
from indicators.engine.inputs import WORK, Inputs, as_path
from indicators.engine.items import Item
from indicators.engine.parts import read_keys
from indicators.engine.pools import Pool
from indicators.engine.progress import Progress
from indicators.engine.running import BATCH, Loop, batches
from indicators.engine.settling import (
    clear_partitions,
    refuse_foreign,
    settle_csv,
    settle_parquet,
)
from indicators.engine.work import Job, Reader
from indicators.engine.workers import workers_for
from indicators.extraction.corrections import decisions_for
from indicators.tables import Tables, load
from indicators.tables.build import BuildReport

LARGE = 5000  # documents from which on the tables become Parquet
FORMATS = ("auto", "csv", "parquet")


@dataclass
class Run(BuildReport):
    """What a run has made: the tables in `out`, and what was not as it should be.

    `documents` were asked for, `before` of them had their result from an earlier run. `kept` is
    the temporary folder that goes with the run, if it has one.
    """

    out: Path = Path()
    documents: int = 0
    before: int = 0
    kept: TemporaryDirectory[str] | None = field(default=None, repr=False)

    @cached_property
    def tables(self) -> Tables:
        """The tables, validated, as pandas frames.

        Raises
        ------
        EngineError
            There are none: no document could be used.
        """
        if not self.rows:
            raise EngineError("no document could be used; `failures` tells of each why")
        return load(self.out)

    @property
    def failures(self) -> list[dict[str, str]]:
        """One row a document that could not be used: file, reason, the way out."""
        return [{"file": e.path, "reason": e.what, "way_out": e.way_out} for e in self.errors]


@dataclass(frozen=True)
class Settings:
    """How a run goes; none of it shows in the tables.

    Parameters
    ----------
    engine : serial, processes or dask
    scheduler : address of a running Dask scheduler; None starts one on this machine
    workers : processes on this machine; None one a core
    batch : documents a batch
    format : csv, parquet, or auto: Parquet from 5,000 documents on
    seconds : what one document may take
    memory : bytes that one worker may take
    storage : options for fsspec, such as {"endpoint_url": ...}
    reader : makes a document of an item and its bytes, instead of the package's own
    tell : gets the lines of progress
    """

    engine: str = "processes"
    scheduler: str | None = None
    workers: int | None = None
    batch: int = BATCH
    format: str = "auto"
    seconds: float = 180.0  # a PDF is given up after 120 by the process that reads it
    memory: int = 2 << 30
    storage: Mapping[str, Any] = field(default_factory=dict)
    reader: Reader | None = None
    tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True)

    def pool(self) -> Pool:
        """The workers.

        Raises
        ------
        EngineError
            They cannot be had.
        """
        options = (self.scheduler, self.workers, self.memory, self.tell)
        return workers_for(self.engine, *options)


def run(
    paths: Sequence[str],
    out: str | Path,
    settings: Settings | None = None,
    sources: str | Path | None = None,
    corrections: str | Path | None = None,
) -> Run:
    """The tables of any number of documents, in a folder.

    What is done is kept in `out`/.parts, by content: after an interruption, or with changed
    documents, only what has no result is read. The tables do not depend on the engine, the
    batches, the number of workers, or on how often a run was stopped.

    Parameters
    ----------
    paths : files, folders, patterns such as docs/**/*.md, addresses such as s3://bucket/docs;
        documents, JSON Lines (.jsonl, .jsonl.gz, .jsonl.zst) or Parquet of documents
    out : a folder all workers can write to
    sources, corrections : as for `extract_files`

    Raises
    ------
    OptionError
        `out` is an address.
    EngineError
        The workers cannot be had or are gone, another run is at work in `out`, or there are
        files in the place of tables.
    TableFaults
        The tables break their contract; those before them stay.
    """
    settings = settings or Settings()
    if "://" in str(out):
        raise OptionError(f"the tables go to a folder, not to {out}; name one")
    out = Path(out)
    refuse_foreign(out)
    with locked(out / WORK) as work:
        local = [p for p in map(as_path, paths) if "://" not in p]
        inputs = Inputs(
            paths,
            read_sources(sources) if sources is not None else {},
            decisions_for(local, corrections),
            settings.storage,
            out,
        )
        with contextlib.closing(settings.pool()) as pool:
            return _run(inputs, out, work, settings, pool)


def _run(inputs: Inputs, out: Path, work: Path, settings: Settings, pool: Pool) -> Run:
    parts = work / "parts"
    files = inputs.files()
    progress = Progress(settings.tell, sum(file.size for file in files))
    names: list[str] = []
    keys: list[bytes] = []
    before = {key for found in read_keys(parts).values() for key in found}
    given: set[bytes] = set()

    def to_do() -> Iterator[Item]:
        for item in inputs.items(files):
            names.append(item.name)
            keys.append(item.key)
            if item.key in before or item.key in given:
                progress.skip(item, item.key in before)
            else:
                given.add(item.key)
                yield item

    job = Job(
        parts,
        inputs.decisions.path,
        settings.seconds,
        settings.reader,
        pool.hard,
        settings.storage,
    )
    loop = Loop(pool, job, progress)
    progress.start()
    loop.run(batches(to_do(), settings.batch))
    choice = choose(parts, names, keys, loop.failures)
    report = Run(out=out, documents=len(names), before=progress.before)
    report.errors = [*inputs.errors, *inputs.decisions.errors, *choice.failures]
    report.aside = choice.aside
    if len(choice.chosen):
        progress.say("checking and writing the tables")
        _settle(choice, work, settings, report, pool)
    write_notes(report, out)
    progress.finish(str(out), len(report.errors))
    return report


def _settle(choice: Choice, work: Path, settings: Settings, report: Run, pool: Pool) -> None:
    large = len(choice.chosen) >= LARGE
    if settings.format == "parquet" or (settings.format == "auto" and large):
        settle_parquet(choice, report.out, work, report, pool)
    else:
        settle_csv(choice, report.out, report)
        leave_csv(report.out)


def leave_csv(out: Path) -> None:
    """Take away tables by partition beside CSV files that are newer."""
    with TemporaryDirectory(dir=out, prefix=".old-") as old:
        clear_partitions(out, into=Path(old))


def write_notes(report: BuildReport, out: Path) -> None:
    """failures.csv, a row a document that could not be used, and aside.csv, a row a figure that
    broke a rule; the latter only when there is one."""
    out.mkdir(parents=True, exist_ok=True)
    for name, entries in (("failures.csv", report.errors), ("aside.csv", report.aside)):
        if not entries and name != "failures.csv":
            (out / name).unlink(missing_ok=True)
            continue
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["file", "reason", "way_out"])
        writer.writerows([e.path, e.what, e.way_out] for e in entries)
        fresh = out / f".{name}.tmp"
        fresh.write_text(text.getvalue(), encoding="utf-8", errors="backslashreplace")
        os.replace(fresh, out / name)


@contextlib.contextmanager
def locked(work: Path) -> Iterator[Path]:
    """The folder of a run's results, for one run at a time; leftovers of killed workers go."""
    (work / "parts").mkdir(parents=True, exist_ok=True)
    with open(work / "lock", "w") as lock:
        with contextlib.suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                what = f"another run is at work in {work.parent}"
                raise EngineError(f"{what}; wait for its end or name another folder") from None
            except OSError:  # a folder of the network that knows no locks
                pass
        for leftover in (work / "parts").glob(".*.tmp"):
            leftover.unlink(missing_ok=True)
        yield work.absolute()
