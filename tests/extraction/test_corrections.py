"""Corrections: applied, visible, and reported when they no longer fit."""

from __future__ import annotations

import csv

import pytest

from indicators.documents import Document, DocumentError
from indicators.extraction import corrected, extract, read_corrections
from indicators.tables import build

BODY = "2023年末全区床位3001张，占地120亩。"
DOCUMENT = Document("a", "t", "", "2024", "", "330213", "", "", BODY)
HEADER = "source_id,start,end,text,field,value,reason\n"


def decide(tmp_path, *rows):
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return corrected(DOCUMENT, extract(DOCUMENT), read_corrections(path).get("a", []), path)


def place(text):
    start = BODY.index(text)
    return f"a,{start},{start + len(text)},{text}"


def test_a_field_is_corrected_and_the_row_says_why(tmp_path):
    found, misfits = decide(tmp_path, f"{place('3001张')},area_code,330200,the city is meant")
    assert misfits == []
    row = found.observations[0]
    assert (row["area_code"], row["rule"]) == ("330200", "before; corrected: the city is meant")


def test_a_rejected_figure_goes_to_the_ledger(tmp_path):
    found, _ = decide(tmp_path, f"{place('3001张')},reject,,no beds of the area")
    assert found.observations == []
    assert [r["reason"] for r in found.unclaimed if r["text"] == "3001张"] == ["corrected"]


def test_a_figure_of_the_ledger_becomes_an_observation(tmp_path):
    wanted = place("120亩")
    found, misfits = decide(
        tmp_path, f"{wanted},indicator,infrastructure_investment,test", f"{wanted},unit,元,test"
    )
    assert misfits == []
    assert [(r["indicator"], r["value"], r["unit"]) for r in found.observations][1:] == [
        ("infrastructure_investment", 120, "元")
    ]


def test_a_correction_that_no_longer_fits_is_reported(tmp_path):
    found, misfits = decide(tmp_path, "a,3,8,3002张,area_code,330200,moved")
    assert found.observations == extract(DOCUMENT).observations
    assert "row 2 no longer fits: a has no '3002张' there" in str(misfits[0])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{place('3001张')},colour,red,x", "cannot be corrected"),
        (f"{place('3001张')},indicator,beds,x", "not in the codebook"),
        (f"{place('3001张')},area_code,999999,x", "not in the place table"),
        (f"{place('3001张')},value,many,x", "is no number"),
        (f"{place('3001张')},value,3,", "no reason"),
        ("a,x,y,z,value,3,x", "no numbers"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, words):
    with pytest.raises(DocumentError, match=words):
        decide(tmp_path, row)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{place('3001张')},measure,lots,x", "none of level, share"),
        (f"{place('3001张')},status,maybe,x", "none of actual, target"),
        (f"{place('3001张')},period_start,2023,x", "no day such as 2024-12-31"),
        (f"{place('3001张')},period_end,2023-02-30,x", "no day such as"),
        (f"{place('3001张')},value,,x", "is no number"),
        (f"{place('3001张')},value,nan,x", "is no number"),
        ("a,-1,3,x,value,3,x", "no numbers"),
        ("a,1,2", "no text, field|no reason|cannot be corrected"),
    ],
)
def test_a_value_that_no_table_can_hold_is_refused(tmp_path, row, words):
    with pytest.raises(DocumentError, match=words) as caught:
        decide(tmp_path, row)
    assert "row 2" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_fields_that_are_vocabularies_know_them():
    from indicators.extraction.corrections import ALLOWED
    from indicators.tables.columns import OBSERVATIONS

    known = {column.name: column.allowed for column in OBSERVATIONS.columns if column.allowed}
    assert known == ALLOWED


def test_several_corrections_of_one_figure_hold_together(tmp_path):
    wanted = place("3001张")
    found, misfits = decide(
        tmp_path,
        f"{wanted},value_high,3200,the table says so",
        f"{wanted},value,3100,misprint",
        f"{wanted},period_start,2022-12-31,the year before",
        f"{wanted},period_end,2022-12-31,the year before",
        f"{wanted},qualifier,range,the table says so",
        f"{wanted},area_code,330200,the city is meant",
    )
    assert misfits == []
    row = found.observations[0]
    assert [row[k] for k in ("value", "value_low", "value_high", "qualifier")] == [
        3100,
        3100,
        3200,
        "range",
    ]
    assert (row["period_start"], row["area_code"]) == ("2022-12-31", "330200")
    assert row["rule"].endswith(
        "corrected: misprint, the table says so, the year before, the city is meant"
    )


def test_a_new_value_is_exact_unless_bounds_are_given(tmp_path):
    found, _ = decide(tmp_path, f"{place('3001张')},value,2999,misprint")
    row = found.observations[0]
    assert [row[k] for k in ("value", "value_low", "value_high", "qualifier")] == [
        2999,
        2999,
        2999,
        "exact",
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("period_start", "2024-06-30", "a period from 2024-06-30 to 2023-12-31"),
        ("value_low", "4000", "the value 3001.0 outside 4000.0"),
        ("part_of", "a#0-1", "no observation a#0-1"),
    ],
)
def test_what_would_contradict_itself_leaves_the_figure_as_it_was(tmp_path, field, value, words):
    found, misfits = decide(tmp_path, f"{place('3001张')},{field},{value},x")
    assert found.observations == extract(DOCUMENT).observations
    assert words in str(misfits[0])
    assert "row 2" in str(misfits[0])


def test_a_period_that_becomes_known_is_stated_and_one_taken_away_unknown(tmp_path):
    wanted = place("3001张")
    found, _ = decide(tmp_path, f"{wanted},period_start,,x", f"{wanted},period_end,,x")
    assert found.observations[0]["period_basis"] == "unknown"


def test_a_part_of_a_rejected_figure_is_a_part_no_more(tmp_path):
    text = "2023年末医院床位300张，其中公立医院床位200张。"
    whole = Document("a", "t", "", "2024", "", "330213", "", "", text)
    before = extract(whole).observations
    assert before[1]["part_of"] == before[0]["observation_id"]
    path = tmp_path / "corrections.csv"
    start = text.index("300张")
    path.write_text(f"{HEADER}a,{start},{start + 4},300张,reject,,x\n", encoding="utf-8")
    found, misfits = corrected(whole, extract(whole), read_corrections(path)["a"], path)
    assert misfits == []
    assert [row["part_of"] for row in found.observations] == [""]


def test_evidence_of_a_figure_claimed_by_hand_holds_no_names(tmp_path):
    text = "院长王小明介绍，项目占地120亩。"
    told = Document("a", "t", "", "2024", "", "330213", "", "", text)
    start = text.index("120亩")
    path = tmp_path / "corrections.csv"
    row = f"a,{start},{start + 4},120亩,indicator,infrastructure_investment,x\n"
    path.write_text(HEADER + row, encoding="utf-8")
    found, _ = corrected(told, extract(told), read_corrections(path)["a"], path)
    assert "王小明" not in found.observations[0]["evidence"]
    assert "120亩" in found.observations[0]["evidence"]


def test_a_numeral_without_a_value_is_claimed_with_one(tmp_path):
    text = "床位数十张。2023年来了2名专家。"
    told = Document("a", "t", "", "2024", "", "330213", "", "", text)
    numeral = next(row for row in extract(told).unclaimed if row["value"] is None)
    start, end = int(numeral["start"]), int(numeral["end"])
    figure = f"a,{start},{end},{text[start:end]}"
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}{figure},indicator,hospital_beds,x\n", encoding="utf-8")
    _, misfits = corrected(told, extract(told), read_corrections(path)["a"], path)
    assert "without a value" in str(misfits[0])
    both = f"{figure},indicator,hospital_beds,x\n{figure},value,30,x\n"
    path.write_text(HEADER + both, encoding="utf-8")
    found, misfits = corrected(told, extract(told), read_corrections(path)["a"], path)
    assert misfits == []
    assert ("hospital_beds", 30) in [(r["indicator"], r["value"]) for r in found.observations]


def test_a_figure_may_be_named_by_its_observation(tmp_path):
    start = BODY.index("3001张")
    path = tmp_path / "corrections.csv"
    header = "observation_id,source_id,start,end,text,field,value,reason\n"
    path.write_text(
        f"{header}a#{start}-{start + 5},,,,3001张,area_code,330200,x\n", encoding="utf-8"
    )
    found, misfits = corrected(DOCUMENT, extract(DOCUMENT), read_corrections(path)["a"], path)
    assert misfits == []
    assert found.observations[0]["area_code"] == "330200"


def test_every_row_that_cannot_be_used_is_one_line_and_the_others_hold(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.md").write_text(
        "---\ntitle: t\npublished: 2024\narea: '330213'\n---\n\n" + BODY, encoding="utf-8"
    )
    wanted = place("3001张")
    rows = [
        f"{wanted},area_code,330200,city",
        f"{wanted},area_code,330000,province",
        f"{wanted},colour,red,x",
        "",
        f"{wanted},status,perhaps,x",
    ]
    (raw / "corrections.csv").write_bytes((HEADER + "\n".join(rows) + "\n").encode("gb18030"))
    report = build(raw, tmp_path / "out")
    with open(tmp_path / "out/observations.csv", encoding="utf-8", newline="") as file:
        assert [r["area_code"] for r in csv.DictReader(file)] == ["330200"]
    lines = [str(error) for error in report.errors]
    assert [line.split(": ", 1)[1].split(":")[0] for line in lines] == ["row 3", "row 4", "row 6"]
    assert "already decided in row 2" in lines[0]


def test_a_build_applies_corrections_and_reports_those_of_unknown_sources(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.md").write_text(
        "---\ntitle: t\npublished: 2024\narea: '330213'\n---\n\n" + BODY, encoding="utf-8"
    )
    rows = f"{place('3001张')},area_code,330200,city\nb,0,1,x,area_code,330200,gone\n"
    (raw / "corrections.csv").write_text(HEADER + rows, encoding="utf-8")
    report = build(raw, tmp_path / "out")
    with open(tmp_path / "out/observations.csv", encoding="utf-8", newline="") as file:
        assert [r["area_code"] for r in csv.DictReader(file)] == ["330200"]
    assert ["row 3: there is no source b" in str(e) for e in report.errors] == [True]


def test_each_observation_of_one_figure_is_decided_alone(tmp_path):
    body = "高血压、糖尿病患者规范管理率均达72%以上。"
    told = Document("a", "t", "", "2024", "", "330213", "", "", body)
    path = tmp_path / "corrections.csv"
    header = "observation_id,source_id,start,end,text,field,value,reason\n"
    row = "a#16-21.2,,,,72%以上,{},{},x\n"
    path.write_text(header + row.format("value", "73"), encoding="utf-8")
    found, misfits = corrected(told, extract(told), read_corrections(path)["a"], path)
    assert misfits == []
    assert [r["value"] for r in found.observations] == [72, 73]
    path.write_text(header + row.format("reject", ""), encoding="utf-8")
    found, misfits = corrected(told, extract(told), read_corrections(path)["a"], path)
    assert [r["indicator"] for r in found.observations] == ["hypertension_management_rate"]
    assert [r["text"] for r in found.unclaimed if r["start"] == 16] == []
