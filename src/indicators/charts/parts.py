"""Parts of a whole as one divided bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.charts.layout import ROOM, legend_below, panels
from indicators.charts.rows import table_of
from indicators.charts.style import BLUE, GREEN, ORANGE, PALE, PAPER, PINK, TEXT, styled
from indicators.charts.text import at_size, wrap
from indicators.charts.words import sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_LOOKS = ((BLUE, ""), (ORANGE, "////"), (GREEN, "...."), (PINK, "xxxx"))
_LINE = 16
_HEADS = {"label": ("部分", "Part"), "value": ("数值", "Value"), "share": ("占比 (%)", "Share (%)")}


@styled
def parts(
    whole: float, pieces: list[tuple[str, float]], rest: str, title: str, axis: str,
    lang: str = "zh",
) -> Chart:  # fmt: skip
    """One bar as long as the whole, divided into its parts and what they leave.

    Parameters
    ----------
    whole : the total, more than 0
    pieces : (label, value) of each part; together no more than the whole
    rest : label of what the parts leave
    title, axis : the finding, and the label of the axis with its unit
    lang : zh or en, of the alternative text and the table's headings

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
    labels = [
        wrap(f"{label}  {value:g} ({value / whole:.0%})", ROOM - 40, at_size(TEXT))
        for label, value, *_ in bars
    ]
    rows = sum(label.count("\n") + 1 for label in labels)
    figure, (axes,) = panels([32], title, below=_LINE * rows + 4)
    begin = 0.0
    for label, (_, value, colour, hatch) in zip(labels, bars, strict=True):
        axes.barh(
            [0], [value], left=begin, height=0.8, color=colour, hatch=hatch, edgecolor=PAPER,
            label=label,
        )  # fmt: skip
        begin += value
    axes.set_xlim(0, whole)
    axes.set_ylim(-0.5, 0.5)
    axes.set_xlabel(axis)
    legend_below(figure, handlelength=1.6, fontsize=TEXT)
    figure.alt = sentences(title, labels, lang)
    made = [
        {"label": label, "value": value, "share": 100 * value / whole} for label, value, *_ in bars
    ]
    figure.table = table_of(made, _HEADS, lang)
    return figure
