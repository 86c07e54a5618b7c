"""Levels and the earlier levels that their growth implies, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, GREY, panels, row_label, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.5  # inches


@styled
def earlier(frame: pd.DataFrame, title: str) -> Figure:
    """Two rows a panel: the derived earlier level (hollow, hatched) and the published one.

    Parameters
    ----------
    frame : columns panel (an id), label, value, value_low, value_high (missing = open), derived
        (true or false), words (written beside the mark), axis (label with the unit)
    title : the finding

    Returns
    -------
    Figure; the axes do not begin at zero, so that the intervals can be seen
    """
    groups = [rows.to_dict("records") for _, rows in frame.groupby("panel", sort=False)]
    figure, all_axes = panels([_ROW * len(rows) for rows in groups], title)
    for axes, rows in zip(all_axes, groups, strict=True):
        _panel(axes, rows)
    return figure


def _panel(axes: Any, rows: list[dict[str, Any]]) -> None:
    for place, row in enumerate(rows):
        low, high = (_end(row[name], row["value"]) for name in ("value_low", "value_high"))
        colour = GREY if row["derived"] else BLUE
        axes.barh(
            [place], [high - low], left=low, height=0.26, color="none" if row["derived"] else BLUE,
            edgecolor=colour, hatch="////" if row["derived"] else "",
        )  # fmt: skip
        axes.plot(
            [row["value"]], [place], marker="o", color=colour, markersize=7, linestyle="",
            markerfacecolor="white" if row["derived"] else BLUE,
            markeredgecolor=GREY if row["derived"] else "white",
        )  # fmt: skip
        row_label(axes, place, row["label"])
        axes.annotate(
            row["words"], (high, place), xytext=(8, 0), textcoords="offset points",
            va="center", fontsize=9,
        )  # fmt: skip
    ends = [_end(r[n], r["value"]) for r in rows for n in ("value_low", "value_high")]
    span = max(ends) - min(ends) or abs(max(ends)) or 1
    axes.set_xlim(min(ends) - 0.15 * span, max(ends) + 0.8 * span)
    axes.set_ylim(len(rows) - 0.5, -0.75)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.8g}")
    axes.set_xlabel(rows[0]["axis"])


def _end(bound: float, value: float) -> float:
    return value if bound != bound else bound
