"""Tables inside running text: pipe, tab and aligned columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\s*\|\s*|\t+| {2,}")
# A cell that is a number, with what may stand around it: 82左右, ≤4, 27.5%.
NUMBER = re.compile(r"[≤≥<>约近超]{0,2}[-+]?\d[\d,.]*(?:‰|%)?(?:左右|以上|以下|以内)?")
_RULE_LINE = re.compile(r"[\s|:+=-]+")


@dataclass(frozen=True)
class Cell:
    """One cell: its words without blanks, and its span in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, its span, and the line before it."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: str


def find_grids(text: str) -> list[Grid]:
    """The tables of a mended text: at least two rows, each with at least two cells.

    >>> grid = find_grids("床位情况\\n| 类型 | 床位(张) |\\n| 卫生院 | 75 |")[0]
    >>> [[cell.text for cell in row] for row in grid.rows], grid.caption
    ([['类型', '床位(张)'], ['卫生院', '75']], '床位情况')
    """
    grids: list[Grid] = []
    rows: list[tuple[Cell, ...]] = []
    caption = last_line = ""
    for start, end in _lines(text):
        line = text[start:end]
        if rows and _RULE_LINE.fullmatch(line):
            continue
        cells = _cells(text, start, end)
        if len(cells) >= 2:
            caption = caption if rows else last_line
            rows.append(cells)
            continue
        _close(grids, rows, caption)
        rows, last_line = [], line
    _close(grids, rows, caption)
    return grids


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end
        start = end + 1


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    line = text[start:end]
    if "|" not in line and "\t" not in line and "  " not in line:
        return ()
    cells, place = [], 0
    for cut in [*_SEPARATOR.finditer(line), None]:
        stop = cut.start() if cut else len(line)
        if stop > place:
            words = re.sub(r"\s", "", line[place:stop])
            cells.append(Cell(words, start + place, start + stop))
        place = cut.end() if cut else stop
    return tuple(cells)


def _close(grids: list[Grid], rows: list[tuple[Cell, ...]], caption: str) -> None:
    """Rows become a table when most of them hold a number in most cells behind the label."""
    if len(rows) < 2 or sum(map(_has_numbers, rows)) < len(rows) / 2:
        return
    grids.append(Grid(tuple(rows), rows[0][0].start, rows[-1][-1].end, caption))


def _has_numbers(row: tuple[Cell, ...]) -> bool:
    return any(NUMBER.fullmatch(cell.text) for cell in row[1:])
