"""Tables printed in two halves side by side, put below each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indicators.documents.cells import FIGURE, MISSING, Cell
from indicators.documents.grids import Grid

Row = tuple[Cell, ...]


def unfolded(grid: Grid) -> Iterator[Grid]:
    """The halves of a table whose head repeats itself (指标 数值 指标 数值), else the table."""
    width = len(grid.rows[0])
    half = width // 2
    if width % 2 or half < 2 or not _repeats(grid.rows, half):
        yield grid
        return
    for side in (slice(0, half), slice(half, width)):
        rows = tuple(row[side] for row in grid.rows if any(cell.text for cell in row[side]))
        if len(rows) > 1:
            yield replace(grid, rows=rows)


def _repeats(rows: tuple[Row, ...], half: int) -> bool:
    left, right = (
        [cell.text for cell in rows[0][side]] for side in (slice(0, half), slice(half, None))
    )
    if left == right and any(left):
        return True
    return half == 2 and all(_label_and_figure(row) for row in rows)


def _label_and_figure(row: Row) -> bool:
    """Label, figure, label, figure."""
    texts = [cell.text for cell in row]
    return not any(FIGURE.fullmatch(texts[n]) for n in (0, 2)) and all(
        bool(FIGURE.fullmatch(texts[n]) or MISSING.fullmatch(texts[n])) for n in (1, 3)
    )
