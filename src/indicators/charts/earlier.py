"""A level and the earlier level that its growth implies, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.style import BLUE, GREY, new_figure, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Point = tuple[str, float, float | None, float | None]


@styled
def earlier(points: list[Point], title: str, axis: str) -> Figure:
    """Intervals over time; the first is derived (hollow), the last is published (filled).

    Parameters
    ----------
    points : (label of the period, value, low, high), in order of time
    title, axis : the finding, and the label of the axis with its unit
    """
    figure, axes = new_figure(8, 2.2)
    for place, (_, value, low, high) in enumerate(points):
        derived = place == 0
        ends = [value if bound is None else bound for bound in (low, high)]
        axes.plot(
            ends,
            [place, place],
            color=GREY if derived else BLUE,
            linewidth=16,
            alpha=0.4,
            solid_capstyle="butt",
        )
        axes.plot(
            [value], [place], marker="o", markersize=6, color=BLUE,
            markerfacecolor="white" if derived else BLUE, linestyle="",
        )  # fmt: skip
        words = f"{value:,.0f}  ({ends[0]:,.0f}–{ends[1]:,.0f})"
        axes.annotate(
            words,
            (max(ends), place),
            xytext=(10, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    axes.set_yticks(range(len(points)), [point[0] for point in points])
    axes.set_ylim(len(points) - 0.5, -0.5)
    axes.set_xlim(0, max(max(p[1], p[3] or 0) for p in points) * 1.45)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel(axis)
    axes.set_title(title)
    return figure
