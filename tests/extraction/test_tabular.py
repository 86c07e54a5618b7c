"""Tables inside documents: every figure by row, column, caption and section."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.documents import Document, mend
from indicators.documents.grids import find_grids
from indicators.extraction import extract

CASES = re.findall(
    r"^=== (.+?) \((\S+)\)\n(.+?)\n>>>\n(.*?)(?=^===|\Z)",
    (Path(__file__).parent / "tables.txt").read_text(encoding="utf-8"),
    re.M | re.S,
)


def read(text, published="2024-03", title="年报"):
    return extract(Document("a", title, "", published, "", "330213", "", "", text))


def told(text, published):
    """One line a figure, as tables.txt writes it."""
    found = read(text, published)
    printed = {r["observation_id"]: text[r["start"] : r["end"]] for r in found.observations}
    lines = [line(row, printed) for row in found.observations]
    rest = [f"{r['text']}:{r['reason']}" for r in found.unclaimed if r["reason"] != "date"]
    return [*lines, *(["rest: " + "; ".join(rest).replace("\n", "⏎")] if rest else [])]


def line(row, printed):
    breakdown = f"[{row['breakdown']}]" if row["breakdown"] else ""
    first, last = row["period_start"], row["period_end"]
    parts = [
        printed[row["observation_id"]],
        row["indicator"] + breakdown,
        row["measure"] if row["measure"] != "level" else "",
        "target" if row["status"] == "target" else "",
        f"{row['value']:.10g}{row['unit']}",
        f"{first}..{last}" if first != last else last or "-",
        f"@{row['organisation']}" if row["organisation"] else "",
        f"@{row['area_code']}" if row["area_code"] != "330213" else "",
        f"<{printed[row['part_of']]}" if row["part_of"] else "",
        f"({row['rule']})" if row["rule"] != "table" else "",
    ]
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_a_table_says_what_its_rows_and_columns_say_together(published, text, expected):
    assert told(text, published) == expected.strip().splitlines()


def test_there_are_tables_of_many_kinds():
    assert len(CASES) >= 35


@pytest.mark.parametrize("missing", ["", "—", "——", "-", "…", "...", "/", "未统计"])
def test_what_is_not_reported_is_no_figure(missing):
    found = read(
        f"2023年\n| 类别 | 机构(个) | 床位(张) |\n| 合计 | 12 | 30 |\n| 医院 | 5 | {missing} |"
    )
    assert [r["value"] for r in found.observations] == [12, 30, 5]
    assert [r["text"] for r in found.unclaimed] == ["2023年"]


def test_no_figure_moves_into_the_column_of_an_empty_cell():
    text = "| 类别 | 机构(个) | 床位(张) | 护士(人) |\n| 合计 | 9 | 8 | 7 |\n| 医院 | | 5 | |"
    last = read(text).observations[-1]
    assert (last["indicator"], last["value"]) == ("beds_in_hospitals", 5)


def test_the_head_of_a_second_table_is_no_row_of_the_first():
    text = "表1\n床位    数量(张)\n医院    300\n表2\n人员    数量(人)\n护士    200\n"
    grids = find_grids(mend(text).text)
    assert [[cell.text for cell in grid.rows[0]] for grid in grids] == [
        ["床位", "数量(张)"],
        ["人员", "数量(人)"],
    ]
    assert [grid.caption for grid in grids] == ["表1", "表2"]


@pytest.mark.parametrize(
    "text",
    [
        "患者共有\n11\n名，其中男性\n6\n名，女性\n5\n名。",
        "一、基本情况\n二、主要做法\n三、下步打算\n",
        "联系人：办公室\n电话\n12345\n邮编\n",
        "会议  地点\n时间  上午\n",
    ],
)
def test_prose_is_no_table(text):
    assert find_grids(mend(text).text) == []


WORDS = st.sampled_from(
    ["医院", "床位(张)", "合计", "其中:卫生院", "2023年", "12", "3,121", "-3.1", "—", "", "%", "增长(%)",
     "单位", "张", "|", "目标", "占比", "注:", "第5位", "<5", "年份", "2021", "上年同期"]
)  # fmt: skip


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=8),
    st.sampled_from(["|", "\t", "   ", "\n"]),
)
def test_every_numeral_of_any_table_has_one_place(rows, mark):
    text = "\n".join(mark.join(row) for row in rows)
    found = read(text)
    spans = sorted((r["start"], r["end"]) for r in [*found.observations, *found.unclaimed])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert len(re.findall(r"\d", covered)) == len(re.findall(r"\d", text))


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=8),
    st.sampled_from(["|", "\t", "   ", "\n"]),
)
def test_the_rows_of_a_table_have_as_many_cells_each(rows, mark):
    text = "\n".join(mark.join(row) for row in rows)
    for grid in find_grids(mend(text).text):
        assert len({len(row) for row in grid.rows}) == 1
        spans = [(c.start, c.end) for row in grid.rows for c in row if c.text]
        assert spans == sorted(spans)
