"""Many small trends side by side, each on its own scale."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.bounds import DIRECTIONS, change_words, direction
from indicators.charts.layout import ROOM, SIDE, WIDTH, legend_below, legend_room, panels, year_axis
from indicators.charts.lines import HEADS, NEEDED, OPTIONAL, by_year, draw, ends, handles, span
from indicators.charts.rows import Row, grouped, known, missing, one_of, rows_of, table_of
from indicators.charts.style import PALE, SMALL, styled
from indicators.charts.text import at_size, lines, shorten
from indicators.charts.words import axis_label, brief, listed, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ACROSS, _GAP = 2, 22
_WIDE = (ROOM - _GAP) / _ACROSS
_HEAD, _TALL, _FOOT = 27, 62, 26  # name of a panel, the panel, its years
_NOTE = 11  # a line of small text
_HEADS = {"label": ("指标", "Indicator"), **HEADS, "note": ("说明", "Note")}


@styled
def multiples(
    frame: Any, lang: str = "zh", names: tuple[str, str] = ("", ""), *, title: str = ""
) -> Chart:
    """One small panel a label, each in its own unit; scales differ and do not begin at zero.

    Parameters
    ----------
    frame : columns label, year, value; where there: unit, value_low, value_high, benchmark,
        derived, break_before, fit, fit_low, fit_high, as for `trend`; note (a few words under
        the name of a panel, the same in all its rows)
    lang : zh or en
    names : the area and the benchmark
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, a year twice in one panel, a panel without any value.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["beds", "beds"], "year": [2023, 2024], "value": [20, 30]})
    >>> multiples(table, "en").finding
    '1 indicator: rise 1'
    """
    optional = [*(name for name in OPTIONAL if name != "label"), "note"]
    rows = rows_of(frame, "multiples", ("label", *NEEDED), optional)
    groups = {
        name: by_year(group, f"multiples ({name})")
        for name, group in grouped(rows, "label").items()
    }
    finding = title or _finding(groups, names[0], lang)
    down = -(-len(groups) // _ACROSS)
    keys = handles(rows, names, lang)
    over = _HEAD + _NOTE * any(not missing(row["note"]) for row in rows)
    figure, all_axes = panels(
        [_TALL] * down, finding, over=over, axis=_FOOT, below=legend_room(keys)
    )
    first, last = min(row["year"] for row in rows), max(row["year"] for row in rows)
    for n, (name, group) in enumerate(groups.items()):
        axes = _panel_axes(figure, all_axes[n // _ACROSS], n % _ACROSS)
        _panel(axes, name, group, lang)
        year_axis(axes, first, last, bins=3)
    legend_below(figure, handles=keys, ncols=4)
    told = [_told(name, group, lang) for name, group in groups.items()]
    figure.alt = sentences(finding, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _finding(groups: dict[Any, list[Row]], who: str, lang: str) -> str:
    counts = Counter(direction(*ends(group, str(name))) for name, group in groups.items())
    words = listed(
        (f"{DIRECTIONS[way][lang != 'zh']} {counts[way]}" for way in DIRECTIONS if counts[way]),
        lang,
    )
    many = "" if len(groups) == 1 else "s"
    before = pick(lang, f"{who}：", f"{who}: ") if who else ""
    return before + pick(
        lang, f"{len(groups)}项指标中，{words}", f"{len(groups)} indicator{many}: {words}"
    )


def _told(name: Any, group: list[Row], lang: str) -> str:
    first, last = ends(group, str(name))
    values = [with_unit(row["value"], row["unit"], lang) for row in (first, last)]
    return pick(
        lang,
        f"{name}{first['year']}年{values[0]}，{last['year']}年{values[1]}，",
        f"{name} {values[0]} in {first['year']}, {values[1]} in {last['year']}, ",
    ) + change_words(first, last, lang, str(first["unit"]))


def _panel_axes(figure: Any, row: Any, column: int) -> Any:
    """The panel in a column of a row: the row's own axes made narrow, or others beside it."""
    box = row.get_position()
    axes = row if column == 0 else figure.add_axes(box, label=f"beside-{box.y0:.6f}")
    left = SIDE + column * (_WIDE + _GAP)
    axes.set_position((left / WIDTH, box.y0, _WIDE / WIDTH, box.height))
    return axes


def _panel(axes: Any, name: Any, rows: list[Row], lang: str) -> None:
    own = known(rows, f"multiples ({name})")
    step, step_name = scale(max(abs(row["value"]) for row in own), lang)
    low, high, reach = span(rows, step)
    slack = 0.45 * (high - low or 1)
    axes.set_ylim(low - slack, high + slack)
    axes.axhline(low - slack, color=PALE, linewidth=0.7)
    draw(axes, rows, reach, step, size=5)
    head = lines(
        axis_label(str(name), own[0]["unit"], step_name, lang, 2 * _WIDE - 12), _WIDE + 8, SMALL
    )
    note = shorten(one_of(rows, "note", f"multiples ({name})"), _WIDE + 8, at_size(SMALL))
    axes.annotate(
        f"{head}\n{note}".rstrip(), (0, 1), xycoords="axes fraction", xytext=(0, 4), textcoords="offset points",
        fontsize=SMALL, va="bottom", linespacing=1.15,
    )  # fmt: skip
    _label_ends(axes, own, step)


def _label_ends(axes: Any, own: list[Row], step: float) -> None:
    """The first and last value, over or under the point, whichever side the line leaves free."""
    for row, inner, side in ((own[0], own[1:2], "left"), (own[-1], own[-2:-1], "right")):
        if row is own[-1] and len(own) == 1:
            break
        under = bool(inner) and inner[0]["value"] > row["value"]
        axes.annotate(
            brief(row["value"] / step, "en"), (row["year"], row["value"] / step),
            xytext=(-3 if side == "left" else 3, -5 if under else 5), textcoords="offset points",
            ha=side, va="top" if under else "bottom", fontsize=SMALL, zorder=6,
        )  # fmt: skip
