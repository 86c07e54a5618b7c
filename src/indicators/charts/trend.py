"""One indicator over the years, with what its figures leave open and a benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.bounds import beside_words, change_words, direction
from indicators.charts.layout import (
    legend_below,
    legend_room,
    panels,
    spread,
    upright_axis,
    year_axis,
)
from indicators.charts.lines import HEADS, NEEDED, OPTIONAL, by_year, draw, ends, handles, span
from indicators.charts.rows import Row, missing, one_of, rows_of, table_of
from indicators.charts.style import SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import axis_label, brief, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_TALL = 170


@styled
def trend(
    frame: Any, lang: str = "zh", names: tuple[str, str] = ("", ""), *, title: str = ""
) -> Chart:
    """A figure over the years, in its unit; the axis does not begin at zero.

    Parameters
    ----------
    frame : columns year, value; where there: label (the indicator), unit, value_low and
        value_high (empty = open; no such columns = exact), benchmark, derived (true = implied by
        growth, drawn hollow), break_before (set = the place has a new code from this year on),
        fit, fit_low and fit_high (a trend and its interval that year)
    lang : zh or en
    names : the area and the benchmark
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, a year twice, more than one indicator or unit.

    >>> import pandas as pd
    >>> trend(pd.DataFrame({"year": [2023, 2024], "value": [20, 30]}), "en", ("A", "")).finding
    'A: from 20 in 2023 to 30 in 2024, rise of 50%'
    """
    rows = by_year(rows_of(frame, "trend", NEEDED, OPTIONAL), "trend")
    label, unit = (one_of(rows, name, "trend") for name in ("label", "unit"))
    finding = title or _finding(rows, label, unit, names, lang)
    step, step_name = scale(max(abs(row["value"]) for row in ends(rows, "trend")), lang)
    keys = handles(rows, names, lang)
    figure, (axes,) = panels([_TALL], finding, over=22, axis=24, below=legend_room(keys))
    low, high, reach = span(rows, step)
    low -= 0.06 * (high - low or 1) * (low != 0)  # no point on the foot line
    upright_axis(axes, low, high, axis_label(label, unit, step_name, lang))
    draw(axes, rows, reach, step)
    year_axis(
        axes,
        rows[0]["year"],
        rows[-1]["year"],
        [_beside_room(row, step) for row in (rows[0], rows[-1])],
    )
    _label_ends(axes, rows, step)
    legend_below(figure, handles=keys, ncols=4)
    figure.alt = sentences(finding, [_said(row, unit, names, lang) for row in rows], lang)
    figure.table = table_of(rows, HEADS, lang)
    return figure


def _finding(rows: list[Row], label: str, unit: str, names: tuple[str, str], lang: str) -> str:
    first, last = ends(rows, "trend")
    who = names[0] + (label if lang == "zh" else f" · {label}" if names[0] and label else label)
    values = [with_unit(row["value"], unit, lang) for row in (first, last)]
    if first is last:
        told = pick(lang, f"{last['year']}年为{values[1]}", f"{values[1]} in {last['year']}")
    else:
        words = change_words(first, last, lang, unit)
        told = pick(
            lang,
            f"从{first['year']}年的{values[0]}到{last['year']}年的{values[1]}，{words}",
            f"from {values[0]} in {first['year']} to {values[1]} in {last['year']}, {words}",
        )
    said = f"{who}{pick(lang, '：', ': ')}{told}" if who else told
    return said + _beside(last, unit, names, lang)


def _beside(row: Row, unit: str, names: tuple[str, str], lang: str) -> str:
    """How the last figure stands to the benchmark of the same year."""
    if missing(row["benchmark"]):
        return ""
    way = direction({"value": row["benchmark"]}, row)
    value = with_unit(row["benchmark"], unit, lang)
    other = names[1] or pick(lang, "对照", "the benchmark")
    words = beside_words(way, other, lang)
    return pick(lang, f"；{words}（{value}）", f"; {words} ({value})")


def _said(row: Row, unit: str, names: tuple[str, str], lang: str) -> str:
    own = with_unit(row["value"], unit, lang) or pick(lang, "没有数字", "no figure")
    other = "" if missing(row["benchmark"]) else with_unit(row["benchmark"], unit, lang)
    beside = pick(lang, f"（{names[1]}{other}）", f" ({names[1]} {other})") if other else ""
    return pick(lang, f"{row['year']}年{own}{beside}", f"{row['year']}: {own}{beside}")


def _label_ends(axes: Any, rows: list[Row], step: float) -> None:
    """Values at the first and last points: beside those at the edges, over others."""
    per_point = (axes.get_ylim()[1] - axes.get_ylim()[0]) / _TALL
    over: list[tuple[float, float]] = []
    for edge, side in ((0, -1), (-1, 1)):
        at_ends = [
            (row["year"], row[name] / step)
            for name in ("value", "benchmark")
            for row in [r for r in rows if not missing(r[name])][edge:][:1]
        ]
        outer = [end for end in at_ends if end[0] == rows[edge]["year"] and (side > 0 or rows[1:])]
        moved = spread([value for _, value in outer], 11 * per_point, *axes.get_ylim())
        for (year, value), place in zip(outer, moved, strict=True):
            _value(axes, year, place, value, (8 * side, 0))
        for year, value in at_ends:
            if (year, value) not in outer and (year, value) not in over:
                over.append((year, value))
                _value(axes, year, value, value, (0, 7))


def _value(axes: Any, year: float, place: float, value: float, away: tuple[float, float]) -> None:
    """A value written beside (left or right) or over its point."""
    across = {-1: "right", 0: "center", 1: "left"}[(away[0] > 0) - (away[0] < 0)]
    axes.annotate(
        brief(value, "en"), (year, place), xytext=away, textcoords="offset points", ha=across,
        va="center" if away[0] else "bottom", fontsize=SMALL, annotation_clip=False, zorder=6,
    )  # fmt: skip


def _beside_room(row: Row, step: float) -> float:
    """The room that the values beside a point need, in points."""
    texts = [brief(row[name] / step, "en") for name in ("value", "benchmark")]
    return max(points(text, SMALL) for text in texts) + 11
