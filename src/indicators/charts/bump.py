"""Ranks over the years: who overtook whom."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from indicators.charts.layout import inset, panels, year_axis
from indicators.charts.rows import Row, grouped, known, rows_of, table_of, true
from indicators.charts.style import BLUE, GREY, PAPER, SMALL, TEXT, styled
from indicators.charts.text import at_size, points, shorten
from indicators.charts.words import pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 20
_HEADS = {"label": ("地区", "Area"), "year": ("年份", "Year"), "rank": ("名次", "Rank")}


@styled
def bump(frame: Any, lang: str = "zh", what: str = "", *, title: str = "") -> Chart:
    """A line a place through its ranks, 1 at the top, named at its last rank.

    Parameters
    ----------
    frame : columns label, year, rank (1 = best; no two places share one in a year); where
        there: here (true = the place the page is about, drawn in
        colour, thick and numbered; the one that moved most where there is none)
    lang : zh or en
    what : the name of the indicator
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, a rank below 1, a rank or place twice in a year.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": list("AABB"), "year": [2020, 2024] * 2,
    ...                       "rank": [2, 1, 1, 2], "here": [True, True, False, False]})
    >>> bump(table, "en", "beds").finding
    'beds: A went from no. 2 in 2020 to no. 1 in 2024'
    """
    rows = known(rows_of(frame, "bump", ("label", "year", "rank"), ("here",)), "bump", "rank")
    _refuse(rows)
    rows = [row | {"rank": int(row["rank"])} for row in rows]
    rows.sort(key=lambda row: row["year"])
    groups = grouped(rows, "label")
    finding = title or _finding(groups, what, lang)
    most = max(row["rank"] for row in rows)
    figure, (axes,) = panels([_ROW * most], finding, axis=24)
    names = {name: shorten(str(name), 110, at_size(TEXT)) for name in groups}
    inset(axes, left=6, right=max(points(f"00 {name}", TEXT) for name in names.values()) + 12)
    axes.set_ylim(most + 0.6, 0.4)
    year_axis(axes, rows[0]["year"], rows[-1]["year"], (10, 10))
    chosen = _chosen(groups)
    for name, group in groups.items():
        _line(axes, names[name], group, name in chosen)
    told = [_told(group, lang) for group in _by_last_rank(groups)]
    figure.alt = sentences(finding, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _refuse(rows: list[Row]) -> None:
    for row in rows:
        if row["rank"] < 1 or row["rank"] != int(row["rank"]):
            raise ValueError(
                f"bump needs whole ranks from 1 on, got {row['rank']:g} of {row['label']}."
            )
    for name, word in (("label", "place"), ("rank", "rank")):
        pairs = [(row["year"], row[name]) for row in rows]
        twice = next((pair for pair in pairs if pairs.count(pair) > 1), None)
        if twice:
            raise ValueError(
                f"bump draws one {word} once a year, got {twice[1]} twice in {twice[0]}. "
                "Give equals different ranks, or leave repeats out."
            )


def _by_last_rank(groups: dict[Any, list[Row]]) -> list[list[Row]]:
    return sorted(groups.values(), key=lambda group: (-group[-1]["year"], group[-1]["rank"]))


def _chosen(groups: dict[Any, list[Row]]) -> list[Any]:
    """The places the page is about, else the one that moved most."""
    here = [name for name, group in groups.items() if true(group[-1]["here"])]
    moves = [(-abs(g[0]["rank"] - g[-1]["rank"]), str(name), name) for name, g in groups.items()]
    return here or [min(moves)[2]]


def _finding(groups: dict[Any, list[Row]], what: str, lang: str) -> str:
    told = pick(lang, "；", "; ").join(_told(groups[name], lang) for name in _chosen(groups))
    return f"{what}{pick(lang, '：', ': ')}{told}" if what else told


def _told(group: list[Row], lang: str) -> str:
    first, last = group[0], group[-1]
    if first is last:
        return pick(
            lang,
            f"{last['label']}{last['year']}年第{last['rank']}",
            f"{last['label']} was no. {last['rank']} in {last['year']}",
        )
    return pick(
        lang,
        f"{last['label']}从{first['year']}年第{first['rank']}到{last['year']}年第{last['rank']}",
        f"{last['label']} went from no. {first['rank']} in {first['year']} to no. {last['rank']} "
        f"in {last['year']}",
    )


def _line(axes: Any, name: str, group: list[Row], here: bool) -> None:
    colour = BLUE if here else GREY
    for before, after in pairwise(group):
        axes.plot(
            [before["year"], after["year"]], [before["rank"], after["rank"]], color=colour,
            linewidth=3.5 if here else 1.2, alpha=1 if here else 0.6, zorder=3 if here else 1,
        )  # fmt: skip
    for row in group:
        axes.plot(
            [row["year"]], [row["rank"]], marker="o", color=colour, zorder=4 if here else 2,
            markersize=13 if here else 5, clip_on=False,
        )  # fmt: skip
        if here:
            axes.annotate(
                f"{row['rank']:g}", (row["year"], row["rank"]), ha="center", va="center",
                color=PAPER, fontsize=SMALL, zorder=5,
            )  # fmt: skip
    last = group[-1]
    axes.annotate(
        f"{last['rank']:g} {name}", (last["year"], last["rank"]), xytext=(11, 0),
        textcoords="offset points", va="center", fontsize=TEXT, annotation_clip=False, zorder=6,
    )  # fmt: skip
