"""Rates whose noun stands earlier: 在管高血压患者11.26万人,规范管理率70.4%."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from indicators.codebook.indicators import indicators
from indicators.documents.layout import mend
from indicators.extraction.aliases import DROP_QUOTES

_WINDOW = 40  # characters before the bare rate in which its noun is looked for
_RATE_UNITS = frozenset(("%", "‰", "1/10万"))
_MANAGED = re.compile(r"(?:规范|健康|系统|患者)+$")
_SHORTEST = 3  # of a bare rate: 管理率, 签约率


@lru_cache(maxsize=1)
def _tails() -> dict[str, list[tuple[str, str]]]:
    """Bare rate -> the nouns it is said of in full wordings, longest first, with the indicator."""
    tails: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for indicator in indicators().values():
        if indicator.unit not in _RATE_UNITS:
            continue
        for written in indicator.aliases:
            words = mend(written).text.translate(DROP_QUOTES)
            if words[-1:] in "率比" and "…" not in words:
                for cut in range(2, len(words) - _SHORTEST + 1):
                    head, tail = words[:cut], words[cut:]
                    tails[tail].add((head, indicator.indicator))
                    short = _MANAGED.sub("", head)  # 老年人 says it for 老年人健康 + 管理率
                    if len(short) > 1:
                        tails[tail].add((short, indicator.indicator))
    return {tail: sorted(heads, key=lambda h: (-len(h[0]), h)) for tail, heads in tails.items()}


def bare_rate(text: str, end: int, floor: int) -> str:
    """The indicator of a rate that ends at `end`, named by a noun behind `floor`, "" for none.

    The nearest noun wins; of two at one place the longer.

    >>> bare_rate("在管高血压患者11.26万人,规范管理率", 20, 0)
    'hypertension_management_rate'
    """
    best = (-1, 0, "")
    for size in range(min(10, end), _SHORTEST - 1, -1):
        start = end - size
        for head, indicator in _tails().get(text[start:end], ()):
            place = text.rfind(head, max(floor, start - _WINDOW), start - 1)
            if place >= 0 and ";" not in text[place:start]:
                best = max(best, (place + len(head), size + len(head), indicator))
    return best[2]
