"""Who supports whom since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import (
    LINE,
    legend_below,
    note_below,
    note_height,
    panels,
    row_label,
    year_axis,
)
from indicators.charts.rows import NAN, Row, missing, table_of
from indicators.charts.style import GREY, PALE, PAPER, styled
from indicators.charts.ties import KINDS, planned, span_of, ties_of
from indicators.charts.words import pick, sentences

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 33
_HEADS = {
    "date": ("日期", "Date"), "kind": ("关系", "Kind"), "provider": ("提供方", "Provider"),
    "recipient": ("接受方", "Recipient"), "status": ("状态", "Status"),
}  # fmt: skip


@styled
def timeline(frame: Any, lang: str = "zh", *, title: str = "") -> Chart:
    """One row a pair of institutions, a mark a tie, a bar where only its month or year is known.

    Parameters
    ----------
    frame : columns kind (agreement, partnership, branch, trusteeship, assistance, workstation),
        provider, recipient, date (2018, 2018-06 or 2018-06-20; empty = not stated, counted in a
        note); where there: status (planned ties are hollow)
    lang : zh or en
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, an unknown kind, no dated tie at all.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"date": ["2018-06", None], "kind": "agreement",
    ...                       "provider": ["A", "A"], "recipient": ["B", "C"]})
    >>> timeline(table, "en").finding
    'In 2018 1 tie of 1 provider to 1 recipient was dated'
    """
    rows = ties_of(frame, "timeline")
    dated = sorted(
        (row for row in rows if not missing(row["date"])), key=lambda row: span_of(row["date"])
    )
    if not dated:
        raise ValueError("timeline has ties, but none has a date. Draw the network instead.")
    finding = title or _finding(dated, lang)
    pairs: dict[tuple[Any, Any], list[Row]] = {}
    for row in dated:
        pairs.setdefault((row["provider"], row["recipient"]), []).append(row)
    note = _note(rows, dated, lang)
    kinds = [kind for kind in KINDS if any(row["kind"] == kind for row in dated)]
    legend = LINE * -(-(len(kinds) + any(map(planned, dated))) // 4) + 4
    figure, (axes,) = panels(
        [_ROW * len(pairs)], finding, axis=24, below=legend + note_height(note)
    )
    axes.set_ylim(len(pairs) - 0.55, -0.8)
    first, last = int(span_of(dated[0]["date"])[0]), int(max(span_of(r["date"])[0] for r in dated))
    year_axis(axes, first, last + 1, (6, 6), bins=8)
    for place, (pair, ties) in enumerate(pairs.items()):
        _pair(axes, place, pair, ties)
    legend_below(
        figure, handles=_handles(axes, kinds, dated, lang), ncols=4,
        bbox_to_anchor=(0.006, note_height(note) / (figure.get_figheight() * 72)),
    )  # fmt: skip
    if note:
        note_below(figure, note)
    figure.alt = sentences(
        finding, [_told(row, lang) for row in dated] + [note][: bool(note)], lang
    )
    figure.table = table_of([_worded(row, lang) for row in rows], _HEADS, lang)
    return figure


def _finding(dated: list[Row], lang: str) -> str:
    first, last = (str(dated[end]["date"])[:4] for end in (0, -1))
    n, givers, takers = (
        len(dated), len({row["provider"] for row in dated}), len({row["recipient"] for row in dated})
    )  # fmt: skip
    years = first if first == last else pick(lang, f"{first}—{last}", f"{first} to {last}")
    s = ["" if count == 1 else "s" for count in (n, givers, takers)]
    return pick(
        lang,
        f"{years}年，{givers}家机构同{takers}家机构建立了{n}项写明日期的关系",
        f"In {years} {n} tie{s[0]} of {givers} provider{s[1]} to {takers} recipient{s[2]} "
        f"{'was' if n == 1 else 'were'} dated",
    )


def _note(rows: list[Row], dated: list[Row], lang: str) -> str:
    left = len(rows) - len(dated)
    if not left:
        return ""
    return pick(
        lang,
        f"另有{left}项关系没有写明日期，见表。",
        f"{left} more have no stated date; see the table.",
    )


def _told(row: Row, lang: str) -> str:
    kind = pick(lang, *KINDS[row["kind"]][3:])
    plan = pick(lang, "计划", "planned ") if planned(row) else ""
    return f"{row['date']} {row['provider']} → {row['recipient']} ({plan}{kind})"


def _worded(row: Row, lang: str) -> Row:
    """A row for the table, kind and status in words."""
    status = pick(lang, "计划", "planned") if planned(row) else pick(lang, "实际", "actual")
    return row | {
        "kind": pick(lang, *KINDS[row["kind"]][3:]),
        "status": NAN if missing(row["status"]) else status,
    }


def _pair(axes: Any, place: int, pair: tuple[Any, Any], ties: list[Row]) -> None:
    axes.plot([0, 1], [place, place], transform=axes.get_yaxis_transform(), color=PALE, lw=0.7)
    row_label(axes, place - 0.06, f"{pair[0]} → {pair[1]}")
    per_point = (axes.get_xlim()[1] - axes.get_xlim()[0]) / 340
    reached = -1e9
    for tie in ties:
        begin, end = span_of(tie["date"])
        kind = KINDS[tie["kind"]]
        # A second mark at the same time stands beside the first.
        spot = max((begin + end) / 2, reached + 10 * per_point)
        reached = spot
        if end - begin > 0.05:
            axes.plot([begin, end], [place, place], color=kind.colour, lw=4, alpha=0.4,
                      solid_capstyle="butt", zorder=2)  # fmt: skip
        axes.plot(
            [spot], [place], marker=kind.marker, color=kind.colour, markersize=8, linestyle="",
            markerfacecolor=PAPER if planned(tie) else kind.colour, zorder=4, clip_on=False,
        )  # fmt: skip


def _handles(axes: Any, kinds: list[str], dated: list[Row], lang: str) -> list[Any]:
    made = [
        axes.plot([], [], marker=KINDS[k].marker, color=KINDS[k].colour, ls="", ms=7,
                  label=pick(lang, *KINDS[k][3:]))[0]
        for k in kinds
    ]  # fmt: skip
    if any(map(planned, dated)):
        made += axes.plot([], [], marker="o", color=GREY, markerfacecolor=PAPER, ls="",
                          label=pick(lang, "空心：计划", "hollow: planned"))  # fmt: skip
    return made
