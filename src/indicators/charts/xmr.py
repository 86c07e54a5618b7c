"""A figure month by month with its process limits, and the points that something caused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from indicators.charts.layout import across, inset, legend_below, panels, upright_axis
from indicators.charts.rows import Row, grouped, known, missing, one_of, rows_of, table_of
from indicators.charts.style import BLUE, GREY, INK, ORANGE, PINK, SMALL, styled
from indicators.charts.text import points
from indicators.charts.words import axis_label, listed, pick, scale, sentences, with_unit

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_NEEDED = ("period", "value", "mean", "lower", "upper")
_OPTIONAL = ("unit", "segment", "cause", "meaning", "target")
_LOOKS = {  # marker, colour, words
    "": ("o", GREY, "偶然波动", "chance"),
    "improvement": ("*", BLUE, "改善", "improvement"),
    "concern": ("s", ORANGE, "需关注", "concern"),
    "high": ("^", PINK, "偏高", "high"),
    "low": ("v", PINK, "偏低", "low"),
}
_CAUSES = {
    "outside limits": "超出控制限", "shift": "连续偏于一侧", "trend": "连续升降",
    "two of three": "三点中两点近限",
}  # fmt: skip
_HEADS = {
    "period": ("时期", "Period"), "value": ("数值", "Value"), "unit": ("单位", "Unit"),
    "mean": ("均值", "Mean"), "lower": ("下控制限", "Lower limit"),
    "upper": ("上控制限", "Upper limit"), "target": ("目标", "Target"),
    "cause": ("特殊原因", "Special cause"), "meaning": ("含义", "Meaning"),
}  # fmt: skip


@styled
def xmr(frame: Any, lang: str = "zh", what: str = "", *, title: str = "") -> Chart:
    """A point a period, the mean and process limits of its segment, special causes by shape.

    Parameters
    ----------
    frame : in time order; columns period (text such as 2024-08), value (empty = missing), mean,
        lower, upper (process limits at the point); where there: unit, segment (limits are
        broken between segments), cause ("" = chance), meaning (improvement, concern, high, low,
        ""), target; named as `statistics.xmr_chart` names them
    lang : zh or en
    what : the name of the indicator
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, several units, an unknown meaning.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"period": ["2024-01", "2024-02"], "value": [5, 30], "mean": 6,
    ...     "lower": 2, "upper": 10, "cause": ["", "outside limits"], "meaning": ["", "concern"]})
    >>> xmr(table, "en", "Complaints").finding
    'Complaints: of 2 points, 1 is more than chance (concern 1)'
    """
    rows = rows_of(frame, "xmr", _NEEDED, _OPTIONAL)
    own, unit = known(rows, "xmr"), one_of(rows, "unit", "xmr")
    _refuse_meanings(rows)
    finding = title or _finding(own, what, lang)
    names = ("value", "mean", "lower", "upper", "target")
    step, step_name = scale(max(abs(row["value"]) for row in own), lang)
    drawn = [row | {name: row[name] / step for name in names} for row in rows]
    figure, (axes,) = panels([190], finding, over=22, axis=24, below=36)
    ends = [row[name] for row in drawn for name in names if not missing(row[name])]
    slack = 0.05 * (max(ends) - min(ends) or 1)
    upright_axis(
        axes, min(ends) - slack, max(ends) + slack, axis_label(what, unit, step_name, lang)
    )
    _lines(axes, drawn)
    for place, row in enumerate(drawn):
        if not missing(row["value"]):
            marker, colour, *_ = _LOOKS[_meaning(row)]
            size = {"*": 11, "o": 5}.get(marker, 7)
            axes.plot([place], [row["value"]], marker=marker, color=colour, ms=size, zorder=4)
    _period_axis(axes, [str(row["period"]) for row in rows])
    legend_below(figure, handles=_handles(axes, drawn, lang), ncols=4)
    told = [_told(row, unit, lang) for row in own if _meaning(row)] or [
        _limits(own[-1], unit, lang)
    ]
    figure.alt = sentences(finding, told, lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _meaning(row: Row) -> str:
    return "" if missing(row["meaning"]) else str(row["meaning"])


def _refuse_meanings(rows: list[Row]) -> None:
    for row in rows:
        if _meaning(row) not in _LOOKS:
            allowed = ", ".join(filter(None, _LOOKS))
            raise ValueError(
                f"xmr knows the meanings {allowed}, got {row['meaning']!r} at {row['period']}."
            )


def _finding(own: list[Row], what: str, lang: str) -> str:
    counts = Counter(_meaning(row) for row in own)
    special, n = len(own) - counts[""], len(own)
    before = pick(lang, f"{what}：", f"{what}: ") if what else ""
    if not special:
        return before + pick(
            lang,
            f"{n}个点都是偶然波动，过程稳定",
            f"all {n} points are chance; the process is stable",
        )
    words = listed(
        (f"{pick(lang, *look[2:])} {counts[m]}" for m, look in _LOOKS.items() if m and counts[m]),
        lang,
    )
    verb = "is" if special == 1 else "are"
    return before + pick(
        lang,
        f"{n}个点中，{special}个不是偶然波动（{words}）",
        f"of {n} points, {special} {verb} more than chance ({words})",
    )


def _told(row: Row, unit: str, lang: str) -> str:
    value, word = with_unit(row["value"], unit, lang), pick(lang, *_LOOKS[_meaning(row)][2:])
    cause = "" if missing(row["cause"]) else str(row["cause"])
    why = pick(lang, _CAUSES.get(cause, cause), cause)
    return f"{row['period']} {value} ({word}{pick(lang, '，', ', ') + why if why else ''})"


def _limits(row: Row, unit: str, lang: str) -> str:
    mean, low, high = (with_unit(row[name], unit, lang) for name in ("mean", "lower", "upper"))
    return pick(lang, f"均值{mean}，控制限{low}至{high}", f"mean {mean}, limits {low} to {high}")


def _lines(axes: Any, rows: list[Row]) -> None:
    """The values joined, broken where one is missing; limits broken between segments."""
    axes.plot(range(len(rows)), [row["value"] for row in rows], color=GREY, linewidth=1, zorder=2)
    placed = [row | {"place": place} for place, row in enumerate(rows)]
    segments = grouped(placed, "segment").values() if not missing(rows[0]["segment"]) else [placed]
    for part in segments:
        ends = [part[0]["place"] - 0.45, part[-1]["place"] + 0.45]
        at = [ends[0], *(row["place"] for row in part), ends[1]]
        for name, colour, dashes in (
            ("mean", INK, "-"), ("lower", BLUE, "--"), ("upper", BLUE, "--"), ("target", ORANGE, ":"),
        ):  # fmt: skip
            values = [part[0][name], *(row[name] for row in part), part[-1][name]]
            axes.plot(at, values, color=colour, linestyle=dashes, linewidth=1.3, zorder=1)


def _period_axis(axes: Any, periods: list[str]) -> None:
    """As many periods as fit, the last one among them."""
    wide = max(points(period, SMALL) for period in periods)
    inset(axes, right=max(0.0, wide / 2 - 8))
    every = -(-len(periods) // max(1, int(across(axes) / (wide + 10))))
    places = list(range(len(periods) - 1, -1, -every))[::-1]
    axes.set_xlim(-0.8, len(periods) - 0.2)
    axes.set_xticks(places, [periods[place] for place in places])
    axes.tick_params(axis="x", labelsize=SMALL)


def _handles(axes: Any, rows: list[Row], lang: str) -> list[Any]:
    lines = [(pick(lang, "均值", "mean"), INK, "-"), (pick(lang, "控制限", "limits"), BLUE, "--")]
    if any(not missing(row["target"]) for row in rows):
        lines.append((pick(lang, "目标", "target"), ORANGE, ":"))
    made = [axes.plot([], [], color=c, ls=ls, lw=1.3, label=text)[0] for text, c, ls in lines]
    used = {_meaning(row) for row in rows if not missing(row["value"])}
    for meaning, (marker, colour, *words) in _LOOKS.items():
        if meaning in used:
            size = 9 if marker == "*" else 6
            made += axes.plot(
                [], [], marker=marker, color=colour, ls="", ms=size, label=pick(lang, *words)
            )
    return made
