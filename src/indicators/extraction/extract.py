"""One document in, its rows out."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.documents import Document, mend
from indicators.documents.grids import find_grids
from indicators.extraction.areas import AreaReader
from indicators.extraction.context import UNKNOWN, Scope, is_name, scope_of
from indicators.extraction.ledger import unclaimed_rows
from indicators.extraction.observations import ObservationReader
from indicators.extraction.parties import Parties
from indicators.extraction.partnerships import find_partnerships
from indicators.extraction.repeats import mark_repeats
from indicators.extraction.sections import heading_places
from indicators.extraction.sentences import Figure, sentences
from indicators.extraction.spans import Covered, Ordered
from indicators.extraction.tabular import TableFigure, read_grid
from indicators.language import Mention, find_mentions
from indicators.language.places import find_places

Row = dict[str, object]


@dataclass(frozen=True)
class Extraction:
    """The rows of one document, as dictionaries with the columns of the tables."""

    source: Row
    observations: list[Row]
    partnerships: list[Row]
    unclaimed: list[Row]


def extract(document: Document) -> Extraction:
    """Every figure of a document as an observation or, with a reason, in the ledger.

    >>> from indicators.documents import Document
    >>> text = "2024年奉化区双向转诊3.6万人次，同比增长27.93%。"
    >>> found = extract(Document("a", "t", "", "2025", "", "330213", "", "", text))
    >>> [(r["indicator"], r["measure"], r["value"]) for r in found.observations]
    [('two_way_referrals', 'level', 36000.0), ('two_way_referrals', 'change_pct', 27.93)]
    """
    mended = mend(document.body)
    mentions, title = _mentions(document, mended.text)
    year = int(document.published[:4]) if document.published else None
    places = find_places(mended.text, near=document.area_code, year=year)
    parties = Parties(document, mended.text)
    located = [parties.seated(mention) for mention in parties.mentions]
    areas = AreaReader(document.area_code, places, located, parties.publisher)
    reader = ObservationReader(document, mended, areas, title)
    grids = find_grids(mended.text)
    tables, ordered_mentions = Covered((g.start, g.end) for g in grids), Ordered(mentions)
    prose = [m for m in mentions if not tables.overlaps(m.start, m.start + 1)]
    marks = areas.landmarks_and_questions(mended.text) + heading_places(mended.text)
    read = [row for s in sentences(mended.text, prose, sorted(marks)) for row in reader.rows(s)]
    for grid in grids:
        cells = list(read_grid(grid, f"{document.title} {grid.caption}", document.published))
        read += [row for cell in cells if (row := reader.table_row(cell)) is not None]
        prose += _labels_and(cells, ordered_mentions.starting(grid.start, grid.end))
    read.sort(key=_place)
    claimed = [_place(row) for row in read]
    observations = mark_repeats(read)
    partnerships = find_partnerships(document, mended, mentions, parties, places)
    told = sorted(reader.changes.get(m.start, m) for m in prose)
    unclaimed = unclaimed_rows(document, mended, told, claimed, partnerships)
    return Extraction(_source(document), observations, partnerships, unclaimed)


def _place(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]  # type: ignore[return-value]


def _labels_and(cells: list[TableFigure], inside: list[Mention]) -> list[Mention]:
    """The figures of a table's cells, and what its labels mention besides (years, 3岁)."""
    figures = [cell.mention for cell in cells]
    read = Covered((m.start, m.end) for m in figures)
    return [*figures, *(m for m in inside if not read.overlaps(m.start, m.end))]


def _mentions(document: Document, text: str) -> tuple[list[Mention], Scope]:
    """Mentions of the text, read with the title before it, and the period the title states."""
    title = mend(document.title).text.replace("\n", " ")
    found = find_mentions(title + "\n" + text, document.published)
    shift = len(title) + 1
    inside = [Mention(m[0] - shift, m[1] - shift, *m[2:]) for m in found if m.start >= shift]
    stated = [
        m
        for m in found
        if m.end <= shift and m.kind in ("period", "date") and m.low and m.high
        if m.qualifier != "relative"  # 今年 in a title says when it was written
        if not is_name(title, Figure(m, m.start, m.end))
    ]
    if not stated:
        return inside, UNKNOWN
    narrowest = min(stated, key=lambda m: (_days(m), m.start))
    return inside, scope_of(narrowest, "inherited")


def _days(mention: Mention) -> int:
    import datetime

    first = datetime.date.fromisoformat(str(mention.low))
    return (datetime.date.fromisoformat(str(mention.high)) - first).days


def _source(document: Document) -> Row:
    return {
        "source_id": document.source_id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "area": document.area,
        "area_code": document.area_code,
        "url": document.url,
        "note": document.note,
    }
