"""Tables with scopes and ids that a page can sort and save.

Cells are text, numbers, `Link`, `Quote`, `Notes` or `Amount`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from indicators.reports.markup import Link, Notes, Quote, Shown

_NUMERIC = re.compile(r"[-+−≥≤\d.,–%‰万亿\s]*\d[-+−≥≤\d.,–%‰万亿\s]*")

_TIGHT = 14  # characters of a number or head that keeps on one line


@dataclass(frozen=True)
class Amount:
    """A number as it is said (3.6万), and the number it is sorted by."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells, its id, and the group it stands under."""

    cells: Sequence[Any]
    id: str = ""
    group: str = ""


def table(
    heads: Sequence[str], rows: Iterable[Row], name: str, caption: str, note: str = ""
) -> Shown:
    """A table with a caption; the first column heads its rows, groups head blocks of rows.

    `name` becomes the table's id; rows without an id of their own are name-1, name-2 ... `note`
    is HTML that stands under the table: where its rows come from.
    """
    rows = list(rows)
    numeric = {n for n in range(1, len(heads)) if all(_is_number(row.cells[n]) for row in rows)}
    head = "".join(_head(text, n in numeric) for n, text in enumerate(heads))
    foot = f'<p class="under" id="{name}-note">{note}</p>' if note else ""
    return Shown(
        f'<div class="table" tabindex="0" role="region" aria-labelledby="{name}-caption">\n'
        f'<table id="{name}"><caption id="{name}-caption">{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n{_body(rows, name, len(heads), numeric)}</table></div>{foot}"
    )


def _head(text: str, numeric: bool) -> str:
    names = ["number"] * numeric + ["roomy"] * (len(text) > _TIGHT)
    return f'<th scope="col"{_class(" ".join(names))}>{escape(text)}</th>'


def _body(rows: Sequence[Row], name: str, columns: int, numeric: set[int]) -> str:
    """Blocks of rows, each under the head of its group."""
    lines, group = ["<tbody>"], ""
    for place, row in enumerate(rows, 1):
        if row.group and row.group != group:
            group = row.group
            if place > 1:
                lines.append("</tbody><tbody>")
            lines.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{columns}">{escape(group)}</th></tr>'
            )
        cells = "".join(_cell(value, n, n in numeric) for n, value in enumerate(row.cells))
        lines.append(f'<tr id="{escape(row.id or f"{name}-{place}")}">{cells}</tr>')
    return "\n".join([*lines, "</tbody>"])


def _cell(value: Any, column: int, numeric: bool) -> str:
    tag, more = ("td", "") if column else ("th", ' scope="row"')
    text = _text(value)
    inner = value.html() if isinstance(value, Link | Quote | Notes) else escape(text)
    if column:
        more = _class(_number_width(text) if numeric else _width(text))
    if isinstance(value, Amount | Link) and value.value is not None:
        more += f' data-sort="{value.value:.10g}"'
    return f"<{tag}{more}>{inner}</{tag}>"


def _is_number(value: Any) -> bool:
    text = _text(value)
    sorted_by = value.value if isinstance(value, Amount | Link) else None
    return sorted_by is not None or not text or bool(_NUMERIC.fullmatch(text))


def _text(value: Any) -> str:
    if isinstance(value, Link | Quote | Notes | Amount):
        return value.text
    return "" if value is None or value != value else str(value)


def _width(text: str) -> str:
    """Short cells keep on one line, sentences get room: a page is also read on a phone."""
    return "short" if len(text) <= 12 else "long" if len(text) > 30 else ""


def _number_width(text: str) -> str:
    """A number keeps on one line, a number with its bounds and wording may take two."""
    return "number" if len(text) <= _TIGHT else "number roomy"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
