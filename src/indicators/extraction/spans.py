"""Spans of a text kept in order, so that what lies where is found without looking at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from indicators.language.mentions import Mention


class Covered:
    """The parts of a text that some spans cover.

    >>> Covered([(2, 5), (9, 12)]).overlaps(4, 7), Covered([(2, 5)]).overlaps(5, 7)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends: list[int] = []
        furthest = 0
        for _, end in ordered:
            furthest = max(end, furthest)
            self._ends.append(furthest)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a span shares a character with any of these."""
        before = bisect_right(self._starts, end - 1) - 1
        return before >= 0 and self._ends[before] > start


class Ordered:
    """Mentions in their order, to be cut out by a span."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self.starts = [mention.start for mention in mentions]

    def starting(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin inside a span."""
        first = bisect_left(self.starts, start)
        return self._mentions[first : bisect_left(self.starts, end, first)]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie inside a span."""
        return [mention for mention in self.starting(start, end) if mention.end <= end]
