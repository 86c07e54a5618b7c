"""The front door: one document, or any number of them on the engine that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, overload

from indicators.documents import Document
from indicators.documents.folders import MAGIC
from indicators.engine.errors import OptionError
from indicators.extraction import Extraction
from indicators.extraction import extract as extract_one

if TYPE_CHECKING:  # what runs need is loaded when there is one
    from indicators.engine.run import Run, Settings
    from indicators.tables import BuildReport

HANDFUL = 20  # documents that are done before worker processes have started
Path_ = str | Path


@overload
def extract(what: Document) -> Extraction: ...


@overload
def extract(what: Path_ | Sequence[Path_], out: Path_ | None = None, **options: Any) -> Run: ...


def extract(
    what: Document | Path_ | Sequence[Path_], out: Path_ | None = None, **options: Any
) -> Extraction | Run:
    """The rows of one document, or the tables of many.

    Parameters
    ----------
    what : a Document; or a file, folder, pattern (docs/**/*.md) or address (s3://bucket/docs),
        or several of them
    out : folder for the tables and for what lets a stopped run go on; None for a temporary one
    options : engine ("serial", "processes", "dask"), scheduler, workers, batch, format, timeout
        (seconds a document), memory (bytes a worker), sources, corrections, storage_options
        (for fsspec), progress (False for silence); see docs/scale.md

    Returns
    -------
    Extraction of a Document, else a Run: its `tables`, its `failures`, its `rows` by table

    Raises
    ------
    OptionError (a ValueError)
        Options contradict each other or have no such value.
    EngineError
        The workers cannot be had or are gone; the same call goes on where it stopped.

    >>> from indicators.documents import Document
    >>> text = "2024年奉化区双向转诊3.6万人次。"
    >>> extract(Document("a", "t", "", "2025", "", "330213", "", "", text)).observations[0]["value"]
    36000.0
    >>> made = extract("data/raw/2006-zhejiang-outcomes.md")
    >>> made.documents, made.failures, len(made.tables.sources)
    (1, [], 1)
    """
    if isinstance(what, Document):
        return extract_one(what)
    from indicators.engine.run import run

    paths = [str(what)] if isinstance(what, str | Path) else [str(path) for path in what]
    kept = TemporaryDirectory(prefix="indicators-") if out is None else None
    settings, sources, corrections = _settings(paths, **options)
    made = run(paths, kept.name if kept else str(out), settings, sources, corrections)
    made.kept = kept
    return made


def extract_to(paths: Sequence[str], out: str, **options: Any) -> BuildReport:
    """The tables of documents in a folder; a few local ones are done here and now.

    Options as for `extract`; one that is given asks for a run on an engine.
    """
    plain = {name: options.pop(name, None) for name in ("sources", "corrections")}
    if all(value is None for value in options.values()) and is_handful(paths):
        return _here(paths, Path(out), **plain)
    return extract(paths, out, **options, **plain)


def _here(paths: Sequence[str], out: Path, **plain: Any) -> BuildReport:
    """What a run leaves behind, without a run: tables of one form, and what failed."""
    from indicators.engine.run import leave_csv, write_notes
    from indicators.engine.settling import refuse_foreign
    from indicators.tables import extract_files

    refuse_foreign(out)
    report = extract_files(paths, out, **plain)
    if report.rows:
        leave_csv(out)
    write_notes(report, out)
    return report


def is_handful(paths: Sequence[str]) -> bool:
    """Whether the documents are few and lie here, so that no engine is worth starting."""
    from indicators.engine.inputs import Inputs, is_container

    if any("://" in path or is_container(path) for path in paths):
        return False
    files = Inputs(paths).files()
    if len(files) > HANDFUL or any(is_container(file.name) for file in files):
        return False
    return all(Path(path).exists() or not MAGIC & set(path) for path in paths)


def _settings(
    paths: Sequence[str],
    engine: str | None = None,
    scheduler: str | None = None,
    workers: int | None = None,
    batch: int | None = None,
    format: str | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    sources: Path_ | None = None,
    corrections: Path_ | None = None,
    storage_options: Mapping[str, Any] | None = None,
    progress: bool = True,
    reader: Any = None,
) -> tuple[Settings, Path_ | None, Path_ | None]:
    from indicators.engine.run import FORMATS, Settings
    from indicators.engine.workers import ENGINES

    if engine is None:
        engine = "dask" if scheduler else "serial" if is_handful(paths) else "processes"
    for name, value, allowed in (("engine", engine, ENGINES), ("format", format, FORMATS)):
        if value is not None and value not in allowed:
            raise OptionError(f"{name} is '{value}'; use one of {', '.join(allowed)}")
    _refuse(engine, scheduler, workers, batch, timeout, memory)
    given = {
        "scheduler": scheduler,
        "workers": workers,
        "batch": batch,
        "format": format,
        "seconds": timeout,
        "memory": memory,
        "storage": storage_options,
        "reader": reader,
        "tell": None if progress else _silent,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    return Settings(engine=engine, **chosen), sources, corrections


def _silent(line: str) -> None:
    pass


def _refuse(
    engine: str,
    scheduler: str | None,
    workers: int | None,
    batch: int | None,
    timeout: float | None,
    memory: int | None,
) -> None:
    """Options that would be without effect, or that ask for nothing."""
    if scheduler is not None and engine != "dask":
        raise OptionError(f"a scheduler is for engine dask, not {engine}; leave one of them out")
    for name, value in (("workers", workers), ("memory", memory)):
        if value is not None and engine == "serial":
            raise OptionError(f"{name} is without effect on engine serial; leave it out")
        if value is not None and scheduler is not None:
            way_out = "set it where the workers are started"
            raise OptionError(f"{name} is without effect on a running cluster; {way_out}")
    numbers = {"workers": workers, "batch": batch, "timeout": timeout}
    for name, number in numbers.items():
        if number is not None and not number > 0:
            raise OptionError(f"{name} is {number}; it must be above 0")
