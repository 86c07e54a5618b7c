"""Ranks an area holds, the best at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.style import BLUE, PALE, panels, row_label, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@styled
def ranks(frame: pd.DataFrame, title: str, axis: str) -> Figure:
    """One row a rank: a line of places with the one that is held filled and numbered.

    Parameters
    ----------
    frame : columns label, value (1 = best), size (places in the pool, missing = not stated)
    title, axis : the finding, and the label of the axis

    Returns
    -------
    Figure; a line without an end mark belongs to a pool of unknown size
    """
    figure, (axes,) = panels([0.58 * len(frame)], title)
    most = max(6, int(frame["value"].max()) + 2, *(int(s) for s in frame["size"].dropna()))
    for place, row in enumerate(frame.to_dict("records")):
        known = row["size"] == row["size"]
        last = int(row["size"]) if known else most
        axes.plot([1, last], [place, place], color=PALE, linewidth=4, zorder=1)
        if known:
            axes.plot([last], [place], marker="|", color=PALE, markersize=14, zorder=1)
        axes.plot([row["value"]], [place], marker="o", color=BLUE, markersize=15, clip_on=False)
        axes.annotate(
            f"{row['value']:g}", (row["value"], place), color="white", ha="center", va="center",
            fontsize=9,
        )  # fmt: skip
        row_label(axes, place - 0.06, row["label"])
    axes.set_xlim(0.6, most + 0.4)
    axes.set_ylim(len(frame) - 0.5, -0.8)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel(axis)
    return figure
