"""A figure over the years with its bounds and its benchmark: the part that charts share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from indicators.charts.marks import extent, interval
from indicators.charts.rows import Row, grouped, known, missing, true
from indicators.charts.style import BLUE, GREEN, GREY, ORANGE, PALE, PAPER
from indicators.charts.words import pick

NEEDED = ("year", "value")
OPTIONAL = (
    "label", "unit", "value_low", "value_high", "benchmark", "break_before", "derived", "fit",
    "fit_low", "fit_high",
)  # fmt: skip
DRAWN = ("value", "value_low", "value_high", "benchmark", "fit", "fit_low", "fit_high")
# What a table of such rows is headed with, besides what the rows are of.
HEADS = {
    "year": ("年份", "Year"), "value": ("数值", "Value"), "value_low": ("下限", "Lower bound"),
    "value_high": ("上限", "Upper bound"), "benchmark": ("对照", "Benchmark"),
    "fit": ("趋势", "Trend"), "fit_low": ("趋势下限", "Lower limit of trend"),
    "fit_high": ("趋势上限", "Upper limit of trend"), "unit": ("单位", "Unit"),
}  # fmt: skip
REACH = 0.12  # of the span, for ends that are left open


def by_year(rows: list[Row], chart: str) -> list[Row]:
    """The rows in the order of their years.

    Raises
    ------
    ValueError
        A year that comes twice, or is empty.
    """
    undated = sum(missing(row["year"]) for row in rows)
    if undated:
        raise ValueError(
            f"{chart} got {undated} row(s) without a year. Leave them out, or date them first."
        )
    twice = [year for year, same in grouped(rows, "year").items() if len(same) > 1]
    if twice:
        raise ValueError(
            f"{chart} draws one value a year, got several for {', '.join(map(str, twice))}. "
            "Choose one (trends.series does), or draw each series by itself."
        )
    return sorted(rows, key=lambda row: row["year"])


def span(rows: list[Row], steps: float = 1) -> tuple[float, float, float]:
    """Lowest and highest that is drawn, and how far open ends reach, in drawn units."""
    values = [
        row[name] / steps
        for row in rows
        for name in DRAWN
        if not missing(row.get(name, float("nan")))
    ]
    wide = max(values) - min(values) or abs(max(values)) or 1
    reach = REACH * wide
    drawn = [extent(_scaled(row, steps), reach) for row in rows if not missing(row["value"])]
    low, high = min(values + [d.low for d in drawn]), max(values + [d.high for d in drawn])
    return low, high, reach


def draw(axes: Any, rows: list[Row], reach: float, steps: float = 1, size: float = 6) -> None:
    """The benchmark dashed with diamonds, the area solid with dots, its bounds upright.

    A year without a figure leaves a gap that dots bridge; a derived figure is hollow; a change
    of the place's code is a dotted line between the years. A trend lies under all of it.
    """
    rows = [_scaled(row, steps) for row in rows]
    _fit(axes, [row for row in rows if not missing(row["fit"])])
    others = [row for row in rows if not missing(row["benchmark"])]
    axes.plot(
        [row["year"] for row in others], [row["benchmark"] for row in others], color=ORANGE,
        marker="D", markersize=size - 2, linestyle="--", linewidth=1.2, zorder=2,
        clip_on=False,
    )  # fmt: skip
    own = [row for row in rows if not missing(row["value"])]
    for before, after in pairwise(own):
        gap = after["year"] - before["year"] > 1
        axes.plot(
            [before["year"], after["year"]], [before["value"], after["value"]], color=BLUE,
            linewidth=1 if gap else 1.8, linestyle=":" if gap else "-", zorder=3,
        )  # fmt: skip
    for row in own:
        _point(axes, row, reach, size)


def _fit(axes: Any, rows: list[Row]) -> None:
    """The line of a trend and the band of its interval."""
    years, fit, low, high = (
        [row[name] for row in rows] for name in ("year", "fit", "fit_low", "fit_high")
    )
    axes.fill_between(years, low, high, color=PALE, linewidth=0, zorder=0)
    axes.plot(years, fit, color=GREEN, linewidth=2, zorder=1)


def _point(axes: Any, row: Row, reach: float, size: float) -> None:
    interval(axes, row["year"], row, reach, upright=True, width=size - 1)
    hollow = true(row["derived"])
    axes.plot(
        [row["year"]], [row["value"]], marker="o", markersize=size, linestyle="", color=BLUE,
        markerfacecolor=PAPER if hollow else BLUE, zorder=4, clip_on=False,
    )  # fmt: skip
    if true(row["break_before"]):
        axes.axvline(row["year"] - 0.5, color=GREY, linestyle=":", linewidth=1.2, zorder=1)


def ends(rows: list[Row], chart: str) -> tuple[Row, Row]:
    """The first and the last row with a value."""
    own = known(rows, chart)
    return own[0], own[-1]


def handles(rows: list[Row], names: tuple[str, str], lang: str) -> list[Any]:
    """Legend entries of what is drawn."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    def has(column: str, test: Callable[[Any], bool]) -> bool:
        return any(test(row[column]) for row in rows)

    own, other = (
        names[0] or pick(lang, "数值", "value"),
        names[1] or pick(lang, "对照", "benchmark"),
    )
    hollow, cut = pick(lang, "推算", "derived"), pick(lang, "区划代码变更", "new area code")
    looks: dict[str, dict[str, Any]] = {own: {"color": BLUE, "marker": "o", "markersize": 6}}
    if has("benchmark", _told):
        looks[other] = {"color": ORANGE, "marker": "D", "markersize": 4, "ls": "--"}
    if has("derived", true):
        looks[hollow] = {"color": BLUE, "marker": "o", "ls": "", "markerfacecolor": PAPER}
    if has("break_before", true):
        looks[cut] = {"color": GREY, "ls": ":"}
    if has("fit", _told):
        looks[pick(lang, "趋势", "trend")] = {"color": GREEN, "linewidth": 2}
    made: list[Any] = [Line2D([], [], label=label, **look) for label, look in looks.items()]
    if has("fit_low", _told):
        made.append(Patch(color=PALE, label=pick(lang, "趋势的区间", "its interval")))
    return made


def _told(value: Any) -> bool:
    return not missing(value)


def _scaled(row: Row, steps: float) -> Row:
    return row | {name: row[name] / steps for name in DRAWN if name in row}
