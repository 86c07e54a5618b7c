"""Text on a chart: how wide it is, where its lines break, where it is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from indicators.charts.fonts import font_path

Measure = Callable[[str], float]


def columns(text: str) -> int:
    """Width in half-width characters: a Chinese character takes two.

    >>> columns("床位 (张)")
    9
    """
    return sum(2 if _wide(character) else 1 for character in text)


def points(text: str, size: float) -> float:
    """Width in points (1/72 inch) at a font size in points.

    >>> points("床位", 10), points("床位", 20)
    (20.0, 40.0)
    """
    return sum(_advance(character) for character in text) * size


def at_size(size: float) -> Measure:
    """Measures text in points at one font size."""
    return lambda text: points(text, size)


def wrap(text: str, room: float, measure: Measure = columns) -> str:
    """Text in lines no wider than `room`; Chinese may begin a line at any character.

    >>> wrap("growth implies a level", 12).split("\\n")
    ['growth', 'implies a', 'level']
    >>> wrap("双向转诊人次", 6).split("\\n")
    ['双向转', '诊人次']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and measure(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return "\n".join([*lines, line.rstrip()])


def wrap_title(text: str, room: float, size: float) -> str:
    """A sentence in lines of `room` points, broken behind a mark where one stands near the end.

    >>> wrap_title("床位从20张到30张，上升50%", 105, 10).split("\\n")
    ['床位从20张到30张，', '上升50%']
    """
    measure, made, line = at_size(size), [], ""
    for piece in _pieces(text):
        while line and measure(line + piece.rstrip()) > room:
            cut = max(line.rfind(mark) for mark in ("，", "；", "：", "、", ", ", "; ", ": ")) + 1
            cut = cut if measure(line[:cut]) > 0.6 * room else len(line)
            made.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
        line += piece if line else piece.lstrip()
    return "\n".join([*made, line.rstrip()])


def shorten(text: str, room: float, measure: Measure = columns) -> str:
    """Text no wider than `room`, cut with an ellipsis if need be.

    >>> shorten("双向转诊人次", 8)
    '双向转…'
    """
    if measure(text) <= room:
        return text
    while text and measure(text.rstrip() + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def lines(text: str, room: float, size: float, most: int = 2) -> str:
    """Text in at most so many lines of about equal length, none wider than `room` points.

    What does not fit is cut with an ellipsis.

    >>> lines("每千人口床位数", 60, 10), lines("每千人口医疗卫生机构床位数", 60, 10)
    ('每千人口\\n床位数', '每千人口医疗\\n卫生机构床…')
    """
    measure = at_size(size)
    wrapped = wrap(text, room, measure).split("\n")
    if len(wrapped) > most:
        wrapped = [*wrapped[: most - 1], "".join(wrapped[most - 1 :])]
        return "\n".join(shorten(line, room, measure) for line in wrapped)
    even = (len(text) and measure(text) / len(wrapped)) or room
    while even < room:
        again = wrap(text, even, measure).split("\n")
        if len(again) == len(wrapped) and max(map(measure, again)) <= room:
            wrapped = again
            break
        even += size / 2
    return "\n".join(shorten(line, room, measure) for line in wrapped)


def _pieces(text: str) -> list[str]:
    """Words with the blank behind them; wide characters one by one, closing marks and 万 kept behind,
    opening marks before.
    """
    found: list[str] = []
    for character in text:
        glue = found and not (_wide(character) or _wide(found[-1][-1]) or found[-1][-1] == " ")
        glue = glue or (bool(found) and found[-1][-1] in "（(《【“")
        if (glue or character in " ，。；：、）】》”％%)万亿年") and found:
            found[-1] += character
        else:
            found.append(character)
    return found


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    """Width of a character in ems, of the font that has it."""
    for font in _fonts():
        index = font.get_char_index(ord(character))
        if index:
            return float(font.load_glyph(index).linearHoriAdvance / 65536 / 1000)
    return 1.0


@lru_cache(maxsize=1)
def _fonts() -> tuple[Any, ...]:
    """The family's files, at a size that makes advances exact."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    found = [FT2Font(str(path)) for path in (font_path(), font_manager.findfont("DejaVu Sans"))]
    for font in found:
        font.set_size(1000, 72)
    return tuple(found)
