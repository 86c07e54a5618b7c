"""Mending layout: what is joined, what stays apart, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.documents import mend


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("调阅各类报告，达15.4万\n\n人次，互认率80%。", "调阅各类报告,达15.4万人次,互认率80%。"),
        ("全院500\n多名干部职工参加。", "全院500多名干部职工参加。"),
        ("补偿费用１４８．３万\n元。", "补偿费用148.3万元。"),
        ("新增床位 20 张。", "新增床位20张。"),
        ("三月中旬，下转的患者共有\n11\n名，均可减免。", "三月中旬,下转的患者共有11名,均可减免。"),
        ("目前，两家医院组成\n“分级诊疗”\n联合体2\n个。", "目前,两家医院组成“分级诊疗”联合体2个。"),
        ("第一段。\n第二段。", "第一段。\n第二段。"),
        ("一、机构\n全区共有机构157个。", "一、机构\n全区共有机构157个。"),
        ("01 总分提高；\n02 手术上升；", "01 总分提高;\n02 手术上升;"),
        ("资源床位(实有,张)1808\n护士(注册,人)779", "资源床位(实有,张)1808\n护士(注册,人)779"),
        ("标题\n\n  正文第一句，继续。\n\n  正文第二段。", "标题\n正文第一句,继续。\n正文第二段。"),
    ],
)
def test_broken_lines_are_joined_and_paragraphs_kept(body, text):
    assert mend(body).text == text


def test_a_paragraph_broken_by_a_column_goes_on():
    body = "医院扩容。深入推进各项重点工作，区中医医院成功获评三级甲等中\n\n医院，系全市首家。"
    assert "三级甲等中医院" in mend(body).text


@given(st.text(alphabet="医院床位3.5万 \n\t，。；（）%０５|　", max_size=80))
def test_every_mended_character_stands_where_the_map_says(body):
    mended = mend(body)
    half = mend(body.replace("\n", "。\n")).text  # never fails either
    assert isinstance(half, str)
    for index, ch in enumerate(mended.text):
        origin = body[mended.origin(index)]
        assert ch == "\n" or mend(origin).text in (ch, "")


@given(st.text(alphabet="医院，。\n 3万", max_size=60))
def test_offsets_never_go_back(body):
    mended = mend(body)
    places = [mended.origin(i) for i in range(len(mended.text))]
    assert places == sorted(set(places))
