"""One look for all charts: colours anyone can tell apart, and settings no caller can disturb."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec

from indicators.charts.fonts import FAMILY, register

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

P = ParamSpec("P")
# Okabe and Ito (2008), Color Universal Design: told apart by all kinds of colour vision.
BLUE, ORANGE, GREEN, PINK = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
GREY, INK, PALE, PAPER = "#666666", "#1a1a1a", "#d9d9d9", "#ffffff"
TEXT, SMALL = 10, 9  # points
_RC: Any = {
    "font.family": FAMILY,
    "font.size": TEXT,
    "svg.fonttype": "none",
    "text.hinting": "no_hinting",  # widths as in a browser, the same at every size
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": GREY,
    "axes.titlelocation": "left",
    "figure.dpi": 100,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "hatch.linewidth": 0.8,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.left": False,
    "ytick.labelleft": False,
}


def styled(chart: Callable[P, Chart]) -> Callable[P, Chart]:
    """A chart function that draws in the house style, whatever the caller's settings are.

    A character that no font has is an error.
    """

    @functools.wraps(chart)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Chart:
        with house_style():
            figure = chart(*args, **kwargs)
            # Place everything now: settings of the caller no longer matter.
            figure.canvas.draw()
            return figure

    return draw


class house_style:  # noqa: N801 - used as `with house_style():`
    """The settings of the house inside a `with`, and missing characters as errors."""

    def __enter__(self) -> None:
        import matplotlib as mpl
        import seaborn as sns

        register()
        self._rc = mpl.rc_context()
        self._rc.__enter__()
        mpl.rcdefaults()
        mpl.rcParams.update(sns.axes_style("ticks") | _RC)
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.filterwarnings("error", message="Glyph .* missing")

    def __exit__(self, *problem: Any) -> None:
        self._warnings.__exit__(*problem)
        self._rc.__exit__(*problem)
