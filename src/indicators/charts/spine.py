"""An area's profile: where each indicator lies between the worst and best area."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.layout import LINE, ROOM, legend_below, panels, row_label
from indicators.charts.marks import VERDICTS, dot, handles, verdict_look
from indicators.charts.rows import Row, known, missing, rows_of, table_of
from indicators.charts.style import GREY, INK, PALE, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import brief, listed, pick, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ROW = 37
_NEEDED = ("label", "value", "benchmark", "area_min", "area_max", "verdict")
_OPTIONAL = ("unit", "area_q25", "area_q75", "polarity")
_HEADS = {
    "label": ("指标", "Indicator"), "value": ("本地", "Area"), "benchmark": ("对照", "Benchmark"),
    "unit": ("单位", "Unit"), "verdict": ("判断", "Verdict"), "area_min": ("最低", "Lowest area"),
    "area_q25": ("下四分位", "Lower quartile"), "area_q75": ("上四分位", "Upper quartile"),
    "area_max": ("最高", "Highest area"),
}  # fmt: skip


@styled
def spine(
    frame: Any, lang: str = "zh", names: tuple[str, str] = ("", ""), *, title: str = ""
) -> Chart:
    """One row an indicator: all areas as a bar, the middle half darker, the area as a mark.

    The benchmark is the line in the middle; each row has its own scale, and better is always to
    the right. Where neither direction is good, higher is to the right.

    Parameters
    ----------
    frame : columns label, value, benchmark, area_min, area_max (over all areas, the area among
        them), verdict (better, worse, similar, unsure, higher, lower; a level such as (95%) may
        follow); where there: unit, area_q25, area_q75, polarity (lower_better turns the row)
    lang : zh or en
    names : the area and the benchmark
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, an unknown verdict, a value outside area_min..area_max.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["beds"], "value": [7], "benchmark": [6], "area_min": [2],
    ...                       "area_max": [9], "verdict": ["better"]})
    >>> spine(table, "en", ("A", "the nation")).finding
    'A beside the nation, 1 indicator: better 1'
    """
    rows = known(rows_of(frame, "spine", _NEEDED, _OPTIONAL), "spine")
    looks = [verdict_look(row["verdict"], "spine") for row in rows]
    names = (names[0] or pick(lang, "本地", "Area"), names[1] or pick(lang, "对照", "benchmark"))
    finding = title or _finding(rows, names, lang)
    figure, (axes,) = panels([_ROW * len(rows) + 6], finding, axis=26, below=2 * LINE + 4)
    for place, (row, look) in enumerate(zip(rows, looks, strict=True)):
        _row(axes, place, row, names, lang)
        dot(axes, _position(row, row["value"]), place, look)
    axes.set_xlim(-1.06, 1.06)
    axes.set_ylim(len(rows) - 0.6, -0.72)
    axes.set_xticks([-1, 0, 1], _ends(names, lang))
    axes.tick_params(axis="x", length=0)
    for label, side in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set_horizontalalignment(side)
    used = [look for look in VERDICTS.values() if look in looks]
    legend_below(figure, handles=[*handles(axes, used, lang), *_bars(lang)], ncols=4)
    figure.alt = sentences(finding, [_told(row, names, lang) for row in rows], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _finding(rows: list[Row], names: tuple[str, str], lang: str) -> str:
    counts = Counter(verdict_look(row["verdict"], "spine") for row in rows)
    words = listed(
        (
            f"{look.word(lang)}{pick(lang, '', ' ')}{counts[look]}"
            for look in VERDICTS.values()
            if counts[look]
        ),
        lang,
    )
    n, many = len(rows), "" if len(rows) == 1 else "s"
    return pick(
        lang,
        f"{names[0]}与{names[1]}相比，{n}项指标中{words}",
        f"{names[0]} beside {names[1]}, {n} indicator{many}: {words}",
    )


def _told(row: Row, names: tuple[str, str], lang: str) -> str:
    here, there = (with_unit(row[name], row["unit"], lang) for name in ("value", "benchmark"))
    word = verdict_look(row["verdict"], "spine").word(lang)
    return pick(
        lang,
        f"{row['label']}{here}，{names[1]}{there}，{word}",
        f"{row['label']} {here}, {names[1]} {there}: {word}",
    )


def _position(row: Row, value: float) -> float:
    """-1 .. 1 with the benchmark at 0: the farther end of all areas is a whole unit away."""
    low, high, middle = row["area_min"], row["area_max"], row["benchmark"]
    if not low <= row["value"] <= high:
        raise ValueError(
            f"spine: {row['label']} is {row['value']:g}, outside area_min..area_max "
            f"({low:g}..{high:g}). Count the area among all areas."
        )
    far = max(high - middle, middle - low) or 1
    side = -1 if row["polarity"] == "lower_better" else 1
    return float(side * (value - middle) / far)


def _row(axes: Any, place: int, row: Row, names: tuple[str, str], lang: str) -> None:
    _bar(axes, place, row, ("area_min", "area_max"), PALE)
    if not missing(row["area_q25"]) and not missing(row["area_q75"]):
        _bar(axes, place, row, ("area_q25", "area_q75"), GREY)
    axes.plot([0, 0], [place - 0.24, place + 0.24], color=INK, linewidth=1.2, zorder=3)
    words = f"{brief(row['value'], lang)} / {with_unit(row['benchmark'], row['unit'], lang)}"
    axes.annotate(
        words, (1, place), xycoords=("axes fraction", "data"), xytext=(0, 9),
        textcoords="offset points", ha="right", va="bottom", fontsize=SMALL,
    )  # fmt: skip
    row_label(axes, place, str(row["label"]), ROOM - points(words, SMALL) - 8)


def _bar(axes: Any, place: int, row: Row, ends: tuple[str, str], colour: str) -> None:
    begin, end = sorted(_position(row, row[name]) for name in ends)
    inner = colour == GREY
    axes.barh(
        [place], [end - begin], left=begin, height=0.3, color=colour, zorder=1 + inner,
        alpha=0.55 if inner else 1,
    )  # fmt: skip


def _ends(names: tuple[str, str], lang: str) -> list[str]:
    return [pick(lang, "← 更差", "← worse"), names[1], pick(lang, "更好 →", "better →")]


def _bars(lang: str) -> list[Any]:
    from matplotlib.patches import Patch

    return [
        Patch(color=PALE, label=pick(lang, "所有地区", "all areas")),
        Patch(color=GREY, alpha=0.55, label=pick(lang, "中间一半", "middle half")),
    ]
