"""From a table to its figures: each with indicator, class, unit, time and whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from indicators.codebook.indicators import Indicator
from indicators.documents.grids import Grid
from indicators.extraction.tabular.figures import figure, units_of_note
from indicators.extraction.tabular.heads import MARKS, Column, Layout, layout_of
from indicators.extraction.tabular.meaning import (
    Named,
    group_of_caption,
    named,
    of_caption,
)
from indicators.extraction.tabular.naming import Names, meaning
from indicators.extraction.tabular.others import other_numerals
from indicators.extraction.tabular.rows import TableRow, rows_of
from indicators.extraction.tabular.sides import unfolded
from indicators.extraction.tabular.times import period_of
from indicators.language.mentions import Mention

_PARTED = ("count", "money")


@dataclass(frozen=True)
class TableFigure:
    """A numeric cell and what its row and column say.

    `measure` is that of the observations table; `whole` the span of the figure it is a part of;
    `organisation` the hospital that the row names.
    """

    mention: Mention
    indicator: Indicator | None
    breakdown: str
    period: Mention | None
    label: str
    head: str
    whole: tuple[int, int] | None
    measure: str = "level"
    target: bool = False
    organisation: str = ""


def read_grid(grid: Grid, caption: str, published: str) -> Iterator[TableFigure]:
    """Every numeric cell of a table, row by row; empty cells, — and … are not reported.

    `caption` is the text that names the table with the title of the document before it: a class
    of institutions in it (各类医院) narrows the rows of totals, its unit and period hold where
    columns and rows state none. Rows that begin with 其中 or # are parts of the row before them,
    other rows parts of the row of totals.
    """
    for side in unfolded(grid):
        table = _Table(side, caption, published)
        yield from table.figures()
        for mention in other_numerals(table.layout):
            yield TableFigure(mention, None, "", None, "", "", None)


class _Table:
    """One table while it is read."""

    def __init__(self, grid: Grid, caption: str, published: str) -> None:
        self.published = published
        base = period_of(caption, published)
        self.layout: Layout = layout_of(grid, base, published)
        self.own_period = period_of(grid.caption, published)
        self.caption, self.group = grid.caption, group_of_caption(caption)
        self.note_units = units_of_note(grid.caption)
        read = (n for n, c in enumerate(self.layout.columns) if c.measure == "level")
        levels = [n for n in read if n >= self.layout.labels and n != self.layout.unit_column]
        self.levels = {number: place for place, number in enumerate(levels)}
        self.rows: list[TableRow] = rows_of(self.layout, str(base.low)[:4] if base else "")

    def figures(self) -> Iterator[TableFigure]:
        """The figures of all rows; wholes may stand below their parts, so mentions come first."""
        found = [
            {n: m for n in self._read_columns(row) if (m := self._mention(row, n)) is not None}
            for row in self.rows
        ]
        for number, row in enumerate(self.rows):
            for column, mention in found[number].items():
                yield self._figure(row, column, mention, found)

    def _read_columns(self, row: TableRow) -> Iterator[int]:
        for number in range(self.layout.labels, len(row.cells)):
            if number != self.layout.unit_column and row.cells[number].text:
                yield number

    def _mention(self, row: TableRow, number: int) -> Mention | None:
        column = self.layout.columns[number]
        if column.measure in ("share", "change_pct"):
            return figure(row.cells[number], "%")
        if column.measure == "change_pp":
            return figure(row.cells[number], "百分点")
        if column.measure == "rank":
            return figure(row.cells[number], "位")
        if column.measure == MARKS:
            return figure(row.cells[number], column.unit)
        return figure(row.cells[number], self._unit(row, number))

    def _unit(self, row: TableRow, number: int) -> str:
        """The unit of a level: of the column, the row, the row above it, or the caption."""
        column = self.layout.columns[number]
        if column.measure != "level":
            column = self._level_column(number) or column
        stated = "" if column.measure != "level" else column.unit
        stated = stated or row.unit or (row.parent.unit if row.parent else "")
        return stated or self._note_unit(row, number)

    def _note_unit(self, row: TableRow, number: int) -> str:
        """The unit that the caption states: the only one, the column's by order, or one that fits."""
        units, levels = self.note_units, self.levels
        if len(units) < 2:
            return units[0] if units else ""
        if len(units) == len(levels) and number in levels:
            return units[levels[number]]
        words = (self.layout.columns[number].title, row.label)
        return next((u for u in units if any(named(w, u) for w in words)), "")

    def _level_column(self, number: int) -> Column | None:
        """The column that a change or share speaks of: the nearest level to its left."""
        left = self.layout.level_left[number]
        return None if left is None else self.layout.columns[left]

    def _figure(
        self, row: TableRow, number: int, mention: Mention, found: list[dict[int, Mention]]
    ) -> TableFigure:
        column = self.layout.columns[number]
        measure = self._measure(row, number, mention, found)
        unit = mention.unit if column.measure == "level" else _unscaled(self._unit(row, number))
        indicator, breakdown = self._meaning(row, number, unit)
        if measure in ("", "change", MARKS) or (
            measure == "share" and indicator and indicator.unit == "%"
        ):
            indicator = indicator if measure == "share" else None
        if measure == "change_pp" and mention.unit != "百分点":
            mention = mention._replace(unit="百分点")
        whole = self._whole(row, number, found) if _has_parts(indicator, measure) else None
        return TableFigure(
            mention, indicator, breakdown, self._period(row, number), row.label, column.title, whole,
            measure or "level", column.target or row.target, row.organisation,
        )  # fmt: skip

    def _measure(
        self, row: TableRow, number: int, mention: Mention, found: list[dict[int, Mention]]
    ) -> str:
        """A plain 增减 is in the unit of what it changes; that of a rate is in points."""
        measure = self.layout.columns[number].measure
        if measure not in ("change", "change_pct"):
            return measure
        rate = self._unit(row, number) == "%"
        if measure == "change":
            printed = row.cells[number].text
            if "百分点" in printed or rate:
                return "change_pp"
            return "change_pct" if "%" in printed else "change_abs"
        if (
            rate
            and "%" not in row.cells[number].text
            and self._is_difference(row, number, mention, found)
        ):
            return "change_pp"
        return measure

    def _is_difference(
        self, row: TableRow, number: int, mention: Mention, found: list[dict[int, Mention]]
    ) -> bool:
        """Whether a change of a rate is what its two levels differ by, not their ratio."""
        values = (m for n, m in found[row.number].items() if n in self.levels and n < number)
        levels = [float(m.value or 0) for m in islice(values, 2)]
        if len(levels) < 2 or not levels[1]:
            return False
        change, printed = levels[0] - levels[1], float(mention.value or 0)
        return abs(change - printed) < abs(100 * change / levels[1] - printed)

    def _meaning(self, row: TableRow, number: int, unit: str) -> tuple[Indicator | None, str]:
        column = self.layout.columns[number]
        words = column.words
        if column.measure == "share" and any(named(word, "%") for word in words):
            unit = "%"  # 药占比 is a rate of its own, no share of the column to its left
        if column.measure != "level" and not any(named(word, unit) for word in words):
            base = self._level_column(number)
            words = base.words if base else ()
        about: Named | None = of_caption(self.caption, unit)
        return meaning(Names(row, words, unit, self.group, about))

    def _period(self, row: TableRow, number: int) -> Mention | None:
        column = self.layout.columns[number]
        if column.period is not None or row.period is not None:
            return _narrower(column.period, row.period)
        if column.measure.startswith("change") or column.measure == "rank":
            return self.layout.dated_left[number] or self.own_period
        return self.own_period

    def _whole(
        self, row: TableRow, number: int, found: list[dict[int, Mention]]
    ) -> tuple[int, int] | None:
        """The figure of the same column in the row of totals or above 其中; else the column before #."""
        if row.whole is not None:
            mention = found[row.whole].get(number)
        elif self.layout.columns[number].part:
            mention = self._left_of_part(found[row.number], number)
        else:
            mention = None
        return (mention.start, mention.end) if mention else None

    def _left_of_part(self, mentions: dict[int, Mention], number: int) -> Mention | None:
        left = self.layout.whole_left[number]
        return None if left is None else mentions.get(left)


def _unscaled(unit: str) -> str:
    """人次 of 万人次."""
    return unit.lstrip("十百千万亿") or unit


def _has_parts(indicator: Indicator | None, measure: str) -> bool:
    return indicator is not None and indicator.kind in _PARTED and measure == "level"


def _narrower(column: Mention | None, row: Mention | None) -> Mention | None:
    """A year at the top and a month at the side: the one inside the other."""
    if column is None or row is None:
        return column or row
    inside = str(column.low) <= str(row.low) and str(row.high) <= str(column.high)
    return row if inside else column
