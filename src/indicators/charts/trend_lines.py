"""Series over the years, each with its trend line: many small panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, INK, ORANGE, PALE, legend_below, styled, wrap
from indicators.charts.tiles import tiles

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_COLUMNS = 33  # of half-width characters over a panel


@styled
def trend_lines(frame: pd.DataFrame, title: str, names: tuple[str, str, str]) -> Figure:
    """A panel a series: published figures with their bounds, and the trend with its interval.

    Parameters
    ----------
    frame : columns label (names the panel), year, value, value_low, value_high (missing = open),
        fit, fit_low, fit_high (the trend and its interval that year, missing = no trend), words
        (the verdict), first_words and last_words (beside the first and the last figure)
    title : the finding
    names : what the figures, the trend and its interval are called in the legend

    Returns
    -------
    Figure; the axes of the panels do not begin at zero, so that the change can be seen
    """
    groups = [rows.to_dict("records") for _, rows in frame.groupby("label", sort=False)]
    lines = max(wrap(rows[0]["label"], _COLUMNS).count("\n") for rows in groups) + 2
    head = 0.17 * lines + 0.26
    figure, all_axes = tiles(len(groups), title, tall=0.95, head=head, below=0.3)
    span = (frame["year"].min(), frame["year"].max())
    for axes, rows in zip(all_axes, groups, strict=True):
        _panel(axes, rows, span)
    axes = all_axes[0]
    handles = [
        axes.plot([], [], marker="o", color=BLUE, linestyle="", markersize=5, label=names[0])[0],
        axes.plot([], [], color=ORANGE, linewidth=1.6, label=names[1])[0],
        axes.fill_between([], [], color=PALE, label=names[2]),
    ]
    legend_below(figure, handles=handles, ncols=3, fontsize=9, columnspacing=1.2)
    return figure


def _panel(axes: Any, rows: list[dict[str, Any]], span: tuple[int, int]) -> None:
    years = [row["year"] for row in rows]
    if rows[0]["fit"] == rows[0]["fit"]:
        low, high = ([row[name] for row in rows] for name in ("fit_low", "fit_high"))
        axes.fill_between(years, low, high, color=PALE, linewidth=0, zorder=0)
        axes.plot(years, [row["fit"] for row in rows], color=ORANGE, linewidth=1.6, zorder=1)
    low, high = ([_end(row, name) for row in rows] for name in ("value_low", "value_high"))
    axes.vlines(years, low, high, color=BLUE, linewidth=2.4, zorder=2)
    axes.plot(years, [row["value"] for row in rows], "o", color=BLUE, markersize=4.5, zorder=3)
    _ends(axes, rows)
    axes.set_xlim(span[0] - 0.6, span[1] + 0.6)
    axes.set_xticks([span[0], span[1]])
    axes.margins(y=0.34)
    label = wrap(rows[0]["label"], _COLUMNS)
    axes.annotate(
        f"{label}\n", (0, 1), xycoords="axes fraction", xytext=(0, 16), textcoords="offset points",
        va="bottom", fontsize=9.5, color=INK, linespacing=1.25,
    )  # fmt: skip
    axes.annotate(
        rows[0]["words"], (0, 1), xycoords="axes fraction", xytext=(0, 17),
        textcoords="offset points", va="bottom", fontsize=8.5, color=INK,
    )  # fmt: skip


def _end(row: dict[str, Any], name: str) -> float:
    """A bound, the figure itself where it is open."""
    return float(row["value"] if row[name] != row[name] else row[name])


def _ends(axes: Any, rows: list[dict[str, Any]]) -> None:
    """The first and the last figure in words, over the point when the series goes down from it."""
    for row, other, side in ((rows[0], rows[-1], "left"), (rows[-1], rows[0], "right")):
        words = row["first_words"] if side == "left" else row["last_words"]
        up = row["value"] >= other["value"]
        axes.annotate(
            words, (row["year"], row["value"]), xytext=(0, 6 if up else -6),
            textcoords="offset points", ha=side, va="bottom" if up else "top", fontsize=8.5,
        )  # fmt: skip
