"""Which period a figure gets, and whether it is reached or promised."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def read(text, published="2022-03-01"):
    return extract(Document("doc", "通讯", "", published, "", "330213", "", "", text)).observations


def dated(text, published="2022-03-01"):
    return [(r["value"], r["period_start"], r["period_end"]) for r in read(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "到2025年，居民健康素养水平由21.5%提高到28%。",
            [(21.5, "actual", ""), (28, "target", "2025-12-31")],
        ),
        (
            "到2025年，县域内就诊率从2020年的85%提升到90%以上。",
            [(85, "actual", "2020-12-31"), (90, "target", "2025-12-31")],
        ),
        (
            "力争今年县域内就诊率在现有88%的基础上提高2个百分点。",
            [(88, "actual", "2022-12-31"), (2, "target", "2022-12-31")],
        ),
        (
            "到2025年，抗菌药物使用率在2020年38%的基础上再降，居民健康素养水平达到30%。",
            [(30, "target", "2025-12-31")],
        ),
        ("在去年的基础上，今年住院率降至16%。", [(16, "actual", "2022-12-31")]),
    ],
)
def test_what_a_promise_sets_out_from_is_reached(text, expected):
    assert [(r["value"], r["status"], r["period_end"]) for r in read(text)] == expected


def test_a_change_from_an_unknown_rate_leads_to_none():
    text = "参保率保持在97%以上，跨省直接结算率从83%提高到90%。"
    assert [r["value"] for r in read(text)] == [97]
