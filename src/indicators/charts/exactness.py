"""How much a printed figure leaves open: 余, 近, 以上 and rounding, as a share of the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, GREY, ORANGE, new_figure, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_OPEN = 60.0  # how far an arrow reaches for a bound that the text leaves open, in percent


@styled
def exactness(frame: pd.DataFrame, title: str, axis: str) -> Figure:
    """One line a figure, from its lower to its upper bound, in percent of what is printed.

    Parameters
    ----------
    frame : columns label, value, value_low, value_high (missing = open)
    title, axis : the finding, and the label of the axis with its unit

    Returns
    -------
    Figure; an arrow marks a bound that the text leaves open
    """
    figure, axes = new_figure(8, 1.1 + 0.36 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        low, high = (_percent(row[c], row["value"]) for c in ("value_low", "value_high"))
        _line(axes, place, low, high)
        axes.plot([0], [place], marker="o", color=BLUE, markersize=5, zorder=3)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_yticks(range(len(frame)), list(frame["label"]))
    axes.set_ylim(len(frame) - 0.5, -0.5)
    axes.set_xlim(-_OPEN * 1.08, max(110, _OPEN * 1.08))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}%" if value else "0")
    axes.set_xlabel(axis)
    axes.set_title(title)
    return figure


def _percent(bound: float, value: float) -> float | None:
    return None if bound is None or bound != bound or not value else 100 * (bound / value - 1)


def _line(axes: Any, place: int, low: float | None, high: float | None) -> None:
    axes.plot(
        [-_OPEN if low is None else low, _OPEN if high is None else high],
        [place, place],
        color=ORANGE if None in (low, high) else BLUE,
        linewidth=3,
        solid_capstyle="butt",
    )
    for bound, tip, marker in ((low, -_OPEN, "<"), (high, _OPEN, ">")):
        if bound is None:
            axes.plot([tip], [place], marker=marker, color=ORANGE, markersize=8)
