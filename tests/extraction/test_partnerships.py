"""Who supports whom since when, in the sentences counties and hospitals write."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from indicators.documents import Document, read_all, read_sources
from indicators.extraction import extract

SHARED = Path(__file__).parents[3] / "shared"


def ties(text, area="330922", published="2022-06", publisher=""):
    document = Document("d", "通讯", publisher, published, "", area, "", "", text)
    return [
        (r["date"], r["kind"], r["provider"], r["recipient"], r["area_code"], r["status"])
        for r in extract(document).partnerships
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年5月8日，嵊泗县人民医院与浙大二院签订合作协议。",
            [
                (
                    "2021-05-08",
                    "agreement",
                    "浙江大学医学院附属第二医院",
                    "嵊泗县人民医院",
                    "330922",
                    "actual",
                )
            ],
        ),
        (
            "2020年9月，嵊泗县人民医院全面托管菜园镇卫生院。",
            [("2020-09", "trusteeship", "嵊泗县人民医院", "菜园镇卫生院", "330922", "actual")],
        ),
        (
            "浙江省人民医院嵊泗分院2019年3月揭牌，嵊泗县人民医院整体搬迁。",
            [("2019-03", "branch", "浙江省人民医院", "嵊泗县人民医院", "330922", "actual")],
        ),
        (
            "舟山市妇女儿童医院对口支援新疆沙雅县人民医院。",
            [("", "assistance", "舟山市妇女儿童医院", "沙雅县人民医院", "652924", "actual")],
        ),
        (
            "嵊泗县人民医院将托管五龙乡卫生院。",
            [("", "trusteeship", "嵊泗县人民医院", "五龙乡卫生院", "330922", "planned")],
        ),
    ],
)
def test_a_tie_has_date_kind_parties_and_area(text, expected):
    assert ties(text) == expected


def test_one_event_told_twice_is_one_row():
    text = "2021年5月8日，嵊泗县人民医院与浙大二院签约。\n现场，嵊泗县人民医院与浙大二院签约。"
    assert len(ties(text)) == 1


def test_our_hospital_is_the_one_that_publishes():
    found = ties("我院与嵊泗县人民医院建立合作关系。", publisher="浙江医院", area="330100")
    assert found == [("", "partnership", "浙江医院", "嵊泗县人民医院", "330922", "actual")]


@pytest.mark.skipif(not SHARED.exists(), reason="the originals are not beside the project")
def test_the_core_partnerships_of_the_originals_are_found():
    originals = SHARED / "originals"
    documents, _ = read_all([originals], read_sources(originals / "sources.csv"))
    columns = ("date", "kind", "provider", "recipient", "area_code", "status")
    found = {
        (d.source_id, *(r[c] for c in columns)) for d in documents for r in extract(d).partnerships
    }
    with open(SHARED / "gold" / "partnerships.csv", encoding="utf-8", newline="") as file:
        core = [r for r in csv.DictReader(file) if r["core"] == "yes"]
    hits = [(r["doc"].removesuffix(".txt"), *(r[c] for c in columns)) in found for r in core]
    assert sum(hits) >= 0.95 * len(core)


def test_the_date_of_a_partnership_is_in_the_ledger_as_such():
    text = "2021年5月8日，嵊泗县人民医院与浙大二院签约。2020年1月1日开业。"
    rows = extract(Document("d", "t", "", "2022", "", "330922", "", "", text)).unclaimed
    assert [r["reason"] for r in rows] == ["partnership_date", "date"]
