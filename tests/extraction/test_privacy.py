"""No names of officials, staff or patients in any table."""

from __future__ import annotations

import pytest

from indicators.extraction.privacy import without_names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("局长李大明介绍,全区床位3001张", "局长某介绍,全区床位3001张"),
        ("副院长欧阳春、书记张三出席", "副院长某、书记某出席"),
        ("常山县周女士住院3天", "常山县某女士住院3天"),
        ("县长王平与院长陈立签署协议", "县长某与院长某签署协议"),
        ("以谢文、林青、温红博士为领队", "以某博士为领队"),
        ("院长办公会研究决定", "院长办公会研究决定"),
        ("11名金华医生接棒,由浙江专家坐诊", "11名金华医生接棒,由浙江专家坐诊"),
        ("主任医师12名、教授3名", "主任医师12名、教授3名"),
    ],
)
def test_a_name_behind_a_title_is_left_out(text, masked):
    assert without_names(text) == masked


def test_the_figure_stays_in_its_evidence():
    assert without_names("书记万人,", "万人") == "书记万人,"
