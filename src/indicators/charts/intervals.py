"""What printed figures leave open: 余, 近, 以上, 约 and rounding as the intervals they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import (
    ROOM,
    legend_below,
    note_height,
    panels,
    row_label,
    value_axis,
)
from indicators.charts.marks import extent, interval
from indicators.charts.rows import Row, grouped, rows_of, table_of
from indicators.charts.style import BLUE, GREY, ORANGE, PAPER, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 33
_COLUMNS = ("label", "value", "value_low", "value_high", "unit", "words")
_REACH = 0.15  # of the widest figure, for an end the text leaves open
_HEADS = {
    "label": ("指标", "Indicator"), "words": ("界限", "Bounds"), "value": ("数值", "Value"),
    "value_low": ("下限", "Lower bound"), "value_high": ("上限", "Upper bound"),
    "unit": ("单位", "Unit"),
}  # fmt: skip


@styled
def intervals(frame: Any, title: str, lang: str = "zh") -> Chart:
    """One row a figure, from its lower to its upper bound; one panel a unit.

    Parameters
    ----------
    frame : columns label, value, value_low, value_high (missing = open), unit, words (what is
        written beside the mark)
    title : the finding
    lang : zh or en, of the legend, the alternative text and the table's headings

    Returns
    -------
    Figure; a bar spans a closed interval (余, rounding), an arrow shows an end that the text
    leaves open (以上, 近), a dashed bar with a hollow dot a figure that is only about so (约)
    """
    rows = rows_of(frame, "intervals", _COLUMNS)
    groups = grouped(rows, "unit")
    kinds = list(dict.fromkeys(_kind(row) for row in rows))
    figure, all_axes = panels(
        [_ROW * len(group) for group in groups.values()], title, below=note_height("x") + 2
    )
    for axes, (unit, group) in zip(all_axes, groups.items(), strict=True):
        _panel(axes, group, str(unit))
    handles = [_handle(all_axes[0], kind, lang) for kind in _WORDS if kind in kinds]
    legend_below(figure, handles=handles, ncols=3)
    figure.alt = sentences(title, [f"{row['label']} {row['words']}" for row in rows], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


_WORDS = {
    "closed": ("两端有界", "both ends known"),
    "open": ("一端不限", "one end open"),
    "about": ("约数", "only “about”"),
}


def _kind(row: Row) -> str:
    drawn = extent(row, 0)
    return "about" if drawn.about else "open" if drawn.open_low or drawn.open_high else "closed"


def _look(kind: str) -> tuple[str, str]:
    """Colour of the bar, filling of the dot."""
    colour = {"closed": BLUE, "open": ORANGE, "about": GREY}[kind]
    return colour, PAPER if kind == "about" else colour


def _panel(axes: Any, rows: list[Row], unit: str) -> None:
    ends = [abs(v) for r in rows for v in (r["value"], r["value_low"], r["value_high"]) if v == v]
    widest = max([*ends, 0]) or 1
    drawn = [_row(axes, place, row, _REACH * widest) for place, row in enumerate(rows)]
    low, high = min(0, *(d[0] for d in drawn)), max(d[1] for d in drawn)
    words = max(points(row["words"], SMALL) for row in rows) + 14
    value_axis(axes, low * 1.05, low + (high - low) * ROOM / max(ROOM - words, 60), unit)
    axes.set_ylim(len(rows) - 0.5, -0.75)


def _row(axes: Any, place: int, row: Row, reach: float) -> tuple[float, float]:
    colour, inside = _look(_kind(row))
    drawn = interval(axes, place, row, reach, colour)
    axes.plot(
        [row["value"]], [place], marker="o", color=colour, markersize=6, markerfacecolor=inside,
        linestyle="", zorder=3,
    )  # fmt: skip
    row_label(axes, place, row["label"])
    axes.annotate(
        row["words"], (drawn.high, place), xytext=(8, 0), textcoords="offset points",
        va="center", fontsize=SMALL,
    )  # fmt: skip
    return drawn.low, drawn.high


def _handle(axes: Any, kind: str, lang: str) -> Any:
    """The legend says what bar, arrow and dashes stand for."""
    colour, inside = _look(kind)
    marker = ">" if kind == "open" else "o"
    (line,) = axes.plot(
        [], [], color=colour, linewidth=4, marker=marker, markersize=7, markerfacecolor=inside,
        linestyle=(0, (0.6, 0.4)) if kind == "about" else "-", label=pick(lang, *_WORDS[kind]),
    )  # fmt: skip
    return line
