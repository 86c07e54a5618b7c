"""Figures of places against the line of a benchmark over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.style import BLUE, GREY, INK, ORANGE, legend_below, styled, wrap
from indicators.charts.tiles import tiles

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_COLUMNS = 64  # of half-width characters over a panel
_APART = 0.095  # of the height of a panel between two names
_WIDE = 0.3  # of the width of a panel, that a name takes


@styled
def places(frame: pd.DataFrame, title: str, names: tuple[str, str, str]) -> Figure:
    """A panel an indicator: the benchmark's line, a diamond for every place, its name beside it.

    Parameters
    ----------
    frame : columns label (names the panel), year, value, place (missing = the benchmark), own
        (whether the place is the one the page is about, or contains it)
    title : the finding
    names : the benchmark, other places and own places, for the legend
    """
    groups = [rows for _, rows in frame.groupby("label", sort=False)]
    figure, all_axes = tiles(len(groups), title, tall=1.3, head=0.34, columns=1, below=0.3)
    for axes, rows in zip(all_axes, groups, strict=True):
        _panel(axes, rows)
    axes = all_axes[0]
    looks = (("o", BLUE, "-", BLUE), ("D", ORANGE, "", "none"), ("D", ORANGE, "", ORANGE))
    handles = [
        axes.plot([], [], marker=m, color=c, linestyle=line, markerfacecolor=face, label=name)[0]
        for (m, c, line, face), name in zip(looks, names, strict=True)
    ]
    legend_below(figure, handles=handles, ncols=3, fontsize=9)
    return figure


def _panel(axes: Any, rows: pd.DataFrame) -> None:
    line = rows[rows["place"].isna()].sort_values("year")
    others = rows[rows["place"].notna()].sort_values(["year", "value", "place"])
    axes.plot(line["year"], line["value"], "o-", color=BLUE, markersize=4, linewidth=1.6)
    for _, same in others.groupby("place", sort=False):
        face = ORANGE if same["own"].iloc[0] else "none"
        axes.plot(same["year"], same["value"], "D-", color=ORANGE, markerfacecolor=face,
                  linewidth=0.7)  # fmt: skip
    first, last = int(rows["year"].min()), int(rows["year"].max())
    axes.set_xlim(first - 0.7, last + 0.3 * (last - first) + 0.7)
    axes.margins(y=0.2)
    axes.set_xticks(_ticks(first, last))
    axes.spines["bottom"].set_bounds(first - 0.7, last + 0.7)
    axes.annotate(
        wrap(str(rows["label"].iloc[0]), _COLUMNS), (0, 1), xycoords="axes fraction",
        xytext=(0, 6), textcoords="offset points", va="bottom", fontsize=10, color=INK,
    )  # fmt: skip
    _names(axes, others, line, last - first)
    above = others["value"].mean() > line["value"].mean()
    _ends(axes, line, "top" if above else "bottom")


def _ends(axes: Any, line: pd.DataFrame, side: str) -> None:
    """The benchmark's first and last figure, on the side where fewer places are."""
    for row in line.iloc[[0, -1]].to_dict("records"):
        axes.annotate(
            f"{row['value']:,.6g}", (row["year"], row["value"]), xytext=(0, 5 if side == "bottom" else -5),
            textcoords="offset points", ha="center", va=side, fontsize=8, color=BLUE,
        )  # fmt: skip


def _ticks(first: int, last: int) -> list[int]:
    step = max(1, round((last - first) / 5))
    return list(range(first, last + 1, step))


def _names(axes: Any, others: pd.DataFrame, line: pd.DataFrame, span: int) -> None:
    """The latest figure of each place with its name, clear of the line and of other names."""
    latest = others.groupby("place", sort=False).tail(1).sort_values(["value", "place"])
    low, high = axes.get_ylim()
    taken: list[tuple[float, float]] = []
    for row in latest.to_dict("records"):
        beside = line[line["year"].between(row["year"], row["year"] + _WIDE * span)]["value"]
        height = _clear((row["value"] - low) / (high - low), (beside - low) / (high - low))
        for year, other in sorted(taken, key=lambda spot: spot[1]):
            if abs(year - row["year"]) < _WIDE * span and abs(other - height) < _APART:
                height = other + _APART
        taken.append((row["year"], height))
        axes.annotate(
            row["words"], (row["year"], row["value"]), xytext=(row["year"] + 0.03 * span, height),
            textcoords=axes.get_xaxis_transform(), va="center", fontsize=8,
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.5, "shrinkB": 3,
                        "shrinkA": 0},
        )  # fmt: skip


def _clear(height: float, line: pd.Series) -> float:
    """A height that the line beside a name does not cross: below it where the name is below."""
    if not (abs(line - height) < 0.8 * _APART).any():
        return height
    return float(line.min() - _APART if height < line.mean() else line.max() + _APART)
