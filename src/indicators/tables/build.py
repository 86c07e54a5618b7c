"""From a folder of documents to validated tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from indicators.codebook import areas, indicators
from indicators.documents import Document, DocumentError, read_all, read_sources
from indicators.extraction import extract
from indicators.tables.columns import TABLES
from indicators.tables.reading import read_table
from indicators.tables.validation import TableFaults, all_faults
from indicators.tables.writing import to_csv, write

Row = dict[str, object]
EXTRACTED = ("observations", "partnerships", "unclaimed", "sources")


@dataclass
class BuildReport:
    """What a build read and wrote; `errors` has one entry for every document left out."""

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


def codebook_rows() -> dict[str, list[Row]]:
    """The codebook and the place table as rows."""
    book: list[Row] = []
    for indicator in indicators().values():
        row: Row = asdict(indicator)
        row["aliases_zh"] = "|".join(indicator.aliases)
        book.append({name: row[name] for name in TABLES["indicators"].names})
    places: list[Row] = [
        asdict(area) | {"former_names": "|".join(area.former_names)} for area in areas().values()
    ]
    return {"indicators": book, "areas": places}


def build(raw: str | Path = "data/raw", out: str | Path = "data/processed") -> BuildReport:
    """All tables from the notes of a folder.

    Documents that cannot be read are left out and reported. When the tables break a rule,
    nothing is written.

    Raises
    ------
    TableFaults
        The tables break their contract, or no document could be read.
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
    tables = extract_rows(documents)
    codebook = codebook_rows()
    faults = all_faults(_frames(tables | codebook))
    if faults:
        raise TableFaults(faults)
    written = tables | codebook if with_codebook else tables
    write(written, out, package=with_codebook)
    return BuildReport({name: len(rows) for name, rows in written.items()}, errors)


def _frames(tables: dict[str, list[Row]]) -> dict[str, object]:
    """What a reader of the CSV files will get, so that the files themselves are validated."""
    import io

    return {
        name: read_table(io.BytesIO(to_csv(name, rows)), name)  # type: ignore[arg-type]
        for name, rows in tables.items()
    }
