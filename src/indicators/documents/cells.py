"""Lines of tables cut into cells, each cell under its column."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_GAP = re.compile(r" {2,}")
# A cell that is a number, with what may stand around it: 82左右, ≤4, 27.5%, -3.1, ↓2.4%.
NUMBER = re.compile(
    r"[≤≥<>约近超逾]{0,2}[↑↓▲▼]?[-+]?\d[\d,.]*(?:余|多)?(?:‰|%)?(?:左右|以上|以下|以内)?"
)
# The same with its unit: 3121张, 52.1万人次; but no year, month, day or age.
FIGURE = re.compile(
    NUMBER.pattern + r"(?<!年)(?:[十百千万亿]*(?!年|月|日|岁|号|季度|周)[^\d\s,.。;:()|]{0,4})"
)
# What stands where a figure is not reported.
MISSING = re.compile(
    r"(?:[-—–―/\\*]{1,4}|\.{2,6}|…{1,2}|·{1,6}|无数据|未统计|未报送?|不详|N/?A)?", re.I
)


@dataclass(frozen=True)
class Cell:
    """One cell: its words without blanks, and its span in the text."""

    text: str
    start: int
    end: int


def cells_of(text: str, start: int, end: int, bordered: bool = True) -> list[Cell]:
    """The cells of a line between bars, tabs or runs of blanks; [] without any of them.

    In a table that is not `bordered` a bar at the beginning of a line follows an empty cell.

    >>> [cell.text for cell in cells_of("| 医院 | | 12 |", 0, 12)]
    ['医院', '', '12']
    >>> [cell.text for cell in cells_of("医院    12   2 800", 0, 16)]
    ['医院', '12', '2800']
    """
    line = text[start:end]
    if "|" in line:
        inner = line.strip()
        left = start + line.index(inner[0]) + (bordered and inner.startswith("|"))
        right = start + len(line.rstrip()) - (inner.endswith("|") and len(inner) > 1)
        return _cut(text, left, right, "|")
    if "\t" in line:
        return _cut(text, start, end, "\t")
    if "  " not in line:
        return []
    edges = [
        start,
        *(e for gap in _GAP.finditer(line) for e in (start + gap.start(), start + gap.end())),
        end,
    ]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [_cell(text, a, b) for a, b in spans if b > a]


def _cut(text: str, start: int, end: int, mark: str) -> list[Cell]:
    cells, place = [], start
    for piece in text[start:end].split(mark):
        cells.append(_cell(text, place, place + len(piece)))
        place += len(piece) + 1
    return cells


def _cell(text: str, start: int, end: int) -> Cell:
    words = text[start:end]
    stripped = words.strip()
    if not stripped:
        return Cell("", start, start)
    left = start + words.index(stripped[0])
    return Cell("".join(stripped.split()), left, left + len(stripped))


def rectangle(text: str, rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows of equal length, every cell under its own column.

    Rows between bars or single tabs say where a cell is empty. Tabs may also be set in runs to
    reach a column, and aligned rows leave an empty cell out: such cells go where they stand.
    """
    width = _width(rows)
    columns: list[tuple[int, int]] | None = None
    out = []
    for row in rows:
        if len(row) > width:
            row = [cell for cell in row if cell.text][:width]
        if (
            1 < len(row) < width
            and "\t" not in text[row[0].start : row[-1].end]
            and not _barred(text, row)
        ):
            columns = columns or _columns(text, rows, width)
            row = _under(text, row, columns)
        last = row[-1].end
        out.append([*row, *(Cell("", last, last) for _ in range(width - len(row)))])
    return out


def _width(rows: list[list[Cell]]) -> int:
    """How many cells a row has: what most rows with figures have, empty cells aside if they vary."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if len(counts) == 1:
        return next(iter(counts))
    filled = Counter(sum(bool(c.text) for c in row) for row in rows if len(row) > 1)
    best = max(counts, key=lambda n: (counts[n], n))
    full = max(filled)
    return best if counts[best] * 2 > len(rows) else max(full, 2)


def _barred(text: str, row: list[Cell]) -> bool:
    return "|" in text[row[0].start : row[-1].end]


def _columns(text: str, rows: list[list[Cell]], width: int) -> list[tuple[int, int]]:
    """Left and right edge of each column on the screen, over the full rows."""
    edges = [_edges(text, row) for row in rows if len(row) == width]
    return [
        (min(row[n][0] for row in edges), max(row[n][1] for row in edges)) for n in range(width)
    ]


def _under(text: str, row: list[Cell], columns: list[tuple[int, int]]) -> list[Cell]:
    """The cells of a short row under the columns they overlap most; the first is the label."""
    placed: dict[int, Cell] = {0: row[0]}
    free = 1
    for number, (cell, edge) in enumerate(zip(row, _edges(text, row), strict=True)):
        if not number:
            continue
        last = len(columns) - (len(row) - number)
        best = max(range(free, last + 1), key=lambda c: (_overlap(edge, columns[c]), -c))
        placed[best] = cell
        free = best + 1
    end = row[-1].end
    return [placed.get(n, Cell("", end, end)) for n in range(len(columns))]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Shared width; negative is the distance between two that share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def _edges(text: str, row: list[Cell]) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end on the screen, in half-width columns."""
    line, edges, place, x = row[0].start, [], row[0].start, 0
    for cell in row:
        x += sum(map(_wide, text[place : cell.start]))
        left = x
        x += sum(map(_wide, text[cell.start : cell.end]))
        edges.append((left, x))
        place = cell.end
    assert line <= place
    return edges


@lru_cache(maxsize=4096)
def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
