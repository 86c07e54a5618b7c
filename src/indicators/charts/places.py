"""Figures of places beside the line of a benchmark over the years."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from indicators.charts.bounds import DIRECTIONS, beside_words, direction
from indicators.charts.labels import name_points
from indicators.charts.layout import legend_below, legend_room, panels, upright_axis, year_axis
from indicators.charts.lines import HEADS, by_year, span
from indicators.charts.marks import interval
from indicators.charts.rows import Row, grouped, known, missing, one_of, rows_of, table_of, true
from indicators.charts.style import BLUE, GREY, ORANGE, styled
from indicators.charts.words import axis_label, brief, listed, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_TALL = 112
_NAME = 95  # points for a name behind the last year
_STEPS = 8  # points a stretch of the benchmark's line is kept clear at
_LOOKS: dict[bool, dict[str, Any]] = {
    True: {"color": BLUE, "marker": "o", "markersize": 7},
    False: {"color": GREY, "marker": "s", "markersize": 4.5},
}
_LINE: dict[str, Any] = {"color": ORANGE, "marker": "D", "markersize": 4, "linestyle": "--"}
_HEADS = {"label": ("指标", "Indicator"), "place": ("地区", "Area"), **HEADS}


@styled
def places(
    frame: Any, lang: str = "zh", names: tuple[str, str, str] = ("", "", ""), *, title: str = ""
) -> Chart:
    """A panel a label: the benchmark's line, a mark a place and year, names where there is room.

    Parameters
    ----------
    frame : columns label (names the panel), year, value, place (empty = the benchmark); where
        there: unit (one a panel), value_low and value_high (empty = open), here (true = the place
        the page is about, or one that contains it)
    lang : zh or en
    names : the benchmark, the place the page is about, other places
    title : the finding, computed where it is empty: how the last figure of each place stands to
        the benchmark's of the nearest year

    Raises
    ------
    ValueError
        No row, a missing column, a panel without benchmark or without place, several units in one.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": "beds", "year": [2023, 2024, 2024], "value": [5, 6, 7],
    ...                       "place": [None, None, "A"]})
    >>> places(table, "en").finding
    '1 figure of places: 1 above the benchmark'
    """
    optional = ("unit", "value_low", "value_high", "here")
    rows = rows_of(frame, "places", ("label", "year", "value", "place"), optional)
    rows = sorted(known(rows, "places"), key=lambda row: row["year"])
    groups = grouped(rows, "label")
    split = {name: _split(name, group) for name, group in groups.items()}
    finding = title or _finding(list(split.values()), names[0], lang)
    keys = _handles(rows, names, lang)
    figure, all_axes = panels(
        [_TALL] * len(groups), finding, over=24, axis=22, below=legend_room(keys, 3)
    )
    for axes, (name, (line, others)) in zip(all_axes, split.items(), strict=True):
        _panel(axes, str(name), line, others, lang)
    legend_below(figure, handles=keys, ncols=3)
    figure.alt = sentences(finding, [_said(row, lang) for row in rows if _of_place(row)], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _of_place(row: Row) -> bool:
    return not missing(row["place"])


def _split(name: Any, group: list[Row]) -> tuple[list[Row], list[Row]]:
    """The benchmark's rows and those of places."""
    line = [row for row in group if not _of_place(row)]
    others = [row for row in group if _of_place(row)]
    if not line or not others:
        lacking = "place" if line else "benchmark (a row with an empty place)"
        raise ValueError(f"places has no {lacking} for {name}. Add one, or leave the panel out.")
    return by_year(line, f"places ({name})"), others


def _last(others: list[Row]) -> list[Row]:
    """The last figure of each place; those the page is about first."""
    rows = [group[-1] for group in grouped(others, "place").values()]
    return sorted(rows, key=lambda row: (not true(row["here"]), -row["year"], str(row["place"])))


def _finding(split: list[tuple[list[Row], list[Row]]], name: str, lang: str) -> str:
    counts: Counter[str] = Counter()
    for line, others in split:
        for row in _last(others):
            near = min(line, key=lambda other: (abs(other["year"] - row["year"]), other["year"]))
            counts[direction(near, row)] += 1
    other = name or pick(lang, "对照", "the benchmark")
    words = listed(
        (
            pick(lang, f"{beside_words(way, other, lang)}{counts[way]}个",
                 f"{counts[way]} {beside_words(way, other, lang)}")
            for way in DIRECTIONS
            if counts[way]
        ),
        lang,
    )  # fmt: skip
    total = counts.total()
    many = "" if total == 1 else "s"
    return pick(lang, f"各地{total}个数字：{words}", f"{total} figure{many} of places: {words}")


def _said(row: Row, lang: str) -> str:
    value = with_unit(row["value"], row["unit"], lang)
    return pick(
        lang,
        f"{row['label']}：{row['place']}{row['year']}年{value}",
        f"{row['label']}: {row['place']} {value} in {row['year']}",
    )


def _panel(axes: Any, name: str, line: list[Row], others: list[Row], lang: str) -> None:
    unit = one_of([*line, *others], "unit", f"places ({name})")
    step, step_name = scale(max(abs(row["value"]) for row in line), lang)
    rows = [*line, *others]
    low, high, reach = span([{**row, "benchmark": row["value"]} for row in rows], step)
    upright_axis(axes, low, high, axis_label(name, unit, step_name, lang), bins=4)
    year_axis(axes, min(r["year"] for r in rows), max(r["year"] for r in rows), (10, _NAME))
    axes.plot([r["year"] for r in line], [r["value"] / step for r in line], zorder=2, **_LINE)
    for same in grouped(others, "place").values():
        here = true(same[-1]["here"])
        look = _LOOKS[here]
        for row in same:
            ends = {key: row[key] / step for key in ("value", "value_low", "value_high")}
            interval(axes, row["year"], ends, reach, look["color"], upright=True, width=4)
        axes.plot(
            [r["year"] for r in same], [r["value"] / step for r in same], linewidth=0.7,
            zorder=4 if here else 3, **look,
        )  # fmt: skip
    _names(axes, line, others, step)


def _names(axes: Any, line: list[Row], others: list[Row], step: float) -> None:
    """The last figure of each place with its name, where there is room beside line and marks."""
    last = _last(others)
    taken = [(r["year"], r["value"] / step) for r in others if not any(r is one for one in last)]
    for before, after in pairwise(line):
        for n in range(_STEPS):
            part = n / _STEPS
            year, value = (
                before[key] + part * (after[key] - before[key]) for key in ("year", "value")
            )
            taken.append((year, value / step))
    taken.append((line[-1]["year"], line[-1]["value"] / step))
    named = [(r["year"], r["value"] / step, _name(r, step)) for r in last]
    name_points(axes, named, taken)


def _name(row: Row, step: float) -> str:
    return f"{row['place']} {brief(row['value'] / step, 'en')}"


def _handles(rows: list[Row], names: tuple[str, str, str], lang: str) -> list[Any]:
    from matplotlib.lines import Line2D

    made = [Line2D([], [], label=names[0] or pick(lang, "对照", "benchmark"), **_LINE)]
    words = {
        True: names[1] or pick(lang, "本地", "this place"),
        False: names[2] or pick(lang, "其他地方", "other places"),
    }
    for here, word in words.items():
        if any(_of_place(row) and true(row["here"]) == here for row in rows):
            made.append(Line2D([], [], linestyle="", label=word, **_LOOKS[here]))
    return made
