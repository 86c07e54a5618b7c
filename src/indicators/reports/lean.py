"""SVG without what a page does not need: a third of the bytes, the same picture."""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_letters

_TAG = re.compile(r"<[^>]+>")
_LONG = re.compile(r"(-?\d+\.\d\d)\d+")
_FONT = re.compile(r"font-family: [^;\"]*;? ?")  # the page's own style sets it
_FALLBACK = re.compile(r"var\((--\w+), #[0-9a-f]{6}\)")  # the page's own style has the colour
_UNTURNED = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
_ID = re.compile(r' id="([^"]+)"')
_USED = re.compile(r'(?:url\(#|href="#)([^)"]+)')
_STYLE = re.compile(r' style="([^"]*)"')
_OFTEN = 3  # a style that stands so many times is written once


def lean(svg: str, name: str) -> str:
    """The same picture in a figure with the id `name`, which its style is limited to.

    Coordinates to a hundredth of a point; names that nothing refers to and groups that group
    nothing are gone; styles that repeat are written once.

    >>> lean('<svg><g id="a">\\n <path d="M 1.23456 2\\nL 3 4" style="fill: none"/>\\n</g></svg>', "f")
    '<svg><path d="M 1.23 2 L 3 4" style="fill: none"/></svg>'
    """
    used = set(_USED.findall(svg))
    svg = _ID.sub(lambda found: found[0] if found[1] in used else "", svg)
    svg = _UNTURNED.sub("", _FALLBACK.sub(r"var(\1)", _FONT.sub("", svg)))
    svg = _TAG.sub(lambda tag: re.sub(r"\s+", " ", _LONG.sub(r"\1", tag[0])), svg)
    return _styled(_ungrouped(re.sub(r">\s+<", "><", svg)), name)


def _ungrouped(svg: str) -> str:
    """Without groups that carry no attribute."""
    kept: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[0] == "</g>":
            return tag[0] if kept.pop() else ""
        if tag[0] in ("<g>", "<g/>", "<g />"):
            kept.extend([False] * (tag[0] == "<g>"))
            return ""
        if tag[0].startswith("<g ") and not tag[0].endswith("/>"):
            kept.append(True)
        return tag[0]

    return _TAG.sub(keep, svg)


def _styled(svg: str, name: str) -> str:
    """With the styles that repeat as classes of the figure."""
    counts = Counter(_STYLE.findall(svg))
    often = [style for style, count in counts.items() if count >= _OFTEN]
    classes = {style: _short(place) for place, style in enumerate(often)}
    svg = _STYLE.sub(
        lambda found: f' class="{classes[found[1]]}"' if found[1] in classes else found[0], svg
    )
    rules = "".join(f"#{name} .{short}{{{style}}}" for style, short in classes.items())
    return re.sub(r"(<style[^>]*>)", rf"\1{rules}", svg, count=1) if rules else svg


def _short(place: int) -> str:
    """a, b, ... Z, aa, ab ...

    >>> _short(0), _short(51), _short(52)
    ('a', 'Z', 'aa')
    """
    before, last = divmod(place, len(ascii_letters))
    return (_short(before - 1) if before else "") + ascii_letters[last]
