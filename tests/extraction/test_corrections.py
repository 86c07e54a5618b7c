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
