"""What a notebook shows: sentences with footnotes, figures with words, tables.

Everything that comes from a document is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from indicators.charts import svg_of
from indicators.reports.grid import Amount, Row, table
from indicators.reports.markup import Link, Notes, Quote, Shown, Told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "Amount", "Link", "Notes", "Quote", "Row", "Shown", "Told", "figure", "finding", "findings",
    "remark", "table",
]  # fmt: skip


def figure(chart: Figure, name: str, alt: str, note: str = "") -> Shown:
    """A chart as inline SVG; `alt` says its finding in words. `name` becomes the figure's id.

    `note` is HTML that stands under it: where its numbers come from.
    """
    svg = svg_of(chart, name)
    label = f'<svg role="img" aria-label="{escape(alt)}"'
    caption = f"<figcaption>{note}</figcaption>" if note else ""
    picture = re.sub("^<svg", lambda _: label, svg)
    return Shown(f'<figure id="{name}">{picture}{caption}</figure>')


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
