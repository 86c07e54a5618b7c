"""Which indicator a figure measures, in the sentences counties write."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def read(text, published="2025-03-01", area="330213", title="通讯"):
    return extract(Document("doc", title, "", published, "", area, "", "", text))


def facts(text, **given):
    return [(r["indicator"], r["measure"], r["value"]) for r in read(text, **given).observations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("互认率85.3%。", [("exam_mutual_recognition_rate", "level", 85.3)]),
        (
            "双向转诊人次达4.2万人次，同比增长12.5%。",
            [("two_way_referrals", "level", 42000), ("two_way_referrals", "change_pct", 12.5)],
        ),
        (
            "平均住院日7.9天，较上年下降0.4天。",
            [
                ("average_length_of_stay", "level", 7.9),
                ("average_length_of_stay", "change_abs", -0.4),
            ],
        ),
        (
            "居民健康素养水平32.1%，比上年提高2.3个百分点，居全市第三。",
            [
                ("health_literacy_rate", "level", 32.1),
                ("health_literacy_rate", "change_pp", 2.3),
                ("health_literacy_rate", "rank", 3),
            ],
        ),
        ("新引进硕士研究生18名。", [("masters_recruited", "level", 18)]),
        (
            "帮扶12个卫生院、7个专科。",
            [
                ("primary_care_institutions_assisted", "level", 12),
                ("primary_care_specialties_assisted", "level", 7),
            ],
        ),
        (
            "孕产妇死亡率由12.3/10万下降到9.8/10万。",
            [
                ("maternal_mortality_ratio", "level", 12.3),
                ("maternal_mortality_ratio", "level", 9.8),
            ],
        ),
        (
            "新生儿、婴儿和5岁以下儿童死亡率分别为1.1‰、2.2‰、3.3‰。",
            [
                ("neonatal_mortality_rate", "level", 1.1),
                ("infant_mortality_rate", "level", 2.2),
                ("under5_mortality_rate", "level", 3.3),
            ],
        ),
        (
            "每千人口执业（助理）医师3.02人，注册护士3.51人。",
            [
                ("physicians_per_1000", "level", 3.02),
                ("nurses_per_1000", "level", 3.51),
            ],
        ),
        (
            "总诊疗120.5万人次，其中公立医院60.1万人次、民营医院10.2万人次。",
            [
                ("total_visits", "level", 1205000),
                ("public_hospital_visits", "level", 601000),
                ("private_hospital_visits", "level", 102000),
            ],
        ),
        (
            "人均期望寿命82.1岁，其中男性79.8岁、女性84.6岁。",
            [
                ("life_expectancy", "level", 82.1),
                ("life_expectancy_male", "level", 79.8),
                ("life_expectancy_female", "level", 84.6),
            ],
        ),
        (
            "医疗卫生机构320家，其中医院12家（公立5家、民营7家）。",
            [
                ("health_institutions", "level", 320),
                ("hospitals", "level", 12),
                ("public_hospitals", "level", 5),
                ("private_hospitals", "level", 7),
            ],
        ),
    ],
)
def test_the_words_around_a_figure_name_its_indicator(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "对两家医院的管理进行指导。",
        "平均每月出诊6次，行程300公里。",
        "临床七支部书记作交流发言。",
        "在第五个“中国医师节”到来之际，120急救中心开展活动。",
        "会议从四个方面提出要求。",
    ],
)
def test_what_measures_nothing_is_not_claimed(text):
    assert facts(text) == []


def test_parts_point_to_their_whole():
    rows = read("引进医学人才60名，其中硕士研究生15名。").observations
    assert rows[1]["part_of"] == rows[0]["observation_id"]


def test_a_class_without_an_indicator_of_its_own_is_a_breakdown():
    rows = read("综合医院注册护士1354人。").observations
    assert (rows[0]["indicator"], rows[0]["breakdown"]) == ("nurses", "综合医院")


def test_promises_are_targets_with_exact_values():
    row = read("到2027年，力争每千人口床位达到7.5张。").observations[0]
    assert (row["status"], row["value_low"], row["value_high"]) == ("target", 7.5, 7.5)
    assert row["period_end"] == "2027-12-31"


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("2023年出院3.2万人次。", "2023-01-01", "2023-12-31", "stated"),
        ("2023年末床位1200张。", "2023-12-31", "2023-12-31", "stated"),
        ("2023年床位1200张。", "2023-12-31", "2023-12-31", "stated"),
        ("2024年以来，调阅检查检验报告9.1万人次。", "2024-01-01", "2025-03-01", "stated"),
        ("出院3.2万人次。", "", "", "unknown"),
        ("2024年1—6月出院1.6万人次。", "2024-01-01", "2024-06-30", "stated"),
    ],
)
def test_a_stock_is_counted_at_the_end_of_its_period(text, start, end, basis):
    row = read(text).observations[0]
    assert (row["period_start"] or "", row["period_end"] or "", row["period_basis"]) == (
        start,
        end,
        basis,
    )


def test_a_period_reaches_into_the_next_paragraph_and_says_so():
    rows = read("2023年出院3.2万人次。住院手术8100台。\n门诊45.2万人次。").observations
    assert [r["period_end"] for r in rows] == ["2023-12-31"] * 3
    assert [r["period_basis"] for r in rows] == ["stated", "inherited", "carried"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全区医院12家。", "330213"),
        ("2023年全国医院38355家。", "000000"),
        ("全省每千人口床位6.1张。", "330000"),
        ("杭州市医院440家。", "330100"),
        ("互认率90.1%，居全市第一。", "330213"),
    ],
)
def test_a_figure_belongs_to_the_place_its_sentence_speaks_of(text, code):
    assert read(text).observations[0]["area_code"] == code


def test_a_table_is_read_by_row_and_column():
    text = (
        "| 类型 | 机构(个) | 床位(张) |\n| 全区合计 | 331 | 3121 |\n"
        "| 卫生院 | 2 | 75 |\n| 综合医院 | 7 | 3021 |"
    )
    rows = read(text).observations
    assert [(r["indicator"], r["breakdown"], r["value"]) for r in rows] == [
        ("health_institutions", "", 331),
        ("hospital_beds", "", 3121),
        ("township_health_centres", "", 2),
        ("township_health_centre_beds", "", 75),
        ("general_hospitals", "", 7),
        ("hospital_beds", "综合医院", 3021),
    ]
    assert rows[2]["part_of"] == rows[0]["observation_id"]


def test_evidence_quotes_the_sentence_and_offsets_the_figure_across_a_broken_line():
    body = "2024年以来，通过共享平台调阅检查检验报告达15.4万\n\n人次，互认率80.85%。"
    row = read(body).observations[0]
    assert body[row["start"] : row["end"]] == "15.4万\n\n人次"
    assert "15.4万人次" in row["evidence"]


def test_growth_said_with_respectively_answers_the_figures_before():
    assert facts("门急诊58.1万人次，住院1.02万人次，同比分别增长7.9%和12.3%。") == [
        ("outpatient_emergency_visits", "level", 581000),
        ("admissions", "level", 10200),
        ("outpatient_emergency_visits", "change_pct", 7.9),
        ("admissions", "change_pct", 12.3),
    ]


def test_the_first_figure_of_a_rise_keeps_its_own_year():
    rows = read("2023年，县域就诊率由2022年的78.6%提高到81.2%，基层就诊率68.5%。").observations
    assert [r["period_end"][:4] for r in rows] == ["2022", "2023", "2023"]


def test_what_is_new_in_a_period_is_no_stock():
    row = read("2023年新增床位200张。").observations[0]
    assert (row["breakdown"], row["period_start"], row["period_end"]) == (
        "新增",
        "2023-01-01",
        "2023-12-31",
    )


def test_a_hospital_that_a_sentence_speaks_of_is_its_organisation():
    rows = read("2023年，区人民医院出院2.1万人次。全区出院4.6万人次。").observations
    assert [r["organisation"] for r in rows] == ["奉化区人民医院", ""]


def test_hospitals_listed_behind_an_indicator_have_a_row_each():
    rows = read("床位使用率：区人民医院92.6%，区中医医院85.3%。").observations
    assert [(r["organisation"], r["value"]) for r in rows] == [
        ("奉化区人民医院", 92.6),
        ("奉化区中医医院", 85.3),
    ]


def test_what_a_visiting_hospital_does_is_told_of_the_county():
    text = "2023年以来，上海市中山医院派出3批15名医疗专家，门诊诊疗4200余人次。"
    assert {r["area_code"] for r in read(text, area="530624").observations} == {"530624"}


def test_averages_per_village_are_no_counts():
    assert facts("每个行政村都有1个标准化村卫生室、1至2名合格村医。") == []


def test_a_plan_table_has_targets_and_a_unit_column():
    text = (
        "| 指标 | 单位 | 2020年 | 2025年目标 |\n| 人均预期寿命 | 岁 | 80.72 | 82左右 |\n"
        "| 婴儿死亡率 | ‰ | 1.68 | ≤4 |"
    )
    rows = read(text, published="2021-12-30").observations
    assert [
        (r["indicator"], r["status"], r["value"], r["unit"], r["period_end"]) for r in rows
    ] == [
        ("life_expectancy", "actual", 80.72, "岁", "2020-12-31"),
        ("life_expectancy", "target", 82, "岁", "2025-12-31"),
        ("infant_mortality_rate", "actual", 1.68, "‰", "2020-12-31"),
        ("infant_mortality_rate", "target", 4, "‰", "2025-12-31"),
    ]
    assert (rows[3]["value_low"], rows[3]["value_high"]) == (None, 4)
