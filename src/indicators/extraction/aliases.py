"""Where a text names an indicator: the codebook's wordings, found around figures."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from indicators.codebook.indicators import indicators
from indicators.documents.layout import mend

QUOTES = "“”‘’\"'《》『』「」"
_DROP_QUOTES = str.maketrans("", "", QUOTES)
_GAP = 24  # characters that a "…" in an alias may stand for
_STOP = re.compile(r"[。;!?\n]")


class Hit(NamedTuple):
    """An alias in a text: `start`..`end` of its last part, `head` where its first part starts.

    `size` counts the characters of the wording itself.
    """

    start: int
    end: int
    head: int
    head_end: int
    size: int
    indicator: str


class _Alias(NamedTuple):
    first: str
    rest: tuple[str, ...]
    size: int
    indicator: str


@lru_cache(maxsize=1)
def _index() -> dict[str, list[_Alias]]:
    """Aliases by their first two characters, longest first."""
    index: dict[str, list[_Alias]] = defaultdict(list)
    for indicator in indicators().values():
        for written in indicator.aliases:
            parts = mend(written).text.translate(_DROP_QUOTES).split("…")
            size = sum(map(len, parts))
            index[parts[0][:2]].append(
                _Alias(parts[0], tuple(parts[1:]), size, indicator.indicator)
            )
    for entries in index.values():
        entries.sort(key=lambda a: (-len(a.first), -a.size, a.indicator))
    return dict(index)


def find_aliases(text: str) -> list[Hit]:
    """Every wording of every indicator in a text without quotation marks, in order.

    >>> [h.indicator for h in find_aliases("双向转诊人数达3.6万人次")][:1]
    ['two_way_referrals']
    """
    index = _index()
    hits: list[Hit] = []
    for place in range(len(text) - 1):
        entries = index.get(text[place : place + 2])
        if entries is None:
            continue
        for alias in entries:
            if text.startswith(alias.first, place) and not _cut_word(text, place):
                hit = _complete(text, place, alias)
                if hit is not None:
                    hits.append(hit)
    return hits


def _cut_word(text: str, place: int) -> bool:
    """其中医院 holds 医院, not 中医院."""
    return text[place] == "中" and place > 0 and text[place - 1] == "其"


def _complete(text: str, place: int, alias: _Alias) -> Hit | None:
    head_end = start = place + len(alias.first)
    if not alias.rest:
        return Hit(place, head_end, place, head_end, alias.size, alias.indicator)
    end = head_end
    for part in alias.rest:
        start = text.find(part, end, end + _GAP + len(part))
        if start < 0 or _STOP.search(text, end, start):
            return None
        end = start + len(part)
    return Hit(start, end, place, head_end, alias.size, alias.indicator)
