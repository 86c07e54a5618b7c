"""Numerals of a table that measure nothing: years, serial numbers, the scale in a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.documents.cells import Cell
from indicators.extraction.tabular.heads import Layout
from indicators.extraction.tabular.times import is_year
from indicators.language.mentions import Mention

_SERIAL_HEAD = re.compile(r"序号|编号|行次|No\.?")
_SCALE = re.compile(r"\((?:1/|/)?\d+万\)")


def other_numerals(layout: Layout) -> Iterator[Mention]:
    """Mentions for the ledger, each with the kind that says why it is no figure."""
    serial = bool(layout.head) and bool(_SERIAL_HEAD.fullmatch(layout.head[-1][0].text))
    for row in layout.head:
        yield from _years(row)
    for row in layout.body:
        if serial and row[0].text.isdigit():
            yield Mention(row[0].start, row[0].end, "list_marker", row[0].text)
        else:
            yield from _years(row[: layout.labels])
    for cell in (cell for row in (*layout.head, *layout.body) for cell in row):
        if scale := _SCALE.search(cell.text):
            yield _inside(cell.start, cell.text, cell.end, scale)


def _years(cells: tuple[Cell, ...]) -> Iterator[Mention]:
    for cell in cells:
        if cell.text.isdigit() and is_year(cell.text):
            yield Mention(cell.start, cell.end, "period", cell.text)


def _inside(start: int, text: str, end: int, scale: re.Match[str]) -> Mention:
    """The scale of a unit; a cell whose words have blanks between them is taken as a whole."""
    if end - start == len(text):
        return Mention(start + scale.start() + 1, start + scale.end() - 1, "name", scale[0][1:-1])
    return Mention(start, end, "name", text)
