"""What a notebook shows: tables with scope and ids, figures with text for those who cannot see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.charts import svg_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_NUMERIC = re.compile(r"(?=.*\d)[-+≥≤]?\s?[\d.,–%\s+-]+")


@dataclass(frozen=True)
class Shown:
    """A piece of HTML that Jupyter displays."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Link:
    """A cell that leads to another place of the page."""

    text: str
    target: str


def table(frame: pd.DataFrame, name: str, caption: str) -> Shown:
    """A table with a caption; the first column heads its rows.

    Cells are text or `Link`; everything is escaped. `name` becomes the table's id.
    """
    head = "".join(
        f'<th scope="col"{_kind(frame.iloc[:, place])}>{escape(str(column).strip())}</th>'
        for place, column in enumerate(frame.columns)
    )
    body = "".join(
        f'<tr id="{name}-{number}">' + "".join(_cell(value, place) for place, value in enumerate(row)) + "</tr>"
        for number, row in enumerate(frame.itertuples(index=False), 1)
    )
    return Shown(
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table id="{name}">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _kind(column: Any) -> str:
    """Heads of columns that hold numbers stand to the right like them."""
    cells = [str(value) for value in column if value is not None and str(value)]
    return ' class="number"' if cells and all(map(_NUMERIC.fullmatch, cells)) else ""


def _cell(value: Any, place: int) -> str:
    tag = 'th scope="row"' if place == 0 else "td"
    if isinstance(value, Link):
        inner = f'<a href="#{escape(value.target)}">{escape(value.text)}</a>'
        return f"<{tag}>{inner}</{tag.split()[0]}>"
    text = "" if value is None or value != value else str(value)
    kind = ' class="number"' if place and _NUMERIC.fullmatch(text) else ""
    return f"<{tag}{kind}>{escape(text)}</{tag.split()[0]}>"


def figure(chart: Figure, name: str, alt: str) -> Shown:
    """A chart as inline SVG; `alt` says its finding in words. `name` becomes the figure's id."""
    svg = svg_of(chart, name)
    title = f'<title id="{name}-title">{escape(alt)}</title>'
    svg = re.sub(r"^<svg", f'<svg role="img" aria-labelledby="{name}-title"', svg)
    svg = re.sub(r"(<svg[^>]*>)", rf"\1{title}", svg, count=1)
    return Shown(f'<figure id="{name}">{svg}</figure>')


def finding(text: str) -> Shown:
    """A sentence that the data make true."""
    return Shown(f'<p class="finding">{escape(text)}</p>')
