"""A figure as SVG that can stand in a page."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

from indicators.charts import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Colours a page may set for itself (dark mode); outside of a page they are what they are.
_VARIABLES = {
    style.INK: "ink", style.GREY: "grey", style.PALE: "pale", style.BLUE: "blue",
    style.ORANGE: "orange", style.GREEN: "green", style.PINK: "pink", style.PAPER: "paper",
}  # fmt: skip


def svg_of(figure: Figure, prefix: str) -> str:
    """The figure as SVG, text as text, the same bytes every time.

    `prefix` goes before every id, so that several figures can stand on one page.

    Raises
    ------
    UserWarning
        A character is in none of the fonts.
    """
    import matplotlib as mpl

    out = io.StringIO()
    with style.house_style(), mpl.rc_context({"svg.hashsalt": prefix}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.S)
    svg = re.sub(r' id="([^"]+)"', rf' id="{prefix}-\1"', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\1{prefix}-", svg)
    for colour, name in _VARIABLES.items():
        svg = re.sub(rf"(?<=: ){colour}\b", f"var(--{name}, {colour})", svg)
    # No turn by nothing and no indentation: a page holds hundreds of marks and words.
    svg = re.sub(r' transform="rotate\(-0 [^"]*\)"', "", svg)
    svg = re.sub(r"\n +", "\n", svg)
    return re.sub(r'^(<svg[^>]*?) width="[^"]*"', r"\1", _without_height(svg)).rstrip()


def accessible(figure: Figure, prefix: str, alt: str) -> str:
    """The same, as an image whose alternative text is `alt`."""
    svg = svg_of(figure, prefix).removeprefix("<svg")
    return f'<svg role="img" aria-label="{escape(alt)}"{svg}'


def _without_height(svg: str) -> str:
    return re.sub(r'^(<svg[^>]*?) height="[^"]*"', r"\1", svg)
