"""Ranks an area holds, the best at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import panels, row_label
from indicators.charts.rows import missing, rows_of, table_of
from indicators.charts.style import BLUE, PALE, PAPER, SMALL, styled
from indicators.charts.words import pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_HEADS = {"label": ("指标", "Indicator"), "value": ("名次", "Rank"), "size": ("参与数", "Ranked")}


@styled
def ranks(frame: Any, title: str, axis: str, lang: str = "zh") -> Chart:
    """One row a rank: a line of places with the one that is held filled and numbered.

    Parameters
    ----------
    frame : columns label, value (1 = best), size (places in the pool, missing = not stated)
    title, axis : the finding, and the label of the axis
    lang : zh or en, of the alternative text and the table's headings

    Returns
    -------
    Figure; a line without an end mark belongs to a pool of unknown size
    """
    rows = rows_of(frame, "ranks", ("label", "value", "size"))
    figure, (axes,) = panels([42 * len(rows)], title)
    sizes = [int(row["size"]) for row in rows if not missing(row["size"])]
    most = max(6, *(int(row["value"]) + 2 for row in rows), *sizes)
    for place, row in enumerate(rows):
        known = not missing(row["size"])
        last = int(row["size"]) if known else most
        axes.plot([1, last], [place, place], color=PALE, linewidth=4, zorder=1)
        if known:
            axes.plot([last], [place], marker="|", color=PALE, markersize=14, zorder=1)
        axes.plot([row["value"]], [place], marker="o", color=BLUE, markersize=15, clip_on=False)
        axes.annotate(
            f"{row['value']:g}", (row["value"], place), color=PAPER, ha="center", va="center",
            fontsize=SMALL,
        )  # fmt: skip
        row_label(axes, place - 0.06, row["label"])
    axes.set_xlim(0.6, most + 0.4)
    axes.set_ylim(len(rows) - 0.5, -0.8)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel(axis)
    told = [pick(lang, "{}第{:g}", "{}: no. {:g}").format(r["label"], r["value"]) for r in rows]
    figure.alt = sentences(title, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure
