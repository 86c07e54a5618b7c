"""Where a text names an indicator: the codebook's wordings, found around figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from indicators.codebook.indicators import indicators
from indicators.documents.layout import mend

QUOTES = "“”‘’\"'《》『』「」"
DROP_QUOTES = str.maketrans("", "", QUOTES)
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
def _index() -> tuple[AhoCorasick, list[list[_Alias]]]:
    """The first parts of all aliases, and the aliases that begin with each."""
    index: dict[str, list[_Alias]] = defaultdict(list)
    for indicator in indicators().values():
        for written in indicator.aliases:
            first, *rest = mend(written).text.translate(DROP_QUOTES).split("…")
            size = len(first) + sum(map(len, rest))
            index[first].append(_Alias(first, tuple(rest), size, indicator.indicator))
    for entries in index.values():
        entries.sort(key=lambda a: (-a.size, a.indicator))
    return AhoCorasick(list(index)), list(index.values())


@lru_cache(maxsize=1)
def _longest() -> int:
    """Characters that a wording may take up, with the words its gaps stand for."""
    aliases = [alias for entries in _index()[1] for alias in entries]
    return max(alias.size + _GAP * len(alias.rest) for alias in aliases)


def hits_near(hits: list[Hit], start: int, stop: int) -> list[Hit]:
    """Of hits in their order at least those that end behind `start` and begin before `stop`."""
    if len(hits) < 30:  # looking at each costs less than the search for the first
        return hits
    first = bisect_left(hits, start - _longest(), key=_head)
    return hits[first : bisect_left(hits, stop, first, key=_head)]


def _head(hit: Hit) -> int:
    return hit.head


def find_aliases(text: str) -> list[Hit]:
    """Every wording of every indicator in a text without quotation marks, in order.

    >>> [h.indicator for h in find_aliases("双向转诊人数达3.6万人次")][:1]
    ['two_way_referrals']
    """
    finder, entries = _index()
    found = [(start, -end, n) for n, start, end in finder.find_matches_as_indexes(text, True)]
    hits = []
    for start, end, number in sorted(found):  # at each place the longest wording first
        if _cut_word(text, start):
            continue
        for alias in entries[number]:
            if not alias.rest:
                hits.append(Hit(start, -end, start, -end, alias.size, alias.indicator))
            elif (hit := _complete(text, start, alias)) is not None:
                hits.append(hit)
    return hits


def _cut_word(text: str, place: int) -> bool:
    """其中医院 holds 医院, not 中医院; 城镇职工 are insured, not staff."""
    before = text[place - 1] if place else ""
    return (text[place] == "中" and before == "其") or (
        before == "镇" and text.startswith("城镇职工", place - 2)
    )


def _complete(text: str, place: int, alias: _Alias) -> Hit | None:
    """An alias of several parts, if the others follow the first at `place` near enough."""
    head_end = start = end = place + len(alias.first)
    for part in alias.rest:
        start = text.find(part, end, end + _GAP + len(part))
        if start < 0 or _STOP.search(text, end, start):
            return None
        end = start + len(part)
    return Hit(start, end, place, head_end, alias.size, alias.indicator)
