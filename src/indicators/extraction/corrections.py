"""Human decisions as data: the file of corrections, each row checked before it is used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from pathlib import Path

from indicators.codebook import areas, indicators
from indicators.documents import Document, DocumentError
from indicators.documents.folders import MAGIC
from indicators.documents.metadata import csv_rows

COLUMNS = ("source_id", "start", "end", "text", "field", "value", "reason")
NUMBERS = ("value", "value_low", "value_high")
TEXTS = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown", "part_of",
    "period_start", "period_end", "period_basis", "period_text", "qualifier", "unit", "rank_pool",
)  # fmt: skip
ALLOWED = {
    "measure": ("level", "share", "change_pct", "change_pp", "change_abs", "rank"),
    "status": ("actual", "target"),
    "period_basis": ("stated", "inherited", "carried", "published", "unknown"),
    "qualifier": ("exact", "rounded", "more_than", "at_least", "nearly", "up_to", "approx", "range"),
}  # fmt: skip
REJECT = "reject"
FILE = "corrections.csv"
_ID = re.compile(r"(.+)#(\d+)-(\d+)(?:\.(\d+))?")


@dataclass(frozen=True)
class Correction:
    """One decision: the figure it is about, the field, its right value, and why.

    The field `reject` takes a figure out of the observations into the ledger; `indicator` on a
    figure of the ledger makes it an observation. `nth` counts the observations of one figure,
    where it is said of several things at once.
    """

    source_id: str
    start: int
    end: int
    text: str
    field: str
    value: str
    reason: str
    line: int
    nth: int = 1

    @property
    def span(self) -> tuple[int, int]:
        """Where the figure stands in the body of its source."""
        return self.start, self.end

    @property
    def figure(self) -> tuple[int, int, int]:
        """Where the figure stands, and which of its observations is meant."""
        return self.start, self.end, self.nth


Corrections = dict[str, list[Correction]]


@dataclass(frozen=True)
class Decisions:
    """The corrections by source, the file that they come from, and its rows that cannot be used."""

    by_source: Corrections
    path: Path
    errors: tuple[DocumentError, ...] = field(default=())


NO_DECISIONS = Decisions({}, Path(FILE))


def decisions_for(paths: Sequence[str | Path], given: str | Path | None = None) -> Decisions:
    """The corrections that hold for some documents: of a file, or of the corrections.csv beside them.

    A row that cannot be used is one of the `errors`; the others hold.

    Raises
    ------
    DocumentError
        The file cannot be read.
    """
    folders = dict.fromkeys(map(_folder_of, map(Path, paths)))
    beside = (folder / FILE for folder in folders)
    path = Path(given) if given is not None else next((p for p in beside if p.is_file()), None)
    if path is None:
        return NO_DECISIONS
    found: Corrections = defaultdict(list)
    errors = []
    for row in _checked(path):
        if isinstance(row, DocumentError):
            errors.append(row)
        else:
            found[row.source_id].append(row)
    return Decisions(dict(found), path, tuple(errors))


def _folder_of(path: Path) -> Path:
    """The folder of documents that a path means, of a pattern the part before its first sign.

    >>> _folder_of(Path("notes/2024/**/*.md")).as_posix()
    'notes/2024'
    """
    if path.is_dir():
        return path
    if path.exists():
        return path.parent
    return Path(*takewhile(lambda part: not MAGIC & set(part), path.parts[:-1]))


def read_corrections(path: str | Path) -> Corrections:
    """The corrections of a CSV by source.

    A figure is named by `source_id`, `start` and `end`, or by its `observation_id` in a column
    of that name; `text` is the figure as printed and shows when the place no longer fits.

    Raises
    ------
    DocumentError
        The first row that cannot be used: a column is missing, a field, code or value unknown,
        no reason given, or a field of one figure decided twice.
    """
    decisions = decisions_for((), path)
    for error in decisions.errors:
        raise error
    return decisions.by_source


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


def _checked(path: Path) -> Iterator[Correction | DocumentError]:
    """Each row as a correction, or as the error of it."""
    first: dict[tuple[object, ...], int] = {}
    for line, row in csv_rows(path):
        if not any(row.values()):
            continue
        try:
            correction = _correction(row, line, path)
        except DocumentError as error:
            yield error
            continue
        earlier = first.setdefault(
            (correction.source_id, correction.figure, correction.field), line
        )
        if earlier != line:
            what = (
                f"row {line}: {correction.field} of this figure is already decided in row {earlier}"
            )
            yield DocumentError(path, what, "keep one of the two rows")
        else:
            yield correction


def _correction(row: dict[str, str], line: int, path: Path) -> Correction:
    named = _ID.fullmatch(row.get("observation_id", "").strip())
    if named:
        row = row | {"source_id": named[1], "start": named[2], "end": named[3]}
    missing = [name for name in COLUMNS if name not in row]
    if missing:
        what = f"row {line} has no {', '.join(missing)}"
        raise DocumentError(path, what, f"the columns are {', '.join(COLUMNS)}")
    cells = {name: row[name].strip() for name in COLUMNS}
    if cells["field"] not in (*NUMBERS, *TEXTS, REJECT):
        what = f"row {line}: the field '{cells['field']}' cannot be corrected"
        raise DocumentError(path, what, f"use one of {', '.join((*TEXTS, *NUMBERS, REJECT))}")
    wrong = _wrong_value(cells["field"], cells["value"])
    if wrong or not cells["reason"]:
        what = f"row {line}: {wrong or 'no reason is given'}"
        raise DocumentError(path, what, "complete the row")
    if not (cells["start"].isdecimal() and cells["end"].isdecimal()):
        what = f"row {line}: start and end are no numbers"
        raise DocumentError(path, what, "copy them from the table")
    texts = {name: cells[name] for name in ("source_id", "text", "field", "value", "reason")}
    nth = int(named[4] or 1) if named else 1
    return Correction(start=int(cells["start"]), end=int(cells["end"]), line=line, nth=nth, **texts)


def _wrong_value(name: str, value: str) -> str:
    """What is wrong with a value for a field, "" when nothing is."""
    if name in NUMBERS and not (value and _is_number(value)):
        return "" if not value and name != "value" else f"'{value}' is no number"
    if name in ALLOWED and value not in ALLOWED[name]:
        return f"the {name} '{value}' is none of {', '.join(ALLOWED[name])}"
    if name in ("period_start", "period_end") and value and not _is_day(value):
        return f"the {name} '{value}' is no day such as 2024-12-31"
    if name == "indicator" and value not in indicators():
        return f"the indicator '{value}' is not in the codebook"
    if name == "area_code" and value and value not in areas():
        return f"the area '{value}' is not in the place table"
    return ""


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?", text, re.I | re.A))


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.A)) and bool(
            date.fromisoformat(text)
        )
    except ValueError:
        return False
