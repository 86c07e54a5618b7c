"""Small panels side by side under one title, laid out by plain sums as `panels` is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from indicators.charts.style import WIDTH, wrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIDE, _GAP, _LINE, _COLUMNS = 0.14, 0.34, 0.21, 56  # inches; half-width characters of a title


def tiles(
    count: int, title: str, tall: float, head: float, columns: int = 2, below: float = 0
) -> tuple[Figure, list[Any]]:
    """A figure with a title and `count` axes in rows of `columns`, `head` inches over each.

    Parameters
    ----------
    count : number of axes
    title : the finding
    tall : height of the axes in inches; a line of years comes under each
    head : inches over each for its own words
    columns : axes side by side
    below : inches for a legend under the last row
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    words = wrap(title, _COLUMNS)
    above = _LINE * (words.count("\n") + 1) + 0.12
    foot = 0.3
    rows = math.ceil(count / columns)
    height = above + rows * (head + tall + foot) + below
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    wide = (WIDTH - 2 * _SIDE - _GAP * (columns - 1)) / columns
    all_axes = []
    for place in range(count):
        row, column = divmod(place, columns)
        top = height - above - row * (head + tall + foot) - head
        left = _SIDE + column * (wide + _GAP)
        box = (left / WIDTH, (top - tall) / height, wide / WIDTH, tall / height)
        all_axes.append(figure.add_axes(box))
    figure.suptitle(words, x=_SIDE / WIDTH, y=1 - 0.04 / height, ha="left", va="top", fontsize=11.5)
    return figure, all_axes
