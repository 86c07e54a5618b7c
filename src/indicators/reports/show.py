"""What a notebook shows: sentences with footnotes, figures with words, tables.

Everything that comes from a document is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from indicators.charts import svg_of
from indicators.reports.grid import Amount, Row, table
from indicators.reports.lean import lean
from indicators.reports.markup import Link, Notes, Quote, Shown, Told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "Amount", "Link", "Notes", "Quote", "Row", "Shown", "Told", "figure", "finding", "findings",
    "nothing", "remark", "table",
]  # fmt: skip


def figure(chart: Figure, name: str, alt: str = "", note: str = "") -> Shown:
    """A chart as inline SVG; `name` becomes the figure's id.

    `alt` says its finding in words; a chart of `indicators.charts` brings its own. `note` is HTML
    that stands under it: where its numbers come from.
    """
    words = escape(alt or getattr(chart, "alt", ""))
    svg = lean(svg_of(chart, name), name).replace(
        "<svg", f'<svg role="img" aria-label="{words}"', 1
    )
    caption = f"<figcaption>{note}</figcaption>" if note else ""
    return Shown(f'<figure id="{name}">{svg}{caption}</figure>')


def nothing() -> Shown:
    """In place of a figure that has nothing to draw; the table behind it says so."""
    return Shown("")


def finding(told: Told | str) -> Shown:
    """One sentence that the data make true."""
    return Shown(f'<p class="finding">{_sentence(told)}</p>')


def findings(told: Iterable[Told | str]) -> Shown:
    """Several of them."""
    items = "".join(f"<li>{_sentence(one)}</li>" for one in told)
    return Shown(f'<ul class="finding">{items}</ul>')


def _sentence(told: Told | str) -> str:
    return told.html() if isinstance(told, Told) else escape(told)


def remark(text: str) -> Shown:
    """What there is not, in place of a table or figure."""
    return Shown(f'<p class="remark">{escape(text)}</p>')
