"""What the page shows of one document: its figures and ties in order, each with an anchor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from indicators.documents import Document, Mended, mend
from indicators.extraction import Extraction
from indicators.extraction.corrections import Correction

Row = dict[str, Any]
OPEN = ("no_indicator", "no_unit", "not_understood")


@dataclass
class Figure:
    """A row of the observations or of the ledger, its anchor in the table and in the text.

    Rows of one figure that is said of several things share their `mark` in the text.
    """

    row: Row
    anchor: str
    mark: str
    flags: set[str] = field(default_factory=set)

    @property
    def claimed(self) -> bool:
        """Whether an indicator claims it."""
        return "indicator" in self.row

    @property
    def fate(self) -> str:
        """observation, or the reason why it is in the ledger."""
        return "observation" if self.claimed else str(self.row["reason"])

    @property
    def family(self) -> str:
        """How loudly it is marked: observation, open (worth a look), or quiet."""
        return "observation" if self.claimed else "open" if self.fate in OPEN else "quiet"

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the body."""
        return int(self.row["start"]), int(self.row["end"])


@dataclass
class Tie:
    """A partnership, its anchor, and the spans of the body that tell it."""

    row: Row
    anchor: str
    number: int
    spans: list[tuple[int, int]]


@dataclass
class View:
    """One document with everything found in it."""

    document: Document
    prefix: str
    figures: list[Figure]
    ties: list[Tie]
    decisions: Sequence[Correction]
    mended: Mended

    @classmethod
    def of(
        cls, document: Document, found: Extraction, decisions: Sequence[Correction], prefix: str
    ) -> View:
        """The view of an extraction."""
        rows = sorted([*found.observations, *found.unclaimed], key=lambda r: (r["start"], r["end"]))
        mended = mend(document.body)
        first = {(row["start"], row["end"]): n for n, row in reversed([*enumerate(rows)])}
        figures = [
            Figure(row, f"{prefix}-r{n}", f"{prefix}-r{first[row['start'], row['end']]}-m", _flags(row))
            for n, row in enumerate(rows)
        ]
        ties = [
            Tie(row, f"{prefix}-t{n}", n + 1, _tellings(row, mended))
            for n, row in enumerate(found.partnerships)
        ]
        return cls(document, prefix, figures, ties, decisions, mended)

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The observations by their id."""
        return {f.row["observation_id"]: f for f in self.figures if f.claimed}

    @cached_property
    def _lines(self) -> list[int]:
        body = self.document.body
        return [0, *(i + 1 for i, ch in enumerate(body) if ch == "\n")]

    def place(self, offset: int) -> str:
        """As `Document.place`, without counting the lines before it each time."""
        if self.document.pages:
            return self.document.place(offset)
        return f"line {bisect_right(self._lines, offset)}"


def _flags(row: Row) -> set[str]:
    flags = {
        "target": row.get("status") == "target",
        "repeat": bool(row.get("repeat_of")),
        "corrected": "corrected: " in str(row.get("rule", "")) or row.get("reason") == "corrected",
    }
    return {name for name, holds in flags.items() if holds}


def _tellings(row: Row, mended: Mended) -> list[tuple[int, int]]:
    """The first telling, and every later one whose sentence stands in the text as kept."""
    spans = [(int(row["start"]), int(row["end"]))]
    behind = 0
    for telling, sentence in enumerate(str(row["evidence"]).split(" | ")):
        at = mended.text.find(sentence, behind)
        if not sentence or at < 0:
            continue
        behind = at + len(sentence)
        if telling:
            spans.append(mended.origin_span(at, behind))
    return spans
