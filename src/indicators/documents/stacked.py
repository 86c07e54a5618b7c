"""Tables that lost their lines: one cell a line, or label and figure run together.

Pages copied from a browser often leave a table as a column of its cells, row after row. The
rhythm of labels and numbers gives the rows back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from indicators.documents.cells import MISSING, NUMBER, Cell

_LONGEST = 30
_GATE = re.compile(r"^(?:[-+≤≥<>↑↓]?\d[\d,.]*[%‰]?|[^\n。;!?]{2,30}\)\d[\d,.]*)$", re.M)
_NO_LABEL = re.compile(r"[。;!?]|(?<!其中):|,(?![^()]*\))|\d[\d,.]*$|^(?:注:|说明|来源)")
# Labels, then numbers, and the same again: LNN LNN ...
_RHYTHM = re.compile(r"(L{1,3}N{1,9})\1+")
_GLUED = re.compile(r"([^\d。;!?|\t][^。;!?|\t]{1,28}?)([-+]?\d[\d,]*(?:\.\d+)?%?)")
_WITH_UNIT = re.compile(r"\([^()]*[^()\d][^()]*\)$")
_LEAST_GLUED = 4
_LEAST = 3


class Line(NamedTuple):
    """A line of a text that is not blank."""

    start: int
    end: int


def find_stacked(text: str, taken: list[tuple[int, int]]) -> Iterator[list[list[Cell]]]:
    """The rows of each table whose cells stand below each other, outside the spans `taken`."""
    if len(_GATE.findall(text)) < _LEAST:
        return
    for run in _runs(text, taken):
        yield from _glued(text, run)
        yield from _stacked(text, run)


def _runs(text: str, taken: list[tuple[int, int]]) -> Iterator[list[Line]]:
    """Stretches of short lines."""
    run: list[Line] = []
    starts = [start for start, _ in taken]
    for match in re.finditer(r"[^\n]+", text):
        before = bisect_right(starts, match.start()) - 1
        inside = before >= 0 and match.start() < taken[before][1]
        if inside or len(match[0]) > _LONGEST:
            yield run
            run = []
        else:
            run.append(Line(*match.span()))
    yield run


def _stacked(text: str, run: list[Line]) -> Iterator[list[list[Cell]]]:
    kinds = "".join(_kind(text[line.start : line.end]) for line in run)
    for found in _RHYTHM.finditer(kinds):
        beat, first = len(found[1]), found.start()
        count = (found.end() - first) // beat
        if found[1].count("N") == 1 and count < _LEAST:
            continue
        lead = len(kinds[:first]) - len(kinds[:first].rstrip("L"))
        body = [_row(text, run[n : n + beat]) for n in range(first, found.end(), beat)]
        if _only_missing(body):
            continue
        yield [*_head(text, run, first, beat, min(lead, beat)), *body]


def _kind(words: str) -> str:
    """N a number or what stands for a missing one, L a label, x neither."""
    bare = "".join(words.split())
    if NUMBER.fullmatch(bare) or (bare and MISSING.fullmatch(bare)):
        return "N"
    return "x" if _NO_LABEL.search(bare) and not _is_year(bare) else "L"


def _is_year(words: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d年?(?:\d{1,2}月)?", words))


def _only_missing(rows: list[list[Cell]]) -> bool:
    return not any(NUMBER.fullmatch(cell.text) for row in rows for cell in row)


def _head(text: str, run: list[Line], first: int, beat: int, lead: int) -> list[list[Cell]]:
    """The labels before the first row, when there is one for each column (or all but the first)."""
    if lead < beat - 1 or beat < 2:
        return []
    row = _row(text, run[first - lead : first])
    blank = Cell("", row[0].start, row[0].start)
    return [row if lead == beat else [blank, *row]]


def _row(text: str, lines: list[Line]) -> list[Cell]:
    return [Cell("".join(text[a:b].split()), a, b) for a, b in lines]


def _glued(text: str, run: list[Line]) -> Iterator[list[list[Cell]]]:
    """床位(张)1808: label and figure on one line, line after line."""
    rows: list[list[Cell]] = []
    for line, after in pairwise([*run, Line(0, 0)]):
        found = _GLUED.fullmatch(text, line.start, line.end)
        if found:
            rows.append([Cell("".join(found[k].split()), *found.span(k)) for k in (1, 2)])
        if rows and (not found or after == (0, 0)):
            if _is_table(rows):
                yield rows
            rows = []


def _is_table(rows: list[list[Cell]]) -> bool:
    united = sum(bool(_WITH_UNIT.search(row[0].text)) for row in rows)
    return len(rows) >= _LEAST_GLUED and 2 * united >= len(rows)
