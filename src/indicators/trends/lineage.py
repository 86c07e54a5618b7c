"""One place through its codes: which codes are one series, and where the breaks lie.

A county that becomes a district keeps its people and gets another code: one series, with a break
in the year of the new code. A code whose successor stood beside it for years was merged into
another place: what it counted is no earlier part of that place's series, and it stays its own.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from indicators.codebook.places import Area, areas

_EVER = 9999


class Segment(NamedTuple):
    """The years of a place under one code: first to before `until`; `number` counts breaks."""

    number: int
    first: int
    until: int
    code: str


def series_code(code: str) -> str:
    """The code whose series a code belongs to: its successor's, or its own.

    >>> series_code("330283"), series_code("330213")
    ('330213', '330213')
    """
    return joined_codes().get(code, code)


@lru_cache(maxsize=1)
def segments() -> Mapping[str, tuple[Segment, ...]]:
    """Places with more than one code in time, each with its years under each.

    >>> [(part.number, part.code, part.first) for part in segments()["330213"]]
    [(0, '330283', 0), (1, '330213', 2016)]
    """
    members = defaultdict(list)
    for code, head in joined_codes().items():
        members[head].append(areas()[code])
    found = {}
    for head, earlier in members.items():
        chain = sorted([*earlier, areas()[head]], key=lambda a: a.valid_from or 0)
        starts = [0, *(area.valid_from or 0 for area in chain[1:])]
        ends = [*starts[1:], _EVER]
        found[head] = tuple(
            Segment(n, first, until, area.code)
            for n, (area, first, until) in enumerate(zip(chain, starts, ends, strict=True))
        )
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def joined_codes() -> Mapping[str, str]:
    """Former codes that belong to a later code's series, with that code."""
    followers = _followers()
    heads = {}
    for code in followers:
        head, seen = code, {code}
        while head in followers and followers[head] not in seen:
            head = followers[head]
            seen.add(head)
        heads[code] = head
    return MappingProxyType(heads)


def _followers() -> dict[str, str]:
    """Former codes that only changed their code, with the one that came next."""
    before: dict[str, list[Area]] = defaultdict(list)
    for area in areas().values():
        if area.successor in areas():
            before[area.successor].append(area)
    followers: dict[str, str] = {}
    for code, earlier in before.items():
        if _in_turn([*earlier, areas()[code]]):
            followers |= {area.code: code for area in earlier}
    return followers


def _in_turn(group: list[Area]) -> bool:
    """Whether codes were in force one after another, never two of them for years together."""
    ordered = sorted(group, key=lambda a: (a.valid_from or 0, a.valid_to or _EVER))
    return all(
        next_.valid_from is not None and (one.valid_to or _EVER) <= next_.valid_from
        for one, next_ in itertools.pairwise(ordered)
    )
