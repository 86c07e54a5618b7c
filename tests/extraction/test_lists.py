"""Lists that share a predicate, a unit, a bound or a figure."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def read(text, published="2025-03-01"):
    return extract(Document("doc", "通讯", "", published, "", "330213", "", "", text)).observations


def facts(text):
    return [(r["indicator"], r["measure"], r["value"]) for r in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "每千常住人口床位、医生、注册护士依次为6.2张、2.9人和3.3人。",
            [("beds_per_1000", 6.2), ("physicians_per_1000", 2.9), ("nurses_per_1000", 3.3)],
        ),
        (
            "每千人口执业（助理）医师和注册护士分别达到2.86人、3.14人。",
            [("physicians_per_1000", 2.86), ("nurses_per_1000", 3.14)],
        ),
        (
            "全区床位和卫生技术人员分别为1830张、2215人。",
            [("hospital_beds", 1830), ("health_technicians", 2215)],
        ),
        (
            "高血压、2型糖尿病患者规范管理率分别为68.2%、66.9%。",
            [("hypertension_management_rate", 68.2), ("diabetes_management_rate", 66.9)],
        ),
    ],
)
def test_the_items_of_a_list_share_their_beginning_or_their_end(text, expected):
    assert [(r["indicator"], r["value"]) for r in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "每千人口床位、执业（助理）医师分别为6.9张、2.7人，较2019年末增加0.8张、0.4人。",
            [("beds_per_1000", 0.8), ("physicians_per_1000", 0.4)],
        ),
        (
            "孕产妇系统管理率、产后访视率分别为96.1%、97.4%（比上年提高0.6、1.1个百分点）。",
            [("maternal_systematic_management_rate", 0.6), ("postnatal_visit_rate", 1.1)],
        ),
        (
            "住院次均费用5620元、门诊次均费用186元，同比分别下降2.1%和上升1.5%。",
            [("inpatient_cost_per_discharge", -2.1), ("outpatient_cost_per_visit", 1.5)],
        ),
        (
            "门诊人次、出院人次分别增长5.2%和下降1.1%。",
            [("outpatient_visits", 5.2), ("discharges", -1.1)],
        ),
        ("总诊疗120万人次，出院4万人次，增长5%。", [("discharges", 5)]),
    ],
)
def test_changes_answer_as_many_levels_right_before_them(text, expected):
    found = [r for r in read(text) if r["measure"].startswith("change")]
    assert [(r["indicator"], r["value"]) for r in found] == expected


def test_two_levels_answer_the_two_they_came_from():
    text = "婴儿死亡率、5岁以下儿童死亡率分别由2015年的5.2‰、7.1‰下降到2020年的3.1‰和4.5‰。"
    rows = read(text)
    assert [(r["indicator"][:4], r["value"], r["period_end"]) for r in rows] == [
        ("infa", 5.2, "2015-12-31"),
        ("unde", 7.1, "2015-12-31"),
        ("infa", 3.1, "2020-12-31"),
        ("unde", 4.5, "2020-12-31"),
    ]


def test_an_item_that_is_no_indicator_is_not_taken_for_the_one_before():
    assert [value for *_, value in facts("参保率、直接结算率分别为95%和60%。")] == [95]


def test_points_share_the_end_of_their_unit():
    text = "高血压、糖尿病患者规范管理率分别为71%、70%，提高6个和5.4个百分点。"
    first, second = read(text)[2:]
    assert (first["value"], first["value_low"], first["unit"]) == (6, 5.5, "百分点")
    assert (first["indicator"], second["value"]) == ("hypertension_management_rate", 5.4)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("常住人口、重点人群签约率分别不低于50%和80%。", [(50, None), (80, None)]),
        ("孕产妇死亡率、婴儿死亡率分别控制在不超过9/10万和4‰。", [(None, 9), (None, 4)]),
        ("高血压、糖尿病患者规范管理率分别为71%、70%以上。", [(70.5, 71.5), (70, None)]),
    ],
)
def test_a_bound_before_a_list_holds_for_all_its_figures(text, bounds):
    assert [(r["value_low"], r["value_high"]) for r in read(text)] == bounds


def test_as_many_of_each_are_two_rows():
    rows = read("新增省级、市级重点专科各2个。")
    assert [(r["indicator"], r["value"], r["breakdown"]) for r in rows] == [
        ("key_specialties_provincial", 2, "新增"),
        ("key_specialties_municipal", 2, "新增"),
    ]


def test_a_figure_said_of_two_things_is_two_rows():
    assert len(facts("高血压、糖尿病规范管理率双双站上76%。")) == 2
    rows = read("高血压、糖尿病患者规范管理率均达72%以上。")
    assert [r["indicator"] for r in rows] == [
        "hypertension_management_rate",
        "diabetes_management_rate",
    ]
    assert rows[0]["observation_id"] + ".2" == rows[1]["observation_id"]
    assert {(r["start"], r["end"], r["value_low"]) for r in rows} == {(16, 21, 72)}


@pytest.mark.parametrize(
    "text",
    ["全区门诊、住院均较上年增加。", "县、乡、村三级均达到90%。", "各科室、病区均有电脑2台。"],
)
def test_a_figure_of_things_that_are_not_known_is_not_doubled(text):
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "签约居民41万人，签约率52%；其中重点人群16万人，签约率81%。",
            ("key_population_contracted_residents", "level", 160000),
        ),
        (
            "基本医疗保险参保38.6万人，参保率96.2%。其中城乡居民35.1万人。",
            ("basic_medical_insurance_enrollees", "level", 351000),
        ),
        (
            "家庭医生签约覆盖率达到58%，重点人群达到83%。",
            ("key_population_contract_rate", "level", 83),
        ),
        ("新增省级重点专科2个、市级3个。", ("key_specialties_municipal", "level", 3)),
        ("全市三级医院2家、二级5家。", ("secondary_hospitals", "level", 5)),
    ],
)
def test_a_class_or_level_goes_on_about_what_was_counted(text, expected):
    assert expected in facts(text)
