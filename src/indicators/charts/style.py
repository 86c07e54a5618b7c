"""One look for all charts: an open Chinese font carried by a package, colours anyone can tell."""

from __future__ import annotations

import functools
import importlib.util
import io
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

if TYPE_CHECKING:
    from matplotlib.figure import Figure

P = ParamSpec("P")
FAMILY = ["Noto Sans SC", "DejaVu Sans"]
# Okabe and Ito (2008), Color Universal Design: told apart by all kinds of colour vision.
BLUE, ORANGE, GREEN, GREY, INK = "#0072B2", "#D55E00", "#009E73", "#767676", "#1a1a1a"
_RC: Any = {
    "font.family": FAMILY,
    "svg.fonttype": "none",
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.labelsize": 10,
    "xtick.labelsize": 9,
    "ytick.labelsize": 10,
    "figure.dpi": 100,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@lru_cache(maxsize=1)
def font_path() -> Path:
    """The Noto Sans SC file that the zhplot package carries.

    zhplot itself is not imported: that would change matplotlib's settings.
    """
    spec = importlib.util.find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package zhplot carries the Chinese font; install it")
    return Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"


@lru_cache(maxsize=1)
def _register() -> None:
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path()))


def styled(chart: Callable[P, Figure]) -> Callable[P, Figure]:
    """A chart function that draws in the house style, whatever the caller's settings are."""

    @functools.wraps(chart)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Figure:
        import matplotlib as mpl

        _register()
        with mpl.rc_context(_RC):
            return chart(*args, **kwargs)

    return draw


def new_figure(width: float, height: float) -> tuple[Figure, Any]:
    """A figure of a size in inches and its axes, outside of pyplot's memory."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def svg_of(figure: Figure, prefix: str) -> str:
    """The figure as SVG with text as text, the same bytes every time; a missing glyph is an error.

    `prefix` goes before every id, so that several figures can stand on one page.
    """
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context(_RC | {"svg.hashsalt": prefix}), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r' id="([^"]+)"', rf' id="{prefix}-\1"', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\1{prefix}-", svg)
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.S)
    return re.sub(
        r"^(<svg[^>]*?) width=\"[^\"]*\"",
        r"\1",
        re.sub(r"^(<svg[^>]*?) height=\"[^\"]*\"", r"\1", svg),
    )
