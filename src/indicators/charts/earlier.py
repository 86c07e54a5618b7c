"""Levels and the earlier levels that their growth implies, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import ROOM, panels, row_label, value_axis
from indicators.charts.marks import extent
from indicators.charts.rows import Row, grouped, rows_of, table_of
from indicators.charts.style import BLUE, GREY, PAPER, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 36
_COLUMNS = ("panel", "label", "value", "value_low", "value_high", "derived", "words", "axis")
_HEADS = {
    "label": ("时期", "Period"), "value": ("数值", "Value"), "value_low": ("下限", "Lower bound"),
    "value_high": ("上限", "Upper bound"), "axis": ("指标", "Indicator"),
}  # fmt: skip


@styled
def earlier(frame: Any, title: str, lang: str = "zh") -> Chart:
    """Two rows a panel: the derived earlier level (hollow, hatched) and the published one.

    Parameters
    ----------
    frame : columns panel (an id), label, value, value_low, value_high (missing = open), derived
        (true or false), words (written beside the mark), axis (label with the unit)
    title : the finding
    lang : zh or en, of the alternative text and the table's headings

    Returns
    -------
    Figure; the axes do not begin at zero, so that the intervals can be seen
    """
    rows = rows_of(frame, "earlier", _COLUMNS)
    groups = grouped(rows, "panel")
    figure, all_axes = panels([_ROW * len(group) for group in groups.values()], title)
    for axes, group in zip(all_axes, groups.values(), strict=True):
        _panel(axes, group)
    told = [f"{row['axis']} {row['label']}: {row['words']}" for row in rows]
    figure.alt = sentences(title, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _panel(axes: Any, rows: list[Row]) -> None:
    # An open end is not drawn here: the axis shows the closed ones in detail.
    drawn = [extent(row, 0) for row in rows]
    for place, (row, (low, high, *_)) in enumerate(zip(rows, drawn, strict=True)):
        colour = GREY if row["derived"] else BLUE
        axes.barh(
            [place], [high - low], left=low, height=0.26, color="none" if row["derived"] else BLUE,
            edgecolor=colour, hatch="////" if row["derived"] else "",
        )  # fmt: skip
        axes.plot(
            [row["value"]], [place], marker="o", color=colour, markersize=7, linestyle="",
            markerfacecolor=PAPER if row["derived"] else BLUE,
            markeredgecolor=GREY if row["derived"] else PAPER,
        )  # fmt: skip
        row_label(axes, place, row["label"])
        axes.annotate(
            row["words"], (high, place), xytext=(8, 0), textcoords="offset points",
            va="center", fontsize=SMALL,
        )  # fmt: skip
    low, high = min(d.low for d in drawn), max(d.high for d in drawn)
    span = high - low or abs(high) or 1
    words = max(points(row["words"], SMALL) for row in rows) + 14
    value_axis(
        axes, low - 0.15 * span, high + 1.15 * span * words / max(ROOM - words, 60), rows[0]["axis"]
    )
    axes.set_ylim(len(rows) - 0.5, -0.75)
