"""Figures in tables: what the row and the column head say together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indicators.codebook.indicators import Indicator, indicators
from indicators.documents.grids import NUMBER, Cell, Grid
from indicators.extraction.aliases import find_aliases
from indicators.extraction.classes import class_before, class_of, narrowed
from indicators.extraction.units import fits
from indicators.language.mentions import Mention
from indicators.language.periods import find_periods
from indicators.language.places import find_places
from indicators.language.quantities import find_quantities
from indicators.language.units import UNIT

_UNIT = re.compile(r"\((?:[^()]*[,、:])?(?:单位:)?([^()]+)\)$")
_TOTAL = re.compile(
    r"(?:全[省市区县州国旗]|本[市区县])?(?:总计|合计|总数|共计|小计|全部|[省市区县]合计)?"
)
_GROWTH = re.compile(r"增长|增幅|增速|同比|±")
_DIGITS = re.compile(r"\d[\d,.]*")
_RATE = re.compile(r"[%‰]")
_LARGE = re.compile(r"[十百千]?[万亿]")
_FALLS = re.compile(r"[^\d]*-")
_DATED = re.compile(r"\d{4}|年|月|季")
_YEAR = re.compile(r"(?:19|20)\d\d")
_remembered = lru_cache(maxsize=2048)  # a label or head is asked about for every cell beside it
_ITEM = re.compile(r"^[#*·○●\d、.()一二三四五六七八九十\s]*(?:其中:?|#)?")


@dataclass(frozen=True)
class TableFigure:
    """A numeric cell and what its row and column say."""

    mention: Mention
    indicator: Indicator | None
    breakdown: str
    period: Mention | None
    label: str
    head: str
    whole: tuple[int, int] | None
    growth: bool = False
    target: bool = False


def read_grid(grid: Grid, caption: str, published: str) -> Iterator[TableFigure]:
    """Every numeric cell of a table, row by row.

    `caption` is the text that names the table; a class of institutions in it (各类医院)
    narrows the rows of totals. The first row of numbers that is a total is the whole of the
    rows below it.
    """
    head, units, body = _parts(grid)
    group = _caption_class(caption)
    totals: dict[int, Mention] = {}
    unit_column = head.index("单位") if "单位" in head else None
    for row in body:
        label = _ITEM.sub("", row[0].text)
        row_unit = (
            row[unit_column].text if unit_column is not None and unit_column < len(row) else ""
        )
        is_total = bool(_TOTAL.fullmatch(label))
        for number, cell in enumerate(row[1:], 1):
            title = head[number] if number < len(head) else ""
            unit = units[number] if number < len(units) else ""
            growth = bool(_GROWTH.search(title))
            unit = "%" if growth else unit or row_unit or _unit_of(label) or _unit_of(title)
            mention = _figure(cell, unit)
            if mention is None:
                continue
            of = (row_unit or _unit_of(label)).lstrip("十百千万亿") if growth else mention.unit
            indicator, breakdown = _meaning(label, "" if growth else title, of, is_total, group)
            breakdown = "" if breakdown and _is_place(label) else breakdown
            period = _period(title, published) or _period(label, published)
            whole = totals.get(number)
            span = (whole.start, whole.end) if whole and not is_total else None
            if is_total and number not in totals:
                totals[number] = mention
            yield TableFigure(
                mention, indicator, breakdown, period, label, title, span, growth, "目标" in title
            )


@_remembered
def _is_place(label: str) -> bool:
    return any(place.start == 0 and place.end == len(label) for place in find_places(label))


def _parts(grid: Grid) -> tuple[list[str], list[str], list[tuple[Cell, ...]]]:
    """Column heads, their units, and the rows of numbers."""
    head: list[str] = []
    units: list[str] = []
    body = list(grid.rows)
    while body and not any(NUMBER.fullmatch(c.text) for c in body[0][1:]):
        words = [cell.text for cell in body.pop(0)]
        if words[0].startswith("单位") or all(w.startswith("(") for w in words[1:]):
            units = [w.strip("()") for w in words]
        elif not head:
            head = words
    if body and not head and all(_period(c.text, "") for c in body[0][1:]):
        head = [cell.text for cell in body.pop(0)]
    return head, units, body


@_remembered
def _unit_of(words: str) -> str:
    found = _UNIT.search(words)
    if found is None:
        return ""
    unit = UNIT.fullmatch(found[1]) or re.fullmatch(r"[十百千万亿]+([^\d]+)", found[1])
    return found[1] if unit else ""


def _figure(cell: Cell, unit: str) -> Mention | None:
    """A cell as a figure: its number in the unit of its column, row or caption."""
    read = _read(cell.text, unit) if NUMBER.fullmatch(cell.text) else None
    return None if read is None else Mention(cell.start, cell.end, *read[2:])


@_remembered
def _read(text: str, unit: str) -> Mention | None:
    """A number, with the unit said elsewhere, as if it had been written behind it."""
    number = _DIGITS.search(text)
    written = text
    if unit and number and not _RATE.search(text):
        written = text[: number.end()] + unit + text[number.end() :]
    plain = written.replace("-", "").replace("+", "")
    mention = next((m for m in find_quantities(plain) if m.value is not None), None)
    if mention is None:
        return None
    if unit and not mention.unit and not _LARGE.match(unit):
        mention = mention._replace(unit=unit)
    if _FALLS.match(written):
        low, high = mention.low, mention.high
        mention = mention._replace(
            value=-float(mention.value or 0), low=_minus(high), high=_minus(low)
        )
    kind = mention.kind if mention.kind in ("percent", "money", "quantity") else "quantity"
    return mention._replace(text=text, kind=kind)


def _minus(bound: float | str | None) -> float | None:
    return None if bound is None else -float(bound)


def _meaning(
    label: str, title: str, unit: str, is_total: bool, group: str
) -> tuple[Indicator | None, str]:
    """The indicator and breakdown: the column head narrowed by the row, or the other way round."""
    by_column = _named(title, unit)
    by_row = _named(label, unit)
    if by_column is not None and (by_row is None or class_of(_bare(label)) is not None or is_total):
        base, inside = by_column
        row_class = "" if is_total else class_of(_bare(label))
        if row_class is None:
            row_class = _bare(label)
        return _narrow(base, inside or row_class or group, row_class)
    if by_row is not None:
        base, inside = by_row
        column_class = class_of(_bare(title)) or ""
        return _narrow(base, inside or column_class, column_class)
    return None, ""


def _narrow(base: str, group: str, row_class: str) -> tuple[Indicator, str]:
    name, breakdown = narrowed(base, group)
    return indicators()[name], breakdown or (row_class if name == base else "")


def _bare(words: str) -> str:
    return re.sub(r"\((?:[^()]*[,、])?[^()]{1,3}\)$", "", words)


@_remembered
def _named(words: str, unit: str) -> tuple[str, str] | None:
    """The indicator that a head or label names, and a class named before it."""
    bare = _bare(_ITEM.sub("", words))
    best = None
    for hit in find_aliases(bare):
        indicator = indicators()[hit.indicator]
        if not fits(indicator, unit, in_table=True) or len(bare) - hit.end > 4:
            continue
        if best is None or (hit.size, -hit.start) > (best.size, -best.start):
            best = hit
    if best is None:
        return None
    group, _ = class_before(bare, best.head)
    return best.indicator, group or ""


def _caption_class(caption: str) -> str:
    """各类医院 in a caption: the totals of the table are those of hospitals."""
    match = re.search(
        r"(?:各类|各级|全部)([^\s,。()]{2,8}?)(?:基本|情况|床位|机构|人员|工作|主要|数)", caption
    )
    return (class_of(match[1]) or "") if match else ""


@_remembered
def _period(words: str, published: str) -> Mention | None:
    if not _DATED.search(words):
        return None
    text = words + "年" if _YEAR.fullmatch(words) else words
    found = find_periods(text, published)
    return found[0] if found and found[0].low and found[0].high else None
