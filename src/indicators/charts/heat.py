"""Verdicts of many indicators in many areas or years: a tartan rug, a shape in every square."""

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
from indicators.charts.marks import MOVES, VERDICTS, Look, dots, handles, verdict_look
from indicators.charts.rows import Row, missing, rows_of, table_of
from indicators.charts.style import GREY, PALE, SMALL, styled
from indicators.charts.text import at_size, columns, lines, points, shorten
from indicators.charts.words import listed, pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW, _COLUMN = 25, 30
_LABELS, _HEAD = 132, 96  # points for the names of rows, and of columns at most
_CHARACTERS = 6  # of a name that stands upright
MOST_COLUMNS = 12
LOOKS = MOVES | VERDICTS  # in the order of the legend
_HEADS = {
    "row": ("指标", "Indicator"), "column": ("地区", "Area"), "verdict": ("判断", "Verdict"),
    "value": ("数值", "Value"), "unit": ("单位", "Unit"),
}  # fmt: skip


@styled
def heat(frame: Any, lang: str = "zh", *, title: str = "") -> Chart:
    """A square for each row and column: its verdict by shape and by colour.

    Parameters
    ----------
    frame : columns row (an indicator), column (an area or year), verdict (better, worse,
        similar, unsure, higher, lower, "not compared"; rise, fall, same for what went so; a level
        such as (95%) may follow; empty = no figure); where there for the table: value, unit
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
        [_ROW * len(down)], finding, over=_heads(over)[2], axis=4, below=2 * LINE + 4
    )
    inset(axes, left=_LABELS, right=max(0, ROOM - _LABELS - _COLUMN * len(over)))
    axes.set_xlim(-0.5, len(over) - 0.5)
    axes.set_ylim(len(down) - 0.5, -0.5)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    _names(axes, [str(name) for name in down], over)
    squares: dict[Look | None, list[tuple[float, float]]] = {}
    for place, name in enumerate(down):
        for column, area in enumerate(over):
            squares.setdefault(cells.get((name, area)), []).append((column, place))
    for look, spots in squares.items():
        _squares(axes, spots, look)
    used = [look for look in LOOKS.values() if look in cells.values()]
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
        found[key] = verdict_look(row["verdict"], "heat", VERDICTS | MOVES)
    # An empty verdict is a figure that does not exist, and an empty square.
    return {
        key: found[key] for key, row in zip(found, rows, strict=True) if not missing(row["verdict"])
    }


def _finding(cells: dict[tuple[Any, Any], Look], lang: str) -> str:
    counts = Counter(cells.values())
    words = listed(
        (f"{look.word(lang)} {counts[look]}" for look in LOOKS.values() if counts[look]),
        lang,
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


def _heads(over: list[Any]) -> tuple[list[str], int, float]:
    """Names of columns as they are written, turned by how much, and the room they need.

    Level where all are narrow; else Chinese stands upright, one character under another, and
    other writing is turned.
    """
    names = [str(name) for name in over]
    widest = max(points(name, SMALL) for name in names)
    if widest <= min(_COLUMN, (ROOM - _LABELS) / len(names)) - 2:
        return names, 0, LINE
    if all(columns(name) == 2 * len(name) for name in names):
        tall = 12.0 * min(_CHARACTERS, max(map(len, names))) + 6
        return ["\n".join(name[:_CHARACTERS]) for name in names], 0, tall
    return [shorten(name, _HEAD, at_size(SMALL)) for name in names], 90, min(_HEAD, widest) + 8


def _names(axes: Any, down: list[str], over: list[Any]) -> None:
    for place, name in enumerate(down):
        axes.annotate(
            lines(name, _LABELS - 8, SMALL), (0, place), xycoords=("axes fraction", "data"),
            xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
            fontsize=SMALL, linespacing=1.1,
        )  # fmt: skip
    heads, turned, _ = _heads(over)
    for place, text in enumerate(heads):
        axes.annotate(
            text, (place, 1), xycoords=("data", "axes fraction"), xytext=(0, 3),
            textcoords="offset points", ha="center", va="bottom", fontsize=SMALL,
            linespacing=1.05, rotation=turned,
        )  # fmt: skip


def _squares(axes: Any, spots: list[tuple[float, float]], look: Look | None) -> None:
    """All squares of one verdict, or of none."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = ((-0.46, -0.44), (0.46, -0.44), (0.46, 0.44), (-0.46, 0.44), (-0.46, -0.44))
    each = [Path([(x + dx, y + dy) for dx, dy in corners], closed=True) for x, y in spots]
    axes.add_patch(
        PathPatch(
            Path.make_compound_path(*each), facecolor=look.colour if look else PALE, linewidth=0,
            alpha=0.22 if look else 0.35,
        )
    )  # fmt: skip
    if look:
        dots(axes, spots, look, size=7)
    else:
        axes.plot(*zip(*spots, strict=True), marker="_", color=GREY, markersize=5, linestyle="")
