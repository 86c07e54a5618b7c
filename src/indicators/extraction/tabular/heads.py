"""The heads of a table: what each column measures, in which unit, of which time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.documents.cells import FIGURE, MISSING, Cell
from indicators.documents.grids import Grid
from indicators.extraction.classes import class_of
from indicators.extraction.tabular.figures import plain_unit, unit_of
from indicators.extraction.tabular.meaning import bare, is_total, named
from indicators.extraction.tabular.times import is_year, of_column
from indicators.language.mentions import Mention

Row = tuple[Cell, ...]
_CHANGE = re.compile(
    r"增长|增幅|增速|增减|升降|降幅|变动|变化|同比|±|[比较](?:上年|上一年|去年|同期|上期|前年|(?:19|20)\d\d)"
)
_UNREAD = re.compile(
    r"完成率|完成比例|完成进度|达标|序号|^编号|代码|备注|属性|环比|责任|来源|^行次|^No"
)
_TARGET = re.compile(
    r"目标|计划|任务|规划|(?:年度|全年|年初|绩效)指标值|预期值|标准值|考核值|要求值"
)
_NORM = re.compile(r"指标值")  # a target where another column says what was reached
_REACHED = re.compile(r"完成|实际|达到|实绩|现状|基期|基数")
_SHARE = re.compile(r"占比|构成|比重|百分比|^所?占")
_RANK = re.compile(r"排名|位次|名次|排位")
# How many marks a row earned; in a table of nothing else they are what it tells of.
_MARKS = re.compile(
    r"(?:自评|考核|实际|评价|标准|核定|指标)?(?:得分|分值|评分|扣分|权重|分数)(?:\([^()]*\))?"
)
MARKS = "marks"
_UNIT_HEAD = re.compile(r"(?:计量|计算)?单位")


@dataclass(frozen=True)
class Column:
    """A column: its head words from top to bottom, and what they say.

    `measure` is that of the observations table, "marks" for the points given to a row, or "" for
    a column that is not read.
    """

    words: tuple[str, ...]
    unit: str
    measure: str
    target: bool
    part: bool
    period: Mention | None

    @property
    def title(self) -> str:
        """The head in one line."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Layout:
    """A table taken apart: its head, columns, how many of them label the rows, the unit column, the rows.

    For each column `level_left` is the nearest column of levels to its left, `dated_left` the
    latest period of those, `whole_left` the nearest one that is no part (#) of another.
    """

    head: tuple[Row, ...]
    columns: tuple[Column, ...]
    labels: int
    unit_column: int | None
    body: tuple[Row, ...]
    level_left: tuple[int | None, ...]
    dated_left: tuple[Mention | None, ...]
    whole_left: tuple[int | None, ...]


def layout_of(grid: Grid, base: Mention | None, published: str) -> Layout:
    """The parts of a table; `base` is the period that its caption states."""
    head, units, body = _parted(grid.rows)
    words = _head_words(head, len(grid.rows[0]))
    columns = tuple(
        _column(names, units[n] if n < len(units) else "", base, published)
        for n, names in enumerate(words)
    )
    columns = _against_targets(columns)
    unit_column = next((n for n, c in enumerate(columns) if _UNIT_HEAD.fullmatch(c.title)), None)
    labels = _label_columns(body, columns, unit_column)
    left = zip(*_to_the_left(columns, labels), strict=True)
    return Layout(tuple(head), columns, labels, unit_column, tuple(body), *left)


def _to_the_left(
    columns: tuple[Column, ...], labels: int
) -> Iterator[tuple[int | None, Mention | None, int | None]]:
    level, dated, whole = None, None, None
    for number, column in enumerate(columns):
        yield level, dated, whole
        if number < labels:
            continue
        whole = whole if column.part else number
        if column.measure == "level":
            level = number
            later = column.period and (dated is None or str(column.period.high) > str(dated.high))
            dated = column.period if later and not column.target else dated


def _parted(rows: tuple[Row, ...]) -> tuple[list[Row], list[str], list[Row]]:
    """Head rows, the units of a row of units, and the rest."""
    head: list[Row] = []
    units: list[str] = []
    body = list(rows)
    while len(body) > 1 and _is_head(body[0], bool(head)):
        row = body.pop(0)
        if _is_unit_row(row):
            units = [plain_unit(cell.text.strip("()")) for cell in row]
        else:
            head.append(row)
    return head, units, body


def _is_head(row: Row, below: bool) -> bool:
    """No figure in it but years; a row with a label alone below the head opens a section."""
    behind = [cell.text for cell in row[1:] if cell.text]
    figures = [text for text in behind if FIGURE.fullmatch(text)]
    if not behind or all(MISSING.fullmatch(text) for text in behind):
        return not below and bool(behind) and not row[0].text
    if len(figures) == 1 and figures[0].isdigit() and _names_something(row[0].text):
        return False  # 床位 2021: a figure that looks like a year
    return all(map(is_year, figures))


def _names_something(label: str) -> bool:
    return bool(named(label, unit_of(label)) or class_of(bare(label)) or is_total(label))


def _is_unit_row(row: Row) -> bool:
    texts = [cell.text for cell in row[1:] if cell.text]
    named = bool(_UNIT_HEAD.fullmatch(row[0].text)) and all(
        map(plain_unit, (t.strip("()") for t in texts))
    )
    return bool(texts) and (named or all(text.startswith("(") for text in texts))


def _head_words(head: list[Row], width: int) -> list[tuple[str, ...]]:
    """The words above each column; an empty head goes on from the left when one stands below it."""
    words: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(head):
        last = ""
        for number, cell in enumerate(row):
            last = cell.text or (last if level + 1 < len(head) and number else "")
            if last and last not in words[number]:
                words[number].append(last)
    return [tuple(names) for names in words]


def _column(names: tuple[str, ...], unit: str, base: Mention | None, published: str) -> Column:
    title = " ".join(names)
    measure = _measure(title)
    stated = unit or next(filter(None, map(unit_of, reversed(names))), "")
    periods = (of_column(name, base, published) for name in reversed(names))
    return Column(
        words=names,
        unit=stated,
        measure=measure,
        target=bool(_TARGET.search(title)) and not _REACHED.search(title),
        part=bool(names) and names[-1].startswith(("#", "其中")),
        period=next(filter(None, periods), None),
    )


def _against_targets(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a review: what was asked for and the marks stand beside what was reached."""
    told = [c for c in columns[1:] if c.measure == "level" and not _MARKS.fullmatch(c.title)]
    reached = any(_REACHED.search(column.title) for column in told)
    found = []
    for column in columns:
        if _MARKS.fullmatch(column.title) and any(map(_is_told, told)):
            column = replace(column, measure=MARKS, unit=column.unit or "分")
        elif reached and _NORM.search(column.title) and not _REACHED.search(column.title):
            column = replace(column, target=True)
        found.append(column)
    return tuple(found)


def _is_told(column: Column) -> bool:
    """Whether a column tells what was reached or asked for."""
    return column.target or bool(_REACHED.search(column.title) or _NORM.search(column.title))


def _measure(title: str) -> str:
    if _UNREAD.search(title):
        return ""
    if _CHANGE.search(title):
        if "百分点" in title:
            return "change_pp"
        plain = re.search(r"增减(?!率|幅)|增加|变动|变化|±", title) and not re.search(
            r"%|率|幅", title
        )
        return "change" if plain else "change_pct"
    if _RANK.search(title):
        return "rank"
    return "share" if _SHARE.search(title) else "level"


def _label_columns(body: list[Row], columns: tuple[Column, ...], unit_column: int | None) -> int:
    """How many columns at the left name the rows: those before the first column of figures."""
    for number in range(1, len(columns)):
        if number == unit_column or columns[number].measure == "":
            continue
        filled = [row[number].text for row in body if row[number].text]
        figures = sum(bool(FIGURE.fullmatch(t) or MISSING.fullmatch(t)) for t in filled)
        if filled and 2 * figures >= len(filled):
            return number
    return 1
