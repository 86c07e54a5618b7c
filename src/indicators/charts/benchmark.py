"""An area beside a benchmark, indicator by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import ROOM, legend_below, panels, row_label, value_axis
from indicators.charts.rows import Row, grouped, rows_of, table_of
from indicators.charts.style import BLUE, GREY, ORANGE, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import pick, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 43
_COLUMNS = ("label", "value", "benchmark", "unit")


@styled
def benchmark(frame: Any, title: str, names: tuple[str, str], lang: str = "zh") -> Chart:
    """Two marks a row, joined by a line: the area (dot) and the benchmark (diamond).

    Parameters
    ----------
    frame : columns label, value, benchmark, unit; one panel a unit
    title : the finding
    names : the area and the benchmark, for the legend
    lang : zh or en, of the alternative text and the table's headings
    """
    rows = rows_of(frame, "benchmark", _COLUMNS)
    groups = grouped(rows, "unit")
    figure, all_axes = panels([_ROW * len(group) for group in groups.values()], title, below=19)
    for axes, (unit, group) in zip(all_axes, groups.items(), strict=True):
        _panel(axes, group, str(unit))
    handles = [
        all_axes[0].plot([], [], marker=marker, color=colour, linestyle="", label=name)[0]
        for marker, colour, name in (("o", BLUE, names[0]), ("D", ORANGE, names[1]))
    ]
    legend_below(figure, handles=handles, ncols=2)
    told = [f"{row['label']} {_beside(row, names, lang)}" for row in rows]
    figure.alt = sentences(title, told, lang)
    heads = {"label": ("指标", "Indicator"), "value": (names[0],) * 2, "benchmark": (names[1],) * 2}
    figure.table = table_of(rows, {**heads, "unit": ("单位", "Unit")}, lang)
    return figure


def _beside(row: Row, names: tuple[str, str], lang: str) -> str:
    here, there = (with_unit(row[name], row["unit"], lang) for name in ("value", "benchmark"))
    return pick(
        lang, f"{names[0]}{here}，{names[1]}{there}", f"{names[0]} {here}, {names[1]} {there}"
    )


def _panel(axes: Any, rows: list[Row], unit: str) -> None:
    values = [row[name] for row in rows for name in ("value", "benchmark")]
    low, high = min(*values, 0), max(*values, 0)
    # Room for the widest number on both sides, measured: digits must not be cut.
    wide = max(points(f"{value:g}", SMALL) for value in values) + 14
    margin = (high - low or 1) * wide / (ROOM - 2 * wide)
    for place, row in enumerate(rows):
        _row(axes, place, row)
    value_axis(axes, low - margin * any(v < 0 for v in values), high + margin, unit)
    axes.set_ylim(len(rows) - 0.35, -0.75)


def _row(axes: Any, place: int, row: Row) -> None:
    here, there = row["value"], row["benchmark"]
    axes.plot([there, here], [place, place], color=GREY, linewidth=1.5, zorder=1)
    sides = (1, -1) if here >= there else (-1, 1)
    for value, marker, colour, side in (
        (here, "o", BLUE, sides[0]),
        (there, "D", ORANGE, sides[1]),
    ):
        axes.plot([value], [place], marker=marker, color=colour, markersize=8, linestyle="")
        axes.annotate(
            f"{value:g}", (value, place), xytext=(8 * side, 0), textcoords="offset points",
            ha="left" if side > 0 else "right", va="center", fontsize=SMALL,
        )  # fmt: skip
    row_label(axes, place - 0.08, row["label"])
