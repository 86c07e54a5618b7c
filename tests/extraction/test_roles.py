"""What a count means by who is counted, and by what was done to them."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def facts(text):
    found = extract(Document("doc", "通讯", "", "2025-03-01", "", "330213", "", "", text))
    return [(r["indicator"], r["value"]) for r in found.observations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上海的首批5位专家走进医院。", [("experts_dispatched", 5)]),
        ("去年，杭州9名骨干医师来我区驻点。", [("experts_dispatched", 9)]),
        (
            "首批5位专家来院帮扶，今年第二批7位也到岗了。",
            [("experts_dispatched", 5), ("experts_dispatched", 7)],
        ),
        ("县级医院抽调18名业务骨干，每周下村坐诊。", [("experts_seconded_down", 18)]),
        ("总院安排8名骨干医师下乡巡诊。", [("experts_seconded_down", 8)]),
        ("首批3名学员毕业，第二批5名在读。", []),
    ],
)
def test_persons_who_come_or_are_sent_are_experts(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5名专家到村里义诊。", [("free_clinic_experts", 5)]),
        ("11名专家接诊患者320人次。", [("expert_outpatient_visits", 320)]),
        ("义诊惠及群众500人。", [("free_clinic_beneficiaries", 500)]),
    ],
)
def test_those_who_treat_are_not_those_treated(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全区四个医共体运行平稳。", [("county_medical_consortia", 4)]),
        ("我区三家区级医院完成搬迁。", [("district_level_hospitals", 3)]),
        ("全区两家医院的医生到基层坐诊。", []),
        ("对两家医院进行检查。", []),
    ],
)
def test_a_lone_chinese_numeral_counts_behind_the_whole_area(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text", ["改建标准化村卫生室30所。", "新建、改建村卫生室30所。", "修建村卫生室30所。"]
)
def test_what_is_built_anew_or_again_is_an_addition(text):
    found = extract(Document("doc", "通讯", "", "2025-03-01", "", "330213", "", "", text))
    assert [(r["indicator"], r["breakdown"]) for r in found.observations] == [
        ("village_clinics", "新增")
    ]


def test_they_are_the_team_that_the_sentence_before_counted():
    text = "市里派来11名医生驻点。他们看门诊1.3万人次，主刀手术260台次。"
    assert facts(text)[1:] == [("expert_outpatient_visits", 13000), ("expert_surgeries", 260)]
    assert facts("他们看门诊1.3万人次。") == [("outpatient_visits", 13000)]
