"""Human decisions as data: applied after extraction, reported when they no longer fit."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from indicators.codebook import areas, indicators
from indicators.documents import Document, DocumentError
from indicators.extraction.extract import Extraction
from indicators.extraction.repeats import mark_repeats

Row = dict[str, object]
COLUMNS = ("source_id", "start", "end", "text", "field", "value", "reason")
_NUMBERS = ("value", "value_low", "value_high")
_TEXTS = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown", "part_of",
    "period_start", "period_end", "period_basis", "period_text", "qualifier", "unit", "rank_pool",
)  # fmt: skip
REJECT = "reject"
FILE = "corrections.csv"


@dataclass(frozen=True)
class Correction:
    """One decision: the figure it is about, the field, its right value, and why.

    The field `reject` takes a figure out of the observations into the ledger; `indicator` on a
    figure of the ledger makes it an observation.
    """

    source_id: str
    start: int
    end: int
    text: str
    field: str
    value: str
    reason: str
    line: int


Corrections = dict[str, list[Correction]]


class Decisions(NamedTuple):
    """The corrections by source, and the file that they come from."""

    by_source: Corrections
    path: Path


NO_DECISIONS = Decisions({}, Path(FILE))


def decisions_for(paths: Sequence[str | Path], given: str | Path | None = None) -> Decisions:
    """The corrections that hold for some documents: of a file, or of the corrections.csv beside them.

    Raises
    ------
    DocumentError
        The file cannot be used.
    """
    if given is not None:
        return Decisions(read_corrections(given), Path(given))
    folders = dict.fromkeys(p if p.is_dir() else p.parent for p in map(Path, paths))
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            return Decisions(read_corrections(path), path)
    return NO_DECISIONS


def decided(
    document: Document, found: Extraction, decisions: Decisions
) -> tuple[Extraction, list[DocumentError]]:
    """An extraction with the decisions about its document, and those that no longer fit."""
    about_it = decisions.by_source.get(document.source_id, [])
    return corrected(document, found, about_it, decisions.path) if about_it else (found, [])


def of_unknown_sources(decisions: Decisions, documents: Sequence[Document]) -> list[DocumentError]:
    """One error for each decision about a source that was not read."""
    read = {document.source_id for document in documents}
    return [
        DocumentError(
            decisions.path, f"row {c.line}: there is no source {source}", "remove the row"
        )
        for source, corrections in decisions.by_source.items()
        if source not in read
        for c in corrections
    ]


def read_corrections(path: str | Path) -> Corrections:
    """The corrections of a CSV by source.

    Raises
    ------
    DocumentError
        A column is missing, a field is unknown, or a reason is not given.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DocumentError(path, f"cannot be read ({error})", "save it as CSV in UTF-8") from None
    found: Corrections = defaultdict(list)
    for line, row in enumerate(rows, 2):
        correction = _correction(row, line, path)
        found[correction.source_id].append(correction)
    return dict(found)


def _correction(row: dict[str, str | None], line: int, path: str | Path) -> Correction:
    missing = [name for name in COLUMNS if row.get(name) is None]
    if missing:
        what = f"row {line} has no {', '.join(missing)}"
        raise DocumentError(path, what, f"the columns are {', '.join(COLUMNS)}")
    cells = {name: str(row[name]).strip() for name in COLUMNS}
    if cells["field"] not in (*_NUMBERS, *_TEXTS, REJECT):
        what = f"row {line}: the field '{cells['field']}' cannot be corrected"
        raise DocumentError(path, what, f"use one of {', '.join((*_TEXTS, *_NUMBERS, REJECT))}")
    wrong = _wrong_value(cells["field"], cells["value"])
    if wrong or not cells["reason"]:
        raise DocumentError(
            path, f"row {line}: {wrong or 'no reason is given'}", "complete the row"
        )
    try:
        start, end = int(cells["start"]), int(cells["end"])
    except ValueError:
        raise DocumentError(
            path, f"row {line}: start and end are no numbers", "copy them from the table"
        ) from None
    texts = {name: cells[name] for name in ("source_id", "text", "field", "value", "reason")}
    return Correction(start=start, end=end, line=line, **texts)


def _wrong_value(field: str, value: str) -> str:
    if field in _NUMBERS and value:
        try:
            float(value)
        except ValueError:
            return f"'{value}' is no number"
    if field == "indicator" and value not in indicators():
        return f"the indicator '{value}' is not in the codebook"
    if field == "area_code" and value and value not in areas():
        return f"the area '{value}' is not in the place table"
    return ""


def corrected(
    document: Document, found: Extraction, corrections: list[Correction], path: str | Path
) -> tuple[Extraction, list[DocumentError]]:
    """The extraction with the corrections of its document, and those that no longer fit."""
    observations = [dict(row) for row in found.observations]
    ledger = [dict(row) for row in found.unclaimed]
    misfits = []
    for correction in corrections:
        if not _applied(document, observations, ledger, correction):
            what = f"row {correction.line} no longer fits: {correction.source_id} has no '{correction.text}' there"
            misfits.append(
                DocumentError(path, what, "move it to the figure's new place or remove it")
            )
    ordered = mark_repeats(sorted(observations, key=lambda row: (row["start"], row["end"])))
    rest = sorted(ledger, key=lambda row: (row["start"], row["end"]))
    return Extraction(found.source, ordered, found.partnerships, rest), misfits


def _applied(
    document: Document, observations: list[Row], ledger: list[Row], correction: Correction
) -> bool:
    printed = "".join(document.body[correction.start : correction.end].split())
    if printed != "".join(correction.text.split()):
        return False
    span = (correction.start, correction.end)
    for rows in (observations, ledger):
        for row in rows:
            if (row["start"], row["end"]) == span:
                return _change(document, observations, ledger, row, correction)
    return False


def _change(
    document: Document, observations: list[Row], ledger: list[Row], row: Row, correction: Correction
) -> bool:
    claimed = "indicator" in row
    if correction.field == REJECT:
        if claimed:
            observations.remove(row)
            ledger.append(_rejected(document, row))
        return claimed
    if not claimed:
        if correction.field != "indicator" or row["value"] is None:
            return False
        ledger.remove(row)
        row = _promoted(document, row)
        observations.append(row)
    number = correction.field in _NUMBERS
    row[correction.field] = (
        (float(correction.value) if correction.value else None) if number else correction.value
    )
    row["rule"] = f"{str(row['rule']).split('; corrected')[0]}; corrected: {correction.reason}"
    return True


def _rejected(document: Document, row: Row) -> Row:
    start, end = int(str(row["start"])), int(str(row["end"]))
    kept = {
        name: row[name]
        for name in ("source_id", "start", "end", "value", "value_low", "value_high", "unit")
    }
    return kept | {"text": document.body[start:end], "kind": "quantity", "reason": "corrected"}


def _promoted(document: Document, row: Row) -> Row:
    """A figure of the ledger as an observation; what is not known is left open."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    low, high = row["value_low"], row["value_high"]
    sentence = document.body[max(0, start - 30) : end + 20]
    blank = dict.fromkeys((*_TEXTS, "repeat_of"), "")
    return blank | {
        "observation_id": f"{document.source_id}#{start}-{end}",
        "source_id": document.source_id,
        "measure": "level",
        "status": "actual",
        "area_code": document.area_code,
        "period_basis": "unknown",
        "value": row["value"],
        "value_low": low,
        "value_high": high,
        "qualifier": "exact"
        if low == high and low is not None
        else "rounded"
        if low and high
        else "approx",
        "unit": row["unit"],
        "evidence": " ".join(sentence.split()),
        "start": start,
        "end": end,
        "rule": "by hand",
    }
