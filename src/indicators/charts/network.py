"""Who supports whom: institutions in columns, supporters at the left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.layering import Placed, placed_in_layers
from indicators.charts.layout import LINE, ROOM, legend_below, panels
from indicators.charts.rows import NAN, Row, missing, table_of
from indicators.charts.style import GREY, INK, PAPER, SMALL, styled
from indicators.charts.text import lines
from indicators.charts.ties import KINDS, planned, ties_of
from indicators.charts.words import listed, pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 42
_HEADS = {
    "provider": ("提供方", "Provider"), "recipient": ("接受方", "Recipient"),
    "kind": ("关系", "Kind"), "date": ("日期", "Date"), "status": ("状态", "Status"),
}  # fmt: skip


@styled
def network(frame: Any, lang: str = "zh", *, title: str = "") -> Chart:
    """A name an institution, a line a tie from supporter to supported, its kind by dashes.

    The layout is fixed: columns by the longest chain of support before an institution, rows by
    the middle of its supporters. The same table gives the same picture.

    Parameters
    ----------
    frame : columns kind (agreement, partnership, branch, trusteeship, assistance, workstation),
        provider, recipient; where there, for the table: date, status
    lang : zh or en
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, an unknown kind, a chain too long for the page.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"kind": "branch", "provider": ["A", "A"], "recipient": ["B", "C"]})
    >>> network(table, "en").finding
    '3 institutions in 2 ties; A supports most others (2)'
    """
    rows = ties_of(frame, "network")
    placed = placed_in_layers([(row["provider"], row["recipient"]) for row in rows])
    finding = title or _finding(rows, placed, lang)
    kinds = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    legend = LINE * -(-len(kinds) // 3) + 4
    figure, (axes,) = panels([_ROW * placed.rows], finding, axis=4, below=legend)
    axes.set_xlim(0, ROOM)
    axes.set_ylim(placed.rows - 0.5, -0.5)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    wide = _widths(placed.layers)
    for row in _one_each(rows):
        _tie(axes, placed, row, wide)
    for name in placed.spots:
        _name(axes, placed, name, wide)
    legend_below(figure, handles=_handles(axes, kinds, lang), ncols=3, handlelength=2.6)
    figure.alt = sentences(finding, _told(rows, lang), lang)
    figure.table = table_of([_worded(row, lang) for row in rows], _HEADS, lang)
    return figure


def _finding(rows: list[Row], placed: Placed, lang: str) -> str:
    pairs = dict.fromkeys((row["provider"], row["recipient"]) for row in rows)
    counts = Counter(provider for provider, _ in pairs)
    name, most = min(counts.items(), key=lambda item: (-item[1], list(placed.spots).index(item[0])))
    nodes, n, s = len(placed.spots), len(rows), "" if len(rows) == 1 else "s"
    said = pick(lang, f"{nodes}家机构之间有{n}项关系", f"{nodes} institutions in {n} tie{s}")
    if most == 1:
        return said
    return said + pick(
        lang, f"；支援最多的是{name}（{most}家）", f"; {name} supports most others ({most})"
    )


def _told(rows: list[Row], lang: str) -> list[str]:
    """One line a supporter: whom it supports, and how."""
    told = []
    for provider in dict.fromkeys(row["provider"] for row in rows):
        ways: dict[Any, list[str]] = {}
        for row in rows:
            if row["provider"] == provider:
                ways.setdefault(row["recipient"], []).append(pick(lang, *KINDS[row["kind"]][3:]))
        words = (f"{name} ({listed(dict.fromkeys(kinds), lang)})" for name, kinds in ways.items())
        told.append(f"{provider} → {listed(words, lang)}")
    return told


def _worded(row: Row, lang: str) -> Row:
    status = pick(lang, "计划", "planned") if planned(row) else pick(lang, "实际", "actual")
    return row | {
        "kind": pick(lang, *KINDS[row["kind"]][3:]),
        "status": NAN if missing(row["status"]) else status,
    }


def _widths(layers: int) -> tuple[float, float]:
    """The width of a column of names, and from one column to the next."""
    gap = 46 if layers <= 2 else 30
    wide = (ROOM - gap * (layers - 1)) / layers
    return wide, wide + gap


def _one_each(rows: list[Row]) -> list[Row]:
    """Each kind of tie of a pair once, numbered among the pair's."""
    seen: dict[tuple[Any, Any], list[str]] = {}
    made = []
    for row in rows:
        kinds = seen.setdefault((row["provider"], row["recipient"]), [])
        if row["kind"] not in kinds:
            kinds.append(row["kind"])
            made.append(row | {"nth": len(kinds) - 1})
    return made


def _tie(axes: Any, placed: Placed, row: Row, wide: tuple[float, float]) -> None:
    """A line from the right side of the supporter's name to the left side of the other's."""
    (here, y), (there, other) = placed.spots[row["provider"]], placed.spots[row["recipient"]]
    kind = KINDS[row["kind"]]
    shift = 0.09 * row["nth"]
    begin, end = here * wide[1] + wide[0], there * wide[1]
    if there <= here:  # of a circle, which shares a column
        end = begin
    axes.plot(
        [begin, end - 3], [y + shift, other + shift], color=kind.colour, linestyle=kind.dashes,
        linewidth=1.5, zorder=1,
    )  # fmt: skip
    axes.plot([end - 2], [other + shift], marker=">", color=kind.colour, markersize=4.5, zorder=2)


def _name(axes: Any, placed: Placed, name: Any, wide: tuple[float, float]) -> None:
    from matplotlib.patches import Rectangle

    column, row = placed.spots[name]
    left, text = column * wide[1], lines(str(name), wide[0] - 8, SMALL, most=3)
    tall = (11.5 * (text.count("\n") + 1) + 6) / _ROW
    axes.add_patch(
        Rectangle(
            (left, row - tall / 2), wide[0], tall, facecolor=PAPER, edgecolor=GREY, lw=0.6, zorder=4
        )
    )
    axes.annotate(
        text, (left + wide[0] / 2, row), ha="center", va="center", fontsize=SMALL, color=INK,
        linespacing=1.15, annotation_clip=False, zorder=5,
    )  # fmt: skip


def _handles(axes: Any, kinds: list[str], lang: str) -> list[Any]:
    return [
        axes.plot([], [], color=KINDS[k].colour, ls=KINDS[k].dashes, lw=1.6,
                  label=pick(lang, *KINDS[k][3:]))[0]
        for k in kinds
    ]  # fmt: skip
