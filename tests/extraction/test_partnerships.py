"""Who supports whom since when, in the sentences counties and hospitals write."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


RENOWN = "中南大学湘雅医院"
WORDED = [
    ("今年3月，县人民医院与湘雅医院签约。", "agreement", "2022-03"),
    ("石门县人民医院由湘雅医院全面托管。", "trusteeship", ""),
    ("湘雅医院自2019年5月起对口支援石门县人民医院。", "assistance", "2019-05"),
    ("在湘雅医院的对口帮扶下，县人民医院新开科室2个。", "assistance", ""),
    ("湘雅医院派出8名专家常驻石门县人民医院开展帮扶。", "assistance", ""),
    ("去年，县人民医院成为湘雅医院技术指导医院。", "partnership", "2021"),
    ("2020年，石门县人民医院加入湘雅医院牵头的心血管专科联盟。", "partnership", "2020"),
    ("县人民医院被湘雅医院确定为教学医院。", "partnership", ""),
    ("自2018年与石门县人民医院结对以来，湘雅医院培训医生80名。", "partnership", "2018"),
    ("2021年底，湘雅医院石门分院在石门县人民医院挂牌。", "branch", "2021-12"),
    ("县人民医院加挂“湘雅医院石门医院”牌子。", "branch", ""),
    ("6月1日，湘雅医院名医工作室落户石门县人民医院。", "workstation", "2022-06-01"),
    ("石门县人民医院设立湘雅医院专家工作站。", "workstation", ""),
]


@pytest.mark.parametrize(("text", "kind", "date"), WORDED)
def test_a_tie_is_read_however_it_is_worded(text, kind, date):
    home = "石门县人民医院"
    expected = [(date, kind, RENOWN, home, "430726", "actual")]
    assert ties(text, area="430726", published="2022-06-20") == expected


@pytest.mark.parametrize(
    ("text", "provider", "recipient"),
    [
        ("自2018年佛山对口帮扶昭觉县人民医院以来，诊疗2万人次。", "佛山市", "昭觉县人民医院"),
        ("广东省佛山市先后向昭觉选派医疗队9批。", "佛山市", "昭觉县"),
        ("佛山选派的6名帮扶医生抵达县人民医院。", "佛山市", "昭觉县人民医院"),
    ],
)
def test_a_city_that_sends_doctors_assists(text, provider, recipient):
    found = ties(text, area="513431", published="2021")
    assert [row[1:4] for row in found] == [("assistance", provider, recipient)]


def test_a_team_without_a_name_is_the_one_that_the_document_speaks_of():
    text = "泰安援疆项目落户本县。\n2017年2月援疆医疗队进驻县人民医院以来，手术900台。"
    found = ties(text, area="653128", published="2019-07")
    expected = ("2017-02", "assistance", "泰安市", "岳普湖县人民医院", "653128", "actual")
    assert found == [expected]


def test_each_of_several_partners_is_a_row():
    text = "我院先后与嵊泗县人民医院、岱山县人民医院和天台县中医院签订医联体协议。"
    found = ties(text, publisher="浙江医院", area="330100")
    assert [row[3] for row in found] == ["嵊泗县人民医院", "岱山县人民医院", "天台县中医院"]


def test_the_clause_of_an_agreement_is_no_second_tie():
    text = "嵊泗县人民医院与浙大二院签订合作办医协议。"
    assert [row[1] for row in ties(text)] == ["agreement"]


@pytest.mark.parametrize("written", ["郑州大学附属第一医院", "郑州大学第一附属医院", "郑大一附院"])
def test_a_university_hospital_is_one_under_any_word_order(written):
    found = ties(f"县人民医院与{written}签约。", area="411521")
    assert [row[2] for row in found] == ["郑州大学第一附属医院"]


def test_a_short_name_that_the_text_explains_is_the_full_one():
    text = "上饶市立医院(以下简称“市立医院”)来访。随后市立医院与婺源县人民医院签约。"
    assert [row[2] for row in ties(text, area="361130")] == ["上饶市立医院"]


@pytest.mark.parametrize(
    "text",
    [
        "县人民医院院长一行到浙大二院学习考察。",
        "患者转至浙大二院和舟山医院治疗。",
        "县人民医院邀请浙大二院专家会诊。",
        "县人民医院选派医生到浙大二院进修。",
        "县人民医院、县中医院与乡镇卫生院签订目标责任书。",
        "县人民医院与居民签约，浙大二院给予指导。",
        "12家三级医院对口支援28家县级医院。",
        "4家杭州三甲医院与县人民医院结成帮扶关系。",
        "希望浙大二院与嵊泗县人民医院建立合作关系。",
        "嵊泗县人民医院不再由浙大二院托管。",
        "援疆资金1.2亿元用于县人民医院建设。",
        "县人民医院建成名医工作室5个。",
    ],
)
def test_parties_side_by_side_are_no_tie(text):
    assert ties(text) == []


COUNTY_HOSPITALS = st.sampled_from(["嵊泗县人民医院", "岱山县人民医院", "天台县中医院"])


@given(COUNTY_HOSPITALS, st.sampled_from(["", "2021年，", "据介绍，", "当天上午，"]))
def test_a_tie_of_two_is_the_same_from_either_side(local, opening):
    texts = [f"{opening}{a}与{b}签订协议。" for a, b in ((local, "浙大二院"), ("浙大二院", local))]
    one, other = (ties(text) for text in texts)
    assert one == other
    assert [row[2:4] for row in one] == [("浙江大学医学院附属第二医院", local)]


@given(st.lists(COUNTY_HOSPITALS, min_size=2, max_size=4, unique=True))
def test_a_list_of_names_alone_is_no_tie(names):
    assert ties(f"参加会议的有{'、'.join(names)}和浙大二院。") == []


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
