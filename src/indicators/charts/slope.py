"""Two years side by side: who rose, who fell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.bounds import DIRECTIONS, FALL, RISE, SAME, UNSURE, change_words, direction
from indicators.charts.layout import ROOM, across, inset, legend_below, panels, spread
from indicators.charts.rows import Row, grouped, known, one_of, rows_of, table_of, true
from indicators.charts.style import BLUE, GREEN, GREY, INK, ORANGE, PALE, SMALL, styled
from indicators.charts.text import at_size, points, shorten
from indicators.charts.words import axis_label, brief, listed, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_GAP = 12.5  # points between names
_MOST = 118  # points for a name with its value
_LOOKS = {RISE: (BLUE, "-"), FALL: (ORANGE, "--"), SAME: (GREEN, "-."), UNSURE: (GREY, ":")}
_HEADS = {
    "label": ("地区", "Area"), "year": ("年份", "Year"), "value": ("数值", "Value"),
    "value_low": ("下限", "Lower bound"), "value_high": ("上限", "Upper bound"),
    "unit": ("单位", "Unit"),
}  # fmt: skip
Pair = tuple[Row, Row]


@styled
def slope(frame: Any, lang: str = "zh", what: str = "", *, title: str = "") -> Chart:
    """A line a place from its earlier to its later figure, named at both ends.

    Parameters
    ----------
    frame : columns label, year (two years), value; where there: unit, value_low and value_high
        (empty = open; a rise is one only where bounds lie apart), here (true = the place the
        page is about). A place with one year only is in the table and in no line.
    lang : zh or en
    what : the name of the indicator
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, not just two years, no place with both, several units.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": list("AABB"), "year": [2020, 2024] * 2,
    ...                       "value": [3, 5, 4, 2]})
    >>> slope(table, "en", "beds").finding
    'beds, 2020 to 2024: rise 1, fall 1'
    """
    optional = ("unit", "value_low", "value_high", "here")
    rows = rows_of(frame, "slope", ("label", "year", "value"), optional)
    unit, years = one_of(rows, "unit", "slope"), sorted({row["year"] for row in rows})
    if len(years) != 2:
        raise ValueError(
            f"slope compares two years, got {', '.join(map(str, years))}. Filter to two, or use trend."
        )
    pairs = _pairs(known(rows, "slope"), years)
    finding = title or _finding(pairs, what, unit, lang)
    step, step_name = scale(max(abs(row["value"]) for pair in pairs for row in pair), lang)
    tall = max(150.0, _GAP * len(pairs) + 20)
    figure, (axes,) = panels([tall], finding, over=24, axis=8, below=18)
    _draw(axes, pairs, step, tall, lang)
    _heads(axes, years, axis_label(what, unit, step_name, lang, ROOM / 2 - 40))
    ways = {direction(*pair) for pair in pairs}
    legend_below(figure, handles=_handles(axes, ways, lang), ncols=4)
    figure.alt = sentences(finding, [_told(pair, unit, lang) for pair in pairs], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _pairs(rows: list[Row], years: list[Any]) -> list[Pair]:
    found = []
    for label, group in grouped(rows, "label").items():
        if len(group) > len({row["year"] for row in group}):
            raise ValueError(f"slope got {label} twice in one year. Keep one row a place and year.")
        if len(group) == 2:
            first, last = sorted(group, key=lambda row: row["year"])
            found.append((first, last))
    if not found:
        raise ValueError(f"slope found no place with figures of both {years[0]} and {years[1]}.")
    return found


def _finding(pairs: list[Pair], what: str, unit: str, lang: str) -> str:
    counts = Counter(direction(*pair) for pair in pairs)
    words = listed(
        (f"{DIRECTIONS[way][lang != 'zh']} {counts[way]}" for way in DIRECTIONS if counts[way]),
        lang,
    )
    first, last = (row["year"] for row in pairs[0])
    before = f"{what}{pick(lang, '，', ', ')}" if what else ""
    said = before + pick(lang, f"{first}年到{last}年：{words}", f"{first} to {last}: {words}")
    mine = [_told(pair, unit, lang) for pair in pairs if true(pair[1]["here"])]
    return pick(lang, "；", "; ").join([said, *mine])


def _told(pair: Pair, unit: str, lang: str) -> str:
    values = [with_unit(row["value"], unit, lang) for row in pair]
    words = change_words(*pair, lang, unit)
    name = pair[0]["label"]
    return pick(
        lang,
        f"{name}从{values[0]}到{values[1]}，{words}",
        f"{name} {values[0]} to {values[1]}, {words}",
    )


def _draw(axes: Any, pairs: list[Pair], step: float, tall: float, lang: str) -> None:
    values = [row["value"] / step for pair in pairs for row in pair]
    low, high = min(values), max(values)
    span = high - low or abs(high) or 1
    low, high = low - 0.04 * span, high + 0.04 * span
    axes.set_ylim(low, high)
    axes.set_xlim(0, 1)
    texts = [[_end(pair[side], step, side, lang) for pair in pairs] for side in (0, 1)]
    inset(axes, *(max(points(text, SMALL) for text in side) + 10 for side in texts))
    for x in (0, 1):
        axes.axvline(x, color=PALE, linewidth=1, zorder=0)
    for pair in pairs:
        colour, dashes = _LOOKS[direction(*pair)]
        axes.plot(
            [0, 1], [row["value"] / step for row in pair], color=colour, linestyle=dashes,
            linewidth=3 if true(pair[1]["here"]) else 1.5, marker="o", markersize=4, clip_on=False,
        )  # fmt: skip
    per_point = (high - low) / tall
    for side in (0, 1):
        places = spread([p[side]["value"] / step for p in pairs], _GAP * per_point, low, high)
        for pair, text, place in zip(pairs, texts[side], places, strict=True):
            _lead(axes, side, pair[side]["value"] / step, place)
            axes.annotate(
                text, (side, place), xytext=((-9, 9)[side], 0), textcoords="offset points",
                ha=("right", "left")[side], va="center", fontsize=SMALL, annotation_clip=False,
            )  # fmt: skip


def _lead(axes: Any, side: int, value: float, place: float) -> None:
    """A thin line from the point to its name, which may have been moved."""
    away = (-1, 1)[side] * 7 / across(axes)
    axes.plot([side, side + away], [value, place], color=GREY, linewidth=0.6, clip_on=False)


def _end(row: Row, step: float, side: int, lang: str) -> str:
    """A name with its value, the value next to the line; a mark where the page is about it."""
    value = brief(row["value"] / step, "en")
    mark = "▸ " if true(row["here"]) else ""
    name = shorten(f"{mark}{row['label']}", _MOST - points(value, SMALL), at_size(SMALL))
    return f"{value} {name}" if side else f"{name} {value}"


def _heads(axes: Any, years: list[Any], name: str) -> None:
    for x, year in enumerate(years):
        axes.annotate(
            f"{year}", (x, 1), xycoords="axes fraction", xytext=(0, 8), textcoords="offset points",
            ha=("right", "left")[x], fontsize=SMALL, annotation_clip=False,
        )  # fmt: skip
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.annotate(
        name, (0.5, 1), xycoords="axes fraction", xytext=(0, 8),
        textcoords="offset points", ha="center", fontsize=SMALL, color=INK,
    )  # fmt: skip


def _handles(axes: Any, ways: set[str], lang: str) -> list[Any]:
    return [
        axes.plot(
            [], [], color=_LOOKS[way][0], ls=_LOOKS[way][1], lw=1.8, label=pick(lang, *words)
        )[0]
        for way, words in DIRECTIONS.items()
        if way in ways
    ]
