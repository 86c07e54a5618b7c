"""What a notebook shows: tables with scope and ids, figures with text for those who cannot see.

Everything that comes from a document is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.charts import accessible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NUMERIC = re.compile(r"[-+−≥≤\d.,–%万亿\s]*\d[-+−≥≤\d.,–%万亿\s]*")


@dataclass(frozen=True)
class Shown:
    """A piece of HTML that Jupyter displays."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Link:
    """A cell that leads to another place of the page, or to a web address."""

    text: str
    target: str

    def html(self) -> str:
        """The link; an address that is not http(s) is shown and not linked."""
        inside = self.target.startswith("#")
        if not inside and not self.target.startswith(("http://", "https://")):
            return escape(self.text)
        more = "" if inside else ' rel="noopener noreferrer"'
        return f'<a href="{escape(self.target)}"{more}>{escape(self.text)}</a>'


@dataclass(frozen=True)
class Quote:
    """A sentence of a document, the figure in it marked."""

    text: str
    start: int = 0
    end: int = 0

    def html(self) -> str:
        """The sentence, as Chinese whatever the language of the page."""
        before, marked, after = (
            escape(self.text[a:b])
            for a, b in ((0, self.start), (self.start, self.end), (self.end, None))
        )
        inner = f"<mark>{marked}</mark>" if marked else ""
        return f'<q lang="zh-Hans">{before}{inner}{after}</q>'


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells, its id, and the group it stands under."""

    cells: Sequence[Any]
    id: str = ""
    group: str = ""


def table(heads: Sequence[str], rows: Iterable[Row], name: str, caption: str) -> Shown:
    """A table with a caption; the first column heads its rows, groups head blocks of rows.

    Cells are text, numbers, `Link` or `Quote`. `name` becomes the table's id; rows without an id
    of their own are name-1, name-2 ...
    """
    rows = list(rows)
    numeric = {
        column
        for column in range(1, len(heads))
        if all(_NUMERIC.fullmatch(_text(row.cells[column]) or "0") for row in rows)
    }
    head = "".join(
        f'<th scope="col"{_class("number" if column in numeric else "")}>{escape(text)}</th>'
        for column, text in enumerate(heads)
    )
    return Shown(
        f'<div class="table" tabindex="0" role="region" aria-labelledby="{name}-caption">\n'
        f'<table id="{name}"><caption id="{name}-caption">{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n{_body(rows, name, len(heads), numeric)}</table></div>"
    )


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
    inner = value.html() if isinstance(value, Link | Quote) else escape(text)
    if column:
        more = _class("number" if numeric else _width(text))
    return f"<{tag}{more}>{inner}</{tag}>"


def _text(value: Any) -> str:
    if isinstance(value, Link | Quote):
        return value.text
    return "" if value is None or value != value else str(value)


def _width(text: str) -> str:
    """Short cells keep on one line, sentences get room: a page is also read on a phone."""
    return "short" if len(text) <= 12 else "long" if len(text) > 30 else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def figure(chart: Figure, name: str, alt: str = "") -> Shown:
    """A chart as inline SVG; `name` becomes the figure's id.

    `alt` says its finding in words; a chart of `indicators.charts` brings its own.
    """
    svg = accessible(chart, name, alt or getattr(chart, "alt", ""))
    return Shown(f'<figure id="{name}">{svg}</figure>')


def finding(text: str) -> Shown:
    """A sentence that the data make true."""
    return Shown(f'<p class="finding">{escape(text)}</p>')


def findings(texts: Sequence[str]) -> Shown:
    """Several of them."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return Shown(f'<ul class="finding">{items}</ul>')


def remark(text: str) -> Shown:
    """What there is not, in place of a table or figure."""
    return Shown(f'<p class="remark">{escape(text)}</p>')
