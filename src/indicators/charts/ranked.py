"""Places in order of one figure, with control limits and what each figure leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import (
    across,
    frame_line,
    legend_below,
    panels,
    side_labels,
    value_axis,
)
from indicators.charts.marks import extent, interval
from indicators.charts.rows import Row, known, missing, one_of, rows_of, table_of, true
from indicators.charts.style import BLUE, INK, ORANGE, PALE, PAPER, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import axis_label, brief, listed, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 21
_OPTIONAL = ("unit", "value_low", "value_high", "average", "limit_low", "limit_high", "here")
_SIDES = {
    "high": (" ▲", "高于控制限", "above the limits"),
    "low": (" ▼", "低于控制限", "below the limits"),
}
_HEADS = {
    "label": ("地区", "Area"), "value": ("数值", "Value"), "value_low": ("下限", "Lower bound"),
    "value_high": ("上限", "Upper bound"), "limit_low": ("下控制限", "Lower control limit"),
    "limit_high": ("上控制限", "Upper control limit"), "average": ("平均", "Average"),
    "unit": ("单位", "Unit"),
}  # fmt: skip


@styled
def ranked(frame: Any, lang: str = "zh", what: str = "", *, title: str = "") -> Chart:
    """Bars from the highest to the lowest, in the unit of the figures, from zero.

    Parameters
    ----------
    frame : columns label, value (empty = not reported, listed last); where there: unit,
        value_low and value_high (empty = open), average, limit_low and limit_high (control
        limits, which may differ by row), here (true = the place the page is about)
    lang : zh or en
    what : the name of the indicator
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, several units, no value at all.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["A", "B"], "value": [3, 5], "here": [True, False]})
    >>> ranked(table, "en", "beds").finding
    'beds, 2 places: A has 3, no. 2'
    """
    rows = rows_of(frame, "ranked", ("label", "value"), _OPTIONAL)
    unit = one_of(rows, "unit", "ranked")
    own = sorted(known(rows, "ranked"), key=lambda row: (-row["value"], str(row["label"])))
    rows = own + [row for row in rows if missing(row["value"])]
    finding = title or _finding(own, what, unit, lang)
    step, step_name = scale(max(abs(row["value"]) for row in own), lang)
    handles_room = 18 if _limits(own) or not missing(own[0]["average"]) else 0
    figure, (axes,) = panels([_ROW * len(rows) + 6], finding, below=handles_room)
    side_labels(axes, [_name(row) for row in rows])
    _draw(axes, rows, step, lang)
    axes.set_xlabel(axis_label(what, unit, step_name, lang, across(axes)))
    if handles_room:
        legend_below(figure, handles=_handles(axes, own, unit, lang), ncols=3)
    figure.alt = sentences(finding, [_told(row, unit, lang) for row in rows], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _name(row: Row) -> str:
    return ("▸ " if true(row["here"]) else "") + str(row["label"])


def _limits(rows: list[Row]) -> bool:
    return any(not missing(row["limit_low"]) or not missing(row["limit_high"]) for row in rows)


def _side(row: Row) -> str:
    """Whether a value lies outside its control limits, and on which side."""
    if row["value"] > row["limit_high"]:
        return "high"
    return "low" if row["value"] < row["limit_low"] else ""


def _finding(own: list[Row], what: str, unit: str, lang: str) -> str:
    who = pick(lang, f"{len(own)}个地区", f"{len(own)} places")
    said = [pick(lang, f"{what}：{who}中", f"{what}, {who}") if what else who]
    mine = [row for row in own if true(row["here"])]
    told = [_place(row, own, unit, lang) for row in mine]
    if _limits(own):
        counts = {side: sum(_side(row) == side for row in own) for side in _SIDES}
        words = [
            pick(lang, f"{n}个{_SIDES[side][1]}", f"{n} {_SIDES[side][2]}")
            for side, n in counts.items()
            if n
        ]
        told.append(listed(words, lang) or pick(lang, "都在控制限之内", "all within the limits"))
    elif not mine:
        told = [_place(own[0], own, unit, lang), _place(own[-1], own, unit, lang)][: len(own)]
    return said[0] + pick(lang, "，", ": ") + pick(lang, "；", "; ").join(told)


def _place(row: Row, own: list[Row], unit: str, lang: str) -> str:
    rank = 1 + sum(other["value"] > row["value"] for other in own)
    value = with_unit(row["value"], unit, lang)
    return pick(lang, f"{row['label']}{value}，第{rank}", f"{row['label']} has {value}, no. {rank}")


def _told(row: Row, unit: str, lang: str) -> str:
    value = with_unit(row["value"], unit, lang) or pick(lang, "未报告", "not reported")
    side = _SIDES[_side(row)][1 if lang == "zh" else 2] if _side(row) else ""
    return f"{row['label']} {value}" + (pick(lang, f"（{side}）", f" ({side})") if side else "")


def _draw(axes: Any, rows: list[Row], step: float, lang: str) -> None:
    names = ("value", "value_low", "value_high", "limit_low", "limit_high", "average")
    rows = [row | {name: row[name] / step for name in names} for row in rows]
    own = [row for row in rows if not missing(row["value"])]
    reach = 0.08 * max(abs(row["value"]) for row in own)
    ends = [_bar(axes, place, row, reach) for place, row in enumerate(rows)]
    words = [_words(row, lang) for row in rows]
    low, high = min(0, *(end[0] for end in ends)), max(0, *(end[1] for end in ends)) or 1
    room = max(points(word, SMALL) for word in words) + 12
    value_axis(axes, low, low + (high - low) * across(axes) / max(across(axes) - room, 60), "")
    axes.set_ylim(len(rows) - 0.4, -0.7)
    for place, (word, end) in enumerate(zip(words, ends, strict=True)):
        axes.annotate(
            word, (max(end[1], 0), place), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=SMALL, color=INK,
        )  # fmt: skip
    if not missing(own[0]["average"]):
        frame_line(axes, own[0]["average"], linestyle="--", color=INK, zorder=3)


def _words(row: Row, lang: str) -> str:
    if missing(row["value"]):
        return pick(lang, "未报告", "not reported")
    return brief(row["value"], lang) + (_SIDES[_side(row)][0] if _side(row) else "")


def _bar(axes: Any, place: int, row: Row, reach: float) -> tuple[float, float]:
    """The control limits behind, the bar, its bounds; returns how far they reach."""
    ends = [0.0]
    if not missing(row["limit_low"]) and not missing(row["limit_high"]):
        wide = row["limit_high"] - row["limit_low"]
        axes.barh([place], [wide], left=row["limit_low"], height=0.92, color=PALE, zorder=0)
        ends += [row["limit_low"], row["limit_high"]]
    if missing(row["value"]):
        return 0.0, max(ends[:1])
    here = true(row["here"])
    axes.barh(
        [place], [row["value"]], height=0.5, color=ORANGE if here else BLUE, zorder=2,
        hatch="////" if here else "", edgecolor=PAPER if here else "none", linewidth=0,
    )  # fmt: skip
    drawn = extent(row, reach)
    if drawn.low != drawn.high:
        interval(axes, place, row, reach, INK, width=2)
    return min(*ends, drawn.low), max(*ends, drawn.high, row["value"])


def _handles(axes: Any, own: list[Row], unit: str, lang: str) -> list[Any]:
    from matplotlib.patches import Patch

    made: list[Any] = []
    if not missing(own[0]["average"]):
        word = pick(lang, "平均", "average") + " " + with_unit(own[0]["average"], unit, lang)
        made += axes.plot([], [], color=INK, linestyle="--", linewidth=1.2, label=word)
    if _limits(own):
        made.append(Patch(color=PALE, label=pick(lang, "控制限之内", "within control limits")))
    return made
