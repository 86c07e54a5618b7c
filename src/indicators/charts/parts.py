"""Parts of a whole as one divided bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.style import BLUE, GREEN, GREY, ORANGE, new_figure, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLOURS = (BLUE, ORANGE, GREEN, "#CC79A7", "#56B4E9")
_HATCHES = ("", "//", "..", "xx", "\\\\")


@styled
def parts(
    whole: float, pieces: list[tuple[str, float]], rest: str, title: str, axis: str
) -> Figure:
    """One bar of length `whole`, divided into pieces and what is left of it.

    Parameters
    ----------
    whole : the total
    pieces : (label, value) of each part
    rest : label of what the parts leave open
    title, axis : the finding, and the label of the axis with its unit
    """
    figure, axes = new_figure(8, 2.0)
    left = 0.0
    remaining = whole - sum(value for _, value in pieces)
    bars = [*pieces, (rest, remaining)] if remaining > 0 else pieces
    for place, (label, value) in enumerate(bars):
        open_part = label == rest and remaining > 0
        axes.barh(
            [0], [value], left=left, height=0.55, edgecolor="white", linewidth=1.5,
            color="#dddddd" if open_part else _COLOURS[place % len(_COLOURS)],
            hatch="" if open_part else _HATCHES[place % len(_HATCHES)],
        )  # fmt: skip
        axes.annotate(
            f"{label}\n{value:g}", (left + value / 2, -0.32), ha="center", va="top", fontsize=9,
            color=GREY if open_part else "black", annotation_clip=False,
        )  # fmt: skip
        left += value
    axes.set_yticks([])
    axes.set_ylim(-0.95, 0.4)
    axes.set_xlim(0, whole)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(axis)
    axes.set_title(title)
    return figure
