"""The ledger: every numeral that became no observation, with the reason."""

from __future__ import annotations

import re

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
    dated = [
        (str(p["date"]), int(str(p["start"])), int(str(p["end"])))
        for p in partnerships
        if p["date"]
    ]
    taken = Covered(claimed)
    rows = []
    for mention in mentions:
        start, end = mended.origin_span(mention.start, mention.end)
        if not taken.overlaps(start, end):
            row = _row(document, start, end, mention)
            if row["reason"] == "date" and _dates_one_of(dated, mention, start, end):
                row["reason"] = "partnership_date"
            rows.append(row)
    taken = Covered([*claimed, *((int(r["start"]), int(r["end"])) for r in rows)])  # type: ignore[call-overload]
    for match in _DIGITS.finditer(document.body):
        if not taken.overlaps(*match.span()):
            unread = Mention(*match.span(), "number", match[0])
            rows.append(_row(document, *match.span(), unread) | {"reason": "not_understood"})
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _dates_one_of(
    dated: list[tuple[str, int, int]], mention: Mention, start: int, end: int
) -> bool:
    """Whether a partnership told near a date, at most a few sentences behind it, has that date."""
    day = str(mention.low or mention.high or "")
    return bool(day) and any(
        day.startswith(date) and start < last and end > first - _SENTENCES
        for date, first, last in dated
    )


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
