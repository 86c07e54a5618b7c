"""Where things stand on a chart, in points (1/72 inch): as wide as a phone, as tall as needed.

Laid out by plain sums: a layout engine moves axes by the last bit from run to run, and the
picture would not be the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from indicators.charts.style import GREY, INK, PALE, SMALL, TEXT
from indicators.charts.text import at_size, points, shorten, wrap, wrap_title

if TYPE_CHECKING:
    from indicators.charts.figure import Chart

# Five inches are as wide as a phone: text keeps its size there and grows on a desk.
WIDTH = 360
SIDE = 10  # margin left and right
ROOM = WIDTH - 2 * SIDE
AXIS = 37  # an axis with its label
LINE = 15  # a line of text
_TITLE = 11.5


def panels(
    rows: Sequence[float], title: str, *, below: float = 0, over: float = 0, axis: float = AXIS
) -> tuple[Chart, list[Any]]:
    """A figure with a title and panels one under another.

    Outside of pyplot's memory, so that a long run leaks nothing.

    Parameters
    ----------
    rows : height of each panel in points, without its axis
    title : the finding
    below : room for a legend under the last panel
    over : room over each panel, for the name of an upright axis
    axis : room for the axis under each panel
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from indicators.charts.figure import Chart

    words = wrap_title(title, ROOM, _TITLE)
    above = LINE * 1.15 * (words.count("\n") + 1) + 8
    height = math.ceil(above + sum(rows) + (axis + over) * len(rows) + below)
    figure = Chart(figsize=(WIDTH / 72, height / 72))
    FigureCanvasAgg(figure)
    top, all_axes = height - above, []
    for tall in rows:
        top -= over + tall
        all_axes.append(figure.add_axes(_box(SIDE, top, ROOM, tall, height)))
        top -= axis
    figure.suptitle(
        words,
        x=SIDE / WIDTH,
        y=1 - 3 / height,
        ha="left",
        va="top",
        fontsize=_TITLE,
        linespacing=1.3,
    )
    figure.finding = title
    return figure, all_axes


def _box(
    left: float, bottom: float, wide: float, tall: float, height: float
) -> tuple[float, float, float, float]:
    return (left / WIDTH, bottom / height, wide / WIDTH, tall / height)


def height_of(figure: Any) -> float:
    """The height of a figure in points."""
    return float(round(figure.get_figheight() * 72))


def inset(axes: Any, left: float = 0, right: float = 0) -> None:
    """Move the sides of a panel inwards by so many points, for labels beside it."""
    box = axes.get_position()
    axes.set_position(
        (box.x0 + left / WIDTH, box.y0, box.width - (left + right) / WIDTH, box.height)
    )


def across(axes: Any) -> float:
    """The width of a panel in points."""
    return float(axes.get_position().width) * WIDTH


def legend_below(figure: Any, **how: Any) -> None:
    """A legend in the room that `panels` left under the last panel."""
    how = {
        "fontsize": SMALL, "columnspacing": 1.4, "handletextpad": 0.5,
        "bbox_to_anchor": (0.006, 0),
    } | how  # fmt: skip
    figure.legend(frameon=False, loc="lower left", borderaxespad=0.2, **how)


def legend_room(handles: Sequence[Any], ncols: int = 4) -> float:
    """The room that `legend_below` needs for so many entries in so many columns, in points."""
    return 4 + 14 * math.ceil(len(handles) / ncols)


def note_below(figure: Any, text: str, bottom: float = 3) -> None:
    """A remark at the foot of the figure, `bottom` points over its edge."""
    figure.text(
        SIDE / WIDTH, bottom / height_of(figure), wrap(text, ROOM, at_size(SMALL)),
        fontsize=SMALL, color=INK, va="bottom", linespacing=1.3,
    )  # fmt: skip


def note_height(text: str) -> float:
    """The room that `note_below` needs, in points; 0 without text."""
    return (wrap(text, ROOM, at_size(SMALL)).count("\n") + 1) * 13 + 4 if text else 0


def row_label(axes: Any, place: float, text: str, room: float = ROOM) -> None:
    """A label over a row, from the left edge: long names need no margin of their own."""
    axes.annotate(
        shorten(text, room, at_size(TEXT)), (0, place), xycoords=("axes fraction", "data"),
        xytext=(0, 8), textcoords="offset points", va="bottom", fontsize=TEXT,
    )  # fmt: skip


def side_labels(axes: Any, labels: Sequence[str], most: float = 120) -> None:
    """Labels at the left of rows 0, 1, 2 ..., in a margin as wide as they need."""
    cut = [shorten(label, most, at_size(TEXT)) for label in labels]
    inset(axes, left=max(points(label, TEXT) for label in cut) + 6)
    for place, label in enumerate(cut):
        axes.annotate(
            label, (0, place), xycoords=("axes fraction", "data"), xytext=(-6, 0),
            textcoords="offset points", ha="right", va="center", fontsize=TEXT,
        )  # fmt: skip


def upright_axis(axes: Any, low: float, high: float, name: str, bins: int = 5) -> None:
    """A value axis with pale lines across, numbers in a margin of their own, its name on top."""
    from matplotlib.ticker import MaxNLocator

    if low == high:
        low, high = low - (abs(low) or 1), high + (abs(high) or 1)
    ticks = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    step = ticks[1] - ticks[0]
    ticks = [tick for tick in ticks if low - step < tick < high + step]
    axes.set_ylim(min(ticks[0], low), max(ticks[-1], high))
    texts = [plain(tick) for tick in ticks]
    margin = max(points(text, SMALL) for text in texts) + 5
    inset(axes, left=margin)
    for tick, text in zip(ticks, texts, strict=True):
        axes.axhline(tick, color=PALE, linewidth=0.7, zorder=0)
        axes.annotate(
            text, (0, tick), xycoords=("axes fraction", "data"), xytext=(-5, 0),
            textcoords="offset points", ha="right", va="center", fontsize=SMALL,
        )  # fmt: skip
    axes.annotate(
        shorten(name, ROOM, at_size(SMALL)), (0, 1), xycoords="axes fraction",
        xytext=(-margin, 9), textcoords="offset points", fontsize=SMALL, va="bottom",
    )  # fmt: skip


def plain(value: float) -> str:
    """A tick in digits, without the noise of its arithmetic.

    >>> plain(0.30000000000000004), plain(12000.0)
    ('0.3', '12,000')
    """
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def year_axis(
    axes: Any, first: float, last: float, room: Sequence[float] = (10, 10), bins: int = 6
) -> None:
    """Whole years along the foot of a panel, with room in points before the first and after the last."""
    from matplotlib.ticker import MaxNLocator

    free = max(across(axes) - sum(room), 60)
    per_point = (last - first or 1) / free
    axes.set_xlim(first - room[0] * per_point, last + room[1] * per_point)
    ticks = MaxNLocator(nbins=bins, integer=True).tick_values(first, last)
    axes.set_xticks([tick for tick in ticks if first <= tick <= last])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.tick_params(axis="x", labelsize=SMALL)


def value_axis(axes: Any, low: float, high: float, name: str, bins: int = 5) -> None:
    """A value axis along the foot of a panel."""
    axes.set_xlim(low, high)
    axes.locator_params(axis="x", nbins=bins)
    axes.xaxis.set_major_formatter(lambda value, _: plain(value))
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_xlabel(shorten(name, ROOM, at_size(TEXT)))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved apart to at least `gap`, as little as need be, in their order, within limits.

    Pool-adjacent-violators on places less their share of the gaps; linear after sorting.

    >>> spread([0, 1, 10], 4, -100, 100)
    [-1.5, 2.5, 10.0]
    """
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    blocks: list[list[float]] = []  # sum, count
    for rank, n in enumerate(order):
        blocks.append([places[n] - rank * gap, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    level = [total / count for total, count in blocks for _ in range(int(count))]
    top = high - (len(places) - 1) * gap
    moved = [0.0] * len(places)
    for rank, n in enumerate(order):
        moved[n] = min(max(level[rank], low), max(top, low)) + rank * gap
    return moved


def frame_line(axes: Any, value: float, **how: Any) -> None:
    """A line across the panel at a value of the axis along its foot."""
    axes.axvline(value, **({"color": GREY, "linewidth": 1.2, "zorder": 1} | how))
