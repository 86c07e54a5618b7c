"""Which place a figure is about."""

from __future__ import annotations

import pytest

from indicators.documents import Document
from indicators.extraction import extract
from indicators.language.places import find_places


def codes(text, area="330822"):
    found = extract(Document("doc", "通讯", "", "2025-03-01", "", area, "", "", text))
    return [(r["value"], r["area_code"]) for r in found.observations]


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("新建县域医疗次中心2个", "330822", []),
        ("新建县人民医院住院楼", "330822", []),
        ("新建县人民医院床位300张", "360111", ["360122"]),
        ("创建南山区级重点专科3个", "330822", []),
        ("柯城区级医院2家", "330802", ["330802"]),
        ("兰溪市域内就诊率90%", "330700", ["330781"]),
    ],
)
def test_a_name_that_is_the_beginning_of_another_word_is_no_place(text, near, expected):
    assert [m.value for m in find_places(text, near=near)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "上海的首批5位专家走进医院。门诊接诊900人次。",
        "杭州12名专家来我县坐诊，门诊接诊900人次。",
        "来自宁波的医生到了。门诊接诊900人次。",
    ],
)
def test_where_experts_come_from_is_not_what_figures_are_about(text):
    assert codes(text)[-1] == (900, "330822")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "每千人口执业（助理）医师2.4人，而全省平均水平是2.9人，注册护士3人。",
            [(2.4, "330822"), (2.9, "330000"), (3, "330822")],
        ),
        (
            "参保率96%，全省平均参保率为95%，出院2万人次。",
            [(96, "330822"), (95, "330000"), (20000, "330822")],
        ),
        (
            "县域内就诊率91%，高于全市平均（89.5%），比全省平均水平高2个百分点。",
            [(91, "330822"), (89.5, "330800"), (2, "330822")],
        ),
    ],
)
def test_an_average_is_that_of_the_place_before_it(text, expected):
    assert codes(text) == expected


def test_a_place_that_something_is_ranked_in_is_not_what_is_ranked():
    text = "县域内就诊率91%，在杭州参评的13个县市区中排名第五。"
    assert codes(text) == [(91, "330822"), (5, "330822")]
