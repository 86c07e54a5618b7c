"""Verdicts of many indicators in many areas: a tartan rug with a shape in every square."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.layout import (
    LINE,
    ROOM,
    inset,
    legend_below,
    panels,
)
from indicators.charts.marks import VERDICTS, Look, dot, handles, verdict_look
from indicators.charts.rows import Row, missing, rows_of, table_of
from indicators.charts.style import GREY, PALE, SMALL, styled
from indicators.charts.text import at_size, columns, lines, points, shorten
from indicators.charts.words import listed, pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 25
_LABELS, _HEAD = 132, 96  # points for the names of rows, and of columns at most
_CHARACTERS = 6  # of a name that stands upright
MOST_COLUMNS = 12
_HEADS = {
    "row": ("指标", "Indicator"), "column": ("地区", "Area"), "verdict": ("判断", "Verdict"),
    "value": ("数值", "Value"), "unit": ("单位", "Unit"),
}  # fmt: skip


@styled
def heat(frame: Any, lang: str = "zh", *, title: str = "") -> Chart:
    """A square for each row and column: its verdict by shape and by colour.

    Parameters
    ----------
    frame : columns row (an indicator), column (an area), verdict (better, worse, similar,
        unsure, higher, lower, "not compared"; a level such as (95%) may follow; empty = no
        figure); where there for the table: value, unit
    lang : zh or en
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, an unknown verdict, a pair twice, more columns than fit.

    >>> import pandas as pd
    >>> heat(pd.DataFrame({"row": ["beds"], "column": ["A"], "verdict": ["worse"]}), "en").finding
    '1 comparison: worse 1; most often worse: A (1 of 1)'
    """
    rows = rows_of(frame, "heat", ("row", "column", "verdict"), ("value", "unit"))
    cells = _cells(rows)
    down, over = (list(dict.fromkeys(row[name] for row in rows)) for name in ("row", "column"))
    if len(over) > MOST_COLUMNS:
        raise ValueError(
            f"heat fits {MOST_COLUMNS} columns on a phone, got {len(over)}. "
            "Split the table, or exchange row and column."
        )
    finding = title or _finding(cells, lang)
    figure, (axes,) = panels(
        [_ROW * len(down)], finding, over=_head(over), axis=4, below=2 * LINE + 4
    )
    inset(axes, left=_LABELS, right=max(0, ROOM - _LABELS - 30 * len(over)))
    axes.set_xlim(-0.5, len(over) - 0.5)
    axes.set_ylim(len(down) - 0.5, -0.5)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    _names(axes, [str(name) for name in down], [str(name) for name in over])
    for place, name in enumerate(down):
        for column, area in enumerate(over):
            _cell(axes, column, place, cells.get((name, area)))
    used = [look for look in VERDICTS.values() if look in cells.values()]
    legend_below(figure, handles=handles(axes, used, lang), ncols=4)
    figure.alt = sentences(finding, [_told(name, over, cells, lang) for name in down], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _cells(rows: list[Row]) -> dict[tuple[Any, Any], Look]:
    found: dict[tuple[Any, Any], Look] = {}
    for row in rows:
        key = row["row"], row["column"]
        if key in found:
            raise ValueError(f"heat got {key[0]} of {key[1]} twice. Keep one row a square.")
        found[key] = verdict_look(row["verdict"], "heat")
    # An empty verdict is a figure that does not exist, and an empty square.
    return {
        key: found[key] for key, row in zip(found, rows, strict=True) if not missing(row["verdict"])
    }


def _finding(cells: dict[tuple[Any, Any], Look], lang: str) -> str:
    counts = Counter(cells.values())
    words = listed(
        (f"{look.word(lang)} {counts[look]}" for look in VERDICTS.values() if counts[look]), lang
    )
    n, many = len(cells), "" if len(cells) == 1 else "s"
    said = pick(lang, f"{n}项比较中，{words}", f"{n} comparison{many}: {words}")
    worse = Counter(area for (_, area), look in cells.items() if look is VERDICTS["worse"])
    if not worse:
        return said
    area, most = min(worse.items(), key=lambda item: (-item[1], str(item[0])))
    of = sum(name == area for _, name in cells)
    return said + pick(
        lang,
        f"；更差最多的是{area}（{of}项中{most}项）",
        f"; most often worse: {area} ({most} of {of})",
    )


def _told(name: Any, over: list[Any], cells: dict[tuple[Any, Any], Look], lang: str) -> str:
    words = (f"{area} {cells[name, area].word(lang)}" for area in over if (name, area) in cells)
    return f"{name}{pick(lang, '：', ': ')}{listed(words, lang)}"


def _upright(over: list[str]) -> bool:
    """Chinese stands upright, one character under another; other writing is turned."""
    return all(columns(name) == 2 * len(name) for name in over)


def _head(over: list[Any]) -> float:
    """The room for the names of columns."""
    names = [str(name) for name in over]
    if _upright(names):
        return 12.0 * min(_CHARACTERS, max(map(len, names))) + 6
    return min(_HEAD, max(points(name, SMALL) for name in names)) + 8


def _names(axes: Any, down: list[str], over: list[str]) -> None:
    for place, name in enumerate(down):
        axes.annotate(
            lines(name, _LABELS - 8, SMALL), (0, place), xycoords=("axes fraction", "data"),
            xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
            fontsize=SMALL, linespacing=1.1,
        )  # fmt: skip
    upright = _upright(over)
    for place, name in enumerate(over):
        text = "\n".join(name[:_CHARACTERS]) if upright else shorten(name, _HEAD, at_size(SMALL))
        axes.annotate(
            text, (place, 1), xycoords=("data", "axes fraction"), xytext=(0, 3),
            textcoords="offset points", ha="center", va="bottom", fontsize=SMALL,
            linespacing=1.05, rotation=0 if upright else 90,
        )  # fmt: skip


def _cell(axes: Any, column: int, place: int, look: Look | None) -> None:
    from matplotlib.patches import Rectangle

    colour = look.colour if look else PALE
    axes.add_patch(
        Rectangle(
            (column - 0.46, place - 0.44), 0.92, 0.88, facecolor=colour, linewidth=0,
            alpha=0.22 if look else 0.35,
        )
    )  # fmt: skip
    if look:
        dot(axes, column, place, look, size=7)
    else:
        axes.plot([column], [place], marker="_", color=GREY, markersize=5, linestyle="")
