"""A place picture of equal squares: an island county is as large as any other.

No boundary is drawn. Counties stand under their prefecture in the order of their codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.charts.layout import ROOM, legend_below, panels
from indicators.charts.rows import Row, known, missing, one_of, rows_of, table_of
from indicators.charts.style import BLUE, GREY, INK, PALE, SMALL, TEXT, styled
from indicators.charts.text import at_size, shorten
from indicators.charts.tiling import by_code, groups_of, placed
from indicators.charts.words import brief, pick, sentences, with_unit
from indicators.codebook import areas
from indicators.codebook.places import current

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

_ACROSS = 7
_WIDE, _TALL, _HEAD = ROOM / _ACROSS, 34, 20
_SHADES = (0.08, 0.24, 0.42)
_HEADS = {
    "name": ("地区", "Area"), "area_code": ("代码", "Code"), "value": ("数值", "Value"),
    "value_low": ("下限", "Lower bound"), "value_high": ("上限", "Upper bound"),
    "unit": ("单位", "Unit"),
}  # fmt: skip


@styled
def tiles(
    frame: Any, lang: str = "zh", what: str = "", here: str = "", within: str = "",
    *, title: str = "",
) -> Chart:  # fmt: skip
    """A square a county with its name and figure, darker for higher, framed for the place.

    Parameters
    ----------
    frame : columns area_code (GB/T 2260, former codes count as the present county), value
        (empty = not reported); where there: unit, value_low, value_high (an open end is written
        as ≥ or ≤)
    lang : zh or en
    what : the name of the indicator
    here : code of the place the page is about
    within : a prefecture, a province or the nation: all its counties are drawn, those without a
        figure empty. By default those of the same prefectures; of more than one province only
        the counties of the frame
    title : the finding, computed where it is empty

    Raises
    ------
    ValueError
        No row, a missing column, a code that is no county, a county twice, several units.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"area_code": ["330213", "330922"], "value": [3, 5]})
    >>> tiles(table, "zh", "床位", here="330922").finding
    '床位：2个县（市、区）中，嵊泗最高（5），奉化最低（3）'
    """
    rows = rows_of(frame, "tiles", ("area_code", "value"), ("unit", "value_low", "value_high"))
    rows = [placed(row) for row in rows]
    own, unit = known(rows, "tiles"), one_of(rows, "unit", "tiles")
    groups = groups_of(by_code(rows), within)
    finding = title or _finding(own, what, unit, lang)
    heights = sum(_HEAD + _TALL * -(-len(codes) // _ACROSS) for codes in groups.values())
    figure, (axes,) = panels([heights], finding, axis=4, below=24)
    axes.set_xlim(0, ROOM)
    axes.set_ylim(heights, 0)
    axes.set_axis_off()
    _draw(axes, groups, by_code(rows), current(here) if here else "", lang)
    _key(figure, own, unit, lang)
    figure.alt = sentences(finding, [_told(row, unit, lang) for row in _ranked(own)], lang)
    figure.table = table_of(rows, _HEADS, lang)
    return figure


def _ranked(own: list[Row]) -> list[Row]:
    return sorted(own, key=lambda row: (-row["value"], row["area_code"]))


def _finding(own: list[Row], what: str, unit: str, lang: str) -> str:
    ranked = _ranked(own)
    top, last = (f"{row['name']}" for row in (ranked[0], ranked[-1]))
    values = [with_unit(row["value"], unit, lang) for row in (ranked[0], ranked[-1])]
    n, before = len(own), f"{what}{pick(lang, '：', ': ')}" if what else ""
    if n == 1 or ranked[0]["value"] == ranked[-1]["value"]:
        return before + pick(
            lang,
            f"{top}{values[0]}" if n == 1 else f"{n}个地区都是{values[0]}",
            f"{top}: {values[0]}" if n == 1 else f"{n} places, all {values[0]}",
        )
    level = {"county": ("县（市、区）", "counties"), "prefecture": ("地市", "prefectures")}.get(
        areas()[own[0]["area_code"]].level, ("省份", "provinces")
    )
    return before + pick(
        lang,
        f"{n}个{level[0]}中，{top}最高（{values[0]}），{last}最低（{values[1]}）",
        f"of {n} {level[1]}, {top} is highest ({values[0]}), {last} lowest ({values[1]})",
    )


def _told(row: Row, unit: str, lang: str) -> str:
    return f"{row['name']} {_sign(row, lang)}{with_unit(row['value'], unit, lang)}"


def _sign(row: Row, lang: str) -> str:
    """What the bounds leave open: ≥, ≤ or about."""
    if missing(row["value_low"]) and missing(row["value_high"]):
        return pick(lang, "约", "~")
    return "≥" if missing(row["value_high"]) else "≤" if missing(row["value_low"]) else ""


def _classes(own: list[Row]) -> list[float]:
    """Where the middle and the upper third begin."""
    values = sorted(row["value"] for row in own)
    return [values[len(values) // 3], values[2 * len(values) // 3]]


def _shade(value: float, starts: list[float]) -> float:
    return _SHADES[sum(value >= start for start in starts)]


def _draw(
    axes: Any, groups: dict[str, list[str]], found: dict[str, Row], here: str, lang: str
) -> None:
    own = [row for row in found.values() if not missing(row["value"])]
    starts, top = _classes(own), 0.0
    for name, codes in groups.items():
        axes.text(0, top + _HEAD - 5, name, fontsize=TEXT, va="baseline")
        for n, code in enumerate(codes):
            spot = (n % _ACROSS * _WIDE, top + _HEAD + n // _ACROSS * _TALL)
            _tile(axes, spot, code, found.get(code), starts, lang)
            if code == here:
                _frame(axes, spot)
        top += _HEAD + _TALL * -(-len(codes) // _ACROSS)


def _tile(
    axes: Any, spot: tuple[float, float], code: str, row: Row | None, starts: list[float], lang: str
) -> None:
    from matplotlib.patches import Rectangle

    if row is None or missing(row["value"]):
        looks: dict[str, Any] = {"facecolor": "none"}
        value, ink = "–", GREY
    else:
        looks = {"facecolor": BLUE, "alpha": _shade(row["value"], starts)}
        value, ink = _sign(row, lang) + brief(row["value"], lang), INK
    place = (spot[0] + 1.5, spot[1] + 1.5)
    axes.add_patch(Rectangle(place, _WIDE - 3, _TALL - 3, linewidth=0, **looks))
    axes.add_patch(
        Rectangle(place, _WIDE - 3, _TALL - 3, fill=False, edgecolor=PALE, linewidth=0.8)
    )
    for text, size, down in ((areas()[code].short_name, SMALL, 12.5), (value, 8.5, 25.5)):
        axes.text(
            spot[0] + _WIDE / 2, spot[1] + down, shorten(text, _WIDE - 6, at_size(size)),
            ha="center", va="center", fontsize=size, color=ink,
        )  # fmt: skip


def _frame(axes: Any, spot: tuple[float, float]) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (spot[0] + 1.5, spot[1] + 1.5), _WIDE - 3, _TALL - 3, fill=False, edgecolor=INK,
            linewidth=2.2, zorder=5,
        )
    )  # fmt: skip


def _key(figure: Any, own: list[Row], unit: str, lang: str) -> None:
    """The thirds from light to dark with where they begin, and the unit."""
    from matplotlib.patches import Patch

    starts = _classes(own)
    low, high = (with_unit(start, unit, lang) for start in starts)
    words = [f"< {low}", f"{low} – {high}", f"≥ {high}"] if len(set(starts)) == 2 else []
    shades = [
        Patch(facecolor=BLUE, alpha=shade, edgecolor=GREY, label=word)
        for shade, word in zip(_SHADES, words, strict=False)
    ]
    empty = Patch(facecolor="none", edgecolor=PALE, label=pick(lang, "– 没有数字", "– no figure"))
    legend_below(figure, handles=[*shades, empty], ncols=4, columnspacing=1)
