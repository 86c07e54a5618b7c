"""Wordings around a figure that name its indicator."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def facts(text):
    found = extract(Document("doc", "通讯", "", "2025-03-01", "", "330213", "", "", text))
    return [(r["indicator"], r["measure"], r["value"]) for r in found.observations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旗域内就诊率89%。", [("within_county_visit_rate", "level", 89)]),
        ("三级及以上手术640台。", [("grade3_4_surgeries", "level", 640)]),
        ("三级以上手术占比27.5%。", [("grade3_4_surgery_share", "share", 27.5)]),
        ("全年上门送诊3200人次。", [("home_medical_visits", "level", 3200)]),
        ("专家们累计坐诊2100人次。", [("expert_outpatient_visits", "level", 2100)]),
        ("专家到乡镇卫生院坐诊260人次。", [("expert_downward_visits", "level", 260)]),
        ("一对一带徒14人。", [("mentoring_trainees", "level", 14)]),
        ("向卫生院派驻业务副院长6名。", [("experts_seconded_down", "level", 6)]),
        (
            "为12.6万人次报销医药费1834万元。",
            [
                ("insurance_reimbursement_visits", "level", 126000),
                ("insurance_reimbursement_amount", "level", 18340000),
            ],
        ),
        (
            "为1.4万名农村妇女免费开展“两癌”筛查。",
            [("cancer_screening_participants", "level", 14000)],
        ),
        ("村级门诊21万人次。", [("village_clinic_visits", "level", 210000)]),
        ("轮训乡村医生600人次。", [("staff_trained", "level", 600)]),
        ("转往州上的病人下降12%。", [("upward_referrals", "change_pct", -12)]),
        ("引进硕士及以上人才7名。", [("masters_recruited", "level", 7)]),
        ("百元医疗收入消耗卫生材料费21.4元。", []),
        (
            "远程影像诊断3.8万例、远程会诊960例。",
            [
                ("remote_consultations", "level", 38000),
                ("remote_consultations", "level", 960),
            ],
        ),
        ("1人获评“全省优秀乡村医生”。", []),
        (
            "医保基金共支出6.7亿元，惠及187万人次。",
            [
                ("insurance_reimbursement_amount", "level", 6.7e8),
                ("insurance_reimbursement_visits", "level", 1870000),
            ],
        ),
        ("检查定点医药机构120家，处理违规机构7家。", []),
        ("督导乡镇卫生院12家，村卫生室200个。", [("village_clinics", "level", 200)]),
        ("14个行政村开展“两癌”筛查。", []),
        (
            "总诊疗31万人次，占全市的4.8%，比去年同期多看了1.2万人次。",
            [
                ("total_visits", "level", 310000),
                ("total_visits", "share", 4.8),
                ("total_visits", "change_abs", 12000),
            ],
        ),
        ("县医院“国考”位次较上年上升21位。", [("hospital_performance_score", "change_abs", -21)]),
    ],
)
def test_the_words_around_a_figure_name_its_indicator(text, expected):
    assert facts(text) == expected


def test_the_insured_that_a_wording_begins_with_are_its_class():
    text = "居民医保基金收入4.1亿元，支出3.9亿元。职工医保基金收入1.5亿元，支出1.3亿元。"
    found = extract(Document("doc", "通讯", "", "2025-03-01", "", "330213", "", "", text))
    assert [(r["breakdown"], r["value"]) for r in found.observations] == [
        ("居民医保", 3.9e8),
        ("职工医保", 1.3e8),
    ]
