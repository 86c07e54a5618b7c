"""Changes, shares and ranks: what they are of, however they are worded."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract


def read(text, published="2025-03-01"):
    return extract(Document("doc", "通讯", "", published, "", "330213", "", "", text)).observations


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("总诊疗86.2万人次，同比略降0.9%。", ("total_visits", -0.9)),
        ("总诊疗86.2万人次，小幅增长1.2%。", ("total_visits", 1.2)),
        ("县域内就诊率90.5%，比上年又微增0.2个百分点。", ("within_county_visit_rate", 0.2)),
        ("出院1.9万人次，比去年少了600人次。", ("discharges", -600)),
        ("门诊量21万人次，一年多了2万人次。", ("outpatient_visits", 20000)),
        ("药占比26.4%，持续稳步下降1.1个百分点。", ("drug_revenue_share", -1.1)),
        ("基层诊疗量占比61%，不降反升1.5个百分点。", ("primary_care_visit_share", 1.5)),
        ("平均住院日7.7天，较上次大幅缩短0.9天。", ("average_length_of_stay", -0.9)),
    ],
)
def test_how_something_moved_does_not_part_it_from_what_moved(text, change):
    row = read(text)[-1]
    assert (row["indicator"], row["value"]) == change


def test_a_level_behind_a_movement_is_a_level():
    first, second = read("2023年出院4.1万人次，2024年略有增加，达4.3万人次。")
    assert (second["indicator"], second["measure"]) == (first["indicator"], "level")
    assert (second["value"], second["period_end"]) == (43000, "2024-12-31")


def test_a_class_goes_on_behind_a_change():
    text = "总诊疗86.2万人次，同比略降0.9%，其中基层医疗卫生机构52.3万人次，占60.7%。"
    assert [r["indicator"] for r in read(text)[2:]] == [
        "primary_care_visits",
        "primary_care_visit_share",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "县域内就诊率90.2%，在全市10个县（市、区）中排第2位，较上年前移3位。",
        "县域内就诊率90.2%，在全市10个县（市、区）里居第2位，前移3个位次。",
    ],
)
def test_a_rank_in_a_pool_is_of_what_was_measured_before(text):
    rows = read(text)
    assert [(r["measure"], r["value"]) for r in rows] == [
        ("level", 90.2),
        ("rank", 2),
        ("change_abs", -3),
    ]
    assert {r["indicator"] for r in rows} == {"within_county_visit_rate"}
    assert {r["area_code"] for r in rows} == {"330213"}


def test_a_rank_is_of_what_a_review_asked_for():
    rank, move = read("在市里组织的群众满意度测评中，我区列全市第3位，比上次后退2个位次。")
    assert (rank["indicator"], rank["value"]) == ("patient_satisfaction_rate", 3)
    assert (move["indicator"], move["value"]) == ("patient_satisfaction_rate", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("患者满意度测评在宁波10个县市区里只排到第六。", [("rank", 6)]),
        (
            "绩效考核得分742分，列全省第68名，较上一年度前进31名。",
            [("level", 742), ("rank", 68), ("change_abs", -31)],
        ),
    ],
)
def test_a_place_among_others_is_read_however_it_is_put(text, expected):
    assert [(r["measure"], r["value"]) for r in read(text)] == expected


def test_a_rank_of_something_else_is_not_carried_over_its_pool():
    text = "县域内就诊率90.2%，慢病防控工作在全市10个县（市、区）中排第2位。"
    assert [r["measure"] for r in read(text)] == ["level"]
