"""The ledger: every numeral that became no observation, with the reason."""

from __future__ import annotations

import re
from collections import defaultdict

from indicators.documents import Document, Mended
from indicators.extraction.spans import Covered
from indicators.language.mentions import Mention

_DIGITS = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
_SENTENCES = 200  # characters between a date and the event it dates
_REASONS = {
    "period": "date",
    "date": "date",
    "ordinal": "ordinal",
    "name": "name",
    "list_marker": "list_marker",
    "age_band": "age_band",
}


def unclaimed_rows(
    document: Document,
    mended: Mended,
    mentions: list[Mention],
    claimed: list[tuple[int, int]],
    partnerships: list[dict[str, object]],
) -> list[dict[str, object]]:
    """Rows for all mentions outside the claimed spans, and for digits that nobody read.

    `claimed` are spans of the original body. A date that dates a partnership says so.
    """
    dated = _near_events(partnerships)
    taken = Covered(claimed)
    rows = []
    for mention in mentions:
        start, end = mended.origin_span(mention.start, mention.end)
        if not taken.overlaps(start, end):
            row = _row(document, start, end, mention)
            if row["reason"] == "date" and _dates_an_event(dated, mention, start, end):
                row["reason"] = "partnership_date"
            rows.append(row)
    taken = Covered([*claimed, *((int(r["start"]), int(r["end"])) for r in rows)])  # type: ignore[call-overload]
    for match in _DIGITS.finditer(document.body):
        if not taken.overlaps(*match.span()):
            unread = Mention(*match.span(), "number", match[0])
            rows.append(_row(document, *match.span(), unread) | {"reason": "not_understood"})
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _near_events(partnerships: list[dict[str, object]]) -> dict[str, Covered]:
    """For each date of a partnership where the text tells of it, from a few sentences before."""
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in partnerships:
        start, end = int(str(row["start"])), int(str(row["end"]))
        told[str(row["date"])].append((start - _SENTENCES, end))
    return {date: Covered(spans) for date, spans in told.items() if date}


def _dates_an_event(dated: dict[str, Covered], mention: Mention, start: int, end: int) -> bool:
    """Whether a partnership told near a date has that date, to the day, month or year."""
    day = str(mention.low or mention.high or "")
    return any(date in dated and dated[date].overlaps(start, end) for date in _precisions(day))


def _precisions(day: str) -> set[str]:
    return {day, day[:7], day[:4]} if day else set()


def _row(document: Document, start: int, end: int, mention: Mention) -> dict[str, object]:
    measures = mention.kind not in _REASONS
    return {
        "source_id": document.source_id,
        "start": start,
        "end": end,
        "text": document.body[start:end],
        "kind": mention.kind,
        "value": mention.value if measures else None,
        "value_low": mention.low if measures else None,
        "value_high": mention.high if measures else None,
        "unit": mention.unit if measures else "",
        "reason": _reason(mention),
    }


def _reason(mention: Mention) -> str:
    if mention.kind in _REASONS:
        return _REASONS[mention.kind]
    if mention.unit in ("年", "个月", "月", "天", "日", "周", "小时", "个小时", "分钟", "年度"):
        return "duration"
    return "no_unit" if not mention.unit else "no_indicator"
