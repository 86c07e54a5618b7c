"""From files to the review page: reading, extracting, deciding, writing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.documents import Document, DocumentError, read_all, read_sources
from indicators.extraction import Extraction, extract
from indicators.extraction.corrections import Decisions, decisions_for
from indicators.extraction.deciding import decided
from indicators.reports.build import write_page
from indicators.reports.review.conflicts import mark_conflicts
from indicators.reports.review.page import page
from indicators.reports.review.view import View


def review(
    paths: Sequence[str | Path],
    out: str | Path,
    sources: str | Path | None = None,
    lang: str = "zh",
    corrections: str | Path | None = None,
) -> list[DocumentError]:
    """Write one self-contained page that shows documents with every figure marked.

    Parameters
    ----------
    paths : documents or folders
    out : the page to write
    sources : CSV with the citations of files without front matter
    lang : zh or en
    corrections : CSV of human decisions; else the corrections.csv beside the documents

    Returns
    -------
    One error for each document that could not be read and each decision that no longer fits;
    the page shows the rest, and lists them

    Raises
    ------
    DocumentError
        No document could be read.
    """
    documents, errors = read_all(paths, read_sources(sources) if sources else None)
    if not documents:
        raise (
            errors[0]
            if errors
            else DocumentError("", "no document is given", "name files or folders")
        )
    decisions = decisions_for(paths, corrections)
    errors += decisions.errors
    found = []
    for document in documents:
        rows, misfits = decided(document, extract(document), decisions)
        found.append(rows)
        errors += misfits
    write_page(Path(out), page(_views(documents, found, decisions), errors, lang))
    return errors


def review_page(documents: Sequence[Document], lang: str = "zh") -> str:
    """The page as text; everything from the documents is escaped."""
    return page(_views(documents, [extract(document) for document in documents]), [], lang)


def _views(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    decisions: Decisions | None = None,
) -> list[View]:
    taken = decisions.by_source if decisions is not None else {}
    return mark_conflicts(
        [
            View.of(document, found, taken.get(document.source_id, []), f"d{number}")
            for number, (document, found) in enumerate(zip(documents, extractions, strict=True))
        ]
    )
