"""From a folder of documents to validated tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indicators.documents import Document, DocumentError, read_all, read_sources
from indicators.extraction import extract
from indicators.tables.codebook import codebook_rows
from indicators.tables.reading import frames_of
from indicators.tables.writing import to_csv, write

Row = dict[str, object]
EXTRACTED = ("observations", "partnerships", "unclaimed", "sources")


@dataclass
class BuildReport:
    """What a build wrote: rows by table (none: nothing was written), documents left out."""

    rows: dict[str, int] = field(default_factory=dict)
    errors: list[DocumentError] = field(default_factory=list)


def extract_rows(documents: Iterable[Document]) -> dict[str, list[Row]]:
    """The rows of many documents by table."""
    tables: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
    for document in documents:
        found = extract(document)
        tables["sources"].append(found.source)
        tables["observations"] += found.observations
        tables["partnerships"] += found.partnerships
        tables["unclaimed"] += found.unclaimed
    return tables


def build(raw: str | Path = "data/raw", out: str | Path = "data/processed") -> BuildReport:
    """All tables from the notes of a folder.

    Documents that cannot be read are left out and reported. When none can, or when the tables
    break a rule, nothing is written.

    Raises
    ------
    TableFaults
        The tables break their contract; one line a fault.
    """
    return _run([raw], None, out, with_codebook=True)


def extract_files(
    paths: Sequence[str | Path], out: str | Path, sources: str | Path | None = None
) -> BuildReport:
    """observations, partnerships, unclaimed and sources of any documents, into a folder."""
    return _run(paths, sources, out, with_codebook=False)


def _run(
    paths: Sequence[str | Path], sources: str | Path | None, out: str | Path, with_codebook: bool
) -> BuildReport:
    listed = read_sources(sources) if sources is not None else None
    documents, errors = read_all(paths, listed)
    if not documents:
        return BuildReport({}, errors)
    tables = extract_rows(documents)
    codebook = codebook_rows()
    # What a reader of the CSV files will get is validated, so the files themselves are.
    frames_of({name: to_csv(name, rows) for name, rows in (tables | codebook).items()})
    written = tables | codebook if with_codebook else tables
    write(written, out, package=with_codebook)
    return BuildReport({name: len(rows) for name, rows in written.items()}, errors)
