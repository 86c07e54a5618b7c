"""Year after year, series by series: sure rises, sure falls, and what the figures leave open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from indicators.charts.style import (
    BLUE,
    GREY,
    ORANGE,
    PALE,
    legend_below,
    panels,
    row_label,
    styled,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.4  # inches
_LOOKS: dict[str, dict[str, Any]] = {
    "rise": {"marker": "^", "color": BLUE, "markersize": 8},
    "fall": {"marker": "v", "color": ORANGE, "markersize": 8},
    "same": {"marker": "s", "color": GREY, "markersize": 6},
    "unsure": {"marker": "o", "color": GREY, "markersize": 7, "markerfacecolor": "none"},
    "missing": {"marker": "_", "color": PALE, "markersize": 7},
}


@styled
def directions(frame: pd.DataFrame, title: str, names: dict[str, str]) -> Figure:
    """A row a series, a mark a year; the shape says the direction as the colour does.

    Parameters
    ----------
    frame : columns label, year, direction (rise, fall, same, unsure, missing)
    title : the finding
    names : what each direction is called in the legend
    """
    groups = [(label, rows) for label, rows in frame.groupby("label", sort=False)]
    figure, (axes,) = panels([_ROW * len(groups)], title, below=0.3)
    marks: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, (label, rows) in enumerate(groups):
        row_label(axes, place, label)
        # All marks of a kind at once: a page with hundreds of them stays small.
        for direction, same in rows.groupby("direction", sort=False):
            marks[direction] += [(year, place + 0.03) for year in same["year"]]
    for direction, spots in marks.items():
        axes.plot(*zip(*spots, strict=True), linestyle="", **_LOOKS[direction])
    years = sorted(set(frame["year"]))
    axes.set_ylim(len(groups) - 0.4, -0.75)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    axes.set_xticks(years, [str(year) for year in years])
    used = set(frame["direction"])
    handles = [
        axes.plot([], [], linestyle="", label=names[key], **look)[0]
        for key, look in _LOOKS.items()
        if key in used
    ]
    legend_below(
        figure, handles=handles, ncols=len(handles), fontsize=9, columnspacing=1.0,
        handletextpad=0.2,
    )  # fmt: skip
    return figure
