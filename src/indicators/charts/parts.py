"""Parts of a whole as one divided bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.style import (
    BLUE,
    GREEN,
    ORANGE,
    PALE,
    PINK,
    legend_below,
    panels,
    styled,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LOOKS = ((BLUE, ""), (ORANGE, "////"), (GREEN, "...."), (PINK, "xxxx"))


@styled
def parts(
    whole: float, pieces: list[tuple[str, float]], rest: str, title: str, axis: str
) -> Figure:
    """One bar as long as the whole, divided into its parts and what they leave.

    Parameters
    ----------
    whole : the total, more than 0
    pieces : (label, value) of each part; together no more than the whole
    rest : label of what the parts leave
    title, axis : the finding, and the label of the axis with its unit

    Raises
    ------
    ValueError
        The parts are more than the whole.
    """
    left = whole - sum(value for _, value in pieces)
    if left < 0:
        raise ValueError(
            f"the parts are {whole - left:g} and the whole is {whole:g}; draw them apart"
        )
    bars = [(label, value, *_LOOKS[n % len(_LOOKS)]) for n, (label, value) in enumerate(pieces)]
    if left:
        bars.append((rest, left, PALE, ""))
    figure, (axes,) = panels([0.45], title, below=0.22 * len(bars) + 0.05)
    begin = 0.0
    for label, value, colour, hatch in bars:
        axes.barh(
            [0], [value], left=begin, height=0.8, color=colour, hatch=hatch, edgecolor="white",
            label=wrap(f"{label}  {value:g} ({value / whole:.0%})", 56),
        )  # fmt: skip
        begin += value
    axes.set_xlim(0, whole)
    axes.set_ylim(-0.5, 0.5)
    axes.set_xlabel(axis)
    legend_below(figure, handlelength=1.6)
    return figure
