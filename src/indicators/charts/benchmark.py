"""An area beside a benchmark, indicator by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, GREY, ORANGE, legend_below, panels, row_label, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.6  # inches


@styled
def benchmark(frame: pd.DataFrame, title: str, names: tuple[str, str]) -> Figure:
    """Two marks a row, joined by a line: the area (dot) and the benchmark (diamond).

    Parameters
    ----------
    frame : columns label, value, benchmark, unit; one panel a unit
    title : the finding
    names : the area and the benchmark, for the legend
    """
    groups = [(unit, rows.to_dict("records")) for unit, rows in frame.groupby("unit", sort=False)]
    figure, all_axes = panels([_ROW * len(rows) for _, rows in groups], title, below=0.27)
    for axes, (unit, rows) in zip(all_axes, groups, strict=True):
        for place, row in enumerate(rows):
            _row(axes, place, row)
        values = [row[name] for row in rows for name in ("value", "benchmark")]
        margin = 0.12 * (max(*values, 0) - min(*values, 0) or 1)
        axes.set_xlim(
            min(*values, 0) - margin * any(v < 0 for v in values), max(*values, 0) + margin
        )
        axes.set_ylim(len(rows) - 0.35, -0.75)
        axes.set_xlabel(unit)
    handles = [
        all_axes[0].plot([], [], marker=marker, color=colour, linestyle="", label=name)[0]
        for marker, colour, name in (("o", BLUE, names[0]), ("D", ORANGE, names[1]))
    ]
    legend_below(figure, handles=handles, ncols=2)
    return figure


def _row(axes: Any, place: int, row: dict[str, Any]) -> None:
    here, there = row["value"], row["benchmark"]
    axes.plot([there, here], [place, place], color=GREY, linewidth=1.5, zorder=1)
    sides = (1, -1) if here >= there else (-1, 1)
    for value, marker, colour, side in (
        (here, "o", BLUE, sides[0]),
        (there, "D", ORANGE, sides[1]),
    ):
        axes.plot([value], [place], marker=marker, color=colour, markersize=8, linestyle="")
        axes.annotate(
            f"{value:g}", (value, place), xytext=(8 * side, 0), textcoords="offset points",
            ha="left" if side > 0 else "right", va="center", fontsize=9,
        )  # fmt: skip
    row_label(axes, place - 0.08, row["label"])
