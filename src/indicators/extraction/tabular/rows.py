"""The rows of a table: label, unit, what it is a part of, and which section it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.documents.cells import FIGURE, Cell
from indicators.extraction.classes import class_of
from indicators.extraction.tabular.figures import plain_unit, unit_of
from indicators.extraction.tabular.heads import Layout
from indicators.extraction.tabular.meaning import bare, is_part, is_total, named
from indicators.extraction.tabular.times import period_of
from indicators.language.mentions import Mention
from indicators.language.organisations import find_organisations
from indicators.language.places import find_places

_TARGET = re.compile(r"目标|计划数|任务数")
_PART_OF_YEAR = re.compile(
    r"(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})月份?|第?[一二三四1-4]季度|[上下]半年"
)
_SUB_TOTAL = "小计"


@dataclass(frozen=True)
class Parent:
    """What the rows below a section head or above 其中 go on about."""

    base: str
    unit: str
    label: str
    row: int | None


@dataclass(frozen=True)
class TableRow:
    """One row: its cells, its label, and what the label says.

    `whole` is the number of the row that it is a part of; `number` its own.
    """

    number: int
    cells: tuple[Cell, ...]
    label: str
    group: str
    unit: str
    part: bool
    total: bool
    parent: Parent | None
    whole: int | None
    period: Mention | None
    organisation: str
    place: bool

    @property
    def target(self) -> bool:
        """Whether the label says that its figures are promised."""
        return bool(_TARGET.search(self.label))


def rows_of(layout: Layout, year: str) -> list[TableRow]:
    """The rows with figures; those without open a section. `year` is that of 1月, 一季度."""
    rows: list[TableRow] = []
    section: Parent | None = None
    parent: Parent | None = None
    group = ""
    for cells in layout.body:
        label, group = _label(layout, cells, group)
        unit = _unit(layout, cells, label)
        if not any(FIGURE.fullmatch(cell.text) for cell in cells[1:]):
            section = parent = _parent(label, unit, None)
            continue
        part = is_part(label) or _goes_on(label, unit, parent, rows)
        above = parent if part else section
        row = _row(cells, len(rows), label, group, unit, part, above, _period(label, year))
        rows.append(row)
        if not part and not row.total:
            parent = _parent(label, unit or (section.unit if section else ""), row.number)
    return _with_wholes(rows)


def _label(layout: Layout, cells: tuple[Cell, ...], group: str) -> tuple[str, str]:
    """The words nearest the figures, and those to their left (which hold on for rows below)."""
    words = [
        cell.text
        for n, cell in enumerate(cells[: layout.labels])
        if n != layout.unit_column
        and layout.columns[n].measure
        and re.search(r"[\u3400-\u9fff\d]", cell.text)
    ]
    if not words:
        return "", group
    if layout.labels > 1 and cells[0].text and len(words) > 1:
        group = words[0]
    return words[-1], group if len(words) > 1 or layout.labels > 1 else ""


def _unit(layout: Layout, cells: tuple[Cell, ...], label: str) -> str:
    if layout.unit_column is not None and cells[layout.unit_column].text:
        return plain_unit(cells[layout.unit_column].text.strip("()"))
    return unit_of(label)


def _parent(label: str, unit: str, row: int | None) -> Parent | None:
    found = named(label, unit)
    if found is None and not unit:
        return None
    return Parent(found.base if found else "", unit, label, row)


def _goes_on(label: str, unit: str, parent: Parent | None, rows: list[TableRow]) -> bool:
    """A row behind one of 其中 that has no unit where others have, or is a class: a further part."""
    if not rows or not rows[-1].part or parent is None or parent.row is None or unit:
        return False
    return bool(parent.unit or class_of(bare(label))) or named(label, "") is None


def _row(
    cells: tuple[Cell, ...], number: int, label: str, group: str, unit: str,
    part: bool, above: Parent | None, period: Mention | None,
) -> TableRow:  # fmt: skip
    name = bare(label)
    return TableRow(
        number, cells, label, group, unit, part, is_total(name), above,
        above.row if part and above else None,
        period, _organisation(name), _is_place(name),
    )  # fmt: skip


def _period(label: str, year: str) -> Mention | None:
    if _PART_OF_YEAR.fullmatch(label):
        return period_of(f"{year}年{label}", "") if year else None
    return period_of(label, "") if re.search(r"\d{4}", label) else None


@lru_cache(maxsize=4096)
def _organisation(name: str) -> str:
    """A hospital that a label names as a whole; classes of hospitals are none."""
    if class_of(name) is not None or (named(name, "") is not None and len(name) < 5):
        return ""
    found = find_organisations(name)
    return name if len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)) else ""


@lru_cache(maxsize=4096)
def _is_place(name: str) -> bool:
    return any(place.start == 0 and place.end == len(name) for place in find_places(name))


def _with_wholes(rows: list[TableRow]) -> list[TableRow]:
    """Rows that are no parts of another row are parts of the total above them, or else below."""
    totals = [row.number for row in rows if row.total]
    if not totals:
        return rows
    grand = next((n for n in totals if _SUB_TOTAL not in rows[n].label), totals[0])
    done = []
    for row in rows:
        if row.whole is None and row.period is None and not row.part:
            row = replace(row, whole=_total_of(row, totals, grand))
        done.append(row)
    return done


def _total_of(row: TableRow, totals: list[int], grand: int) -> int | None:
    if row.total:
        return grand if row.number != grand and _SUB_TOTAL in row.label else None
    above = bisect_left(totals, row.number)
    return totals[above - 1] if above else totals[0]
