"""What was promised against what was reached."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.layout import LINE, ROOM, legend_below, panels, row_label, value_axis
from indicators.charts.marks import extent, interval
from indicators.charts.rows import Row, missing, rows_of, table_of
from indicators.charts.style import BLUE, GREY, INK, ORANGE, PALE, PAPER, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import brief, listed, pick, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 38
_MOST = 160  # percent of the target that is drawn to scale
_NEEDED = ("label", "target", "reached", "needed", "verdict")
_OPTIONAL = ("unit", "deadline", "reached_low", "reached_high", "reached_at", "so_far", "reason")
_VERDICTS = {  # mark, colour, words
    "met": ("✓", BLUE, "已达到", "met"),
    "missed": ("×", ORANGE, "未达到", "missed"),
    "not yet due": ("…", GREY, "未到期", "not yet due"),
    "unknown": ("？", GREY, "不能断定", "cannot tell"),
}
_SO_FAR = {
    "reached": ("目前已达到", "reached so far"), "short": ("目前未达到", "short so far"),
    "unsure": ("目前不能断定", "cannot tell so far"),
}  # fmt: skip
_HEADS = {
    "label": ("指标", "Indicator"), "needed": ("要求", "Asked for"), "target": ("目标", "Target"),
    "unit": ("单位", "Unit"), "deadline": ("期限", "Deadline"), "reached": ("已到", "Reached"),
    "reached_low": ("下限", "Lower bound"), "reached_high": ("上限", "Upper bound"),
    "reached_at": ("时点", "As of"), "verdict": ("判断", "Verdict"), "reason": ("原因", "Reason"),
}  # fmt: skip


@styled
def targets(frame: Any, lang: str = "zh", who: str = "", *, title: str = "") -> Chart:
    """One row a target: what was reached in percent of it, with bounds; the line is the target.

    Parameters
    ----------
    frame : columns label, target, reached (empty = no figure), needed (at_least or at_most),
        verdict (met, missed, not yet due, unknown); where there: unit, deadline, reached_low,
        reached_high (empty = open), reached_at, so_far (reached, short, unsure), reason; named
        as `trends.targets` names them
    lang : zh or en
    who : the area
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, an unknown verdict or need.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["physicians"], "target": [3.2], "reached": [3.61],
    ...                       "needed": ["at_least"], "verdict": ["not yet due"]})
    >>> targets(table, "en", "A").finding
    'A, 1 target: not yet due 1'
    """
    rows = rows_of(frame, "targets", _NEEDED, _OPTIONAL)
    _refuse(rows)
    finding = title or _finding(rows, who, lang)
    figure, (axes,) = panels([_ROW * len(rows) + 4], finding, below=LINE + 4)
    words = [_words(row, lang) for row in rows]
    drawn = [_bar(axes, place, row) for place, row in enumerate(rows)]
    room = max(points(word, SMALL) for word in words) + 12
    high = max(100.0, *(end for end in drawn))
    value_axis(
        axes, 0, high * ROOM / max(ROOM - room, 110), pick(lang, "占目标的 %", "% of target")
    )
    axes.set_ylim(len(rows) - 0.55, -0.75)
    for place, (row, word, end) in enumerate(zip(rows, words, drawn, strict=True)):
        _write(axes, place, row, word, end, lang)
    legend_below(figure, handles=_handles(axes, lang), ncols=3)
    figure.alt = sentences(finding, [_told(row, lang) for row in rows], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _refuse(rows: list[Row]) -> None:
    for name, allowed in (("verdict", tuple(_VERDICTS)), ("needed", ("at_least", "at_most"))):
        wrong = [row for row in rows if row[name] not in allowed]
        if wrong:
            raise ValueError(
                f"targets knows {name} {', '.join(allowed)}, got {wrong[0][name]!r} for "
                f"{wrong[0]['label']}."
            )


def _finding(rows: list[Row], who: str, lang: str) -> str:
    counts = Counter(row["verdict"] for row in rows)
    words = listed(
        (f"{pick(lang, *look[2:])} {counts[v]}" for v, look in _VERDICTS.items() if counts[v]), lang
    )
    n, many = len(rows), "" if len(rows) == 1 else "s"
    before = f"{who}{pick(lang, '', ', ')}"
    said = before + pick(lang, f"{n}项目标中，{words}", f"{n} target{many}: {words}")
    early = sum(row["verdict"] == "not yet due" and row["so_far"] == "reached" for row in rows)
    if not early:
        return said
    return said + pick(
        lang, f"；未到期的有{early}项已提前达到", f"; {early} of those not yet due already reached"
    )


def _words(row: Row, lang: str) -> str:
    """Reached over asked: 3.61 / ≥ 3.2人 (2025)."""
    sign = "≥" if row["needed"] == "at_least" else "≤"
    asked = f"{sign} {with_unit(row['target'], row['unit'], lang)}"
    reached = brief(row["reached"], lang) or pick(lang, "没有数字", "no figure")
    year = "" if missing(row["deadline"]) else f" ({str(row['deadline'])[:4]})"
    return f"{reached} / {asked}{year}"


def _verdict_words(row: Row, lang: str) -> str:
    mark, _, *words = _VERDICTS[row["verdict"]]
    said = pick(lang, *words)
    if row["verdict"] == "not yet due" and row["so_far"] in _SO_FAR:
        said += pick(lang, "，", ", ") + pick(lang, *_SO_FAR[row["so_far"]])
    return f"{mark} {said}"


def _told(row: Row, lang: str) -> str:
    return f"{row['label']} {_words(row, lang)} {_verdict_words(row, lang)[2:]}"


def _percent(row: Row) -> Row | None:
    """The figure and its bounds in percent of the target; None where there is none."""
    if missing(row["reached"]) or not row["target"] > 0:
        return None
    names = {"value": "reached", "value_low": "reached_low", "value_high": "reached_high"}
    return {name: 100 * row[column] / row["target"] for name, column in names.items()}


def _bar(axes: Any, place: int, row: Row) -> float:
    """The bar to scale, with an arrow where it goes on; returns where it ends."""
    percent = _percent(row)
    axes.plot([100, 100], [place - 0.19, place + 0.19], color=INK, linewidth=2.5, zorder=4)
    axes.barh([place], [100], height=0.34, color=PALE, alpha=0.5, zorder=0)
    if percent is None:
        return 100.0
    met = row["verdict"] == "met" or row["so_far"] == "reached"
    end = min(percent["value"], _MOST)
    axes.barh(
        [place], [end], height=0.3, color=BLUE if met else ORANGE, zorder=2,
        hatch="" if met else "////", edgecolor=PAPER, linewidth=0,
    )  # fmt: skip
    if percent["value"] > _MOST:
        axes.plot([end + 3], [place], marker=">", color=BLUE if met else ORANGE, markersize=9)
        return end + 6.0
    drawn = extent(percent, 8)
    if drawn.low != drawn.high and math.isfinite(drawn.high):
        interval(axes, place, percent, 8, INK, width=2)
    return max(100.0, end, min(drawn.high, _MOST))


def _write(axes: Any, place: int, row: Row, word: str, end: float, lang: str) -> None:
    verdict = _verdict_words(row, lang)
    axes.annotate(
        word, (end, place), xytext=(7, 0), textcoords="offset points", va="center", fontsize=SMALL
    )
    axes.annotate(
        verdict, (1, place), xycoords=("axes fraction", "data"), xytext=(0, 9),
        textcoords="offset points", ha="right", va="bottom", fontsize=SMALL,
    )  # fmt: skip
    row_label(axes, place, str(row["label"]), ROOM - points(verdict, SMALL) - 8)


def _handles(axes: Any, lang: str) -> list[Any]:
    from matplotlib.patches import Patch

    (line,) = axes.plot([], [], color=INK, linewidth=2.5, label=pick(lang, "目标", "target"))
    good = Patch(color=BLUE, label=pick(lang, "已达到", "reached"))
    short = Patch(
        facecolor=ORANGE, hatch="////", edgecolor=PAPER, linewidth=0,
        label=pick(lang, "未达到或不能断定", "short or cannot tell"),
    )  # fmt: skip
    return [line, good, short]
