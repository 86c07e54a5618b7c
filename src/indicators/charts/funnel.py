"""A figure of many places against their size, with the limits that chance alone would keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.labels import name_points
from indicators.charts.layout import ROOM, legend_below, panels, plain, upright_axis
from indicators.charts.rows import NAN, Row, known, one_of, rows_of, table_of, true
from indicators.charts.style import BLUE, GREY, INK, ORANGE, PAPER, SMALL, TEXT, styled
from indicators.charts.text import at_size, shorten
from indicators.charts.words import axis_label, listed, pick, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

LIMITS = ("lower_95", "upper_95", "lower_998", "upper_998")
_SIDES = {  # marker, filled, words
    "998": ("D", True, "在99.8%控制限之外", "outside the 99.8% limits"),
    "95": ("s", False, "在95%控制限之外", "outside the 95% limits"),
    "": ("o", True, "在控制限之内", "within the limits"),
}
_HEADS = {
    "label": ("地区", "Area"), "size": ("规模", "Size"), "value": ("数值", "Value"),
    "unit": ("单位", "Unit"), "average": ("平均", "Average"), "lower_95": ("95%下限", "Lower 95%"),
    "upper_95": ("95%上限", "Upper 95%"), "lower_998": ("99.8%下限", "Lower 99.8%"),
    "upper_998": ("99.8%上限", "Upper 99.8%"),
}  # fmt: skip


@styled
def funnel(
    frame: Any, lang: str = "zh", what: str = "", size: str = "", limits: Any = None,
    *, title: str = "",
) -> Chart:  # fmt: skip
    """A mark a place: its figure over its size, and control limits at 95% and 99.8%.

    Parameters
    ----------
    frame : columns label, size (above 0), value, average (of all places), lower_95, upper_95,
        lower_998, upper_998 (at that size, as the funnels of `statistics` give them); where
        there: unit, here (true = the place the page is about)
    lang : zh or en
    what, size : names of the figure and of the size, the latter with its unit
    limits : the curves in more detail, a table with size and the four limits; those of the
        frame where None
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, several units, a size that is not above zero.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["A", "B"], "size": [50, 400], "value": [70.0, 90.0],
    ...     "average": 80, "lower_95": [69, 76.1], "upper_95": [91, 83.9],
    ...     "lower_998": [62, 73.8], "upper_998": [98, 86.2]})
    >>> funnel(table, "en", "Recognition rate").finding
    'Recognition rate, 2 places: 1 outside the 99.8% limits (B)'
    """
    needed = ("label", "size", "value", "average", *LIMITS)
    rows = known(rows_of(frame, "funnel", needed, ("unit", "here")), "funnel")
    curves = rows if limits is None else rows_of(limits, "funnel limits", ("size", *LIMITS))
    _refuse_sizes([*rows, *curves])
    unit = one_of(rows, "unit", "funnel")
    finding = title or _finding(rows, what, unit, lang)
    figure, (axes,) = panels([230], finding, over=22, below=52)
    low, high = _span([row["value"] for row in rows] + [rows[0]["average"]])
    upright_axis(axes, low, high, axis_label(what, unit, "", lang))
    _size_axis(axes, [row["size"] for row in rows], size)
    _curves(axes, curves, rows[0]["average"])
    for row in rows:
        _mark(axes, row)
    _names(axes, rows)
    legend_below(figure, handles=_handles(axes, rows, unit, lang), ncols=2)
    special = [row for row in rows if _side(row) or true(row["here"])]
    told = [_told(row, unit, lang) for row in special or rows]
    figure.alt = sentences(finding, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _refuse_sizes(rows: list[Row]) -> None:
    wrong = [row["size"] for row in rows if not row["size"] > 0]
    if wrong:
        raise ValueError(f"funnel needs sizes above 0, got {wrong[0]}. Leave such places out.")


def _side(row: Row) -> str:
    """The outermost limit a place lies beyond: "998", "95" or ""."""
    for level in ("998", "95"):
        if row["value"] < row[f"lower_{level}"] or row["value"] > row[f"upper_{level}"]:
            return level
    return ""


def _finding(rows: list[Row], what: str, unit: str, lang: str) -> str:
    told = []
    for level in ("998", "95"):
        outside = [str(row["label"]) for row in rows if _side(row) == level]
        words = pick(lang, *_SIDES[level][2:])
        if outside:
            names = listed(outside[:4], lang) + ("…" if len(outside) > 4 else "")
            n = len(outside)
            told.append(pick(lang, f"{n}个{words}（{names}）", f"{n} {words} ({names})"))
    if not told:
        told = [pick(lang, "都在控制限之内", "all within the limits")]
    told += [_told(row, unit, lang) for row in rows if true(row["here"])]
    n = len(rows)
    who = pick(lang, f"{what}：{n}个地区中", f"{what}, {n} places: ") if what else pick(
        lang, f"{n}个地区中", f"{n} places: "
    )  # fmt: skip
    return who + pick(lang, "；", "; ").join(told)


def _told(row: Row, unit: str, lang: str) -> str:
    value, words = with_unit(row["value"], unit, lang), pick(lang, *_SIDES[_side(row)][2:])
    return pick(lang, f"{row['label']}{value}，{words}", f"{row['label']} {value}, {words}")


def _span(values: list[float]) -> tuple[float, float]:
    slack = 0.15 * (max(values) - min(values) or abs(values[0]) or 1)
    return min(values) - slack, max(values) + slack


def _size_axis(axes: Any, sizes: list[float], name: str) -> None:
    """Sizes along the foot; by powers of ten where they differ thirtyfold."""
    least, most = min(sizes), max(sizes)
    if most / least > 30:
        axes.set_xscale("log")
        axes.set_xlim(least / 1.3, most * 1.3)
        axes.xaxis.set_minor_formatter(lambda value, _: "")
    else:
        slack = 0.06 * (most - least or most)
        axes.set_xlim(max(0, least - slack), most + slack)
        axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: plain(value))
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_xlabel(shorten(name, ROOM - 60, at_size(TEXT)))


def _curves(axes: Any, curves: list[Row], average: float) -> None:
    """The average, and the limits: dashed at 95%, solid at 99.8%."""
    curves = sorted(curves, key=lambda row: row["size"])
    axes.axhline(average, color=INK, linewidth=1.2, zorder=1)
    for name in LIMITS:
        axes.plot(
            [row["size"] for row in curves], [row[name] for row in curves], color=BLUE,
            linewidth=1.2, linestyle="--" if name.endswith("95") else "-", zorder=1,
        )  # fmt: skip


def _mark(axes: Any, row: Row) -> None:
    marker, filled = _SIDES[_side(row)][:2]
    colour = ORANGE if _side(row) else GREY
    axes.plot(
        [row["size"]], [row["value"]], marker=marker, linestyle="", color=colour,
        markersize=6 if _side(row) else 5, markerfacecolor=colour if filled else PAPER,
        markeredgewidth=1.4, zorder=4,
    )  # fmt: skip
    if true(row["here"]):
        axes.plot(
            [row["size"]], [row["value"]], marker="o", markersize=13, markerfacecolor="none",
            markeredgecolor=INK, markeredgewidth=1.4, zorder=5,
        )  # fmt: skip


def _names(axes: Any, rows: list[Row]) -> None:
    """Names of the place the page is about and of those outside, the farthest out first."""
    order = sorted(
        (row for row in rows if _side(row) or true(row["here"])),
        key=lambda row: (not true(row["here"]), -len(_side(row)), str(row["label"])),
    )
    spots = [(row["size"], row["value"]) for row in rows]
    name_points(axes, [(row["size"], row["value"], str(row["label"])) for row in order], spots)


def _handles(axes: Any, rows: list[Row], unit: str, lang: str) -> list[Any]:
    average = pick(lang, "平均 ", "average ") + with_unit(rows[0]["average"], unit, lang)
    lines = [
        (average, INK, "-"),
        (pick(lang, "99.8%控制限", "99.8% limits"), BLUE, "-"),
        (pick(lang, "95%控制限", "95% limits"), BLUE, "--"),
    ]
    made = [axes.plot([NAN], [NAN], color=c, ls=ls, lw=1.2, label=text)[0] for text, c, ls in lines]
    for side in dict.fromkeys(_side(row) for row in rows):
        marker, filled, *words = _SIDES[side]
        colour = ORANGE if side else GREY
        made += axes.plot(
            [NAN], [NAN], marker=marker, color=colour, linestyle="", label=pick(lang, *words),
            markerfacecolor=colour if filled else PAPER, markersize=6,
        )  # fmt: skip
    return made
