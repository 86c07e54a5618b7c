"""From the claims of a document's sentences to rows of the observations table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.documents import Document, Mended
from indicators.extraction.areas import AreaReader
from indicators.extraction.claim import Claim, Subject
from indicators.extraction.claims import NEW, claim_all
from indicators.extraction.context import UNKNOWN, Scope, as_dates, governing, handed_on, scope_of
from indicators.extraction.measures import Measure, is_target
from indicators.extraction.privacy import without_names
from indicators.extraction.sentences import Figure, Sentence
from indicators.extraction.tabular import TableFigure
from indicators.language.mentions import Mention

Row = dict[str, object]
_FROM = re.compile(r"(?:由|从)[^,。;]{0,16}$")
_TO = re.compile(r"[^,。;]{0,4}(?:提|升|增|降|减|下|扩|跃|缩|上|涨|降)[^,。;\d]{0,4}(?:到|至|为)")
_POOL = re.compile(
    r"(?:全国|全省|全市|全区|全县|全州|省内|市内|国内|区域|同级|同类)(?:[^,。;、]{0,12}?\d+[家个所][^,。;、]{0,8})?"
)
_LONGEST_EVIDENCE = 120


class ObservationReader:
    """Turns sentences into rows; keeps the period that a paragraph hands on."""

    def __init__(self, document: Document, mended: Mended, areas: AreaReader, title: Scope) -> None:
        self.document, self.mended, self.areas, self.title = document, mended, areas, title
        self.paragraph = -1
        self.inherited = UNKNOWN
        self.subject: Subject | None = None

    def rows(self, sentence: Sentence) -> Iterator[tuple[Mention, Row]]:
        """One row for every figure of a sentence that an indicator claims."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.inherited = sentence.paragraph, self.title
            self.subject = None
        if sentence.figures:
            claims = claim_all(sentence, self.subject)
            self.subject = _last_level(sentence, claims) or self.subject
            ids = [self._id(figure.mention) for figure in sentence.figures]
            for figure, claim in zip(sentence.figures, claims, strict=True):
                if claim is not None:
                    yield figure.mention, self._row(sentence, figure, claim, ids)
        self.inherited = handed_on(sentence, self.inherited, self.document.published)
        self.areas.note_topic(sentence)

    def table_row(self, cell: TableFigure) -> tuple[Mention, Row] | None:
        """A row for a cell of a table, None when no indicator is named."""
        if cell.indicator is None or cell.mention.value is None:
            return None
        mention, indicator = cell.mention, cell.indicator
        scope = scope_of(cell.period, "stated") if cell.period else self.title
        name = cell.measure
        first, last = as_dates(scope, indicator, name)
        start, end = self.mended.origin_span(mention.start, mention.end)
        whole = self._span_id(*cell.whole) if cell.whole else ""
        measure = Measure(name, 1, 0)
        claim = Claim(indicator, cell.breakdown, measure, indicator.indicator, "table")
        value, low, high, qualifier, unit = _signed(mention, claim)
        target = cell.target or self._ahead(last)
        if target and qualifier == "rounded":
            low = high = value
            qualifier = "exact"
        known = bool(first or last)
        return mention, {
            "observation_id": self._id(mention),
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
            "unit": unit,
            "rank_pool": _pool(cell.head, len(cell.head)) if name == "rank" else "",
            "evidence": " | ".join(filter(None, (cell.label, cell.head, mention.text))),
            "start": start,
            "end": end,
            "rule": "table",
        }

    def _id(self, mention: Mention) -> str:
        return self._span_id(mention.start, mention.end)

    def _span_id(self, start: int, end: int) -> str:
        start, end = self.mended.origin_span(start, end)
        return f"{self.document.source_id}#{start}-{end}"

    def _row(self, sentence: Sentence, figure: Figure, claim: Claim, ids: list[str]) -> Row:
        mention = figure.mention
        start, end = self.mended.origin_span(mention.start, mention.end)
        scope = self._scope(sentence, figure, claim)
        added = claim.breakdown == NEW
        first, last = as_dates(scope, claim.indicator, claim.measure.name, added)
        about = self.areas.about(sentence, figure)
        target = is_target(sentence.text, figure.start, 0, self._ahead(last))
        value, low, high, qualifier, unit = _signed(mention, claim)
        if target and qualifier == "rounded":
            low = high = value
            qualifier = "exact"
        return {
            "observation_id": self._id(mention),
            "source_id": self.document.source_id,
            "indicator": claim.indicator.indicator,
            "measure": claim.measure.name,
            "status": "target" if target else "actual",
            "area_code": about.code,
            "organisation": about.organisation,
            "breakdown": claim.breakdown,
            "part_of": ids[claim.part_of] if claim.part_of is not None else "",
            "repeat_of": "",
            "period_start": first,
            "period_end": last,
            "period_basis": scope.basis if first or last else "unknown",
            "period_text": scope.text if first or last else "",
            "value": value,
            "value_low": low,
            "value_high": high,
            "qualifier": qualifier,
            "unit": unit,
            "rank_pool": _pool(sentence.text, figure.start) if claim.measure.name == "rank" else "",
            "evidence": evidence(self.mended.text, sentence, mention),
            "start": start,
            "end": end,
            "rule": claim.rule,
        }

    def _scope(self, sentence: Sentence, figure: Figure, claim: Claim) -> Scope:
        text = sentence.text
        scope = governing(sentence, figure, claim.measure.name, self.inherited)
        left = _FROM.search(text[max(0, figure.start - 20) : figure.start])
        if (
            left
            and _TO.match(text, figure.end)
            and not any(
                figure.start - len(left[0]) <= p.start < figure.start for p in sentence.periods
            )
        ):
            return self._start_of_change(sentence, figure)
        return scope

    def _start_of_change(self, sentence: Sentence, figure: Figure) -> Scope:
        """由A提高到B: A held in the year that an earlier 由2017年... of the sentence names."""
        for period in sentence.periods:
            named = period.end <= figure.start and sentence.text[period.start - 1] in "由从"
            if period.start and named:
                return scope_of(period.mention, "stated")
        return UNKNOWN

    def _ahead(self, last: str) -> bool:
        published = self.document.published
        return bool(last and published) and last[:4] > published[:4]


def _last_level(sentence: Sentence, claims: list[Claim | None]) -> Subject | None:
    """What the last level of a sentence measured: the next sentence may go on about it."""
    for figure, claim in zip(reversed(sentence.figures), reversed(claims), strict=True):
        if claim is not None and claim.measure.name == "level":
            return Subject(claim.base, figure.mention.unit)
    return None


def _signed(mention: Mention, claim: Claim) -> tuple[float, float | None, float | None, str, str]:
    value, low, high, unit = mention.value, mention.low, mention.high, mention.unit
    numbers = [None if n is None else float(n) for n in (value, low, high)]
    if claim.measure.name == "change_pct" and unit == "倍":
        numbers = [None if n is None else n * 100 for n in numbers]
        unit = "%"
    if claim.measure.sign < 0:
        numbers = [None if n is None else -n or 0.0 for n in (numbers[0], numbers[2], numbers[1])]
    if claim.measure.name == "rank" and unit == "名":
        unit = "位"
    if not unit and claim.measure.name in ("level", "change_abs"):
        unit = claim.indicator.unit
    assert numbers[0] is not None
    return numbers[0], numbers[1], numbers[2], mention.qualifier, unit


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
