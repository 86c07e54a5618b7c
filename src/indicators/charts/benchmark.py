"""An area beside a benchmark, indicator by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.style import BLUE, GREY, ORANGE, new_figure, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@styled
def benchmark(frame: pd.DataFrame, title: str, names: tuple[str, str], axis: str) -> Figure:
    """Two marks a row, joined by a line: the area (dot) and the benchmark (diamond).

    Parameters
    ----------
    frame : columns label, value, benchmark; one unit for all rows
    title, axis : the finding, and the label of the axis with its unit
    names : the area and the benchmark, for the legend
    """
    figure, axes = new_figure(8, 1.6 + 0.5 * len(frame))
    span = max(frame["value"].max(), frame["benchmark"].max(), 0) or 1
    for place, row in enumerate(frame.to_dict("records")):
        axes.plot([row["benchmark"], row["value"]], [place, place], color=GREY, linewidth=1.5)
        for value, marker, colour, above in (
            (row["benchmark"], "D", ORANGE, 0.30),
            (row["value"], "o", BLUE, -0.22),
        ):
            axes.plot([value], [place], marker=marker, color=colour, markersize=8, linestyle="")
            axes.text(
                value,
                place + above,
                f"{value:g}",
                color=colour,
                ha="center",
                va="center",
                fontsize=9,
            )
    for marker, colour, name in (("o", BLUE, names[0]), ("D", ORANGE, names[1])):
        axes.plot([], [], marker=marker, color=colour, linestyle="", label=name)
    figure.legend(frameon=False, loc="outside lower center", ncols=2)
    axes.set_yticks(range(len(frame)), list(frame["label"]))
    axes.set_ylim(len(frame) - 0.4, -0.6)
    axes.set_xlim(min(0, frame[["value", "benchmark"]].min().min()) * 1.15, span * 1.15)
    axes.set_xlabel(axis)
    axes.set_title(title)
    return figure
