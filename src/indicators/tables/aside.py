"""One document in, rows that keep the rules out: what breaks one goes to the ledger."""

from __future__ import annotations

import traceback
from pathlib import Path

from indicators.documents import Document, DocumentError
from indicators.extraction import Extraction, extract
from indicators.tables.rules import findings

Row = dict[str, object]


def extracted(document: Document) -> Extraction:
    """The rows of a document.

    Raises
    ------
    DocumentError
        The extraction failed on it, so that the other documents are still done.
    """
    try:
        return extract(document)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = f"cannot be extracted ({type(error).__name__}, {Path(last.filename).name} {last.lineno})"
        way_out = "this is a fault of the program: leave the file out and report it"
        raise DocumentError(document.path or document.source_id, what, way_out) from error


def set_aside(document: Document, found: Extraction) -> tuple[Extraction, list[DocumentError]]:
    """The same rows, an observation that breaks a rule moved to the ledger and named.

    A share of 140% in somebody's document is either their slip or a misreading; neither may
    stop the other figures, and neither may pass as an observation.
    """
    kept, notes = [], []
    # By span: a figure said of two things is one row of the ledger.
    aside: dict[tuple[object, object], Row] = {}
    for row in found.observations:
        faults = list(findings("observations", row))
        if not faults:
            kept.append(row)
            continue
        aside[row["start"], row["end"]] = _ledger_row(document, row)
        what = f"characters {row['start']}-{row['end']}: {faults[0][0]}"
        way_out = "left in unclaimed.csv as not_understood; look at the sentence"
        notes.append(DocumentError(document.path or document.source_id, what, way_out))
    ids = {row["observation_id"] for row in kept}
    for row in kept:
        aside.pop((row["start"], row["end"]), None)
    ledger = [*found.unclaimed, *aside.values()]
    for link in ("part_of", "repeat_of"):
        kept = [row if row[link] in ids else row | {link: ""} for row in kept]
    return Extraction(found.source, kept, found.partnerships, ledger), notes


def _ledger_row(document: Document, row: Row) -> Row:
    start, end = int(str(row["start"])), int(str(row["end"]))
    return {
        "source_id": row["source_id"],
        "start": start,
        "end": end,
        "text": document.body[start:end],
        "kind": "quantity",
        "value": row["value"],
        "value_low": row["value_low"],
        "value_high": row["value_high"],
        "unit": row["unit"],
        "reason": "not_understood",
    }
