"""Names beside points of a scatter: where there is room, never one over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.charts.style import SMALL
from indicators.charts.text import at_size, points, shorten

Box = tuple[float, float, float, float]
_TALL = 11.0  # points, a line of small text
_POINT = 4.5  # half of what a mark takes


def name_points(
    axes: Any, named: Sequence[tuple[float, float, str]], others: Sequence[tuple[float, float]] = ()
) -> list[str]:
    """Write names beside points, first come first placed; returns those there was no room for.

    Parameters
    ----------
    axes : with its limits and scales set
    named : x, y in data, and the name
    others : points that no name may cover
    """
    per_pixel = 72 / axes.figure.dpi
    frame = axes.get_window_extent()
    inside = tuple(edge * per_pixel for edge in (frame.x0, frame.y0, frame.x1, frame.y1))
    spots = [_spot(axes, x, y, per_pixel) for x, y in [*[(x, y) for x, y, _ in named], *others]]
    taken: list[Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in spots]
    left_out = []
    for n, (x, y, name) in enumerate(named):
        text = shorten(name, 110, at_size(SMALL))
        found = _room(spots[n], points(text, SMALL), taken, inside)
        if found is None:
            left_out.append(name)
            continue
        (dx, dy), box = found
        taken.append(box)
        axes.annotate(
            text, (x, y), xytext=(dx, dy), textcoords="offset points", ha="left", va="center",
            fontsize=SMALL, zorder=6,
        )  # fmt: skip
    return left_out


def _spot(axes: Any, x: float, y: float, per_pixel: float) -> tuple[float, float]:
    across, up = axes.transData.transform((x, y))
    return float(across) * per_pixel, float(up) * per_pixel


def _room(
    spot: tuple[float, float], wide: float, taken: Sequence[Box], inside: Sequence[float]
) -> tuple[tuple[float, float], Box] | None:
    """The first free place around a point, as an offset to the text's left middle."""
    x, y = spot
    for dy in (0.0, 10.0, -10.0, 19.0, -19.0):
        for dx in (9.0, -9.0 - wide, -wide / 2):
            box = (x + dx - 1, y + dy - _TALL / 2, x + dx + wide + 1, y + dy + _TALL / 2)
            within = box[0] >= inside[0] and box[2] <= inside[2] + 8
            within &= box[1] >= inside[1] and box[3] <= inside[3]
            if within and not any(_meet(box, other) for other in taken):
                return (dx, dy), box
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
