"""From a folder of documents to validated tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indicators.documents import Document, DocumentError, read_all, read_sources
from indicators.extraction import Extraction
from indicators.extraction.corrections import Decisions, decisions_for, of_unknown_sources
from indicators.extraction.deciding import decided
from indicators.tables.aside import extracted, set_aside
from indicators.tables.codebook import codebook_rows
from indicators.tables.reading import frames_of
from indicators.tables.writing import to_csv, write

Row = dict[str, object]
EXTRACTED = ("observations", "partnerships", "unclaimed", "sources")


@dataclass
class BuildReport:
    """What was written: rows by table (none: nothing was), and what was not as it should be.

    `errors` has an entry for every document left out, `aside` one for every figure that broke
    a rule and went to the ledger.
    """

    rows: dict[str, int] = field(default_factory=dict)
    errors: list[DocumentError] = field(default_factory=list)
    aside: list[DocumentError] = field(default_factory=list)


def build(raw: str | Path = "data/raw", out: str | Path = "data/processed") -> BuildReport:
    """All tables from the notes of a folder.

    Documents that cannot be read are left out and reported; so are corrections (the folder's
    corrections.csv) that no longer fit. When no document can be read, or when the tables break
    a rule, nothing is written.

    Raises
    ------
    TableFaults
        The tables break their contract; one line a fault.
    """
    documents, errors = read_all([raw], None)
    report = BuildReport(errors=errors)
    decisions = decisions_for([raw])
    report.errors += decisions.errors
    tables = _join(
        _decided(document, found, decisions, report)
        for document, found in _extractions(documents, report)
    )
    report.errors += of_unknown_sources(decisions, documents)
    if tables["sources"]:
        write_checked(tables | codebook_rows(), out, report, package=True)
    return report


def extract_files(
    paths: Sequence[str | Path],
    out: str | Path,
    sources: str | Path | None = None,
    corrections: str | Path | None = None,
) -> BuildReport:
    """observations, partnerships, unclaimed and sources of any documents, into a folder.

    A figure that breaks a rule goes to the ledger and is reported; `build` refuses it. Human
    decisions come from `corrections`, else from a corrections.csv beside the documents.

    Raises
    ------
    DocumentError
        The table of sources cannot be used.
    TableFaults
        The tables break their contract; one line a fault.
    """
    documents, errors = read_all(paths, read_sources(sources) if sources is not None else None)
    report = BuildReport(errors=errors)
    decisions = decisions_for(paths, corrections)
    report.errors += decisions.errors
    sound = []
    for document, found in _extractions(documents, report):
        kept, notes = set_aside(document, _decided(document, found, decisions, report))
        report.aside += notes
        sound.append(kept)
    if sound:
        write_checked(_join(sound), out, report, package=False)
    return report


def _decided(
    document: Document, found: Extraction, decisions: Decisions, report: BuildReport
) -> Extraction:
    """An extraction with the human decisions about it; those that no longer fit are reported."""
    result, misfits = decided(document, found, decisions)
    report.errors += misfits
    return result


def _extractions(
    documents: Iterable[Document], report: BuildReport
) -> Iterator[tuple[Document, Extraction]]:
    for document in documents:
        try:
            yield document, extracted(document)
        except DocumentError as error:
            report.errors.append(error)


def _join(extractions: Iterable[Extraction]) -> dict[str, list[Row]]:
    """The rows of many documents by table."""
    tables: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
    for found in extractions:
        tables["sources"].append(found.source)
        tables["observations"] += found.observations
        tables["partnerships"] += found.partnerships
        tables["unclaimed"] += found.unclaimed
    return tables


def write_checked(
    tables: dict[str, list[Row]], out: str | Path, report: BuildReport, package: bool
) -> None:
    """Tables into a folder as CSV, if they keep their contract; `report` gets their counts.

    Raises
    ------
    TableFaults
        They do not; nothing is written.
    """
    # What a reader of the CSV files will get is validated, so the files themselves are.
    frames_of({name: to_csv(name, rows) for name, rows in (codebook_rows() | tables).items()})
    write(tables, out, package=package)
    report.rows = {name: len(rows) for name, rows in tables.items()}
