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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年末卫生技术人员较2016年末净增310人，每万人口全科医生3.1人。",
            [(310, "2021-12-31"), (3.1, "2021-12-31")],
        ),
        (
            "2021年县域内就诊率88.1%，比2018年的81%高出一截，平均住院日7.8天。",
            [(88.1, "2021-12-31"), (81, "2018-12-31"), (7.8, "2021-12-31")],
        ),
        (
            "2021年每千人口床位6.4张，比2015年的4.9张多1.5张。",
            [(6.4, "2021-12-31"), (4.9, "2015-12-31"), (1.5, "2021-12-31")],
        ),
        (
            "2021年药占比26%，低于2020年的28%，出院2万人次。",
            [(26, "2021-12-31"), (28, "2020-12-31"), (20000, "2021-12-31")],
        ),
    ],
)
def test_what_is_compared_with_does_not_date_what_follows(text, expected):
    rows = read(text)
    assert [(r["value"], r["period_end"]) for r in rows] == expected


def test_the_level_compared_with_is_of_the_same_indicator():
    rows = read("2021年县域内就诊率88.1%，比2018年的81%高7.1个百分点。")
    assert {r["indicator"] for r in rows} == {"within_county_visit_rate"}
    assert [r["measure"] for r in rows] == ["level", "level", "change_pp"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年1—6月，出院1.8万人次，去年同期为1.7万人次；手术3200台次。县域内就诊率90%。",
            [(18000, "2021-06-30"), (17000, "2020-06-30"), (3200, "2021-06-30")],
        ),
        (
            "2021年前三季度，上转900人次，下转1200人次；上年同期，上转980人次，下转860人次；互认3万项次。",
            [(900, "2021-09-30"), (1200, "2021-09-30"), (980, "2020-09-30"), (860, "2020-09-30")],
        ),
        (
            "2021年上半年，传染病报告发病率198.6/10万，较去年同期的231.4/10万下降14.2%。",
            [(198.6, "2021-06-30"), (231.4, "2020-06-30"), (-14.2, "2021-06-30")],
        ),
        (
            "截至2021年9月底，家庭医生签约41万人，2019年同期为36万人。",
            [(410000, "2021-09-30"), (360000, "2019-09-30")],
        ),
    ],
)
def test_the_same_time_of_another_year_has_as_many_days(text, expected):
    rows = read(text)
    assert [(r["value"], r["period_end"]) for r in rows[: len(expected)]] == expected
    assert {r["period_end"] for r in rows[len(expected) :]} <= {rows[0]["period_end"]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年上半年三、四级手术占比31.6%，而上年同期这一比例是28%。药占比30%。", "2020-06-30"),
        ("2021年上半年三、四级手术占比31.6%，去年全年这个数是24%。药占比30%。", "2021-12-31"),
    ],
)
def test_a_look_back_is_of_the_same_indicator_and_dates_nothing_else(text, day):
    first, back, behind = read(text)
    assert (back["indicator"], back["period_end"]) == (first["indicator"], day)
    assert behind["period_end"] == "2021-06-30"


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("四、2022年安排", "target"),
        ("四、2022年工作安排", "target"),
        ("四、2022年重点举措", "target"),
        ("四、2021年工作情况", "actual"),
    ],
)
def test_what_stands_below_a_heading_of_plans_is_promised(heading, status):
    found = read(f"{heading}\n重点人群签约率不低于80%。")
    assert [r["status"] for r in found] == [status]


def test_the_programme_of_vaccination_is_no_plan():
    title = "免疫规划工作通报"
    text = "一、接种情况\n二、免疫接种\n疫苗接种率98.2%。"
    found = extract(Document("doc", title, "", "2022-03-01", "", "330213", "", "", text))
    assert [r["status"] for r in found.observations] == ["actual"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("基层诊疗量占比66%，离年初定下的70%的目标还有差距。", "target"),
        ("2021年县域内就诊率90.5%，超过90%的目标。", "target"),
        ("千人托位数1.2个，距市里下达的2.1个的年度目标还有差距。", "target"),
        ("县域内就诊率90.5%，每千人口床位数向7张迈进。", "target"),
        ("2021年县域内就诊率90.5%，比2020年的88%高。", "actual"),
        ("县域内就诊率90.5%，超过省定目标0.5个百分点。", "actual"),
    ],
)
def test_what_was_asked_for_is_a_target_in_a_report_too(text, status):
    assert [r["status"] for r in read(text)] == ["actual", status]


def test_what_just_happened_in_a_year_dates_nothing_else():
    text = "村里的卫生室去年刚翻新。全区有乡村医生260名。"
    assert dated(text) == [(260, "2022-03-01", "2022-03-01")]


def test_a_change_begins_in_the_year_compared_with():
    text = "与改革前的2016年相比，2021年县域内就诊率由80%提高到91%。"
    assert [r["period_end"] for r in read(text)] == ["2016-12-31", "2021-12-31"]
