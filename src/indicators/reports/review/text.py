"""The body of a document as HTML: every character kept, figures and ties marked in place.

The marks are layers of spans over the text, from the outermost inwards: a table, its rows and
cells, blank stretches, figures, ties. One sweep over all edges opens and closes them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from indicators.documents.grids import Grid, find_grids
from indicators.reports.labels import indicator_name, say, unit_name
from indicators.reports.review.view import Figure, View
from indicators.reports.review.words import place, safe, word
from indicators.reports.wording import number, period

_BLANK = re.compile(r"\n(?:[ \t\u3000]*\n){2,}")


class Span(NamedTuple):
    """A stretch of the body and its tag; `again` opens it anew behind a cell's edge."""

    start: int
    end: int
    tag: str
    attributes: str
    again: str = ""


def text_html(view: View, lang: str) -> str:
    """The whole body; without its tags it is the body again."""
    layers = [
        *_grid_layers(view),
        _blank_layer(view.document.body),
        [_figure(figure, lang) for figure in view.figures],
        _tie_layer(view),
    ]
    return "".join(_swept(view.document.body, layers, _points(view, lang)))


def _swept(body: str, layers: list[list[Span]], points: dict[int, str]) -> Iterator[str]:
    """The text cut at every edge, each piece inside the spans that hold it."""
    edges = {0, len(body), *points, *(e for layer in layers for s in layer for e in s[:2])}
    next_of = [0] * len(layers)
    open_spans: list[Span] = []
    begun: set[Span] = set()
    for start, end in pairwise(sorted(edges)):
        wanted = list(_at(start, layers, next_of))
        kept = 0
        while kept < min(len(open_spans), len(wanted)) and open_spans[kept] == wanted[kept]:
            kept += 1
        yield "".join(f"</{span.tag}>" for span in reversed(open_spans[kept:]))
        yield points.get(start, "")
        for span in wanted[kept:]:
            first = span not in begun
            begun.add(span)
            yield f"<{span.tag} {span.attributes if first else span.again or span.attributes}>"
        open_spans = wanted
        yield safe(body[start:end])
    yield "".join(f"</{span.tag}>" for span in reversed(open_spans))
    yield points.get(len(body), "")


def _at(place: int, layers: list[list[Span]], next_of: list[int]) -> Iterator[Span]:
    """The spans around a place, outermost first; places only ever grow."""
    for number_, layer in enumerate(layers):
        while next_of[number_] < len(layer) and layer[next_of[number_]].end <= place:
            next_of[number_] += 1
        if next_of[number_] < len(layer) and layer[next_of[number_]].start <= place:
            yield layer[next_of[number_]]


def _figure(figure: Figure, lang: str) -> Span:
    kinds = " ".join(dict.fromkeys(["m", figure.family, figure.fate, *sorted(figure.flags)]))
    attributes = (
        f'class="{kinds}" id="{figure.mark}" href="#{figure.anchor}" '
        f'title="{safe(spoken(figure, lang))}"'
    )
    return Span(*figure.span, "a", attributes, f'class="{kinds}" href="#{figure.anchor}"')


def spoken(figure: Figure, lang: str) -> str:
    """A figure in one line: what it is, its value, period and any flag."""
    row = figure.row
    if not figure.claimed:
        return word(figure.fate, lang)
    measure = "" if row["measure"] == "level" else f" ({say(row['measure'], lang)})"
    parts = [
        indicator_name(row["indicator"], lang) + measure,
        f"{number(row['value'])} {unit_name(row['unit'], lang)}".strip(),
        period(row, lang),
        *(word(flag, lang) for flag in sorted(figure.flags)),
    ]
    return " · ".join(parts)


def _tie_layer(view: View) -> list[Span]:
    """Tied stretches, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for tie in view.ties for span in tie.spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [Span(start, end, "span", 'class="tied"') for start, end in merged if end > start]


def _points(view: View, lang: str) -> dict[int, str]:
    """What stands between characters: the numbers of ties, and where a page begins."""
    points: defaultdict[int, str] = defaultdict(str)
    for page_start in view.document.pages:
        name = place(view.place(page_start), lang)
        points[page_start] += f'<span class="page" data-n="{safe(name)}"></span>'
    for tie in view.ties:
        label = f"{word('tie', lang)} {tie.number}: {tie.row['provider']} → {tie.row['recipient']}"
        for telling, (start, _) in enumerate(tie.spans):
            anchor = "" if telling else f' id="{tie.anchor}-m"'
            points[start] += (
                f'<a class="tie"{anchor} href="#{tie.anchor}" title="{safe(label)}" '
                f'aria-label="{safe(label)}" data-n="{word("tie_number", lang)}{tie.number}"></a>'
            )
    return dict(points)


def _blank_layer(body: str) -> list[Span]:
    """Three and more line ends in a row take the room of one blank line."""
    return [Span(m.start(), m.end(), "span", 'class="gap"') for m in _BLANK.finditer(body)]


def _grid_layers(view: View) -> list[list[Span]]:
    """Tables, their rows, their cells, and what parts the cells."""
    tables: list[Span] = []
    rows: list[Span] = []
    cells: list[Span] = []
    rests: list[Span] = []
    for grid in find_grids(view.mended.text):
        first, last = _lines_of(view, grid)
        tables.append(Span(first, last, "span", 'class="grid"'))
        starts = [_line_start(view, row[0].start) for row in grid.rows]
        for row, (start, end) in zip(grid.rows, pairwise([*starts, last]), strict=True):
            rows.append(Span(start, end, "span", f'class="tr" data-n="{start}"'))
            spans = [view.mended.origin_span(cell.start, cell.end) for cell in row]
            edges = [start, *(s for s, _ in spans[1:]), end]
            for (left, right), (a, b) in zip(pairwise(edges), spans, strict=True):
                cells.append(Span(left, right, "span", f'class="td" data-n="{left}"'))
                rests += _rest(left, a)
                rests += _rest(b, right)
    return [tables, rows, [c for c in cells if c.end > c.start], rests]


def _rest(start: int, end: int) -> Iterable[Span]:
    return [Span(start, end, "span", 'class="rest"')] if end > start else []


def _lines_of(view: View, grid: Grid) -> tuple[int, int]:
    """The whole lines of a table, with the line end behind it."""
    body = view.document.body
    _, last = view.mended.origin_span(grid.start, grid.end)
    end = body.find("\n", last)
    return _line_start(view, grid.start), len(body) if end < 0 else end + 1


def _line_start(view: View, offset: int) -> int:
    return view.document.body.rfind("\n", 0, view.mended.origin(offset)) + 1
