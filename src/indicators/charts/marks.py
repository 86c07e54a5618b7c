"""Marks that several charts share: an interval with its open ends, a verdict with its shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from indicators.charts.bounds import DIRECTIONS, FALL, RISE, SAME
from indicators.charts.rows import missing
from indicators.charts.style import BLUE, GREEN, GREY, ORANGE, PAPER, PINK


class Look(NamedTuple):
    """How a verdict is drawn and called: never by colour alone."""

    marker: str
    colour: str
    filled: bool
    zh: str
    en: str

    def word(self, lang: str) -> str:
        """What it is called in a language."""
        return self.zh if lang == "zh" else self.en


VERDICTS = {
    "better": Look("^", BLUE, True, "更好", "better"),
    "worse": Look("v", ORANGE, True, "更差", "worse"),
    "similar": Look("o", GREEN, True, "相当", "similar"),
    "unsure": Look("o", GREY, False, "不能断定", "cannot tell"),
    "higher": Look(">", PINK, True, "更高", "higher"),
    "lower": Look("<", PINK, True, "更低", "lower"),
    "not compared": Look("x", GREY, False, "未比较", "not compared"),
}
# Which way a figure went, whether that is good or not.
MOVES = {
    RISE: Look("^", BLUE, True, *DIRECTIONS[RISE]),
    FALL: Look("v", ORANGE, True, *DIRECTIONS[FALL]),
    SAME: Look("s", GREY, True, *DIRECTIONS[SAME]),
}


def verdict_look(verdict: Any, chart: str, looks: Mapping[str, Look] = VERDICTS) -> Look:
    """The look of a verdict; without its level (better (95%)), which the table keeps.

    Raises
    ------
    ValueError
        A word that is no verdict.

    >>> verdict_look("worse (99.8%)", "spine").zh
    '更差'
    """
    word = "not compared" if missing(verdict) else str(verdict).split(" (")[0]
    if word not in looks:
        raise ValueError(f"{chart} knows the verdicts {', '.join(looks)}, got {verdict!r}.")
    return looks[word]


def dot(axes: Any, x: float, y: float, look: Look, size: float = 8) -> None:
    """A mark with the shape and colour of a verdict."""
    dots(axes, [(x, y)], look, size)


def dots(axes: Any, spots: Sequence[tuple[float, float]], look: Look, size: float = 8) -> None:
    """Many marks of one verdict in one piece: a page with hundreds of them stays small."""
    axes.plot(
        *zip(*spots, strict=True), marker=look.marker, color=look.colour, markersize=size, linestyle="",
        markerfacecolor=look.colour if look.filled else PAPER, markeredgewidth=1.6,
        markeredgecolor=look.colour, zorder=4, clip_on=False,
    )  # fmt: skip


def handles(axes: Any, looks: Iterable[Look], lang: str) -> list[Any]:
    """Legend entries of looks, each once."""
    return [
        axes.plot(
            [], [], marker=look.marker, color=look.colour, linestyle="", markersize=7,
            markerfacecolor=look.colour if look.filled else PAPER, markeredgewidth=1.6,
            label=look.word(lang),
        )[0]
        for look in dict.fromkeys(looks)
    ]  # fmt: skip


class Extent(NamedTuple):
    """How far an interval is drawn, and which of its ends the text leaves open."""

    low: float
    high: float
    open_low: bool
    open_high: bool

    @property
    def about(self) -> bool:
        """Neither end is known: 约, 左右."""
        return self.open_low and self.open_high


def extent(row: dict[str, Any], reach: float) -> Extent:
    """The drawn interval of a row; an open end reaches so far beyond the value.

    >>> extent({"value": 210, "value_low": 210, "value_high": float("nan")}, 30)
    Extent(low=210, high=240, open_low=False, open_high=True)
    """
    low, high = row["value_low"], row["value_high"]
    return Extent(
        row["value"] - reach if missing(low) else low,
        row["value"] + reach if missing(high) else high,
        missing(low),
        missing(high),
    )


def interval(
    axes: Any, place: float, row: dict[str, Any], reach: float, colour: str = BLUE,
    upright: bool = False, width: float = 5,
) -> Extent:  # fmt: skip
    """A bar from bound to bound; an arrow at an end left open, dashes where only 约 is said."""
    drawn = extent(row, reach)
    if drawn.low == drawn.high:
        return drawn
    _line(axes, place, drawn, colour, upright, width)
    tips = ((drawn.open_low, drawn.low, "v<"), (drawn.open_high, drawn.high, "^>"))
    for is_open, tip, markers in tips:
        if is_open and not drawn.about:
            x, y = (place, tip) if upright else (tip, place)
            axes.plot(
                [x], [y], marker=markers[0 if upright else 1], color=colour,
                markersize=width + 3, linestyle="", zorder=2,
            )  # fmt: skip
    return drawn


def _line(axes: Any, place: float, drawn: Extent, colour: str, upright: bool, width: float) -> None:
    along, still = [drawn.low, drawn.high], [place, place]
    axes.plot(
        *((still, along) if upright else (along, still)), color=colour, linewidth=width,
        solid_capstyle="butt", zorder=2, linestyle=(0, (0.6, 0.4)) if drawn.about else "-",
        alpha=0.55,
    )  # fmt: skip
