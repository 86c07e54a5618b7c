"""Column and row together: which indicator a figure of a table belongs to."""

from __future__ import annotations

from typing import NamedTuple

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.classes import class_of
from indicators.extraction.tabular.meaning import (
    Named,
    bare,
    child_of,
    is_general,
    named,
    narrow,
)
from indicators.extraction.tabular.rows import TableRow


class Names(NamedTuple):
    """What may name a figure: its row, its head, its unit, and the caption's class and indicator."""

    row: TableRow
    words: tuple[str, ...]
    unit: str
    group: str
    about: Named | None


def meaning(names: Names) -> tuple[Indicator | None, str]:
    """The indicator and the breakdown of a figure; (None, "") when nothing names one."""
    row = names.row
    kind = _class(row)
    by_column = _by_column(names)
    by_row = _by_row(names) if not _names_no_indicator(row) else None
    if by_column and (by_row is None or kind is not None):
        left_over = kind if kind is not None else bare(row.label)
        return narrow(by_column.base, by_column.group or left_over or names.group, left_over)
    below = row.parent if row.parent and row.parent.base else None
    if below and kind:
        return narrow(below.base, kind, kind)
    if by_row:
        column_class = class_of(bare(names.words[-1])) or "" if names.words else ""
        return narrow(by_row.base, by_row.group or column_class, column_class)
    if below and row.part:
        return _part(below.base, bare(row.label), names.unit)
    return _by_caption(names, kind)


def _class(row: TableRow) -> str | None:
    """The class of institutions that a row names; "" for all of them, a place, a time or a hospital."""
    if _names_no_indicator(row):
        return ""
    return class_of(bare(row.label))


def _names_no_indicator(row: TableRow) -> bool:
    return row.total or row.place or bool(row.organisation) or row.period is not None


def _by_column(names: Names) -> Named | None:
    whole = "".join(names.words)
    candidates = [*reversed(names.words), *([whole] if len(names.words) > 1 else [])]
    return next(filter(None, (named(word, names.unit) for word in candidates)), None)


def _by_row(names: Names) -> Named | None:
    found = named(names.row.label, names.unit)
    if found is None and names.row.group:
        found = named(bare(names.row.group) + bare(names.row.label), names.unit)
    return found


def _part(base: str, label: str, unit: str) -> tuple[Indicator | None, str]:
    """A part that is no class: an indicator below the whole, else the whole with a breakdown."""
    child = child_of(base, label, unit)
    return (indicators()[child], "") if child else (indicators()[base], label)


def _by_caption(names: Names, kind: str | None) -> tuple[Indicator | None, str]:
    """Where head and row name nothing but classes and times, the figure is what the caption is about."""
    if names.about is None or not all(map(is_general, names.words)):
        return None, ""
    left_over = kind if kind is not None else bare(names.row.label)
    return narrow(names.about.base, names.about.group or left_over, left_over)
