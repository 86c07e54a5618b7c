"""Tables inside running text: pipe, tab and aligned columns, and those that lost their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.documents.cells import FIGURE, Cell, cells_of, rectangle
from indicators.documents.stacked import Line, find_stacked

_RULE_LINE = re.compile(r"[\s|:+=-]+")
_CLOSED = re.compile(r"[。;!?,]|^(?:注:|说明|资料来源|来源|备注)")
_UNIT_NOTE = re.compile(r"\(?(?:计量)?单位:")
_LONGEST_SECTION = 24
_MOST_HEADS = 4
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Grid:
    """A table: rows with as many cells each, its span, and the lines that name it.

    An empty cell is a cell without words: a figure that is not reported, or a head that goes on
    from the left. A row whose first cell alone has words heads a section.
    """

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: str


def find_grids(text: str) -> list[Grid]:
    """The tables of a mended text in their order: at least two rows of at least two cells.

    >>> grid = find_grids("床位情况\\n| 类型 | 床位(张) |\\n| 卫生院 | 75 |")[0]
    >>> [[cell.text for cell in row] for row in grid.rows], grid.caption
    ([['类型', '床位(张)'], ['卫生院', '75']], '床位情况')
    """
    ruled = list(_ruled(text))
    taken = [(grid.start, grid.end) for grid in ruled]
    lost = [
        Grid(
            tuple(map(tuple, rows)),
            rows[0][0].start,
            rows[-1][-1].end,
            _heading(text, rows[0][0].start),
        )
        for rows in find_stacked(text, taken)
    ]
    return sorted([*ruled, *lost], key=lambda grid: grid.start)


def _ruled(text: str) -> Iterator[Grid]:
    """Tables whose cells stand beside each other."""
    if "|" not in text and "\t" not in text and "  " not in text:
        return
    rows: list[list[Cell]] = []
    section: list[Cell] = []
    bordered = True
    for line in _lines(text):
        words = text[line.start : line.end]
        if rows and _RULE_LINE.fullmatch(words):
            if len(rows) > 2 and not _has_figures(rows[-1]):  # the head of a next table
                yield from _closed(text, rows[:-1])
                rows = rows[-1:]
            continue
        if not rows:
            bordered = words.lstrip().startswith("|")
        cells = cells_of(text, line.start, line.end, bordered)
        if sum(bool(cell.text) for cell in cells) >= 2 or (rows and len(cells) >= 2):
            if section and not _has_figures(cells):
                yield from _closed(text, rows)
                rows, section = [], []
            rows += [section, cells] if section else [cells]
            section = []
        elif rows and not section and _may_head_section(words):
            section = [Cell("".join(words.split()), line.start, line.end)]
        else:
            yield from _closed(text, rows)
            rows, section = [], []
    yield from _closed(text, rows)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield Line(start, end)
        start = end + 1


def _may_head_section(words: str) -> bool:
    """A short line of its own between two rows: 二、床位(张)."""
    return len(words) <= _LONGEST_SECTION and not _CLOSED.search(words)


def _closed(text: str, rows: list[list[Cell]]) -> Iterator[Grid]:
    """Rows become a table when half of those below the head hold a figure behind the label."""
    if not rows:
        return
    start, notes = rows[0][0].start, []
    while rows and _is_note(rows[0]):
        notes.append(" ".join(cell.text for cell in rows.pop(0) if cell.text))
    filled = [row for row in rows if sum(bool(cell.text) for cell in row) >= 2]
    heads = next((n for n, row in enumerate(filled) if _has_figures(row)), len(filled))
    below = filled[heads:]
    if not below or len(filled) < 2 or heads > _MOST_HEADS:
        return
    if 2 * sum(map(_has_figures, below)) < len(below):
        return
    caption = " ".join(filter(None, [_heading(text, start), *notes]))
    last = rows[-1][-1]
    yield Grid(tuple(map(tuple, rectangle(text, rows))), rows[0][0].start, last.end, caption)


def _is_note(row: list[Cell]) -> bool:
    """A first row that names the table or its unit: 2023年  单位:人."""
    filled = [cell.text for cell in row if cell.text]
    if any(map(_UNIT_NOTE.match, filled)):
        return True
    return len(filled) == 1 and len(row) > 1


def _has_figures(row: list[Cell]) -> bool:
    return any(FIGURE.fullmatch(cell.text) for cell in row[1:])


def _heading(text: str, start: int) -> str:
    """The line above a table; where that only states the unit, with the line above it."""
    lines: list[str] = []
    end = text.rfind("\n", 0, start)
    while end > 0 and len(lines) < 2:
        begin = text.rfind("\n", 0, end) + 1
        lines.insert(0, text[begin:end].strip())
        end = begin - 1
    if not lines:
        return ""
    alone = _UNIT_NOTE.match(lines[-1]) and len(lines[0]) <= _LONGEST_HEADING
    return " ".join(lines) if alone else lines[-1]
