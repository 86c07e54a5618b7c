"""What printed figures leave open: 余, 近, 以上 and rounding as the intervals they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, INK, ORANGE, panels, row_label, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.46  # inches


@styled
def intervals(frame: pd.DataFrame, title: str) -> Figure:
    """One row a figure, from its lower to its upper bound; one panel a unit.

    Parameters
    ----------
    frame : columns label, value, value_low, value_high (missing = open), unit, words (what is
        written beside the mark)
    title : the finding

    Returns
    -------
    Figure; a bar spans a closed interval, an arrow shows an end that the text leaves open
    """
    groups = [(unit, rows.to_dict("records")) for unit, rows in frame.groupby("unit", sort=False)]
    figure, all_axes = panels([_ROW * len(rows) for _, rows in groups], title)
    for axes, (unit, rows) in zip(all_axes, groups, strict=True):
        _panel(axes, rows)
        axes.set_xlabel(unit)
    return figure


def _panel(axes: Any, rows: list[dict[str, Any]]) -> None:
    ends = [abs(v) for r in rows for v in (r["value"], r["value_low"], r["value_high"]) if v == v]
    widest = max([*ends, 0]) or 1
    reach = 0.15 * widest
    lowest = min(0, *(r["value"] for r in rows))
    for place, row in enumerate(rows):
        low = row["value"] - reach if row["value_low"] != row["value_low"] else row["value_low"]
        high = row["value"] + reach if row["value_high"] != row["value_high"] else row["value_high"]
        is_open = low != row["value_low"] or high != row["value_high"]
        colour = ORANGE if is_open else BLUE
        axes.plot([low, high], [place, place], color=colour, linewidth=5, solid_capstyle="butt")
        axes.plot([row["value"]], [place], marker="o", color=colour, markersize=6)
        for bound, tip, marker in ((row["value_low"], low, "<"), (row["value_high"], high, ">")):
            if bound != bound:
                axes.plot([tip], [place], marker=marker, color=ORANGE, markersize=9)
        row_label(axes, place, row["label"])
        axes.annotate(
            row["words"], (high, place), xytext=(8, 0), textcoords="offset points",
            va="center", color=INK, fontsize=9,
        )  # fmt: skip
    axes.set_ylim(len(rows) - 0.5, -0.75)
    axes.set_xlim(lowest * 1.1, widest * 1.75)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
