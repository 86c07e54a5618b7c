"""From the claims of a document's sentences to rows of the observations table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.documents import Document, Mended
from indicators.extraction.areas import AreaReader
from indicators.extraction.claim import NEW, Claim, Subject
from indicators.extraction.claims import claim_all
from indicators.extraction.context import UNKNOWN, Scope, as_dates, handed_on, scope_of
from indicators.extraction.dating import is_start_of_change, period_of
from indicators.extraction.measures import (
    Measure,
    announcement,
    is_goal,
    is_target,
    measure_of,
    moves_in_ranking,
)
from indicators.extraction.privacy import without_names
from indicators.extraction.sections import Sections
from indicators.extraction.sentences import Sentence
from indicators.extraction.tabular import TableFigure
from indicators.language.mentions import Mention

Row = dict[str, object]
_POOL = re.compile(
    r"(?:全国|全省|全市|全区|全县|全州|省内|市内|国内|区域|同级|同类)(?:[^,。;、]{0,12}?\d+[家个所][^,。;、]{0,8})?"
)
_GOES_ON = re.compile(
    r"\s*(?:[—-]*[一二三四五六七八九十]+[是要、]|第[一二三四五六七八九十]+,|同时|此外|另外)"
)
_LONGEST_EVIDENCE = 120


class ObservationReader:
    """Turns sentences into rows; keeps the period that a paragraph hands on."""

    def __init__(self, document: Document, mended: Mended, areas: AreaReader, title: Scope) -> None:
        self.document, self.mended, self.areas, self.title = document, mended, areas, title
        self.sections = Sections(document.title, title)
        self.paragraph = -1
        self.inherited = UNKNOWN
        self.subjects: list[Subject] = []
        self.announced = self.introduces = self.pledged = False
        self.changes: dict[int, Mention] = {}

    def rows(self, sentence: Sentence) -> Iterator[Row]:
        """One row for every figure of a sentence that an indicator claims."""
        if sentence.paragraph != self.paragraph:
            heading = self.sections.enter(self._line(sentence), sentence)
            self.paragraph = sentence.paragraph
            if not self.introduces:
                self.inherited = self._begun_with()
            if heading:
                self.subjects, self.announced, self.pledged = [], False, False
        if sentence.figures:
            claims = claim_all(sentence, self.subjects)
            self.subjects = _levels(sentence, claims) or self.subjects
            spans = [self._span(figure.mention) for figure in sentence.figures]
            for number, claim in enumerate(claims):
                if claim is not None and sentence.figures[number].mention.value is not None:
                    yield from self._rows(sentence, number, claim, spans)
                else:
                    self._note_change(sentence, number)
        self.announced = announcement(sentence.text, len(sentence.text)) >= 0 or (
            self._announced(sentence)
        )
        ends = sentence.text.rstrip().rstrip("…")
        self.pledged = self.pledged or (self.announced and ends.endswith(":"))
        self.introduces = sentence.text.rstrip().endswith(":")  # 主要指标达到以下水平:
        self.inherited = handed_on(sentence, self.inherited, self.document.published)
        self.areas.note_topic(sentence)

    def _note_change(self, sentence: Sentence, number: int) -> None:
        """A fall is negative and a growth by 2倍 is 200% also where no indicator is known."""
        mention = sentence.figures[number].mention
        self.changes[mention.start] = mention  # with a unit that its list shares
        floor = sentence.figures[number - 1].end if number else 0
        measure = measure_of(sentence.text, sentence.figures[number].start, floor, mention)
        if measure.name.startswith("change") and mention.value is not None:
            value, low, high, qualifier, unit = signed(mention, measure)
            self.changes[mention.start] = mention._replace(
                value=value, low=low, high=high, qualifier=qualifier, unit=unit
            )

    def _begun_with(self) -> Scope:
        """The period a paragraph begins with: its heading's, the title's, else the one before's."""
        if self.sections.scope != UNKNOWN:
            return self.sections.scope
        if self._ahead(self.inherited.last) and not self.announced:
            return UNKNOWN  # a deadline holds for what is promised by it
        if self.inherited == UNKNOWN or self.inherited.unit in ("day", "since"):
            return UNKNOWN  # the day of a meeting does not date what the next paragraph counts
        return self.inherited._replace(basis="carried")

    def table_row(self, cell: TableFigure) -> Row | None:
        """A row for a cell of a table, None when no indicator is named."""
        if cell.indicator is None or cell.mention.value is None:
            return None
        mention, indicator = cell.mention, cell.indicator
        scope = scope_of(cell.period, "stated") if cell.period else self.title
        name = cell.measure
        first, last = as_dates(scope, indicator, name)
        start, end = self._span(mention)
        whole = self._id(self.mended.origin_span(*cell.whole)) if cell.whole else ""
        measure = Measure(name, 1, 0)
        claim = Claim(indicator, cell.breakdown, measure, indicator.indicator, "table")
        value, low, high, qualifier, unit = signed(mention, claim.measure)
        target = cell.target or self._ahead(last)
        if target and qualifier == "rounded":
            low = high = value
            qualifier = "exact"
        known = bool(first or last)
        return {
            "observation_id": self._id((start, end)),
            "source_id": self.document.source_id,
            "indicator": indicator.indicator,
            "measure": name,
            "status": "target" if target else "actual",
            "area_code": self.areas.area_named(cell.label, "" if name == "rank" else cell.head),
            "organisation": cell.organisation,
            "breakdown": cell.breakdown,
            "part_of": whole,
            "repeat_of": "",
            "period_start": first,
            "period_end": last,
            "period_basis": scope.basis if known else "unknown",
            "period_text": scope.text if known else "",
            "value": value,
            "value_low": low,
            "value_high": high,
            "qualifier": qualifier,
            "unit": _unit(unit, claim),
            "rank_pool": _pool(cell.head, len(cell.head)) if name == "rank" else "",
            "evidence": " | ".join(filter(None, (cell.label, cell.head, mention.text))),
            "start": start,
            "end": end,
            "rule": "table",
        }

    def _line(self, sentence: Sentence) -> str:
        """The line that a sentence begins."""
        stop = self.mended.text.find("\n", sentence.start)
        return self.mended.text[sentence.start : stop if stop >= 0 else None]

    def _span(self, mention: Mention) -> tuple[int, int]:
        return self.mended.origin_span(mention.start, mention.end)

    def _id(self, span: tuple[int, int]) -> str:
        return f"{self.document.source_id}#{span[0]}-{span[1]}"

    def _rows(
        self, sentence: Sentence, number: int, claim: Claim, spans: list[tuple[int, int]]
    ) -> Iterator[Row]:
        """The row of a figure, and one more for each other thing that it is said of."""
        yield self._row(sentence, number, claim, spans)
        for place, other in enumerate(claim.others, 2):
            row = self._row(sentence, number, other, spans)
            yield row | {"observation_id": f"{row['observation_id']}.{place}"}

    def _row(
        self, sentence: Sentence, number: int, claim: Claim, spans: list[tuple[int, int]]
    ) -> Row:
        figure, (start, end) = sentence.figures[number], spans[number]
        mention = figure.mention
        published = self.document.published
        scope = period_of(sentence, figure, claim, self.inherited, published)
        added = claim.breakdown == NEW
        first, last = as_dates(scope, claim.indicator, claim.measure.name, added)
        about = self.areas.about(sentence, figure, moves_in_ranking(sentence.text, figure))
        reached = self._past(scope, last) or is_start_of_change(sentence, figure)
        promised = (
            is_target(sentence.text, figure.start, 0, self._ahead(last))
            or self.sections.promises
            or self._announced(sentence)
        )
        target = is_goal(sentence.text, figure) or (promised and not reached)
        value, low, high, qualifier, unit = signed(mention, claim.measure)
        if target and qualifier == "rounded":
            low = high = value
            qualifier = "exact"
        return {
            "observation_id": self._id((start, end)),
            "source_id": self.document.source_id,
            "indicator": claim.indicator.indicator,
            "measure": claim.measure.name,
            "status": "target" if target else "actual",
            "area_code": about.code,
            "organisation": about.organisation,
            "breakdown": claim.breakdown,
            "part_of": self._id(spans[claim.part_of]) if claim.part_of is not None else "",
            "repeat_of": "",
            "period_start": first,
            "period_end": last,
            "period_basis": scope.basis if first or last else "unknown",
            "period_text": scope.text if first or last else "",
            "value": value,
            "value_low": low,
            "value_high": high,
            "qualifier": qualifier,
            "unit": _unit(unit, claim),
            "rank_pool": _pool(sentence.text, figure.start) if claim.measure.name == "rank" else "",
            "evidence": evidence(self.mended.text, sentence, mention),
            "start": start,
            "end": end,
            "rule": claim.rule,
        }

    def _announced(self, sentence: Sentence) -> bool:
        """二是..., 三是... go on with the list that an earlier sentence announced."""
        return self.pledged or (self.announced and _GOES_ON.match(sentence.text) is not None)

    def _past(self, scope: Scope, last: str) -> bool:
        """Whether a figure's own sentence dates it before the document appeared."""
        published = self.document.published
        return scope.basis == "stated" and bool(published) and bool(last) and last < published

    def _ahead(self, last: str) -> bool:
        published = self.document.published
        return bool(last and published) and last[:4] > published[:4]


def _levels(sentence: Sentence, claims: list[Claim | None]) -> list[Subject]:
    """What the levels of a sentence measured, the last first: the next sentence may go on about one."""
    return [
        Subject(claim.base, figure.mention.unit)
        for figure, claim in zip(reversed(sentence.figures), reversed(claims), strict=True)
        if claim is not None and claim.measure.name == "level"
    ]


def signed(
    mention: Mention, measure: Measure
) -> tuple[float, float | None, float | None, str, str]:
    """Value, bounds, qualifier and unit of a figure as its measure says: a fall is negative."""
    value, low, high, unit = mention.value, mention.low, mention.high, mention.unit
    numbers = [None if n is None else float(n) for n in (value, low, high)]
    if measure.name == "change_pct" and unit == "倍":
        numbers = [None if n is None else n * 100 for n in numbers]
        unit = "%"
    if measure.sign < 0:
        numbers = [None if n is None else -n or 0.0 for n in (numbers[0], numbers[2], numbers[1])]
    if measure.name == "rank" and unit == "名":
        unit = "位"
    assert numbers[0] is not None
    return numbers[0], numbers[1], numbers[2], mention.qualifier, unit


def _unit(printed: str, claim: Claim) -> str:
    """The unit as printed; the indicator's own where none is."""
    bare = not printed and claim.measure.name in ("level", "change_abs")
    return claim.indicator.unit if bare else printed


def _pool(text: str, start: int) -> str:
    """全市, 全国80家: what a rank is a place among."""
    pool = ""
    for match in _POOL.finditer(text, max(0, start - 30), start):
        pool = match[0]
    return pool


def evidence(text: str, sentence: Sentence, mention: Mention) -> str:
    """The sentence of a figure, or in a long one the clauses around it, without names."""
    if sentence.end - sentence.start <= _LONGEST_EVIDENCE:
        return without_names(text[sentence.start : sentence.end].strip(), mention.text)
    start = max(sentence.start, mention.start - 70)
    end = min(sentence.end, mention.end + 30)
    for mark in re.finditer(r"[,;:]", text[start : mention.start]):
        if start > sentence.start:
            start += mark.end()
            break
    return without_names(text[start:end].strip(" ,;:"), mention.text)
