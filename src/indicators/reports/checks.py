"""What every page promises; one that breaks a promise is not written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from indicators.reports.errors import ReportError

# Whatever a browser would fetch by itself; what the reader follows (a href) is none of it.
_FETCHED = re.compile(
    r"""<(?:link|iframe|object|embed|base|img|video|audio|source)\b|@import|<script\s[^>]*src"""
    r"""|url\((?!["']?(?:data:|\#))|\s(?:src|srcset|poster|action)\s*=\s*["'](?!data:|\#)""",
    re.I,
)
_ID = re.compile(r'\sid="([^"]+)"')
_TARGET = re.compile(r'\shref="([^"]*)"')
_FIGURE = re.compile(r'<figure id="([^"]+)"><svg[^>]*?\baria-label="([^"]*)"')
_SCRIPT = re.compile(r"<script>.*?</script>", re.S)


def check(page: str) -> None:
    """Look at a page before it is written.

    Raises
    ------
    ReportError
        It fetches something, an id stands twice, a link leads nowhere, a figure has no words or
        no table behind it.

    >>> check('<a href="#x">1</a><p id="x">')
    """
    broken = list(_broken(_SCRIPT.sub("", page)))
    if broken:
        raise ReportError("the page breaks its promises: " + "; ".join(broken[:5]))


def _broken(page: str) -> Iterator[str]:
    yield from (f"it would fetch something at '{found}'" for found in set(_FETCHED.findall(page)))
    ids = Counter(_ID.findall(page))
    yield from (f"the id '{name}' stands {count} times" for name, count in ids.items() if count > 1)
    for target in dict.fromkeys(_TARGET.findall(page)):
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link leads to '{target}', which is not there"
        elif not target.startswith(("#", "http://", "https://")):
            yield f"'{target}' is no address"
    yield from _figures(page)


def _figures(page: str) -> Iterator[str]:
    named = dict(_FIGURE.findall(page))
    pieces = re.split(r'<figure id="', page)[1:]
    for piece in pieces:
        name = piece[: piece.index('"')]
        if len(named.get(name, "")) < 10:
            yield f"the figure '{name}' has no words for those who cannot see it"
        if "<table" not in piece:
            yield f"the figure '{name}' has no table behind it"
