"""One look for all charts: colours anyone can tell apart, sizes that read on a phone."""

from __future__ import annotations

import functools
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ParamSpec

from indicators.charts.fonts import FAMILY, register

if TYPE_CHECKING:
    from matplotlib.figure import Figure

P = ParamSpec("P")
# Okabe and Ito (2008), Color Universal Design: told apart by all kinds of colour vision.
BLUE, ORANGE, GREEN, PINK = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
GREY, INK, PALE = "#666666", "#1a1a1a", "#d9d9d9"
# Five inches are as wide as a phone: text keeps its size there and grows on a desk.
WIDTH = 5.0
_SIDE, _LINE, _AXIS = 0.14, 0.21, 0.52  # inches: margins, a line of the title, an axis with label
_COLUMNS = 64  # of half-width characters in a line of that width
_RC: Any = {
    "font.family": FAMILY,
    "font.size": 10,
    "svg.fonttype": "none",
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


def styled(chart: Callable[P, Figure]) -> Callable[P, Figure]:
    """A chart function that draws in the house style, whatever the caller's settings are.

    A character that no font has is an error.
    """

    @functools.wraps(chart)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Figure:
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

        register()
        self._rc = mpl.rc_context()
        self._rc.__enter__()
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.filterwarnings("error", message="Glyph .* missing")

    def __exit__(self, *problem: Any) -> None:
        self._warnings.__exit__(*problem)
        self._rc.__exit__(*problem)


def panels(rows: Sequence[float], title: str, below: float = 0) -> tuple[Figure, list[Any]]:
    """A figure with a title and panels one under another.

    Laid out by plain sums: a layout engine moves axes by the last bit from run to run, and the
    picture would not be the same bytes. Outside of pyplot's memory, so that a long run leaks
    nothing.

    Parameters
    ----------
    rows : height of each panel's rows in inches; its axis and label come on top
    title : the finding
    below : inches for a legend under the last panel
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    words = wrap(title, _COLUMNS - 8)
    above = _LINE * (words.count("\n") + 1) + 0.1
    height = above + sum(rows) + _AXIS * len(rows) + below
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    all_axes, top = [], height - above
    for tall in rows:
        box = (_SIDE / WIDTH, (top - tall) / height, 1 - 2 * _SIDE / WIDTH, tall / height)
        all_axes.append(figure.add_axes(box))
        top -= tall + _AXIS
    figure.suptitle(words, x=_SIDE / WIDTH, y=1 - 0.04 / height, ha="left", va="top", fontsize=11.5)
    return figure, all_axes


def legend_below(figure: Figure, **how: Any) -> None:
    """A legend in the room that `panels` left under the last panel."""
    figure.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 0), borderaxespad=0.2, **how)


def row_label(axes: Any, place: float, text: str) -> None:
    """A label over a row, from the left edge: long names need no margin of their own."""
    axes.annotate(
        shorten(text, _COLUMNS + 4), (0, place), xycoords=("axes fraction", "data"),
        xytext=(0, 8), textcoords="offset points", va="bottom", fontsize=10,
    )  # fmt: skip


def wrap(text: str, columns: int) -> str:
    """Text in lines; a Chinese character takes two columns and may begin a line anywhere.

    >>> wrap("growth implies a level", 12).split("\\n")
    ['growth', 'implies a', 'level']
    >>> wrap("双向转诊人次", 6).split("\\n")
    ['双向转', '诊人次']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _columns(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return "\n".join([*lines, line.rstrip()])


def shorten(text: str, columns: int) -> str:
    """Text that fits a number of columns, cut with an ellipsis if need be.

    >>> shorten("双向转诊人次", 8)
    '双向转…'
    """
    if _columns(text) <= columns:
        return text
    while _columns(text) >= columns:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(text: str) -> list[str]:
    """Words with the blank behind them; wide characters one by one, closing marks and 万 kept behind."""
    found: list[str] = []
    for character in text:
        glue = found and not (_wide(character) or _wide(found[-1][-1]) or found[-1][-1] == " ")
        if (glue or character in " ，。；：、）】》”％%)万亿") and found:
            found[-1] += character
        else:
            found.append(character)
    return found


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _columns(text: str) -> int:
    return sum(2 if _wide(character) else 1 for character in text)
